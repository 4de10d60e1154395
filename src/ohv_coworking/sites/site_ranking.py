"""Rankings of alternatives by several criteria.

A decision matrix holds alternatives in rows and criteria in columns.
`benefit` says per criterion whether more is better (True) or less (False).
All functions return one score per alternative; a higher score is better.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Normalisation = Callable[[Floats, NDArray[np.bool_]], Floats]


def minmax(matrix: ArrayLike, benefit: ArrayLike) -> Floats:
    """Return each criterion stretched to 0 (worst) … 1 (best) of what is known; unknown values (NaN) stay unknown.

    A criterion equal for all becomes 1 for all: it tells nobody apart.

    >>> minmax([[1, 30], [3, 20]], benefit=[True, False]).tolist()
    [[0.0, 0.0], [1.0, 1.0]]
    """
    oriented = np.where(benefit, matrix, -np.asarray(matrix, float))
    low, high = (ends.reduce(oriented, axis=-2, keepdims=True) for ends in (np.fmin, np.fmax))
    stretched = np.divide(oriented - low, high - low, out=np.ones_like(oriented), where=high > low)
    return np.where(np.isnan(oriented), np.nan, stretched)


def by_vector(matrix: ArrayLike, benefit: ArrayLike) -> Floats:
    """Return each criterion divided by its Euclidean length, costs with negative sign."""
    matrix = np.asarray(matrix, float)
    length = np.linalg.norm(matrix, axis=-2, keepdims=True)
    return np.where(benefit, 1, -1) * np.divide(matrix, length, out=np.zeros_like(matrix), where=length > 0)


def weighted_sum(
    matrix: ArrayLike, weights: ArrayLike, benefit: ArrayLike, normalisation: Normalisation = minmax
) -> Floats:
    """Return the weighted mean of the normalised criteria (simple additive weighting)."""
    return normalisation(matrix, benefit) @ _checked(weights)


def topsis(
    matrix: ArrayLike, weights: ArrayLike, benefit: ArrayLike, normalisation: Normalisation = by_vector
) -> Floats:
    """Return the closeness to the ideal alternative, 0 … 1 (Hwang and Yoon 1981).

    The normalisation can turn the winner round (Opricovic and Tzeng 2004): name the one in use.
    """
    weighted = normalisation(matrix, benefit) * _checked(weights)
    to_best = np.linalg.norm(weighted - weighted.max(axis=0), axis=1)
    to_worst = np.linalg.norm(weighted - weighted.min(axis=0), axis=1)
    apart = to_best + to_worst
    return np.divide(to_worst, apart, out=np.full_like(apart, 0.5), where=apart > 0)


def promethee(matrix: ArrayLike, weights: ArrayLike, benefit: ArrayLike) -> Floats:
    """Return the net outranking flow, -1 … 1, with the usual preference function (Brans and Vincke 1985)."""
    oriented = np.where(benefit, matrix, -np.asarray(matrix, float))
    preferred = (oriented[:, None, :] > oriented[None, :, :]) @ _checked(weights)
    return (preferred.sum(axis=1) - preferred.sum(axis=0)) / (len(oriented) - 1)


def entropy_weights(matrix: ArrayLike) -> Floats:
    """Return weights by how much a criterion tells the alternatives apart (Shannon entropy; values not negative).

    A criterion equal for all gets none; if all are, they count alike.
    """
    matrix = np.asarray(matrix, float)
    total = matrix.sum(axis=0)
    share = np.divide(matrix, total, out=np.full_like(matrix, 1 / len(matrix)), where=total > 0)
    log_share = np.log(share, out=np.zeros_like(share), where=share > 0)
    # Rounding must not make a weight of nothing negative.
    divergence = np.maximum(1 + (share * log_share).sum(axis=0) / np.log(len(matrix)), 0)
    if np.allclose(divergence, 0, atol=1e-12):
        return np.full(len(divergence), 1 / len(divergence))
    return divergence / divergence.sum()


def _checked(weights: ArrayLike) -> Floats:
    weights = np.asarray(weights, float)
    if (weights < 0).any() or not np.isclose(weights.sum(), 1):
        raise ValueError(f"weights must not be negative and add up to one, got {weights.tolist()}")
    return weights
