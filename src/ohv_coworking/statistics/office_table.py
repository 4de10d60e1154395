"""Tables of statistical offices in no layout of their own: titles, merged headers, footnotes, cover and contents sheets.

Read are the columns of numbers; their header levels and the row labels name the indicator, years in either are the
period, a column of region keys the region. Totals are marked, hierarchies whose lower rows are blank are filled down.
"""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, Values, choose_table, typed
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.columns import number_fault
from ohv_coworking.reading.kinds import Kind, kinds_of
from ohv_coworking.statistics.doubts import refuse_headless
from ohv_coworking.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.statistics.periods import period_in, period_of
from ohv_coworking.statistics.places import filled_down, joint, places_of
from ohv_coworking.statistics.region_keys import are_keys

KIND = "statistics/office-table"
LABEL = "Tabelle einer statistischen Stelle"

OFFICE = re.compile(
    r"Statistisches? (Bundes|Landes)?amt|Statistische Ämter|Amt für Statistik|\bDestatis\b|Statistik der Bundesagentur"
    r"|Bundesagentur für Arbeit|Die Tabelle bezieht sich auf|Office for National Statistics|ons\.gov\.uk"
)
WIDEST_LINE = 2  # cells of a title or a footnote
REGION_NAME = re.compile(r"schlüssel|\b(AGS|ARS|RAUMID|LOR|_?RS)\b", re.IGNORECASE)
TOTAL = re.compile(r"(insgesamt|zusammen|summe|alle berufe|total)\b.*", re.IGNORECASE)
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
    period, key, labels, columns = _roles(table, values)
    titles = [
        " ".join(filter(None, table.grid.row(row)))
        for row, _ in table.dropped
        if row < min(table.header_rows)
    ]
    texts = {name: values.texts(name) for name in (key, *labels) if name}
    is_total = _is_total(list(texts.values()), len(table.rows))
    if period or len(labels) > 1:
        for name in labels if period else labels[:-1]:
            texts[name] = filled_down(texts[name], texts[name].by_shape(bool) | is_total)
    names = [texts[name] for name in labels]
    if len(labels) == 1:
        said = table.filled[:, [table.names.index(name) for name in columns]].any(axis=1)
        names.insert(0, _headings(table.columns[labels[0]], said))
    described = joint(names, " / " if key else " | ") if names else ""
    parts = {"breakdown": "" if key else described, "aggregate": np.where(is_total, "total", "")}
    if key:
        parts["region_key"] = np.where(is_total, "", texts[key].cells)
        parts["region"] = np.where(is_total, texts[key].cells, described.cells if names else "")
    parts["period"] = (
        table.columns[period].renamed([period_of(cell) or "" for cell in table.columns[period].values])
        if period
        else next(filter(None, map(period_in, titles)), "")
    )
    places = places_of(table.rows, parts).where(table.filled.any(axis=1))
    return long_table(
        KIND, table, values, places, _measures(table, columns, titles), uncounted=int(is_total.sum()),
        notices=[*_unread(table, {period, key, *labels, *columns}), *_other_sheets(table, sheets)],
    )  # fmt: skip


def _roles(table: Table, values: Values) -> tuple[str | None, str | None, list[str], list[str]]:
    """Return the columns of the period, of region keys, of row labels, and of numbers."""
    columns, labels, period, key = [], [], None, None
    for name, column in table.columns.items():
        held = _held(values, name)
        if name in values.numbers and not held.size:  # signs only
            columns.append(name)
        elif not held.size:
            continue
        elif period is None and not columns and held.size > 1 and all(map(period_of, pd.unique(held))):
            period = name
        elif name in values.numbers:
            columns.append(name)
        elif key is None and not columns and _holds_regions(name, values.texts(name)):
            key = name
        elif _is_broken(column):
            raise number_fault(table, values, name)
        elif not columns:
            labels.append(name)
    return period, key, labels, columns


def _held(values: Values, name: str) -> np.ndarray:
    """Return the numbers or the other values of a column."""
    if name in values.numbers:
        return values.numbers[name][np.isfinite(values.numbers[name])]
    column = values.table.columns[name]
    return column.values[column.values != ""]


def _holds_regions(name: str, texts: Coded) -> bool:
    lengths = texts.by_shape(lambda form: len(form) if form.isdigit() else 0)
    filled = np.sum(texts.by_shape(bool))
    digits = lengths[lengths > 0]
    named = bool(REGION_NAME.search(name))
    return are_keys(texts) and digits.size >= 0.9 * filled and (named or np.median(digits) >= 5)


def _is_broken(column: Coded) -> bool:
    """Tell whether nearly all cells are numbers and none of them a key: a foreign cell got into the column."""
    keyed = any(len(form) > 1 and form[0] == "0" and form.isdigit() for form in column.shapes.forms)
    kinds = kinds_of(column)
    numbers, signs, empty = (np.sum(kinds == kind) for kind in (Kind.NUMBER, Kind.SYMBOL, Kind.EMPTY))
    return not keyed and numbers > 0 and numbers + signs >= 0.9 * (len(kinds) - empty)


def _is_total(columns: Sequence[Coded], rows: int) -> np.ndarray:
    """Tell which rows are totals: their first words say so."""
    found, said = np.zeros(rows, dtype=bool), np.zeros(rows, dtype=bool)
    for column in columns:
        found |= ~said & column.by_shape(lambda form: TOTAL.fullmatch(form) is not None)
        said |= column.by_shape(bool)
    return found


def _headings(labels: Coded, said: np.ndarray) -> Coded:
    """Return for each row the heading (a row without values) that it stands below and is indented under."""
    texts = pd.Series(labels.cells, dtype=object).astype(str)
    is_heading = ~said & (texts.str.strip() != "").to_numpy()
    if not is_heading.any():
        return Coded.same("", len(texts))
    indents = texts.str.len() - texts.str.lstrip().str.len()
    above = texts.where(is_heading).str.strip().ffill()
    is_below = ~is_heading & (indents > indents.where(is_heading).ffill())
    return Coded.of(above.where(is_below, "").fillna("").to_numpy(dtype=object))


def _measures(table: Table, columns: list[str], titles: list[str]) -> list[Measure]:
    title, unit = TITLE.fullmatch(titles[0]).groups() if titles else ("Wert", None)
    levels_of = dict(zip(table.names, table.levels, strict=True))
    measures = []
    for name in columns:
        levels = list(filter(None, dict.fromkeys(levels_of[name])))
        period = next(filter(None, map(period_of, levels)), "")
        words = [level for level in levels if not period_of(level)]
        measures.append(Measure(name, " | ".join(words) or title, table.units.get(name, unit or ""), period))
    return measures


def _unread(table: Table, used: set[str | None]) -> list[str]:
    unread = [name for name in table.names if name not in used and any(table.columns[name].values)]
    return [f"Nicht gelesen, weil rechts der Zahlen Wörter stehen: {', '.join(unread)}."] if unread else []


def _other_sheets(table: Table, sheets: Sequence[Grid]) -> list[str]:
    others = [grid.sheet for grid in sheets if grid.sheet and grid.sheet != table.grid.sheet]
    return (
        [f"Gelesen ist das Blatt „{table.grid.sheet}“; weitere Blätter: {', '.join(others)}."]
        if others
        else []
    )
