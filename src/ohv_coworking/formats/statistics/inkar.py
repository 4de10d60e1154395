"""INKAR of the BBSR: the table export (a column for each indicator and year, the years in row 2) and the whole data set.

Table: `Kennziffer;Raumeinheit;Aggregat;<indicator>;…`. Data set: one row for each value, with the columns
`Bereich;ID;Kuerzel;Indikator;Raumbezug;Kennziffer;Name;Zeitbezug;Wert`. Municipal keys carry a leading zero or none.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.doubts import refuse_empty
from ohv_coworking.formats.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.formats.statistics.periods import period_of
from ohv_coworking.formats.statistics.places import places_of
from ohv_coworking.formats.statistics.region_keys import GERMANY
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, find_table, typed
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.names import JOINT

KIND = "statistics/inkar"
LABEL = "INKAR (BBSR)"

WIDE = ("Kennziffer", "Raumeinheit", "Aggregat")
LONG = {"Indikator", "Raumbezug", "Kennziffer", "Name", "Zeitbezug", "Wert"}
# What a level is called, and how many digits its keys have; 0 for the country.
KEY_LENGTHS = {
    r"(Bund|Deutschland)$": 0, r"(Bundesl|L)änder|Land$": 2, r"Gemeinden?$": 8,
    r"Kreise?$|(Land|Stadt)kreise?$|(kreisfreie |krsfr\.? ?)(Stadt|Städte)$": 5,
}  # fmt: skip


def matches(grid: Grid) -> float:
    """Look for the key columns of either layout in the first row."""
    head = grid.row(1)
    return 0.95 if tuple(head[:3]) == WIDE or set(head) >= LONG else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return the indicators by region; regions other than administrative ones keep INKAR's own numbers."""
    wide = tuple(grid.row(1)[:3]) == WIDE
    header = options.header_rows or ((1, 2) if wide else (1,))
    table = find_table(grid, options.model_copy(update={"header_rows": header}))
    refuse_empty(table)
    if wide:
        columns = table.names[3:]
        values = typed(table, measures=columns)
        numbers, names, levels = (values.texts(name) for name in table.names[:3])
        _refuse(table, WIDE[0], numbers, str.isdigit, "Ziffern")
        places = places_of(table.rows, {"region_key": _keys(numbers, levels), "region": names})
        return long_table(
            KIND, table, values, places, [_measure(table, table.labels[name], name) for name in columns]
        )
    values = typed(table, measures=["Wert"])
    texts = {name: values.texts(name) for name in LONG - {"Wert"}}
    _refuse(
        table, "Zeitbezug", texts["Zeitbezug"], lambda text: period_of(text) is not None, "ein Jahr oder Tag"
    )
    _refuse(table, "Kennziffer", texts["Kennziffer"], str.isdigit, "Ziffern")
    parts = {
        "region_key": _keys(texts["Kennziffer"], texts["Raumbezug"]), "region": texts["Name"],
        "period": texts["Zeitbezug"], "breakdown": texts["Indikator"],
    }  # fmt: skip
    places = places_of(table.rows, parts)
    return long_table(KIND, table, values, places, [Measure("Wert", "")])


def _keys(numbers: Coded, levels: Coded) -> Coded:
    """Return official keys of the regions; other levels (planning regions, types) have none and are named."""
    numbers, levels = numbers.distinct, levels.distinct
    codes, regions = pd.factorize(levels.codes.astype(np.int64) * len(numbers.values) + numbers.codes)
    level, own = np.divmod(regions, len(numbers.values))
    keys = np.empty(len(regions), dtype=object)
    for place in np.unique(level):
        held = level == place
        keys[held] = _keys_of_level(levels.values[place], numbers.values[own[held]])
    return Coded(codes, regions).renamed(keys)


def _keys_of_level(level: str, numbers: np.ndarray) -> list[str]:
    length = next((length for pattern, length in KEY_LENGTHS.items() if re.match(pattern, level)), None)
    if length is None:
        return [f"{level} {number}" for number in numbers]
    if length == 0:
        return [GERMANY] * len(numbers)
    # District keys are sometimes filled up to the length of municipal ones.
    filled_up = "000" if length == 5 else ""
    return [number.removesuffix(filled_up).zfill(length) for number in numbers]


def _refuse(table: Table, column: str, texts: Coded, fits: Callable[[str], bool], expected: str) -> None:
    wrong = ~texts.spread(np.array(list(map(fits, texts.values)), dtype=bool))
    if wrong.any():
        place = int(wrong.argmax())
        raise InputFault(
            "Eine Zeile der INKAR-Tabelle ist verschoben.",
            **table.grid.place, row=int(table.rows[place]), column=column,
            found=texts.cell(place) or "leer", expected=expected, remedy="Den Export wiederholen.",
        )  # fmt: skip


def _measure(table: Table, label: str, column: str) -> Measure:
    name, _, year = label.rpartition(JOINT)
    if name and period_of(year) is None:
        raise InputFault(
            "Einem Merkmal der INKAR-Tabelle fehlt das Jahr.", **table.grid.place, row=table.header_rows[-1],
            column=column, found=year, expected="ein Jahr unter jedem Merkmal", remedy="Den Export wiederholen.",
        )  # fmt: skip
    return Measure(column, name, period=period_of(year) or "") if name else Measure(column, label)
