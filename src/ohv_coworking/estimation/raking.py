"""Weights that make respondents stand for the population: post-stratification and raking.

Respondents are rows of a frame, margins its columns. Weights after n rakings depend only on the combination of
categories a respondent is in, so the iteration runs over combinations, not over people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ohv_coworking.basics.apportionment import apportion
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import number
from ohv_coworking.estimation.margins import coded_margins

MOST_ITERATIONS = 1000


@dataclass(frozen=True)
class Weighting:
    """Weights of the respondents, adding up to the population, and how they came about."""

    weights: np.ndarray
    iterations: int


def design_effect(weights: ArrayLike) -> float:
    """Return n sum(w²) / sum(w)² (Kish 1965).

    >>> design_effect([1, 1, 2])
    1.125
    """
    weights = np.asarray(weights, float)
    return float(weights.size * (weights**2).sum() / weights.sum() ** 2)


def effective_n(weights: ArrayLike) -> float:
    """Return n divided by Kish's design effect."""
    return float(np.size(weights) / design_effect(weights))


def rake(
    respondents: pd.DataFrame,
    margins: Mapping[str, pd.Series],
    design_weights: ArrayLike | None = None,
    tolerance: float = 1e-10,
) -> Weighting:
    """Return weights that meet each margin: people by category, keyed by the column of `respondents`.

    Iterative proportional fitting (Deming and Stephan 1940) from the design weights until the largest relative
    error of a margin is below `tolerance`. Who gave no answer in a column is left as heavy as by design in that
    margin, which then applies to those who answered.

    Raises `InputFault` where a category has people but no respondents or respondents but no target, where totals
    of margins disagree, or where the margins cannot be met.
    """
    start = np.ones(len(respondents)) if design_weights is None else np.asarray(design_weights, float)
    if not (start.sum() > 0 and (start >= 0).all() and np.isfinite(start).all()):
        raise ValueError("design weights must be finite, not negative and not all 0")
    codes, targets = coded_margins(respondents, margins, start)
    start = start * (targets[0].sum() / start.sum())
    sizes = [target.size for target in targets]
    combination, met = pd.factorize(np.ravel_multi_index(codes, sizes))
    begun, places = np.bincount(combination, start), np.unravel_index(met, sizes)
    factors, iterations, error = _fitted(begun, places, targets, tolerance)
    if not error < tolerance:
        raise InputFault(
            "Die Gewichtung erreicht die Randverteilungen nicht.",
            found=f"Abweichung bis {number(100 * error, 2)} % nach {iterations} Durchläufen",
            expected="Gewichte, die allen Randverteilungen zugleich entsprechen",
            remedy="Kleine Kategorien zusammenfassen oder eine Randverteilung weglassen.",
        )
    return Weighting(start * factors[combination], iterations)


def trim(weights: ArrayLike, most: float) -> np.ndarray:
    """Return weights cut to at most `most` times their mean, with the same total.

    What is cut off goes to the others in proportion (Potter 1990); margins are then met only roughly.
    """
    weights = np.asarray(weights, float)
    return apportion(weights, weights.sum(), 0, most * weights.mean())


def _fitted(
    start: np.ndarray, codes: Sequence[np.ndarray], targets: Sequence[np.ndarray], tolerance: float
) -> tuple[np.ndarray, int, float]:
    """Return the factor of each combination, the iterations and the largest relative error met on the last."""
    factors = np.ones_like(start)
    iteration, error = 0, np.inf
    while error >= tolerance and iteration < MOST_ITERATIONS:
        iteration, error = iteration + 1, 0.0
        for code, target in zip(codes, targets, strict=True):
            reached = np.bincount(code, start * factors, target.size)
            error = max(error, np.max(np.abs(reached - target) / np.where(target > 0, target, 1)))
            factors *= np.divide(target, reached, out=np.ones_like(target), where=reached > 0)[code]
    return factors, iteration, float(error)
