"""The cited rows of files that collect single facts: each as it stands in the file, with its own source.

A basis cites them as `raw:NAME#Zeile 12, TITLE` or `raw:NAME#Zeilen 12, 14: TITLE`.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ohv_coworking.exhibits.ledger import Ledger
from ohv_coworking.raw import Catalog

# What the catalogue says of a file that collects single facts.
SOURCE_PER_ROW = "Quelle je Zeile"
_CITED = re.compile(r"raw:(\w+)#Zeilen? (\d+(?:, \d+)*)\b")


@dataclass(frozen=True)
class CitedRow:
    """A row of a raw file; `held` holds the cells that are not empty, by the names of their columns."""

    name: str
    number: int
    held: Mapping[str, str]

    @property
    def anchor(self) -> str:
        return _anchor(self.name, self.number)


def cited_anchors(reference: str, catalog: Catalog) -> list[str]:
    """Return the anchors of the rows that a reference cites."""
    name, numbers = row_numbers(reference)
    cites = numbers and catalog.entry(name).source == SOURCE_PER_ROW
    return [_anchor(name, number) for number in numbers] if cites else []


def row_numbers(reference: str) -> tuple[str, list[int]]:
    """Return the raw file and the rows that a reference cites; no rows where it cites none.

    >>> row_numbers("raw:benchmarks#Zeilen 12, 14: Deskmag")
    ('benchmarks', [12, 14])
    """
    if cited := _CITED.match(reference):
        return cited[1], [int(number) for number in cited[2].split(", ")]
    return reference.removeprefix("raw:").partition("#")[0], []


def cited_rows(references: Iterable[str], catalog: Catalog) -> list[CitedRow]:
    """Return the rows that references cite, each once, in the order of the references."""
    wanted: dict[tuple[str, int], None] = {}
    for name, numbers in map(row_numbers, references):
        if numbers and catalog.entry(name).source == SOURCE_PER_ROW:
            wanted |= dict.fromkeys((name, number) for number in numbers)
    held = {name: dict(_rows(catalog, name)) for name in {name for name, _ in wanted}}
    return [
        CitedRow(name, number, {key: cell for key, cell in held[name][number].items() if cell})
        for name, number in wanted
    ]


def cited_anywhere(ledger: Ledger, catalog: Catalog) -> list[CitedRow]:
    """Return the rows that any key figure or frame of the ledger cites, in its order."""
    lines = (
        one for chapter in ledger.values() for one in (*chapter.figures.values(), *chapter.frames.values())
    )
    return cited_rows((reference for line in lines for reference in line.basis), catalog)


def _anchor(name: str, number: int) -> str:
    return f"row-{name}-{number}"


def _rows(catalog: Catalog, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    with catalog.path(name).open(encoding="utf-8", newline="") as stream:
        yield from enumerate(csv.DictReader(stream), start=2)
