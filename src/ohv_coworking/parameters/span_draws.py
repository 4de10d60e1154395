"""Independent draws from a span of low, likely and high."""

import numpy as np

from ohv_coworking.parameters.correlated_draws import triangular


def span_draws(span: tuple[float, float, float], generator: np.random.Generator, count: int) -> np.ndarray:
    """Return `count` draws from the triangular distribution of the span; a span without width stays its value.

    Every span takes `count` numbers from the generator, so that moving one span leaves the draws of others alone.

    >>> span_draws((3, 3, 3), np.random.default_rng(1), 2).tolist()
    [3.0, 3.0]
    """
    return triangular(*span).ppf(generator.random(count))
