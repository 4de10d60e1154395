"""What the cells hold at first sight, and which rows agree with what their columns mostly hold."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum

import numpy as np

from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.grid import Grid
from ohv_coworking.reading.numbers import is_number_like, is_symbol, split_flag

WRITTEN_DATE = re.compile(
    r"(\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4})([ T].*)?"
)
MAJORITY = 0.6


class Kind(IntEnum):
    """What a cell holds, at first sight."""

    EMPTY, NUMBER, SYMBOL, DATE, TEXT = range(5)


KIND_OF_TYPE = {float: Kind.NUMBER, int: Kind.NUMBER, bool: Kind.TEXT} | dict.fromkeys(
    (date, datetime, time, timedelta), Kind.DATE
)


def kind_of(value: object) -> Kind:
    """Return the kind of one cell."""
    if not isinstance(value, str):
        return KIND_OF_TYPE[type(value)]
    text = value.strip()
    if not text:
        return Kind.EMPTY
    if is_symbol(text):
        return Kind.SYMBOL
    if is_number_like(split_flag(text)[0]):
        return Kind.NUMBER
    return Kind.DATE if WRITTEN_DATE.fullmatch(text) else Kind.TEXT


def cell_kinds(grid: Grid) -> np.ndarray:
    """Return the kind of every cell as an array of the grid's shape."""
    result = np.empty((grid.height, grid.width), dtype=np.uint8, order="F")
    for place, column in enumerate(grid.columns):
        result[:, place] = column.spread(kinds_of(column))
    return result


def kinds_of(column: Coded) -> np.ndarray:
    """Return the kind of each value; texts of one shape are of one kind."""
    values, shapes = column.values, column.shapes
    of_text = np.array([kind_of(form) for form in shapes.forms], dtype=np.uint8)[shapes.codes]
    if shapes.is_text.all():
        return of_text
    result = np.empty(len(values), dtype=np.uint8)
    result[shapes.is_text] = of_text
    result[~shapes.is_text] = [KIND_OF_TYPE[type(value)] for value in values[~shapes.is_text]]
    return result


@dataclass(frozen=True)
class Body:
    """How far each row agrees with what its columns mostly hold."""

    agreeing: np.ndarray  # cells per row that fit their column's kind
    disagreeing: np.ndarray  # cells per row that do not
    measured: np.ndarray  # the columns whose kind says something: numbers, symbols, dates


def body_of(kind: np.ndarray) -> Body:
    """Compare each row with the majority of its columns; columns of words have no say."""
    counted = [[np.count_nonzero(column == one) for one in map(int, Kind)] for column in kind.T]
    counts = np.array(counted, dtype=int).reshape(-1, len(Kind))  # above its footer a text may hold nothing
    filled = kind.shape[0] - counts[:, Kind.EMPTY]
    said = filled - counts[:, Kind.SYMBOL]
    numeric, dated = (
        (counts[:, majority] > 0) & (counts[:, majority] >= MAJORITY * said)
        for majority in (Kind.NUMBER, Kind.DATE)
    )
    measured = numeric | dated | ((filled > 0) & (said == 0))
    held = kind.T[measured]
    main = np.where(dated & ~numeric, Kind.DATE, Kind.NUMBER)[measured].astype(np.uint8)
    agreeing = ((held == main[:, np.newaxis]) | (held == Kind.SYMBOL)).sum(axis=0)
    return Body(agreeing, (held != Kind.EMPTY).sum(axis=0) - agreeing, measured)
