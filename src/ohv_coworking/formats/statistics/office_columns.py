"""What the columns of an office's table hold: the period, region keys, row labels, numbers; totals and headings in them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.formats.statistics.periods import period_of
from ohv_coworking.formats.statistics.region_keys import LAND_NAMES, are_keys
from ohv_coworking.reading import Table, Values
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.columns import number_fault
from ohv_coworking.reading.kinds import Kind, kinds_of

REGION_NAME = re.compile(r"schlüssel|\b(AGS|ARS|RAUMID|LOR|_?RS)\b", re.IGNORECASE)
TOTAL = re.compile(r"(insgesamt|zusammen|summe|alle berufe|total)\b.*", re.IGNORECASE)


class Roles(NamedTuple):
    """The columns of the period and of region keys, if there are any, of row labels, and of numbers."""

    period: str | None
    key: str | None
    labels: list[str]
    columns: list[str]


def roles(table: Table, values: Values) -> Roles:
    """Return what each column holds; raises `InputFault` for a column of numbers with a foreign cell."""
    columns, labels, period, key = [], [], None, None
    for name, column in table.columns.items():
        held = _held(values, name)
        if name in values.numbers and not held.size:  # signs only
            columns.append(name)
        elif not held.size:
            continue
        elif period is None and not columns and _is_period(column, held):
            period = name
        elif key is None and not columns and not labels and _holds_districts(table, values, name):
            key = name
        elif name in values.numbers:
            columns.append(name)
        elif key is None and not columns and _holds_regions(name, values.texts(name)):
            key = name
        elif _is_broken(column):
            raise number_fault(table, values, name)
        elif not columns:
            labels.append(name)
    return Roles(period, key, labels, columns)


def _held(values: Values, name: str) -> np.ndarray:
    """Return the numbers or the other values of a column."""
    if name in values.numbers:
        return values.numbers[name][np.isfinite(values.numbers[name])]
    column = values.table.columns[name]
    return column.values[column.values != ""]


def _is_period(column: Coded, held: np.ndarray) -> bool:
    """Tell whether several cells hold something, and all of them a period."""
    filled = column.spread(column.values != "").sum()
    return bool(filled > 1) and all(map(period_of, pd.unique(held)))


def _holds_regions(name: str, texts: Coded) -> bool:
    lengths = texts.by_shape(lambda form: len(form) if form.isdigit() else 0)
    filled = np.sum(texts.by_shape(bool))
    digits = lengths[lengths > 0]
    named = bool(REGION_NAME.search(name))
    return are_keys(texts) and digits.size >= 0.9 * filled and (named or np.median(digits) >= 5)


def _holds_districts(table: Table, values: Values, name: str) -> bool:
    """Tell whether a column holds keys of five or eight digits of one Land after the other, and names beside."""
    texts = values.texts(name)
    beside = table.names[table.names.index(name) + 1 :][:1]
    keys = [text for text in texts.values if text]
    lands = all(text.isdigit() and len(text) in (5, 8) and text[:2] in LAND_NAMES for text in keys)
    named = bool(beside) and beside[0] not in values.numbers and len(_held(values, beside[0])) > 1
    return lands and named and keys == sorted(keys) and len(keys) == texts.by_shape(bool).sum() > 1


def _is_broken(column: Coded) -> bool:
    """Tell whether nearly all cells are numbers and none of them a key: a foreign cell got into the column."""
    keyed = any(len(form) > 1 and form[0] == "0" and form.isdigit() for form in column.shapes.forms)
    kinds = column.spread(kinds_of(column))
    numbers, signs, empty = (np.sum(kinds == kind) for kind in (Kind.NUMBER, Kind.SYMBOL, Kind.EMPTY))
    return not keyed and numbers > 0 and numbers + signs >= 0.9 * (len(kinds) - empty)


def is_total(columns: Sequence[Coded], rows: int) -> np.ndarray:
    """Tell which rows are totals: their first words say so."""
    found, said = np.zeros(rows, dtype=bool), np.zeros(rows, dtype=bool)
    for column in columns:
        found |= ~said & column.by_shape(lambda form: TOTAL.fullmatch(form) is not None)
        said |= column.by_shape(bool)
    return found


def headings(labels: Coded, said: np.ndarray) -> Coded:
    """Return for each row the heading (a row without values) that it stands below and is indented under."""
    texts = pd.Series(labels.cells, dtype=object).astype(str)
    is_heading = ~said & (texts.str.strip() != "").to_numpy()
    if not is_heading.any():
        return Coded.same("", len(texts))
    indents = texts.str.len() - texts.str.lstrip().str.len()
    above = texts.where(is_heading).str.strip().ffill()
    is_below = ~is_heading & (indents > indents.where(is_heading).ffill())
    return Coded.of(above.where(is_below, "").fillna("").to_numpy(dtype=object))
