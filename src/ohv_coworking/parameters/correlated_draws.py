"""Random inputs with a given rank correlation: beta-PERT and triangular, joined by Iman and Conover (1982)."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import scipy  # loads `stats` when it is asked for: who only reads a ledger does without


@cache  # scipy takes half a millisecond to make one
def pert(low: float, mode: float, high: float, weight: float = 4.0):
    """Return the beta-PERT distribution (a frozen scipy one) between low and high.

    Its standard deviation is that of the beta distribution, not the rule of thumb (high - low) / 6.

    >>> round(float(pert(4, 6, 12).mean()), 4)
    6.6667
    """
    span = high - low
    return scipy.stats.beta(
        1 + weight * (mode - low) / span, 1 + weight * (high - mode) / span, loc=low, scale=span
    )


def triangular(low: float, mode: float, high: float):
    """Return the triangular distribution (a frozen scipy one) between low and high; without width it is all at `low`.

    >>> triangular(3, 3, 3).ppf([0.1, 0.9]).tolist()
    [3.0, 3.0]
    """
    width = max(high - low, float(np.finfo(float).tiny))
    return scipy.stats.triang((mode - low) / width, loc=low, scale=width)


def correlated_draws(
    distributions: Sequence, correlation, count: int, generator: np.random.Generator
) -> np.ndarray:
    """Return `count` rows of one draw per distribution, their ranks correlated as wanted.

    `correlation` is the wanted matrix between the distributions; the marginals stay what they are.
    """
    marginals = [d.rvs(size=count, random_state=generator) for d in distributions]
    ordered = np.sort(np.column_stack(marginals), axis=0)
    normal = scipy.stats.norm.ppf(np.arange(1, count + 1) / (count + 1))
    normal /= normal.std()
    scores = np.column_stack([generator.permutation(normal) for _ in distributions])
    return correlated(ordered, scores, correlation)


def correlated(ordered, scores, correlation) -> np.ndarray:
    """Reorder each sorted column to the ranks of scores that carry the wanted correlation.

    `ordered` and `scores` are (count, variables). With E = scores'scores / count = F'F and the wanted
    S = C'C (both upper triangular), the ranks are those of scores · F^-1 · C.
    """
    scores = np.asarray(scores, dtype=float)
    upper = np.linalg.cholesky(scores.T @ scores / len(scores)).T
    wanted = np.linalg.cholesky(np.asarray(correlation, dtype=float)).T
    target = scores @ np.linalg.solve(upper, wanted)
    ranks = target.argsort(axis=0).argsort(axis=0)
    return np.take_along_axis(np.asarray(ordered), ranks, axis=0)
