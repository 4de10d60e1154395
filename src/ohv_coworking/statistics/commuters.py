"""Commuters of the Bundesagentur für Arbeit: exports of the Pendleratlas (CSV) and the flow workbooks (krpend, gempend).

Residence and place of work have a name and a key each; which comes first depends on the direction. `0` or `Z…` is the
total, `032xx` and `Übrige …` pool partners with fewer than ten commuters, keys of Länder and Regierungsbezirke are
subtotals, letters a country. The export rounds to tens, so parts add up to their total only within five each.
"""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ohv_coworking.errors import InputFault
from ohv_coworking.german import number
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, Values, find_table, typed
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.columns import number_fault
from ohv_coworking.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.statistics.periods import period_in
from ohv_coworking.statistics.places import Places, filled_down, joint, places_of
from ohv_coworking.statistics.region_keys import with_zeros

KIND = "statistics/commuters"
LABEL = "Pendlerverflechtungen (Bundesagentur für Arbeit)"

HOME, WORK = "Wohnort", "Arbeitsort"
COUNTS = {
    "total": "Insgesamt", "men": "Männer", "women": "Frauen", "german": "Deutsche", "foreign": "Ausländer",
    "apprentices": "Auszubildende",
}  # fmt: skip
KEY = re.compile(r"\d[\dx]*|Z+|[A-Z]{1,3}")
TOTAL = re.compile(r"0|Z+")
SUBTOTAL = re.compile(r"0|Z+|\d{1,4}")
ROUNDED_TO = 10


def matches(grid: Grid) -> float:
    """Look for a header row that names residence and place of work."""
    return 0.95 if _header_row(grid) else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return the flows: the partner is the region, the indicator names direction and reference region."""
    table, values, columns, places, direction = _understood(grid, options)
    held = places.columns
    label = "Auspendler aus" if direction == "out" else "Einpendler nach"
    reference = joint([held["reference_code"], held["reference_region"]], " ")
    parts = {
        "region_key": held["partner_code"],
        "region": held["partner_region"],
        "period": _period(grid, _header_row(grid) or 1),
        "breakdown": reference.renamed(label + " " + reference.values),
        "unit": "Personen",
        "aggregate": held["aggregate"],
    }
    measures = [Measure(column, COUNTS[name]) for name, column in columns.items()]
    dropped = dict.fromkeys(table.rows.difference(places.rows), "Überschrift ohne Partnergebiet")
    doubts = _doubts(places, _counts(values, columns, places))
    return long_table(
        KIND, table, values, places_of(places.rows, parts), measures,
        dropped=dropped, notices=doubts, has_own_keys=True,
    )  # fmt: skip


def flows(grid: Grid, options: ReadingOptions = DETECT) -> pd.DataFrame:
    """Return `direction` (out, in), `reference_` and `partner_` `region` and `code`, the counts, `aggregate`, `date`."""
    _, values, columns, places, direction = _understood(grid, options)
    texts = pd.DataFrame({name: held.cells for name, held in places.columns.items()}, index=places.rows)
    date = _period(grid, _header_row(grid) or 1)
    return texts.assign(direction=direction, date=date).join(_counts(values, columns, places))


def _counts(values: Values, columns: dict[str, str], places: Places) -> pd.DataFrame:
    """Return the counts of the rows that are kept, by their English names."""
    numbers = {name: values.numbers[column] for name, column in columns.items()}
    counts = pd.DataFrame(numbers, index=values.table.rows, copy=False)
    return counts if len(counts) == len(places.rows) else counts.loc[places.rows]


def _understood(grid: Grid, options: ReadingOptions) -> tuple[Table, Values, dict[str, str], Places, str]:
    """Return the table, its values, the columns of the counts, the places of the flows, and their direction."""
    top = _header_row(grid) or 1
    rows = range(top + 1, min(top + 12, grid.height) + 1)
    first = next((row for row in rows if any(KEY.fullmatch(text) for text in grid.row(row)[:4])), top + 1)
    header = options.header_rows or tuple(range(top, first))
    table = find_table(grid, options.model_copy(update={"header_rows": header}))
    columns = {}
    for name, word in COUNTS.items():
        labelled = [
            column for column, levels in zip(table.names, table.levels, strict=True) if word in levels
        ]
        if labelled:
            columns[name] = labelled[0]
    if "total" not in columns:
        raise InputFault(
            "Den Pendlerzahlen fehlt die Spalte der Summe.", **grid.place, row=header[-1], column=COUNTS["total"],
            found=", ".join(table.names), expected=", ".join(COUNTS.values()),
        )  # fmt: skip
    unread = [
        name for name in table.names[4:] if name not in columns.values() and table.columns[name].values.any()
    ]
    if unread:
        raise InputFault(
            "Die Pendlertabelle hat eine unbekannte Spalte.", **grid.place, row=header[-1], column=unread[0],
            found=table.labels[unread[0]], expected=", ".join(COUNTS.values()), remedy="Den Export wiederholen.",
        )  # fmt: skip
    values = typed(table, measures=list(columns.values()))
    for column in columns.values():
        if fault := number_fault(table, values, column):
            raise fault
    return table, values, columns, _places(table, values), "out" if grid.row(top)[:4][0] == HOME else "in"


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


def _header_row(grid: Grid) -> int | None:
    for row, texts in enumerate(grid.head(25), 1):
        if {HOME, WORK} <= set(texts[:4]) and texts[0] in (HOME, WORK):
            return row
    return None


def _period(grid: Grid, top: int) -> str:
    lines = [" ".join(filter(None, row)) for row in grid.head(top - 1)]
    named = [line for line in lines if line.startswith(("Berichtsmonat", "Stichtag"))] or lines
    return next(filter(None, map(period_in, named)), "")


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


def _doubts(places: Places, counts: pd.DataFrame) -> list[str]:
    """Return where sums do not agree beyond the source's rounding."""
    notices = []
    total = counts["total"]
    rounding = ROUNDED_TO / 2 if (total.dropna() % ROUNDED_TO == 0).all() else 0
    if {"men", "women"} <= set(counts):
        off = (counts["men"] + counts["women"] - total).abs() > 3 * rounding
        notices += [
            f"Zeile {row}: Männer und Frauen ergeben nicht die Summe ({number(total[row])})."
            for row in total.index[off][:5]
        ]
    is_total = places.columns["aggregate"].by_shape("total".__eq__)
    references = pd.Series(places.columns["reference_code"].codes, index=places.rows)
    parts = total[~is_total].groupby(references[~is_total]).agg(["sum", "size", "count"])
    is_whole = is_total & places.columns["partner_code"].by_shape(
        lambda key: TOTAL.fullmatch(key) is not None
    )
    for row, code, stated in zip(places.rows[is_whole], references[is_whole], total[is_whole], strict=True):
        added, size, known = parts.loc[code] if code in parts.index else (stated, 0, 0)
        if size == known and abs(added - stated) > rounding * (size + 1):
            notices.append(f"Zeile {row}: die Summe ist {number(stated)}, die Teile ergeben {number(added)}.")
    return notices
