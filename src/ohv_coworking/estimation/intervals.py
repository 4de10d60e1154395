"""How sure a share is: its confidence interval and the sample it needs.

Shares take counts or effective counts (weighted data), so the bounds are written for real numbers; everything
broadcasts.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats


class Interval(NamedTuple):
    """The bounds of a confidence interval, in the unit of the estimate."""

    low: np.ndarray | float
    high: np.ndarray | float


def quantile(confidence: float) -> float:
    """Return how many standard errors a two-sided normal interval reaches to either side."""
    return float(stats.norm.ppf((1 + confidence) / 2))


def wilson(successes: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return the score interval of a share (Wilson 1927), without continuity correction.

    It keeps its level for small n and shares near 0 or 1, where the usual ± interval fails. With n = 0
    nothing is known: 0 to 1.

    >>> [round(float(bound), 4) for bound in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    successes, n = np.broadcast_arrays(np.asarray(successes, float), np.asarray(n, float))
    z2_by_n = quantile(confidence) ** 2 / _nothing_as_little(n)
    share = np.divide(successes, n, out=np.full(n.shape, 0.5), where=n > 0)
    centre = (share + z2_by_n / 2) / (1 + z2_by_n)
    reach = np.sqrt(z2_by_n * (share * (1 - share) + z2_by_n / 4)) / (1 + z2_by_n)
    # At no or all successes the bound is 0 or 1 exactly; rounding would leave a trace.
    low = np.where(share <= 0, 0.0, centre - reach)
    high = np.where(share >= 1, 1.0, centre + reach)
    return _clipped(low, high)


def share_difference(
    successes: tuple[float, float], n: tuple[float, float], confidence: float = 0.95
) -> Interval:
    """Return the interval of first share minus second, from two independent samples (Newcombe 1998, method 10)."""
    first, second = (count / size for count, size in zip(successes, n, strict=True))
    (low_1, high_1), (low_2, high_2) = (wilson(*pair, confidence) for pair in zip(successes, n, strict=True))
    difference = first - second
    return Interval(
        float(difference - np.hypot(first - low_1, high_2 - second)),
        float(difference + np.hypot(high_1 - first, second - low_2)),
    )


def sample_size(
    margin: ArrayLike, share: ArrayLike = 0.5, confidence: float = 0.95, population: ArrayLike = np.inf
) -> np.ndarray:
    """Return the answers needed to know a share to ± `margin` (Cochran 1977, 4.2 and 4.3), not rounded.

    A planner rounds up; the table of Krejcie and Morgan (1970), the same formula, rounds to the nearest.

    >>> round(float(sample_size(0.05, population=4800)), 1)
    355.7
    """
    share, margin = np.asarray(share, float), np.asarray(margin, float)
    unlimited = quantile(confidence) ** 2 * share * (1 - share) / margin**2
    return unlimited / (1 + (unlimited - 1) / np.asarray(population, float))


def _nothing_as_little(n: np.ndarray) -> np.ndarray:
    # An empty sample as a vanishing one: the interval opens to 0 and 1 without a division by zero.
    return np.maximum(n, np.finfo(float).tiny ** 0.25)


def _clipped(low: np.ndarray, high: np.ndarray) -> Interval:
    return Interval(np.clip(low, 0, 1)[()], np.clip(high, 0, 1)[()])
