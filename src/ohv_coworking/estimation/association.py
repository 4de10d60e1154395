"""Whether two questions are linked, and how strongly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

# Cohen (1988): w = 0.1 small, 0.3 medium, 0.5 large.
STRENGTHS = ("kaum", "schwach", "mittel", "stark")
COHEN_W = (0.1, 0.3, 0.5)
LEAST_EXPECTED = 5  # answers in a cell, below which chi-square is only roughly distributed (Cochran 1954)


@dataclass(frozen=True)
class Association:
    """Pearson's chi-square without continuity correction, and measures of effect from 0 to 1.

    `cramers_v_corrected` and `cohen_w_corrected` take off what chance adds in small tables (Bergsma 2013). With fewer than
    `LEAST_EXPECTED` answers expected in a cell (`smallest_expected`) the p value is a rough one.
    """

    n: float
    chi_square: float
    degrees_of_freedom: int
    p_value: float
    smallest_expected: float
    cramers_v: float
    cramers_v_corrected: float
    cohen_w_corrected: float

    @property
    def strength(self) -> str:
        """Return Cohen's word for the effect that is left when chance is taken off."""
        return STRENGTHS[np.searchsorted(COHEN_W, self.cohen_w_corrected, side="right")]


def associate(table: ArrayLike, effective_n: float | None = None) -> Association:
    """Return the association in a table of counts; empty rows and columns are left out.

    A table of weighted counts needs `effective_n`: the test then uses as many answers as the weights are worth
    (first-order correction of Rao and Scott 1981 with Kish's design effect).
    """
    table = np.asarray(table, float)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    rows, columns = table.shape
    if min(rows, columns) < 2:
        raise ValueError("an association needs two rows and two columns that are not empty")
    n = table.sum() if effective_n is None else effective_n
    test = stats.chi2_contingency(table * (n / table.sum()), correction=False)
    phi2 = test.statistic / n
    freedom = (rows - 1) * (columns - 1)
    smaller = min(rows, columns) - 1
    by_chance = freedom / (n - 1)
    phi2_corrected = max(phi2 - by_chance, 0)
    rows_corrected, columns_corrected = (size - (size - 1) ** 2 / (n - 1) for size in (rows, columns))
    return Association(
        n=float(n),
        chi_square=float(test.statistic),
        degrees_of_freedom=freedom,
        p_value=float(test.pvalue),
        smallest_expected=float(test.expected_freq.min()),
        cramers_v=float(np.sqrt(phi2 / smaller)),
        cramers_v_corrected=float(np.sqrt(phi2_corrected / (min(rows_corrected, columns_corrected) - 1))),
        cohen_w_corrected=float(np.sqrt(phi2_corrected)),
    )
