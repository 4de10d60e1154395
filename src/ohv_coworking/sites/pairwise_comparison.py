"""Weights from pairwise comparisons: the analytic hierarchy process (Saaty 1980)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Mean consistency index of random matrices by size (Saaty 1980; the values in use since Saaty 2008).
RANDOM_INDEX = {3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49}


@dataclass(frozen=True)
class PairwiseWeights:
    """Weights with what tells how far the judgements contradict each other (ratio under 0.1: acceptable)."""

    weights: NDArray[np.float64]
    lambda_max: float
    consistency_index: float
    consistency_ratio: float


def reciprocal_matrix(upper: ArrayLike) -> NDArray[np.float64]:
    """Return the full comparison matrix from its upper triangle, read row by row.

    >>> reciprocal_matrix([4, 3, 0.5]).tolist()[1]
    [0.25, 1.0, 0.5]
    """
    upper = np.asarray(upper, float)
    size = round((1 + (1 + 8 * len(upper)) ** 0.5) / 2)
    matrix = np.ones((size, size))
    rows, columns = np.triu_indices(size, 1)
    matrix[rows, columns] = upper
    matrix[columns, rows] = 1 / upper
    return matrix


def pairwise_weights(matrix: ArrayLike, random_index: float | None = None) -> PairwiseWeights:
    """Return the principal eigenvector as weights adding to one, and the consistency of the judgements.

    `random_index` replaces Saaty's value where a source uses another one (0.52 instead of 0.58 for three items).
    """
    matrix = np.asarray(matrix, float)
    size = len(matrix)
    if matrix.shape != (size, size) or not (matrix > 0).all() or not np.allclose(matrix * matrix.T, 1):
        raise ValueError("a comparison matrix is square, positive and reciprocal")
    values, vectors = np.linalg.eig(matrix)
    principal = int(values.real.argmax())
    vector = np.abs(vectors[:, principal].real)
    lambda_max = float(values[principal].real)
    index = (lambda_max - size) / (size - 1) if size > 1 else 0.0
    # One or two items cannot contradict each other.
    ratio = index / (random_index or RANDOM_INDEX[size]) if size > 2 else 0.0
    return PairwiseWeights(vector / vector.sum(), lambda_max, index, ratio)
