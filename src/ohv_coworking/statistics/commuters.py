"""Commuters of the Bundesagentur für Arbeit: exports of the Pendleratlas (CSV) and the flow workbooks (krpend, gempend).

Residence and place of work have a name and a key each; which comes first depends on the direction. `0` or `Z…` is the
total, `032xx` and `Übrige …` pool partners with fewer than ten commuters, keys of Länder and Regierungsbezirke are
subtotals, letters a country. The export rounds to tens, so parts add up to their total only within five each.
"""

import re
from collections.abc import Sequence

import pandas as pd

from ohv_coworking.errors import InputFault
from ohv_coworking.german import number
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, Values, find_table, typed
from ohv_coworking.reading.columns import number_fault
from ohv_coworking.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.statistics.periods import period_in
from ohv_coworking.statistics.places import each
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
    table, values, columns, found = _understood(grid, options)
    label = "Auspendler aus" if "out" in found["direction"].to_numpy() else "Einpendler nach"
    places = pd.DataFrame(
        {
            "region_key": found["partner_code"],
            "region": found["partner_region"],
            "period": found["date"],
            "breakdown": label + " " + found["reference_code"] + " " + found["reference_region"],
            "unit": "Personen",
            "aggregate": found["aggregate"],
        }
    )
    measures = [Measure(column, COUNTS[name]) for name, column in columns.items()]
    dropped = dict.fromkeys(table.frame.index.difference(found.index), "Überschrift ohne Partnergebiet")
    doubts = _doubts(found, columns)
    return long_table(
        KIND, table, values, places, measures, dropped=dropped, notices=doubts, has_own_keys=True
    )


def flows(grid: Grid, options: ReadingOptions = DETECT) -> pd.DataFrame:
    """Return `direction` (out, in), `reference_` and `partner_` `region` and `code`, the counts, `aggregate`, `date`."""
    table, values, columns, found = _understood(grid, options)
    for column in columns.values():
        if fault := number_fault(table, values, column):
            raise fault
    return found


def _understood(grid: Grid, options: ReadingOptions) -> tuple[Table, Values, dict[str, str], pd.DataFrame]:
    """Return the table, its values, the columns of the counts, and the flows by source row."""
    top = _header_row(grid) or 1
    rows = range(top + 1, min(top + 12, grid.height) + 1)
    first = next((row for row in rows if any(KEY.fullmatch(text) for text in grid.row(row)[:4])), top + 1)
    header = options.header_rows or tuple(range(top, first))
    table = find_table(grid, options.model_copy(update={"header_rows": header}))
    columns = {}
    for name, word in COUNTS.items():
        labelled = [
            column for column, levels in zip(table.frame, table.levels, strict=True) if word in levels
        ]
        if labelled:
            columns[name] = labelled[0]
    if "total" not in columns:
        raise InputFault(
            "Den Pendlerzahlen fehlt die Spalte der Summe.", **grid.place, row=header[-1], column=COUNTS["total"],
            found=", ".join(table.frame), expected=", ".join(COUNTS.values()),
        )  # fmt: skip
    unread = [
        name for name in list(table.frame)[4:] if name not in columns.values() and table.coded(name)[1].any()
    ]
    if unread:
        raise InputFault(
            "Die Pendlertabelle hat eine unbekannte Spalte.", **grid.place, row=header[-1], column=unread[0],
            found=table.labels[unread[0]], expected=", ".join(COUNTS.values()), remedy="Den Export wiederholen.",
        )  # fmt: skip
    values = typed(table, measures=list(columns.values()))
    texts = values.frame.iloc[:, :4].fillna("")
    # Name first in the export, key first in the workbooks.
    keyed = each(texts.iloc[:, 2], _is_key).mean() > each(texts.iloc[:, 3], _is_key).mean()
    parts = ["reference_code", "reference_region", "partner_code", "partner_region"]
    names = parts if keyed else [parts[place] for place in (1, 0, 3, 2)]
    found = texts.set_axis(names, axis="columns")
    is_heading = (found["partner_code"] == "") & (found["partner_region"] == "")
    references = ["reference_code", "reference_region"]
    found[references] = found[references].where(found["reference_code"] != "").ffill().fillna("")
    found = found[~is_heading]
    for name in ("reference_code", "partner_code"):
        found[name] = with_zeros(found[name])[0]
    _refuse_strange(found["partner_code"], grid)
    found["aggregate"] = each(found["partner_code"], _aggregate)
    found.loc[each(found["partner_region"], lambda name: name.startswith("Übrige")), "aggregate"] = "rest"
    found["direction"] = "out" if grid.row(top)[:4][0] == HOME else "in"
    found["date"] = _period(grid, top)
    return (
        table,
        values,
        columns,
        found.join(values.frame[list(columns.values())].set_axis(list(columns), axis=1)),
    )


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


def _refuse_strange(keys: pd.Series, grid: Grid) -> None:
    strange = ~each(keys, _is_key)
    if strange.any():
        row = int(keys.index[strange.argmax()])
        raise InputFault(
            "Der Schlüssel eines Partnergebiets ist nicht lesbar.", **grid.place, row=row, found=keys[row],
            expected="5 oder 8 Ziffern, 0 für die Summe, 032xx für übrige Kreise, Buchstaben für einen Staat",
            remedy="Auf verschobene Spalten prüfen; den Export wiederholen.",
        )  # fmt: skip


def _doubts(found: pd.DataFrame, columns: dict[str, str]) -> list[str]:
    """Return where sums do not agree beyond the source's rounding."""
    notices = []
    rounding = ROUNDED_TO / 2 if (found["total"].dropna() % ROUNDED_TO == 0).all() else 0
    if {"men", "women"} <= set(columns):
        off = (found["men"] + found["women"] - found["total"]).abs() > 3 * rounding
        notices += [
            f"Zeile {row}: Männer und Frauen ergeben nicht die Summe ({number(found.at[row, 'total'])})."
            for row in found.index[off][:5]
        ]
    parts = (
        found[found["aggregate"].ne("total")].groupby("reference_code")["total"].agg(["sum", "size", "count"])
    )
    is_whole = each(found["partner_code"], lambda key: TOTAL.fullmatch(key) is not None)
    whole = found[is_whole & found["aggregate"].eq("total")]
    for row, code, total in zip(whole.index, whole["reference_code"], whole["total"], strict=True):
        added, size, known = parts.loc[code] if code in parts.index else (total, 0, 0)
        if size == known and abs(added - total) > rounding * (size + 1):
            notices.append(f"Zeile {row}: die Summe ist {number(total)}, die Teile ergeben {number(added)}.")
    return notices
