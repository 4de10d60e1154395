"""Header rows → the columns' names and units."""

import re

import numpy as np

from ohv_coworking.reading.grid import Grid, as_text
from ohv_coworking.reading.header import Start

UNITS = re.compile(
    r"(Anzahl|Prozent|Promille|%|‰|[Tt]sd\.?|1 ?000|Mio\.?|Mill\.?|EUR|Euro|€|[Tt]sd\.? (EUR|Euro|€)|Mio\.? (EUR|Euro|€)"
    r"|qkm|km²|km2|ha|qm|m²|m2|km|m|t|kg|Jahre?|Personen|Einw\.?|je km²|Index.*|\d{4} ?= ?100)"
)
JOINT = " | "


def unique(names: list[str]) -> list[str]:
    """Return the names with a suffix where they repeat.

    >>> unique(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    taken: dict[str, int] = {}  # each name given, and how often it was asked for
    for name in names:
        candidate, number = name, taken.get(name, 0)
        while candidate in taken:
            number += 1
            candidate = f"{name} ({number})"
        taken[name] = max(number, 1)
        taken.setdefault(candidate, 1)
    return list(taken)


def read_levels(
    grid: Grid, start: Start, columns: np.ndarray
) -> tuple[tuple[tuple[str, ...], ...], dict[int, str]]:
    """Return the header texts of the `columns` (their places), blanks of upper rows filled from the left, and the units.

    Units are told by the columns' places; empty header rows say nothing.
    """
    rows = [row for row in start.header if row != start.column_numbers]
    width = int(columns.max()) + 1 if columns.size else 0
    texts = [list(map(as_text, grid.cells(row)[:width])) for row in rows]
    places = {row: level for level, row in enumerate(rows)}
    for (top, left), (bottom, right) in grid.merged:
        for row in range(top, bottom + 1):
            if top in places and row in places and left < width:
                for column in range(left, min(right + 1, width)):
                    texts[places[row]][column] = texts[places[top]][left]
    texts = [
        row for row, above in zip(texts, [None, *texts], strict=False) if any(row) and row != above
    ] or texts[:1]
    units: dict[int, str] = {}
    if len(texts) > 1 and any(texts[-1]) and all(UNITS.fullmatch(text) for text in texts[-1] if text):
        units = {column: text for column, text in enumerate(texts.pop()) if text}
    groups = [row for row in texts if len(set(filter(None, row))) < len(row)]  # a row of codes groups nothing
    for level, row in enumerate(groups[:-1] if groups and groups[-1] is texts[-1] else groups):
        for column in range(1, len(row)):
            same_group = all(upper[column] == upper[column - 1] for upper in groups[:level])
            if not row[column] and texts[-1][column] and same_group:
                row[column] = row[column - 1]
    levels = list(zip(*texts, strict=True))
    return tuple(levels[column] if texts else () for column in columns), units
