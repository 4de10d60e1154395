"""Which municipalities resemble a region's towns, and where an option would need least."""

from collections.abc import Collection

import numpy as np
import pandas as pd

ENOUGH = 0.5  # of the desks of the option: where fewer are wanted it would stand half empty


def alike(rows: pd.DataFrame, towns: Collection[str], count: int) -> pd.DataFrame:
    """Return the municipalities nearest to the mean of `towns`: by inhabitants, out-commuters per inhabitant, minutes by rail.

    Each of the three on the log scale in its own standard deviations; those of which one is unknown are left out.
    """
    features = pd.DataFrame(
        {
            "people": np.log(rows["population"]),
            "leaving": np.log((rows["out_commuters"] / rows["population"]).where(rows["out_commuters"] > 0)),
            "rail": np.log(rows["rail_min"].where(rows["rail_min"] > 0)),
        }
    ).dropna()
    inside = features.index.isin(list(towns))
    if not inside.any():
        return rows.iloc[:0].assign(distance=[])
    scaled = (features - features[inside].mean()) / features.std()
    distance = np.sqrt((scaled**2).mean(axis=1))[~inside].nsmallest(count)
    return rows.loc[distance.index].assign(distance=distance)


def least_need(rows: pd.DataFrame, desks: float, count: int) -> pd.DataFrame:
    """Return the municipalities that want enough desks for an option of so many, the lowest public cost per user first,
    of equal ones that with the largest demand; where none wants enough, that which wants most."""
    enough = rows[rows["desks"] >= min(ENOUGH * desks, rows["desks"].max())]
    return enough.sort_values(["public_per_user", "desks"], ascending=[True, False]).head(count)
