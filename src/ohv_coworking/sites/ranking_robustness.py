"""How far a ranking depends on its weights and on what is not known."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ohv_coworking.basics.errors import InputFault

Floats = NDArray[np.float64]


def random_weights(
    criteria: int,
    draws: int,
    generator: np.random.Generator,
    around: ArrayLike | None = None,
    spread: float = 1.0,
) -> Floats:
    """Return weight vectors (draws by criteria) that add up to one, from a Dirichlet distribution.

    Without `around`, all weightings are equally likely.
    With it, draws scatter round these weights: the larger `spread`, the wider.
    """
    concentration = np.ones(criteria) if around is None else np.asarray(around, float) * criteria / spread
    weights = np.zeros((draws, criteria))
    # A criterion of weight zero keeps it: the Dirichlet distribution needs positive concentrations.
    weights[:, concentration > 0] = generator.dirichlet(concentration[concentration > 0], draws)
    return weights


def known_criteria(criteria: pd.DataFrame, weights: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    """Return the criteria (columns) known for at least one alternative; the weight of the others goes to these.

    Raises InputFault if nothing that counts is known.
    """
    known = criteria.columns[criteria.notna().any()]
    if not (total := weights[known].sum()) > 0:
        raise InputFault(
            "Kein Kriterium, das ein Gewicht hat, ist für einen der Standorte bekannt.",
            parameter="site_weights",
            found=", ".join(f"{name} {weight:g}" for name, weight in weights[weights > 0].items()),
            expected=f"ein Gewicht für {', '.join(known) or 'ein bekanntes Kriterium'}",
            remedy="Die Gewichte in study.yaml ändern oder die fehlenden Angaben ergänzen.",
        )
    return criteria[known], weights[known] / total


def guessed(normalised: ArrayLike, draws: int, generator: np.random.Generator) -> Floats:
    """Return `draws` copies of the matrix in which each unknown value (NaN) is drawn evenly from 0 … 1."""
    normalised = np.asarray(normalised, float)
    copies = np.broadcast_to(normalised, (draws, *normalised.shape)).copy()
    unknown = np.isnan(copies)
    copies[unknown] = generator.random(int(unknown.sum()))
    return copies


def share_of_first_places(normalised: ArrayLike, weights: ArrayLike) -> Floats:
    """Return in which share of the weightings each alternative has the highest weighted sum; ties are shared.

    `weights` is draws by criteria; `normalised` is alternatives by criteria (more is better), or one such
    matrix a draw. Rank acceptability after Lahdelma and Salminen (2001).

    >>> share_of_first_places([[1, 0], [0, 1]], [[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.5, 0.5]]).tolist()
    [0.625, 0.375]
    """
    scores = (np.asarray(normalised, float) * np.asarray(weights, float)[:, None, :]).sum(axis=-1)
    best = np.isclose(scores, scores.max(axis=1, keepdims=True), rtol=0, atol=1e-12)
    return (best / best.sum(axis=1, keepdims=True)).mean(axis=0)


def score_range(normalised: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    """Return the lowest and the highest weighted sum of each alternative when unknown values (NaN) stay unknown.

    An unknown normalised value may be anything from 0 (worst) to 1 (best); known alternatives have no range.

    >>> low, high = score_range([[0.5, np.nan]], [0.6, 0.4])
    >>> low.tolist(), high.round(10).tolist()
    ([0.3], [0.7])
    """
    normalised, weights = np.asarray(normalised, float), np.asarray(weights, float)
    return np.nan_to_num(normalised, nan=0.0) @ weights, np.nan_to_num(normalised, nan=1.0) @ weights


def possible_winners(low: ArrayLike, high: ArrayLike) -> NDArray[np.bool_]:
    """Return which alternatives could still come first: their best case beats the worst case of all others."""
    return np.asarray(high, float) >= np.max(low)
