"""Formulas as numbers: the lines of a plan reckoned with numpy for one case or many, each when first asked for.

A single value is a number or a column (scenarios, 1), a line an array (months,) or (scenarios, months): what does not
differ between scenarios is reckoned once. The calendar is the same in all scenarios of a reckoning.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, reduce
from typing import Any

import numpy as np

from ohv_coworking.plan.line import Axis, Line
from ohv_coworking.plan.statutory_values import StatutoryValue, in_force

_FIRST_DAY = date(1899, 12, 30)


def serial(day: date) -> int:
    """Return a date as Excel counts it."""
    return (day - _FIRST_DAY).days


def day_of(number: float) -> date:
    """Return the date that Excel counts as a number."""
    return _FIRST_DAY + timedelta(days=int(number))


class Reckoning:
    """The values of inputs and lines by name."""

    def __init__(
        self,
        lines: Mapping[str, Line],
        inputs: Mapping[str, Any],
        length: Mapping[Axis, int],
        statutes: Mapping[str, list[StatutoryValue]],
    ):
        self._lines, self._length, self._statutes = lines, length, statutes
        # Numbers of numpy, so that a formula divides by zero as a cell does: without a word where nothing rests on it.
        numbers = {
            name: np.float64(one) if isinstance(one, int | float) else one for name, one in inputs.items()
        }
        functions = {name: getattr(self, name) for name in _OF_LINES}
        # One dictionary holds functions, inputs and lines: a formula looks its names up where results are kept.
        self._known: dict[str, Any] = {
            "__builtins__": {}, "nothing": np.nan, **_EXCEL, **functions, **numbers
        }  # fmt: skip

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            with np.errstate(all="ignore"):
                self._reckon(name)
        return self._known[name]

    def reckon_only(self, steps: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Reckon lines in an order in which each finds what it needs, and forget what no later one needs.

        What is forgotten lies in the way of what comes next: many scenarios take half the time without it.
        """
        with np.errstate(all="ignore"):
            for name, done in steps:
                self._reckon(name)
                for one in done:
                    if np.ndim(self._known[one]) > 1:
                        del self._known[one]

    def _reckon(self, name: str) -> None:
        line = self._lines[name]
        for needed in line.names:
            if needed not in self._known:
                self._reckon(needed)
        self._known["position"] = lambda: np.arange(self._length[line.axis])
        value = eval(line.code, self._known)
        if np.result_type(value).kind == "b":
            value = value * 1.0
        if line.axis is not Axis.SINGLE and np.shape(value)[-1:] != (self._length[line.axis],):
            value = np.broadcast_to(value, (*np.shape(value)[:-1], self._length[line.axis]))
        elif np.ndim(value) > 1 and not value.any():
            # What is nothing in every scenario is reckoned on as one line of zeros.
            value = np.zeros(value.shape[-1])
        self._known[name] = value

    def cumulated(self, line):
        return np.cumsum(line, axis=-1)

    def highest(self, line):
        return np.maximum.accumulate(line, axis=-1)

    def before(self, line):
        return self.delayed(line, 1)

    def following(self, line):
        return np.concatenate([line[..., 1:], np.zeros_like(line[..., :1])], axis=-1)

    def trailing(self, line, window):
        window, total = _same(window), np.cumsum(line, axis=-1)
        total[..., window:] -= total[..., :-window].copy()
        return total

    def delayed(self, line, by):
        by, late = min(_same(by), line.shape[-1]), np.zeros_like(line)
        late[..., by:] = line[..., : line.shape[-1] - by]
        return late

    def compounded(self, rate, times):
        """Return (1 + rate) ** times; a power is taken once for each whole number that occurs in a line."""
        if np.ndim(times) != 1:
            return (1 + rate) ** times
        powers, places = np.unique(times, return_inverse=True)
        return ((1 + rate) ** powers)[..., places]

    @cached_property
    def _year(self) -> np.ndarray:
        """Place of each month's year among the calendar years."""
        return (self["year"] - self["year"][0]).astype(int)

    def yearly(self, line):
        starts = np.flatnonzero(np.diff(self._year, prepend=-1))
        sums = np.add.reduceat(line, starts, axis=-1)
        missing = self._length[Axis.YEAR] - len(starts)
        return np.concatenate([sums, np.zeros((*sums.shape[:-1], missing))], axis=-1) if missing else sums

    def of_year(self, line):
        return line[..., self._year]

    def year_end(self, line):
        return line[..., self["last_month"].astype(int)]

    def in_force(self, key: str):
        return in_force(self._statutes[key], self._days)

    def known_until(self, key: str):
        end = self._statutes[key][-1].valid_to
        return serial(end) if end else self["last_date"]

    @cached_property
    def _days(self) -> np.ndarray:
        return np.datetime64(_FIRST_DAY) + self["date"].astype("timedelta64[D]")

    def last_year(self, line):
        end = _same(self["closing_month"])
        return np.sum(line[..., max(end - 12, 0) : end], axis=-1, keepdims=True)

    def discounted(self, line, rate):
        factor, value = (1 + np.asarray(rate)) ** (-1 / 12), 0.0
        if factor.size == 1:
            return np.sum(line * factor ** np.arange(line.shape[-1]), axis=-1, keepdims=True)
        for at in reversed(range(line.shape[-1])):
            value = value * factor + line[..., at : at + 1]
        return value

    def first(self, line):
        happens = line == 1
        found = np.argmax(happens, axis=-1, keepdims=True)
        return np.where(np.any(happens, axis=-1, keepdims=True), found, np.nan)

    def entry(self, line, at):
        at = np.broadcast_to(at, (*np.shape(line)[:-1], 1)) if np.ndim(at) < np.ndim(line) else np.asarray(at)
        line = np.broadcast_to(line, (*at.shape[:-1], line.shape[-1]))
        inside = (at >= 0) & (at < line.shape[-1])
        found = np.take_along_axis(line, np.where(inside, at, 0).astype(int), axis=-1)
        return np.where(inside, found, np.nan)

    def sum_of(self, line):
        return np.nansum(line, axis=-1, keepdims=True)

    def largest(self, line):
        found = np.fmax.reduce(line, axis=-1, keepdims=True)
        return np.where(np.isnan(found), 0.0, found)

    def smallest(self, line):
        found = np.fmin.reduce(line, axis=-1, keepdims=True)
        return np.where(np.isnan(found), 0.0, found)

    def count_of(self, line):
        return np.sum(np.isfinite(line), axis=-1, keepdims=True)

    def sum_of_sizes(self, line):
        return np.sum(np.abs(line), axis=-1, keepdims=True)


