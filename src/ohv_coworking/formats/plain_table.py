"""A table of no known format: its columns typed, nothing said about their meaning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.doubts import refuse_exponents
from ohv_coworking.formats.statistics.region_keys import WITHOUT_ZERO, are_keys, told_of_zeros, with_zeros
from ohv_coworking.raw.balance import IntakeRecord
from ohv_coworking.reading import Grid, ReadingOptions, Table, choose_table, find_table, typed
from ohv_coworking.reading.columns import KEY_NAME
from ohv_coworking.reading.footer import RULE

KIND = "table/plain"

FEWEST_CUTS = (
    3  # cells of a line of text, below which the same length of all lines speaks for columns of fixed width
)
SHORTEST_LINE = 60
SAME_LENGTH = 0.05  # share of its length by which a line may be longer or shorter, since ends are trimmed


@dataclass(frozen=True, eq=False)
class PlainTable:
    """A table whose columns are typed; fulfils `reading.Meaning`."""

    table: Table
    frame: pd.DataFrame
    symbols: dict[str, int]
    notices: tuple[str, ...]
    dropped: tuple[tuple[int, str], ...]
    odd_cells: int = 0
    record: IntakeRecord | None = None
    kind: str = KIND
    personal_columns: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.frame)

    @property
    def kept_rows(self) -> pd.Index:
        return self.frame.index

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.frame)

    def tally(self) -> dict[str, int]:
        counted = int(self.frame.select_dtypes("number").notna().to_numpy().sum())
        return {"Spalten": len(self.columns), "Zahlen": counted}

    def details(self) -> dict[str, Any]:
        return {}


def plain_table(grids: Sequence[Grid], file: str, options: ReadingOptions) -> PlainTable:
    """Return the first table of the grids; raises `InputFault` for columns of fixed width and keys rounded away."""
    for grid in grids:
        _refuse_fixed_width(grid)
    table = _named_once(choose_table(grids, file, options), options)
    refuse_exponents(table, [name for name in table.names if KEY_NAME.search(name)])
    values = typed(table, odd_cells=True)
    frame, told = values.frame, list(values.notices)
    for name in table.names:
        if name in values.numbers or not KEY_NAME.search(name):
            continue
        texts = values.texts(name)
        lengths = {len(form) for form in texts.shapes.forms if form.isdigit()}
        if are_keys(texts) and any({short, whole} <= lengths for short, whole in WITHOUT_ZERO.items()):
            keys, lost = with_zeros(texts)
            frame[name], told = keys.cells, [*told, told_of_zeros(texts, lost)]
    lonely = {row: "".join(table.grid.row(row)) for row in table.rows[table.filled.sum(axis=1) == 1]}
    ruled = {row: "Trennlinie" for row, text in lonely.items() if RULE.fullmatch(text)}
    remarks = {
        row: "Bemerkung" for row, text in lonely.items() if text.startswith("#") and len(table.names) > 1
    }
    blank = table.blank if table.header_rows else ()
    left_out = dict.fromkeys(blank, "leer") | remarks | ruled
    kept = frame[~frame.index.isin(list(left_out))]
    dropped = tuple(sorted([*table.dropped, *left_out.items()]))
    return PlainTable(table, kept, values.counts, tuple(told), dropped, values.odd)


def _named_once(table: Table, options: ReadingOptions) -> Table:
    """Return the table under its lowest header row if that alone names each column: what stands above may be notes."""
    if len(table.header_rows) < 2 or options.header_rows or table.grid.merged:
        return table
    last = table.header_rows[-1]
    names = [table.grid.row(last)[place] for place in table.places or ()]
    if not all(names) or len(set(names)) < len(names) or table.units:
        return table
    return find_table(table.grid, options.model_copy(update={"header_rows": (last,)}))


def _refuse_fixed_width(grid: Grid) -> None:
    """Raise `InputFault` for text whose lines are of one length and that no separator cuts evenly."""
    if grid.widths is None or grid.height < FEWEST_CUTS:
        return
    lines = [(grid.separator or "").join(map(str, grid.cells(row))) for row in range(min(grid.height, 200))]
    lengths = np.array([len(line.rstrip(grid.separator)) for line in lines])
    common = int(np.median(lengths))
    alike = np.mean(np.abs(lengths - common) <= SAME_LENGTH * common)
    gaps = np.mean([re.search(r"\S {3,}\S", line) is not None for line in lines])
    if common >= SHORTEST_LINE and alike >= 0.9 and gaps >= 0.5 and np.median(grid.widths) < FEWEST_CUTS:
        raise InputFault(
            "Die Datei hat Spalten fester Breite; sie wird so nicht gelesen.",
            file=grid.file,
            found=f"{grid.height} Zeilen, fast alle mit rund {common} Zeichen",
            expected="Spalten mit Trennzeichen, oder eine Arbeitsmappe",
            remedy="Die Fassung als .xlsx oder .csv laden (das Gemeindeverzeichnis als AuszugGV….xlsx), "
            "oder in der Tabellenkalkulation mit „Daten aus Text, feste Breite“ öffnen und speichern.",
        )
