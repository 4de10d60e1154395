"""One ranking of sites by several criteria: a weighted mean, held against random weights and unknown values.

A matrix holds alternatives in rows and criteria in columns; `benefit` says per criterion whether more is better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ohv_coworking.sites.ranking_robustness import (
    guessed,
    possible_winners,
    random_weights,
    score_range,
    share_of_first_places,
)
from ohv_coworking.sites.reach import same_place

Floats = NDArray[np.float64]


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


def on_scale(values: ArrayLike, worst: float, best: float) -> Floats:
    """Return values on a scale of their own, 0 at `worst` and beyond, 1 at `best` and beyond; unknown stays unknown.

    Unlike `minmax` it doesn't stretch a small difference to the whole scale.

    >>> on_scale([8, 9, 13], worst=12, best=6).round(2).tolist()
    [0.67, 0.5, 0.0]
    """
    if worst == best:
        raise ValueError("a scale needs two ends")
    return np.clip((np.asarray(values, float) - worst) / (best - worst), 0.0, 1.0)


@dataclass(frozen=True)
class Ranking:
    """Sites and places, best first.

    `scores`: `number, name, town`, points 0 to 100 as `low, score, high` (unknown values at worst, middle and best),
    `first` the share of random weightings in which it leads, `place`, and whether it could still lead (`possible`).
    `places`, by `place`: the `names` that lie too close together to be told apart, the best `score`, the sum of `first`.
    """

    scores: pd.DataFrame
    places: pd.DataFrame


@dataclass(frozen=True)
class Challenger:
    """The place that leads most often behind the first, in which share of weightings, and the criterion it excels in."""

    names: list[str]
    first: float
    criterion: str


def challenger(ranking: Ranking, matrix: Floats, criteria: Sequence[str]) -> Challenger | None:
    """Return who overtakes most easily when weights change; None where there is one place only."""
    others = ranking.places.iloc[1:]
    if others.empty:
        return None
    place = others["first"].idxmax()
    strength, held = (
        matrix[ranking.scores.index[ranking.scores["place"] == one]].max(axis=0)
        for one in (place, ranking.places.index[0])
    )
    return Challenger(
        others["names"][place],
        float(others["first"][place]),
        criteria[int(np.nan_to_num(strength - held).argmax())],
    )


def normalised(criteria: pd.DataFrame, scales: Mapping[str, tuple[float, float]]) -> Floats:
    """Return the criteria from 0 (worst) to 1 (best): on a scale of their own (worst, best), else from least to most."""
    columns = {
        name: on_scale(values, *scales[name]) if name in scales else minmax(values.to_frame(), [True])[:, 0]
        for name, values in criteria.items()
    }
    return np.column_stack(list(columns.values()))


def ranked(
    sites: pd.DataFrame,
    matrix: Floats,
    weights: pd.Series,
    generator: np.random.Generator,
    draws: int,
    same_m: float,
) -> Ranking:
    """Rank sites (`number, name, town, x, y`) by the weighted mean of a normalised matrix (sites by criteria).

    Weightings are drawn all equally likely, unknown values between worst and best. Equal scores keep the order of names,
    so that the order of the table decides nothing. Raises ValueError for weights that are none.
    """
    if (weights < 0).any() or not np.isclose(weights.sum(), 1):
        raise ValueError(f"weights must not be negative and add up to one, got {weights.tolist()}")
    low, high = score_range(matrix, weights)
    # Drawn site by site in the order of names: a stream of chance that the order of the table does not move.
    by_name = sites["name"].argsort(kind="stable").to_numpy()
    drawn = guessed(matrix[by_name], draws, generator)
    first = np.empty(len(sites))
    first[by_name] = share_of_first_places(drawn, random_weights(len(weights), draws, generator))
    scores = sites[["number", "name", "town"]].assign(
        low=100 * low, high=100 * high, score=50 * (low + high), first=first,
        place=same_place(sites, same_m), possible=possible_winners(low, high),
    )  # fmt: skip
    scores = scores.sort_values("name", kind="stable").sort_values("score", ascending=False, kind="stable")
    groups = scores.groupby("place", sort=False)
    places = groups.agg(names=("name", list), score=("score", "max"), first=("first", "sum"))
    return Ranking(scores, places)
