"""Whether every number of people that a build prints has passed disclosure control: asked of all documents together.

What control lets pass is handed over by the chapter (`chapter.release`). At the end of the build nothing else may stand in a figure or a table that rests on the answers of people.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.disclosure.figures import MINIMUM
from ohv_coworking.exhibits.exhibit_data import people_files
from ohv_coworking.exhibits.ledger import KeyFigure, Ledger, NamedFrame
from ohv_coworking.raw import Catalog

# What is counted one by one, so that a small number of them is a small number of people.
COUNTED = {"Antworten", "Einträge"}
# How a column says that it holds the base of shares, and that it is rounded.
BASE, ROUNDED = "Basis", "gerundet"
# Thousands are printed with a dot: four digits without one are a year.
_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})*")
_COUNT_IN_WORDS = re.compile(
    rf"(?<![\d.,])(\d[\d.]*) (?:{'|'.join(sorted(COUNTED))}|Organisationen|Personen)\b"
)


def audit_counts(ledger: Ledger, catalog: Catalog) -> None:
    """Raise InputFault for each printed number of people that is too small, unknown to control, or tells another."""
    raise_all(
        list(_faults(ledger, catalog)), "Nicht jede gedruckte Anzahl ist durch die Geheimhaltung gegangen."
    )


def _faults(ledger: Ledger, catalog: Catalog) -> Iterator[InputFault]:
    released: dict[str, set[int]] = {}
    for chapter in ledger.values():
        for file, counts in chapter.released.items():
            released.setdefault(file, set()).update(counts)
    bases: dict[str, dict[int, str]] = {}
    for chapter in ledger.values():
        for line in (*chapter.figures.values(), *chapter.frames.values()):
            files = people_files(line.basis, ledger, catalog)
            known = set().union(*(released.get(file, ()) for file in files))
            for count, is_base in _counts(line) if files else ():
                yield from _alone(line, count, known)
                # Of a line that rests on two files it is not known whose people a base counts.
                if is_base and len(files) == 1:
                    bases.setdefault(files[0], {}).setdefault(count, line.label)
    for found in bases.values():
        for less, more in combinations(sorted(found), 2):
            if more - less < MINIMUM:
                yield InputFault(
                    "Zwei Grundgesamtheiten verraten durch ihren Abstand, wie wenige sich unterscheiden.",
                    found=f"{less} ({found[less]}) und {more} ({found[more]})",
                    expected=f"gleiche Zahlen oder ein Abstand von mindestens {MINIMUM}",
                    remedy="Wer nicht geantwortet hat, als eigene Antwort zählen, oder die kleinere Zahl auf Zehner runden.",
                )


def _alone(line: KeyFigure | NamedFrame, count: int, known: set[int]) -> Iterator[InputFault]:
    if 0 < count < MINIMUM:
        yield _fault(
            "Hinter einer gedruckten Anzahl stehen zu wenige Menschen.",
            line,
            f"mindestens {MINIMUM} oder keine",
        )
    elif count % 10 and count not in known:
        yield _fault(
            "Eine gedruckte Anzahl ist nicht durch die Geheimhaltung gegangen.",
            line,
            f"eine Anzahl, die chapter.release meldet, oder eine auf Zehner gerundete (gefunden: {count})",
        )


def _fault(problem: str, line: KeyFigure | NamedFrame, expected: str) -> InputFault:
    return InputFault(
        problem,
        file=f"notebooks/{line.chapter}.ipynb",
        found=f"{line.name} („{line.label}“)",
        expected=expected,
        remedy="Die Anzahl aus einer geschützten Tabelle nehmen, runden oder weglassen.",
    )


def _counts(line: KeyFigure | NamedFrame) -> Iterator[tuple[int, bool]]:
    """Yield the numbers of people that a line prints, and whether a number is the base of shares.

    Counted are the units that count people, and whole numbers told in words.
    """
    if isinstance(line, KeyFigure):
        if isinstance(line.value, str):
            yield from ((int(found.replace(".", "")), False) for found in _COUNT_IN_WORDS.findall(line.value))
        elif line.unit in COUNTED and line.value is not None:
            yield round(line.value), False
        return
    data = line.to_json()["data"]
    for name, column in line.columns.items():
        is_base = column.label.startswith(BASE) and ROUNDED not in column.label
        yield from ((count, is_base) for count in _cells(data[name], column.unit in COUNTED))


def _cells(cells: Iterable[object], is_counted: bool) -> Iterator[int]:
    for cell in cells:
        if isinstance(cell, str) and _WHOLE.fullmatch(cell):
            yield int(cell.replace(".", ""))
        elif is_counted and isinstance(cell, int | float) and not isinstance(cell, bool):
            yield round(cell)
