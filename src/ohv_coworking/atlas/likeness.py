"""Which municipalities resemble a region's towns, and where an option would need least."""

from collections.abc import Collection

import numpy as np
import pandas as pd

ENOUGH = 0.5  # of the desks of the option: where fewer are wanted it would stand half empty


def alike(rows: pd.DataFrame, towns: Collection[str], count: int) -> pd.DataFrame:
    """Return the municipalities nearest to the mean of `towns` in what is known of these; those of which it is not are left out.

    Each feature counts on the log scale in its own standard deviations.
    """
    features = compared_features(rows, towns).dropna()
    inside = features.index.isin(list(towns))
    if not inside.any():
        return rows.iloc[:0].assign(distance=[])
    scaled = (features - features[inside].mean()) / features.std()
    distance = np.sqrt((scaled**2).mean(axis=1))[~inside].nsmallest(count)
    return rows.loc[distance.index].assign(distance=distance)


def compared_features(rows: pd.DataFrame, towns: Collection[str]) -> pd.DataFrame:
    """Return the logarithms of what municipalities are compared by (German, dative), as far as it is known of `towns`."""
    held = pd.DataFrame(
        {
            "Einwohnern": rows["population"],
            "Anteil der Auspendelnden": rows["out_commuters"] / rows["population"],
            "Fahrzeit mit der Bahn": rows["rail_min"],
        }
    )
    features = np.log(held.where((held > 0) & np.isfinite(held)))
    return features.loc[:, features[rows.index.isin(list(towns))].notna().any()]


def least_need(rows: pd.DataFrame, desks: float) -> pd.DataFrame:
    """Return the municipalities that want enough desks for an option of so many, the lowest public cost per user first,
    of equal ones that with the largest demand; where none wants enough, that which wants most. Of an unknown number (NaN) all
    want enough."""
    enough = rows[rows["desks"] >= np.fmin(ENOUGH * np.nan_to_num(desks), rows["desks"].max())]
    return enough.sort_values(["public_per_user", "desks"], ascending=[True, False])
