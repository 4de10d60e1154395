"""Read `study.yaml` into its typed form; every fault is named with parameter, found, expected and line."""

import os
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.yaml_file import Place, YamlFile, read
from ohv_coworking.parameters.places import field_at, model_at
from ohv_coworking.parameters.study import Study

# What a type error of pydantic means to a consultant.
EXPECTED_BY_ERROR = {
    "float_type": "Zahl mit Dezimalpunkt, z. B. 1.5",
    "finite_number": "endliche Zahl",
    "int_type": "ganze Zahl",
    "bool_type": "true oder false",
    "string_type": 'Text, nötigenfalls in Anführungszeichen, z. B. "12065256"',
    "date_type": "Datum in der Form 2025-12-31, ohne Anführungszeichen",
    "first_of_month": "der Erste eines Monats, z. B. 2027-09-01",
    "list_type": "Liste, je Eintrag eine Zeile mit „- “",
    "model_type": "Abschnitt mit eingerückten Angaben",
    "model_attributes_type": "Abschnitt mit eingerückten Angaben",
    "dict_type": "Abschnitt mit eingerückten Angaben",
    "range": "low ≤ value ≤ high",
    "weights_sum": "Gewichte, die zusammen 1 ergeben",
    "first_town": "ein Ort des Initialbetriebs, der unter towns steht",
    "district": "Land, Landkreis und erster Ort, deren Schlüssel ineinander liegen",
    "opening": "ein Monat nach dem Stichtag (reference_date)",
    "missing": "Angabe fehlt",
}
TEXT_BY_PATTERN = {
    r"^\d{8}$": "8 Ziffern in Anführungszeichen",
    r"^\d{5}$": "5 Ziffern in Anführungszeichen",
    r"^\d{2}$": "2 Ziffern in Anführungszeichen",
    r"^(https?://|mailto:)\S+$": "Adresse, beginnt mit https://",
}


def parameter_file() -> Path:
    """Return the parameter file of the current build: `OHV_PARAMETERS`, else `study.yaml` at the project's root."""
    return Path(os.environ.get("OHV_PARAMETERS") or project_root() / "study.yaml").absolute()


def project_root() -> Path:
    """Return the nearest folder, from the working directory upwards, that holds `study.yaml` and `notebooks`."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "study.yaml").is_file() and (folder / "notebooks").is_dir():
            return folder
    raise InputFault(
        "Das Projekt wurde nicht gefunden.",
        found=str(here),
        expected="ein Ordner mit study.yaml und notebooks/ oder ein Ordner darin",
        remedy="Den Befehl im Projektordner aufrufen.",
    )


def default(name: str) -> object:
    """Return the plain value of one parameter of the current `study.yaml`, for a notebook's parameters cell.

    Plain means text, numbers, lists and dictionaries, so that papermill can put a variant's value in its place.
    """
    return load(parameter_file()).plain(name)


def load(file: Path) -> Study:
    """Return the typed study parameters; raise `InputFault` for whatever does not fit."""
    if not file.is_file():
        raise InputFault(
            "Die Parameterdatei fehlt.",
            file=file.name,
            expected="eine YAML-Datei wie study.yaml",
            remedy="Den Namen hinter PARAMS= prüfen oder study.yaml wiederherstellen.",
        )
    return _load(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(file: Path, _modified: int) -> Study:
    held = read(file, "Die Parameterdatei")
    try:
        study = Study.model_validate(held.content)
    except ValidationError as error:
        raise_all([_fault(one, file, held) for one in error.errors()], f"{file.name} enthält mehrere Fehler.")
    raise_all(
        [
            InputFault(
                "Eine Annahme liegt außerhalb dessen, was für sie zulässig ist.",
                file=file.name,
                row=held.line(path),
                parameter=".".join(map(str, path[1:] if path[0] == "assumptions" else path)),
                found=found,
                expected=expected,
                remedy="Den Wert berichtigen.",
            )
            for path, found, expected in study.violations()
        ],
        f"{file.name} enthält mehrere Fehler.",
    )
    return study


def _fault(error: dict, file: Path, held: YamlFile) -> InputFault:
    kind = error["type"]
    # A rule between several entries names the one to look at.
    path = (*error["loc"], *filter(None, [error.get("ctx", {}).get("part")]))
    unknown = kind == "extra_forbidden"
    if unknown:
        problem, expected = "Diesen Parameter gibt es nicht.", f"einer von: {', '.join(_siblings(path))}"
    elif kind == "missing":
        problem, expected = "Ein Parameter fehlt.", _description(path)
    else:
        problem, expected = (
            "Ein Parameter passt nicht.",
            EXPECTED_BY_ERROR.get(kind) or _limits(error) or error["msg"],
        )
        if description := _description(path):
            expected = f"{expected} ({description})"
    return InputFault(
        problem,
        file=file.name,
        row=held.line(path),
        parameter=".".join(map(str, path)) or "(ganze Datei)",
        found=_found(error),
        expected=expected,
        remedy="Den Namen prüfen."
        if unknown
        else "Die Angabe ergänzen."
        if kind == "missing"
        else "Den Wert berichtigen.",
    )


def _found(error: dict) -> object:
    if "found" in error.get("ctx", {}):
        return error["ctx"]["found"]
    return None if error["type"] == "missing" or isinstance(error["input"], dict) else error["input"]


def _limits(error: dict) -> str:
    context = error.get("ctx", {})
    words = {"ge": "mindestens", "gt": "größer als", "le": "höchstens", "lt": "kleiner als"}
    limits = [f"{words[key]} {context[key]}" for key in words if key in context]
    if "pattern" in context:
        limits.append(TEXT_BY_PATTERN.get(context["pattern"], f"Text nach dem Muster {context['pattern']}"))
    if "min_length" in context:
        limits.append(f"mindestens {context['min_length']} Einträge oder Zeichen")
    if "expected" in context:
        limits.append(f"einer der Werte {context['expected']}")
    return ", ".join(limits)


def _siblings(path: Place) -> list[str]:
    model = model_at(path)
    return sorted(set(model.model_fields) - {"name", "label"}) if model else []


def _description(path: Place) -> str:
    field = field_at(path)
    return (field.description or "") if field else ""
