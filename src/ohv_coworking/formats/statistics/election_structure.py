"""Structural data of the Bundeswahlleiter by constituency: comment lines with `#`, column numbers above the header.

Constituencies are numbered 1 to 299, 901 to 916 are the Länder and 999 is Germany: totals of their parts.
"""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.formats.statistics.periods import period_in, without_period
from ohv_coworking.formats.statistics.places import places_of
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, find_table, typed

KIND = "statistics/election-structure"
LABEL = "Strukturdaten der Bundeswahlleiterin"

NUMBER, NAME = re.compile(r"Wahlkreis-(Nr\.?|Nummer)"), "Wahlkreis-Name"
REMARK = re.compile(r"Fußnoten?|Spalte \d+")
UNIT = re.compile(r"(.+) \(([^()]+)\)")
FEWEST_INDICATORS = 3  # columns that name a unit in brackets
FIRST_TOTAL = 901


def matches(grid: Grid) -> float:
    """Look for the number and name of the constituency."""
    return 0.95 if _header_row(grid) else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return the indicators of constituencies, Länder and Germany."""
    header = options.header_rows or (_header_row(grid) or 1,)
    table = find_table(grid, options.model_copy(update={"header_rows": header}))
    key = next((name for name in table.names if NUMBER.fullmatch(name)), None)
    if key is None or NAME not in table.names:
        raise InputFault(
            "Den Strukturdaten fehlen Nummer und Name der Wahlkreise.", **grid.place, row=header[0],
            found=", ".join(table.names[:4]), expected=f"Spalten Wahlkreis-Nr. und {NAME}",
        )  # fmt: skip
    columns = [name for name in table.names[3:] if not REMARK.match(name)]
    values = typed(table, measures=columns)
    numbers, lands, names = values.texts(key), values.texts(table.names[0]), values.texts(NAME)
    is_total = numbers.spread(pd.to_numeric(pd.Series(numbers.values), errors="coerce") >= FIRST_TOTAL)
    parts = {
        "region_key": numbers.renamed(["WK" + number.zfill(3) for number in numbers.values]),
        "region": np.where(is_total, lands.cells, names.cells) if is_total.any() else names,
        "aggregate": np.where(is_total, "total", ""),
    }
    places = places_of(table.rows, parts)
    return long_table(KIND, table, values, places, [_measure(name) for name in columns])


def _header_row(grid: Grid) -> int | None:
    for row, texts in enumerate(grid.head(20), 1):
        named = any(map(NUMBER.fullmatch, texts)) + (NAME in texts)
        # One of them may be misspelt: then it is named. Alone it is a word of the office's other tables too.
        if named == 2 or (named and sum(map(bool, map(UNIT.fullmatch, texts))) >= FEWEST_INDICATORS):
            return row
    return None


def _measure(column: str) -> Measure:
    """Return the indicator without its period and unit: `Fläche am 31.12.2015 (km²)` is the area in km² of that day."""
    named = UNIT.fullmatch(column)
    subject, unit = named.groups() if named else (column, "")
    return Measure(column, without_period(subject), unit, period_in(subject) or "")
