"""Independent draws from a span of low, likely and high, and the three points that stand for draws."""

import numpy as np
from numpy.typing import ArrayLike

from ohv_coworking.parameters.correlated_draws import triangular

OUTER = (0.1, 0.9)  # the points between which eight of ten draws lie


def span_draws(span: tuple[float, float, float], generator: np.random.Generator, count: int) -> np.ndarray:
    """Return `count` draws from the triangular distribution of the span; a span without width stays its value.

    Every span takes `count` numbers from the generator, so that moving one span leaves the draws of others alone.

    >>> span_draws((3, 3, 3), np.random.default_rng(1), 2).tolist()
    [3.0, 3.0]
    """
    return triangular(*span).ppf(generator.random(count))


def low_middle_high(draws: ArrayLike) -> tuple[float, float, float]:
    """Return the 10 % point, the median and the 90 % point."""
    low, middle, high = np.quantile(np.asarray(draws, float), [OUTER[0], 0.5, OUTER[1]])
    return float(low), float(middle), float(high)
