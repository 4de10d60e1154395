"""Demand read from supply: how many desks comparable places offer per inhabitant, carried over to the region.

Independent of the commuter funnel: it uses no share that was asked or assumed, only desks that exist.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

PER = 1000


def inhabitants_by_town(directory: pd.DataFrame, exclude: list[str]) -> pd.Series:
    """Return inhabitants by plain town name (`Eberswalde`), without the municipalities whose keys are excluded.

    A name that several municipalities share is left out: it could mean any of them.
    """
    held = directory[~directory["ags"].isin(exclude)]
    people = held.set_index(held["name"].str.partition(",")[0])["population"]
    return people[~people.index.duplicated(keep=False)]


def desks_per_inhabitants(spaces: pd.DataFrame, inhabitants: pd.Series) -> pd.DataFrame:
    """Return `town, desks, inhabitants, density` of the towns whose spaces state their desks.

    `spaces` has `town` and `desks`, `inhabitants` is indexed by town name; `density` is desks per 1,000
    inhabitants.  Spaces without a desk number make a town's density a lower bound.
    """
    stated = spaces.dropna(subset=["desks"]).groupby("town", as_index=False)["desks"].sum()
    held = stated[stated["town"].isin(inhabitants.index)]
    people = held["town"].map(inhabitants)
    return held.assign(inhabitants=people, density=PER * held["desks"] / people).sort_values(
        "density", ignore_index=True
    )


def carried_over(density: ArrayLike, inhabitants: float) -> tuple[float, float, float]:
    """Return lowest, median and highest number of desks that the densities would mean for `inhabitants`.

    >>> carried_over([0.5, 1.0, 2.0], 10_000)
    (5.0, 10.0, 20.0)
    """
    desks = np.asarray(density) * inhabitants / PER
    return float(desks.min()), float(np.median(desks)), float(desks.max())
