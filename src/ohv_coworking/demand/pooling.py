"""Several estimates of one number joined into one, with the disagreement between them as part of its range."""

import numpy as np
from numpy.typing import ArrayLike

from ohv_coworking.parameters.span_draws import OUTER


def disagreement(methods: ArrayLike) -> float:
    """Return the part of the joined spread that is the distance between the methods, 0 to 1, as variances on the log scale."""
    logs = np.log(np.atleast_2d(np.asarray(methods, float)))
    within, between = _widths(logs)
    total = within**2 + between**2
    return float(between**2 / total) if total > 0 else 0.0


def pooled(methods: ArrayLike) -> np.ndarray:
    """Return the draws of one estimate out of those of several methods (methods × draws, or methods × places × draws).

    Methods differ by factors, so everything happens on the log scale. The median is the geometric mean of the medians;
    the distance of the 10 % and 90 % points joins that of the widest method and the distance between the methods, as
    independent spreads join: it is never narrower than any of them. Each draw stays near its draws in the methods, so
    that figures drawn together stay together. One method is returned as it is. Raises ValueError for a draw not above 0.
    """
    drawn = np.atleast_2d(np.asarray(methods, float))
    if not (drawn > 0).all():
        raise ValueError("only positive draws have a logarithm")
    logs = np.log(drawn)
    middles = np.median(logs, axis=-1, keepdims=True)
    widths = _width(logs)[..., None]
    shape = ((logs - middles) / np.where(widths > 0, widths, 1.0)).mean(axis=0)
    shape -= np.median(shape, axis=-1, keepdims=True)
    wanted, own = np.hypot(*_widths(logs)), _width(shape)
    stretch = np.divide(wanted, own, out=np.zeros_like(own), where=own > 0)
    return np.exp(middles.mean(axis=0) + shape * stretch[..., None])


# Between the 10 % and the 90 % point of a normal distribution lie 2.563 standard deviations.
_NORMAL_WIDTH = 2.5631031310892007


def _widths(logs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the distance of the outer points within the widest method, and that between the methods."""
    between = np.std(np.median(logs, axis=-1), axis=0) * (_NORMAL_WIDTH if len(logs) > 1 else 0)
    return _width(logs).max(axis=0), between


def _width(logs: np.ndarray) -> np.ndarray:
    low, high = np.quantile(logs, OUTER, axis=-1)
    return high - low
