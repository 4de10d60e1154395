"""YAML files that people edit: their content, and the line of every entry for messages. The only door to YAML."""

import re
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import yaml

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.typed_numbers import how_to_write

Place = tuple[str | int, ...]
DEEPEST = 100
BRACKETS = re.compile(r"[\[\]{}]")
CUT_OFF = re.compile(r"[ \t]+#[^\s:]")
LISTS_IN_LISTS = re.compile(rf"(?:[-?][ \t]+){{{DEEPEST}}}")


@dataclass(frozen=True)
class YamlFile:
    """The content of a file and the line, counted from 1, of each entry by its place."""

    content: object
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int | None:
        """Return the line of an entry; of one that does not exist, the line of what should hold it."""
        # A name that looks like a number is one to YAML.
        lines = {tuple(map(str, known)): line for known, line in self.lines.items()}
        named = tuple(map(str, place))
        while named and named not in lines:
            named = named[:-1]
        return lines.get(named)


class _Loader(yaml.CSafeLoader):
    """The safe loader, naming the line of a value that cannot be, such as a thirty-first of November."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep)
        except (ValueError, KeyError, AttributeError, OverflowError):
            raise yaml.constructor.ConstructorError(problem="value", problem_mark=node.start_mark) from None


def read_yaml(file: Path, what: str) -> YamlFile:
    """Return a YAML file; `what` names it in messages (`Die Parameterdatei`). Raises InputFault, see `parsed`."""
    if not file.is_file():
        raise InputFault(
            f"{what} fehlt.",
            file=file.name,
            expected="die Datei an dieser Stelle",
            remedy="Sie wiederherstellen.",
        )
    return parsed(file.read_bytes(), file.name, what)


def parsed(content: bytes | str, file: str, what: str = "Die Datei") -> YamlFile:
    """Return what the bytes or the text of a YAML file say.

    Raises InputFault for what is no UTF-8 or no YAML, for a value that cannot be, and for a name given twice, which
    YAML itself would settle silently.
    """
    text = content if isinstance(content, str) else _decoded(content, file, what)
    if control := yaml.reader.Reader.NON_PRINTABLE.search(text):
        row = text.count("\n", 0, control.start()) + 1
        raise _no_yaml(file, what, row, f"das unsichtbare Zeichen U+{ord(control[0]):04X}")
    if _is_too_deep(text):
        raise _no_yaml(file, what, None, f"mehr als {DEEPEST} Ebenen ineinander")
    lines: dict[Place, int] = {}
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        if root is None:
            return YamlFile(None)
        _note_lines(root, (), lines, file, set())
        _refuse_cut_off(root, text.split("\n"), file)
        return YamlFile(loader.construct_document(root), lines)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        written = (
            "".join(text.split("\n")[row - 1 : row] if row else []).strip(" ").replace("\t", "<Tabulator>")
        )
        if isinstance(error, yaml.constructor.ConstructorError):
            raise InputFault(
                "Diesen Wert gibt es nicht.",
                file=file,
                row=row,
                found=written,
                expected="ein Datum aus dem Kalender, eine Zahl oder ein Text, ohne „!“ davor",
                remedy="Den Wert berichtigen; einen Text in Anführungszeichen setzen.",
            ) from None
        raise _no_yaml(file, what, row, written or "das Ende der Datei") from None


def _is_too_deep(text: str) -> bool:
    # The parser recurses, and in C: what is too deep for it must not reach it.
    levels = accumulate(1 if mark in "[{" else -1 for mark in BRACKETS.findall(text))
    return max(levels, default=0) > DEEPEST or LISTS_IN_LISTS.search(text) is not None


def _decoded(content: bytes, file: str, what: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        raise InputFault(
            f"{what} ist kein UTF-8-Text.",
            file=file,
            row=None if wide else content.count(b"\n", 0, error.start) + 1,
            found="UTF-16" if wide else f"ein anderer Zeichensatz (Byte {error.start + 1})",
            expected="eine Textdatei mit der Kodierung UTF-8",
            remedy="Die Datei im Texteditor mit der Kodierung UTF-8 speichern.",
        ) from None


def _no_yaml(file: str, what: str, row: int | None, found: str) -> InputFault:
    return InputFault(
        f"{what} ist kein gültiges YAML.",
        file=file,
        row=row,
        found=found,
        expected="Zeilen der Form „name: wert“, Einrückung mit Leerzeichen",
        remedy="Einrückung, Doppelpunkte, Klammern und Anführungszeichen an dieser Stelle und davor prüfen.",
    )


def _note_lines(
    node: yaml.Node,
    place: Place,
    lines: dict[Place, int],
    file: str,
    seen: set[int],
) -> None:
    # What is referred to (*name) has its lines where it stands.
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        _refuse_misread(node, place, file)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise InputFault(
                    "Ein Name ist eine Liste oder ein Abschnitt.",
                    file=file,
                    row=line,
                    parameter=".".join(map(str, place)) or None,
                    expected="ein Text vor dem Doppelpunkt",
                    remedy="Klammern und geschweifte Klammern vor dem Doppelpunkt entfernen.",
                )
            inner = (*place, key.value)
            if inner in lines:
                raise InputFault(
                    "Ein Name steht doppelt in der Datei.",
                    file=file,
                    row=line,
                    parameter=".".join(map(str, inner)),
                    expected=f"nur einmal; zuerst in Zeile {lines[inner]}",
                    remedy="Eine der beiden Zeilen löschen.",
                )
            lines[inner] = line
            _note_lines(value, inner, lines, file, seen)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            inner = (*place, position)
            lines[inner] = value.start_mark.line + 1
            _note_lines(value, inner, lines, file, seen)


def _refuse_misread(node: yaml.ScalarNode, place: Place, file: str) -> None:
    """Raise InputFault for a number that may be meant otherwise than YAML reads it."""
    if node.style or node.tag.rpartition(":")[2] not in ("int", "float"):
        return
    if remedy := how_to_write(node.value):
        raise InputFault(
            "Diese Zahl lässt sich auf zwei Weisen lesen.",
            file=file,
            row=node.start_mark.line + 1,
            parameter=".".join(map(str, place)) or None,
            found=node.value,
            expected="eine Zahl mit Dezimalpunkt, ohne Tausenderpunkt",
            remedy=f"Schreiben: {remedy}.",
        )


def _refuse_cut_off(root: yaml.Node, written: list[str], file: str) -> None:
    """Raise InputFault for a text behind which stands a # with something right after it: YAML would drop it."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif (
            node.tag.endswith(":str")
            and not node.style
            and CUT_OFF.match(written[node.end_mark.line][node.end_mark.column :])
        ):
            raise InputFault(
                "Hinter einem # liest YAML nicht weiter.",
                file=file,
                row=node.end_mark.line + 1,
                found=written[node.end_mark.line].strip(),
                expected="den ganzen Text in Anführungszeichen, oder ein Leerzeichen hinter dem # einer Anmerkung",
                remedy="Den Text in Anführungszeichen setzen.",
            )
