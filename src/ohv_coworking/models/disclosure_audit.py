"""What an attentive reader could work out about hidden figures: their possible ranges, by linear programs.

The reader knows every figure shown, that figures add up, that 0 is shown and a hidden figure therefore at least 1,
and what stands elsewhere: rounded shares, chart labels, numbers in the text.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_array

from ohv_coworking.models.disclosure_figures import Accounts, Figure


class Known(NamedTuple):
    """A sum of figures that a reader learns elsewhere to lie between `low` and `high` people."""

    figures: tuple[Figure, ...]
    low: float
    high: float


def known_share(figures: tuple[Figure, ...], share: float, decimals: int, base: float) -> Known:
    """Return what a share (0 to 1), printed with `decimals` in percent, tells of the people out of `base`.

    >>> [round(bound, 3) for bound in known_share((), share=0.12, decimals=0, base=200)[1:]]
    [23.0, 25.0]
    """
    half = 0.5 * 10.0 ** -(decimals + 2)
    return Known(figures, (share - half) * base, (share + half) * base)


@dataclass(frozen=True)
class View:
    """What readers see of one base: the figures that have a place in a table, hidden or not, and what else is known.

    A hidden figure is known to be `hidden_at_least`: 1 where every 0 is shown, 0 where zeros are hidden too.
    """

    accounts: Accounts
    placed: frozenset[Figure]
    known: tuple[Known, ...] = ()
    hidden_at_least: float = 1.0

    @cached_property
    def truth(self) -> np.ndarray:
        """Return the true count of each figure."""
        return np.array(list(self.accounts.counts.values()), float)

    @property
    def beyond(self) -> float:
        """Return a number of people that stands for any number."""
        return 10 * self.truth.max() + 1000

    @cached_property
    def known_rows(self) -> tuple[csr_array, np.ndarray]:
        """Return `known` as rows @ unknowns <= bounds."""
        rows = np.zeros((len(self.known), self.accounts.equations.shape[1]))
        for row, known in zip(rows, self.known, strict=True):
            np.add.at(row, [self.accounts.position[name] for name in known.figures], 1)
        bounds = [*(known.high for known in self.known), *(-known.low for known in self.known)]
        return csr_array(np.vstack([rows, -rows])), np.array(bounds, float)

    def extreme(self, name: Figure, hidden: Collection[Figure], sign: int) -> np.ndarray:
        """Return the counts of all figures that agree with what is seen, with `name` at its least (1) or most (-1)."""
        unknowns = self.accounts.equations.shape[1]
        low, high = np.zeros(unknowns), np.full(unknowns, self.beyond)
        for shown, position in self.accounts.position.items():
            if shown in hidden:
                low[position] = self.hidden_at_least
            elif shown in self.placed:
                low[position] = high[position] = self.truth[position]
        goal = np.zeros(unknowns)
        goal[self.accounts.position[name]] = sign
        rows, bounds = self.known_rows
        found = linprog(
            goal,
            A_ub=rows,
            b_ub=bounds,
            A_eq=self.accounts.equations,
            b_eq=np.zeros(self.accounts.equations.shape[0]),
            bounds=np.column_stack([low, high]),
            method="highs",
        )
        if found.status != 0:
            raise ValueError(f"the figures shown contradict each other: {found.message}")
        return found.x[: self.truth.size]


def possible_ranges(
    view: View, hidden: Collection[Figure], of: Sequence[Figure] | None = None
) -> pd.DataFrame:
    """Return the least and the greatest count each hidden figure may have for a reader (`low`, `high`, `span`).

    `high` is infinite where nothing limits it. Other figures can be asked for with `of`, such as categories that
    were merged.
    """
    names = [name for name in view.accounts.counts if name in hidden] if of is None else list(of)
    rows = []
    for name in names:
        low, high = (view.extreme(name, hidden, sign)[view.accounts.position[name]] for sign in (1, -1))
        rows.append((low, np.inf if high > view.beyond / 2 else high))
    ranges = pd.DataFrame(
        rows, columns=["low", "high"], index=pd.Index(names, dtype=object, tupleize_cols=False)
    )
    return ranges.assign(span=ranges["high"] - ranges["low"])
