"""Read `study.yaml` into its typed form; every fault is named with parameter, found, expected and line."""

import os
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError

from ohv_coworking.errors import InputFault, raise_all
from ohv_coworking.parameters.study import Study

Path_ = tuple[str | int, ...]

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
    values, lines = _parse(file)
    try:
        study = Study.model_validate(values)
    except ValidationError as error:
        raise_all(
            [_fault(one, file, lines) for one in error.errors()], f"{file.name} enthält mehrere Fehler."
        )
    raise_all(
        [
            InputFault(
                "Eine Annahme liegt außerhalb dessen, was für sie zulässig ist.",
                file=file.name,
                row=_line(path, lines),
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


def _parse(file: Path) -> tuple[object, dict[Path_, int]]:
    """Return the values of a YAML file and, for each path in it, its line counted from 1."""
    try:
        text = file.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise InputFault(
            "Die Parameterdatei ist kein gültiges YAML.",
            file=file.name,
            row=mark.line + 1 if mark else None,
            found=getattr(error, "problem", None) or "kein UTF-8-Text",
            expected="Zeilen der Form „name: wert“, Einrückung mit Leerzeichen",
            remedy="Die genannte Zeile mit der Vorlage study.yaml vergleichen.",
        ) from None
    lines: dict[Path_, int] = {}
    if root is not None:
        _note_lines(root, (), lines, file)
    return yaml.load(text, Loader=yaml.CSafeLoader), lines


def _note_lines(node: yaml.Node, path: Path_, lines: dict[Path_, int], file: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, key.value)
            if inner in lines:
                raise InputFault(
                    "Ein Parameter steht doppelt in der Datei.",
                    file=file.name,
                    row=key.start_mark.line + 1,
                    parameter=key.value,
                    expected=f"nur einmal; zuerst in Zeile {lines[inner]}",
                    remedy="Eine der beiden Zeilen löschen.",
                )
            lines[inner] = key.start_mark.line + 1
            _note_lines(value, inner, lines, file)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            lines[(*path, position)] = value.start_mark.line + 1
            _note_lines(value, (*path, position), lines, file)


def _line(path: Path_, lines: dict[Path_, int]) -> int | None:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


def _fault(error: dict, file: Path, lines: dict[Path_, int]) -> InputFault:
    path, kind = error["loc"], error["type"]
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
        row=_line(path, lines),
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


def _model_at(path: Path_) -> type[BaseModel] | None:
    """Return the model that holds the last name of `path`, following the declared types."""
    model: type[BaseModel] = Study
    for name in path[:-1]:
        if name not in model.model_fields:
            continue  # a position in a list or a key in a dictionary of entries
        annotation = model.model_fields[name].annotation
        kinds = (annotation, *getattr(annotation, "__args__", ()))
        models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        if not models:
            return None
        model = models[-1]
    return model


def _siblings(path: Path_) -> list[str]:
    model = _model_at(path)
    return sorted(set(model.model_fields) - {"name", "label"}) if model else []


def _description(path: Path_) -> str:
    model, name = _model_at(path), path[-1] if path else ""
    field = model.model_fields.get(name) if model and isinstance(name, str) else None
    return (field.description or "") if field else ""
