"""Catalogue files as typed records; what is wrong in them is named with its line."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.yaml_file import YamlFile, read
from ohv_coworking.raw.entry import AcceptedFiles, Content, Entry, Record, Role

WHAT = "Das Verzeichnis der Rohdaten"
Location = tuple[str | int, ...]
# What is wrong as a sentence, where, what was found, what was expected.
Mistake = tuple[str, Location, object, str | None]
AnyRecord = TypeVar("AnyRecord", bound=Record)

EXPECTED = {
    name: info.description
    for record in (AcceptedFiles, Role, Content, Entry)
    for name, info in record.model_fields.items()
}


def content(file: Path) -> Content:
    """Return the catalogue of that file."""
    return content_of(plain(file), file)


def content_of(data: Any, file: Path) -> Content:
    """Return `data`, meant for `file`, as a catalogue in which each role is known and held as documented."""
    checked = typed(data, file, Content)
    refuse(file, _role_mistakes(checked))
    return checked


def typed(data: Any, file: Path, model: type[AnyRecord]) -> AnyRecord:
    """Return `data`, as read from `file`, as a record; raise InputFault for all that is wrong in it."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        refuse(file, [_told(mistake) for mistake in error.errors()])
        raise


def plain(file: Path) -> Any:
    """Return what a YAML file of the catalogue holds; raise InputFault if it is missing or no YAML."""
    return read(file, WHAT).content


def refuse(file: Path, mistakes: list[Mistake]) -> None:
    """Raise the mistakes of a catalogue file together, each with its line."""
    if not mistakes:
        return
    held = read(file, WHAT) if file.is_file() else YamlFile({})
    faults = [
        InputFault(
            problem,
            file=file,
            row=held.line(location),
            parameter=".".join(map(str, location)) or None,
            found=found,
            expected=expected,
        )
        for problem, location, found, expected in mistakes
    ]
    raise_all(faults, "Das Verzeichnis der Rohdaten enthält mehrere Fehler:")


def _told(mistake: Any) -> Mistake:
    location = mistake["loc"]
    expected = EXPECTED.get(location[-1]) if location else None
    if mistake["type"] == "missing":
        return "Im Verzeichnis fehlt eine Angabe.", location, None, expected
    if mistake["type"] == "extra_forbidden":
        known = Entry if location[0] == "entries" else Content
        names = ", ".join(name for name in known.model_fields if name != "name")
        return "Im Verzeichnis steht ein unbekannter Name.", location, location[-1], f"einer von: {names}"
    return "Eine Angabe im Verzeichnis passt nicht.", location, mistake["input"], expected


def _role_mistakes(checked: Content) -> list[Mistake]:
    mistakes, holder = [], {}
    for name, entry in checked.entries.items():
        place, role = ("entries", name, "role"), checked.roles.get(entry.role)
        if role is None:
            known = f"einer von: {', '.join(checked.roles)}"
            mistakes.append(("Diese Rolle gibt es nicht.", place, entry.role, known))
        elif not role.shared and entry.role in holder:
            only = f"ein einziger Eintrag mit dieser Rolle; bisher hat sie {holder[entry.role]}"
            mistakes.append(("Diese Rolle ist doppelt vergeben.", place, entry.role, only))
        holder.setdefault(entry.role, name)
    return mistakes
