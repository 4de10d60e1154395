"""Catalogue files as typed records; what is wrong in them is named with its line."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML, YAMLError

from ohv_coworking.catalog.entry import AcceptedFiles, Content, Entry, Record, Role
from ohv_coworking.errors import InputFault, raise_all

Location = tuple[str | int, ...]
Content_ = TypeVar("Content_", bound=Record)

EXPECTED = {
    name: info.description
    for record in (AcceptedFiles, Role, Content, Entry)
    for name, info in record.model_fields.items()
}


def records(file: Path, model: type[Content_]) -> Content_:
    """Return the typed content of a catalogue file; raise InputFault for all that is wrong in it."""
    try:
        return model.model_validate(YAML(typ="safe").load(file))
    except FileNotFoundError as error:
        raise InputFault("Das Verzeichnis der Rohdaten fehlt.", file=file) from error
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InputFault(
            "Das Verzeichnis der Rohdaten ist kein gültiges YAML.",
            file=file,
            row=mark.line + 1 if mark else None,
            found=getattr(error, "problem", None),
            remedy="Einrückung, Doppelpunkte und Anführungszeichen in dieser Zeile prüfen.",
        ) from error
    except ValidationError as error:
        refuse(file, [_told(mistake) for mistake in error.errors()])
        raise


def refuse(file: Path, mistakes: list[tuple[str, Location, object, str | None]]) -> None:
    """Raise the mistakes (sentence, place, found, expected) of a catalogue file, each with its line."""
    if not mistakes:
        return
    tree = YAML().load(file)
    faults = [
        InputFault(
            problem,
            file=file,
            row=_line(tree, location),
            parameter=".".join(map(str, location)) or None,
            found=found,
            expected=expected,
        )
        for problem, location, found, expected in mistakes
    ]
    raise_all(faults, "Das Verzeichnis der Rohdaten enthält mehrere Fehler:")


def _told(mistake: Any) -> tuple[str, Location, object, str | None]:
    location = mistake["loc"]
    expected = EXPECTED.get(location[-1]) if location else None
    if mistake["type"] == "missing":
        return "Im Verzeichnis fehlt eine Angabe.", location, None, expected
    if mistake["type"] == "extra_forbidden":
        known = Entry if location[0] == "entries" else Content
        names = ", ".join(name for name in known.model_fields if name != "name")
        return "Im Verzeichnis steht ein unbekannter Name.", location, location[-1], f"einer von: {names}"
    return "Eine Angabe im Verzeichnis passt nicht.", location, mistake["input"], expected


def _line(tree: Any, location: Location) -> int | None:
    # As deep as the place exists: a missing entry is reported at the line of what should hold it.
    line = None
    for part in location:
        if not isinstance(tree, dict) or part not in tree:
            break
        line = tree.lc.key(part)[0] + 1
        tree = tree[part]
    return line
