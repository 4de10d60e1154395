"""Catchments: who goes to which site, and how well a place is served.

Everything works on a matrix of origins (rows) by sites (columns).
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def utility(size: ArrayLike, time_min: ArrayLike, gamma: float = 1.0, decay: float = 2.0) -> Floats:
    """Return size^gamma · time^-decay for each origin (row) and site (column); times must be positive.

    The sum over sites is the accessibility of Hansen (1959).
    """
    size, time_min = np.asarray(size, float), np.asarray(time_min, float)
    if (time_min <= 0).any() or (size < 0).any():
        raise ValueError("times must be positive and sizes not negative")
    return size**gamma * time_min**-decay


def huff(size: ArrayLike, time_min: ArrayLike, gamma: float = 1.0, decay: float = 2.0) -> Floats:
    """Return the probability that an origin (row) chooses a site (column), after Huff (1962).

    Origins that can reach no site (infinite times) choose none: their row is zero.

    >>> huff([5000, 10000], [[10, 5]]).round(4).tolist()
    [[0.1111, 0.8889]]
    """
    attraction = utility(size, time_min, gamma, decay)
    total = attraction.sum(axis=1, keepdims=True)
    return np.divide(attraction, total, out=np.zeros_like(attraction), where=total > 0)


def pull(
    time_min: ArrayLike, people: ArrayLike, areas: ArrayLike, decay: float = 2.0, nearest_min: float = 5.0
) -> pd.Series:
    """Return how strongly one place draws the people of each area: the mean of time^-decay (Hansen 1959).

    All three have one entry an origin. Whoever lives nearer than `nearest_min` is drawn no more strongly than from
    there; whoever has no way (infinite time) not at all. Only ratios between areas mean something.
    """
    drawn = utility(1.0, np.maximum(np.asarray(time_min, float), nearest_min), decay=decay)
    people = np.asarray(people, float)
    sums = (
        pd.DataFrame({"area": np.asarray(areas), "drawn": drawn * people, "people": people})
        .groupby("area", sort=False)
        .sum()
    )
    return sums["drawn"] / sums["people"]


def step_weights(cost: ArrayLike, limits: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the weight of the first limit that a cost does not exceed, zero beyond the last.

    The weights of the enhanced floating catchment (Luo and Qi 2009) are 1, 0.68, 0.22.

    >>> step_weights([5, 25, 99], limits=[20, 40, 60], weights=[1, 0.68, 0.22]).tolist()
    [1.0, 0.68, 0.0]
    """
    limits = np.asarray(limits, float)
    if (np.diff(limits) <= 0).any():
        raise ValueError("limits must increase")
    return np.append(np.asarray(weights, float), 0.0)[np.searchsorted(limits, cost, side="left")]


def floating_catchment(demand: ArrayLike, supply: ArrayLike, weights: ArrayLike) -> Floats:
    """Return supply per head of demand as seen from each origin, by two-step floating catchment areas.

    `weights` (origins by sites) is 0/1 for the classic form (Luo and Wang 2003) or graded for the enhanced one.
    A site nobody can reach supplies nobody.
    """
    demand, supply, weights = (np.asarray(given, float) for given in (demand, supply, weights))
    reached = demand @ weights
    ratio = np.divide(supply, reached, out=np.zeros_like(supply), where=reached > 0)
    return weights @ ratio


def reilly_share(people_a: float, people_b: float, distance_a: float, distance_b: float) -> float:
    """Return the share of trade that town A draws from a place between A and B (Reilly 1931).

    >>> round(reilly_share(39851, 37366, 27, 25), 4)
    0.4776
    """
    ratio = people_a / people_b * (distance_b / distance_a) ** 2
    return ratio / (1 + ratio)


def breaking_point(people_a: float, people_b: float, distance: float) -> float:
    """Return the distance from A at which the pull of A and B is equal (Converse 1949).

    >>> round(breaking_point(400_000, 200_000, 80), 2)
    46.86
    """
    return distance / (1 + (people_b / people_a) ** 0.5)
