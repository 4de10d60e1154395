"""Who can be somewhere within so many minutes, on foot or by bike.

Positions are metres in an equal-area projection (EPSG:3035), demand is people per cell.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]


def radius_m(minutes: ArrayLike, speed_km_h: ArrayLike, detour: ArrayLike) -> ArrayLike:
    """Return how far one gets as the crow flies; `detour` is way length over straight line.

    >>> radius_m(15, speed_km_h=5.2, detour=1.3)
    1000.0
    """
    if np.any(np.asarray(detour) < 1) or np.any(np.asarray(speed_km_h) <= 0):
        raise ValueError("a way is at least as long as the straight line, a speed is positive")
    return minutes / 60 * speed_km_h * 1000 / detour


def scale_to_municipalities(cells: pd.DataFrame, population_today: pd.Series) -> pd.Series:
    """Return the people per cell, scaled so that each municipality adds up to its count of today.

    `cells` has columns `ags` and `population`; `population_today` is indexed by `ags`.
    Cells of a municipality without a count of today are NaN: not known, not old.
    The pattern within a municipality stays that of the grid: new quarters are missing.
    """
    return cells["population"] * (
        cells["ags"].map(population_today) / cells.groupby("ags")["population"].transform("sum")
    )


def split_cells(cells: pd.DataFrame, cell_size_m: float = 1000, parts: int = 10) -> pd.DataFrame:
    """Return each cell (columns `x`, `y`, `people`; centre in metres) as parts² cells with equal shares.

    A cell cut by a circle then counts with its share of area.
    People spread evenly over a cell is the estimate that adds nothing to what the grid says.
    """
    steps = ((np.arange(parts) + 0.5) / parts - 0.5) * cell_size_m
    east, north = (steps_2d.ravel() for steps_2d in np.meshgrid(steps, steps))
    return pd.DataFrame(
        {
            "x": np.add.outer(cells["x"].to_numpy(), east).ravel(),
            "y": np.add.outer(cells["y"].to_numpy(), north).ravel(),
            "people": np.repeat(cells["people"].to_numpy() / parts**2, parts**2),
        }
    )


def distances_m(origins: ArrayLike, destinations: ArrayLike) -> Floats:
    """Return straight distances between two lists of (x, y), origins in rows."""
    origins, destinations = np.asarray(origins, float), np.asarray(destinations, float)
    return np.hypot(*(origins[:, None, axis] - destinations[None, :, axis] for axis in (0, 1)))


def travel_minutes(distance_m: ArrayLike, speed_km_h: float, detour: float) -> Floats:
    """Return the minutes for a straight distance at a speed with a detour factor."""
    return np.asarray(distance_m, float) * detour / (speed_km_h * 1000 / 60)


def near(cells: pd.DataFrame, sites: pd.DataFrame, limit_m: float) -> pd.DataFrame:
    """Return the cells whose centre (`x`, `y`) lies within a distance of any site."""
    return cells[distances_m(cells[["x", "y"]], sites[["x", "y"]]).min(axis=1) <= limit_m]


def same_place(sites: pd.DataFrame, within_m: float) -> NDArray[np.int_]:
    """Return a number per site, equal for sites (`x`, `y`) joined by gaps of at most `within_m`."""
    positions = sites[["x", "y"]]
    _, place = connected_components(distances_m(positions, positions) <= within_m, directed=False)
    return place


def people_within(minutes: ArrayLike, people: ArrayLike, limit_min: float) -> Floats:
    """Return how many people need at most `limit_min` to each site (`minutes`: origins by sites)."""
    return np.asarray(people, float) @ (np.asarray(minutes, float) <= limit_min)


def people_within_drawn(distance_m: ArrayLike, people: ArrayLike, radius_m: ArrayLike) -> Floats:
    """Return how many people live within each radius (row) of each site (column); `distance_m`: origins by sites."""
    distances, people = np.asarray(distance_m, float), np.asarray(people, float)
    found = []
    for column in distances.T:
        order = column.argsort(kind="stable")
        among = np.concatenate([[0.0], people[order].cumsum()])
        found.append(among[np.searchsorted(column[order], radius_m, side="right")])
    return np.column_stack(found)


def share_within(minutes: ArrayLike, people: ArrayLike, areas: ArrayLike, limit_min: float) -> pd.Series:
    """Return the share of each area's people who need at most `limit_min`; all three have one entry an origin."""
    held = pd.DataFrame({"area": np.asarray(areas), "people": np.asarray(people, float)})
    held["within"] = held["people"] * (np.asarray(minutes, float) <= limit_min)
    sums = held.groupby("area", sort=False)[["within", "people"]].sum()
    return sums["within"] / sums["people"]
