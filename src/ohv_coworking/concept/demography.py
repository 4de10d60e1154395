"""Cohort component projection of one sex in equal steps of age and time.

Preston, Heuveline and Guillot (2001), Demography, chapter 6. The last age group is open.
"""

import numpy as np
from numpy.typing import ArrayLike


def leslie_matrix(
    person_years: ArrayLike, fertility: ArrayLike, births_per_girl: float = 2.05, radix: float = 100_000
) -> np.ndarray:
    """Return the matrix that carries a population of women one step further.

    `person_years` are those lived in each age group of the life table (L_x; the open group's T_x last), `fertility`
    births a year for each woman. A birth counts with the women's years before and after it; survivors of the last
    two groups share the open one.
    """
    lived, fertility = np.asarray(person_years, float), np.asarray(fertility, float)
    survival = lived[1:] / lived[:-1]
    survival[-1] = lived[-1] / (lived[-2] + lived[-1])
    matrix = np.diag(survival, -1)
    matrix[-1, -1] = survival[-1]
    later = np.append(fertility[1:] * survival, 0.0)
    matrix[0] += lived[0] / radix / 2 * (fertility + later) / births_per_girl
    return matrix


def project(population: ArrayLike, matrix: np.ndarray, steps: int, migration: ArrayLike = 0.0) -> np.ndarray:
    """Return the population by age (columns) now and after each step (rows).

    `migration` is the net number that moves in during a step, by age at its end; half come at its beginning and
    survive it, half at its end.
    """
    result = [np.asarray(population, float)]
    half = np.broadcast_to(np.asarray(migration, float), result[0].shape) / 2
    for _ in range(steps):
        result.append(matrix @ (result[-1] + half) + half)
    return np.array(result)
