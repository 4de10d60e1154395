"""YAML files that people edit: their content, and the line of every entry for messages."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from ohv_coworking.basics.errors import InputFault

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlFile:
    """The content of a file and the line, counted from 1, of each entry by its place."""

    content: object
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int | None:
        """Return the line of an entry; of one that does not exist, the line of what should hold it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place)


def read(file: Path, what: str) -> YamlFile:
    """Return a YAML file; `what` names it in messages (`Die Parameterdatei`).

    Raises InputFault for a missing file, for what is no YAML and for a name given twice, which YAML itself
    would settle silently.
    """
    try:
        return parsed(file.read_text(encoding="utf-8"), file.name)
    except FileNotFoundError:
        raise InputFault(
            f"{what} fehlt.",
            file=file.name,
            expected="die Datei an dieser Stelle",
            remedy="Sie wiederherstellen.",
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise InputFault(
            f"{what} ist kein gültiges YAML.",
            file=file.name,
            row=mark.line + 1 if mark else None,
            found=getattr(error, "problem", None) or "kein UTF-8-Text",
            expected="Zeilen der Form „name: wert“, Einrückung mit Leerzeichen",
            remedy="Einrückung, Doppelpunkte und Anführungszeichen an dieser Stelle prüfen.",
        ) from None


def parsed(text: str, name: str) -> YamlFile:
    """Return the content of a YAML text and its lines; `name` names its file in the fault of a name given twice."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    lines: dict[Place, int] = {}
    if root is not None:
        _note_lines(root, (), lines, name)
    return YamlFile(yaml.load(text, Loader=yaml.CSafeLoader), lines)


def _note_lines(node: yaml.Node, place: Place, lines: dict[Place, int], file: str) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, key.value)
            if inner in lines:
                raise InputFault(
                    "Ein Name steht doppelt in der Datei.",
                    file=file,
                    row=key.start_mark.line + 1,
                    parameter=".".join(map(str, inner)),
                    expected=f"nur einmal; zuerst in Zeile {lines[inner]}",
                    remedy="Eine der beiden Zeilen löschen.",
                )
            lines[inner] = key.start_mark.line + 1
            _note_lines(value, inner, lines, file)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            lines[(*place, position)] = value.start_mark.line + 1
            _note_lines(value, (*place, position), lines, file)