_OF_LINES = [name for name in vars(Reckoning) if not name.startswith("_")]


def _same(number) -> int:
    """Return a whole number that no scenario may change."""
    first = np.ravel(number)[0]
    if np.any(number != first):
        raise ValueError("scenarios of one reckoning can't differ in their delays and useful lives")
    if first != int(first):
        raise ValueError(f"{first} is no whole number of months")
    return int(first)


def _either(condition, this, other):
    """Return what Excel's IF returns; a condition that is the same in all places chooses without copying."""
    if np.ndim(condition) == 0:
        return this if condition else other
    return np.where(condition, this, other)


def _chosen(at, *values):
    table = np.concatenate(np.broadcast_arrays(*map(np.atleast_1d, values)), axis=-1)
    return table[..., np.asarray(at).astype(int) - 1]


def _first_day(years, months, _):
    month = ((years - 1970) * 12 + months - 1).astype("datetime64[M]")
    return (month.astype("datetime64[D]") - np.datetime64(_FIRST_DAY)).astype(float)


_EXCEL = {
    "IF": _either,
    "MIN": lambda *values: reduce(np.minimum, values),
    "MAX": lambda *values: reduce(np.maximum, values),
    "AND": lambda *values: reduce(np.logical_and, values),
    "OR": lambda *values: reduce(np.logical_or, values),
    "INT": np.floor,
    "ROUND": lambda number, _: np.floor(number + 0.5),
    "MOD": np.mod,
    "EXP": np.exp,
    "ABS": np.abs,
    "SIGN": np.sign,
    "CHOOSE": _chosen,
    "YEAR": lambda number: day_of(np.ravel(number)[0]).year,
    "MONTH": lambda number: day_of(number).month,
    "DATE": _first_day,
}
