"""Districts with area and population (GV-ISys, `04-kreise`): headings and subtotals stand between the districts."""

import re
from collections.abc import Sequence

import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.formats.statistics.periods import period_in
from ohv_coworking.formats.statistics.region_keys import GERMANY, with_zeros
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, find_table, typed

KIND = "statistics/district-directory"
LABEL = "Kreisfreie Städte und Landkreise (GV-ISys)"

SUBTOTAL = "insgesamt"
UNITS = {"Fläche": "km²", "je km": "Personen je km²"}


def matches(grid: Grid) -> float:
    """Look for the two names of a district above each other, and a key beside."""
    texts = grid.texts(12)
    keyed = any(text.startswith("Schlüssel") for text in texts)
    return 0.95 if keyed and {"Kreisfreie Stadt", "Kreis / Landkreis"} <= texts else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return the districts, and the subtotals marked as totals of their Land; headings are left out."""
    table = find_table(grid, options)
    key, kind, name, *others = table.names
    columns = [column for column in others if not column.startswith("NUTS")]
    values = typed(table, measures=columns)
    texts = values.frame[[key, kind, name]].fillna("")
    keys = pd.Series(with_zeros(values.texts(key))[0].cells, index=texts.index)
    is_district = keys.str.fullmatch(r"\d{5}")
    is_total = texts[name].str.casefold() == SUBTOTAL
    # A subtotal belongs to the Land named last; the one with a name of its own is the country's.
    lands = texts[kind].where(keys.str.fullmatch(r"\d{2}"))
    totals = keys.where(lands.notna()).ffill().where(texts[kind] == "", GERMANY)
    places = pd.DataFrame(
        {
            "region_key": texts[key].where(is_district, totals),
            "region": texts[name].where(is_district, lands.ffill().where(texts[kind] == "", texts[kind])),
            "period": period_in(" ".join(grid.row(2))) or "",
            "aggregate": is_total.map({True: "total", False: ""}),
        }
    )[is_district | is_total]
    keyless = places.index[places["region_key"].isna()]
    if len(keyless):
        raise InputFault(
            "Über einer Summe steht kein Land mit seinem Schlüssel.", **grid.place, row=int(keyless[0]),
            expected="zwei Ziffern vor dem Namen des Landes", remedy="Die Datei neu herunterladen.",
        )  # fmt: skip
    dropped = {
        row: f"Überschrift: {text}" for row, text in texts.loc[~(is_district | is_total), kind].items()
    }
    measures = [Measure(column, _subject(column), _unit(column)) for column in columns]
    return long_table(KIND, table, values, places, measures, dropped=dropped, uncounted=int(is_total.sum()))


def _subject(column: str) -> str:
    """Return the words of a header without its footnote mark."""
    return re.sub(r"\b(\D+)\d\)", r"\1", column)


def _unit(column: str) -> str:
    return next((unit for word, unit in UNITS.items() if word in column), "Personen")
