"""Read `study.yaml` into its typed form; every fault is named with parameter, found, expected and line."""

import os
from functools import lru_cache
from pathlib import Path

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.typed_files import read_as
from ohv_coworking.basics.yaml_file import read_yaml
from ohv_coworking.parameters.study import Study
from ohv_coworking.parameters.survey_mapping import read_survey_mapping


def parameter_file() -> Path:
    """Return the parameter file of the current build: `OHV_PARAMETERS`, else `study.yaml` at the project's root."""
    return Path(os.path.abspath(os.environ.get("OHV_PARAMETERS") or project_root() / "study.yaml"))


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
            file=file,
            expected="eine YAML-Datei wie study.yaml",
            remedy='Den Namen hinter PARAMS= prüfen (mit Leerzeichen: PARAMS="Variante Süd.yaml") oder study.yaml '
            "wiederherstellen.",
        )
    return _with_mappings(_load(file, file.stat().st_mtime_ns), file.parent)


@lru_cache(maxsize=4)
def _load(file: Path, _modified: int) -> Study:
    held = read_yaml(file, "Die Parameterdatei")
    study = read_as(Study, held.content, file.name, held.line)
    raise_all(
        [
            InputFault(
                "Eine Angabe ist so nicht zulässig.",
                file=file.name,
                row=held.line(path),
                parameter=".".join(map(str, path[1:] if path[0] == "assumptions" else path)),
                found=found,
                expected=expected,
                remedy="Die Angabe berichtigen.",
            )
            for path, found, expected in study.violations()
        ],
        f"{file.name} enthält mehrere Fehler.",
    )
    return study.at_price_base()


def _with_mappings(study: Study, folder: Path) -> Study:
    """Return the study with what the mappings of foreign surveys say in place of their files' names.

    So a changed mapping is a changed parameter, and the chapters that read the surveys run again.
    """
    named = {version: one.mapping for version, one in study.surveys if isinstance(one.mapping, str)}
    read = {
        version: getattr(study.surveys, version).model_copy(
            update={"mapping": read_survey_mapping(folder, name)}
        )
        for version, name in named.items()
    }
    return study.model_copy(update={"surveys": study.surveys.model_copy(update=read)}) if read else study
