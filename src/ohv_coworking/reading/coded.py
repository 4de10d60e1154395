"""A column as codes and values: what is decided per value costs a fraction of what it costs per cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ohv_coworking.reading.shapes import Shaped, shaped

MANY_ROWS = 5_000
SAMPLE_ROWS = 1_000
MOST_DISTINCT = 0.25  # share of the rows, up to which a table of distinct values pays


@dataclass(frozen=True, eq=False)
class Coded:
    """Cells as codes and values, `values[codes]` being the cells.

    The values are distinct, unless most cells differ: then each is `single`, a value of its own at its place.
    """

    codes: np.ndarray
    values: np.ndarray
    single: bool = False

    @classmethod
    def of(cls, cells: np.ndarray) -> "Coded":
        """Return the cells coded: answers, shares and region names repeat, counts do not."""
        if _mostly_differ(cells):
            return cls.singly(cells)
        coded = cls(*pd.factorize(cells))
        return cls.singly(cells) if _hides_truths(coded.values, cells) else coded

    @classmethod
    def singly(cls, cells: np.ndarray) -> "Coded":
        """Return cells as values of their own, equal or not."""
        return cls(np.arange(len(cells)), cells, single=True)

    @classmethod
    def same(cls, text: str, rows: int) -> "Coded":
        """Return one text for all rows."""
        return cls(np.zeros(rows, dtype=np.intp), np.array([text], dtype=object))

    @cached_property
    def shapes(self) -> Shaped:
        """Return the shapes of the values."""
        return shaped(self.values)

    def cell(self, place: int) -> object:
        """Return one cell, counted from 0."""
        return self.values[self.codes[place]]

    @property
    def cells(self) -> np.ndarray:
        return self.spread(self.values)

    def spread(self, answers: np.ndarray) -> np.ndarray:
        """Return for each cell the answer found for its value."""
        if self.single:
            return answers
        return answers[self.codes] if len(answers) != 1 else np.repeat(answers, len(self.codes))

    def values_where(self, fits: Callable[[object], bool]) -> np.ndarray:
        """Return for each value whether it fits."""
        return np.fromiter(map(fits, self.values), dtype=bool, count=len(self.values))

    def by_shape(self, answer: Callable[[str], object]) -> np.ndarray:
        """Return for each cell of text the answer to a question that is the same for all texts of one shape."""
        answers = list(map(answer, self.shapes.forms))
        kind = bool if all(isinstance(one, bool) for one in answers) else object
        return self.spread(np.array(answers, dtype=kind)[self.shapes.codes])

    def renamed(self, values: Sequence[object]) -> "Coded":
        """Return the cells with other values in place of theirs, equal ones under one code."""
        codes, distinct = pd.factorize(np.array([*values, None], dtype=object)[:-1])
        return Coded(codes.astype(self.codes.dtype)[self.codes], distinct)  # never more than before

    def where(self, chosen: np.ndarray | slice) -> "Coded":
        """Return the chosen cells, without the values that only others hold."""
        codes = self.codes[chosen]
        if self.single:
            return self._with(np.arange(len(codes)), chosen)
        used = np.bincount(codes, minlength=len(self.values)) > 0
        return (
            self._with(codes, slice(None))
            if used.all()
            else self._with((np.cumsum(used) - 1).astype(codes.dtype)[codes], used)
        )

    def _with(self, codes: np.ndarray, used: np.ndarray | slice) -> "Coded":
        coded = Coded(codes, self.values[used], self.single)
        if "shapes" in self.__dict__:  # known already: not once more
            coded.__dict__["shapes"] = self.shapes.where(used)
        return coded

    @cached_property
    def distinct(self) -> "Coded":
        """Return the same cells with equal values under one code."""
        if not self.single or not pd.Series(self.values, dtype=object).duplicated().any():
            return self
        return Coded(*pd.factorize(self.values))


def _hides_truths(values: np.ndarray, cells: np.ndarray) -> bool:
    """Tell whether a workbook's TRUE or FALSE may have become 1 or 0, which the distinct values take for the same."""
    suspect = any(type(value) is not str and value in (0, 1) for value in values)
    return suspect and any(type(cell) is bool for cell in cells)


def _mostly_differ(cells: np.ndarray) -> bool:
    """Tell how many values there are by how many of a sample meet again: n cells of m values make n² / 2m pairs."""
    if len(cells) <= MANY_ROWS:
        return False
    sample = cells[np.random.default_rng(0).integers(len(cells), size=SAMPLE_ROWS)]
    pairs = len(sample) - len(pd.unique(sample))
    return len(sample) ** 2 > 2 * pairs * MOST_DISTINCT * len(cells)
