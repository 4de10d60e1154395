"""Split a total in proportion to something, within limits, and in whole numbers where need be."""

import numpy as np
from numpy.typing import ArrayLike


def apportion(
    measure: ArrayLike, total: float, least: ArrayLike = 0.0, most: ArrayLike = np.inf
) -> np.ndarray:
    """Return parts adding up to `total`, in proportion to `measure` save where a limit holds one back.

    A part of no measure takes only what the others have no room for.

    >>> apportion([6, 3, 1], 10, most=5).round(6).tolist()
    [5.0, 3.75, 1.25]
    """
    measure, least, most = np.broadcast_arrays(np.asarray(measure, float), least, most)
    # Limits that add up to the total but for rounding errors still allow it.
    if not least.sum() * (1 - 1e-12) <= total <= most.sum() * (1 + 1e-12):
        raise ValueError(f"{total:g} lies outside what the limits allow, {least.sum():g} to {most.sum():g}")
    measure = np.maximum(measure / max(measure.max(), 1e-300), 1e-12)
    low, high = 0.0, total / measure.min() + 1
    # The limited sum grows with the scale: halving finds where it meets the total, to the last digit.
    for _ in range(120):
        scale = (low + high) / 2
        low, high = (scale, high) if np.clip(scale * measure, least, most).sum() < total else (low, scale)
    return np.clip(high * measure, least, most)


def whole(parts: ArrayLike, most: ArrayLike = np.inf) -> np.ndarray:
    """Return whole numbers near `parts` with the same (whole) sum: largest remainders are rounded up (Hare).

    >>> whole([3.4, 3.4, 3.2]).tolist()
    [4, 3, 3]
    """
    parts = np.asarray(parts, float)
    # What is whole but for rounding errors counts as whole.
    down = np.floor(parts + 1e-9).astype(int)
    remainders = np.where(down < most, parts - down, -1.0).round(9)
    up = np.argsort(-remainders, kind="stable")[: round(parts.sum()) - down.sum()]
    down[up] += 1
    return down
