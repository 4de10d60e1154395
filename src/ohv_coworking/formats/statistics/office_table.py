"""Tables of statistical offices in no layout of their own: titles, merged headers, footnotes, cover and contents sheets.

Read are the columns of numbers; their header levels and the row labels name the indicator, years in either are the
period, a column of region keys the region. Totals are marked, hierarchies whose lower rows are blank are filled down.
"""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ohv_coworking.formats.statistics.doubts import refuse_headless
from ohv_coworking.formats.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.formats.statistics.office_columns import headings, is_total, roles
from ohv_coworking.formats.statistics.periods import (
    TIME_WORDS,
    day_within,
    period_of,
    period_of_figures,
    without_period,
)
from ohv_coworking.formats.statistics.places import filled_down, joint, periods_above, places_of
from ohv_coworking.formats.statistics.region_keys import keys_of_names
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, choose_table, typed
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.names import UNITS

KIND = "statistics/office-table"
LABEL = "Tabelle einer statistischen Stelle"

OFFICE = re.compile(
    r"Statistisches? (Bundes|Landes)?amt|Statistische Ämter|Amt für Statistik|\bDestatis\b|Statistik der Bundesagentur"
    r"|Bundesagentur für Arbeit|Die Tabelle bezieht sich auf|Office for National Statistics|ons\.gov\.uk"
)
WIDEST_LINE = 2  # cells of a title or a footnote
TITLE = re.compile(r"(.+?)(?: \((Anzahl|in [^()]+|%|[^()]* je [^()]+)\))?(?:\. .*)?")


def matches(grid: Grid) -> float:
    """Look for an office's name above or below the table, or a column of its region keys."""
    lines = [" ".join(filter(None, row)) for row in grid.head(80) if sum(map(bool, row)) <= WIDEST_LINE]
    told = any(OFFICE.search(line) for line in [*lines, grid.footer])
    return 0.5 if told or grid.row(1)[:1] == ["RAUMID"] else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return the values of the workbook's first table; another sheet can be prescribed."""
    table = choose_table(sheets or [grid], grid.file, options)
    refuse_headless(table)
    values = typed(table)
    above = periods_above(table)
    kept = above.isna().to_numpy()
    period, key, labels, columns = roles(table, values)
    titles = [
        " ".join(filter(None, table.grid.row(row)))
        for row, _ in table.dropped
        if row < min(table.header_rows)
    ]
    texts = {name: values.texts(name) for name in (key, *labels) if name}
    total = is_total(list(texts.values()), len(table.rows))
    if period or len(labels) > 1:
        for name in labels if period else labels[:-1]:
            texts[name] = filled_down(texts[name], texts[name].by_shape(bool) | total)
    lands = keys_of_names(texts[labels[0]]) if labels and not key else None
    if lands is not None:
        key, *labels = labels
    names = [texts[name] for name in labels]
    if len(labels) == 1:
        said = table.filled[:, [table.names.index(name) for name in columns]].any(axis=1)
        names.insert(0, headings(table.columns[labels[0]], said))
    described = joint(names, " / " if key else " | ") if names else ""
    parts = {"breakdown": "" if key else described, "aggregate": np.where(total, "total", "")}
    if lands is not None:
        parts |= {"region_key": lands, "region": texts[key], "breakdown": described, "aggregate": ""}
    elif key:
        parts["region_key"] = np.where(total, "", texts[key].cells)
        parts["region"] = np.where(total, texts[key].cells, described.cells if names else "")
    if period:
        held = table.columns[period]
        parts["period"] = held.renamed([period_of(cell) or "" for cell in held.values])
    else:
        parts["period"] = above.ffill().fillna(period_of_figures(titles))
    if key and lands is None and period is None:
        parts["breakdown"] = _told_apart(texts[key], [texts[name] for name in labels if name])
    places = places_of(table.rows, parts).where(table.filled.any(axis=1) & kept)
    return long_table(
        KIND, table, values, places, _measures(table, columns, titles), uncounted=int(total.sum()),
        dropped=dict.fromkeys(map(int, table.rows[~kept]), "Zeile mit dem Zeitraum"),
        notices=_unread(table, {period, key, *labels, *columns}),
    )  # fmt: skip


def _told_apart(keys: Coded, labels: Sequence[Coded]) -> Coded | str:
    """Return what tells rows of one key apart: the first column of labels in which they all differ; else nothing.

    Keys that stand once need no such word.
    """
    again = pd.Series(keys.cells).duplicated(keep=False).to_numpy() & keys.by_shape(bool)
    for held in labels if again.any() else ():
        rows = pd.DataFrame({"key": keys.cells, "told": held.cells})
        if not rows[again].duplicated().any():
            return Coded.of(np.where(again, held.cells, "").astype(object))
    return ""


def _measures(table: Table, columns: list[str], titles: list[str]) -> list[Measure]:
    read = [TITLE.fullmatch(title).groups() for title in titles] or [("Wert", None)]
    # Databases put the measure with its unit last, below the names of table and statistic.
    title, unit = next((one for one in reversed(read) if one[1] and UNITS.fullmatch(one[1])), read[0])
    levels_of = dict(zip(table.names, table.levels, strict=True))
    measures = []
    for name in columns:
        levels = list(filter(None, dict.fromkeys(levels_of[name])))
        days = {level: day for level in levels if (day := day_within(level))}
        period = next(filter(None, [*map(period_of, levels), *days.values()]), "")
        words = [level for level in levels if not period_of(level) and level not in TIME_WORDS]
        words = list(
            filter(None, (without_period(word) if days.get(word) == period else word for word in words))
        )
        measures.append(Measure(name, " | ".join(words) or title, table.units.get(name, unit or ""), period))
    return measures


def _unread(table: Table, used: set[str | None]) -> list[str]:
    unread = [name for name in table.names if name not in used and any(table.columns[name].values)]
    return [f"Nicht gelesen, weil rechts der Zahlen Wörter stehen: {', '.join(unread)}."] if unread else []
