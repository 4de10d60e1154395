"""Where exports and workbooks on commuters keep things: header, columns of the counts, keys and names of both ends."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.doubts import refuse_empty
from ohv_coworking.formats.statistics.periods import period_of_figures
from ohv_coworking.formats.statistics.places import Places, filled_down, places_of
from ohv_coworking.formats.statistics.region_keys import with_zeros
from ohv_coworking.reading import Grid, ReadingOptions, Table, Values, find_table, typed
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.columns import number_fault

HOME, WORK = "Wohnort", "Arbeitsort"
COUNTS = {
    "total": "Insgesamt", "men": "Männer", "women": "Frauen", "german": "Deutsche", "foreign": "Ausländer",
    "apprentices": "Auszubildende",
}  # fmt: skip
KEY = re.compile(r"\d[\dx]*|Z+|[A-Z]{1,3}")
SUBTOTAL = re.compile(r"0|Z+|\d{1,4}")


@dataclass(frozen=True, eq=False)
class CommuterTable:
    """A table of flows: `places` has `reference_` and `partner_` `code` and `region`, and `aggregate`.

    `columns` are the columns of the counts by their English names; `direction` is out or in.
    """

    table: Table
    values: Values
    columns: dict[str, str]
    places: Places
    direction: str
    period: str

    @property
    def counts(self) -> pd.DataFrame:
        """Return the counts of the rows that are kept, by their English names."""
        numbers = {name: self.values.numbers[column] for name, column in self.columns.items()}
        counts = pd.DataFrame(numbers, index=self.table.rows, copy=False)
        return counts if len(counts) == len(self.places.rows) else counts.loc[self.places.rows]


def header_row(grid: Grid) -> int | None:
    """Return the row that names residence and place of work."""
    for row, texts in enumerate(grid.head(25), 1):
        if {HOME, WORK} <= set(texts[:4]) and texts[0] in (HOME, WORK):
            return row
    return None


def commuter_table(grid: Grid, options: ReadingOptions) -> CommuterTable:
    """Return the table of a grid; raises `InputFault` for columns that are missing or unknown, and for strange keys."""
    top = header_row(grid) or 1
    rows = range(top + 1, min(top + 12, grid.height) + 1)
    first = next((row for row in rows if any(KEY.fullmatch(text) for text in grid.row(row)[:4])), top + 1)
    header = options.header_rows or tuple(range(top, first))
    table = find_table(grid, options.model_copy(update={"header_rows": header}))
    refuse_empty(table)
    columns = _columns(table)
    values = typed(table, measures=list(columns.values()))
    for column in columns.values():
        if fault := number_fault(table, values, column):
            raise fault
    direction = "out" if grid.row(top)[0] == HOME else "in"
    return CommuterTable(table, values, columns, _places(table, values), direction, _period(grid, top))


def _columns(table: Table) -> dict[str, str]:
    labels = dict(zip(table.names, table.levels, strict=True))
    columns = {}
    for name, word in COUNTS.items():
        labelled = [column for column, levels in labels.items() if word in levels]
        if labelled:
            columns[name] = labelled[0]
    place = {**table.grid.place, "row": table.header_rows[-1], "expected": ", ".join(COUNTS.values())}
    if "total" not in columns:
        raise InputFault(
            "Den Pendlerzahlen fehlt die Spalte der Summe.", **place, column=COUNTS["total"], found=", ".join(table.names)
        )  # fmt: skip
    others = [name for name in table.names[4:] if name not in columns.values()]
    unread = next((name for name in others if table.columns[name].values.any()), None)
    if unread:
        raise InputFault(
            "Die Pendlertabelle hat eine unbekannte Spalte.", **place, column=unread, found=table.labels[unread],
            remedy="Den Export wiederholen.",
        )  # fmt: skip
    return columns


def _places(table: Table, values: Values) -> Places:
    """Return reference and partner of each row that has a partner, keys mended, and what the partner sums up."""
    texts = [values.texts(name) for name in table.names[:4]]
    # Name first in the export, key first in the workbooks.
    keyed = texts[2].by_shape(_is_key).mean() > texts[3].by_shape(_is_key).mean()
    parts = ["reference_code", "reference_region", "partner_code", "partner_region"]
    names = parts if keyed else [parts[place] for place in (1, 0, 3, 2)]
    found = dict(zip(names, texts, strict=True))
    named = found["reference_code"].by_shape(bool)
    if not named.all():  # a workbook names the reference once, above its partners
        for name in ("reference_code", "reference_region"):
            found[name] = filled_down(found[name], named)
    places = places_of(table.rows, found)
    is_heading = ~found["partner_code"].by_shape(bool) & ~found["partner_region"].by_shape(bool)
    places = places.where(~is_heading) if is_heading.any() else places
    columns = dict(places.columns)
    for name in ("reference_code", "partner_code"):
        columns[name], _ = with_zeros(columns[name])
    _refuse_strange(columns["partner_code"], places.rows, table.grid)
    aggregate = columns["partner_code"].by_shape(_aggregate)
    pooled = columns["partner_region"].by_shape(lambda name: name.startswith("Übrige"))
    columns["aggregate"] = np.where(pooled, "rest", aggregate)
    return places_of(places.rows, columns)


def _is_key(text: str) -> bool:
    return KEY.fullmatch(text) is not None


def _aggregate(key: str) -> str:
    if key.endswith("x"):
        return "rest"
    return "total" if SUBTOTAL.fullmatch(key) else ""


def _period(grid: Grid, top: int) -> str:
    lines = [" ".join(filter(None, row)) for row in grid.head(top - 1)]
    named = [line for line in lines if line.startswith(("Berichtsmonat", "Stichtag"))] or lines
    return period_of_figures(named)


def _refuse_strange(keys: Coded, rows: pd.Index, grid: Grid) -> None:
    strange = ~keys.by_shape(_is_key)
    if strange.any():
        place = int(strange.argmax())
        raise InputFault(
            "Der Schlüssel eines Partnergebiets ist nicht lesbar.", **grid.place, row=int(rows[place]),
            found=keys.cell(place),
            expected="5 oder 8 Ziffern, 0 für die Summe, 032xx für übrige Kreise, Buchstaben für einen Staat",
            remedy="Auf verschobene Spalten prüfen; den Export wiederholen.",
        )  # fmt: skip
