"""Catchments: how strongly a place draws, and how well it is served."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def pull(
    time_min: ArrayLike, people: ArrayLike, areas: ArrayLike, decay: float = 2.0, nearest_min: float = 5.0
) -> pd.Series:
    """Return how strongly one place draws the people of each area: the mean of time^-decay (Hansen 1959).

    All three have one entry an origin. Whoever lives nearer than `nearest_min` is drawn no more strongly than from
    there; whoever has no way (infinite time) not at all. Only ratios between areas mean something.
    """
    drawn = np.maximum(np.asarray(time_min, float), nearest_min) ** -decay
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
