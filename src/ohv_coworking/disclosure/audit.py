"""What an attentive reader could work out about hidden figures: their possible ranges, by linear programs.

The reader knows every figure shown, that figures add up, that 0 is shown and a hidden figure therefore at least 1,
and what stands elsewhere: rounded shares, chart labels, numbers in the text.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack, vstack

from ohv_coworking.disclosure.figures import Figure, Known
from ohv_coworking.disclosure.sums import Accounts


@dataclass(frozen=True)
class View:
    """What readers see of one base: the figures that have a place in a table, hidden or not, and what else is known.

    A hidden figure is known to be `hidden_at_least`: 1 where every 0 is shown, 0 where zeros are hidden too. Arrays
    have an entry for each figure, in the order of the accounts.
    """

    accounts: Accounts
    placed: frozenset[Figure]
    known: tuple[Known, ...] = ()
    hidden_at_least: float = 1.0

    @cached_property
    def truth(self) -> np.ndarray:
        """Return the true counts."""
        return np.array(list(self.accounts.counts.values()), float)

    @property
    def beyond(self) -> float:
        """Return a number of people that stands for any number."""
        return 10 * self.truth.max() + 1000

    def marked(self, figures: Collection[Figure]) -> np.ndarray:
        """Return which figures are among the given ones."""
        return np.array([name in figures for name in self.accounts.counts])

    @cached_property
    def has_place(self) -> np.ndarray:
        """Return which figures have a place in a table."""
        return self.marked(self.placed)

    @cached_property
    def room(self) -> tuple[np.ndarray, np.ndarray]:
        """Return how many people each figure might gain or lose if it were hidden or has no place at all."""
        at_least = np.where(self.has_place, self.hidden_at_least, 0.0)
        return np.full(self.truth.size, self.beyond), np.maximum(self.truth - at_least, 0)

    @cached_property
    def rows(self) -> tuple[csr_array, np.ndarray, np.ndarray]:
        """Return what adds up and what is known besides: low <= rows @ unknowns <= high."""
        extra = np.zeros((len(self.known), self.accounts.equations.shape[1]))
        for row, known in zip(extra, self.known, strict=True):
            np.add.at(row, [self.accounts.position[name] for name in known.figures], 1)
        none = np.zeros(self.accounts.equations.shape[0])
        return (
            csr_array(vstack([self.accounts.equations, csr_array(extra)])),
            np.append(none, [known.low for known in self.known]),
            np.append(none, [known.high for known in self.known]),
        )

    def other_world(
        self,
        column: int | None,
        gain: np.ndarray,
        loss: np.ndarray,
        price: tuple[np.ndarray, np.ndarray],
        least: float = 0.0,
    ) -> np.ndarray | None:
        """Return the cheapest counts that add up as the true ones do, in which a figure gains at least `least`.

        No figure gains or loses more than its limits; `price` is that of each person gained and lost. Only what hangs
        together with the figure in `column` changes, all where it is None. None where there is no such world.
        """
        rows, low, high = self.rows
        figures = self.truth.size
        movable = np.append(gain + loss > 0, np.ones(rows.shape[1] - figures, bool))
        touched, linked = self._linked(column, movable)
        own, crossed = np.flatnonzero(linked[:figures]), figures + np.flatnonzero(linked[figures:])
        part = rows[touched]
        of_figures, of_crossed = part[:, own], part[:, crossed]
        known = part[:, :figures] @ self.truth
        least_gain = np.where(own == column, least, 0.0)
        bounds = np.concatenate(
            [
                np.column_stack([least_gain, np.maximum(gain[own], least_gain)]),
                np.column_stack([np.zeros(own.size), loss[own]]),
                np.tile([0.0, self.beyond], (crossed.size, 1)),
            ]
        )
        changes = hstack([of_figures, -of_figures, of_crossed])
        exact = low[touched] == high[touched]
        found = linprog(
            np.concatenate([price[0][own], price[1][own], np.zeros(crossed.size)]),
            A_eq=changes[exact],
            b_eq=(low[touched] - known)[exact],
            A_ub=vstack([changes[~exact], -changes[~exact]]),
            b_ub=np.append((high[touched] - known)[~exact], (known - low[touched])[~exact]),
            bounds=bounds,
            method="highs",
        )
        if found.status != 0:
            return None
        world = self.truth.copy()
        world[own] += found.x[: own.size] - found.x[own.size : 2 * own.size]
        return world

    def _linked(self, column: int | None, movable: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows and the unknowns that hang together with a figure through movable unknowns; all for None."""
        if column is None:
            return np.ones(self.rows[0].shape[0], bool), movable
        pattern = abs(self.rows[0])
        linked = np.arange(movable.size) == column
        while True:
            touched = pattern @ linked > 0
            more = movable & (pattern.T @ touched > 0) | linked
            if (more == linked).all():
                return touched, linked
            linked = more

    def extreme(self, column: int, hidden: np.ndarray, sign: int) -> np.ndarray:
        """Return the world a reader may think of in which a figure is least (`sign` 1) or most (-1)."""
        price = np.where(np.arange(self.truth.size) == column, sign, 0.0)
        return self._thinkable(column, hidden, price, self.beyond)

    def _thinkable(
        self, column: int | None, hidden: np.ndarray, price: np.ndarray, most: float
    ) -> np.ndarray:
        """Return the cheapest world a reader may think of, in which no figure gains more than `most`."""
        free = hidden | ~self.has_place
        gain, loss = (np.where(free, room, 0.0) for room in self.room)
        world = self.other_world(column, np.minimum(gain, most), loss, (price, -price))
        if world is None:
            raise ValueError("what is shown and known contradicts the true counts")
        return world

    def first_ranges(
        self, columns: Collection[int], hidden: np.ndarray, enough: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return counts that a reader may think each figure to have, low and high, from six worlds.

        In each the figures in `columns` are as many or as few as can be: all, or every second and every second pair
        against the others. None gains more than is `enough` to be safe, so that many of them do.
        """
        low, high = self.truth.copy(), self.truth.copy()
        order = np.arange(self.truth.size)
        asked = np.isin(order, list(columns))
        for turned in (0, order % 2, order // 2 % 2) if asked.any() else ():
            for sign in (1, -1):
                price = np.where(asked, sign * (1.0 - 2 * turned), 0.0)
                world = self._thinkable(None, hidden, price, enough)
                low, high = np.minimum(low, world), np.maximum(high, world)
        return low, high

    def widened(
        self, low: np.ndarray, high: np.ndarray, column: int, hidden: np.ndarray, least: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return ranges in which that of one figure is its whole one, or at least `least`.

        Any world a reader may think of widens the ranges of all figures at once, so that few have to be asked for.
        """
        for sign in (1, -1):
            if high[column] - low[column] < least:
                world = self.extreme(column, hidden, sign)
                low, high = np.minimum(low, world), np.maximum(high, world)
        return low, high


def possible_ranges(
    view: View, hidden: Collection[Figure], of: Sequence[Figure] | None = None
) -> pd.DataFrame:
    """Return the least and the greatest count each hidden figure may have for a reader (`low`, `high`, `span`).

    `high` is infinite where nothing limits it. `of` asks for other figures than the hidden ones.
    """
    names = [name for name in view.accounts.counts if name in hidden] if of is None else list(of)
    mask = view.marked(hidden)
    rows = []
    for column in (view.accounts.position[name] for name in names):
        low, high = (view.extreme(column, mask, sign)[column] for sign in (1, -1))
        rows.append((low, np.inf if high > view.beyond / 2 else high))
    index = pd.Index(names, dtype=object, tupleize_cols=False)
    ranges = pd.DataFrame(rows, index, ["low", "high"], dtype=float)
    return ranges.assign(span=ranges["high"] - ranges["low"])


def too_narrow(
    view: View, hidden: Collection[Figure], of: Collection[Figure], least: float
) -> frozenset[Figure]:
    """Return the figures among `of` whose possible range is smaller than `least`."""
    mask, columns = view.marked(hidden), np.flatnonzero(view.marked(of))
    low, high = view.first_ranges(columns, mask, least)
    for column in columns:
        low, high = view.widened(low, high, column, mask, least)
    return frozenset(
        name
        for name, span in zip(view.accounts.counts, high - low, strict=True)
        if name in of and span < least
    )
