"""Catalogue files as typed records; what is wrong in them is named with its line."""

from pathlib import Path
from typing import Any, TypeVar

from ohv_coworking.basics import typed_files
from ohv_coworking.basics.errors import InputFault, name_remedy, raise_all
from ohv_coworking.basics.yaml_file import Place, read_yaml
from ohv_coworking.raw.entry import CatalogRecord, Content

WHAT = "Das Verzeichnis der Rohdaten"
AnyRecord = TypeVar("AnyRecord", bound=CatalogRecord)


def content(file: Path) -> Content:
    """Return the catalogue of that file."""
    return content_of(plain_content(file), file)


def content_of(data: Any, file: Path) -> Content:
    """Return `data`, meant for `file`, as a catalogue in which each role is known and held as documented."""
    checked = typed_content(data, file, Content)
    raise_all(_role_faults(checked, file), "Das Verzeichnis der Rohdaten enthält mehrere Fehler:")
    return checked


def typed_content(data: Any, file: Path, model: type[AnyRecord]) -> AnyRecord:
    """Return `data`, as read from `file`, as a record; raise InputFault for all that is wrong in it."""
    return typed_files.read_as(model, data, file, lambda place: _line(file, place))


def plain_content(file: Path) -> Any:
    """Return what a YAML file of the catalogue holds; raise InputFault if it is missing or no YAML."""
    return read_yaml(file, WHAT).content


def _line(file: Path, place: Place) -> int | None:
    return read_yaml(file, WHAT).line(place) if file.is_file() else None


def _role_faults(checked: Content, file: Path) -> list[InputFault]:
    faults, holder = [], {}
    for name, entry in checked.entries.items():
        role, first = checked.roles.get(entry.role), holder.setdefault(entry.role, name)
        if role is None:
            problem, expected = "Diese Rolle gibt es nicht.", f"einer von: {', '.join(checked.roles)}"
            remedy = name_remedy(entry.role, checked.roles)
        elif not role.shared and first != name:
            problem = "Diese Rolle ist doppelt vergeben."
            expected = f"ein einziger Eintrag mit dieser Rolle; bisher hat sie {first}"
            remedy = "Einen der beiden Einträge streichen."
        else:
            continue
        place = ("entries", name, "role")
        told = {"file": file, "row": _line(file, place), "parameter": ".".join(place), "found": entry.role}
        faults.append(InputFault(problem, **told, expected=expected, remedy=remedy))
    return faults
