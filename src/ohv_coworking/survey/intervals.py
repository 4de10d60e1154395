"""How sure a share or a mean is: confidence intervals and the sample they need.

Shares take counts or effective counts (weighted data), so the bounds are written for real numbers; everything
broadcasts. A finite population enters as the effective sample n / (1 - n/N): a full count is certain.
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


def effective_sample(n: ArrayLike, population: ArrayLike = np.inf) -> np.ndarray:
    """Return the size of a sample from an endless population that says as much as n out of `population`.

    >>> float(effective_sample(100, 200))
    200.0
    """
    n, population = np.asarray(n, float), np.asarray(population, float)
    if (n > population).any():
        raise ValueError(f"the sample ({n}) is larger than its population ({population})")
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 0, n / (1 - n / population), 0.0)


def wilson(
    successes: ArrayLike, n: ArrayLike, confidence: float = 0.95, population: ArrayLike = np.inf
) -> Interval:
    """Return the score interval of a share (Wilson 1927), without continuity correction.

    It keeps its level for small n and shares near 0 or 1, where the usual ± interval fails. With n = 0
    nothing is known: 0 to 1.

    >>> [round(float(bound), 4) for bound in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    successes, n = np.broadcast_arrays(np.asarray(successes, float), np.asarray(n, float))
    z2_by_n = quantile(confidence) ** 2 / _nothing_as_little(effective_sample(n, population))
    share = np.divide(successes, n, out=np.full(n.shape, 0.5), where=n > 0)
    centre = (share + z2_by_n / 2) / (1 + z2_by_n)
    reach = np.sqrt(z2_by_n * (share * (1 - share) + z2_by_n / 4)) / (1 + z2_by_n)
    # At no or all successes the bound is 0 or 1 exactly; rounding would leave a trace.
    low = np.where(share <= 0, 0.0, centre - reach)
    high = np.where(share >= 1, 1.0, centre + reach)
    return _clipped(low, high)


def clopper_pearson(successes: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return the exact two-sided interval of a share (Clopper and Pearson 1934), (1 - confidence)/2 in each tail.

    >>> [round(float(bound), 4) for bound in clopper_pearson(0, 20)]
    [0.0, 0.1684]
    """
    successes, n = np.asarray(successes, float), np.asarray(n, float)
    tail = (1 - confidence) / 2
    low = stats.beta.ppf(tail, successes, n - successes + 1)
    high = stats.beta.ppf(1 - tail, successes + 1, n - successes)
    return Interval(np.where(successes <= 0, 0.0, low)[()], np.where(successes >= n, 1.0, high)[()])


def agresti_coull(successes: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return the interval of Agresti and Coull (1998), cut at 0 and 1."""
    z2 = quantile(confidence) ** 2
    return wald(np.asarray(successes, float) + z2 / 2, np.asarray(n, float) + z2, confidence)


def wald(successes: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return share ± z standard errors, cut at 0 and 1: for comparison with older studies only."""
    n = np.asarray(n, float)
    share = np.asarray(successes, float) / n
    reach = quantile(confidence) * np.sqrt(share * (1 - share) / n)
    return _clipped(share - reach, share + reach)


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


def mean_interval(values: ArrayLike, confidence: float = 0.95, population: float = np.inf) -> Interval:
    """Return Student's t interval of the mean of a simple random sample; missing values are left out.

    At least two values are needed; the bounds are nan with fewer.
    """
    values = np.asarray(values, float)
    values = values[~np.isnan(values)]
    if values.size < 2:
        return Interval(np.nan, np.nan)
    error = np.sqrt(values.var(ddof=1) / effective_sample(values.size, population))
    reach = stats.t.ppf((1 + confidence) / 2, values.size - 1) * error
    return Interval(float(values.mean() - reach), float(values.mean() + reach))


def sample_size(
    margin: ArrayLike, share: ArrayLike = 0.5, confidence: float = 0.95, population: ArrayLike = np.inf
) -> np.ndarray:
    """Return the answers needed to know a share to ± `margin` (Cochran 1977, 4.2 and 4.3), not rounded.

    A planner rounds up; the table of Krejcie and Morgan (1970), the same formula, rounds to the nearest.

    >>> round(float(sample_size(0.05, population=4800)), 1)
    355.7
    """
    unlimited = (
        quantile(confidence) ** 2 * np.asarray(share) * (1 - np.asarray(share)) / np.asarray(margin) ** 2
    )
    return finite_sample_size(unlimited, population)


def sample_size_of_mean(
    margin: ArrayLike, deviation: ArrayLike, confidence: float = 0.95, population: ArrayLike = np.inf
) -> np.ndarray:
    """Return the answers needed to know a mean to ± `margin`, given the standard deviation, not rounded.

    >>> round(float(sample_size_of_mean(5, deviation=40)), 1)
    245.9
    """
    unlimited = (quantile(confidence) * np.asarray(deviation, float) / np.asarray(margin)) ** 2
    return finite_sample_size(unlimited, population)


def finite_sample_size(
    unlimited: ArrayLike, population: ArrayLike, *, simplified: bool = False
) -> np.ndarray:
    """Return what a sample size for an endless population shrinks to in a finite one.

    Cochran's n0 / (1 + (n0 - 1)/N); many handbooks drop the 1 (`simplified`), which changes little.
    """
    unlimited = np.asarray(unlimited, float)
    return unlimited / (1 + (unlimited - (not simplified)) / np.asarray(population, float))


def _nothing_as_little(n: np.ndarray) -> np.ndarray:
    # An empty sample as a vanishing one: the interval opens to 0 and 1 without a division by zero.
    return np.maximum(n, np.finfo(float).tiny ** 0.25)


def _clipped(low: np.ndarray, high: np.ndarray) -> Interval:
    return Interval(np.clip(low, 0, 1)[()], np.clip(high, 0, 1)[()])
