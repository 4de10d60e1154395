"""Independent draws from a span of low, likely and high."""

import numpy as np


def span_draws(span: tuple[float, float, float], generator: np.random.Generator, count: int) -> np.ndarray:
    """Return `count` draws from the triangular distribution of the span; a span without width stays its value.

    Every span takes `count` numbers from the generator, so that moving one span leaves the draws of others alone.

    >>> span_draws((3, 3, 3), np.random.default_rng(1), 2).tolist()
    [3.0, 3.0]
    """
    low, likely, high = span
    share = generator.random(count)
    width, rising, falling = high - low, likely - low, high - likely
    # Inverse of the distribution function, left and right of the likely value.
    left = low + np.sqrt(share * width * rising)
    right = high - np.sqrt((1 - share) * width * falling)
    return np.where(share * width < rising, left, right)
