"""Formulas as numbers: the lines of the workbook reckoned with numpy, each when first asked for.

This is how cells get the values that viewers show who don't calculate; tests compare them with the model.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import reduce
from typing import Any

import numpy as np

from ohv_coworking.plan.depreciation import trailing_sum
from ohv_coworking.plan.statutory_values import StatutoryValue
from ohv_coworking.plan.timeline import delayed
from ohv_coworking.plan.workbook.line import Axis, Line

_FIRST_DAY = date(1899, 12, 30)


def serial(day: date) -> int:
    """Return a date as Excel counts it."""
    return (day - _FIRST_DAY).days


def _day(number: float) -> date:
    return _FIRST_DAY + timedelta(days=int(number))


class Reckoning(Mapping[str, Any]):
    """The values of inputs and lines by name: arrays along the axis of the line, or single values."""

    def __init__(
        self,
        lines: Mapping[str, tuple[Line, Axis]],
        inputs: Mapping[str, Any],
        length: Mapping[Axis, int],
        statutes: Mapping[str, list[StatutoryValue]],
    ):
        self._lines, self._length, self._statutes = lines, length, statutes
        self._known: dict[str, Any] = {"nothing": np.nan, **inputs}
        self._functions = {
            name: getattr(self, name) for name in dir(self) if not name.startswith("_")
        } | _EXCEL

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            if name not in self._lines:
                raise KeyError(name)
            line, axis = self._lines[name]
            self._known[name] = self._reckoned(line, axis)
        return self._known[name]

    def __iter__(self):
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def _reckoned(self, line: Line, axis: Axis):
        here = _Names(self, axis)
        with np.errstate(all="ignore"):
            value = eval(
                compile(line.formula, line.name, "eval"), {"__builtins__": {}} | self._functions, here
            )
        return value if axis is Axis.SINGLE else np.zeros(self._length[axis]) + value

    def cumulated(self, line):
        return np.cumsum(line)

    def highest(self, line):
        return np.maximum.accumulate(line)

    def before(self, line):
        return delayed(line, 1)

    def following(self, line):
        return np.append(line[1:], 0.0)

    def trailing(self, line, window):
        return trailing_sum(line, int(window))

    def delayed(self, line, by):
        return delayed(line, min(int(by), len(line)))

    def in_year(self, line, year):
        return np.array([line[self["year"] == one].sum() for one in np.broadcast_to(year, len(line))])

    def before_year(self, line, year):
        return np.array([line[self["year"] < one].sum() for one in year])

    def yearly(self, line):
        return np.array([line[self["year"] == one].sum() for one in self["calendar_year"]])

    def year_end(self, line):
        return line[self["last_month"].astype(int)]

    def of_year(self, line):
        return line[(self["year"] - self["calendar_year"][0]).astype(int)]

    def in_force(self, key: str):
        values = self._statutes[key]
        starts = [serial(value.valid_from) for value in values]
        places = np.searchsorted(starts, self["date"], side="right") - 1
        return np.array([value.value for value in values])[places]

    def beyond_known(self, key: str):
        end = self._statutes[key][-1].valid_to
        return np.zeros(len(self["date"])) if end is None else (self["date"] > serial(end)) * 1.0

    def last_year(self, line):
        return line[-12:].sum()

    def discounted(self, line, rate):
        years = self["month"] / 12
        return np.sum(line * (1 + np.asarray(rate)[..., None]) ** -years, axis=-1)

    def first(self, line):
        return float(np.argmax(line == 1)) if (line == 1).any() else np.nan

    def entry(self, line, at):
        return line[int(at)] if 0 <= at < len(line) else np.nan

    def sum_of(self, line):
        return np.nansum(line)

    def largest(self, line):
        return np.nanmax(line) if np.isfinite(line).any() else 0.0

    def smallest(self, line):
        return np.nanmin(line) if np.isfinite(line).any() else 0.0

    def count_of(self, line):
        return np.isfinite(line).sum()

    def sum_of_sizes(self, line):
        return np.abs(line).sum()


class _Names(Mapping[str, Any]):
    """The names a formula sees, with the position along its own axis."""

    def __init__(self, values: Reckoning, axis: Axis):
        self._values, self._axis = values, axis

    def __getitem__(self, name: str) -> Any:
        if name == "position":
            return lambda: np.arange(self._values._length[self._axis])
        return self._values[name]

    def __iter__(self):
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


_EXCEL = {
    "IF": np.where,
    "MIN": lambda *values: reduce(np.minimum, values),
    "MAX": lambda *values: reduce(np.maximum, values),
    "AND": lambda *values: reduce(np.logical_and, values),
    "OR": lambda *values: reduce(np.logical_or, values),
    "INT": np.floor,
    "MOD": np.mod,
    "EXP": np.exp,
    "ABS": np.abs,
    "SIGN": np.sign,
    "CHOOSE": lambda at, *values: np.array(values, dtype=float)[np.asarray(at).astype(int) - 1],
    "YEAR": lambda number: _day(number).year,
    "MONTH": lambda number: _day(number).month,
    "DATE": lambda years, months, _: np.array(
        [serial(date(int(year), int(month), 1)) for year, month in zip(years, months, strict=True)]
    ),
}
