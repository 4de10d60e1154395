"""Several independent estimates of one number brought together, with an honest range."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike


class Estimate(NamedTuple):
    """A number with its range, low ≤ base ≤ high."""

    low: float
    base: float
    high: float


def combined(estimates: list[Estimate]) -> Estimate:
    """Return the geometric mean of the base values, and the range from the lowest base to the highest.

    Methods that rest on different sources differ by factors rather than by differences, hence the geometric
    mean.  The disagreement between the methods is taken as the range: the ranges within each method are wider
    and are shown beside it, not hidden in it. A single method keeps its own range.
    """
    if len(estimates) == 1:
        return estimates[0]
    base = np.array([estimate.base for estimate in estimates])
    return Estimate(float(base.min()), float(np.exp(np.log(base).mean())), float(base.max()))


def quantile_range(values: ArrayLike, share: float = 0.8) -> tuple[float, float]:
    """Return the bounds of the middle `share` of simulated values."""
    rest = (1 - share) / 2
    low, high = np.quantile(np.asarray(values), [rest, 1 - rest])
    return float(low), float(high)
