"""Zensus 2022 in grid cells of 100 m, 1 km or 10 km: a cell is a region, its key the INSPIRE id.

Cells without inhabitants are left out by the source. `–` in a count is zero, or set to zero for secrecy; in a mean it
is missing. Values in brackets are marked KLAMMERN in a column of their own. Centres are metres in EPSG:3035.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.formats.statistics.places import places_of
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, find_table, typed

KIND = "statistics/zensus-grid"
LABEL = "Zensus-Gitterzellen"

CENSUS_DAY = "2022-05-15"
CELL_ID = re.compile(r"gitter_id_(100m|1km|10km)", re.IGNORECASE)
CENTRE = re.compile(r"(?P<axis>[xy])_mp_(100m|1km|10km)", re.IGNORECASE)
MARKS = "werterlaeuternde_zeichen"
BRACKETS = "KLAMMERN"
POPULATION = {"einwohner", "bevoelkerungszahl"}
ZERO = "–"
# Germany in metres of EPSG:3035: enough to notice exchanged or shifted columns.
EXTENT = {"x": (4_000_000, 4_700_000), "y": (2_650_000, 3_600_000)}


def matches(grid: Grid) -> float:
    """Look for a cell id and the centres beside it in the first row."""
    head = grid.row(1)
    return 1.0 if head and CELL_ID.fullmatch(head[0]) and any(map(CENTRE.fullmatch, head)) else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return the values of all cells."""
    table = find_table(grid, options.model_copy(update={"header_rows": options.header_rows or (1,)}))
    centres, columns, marks = _roles(table.names, grid.file)
    values = typed(table, measures=[*centres.values(), *columns])
    for axis, name in centres.items():
        if name in values.numbers:
            _refuse_outside(axis, pd.Series(values.numbers[name], table.rows, name=name), grid.file)
    numbers, signs = dict(values.numbers), dict(values.signs)
    for name in columns:
        if name in signs and name in numbers and not np.any(numbers[name] % 1 > 0):
            zero = signs[name].index[signs[name] == ZERO]
            numbers[name] = np.where(table.rows.isin(zero), 0.0, numbers[name])
        if marks:
            bracketed = table.rows[values.texts(marks).by_shape(BRACKETS.__eq__)]
            signs[name] = pd.Series("( )", bracketed).combine_first(signs.get(name, pd.Series(dtype=object)))
    keys = values.texts(table.names[0])
    places = places_of(table.rows, {"region_key": keys, "period": CENSUS_DAY})
    measures = [Measure(name, "Einwohner" if name.lower() in POPULATION else name) for name in columns]
    signed = replace(values, numbers=numbers, signs=signs)
    return long_table(KIND, table, signed, places, measures, has_own_keys=True)


def is_wanted(name: str) -> bool:
    """Tell whether a column is needed to place a cell and read its values: the id and the marks are not."""
    return not CELL_ID.fullmatch(name) and name.lower() != MARKS


def _roles(names: list[str], file: str) -> tuple[dict[str, str], list[str], str | None]:
    """Return the columns of the centres by axis, the value columns, and the column of marks."""
    centres = {found["axis"].lower(): name for name in names if (found := CENTRE.fullmatch(name))}
    if set(centres) != {"x", "y"}:
        raise InputFault(
            "Den Gitterzellen fehlen die Mittelpunkte.", file=file, row=1, found=", ".join(names),
            expected="Spalten wie x_mp_100m und y_mp_100m",
        )  # fmt: skip
    marks = next((name for name in names if name.lower() == MARKS), None)
    values = [name for name in names if is_wanted(name) and name not in centres.values()]
    return centres, values, marks


def _refuse_outside(axis: str, metres: pd.Series, file: str) -> None:
    outside = ~metres.between(*EXTENT[axis])
    if outside.any():
        row = int(outside.idxmax())
        raise InputFault(
            "Eine Gitterzelle liegt außerhalb Deutschlands.", file=file, row=row, column=metres.name,
            found=metres[row], expected="Meter in EPSG:3035, x um 4.300.000, y um 3.100.000",
            remedy="Auf vertauschte oder verschobene Spalten prüfen.",
        )  # fmt: skip
