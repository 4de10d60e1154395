"""What a site offers: people around it, trains to it, commuters who pass it.

Positions are frames with `x` and `y` in metres (EPSG:3035); minutes are matrices, origins in rows.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ohv_coworking.formats.timetable.timetable_frames import Timetable
from ohv_coworking.sites.catchment import step_weights
from ohv_coworking.sites.rail_network import Waiting, rides, station_minutes
from ohv_coworking.sites.reach import distances_m, travel_minutes

Floats = NDArray[np.float64]
LONGEST_FOOTPATH_MIN = 10.0  # a change between stations farther apart is no change but a walk


@dataclass(frozen=True)
class Pace:
    """How fast one gets somewhere without a timetable."""

    speed_km_h: float
    detour: float

    def minutes(self, origins: pd.DataFrame, destinations: pd.DataFrame) -> Floats:
        """Return the minutes from each origin (row) to each destination (column)."""
        straight = distances_m(origins[["x", "y"]], destinations[["x", "y"]])
        return travel_minutes(straight, self.speed_km_h, self.detour)


def at_most(minutes: Floats, limit_min: float) -> Floats:
    """Return the minutes with whatever exceeds the limit out of reach (inf)."""
    return np.where(minutes <= limit_min, minutes, np.inf)


def rail_minutes(
    timetable: Timetable,
    stations: pd.DataFrame,
    time_of_day: str,
    service_day_hours: float,
    waiting: Waiting,
    walking: Pace,
) -> Floats:
    """Return the minutes between all stations of a timetable, `stations` being their positions in its order."""
    footpaths = at_most(walking.minutes(stations, stations), LONGEST_FOOTPATH_MIN)
    segments = timetable.frequencies(time_of_day, service_day_hours)
    return station_minutes(timetable.stations["station_id"], rides(segments), footpaths, waiting)


def mean_minutes_to(stations: pd.DataFrame, ags: str, between_min: Floats) -> Floats:
    """Return the mean minutes from each station to those of a municipality, busy stations counting more."""
    weight = stations["departures_per_weekday"].where(stations["ags"] == ags, 0.0).to_numpy(float)
    there = weight > 0
    if not there.any():
        return np.full(len(stations), np.nan)
    return between_min[:, there] @ weight[there] / weight[there].sum()


def boarding(access_min: Floats, onward_min: ArrayLike, commuters: ArrayLike) -> Floats:
    """Return the commuters per station for whom it is the fastest way; those without any way board nowhere.

    `access_min` origins by stations, `onward_min` from each station to where they go, `commuters` per origin.
    """
    total = access_min + np.asarray(onward_min, float)
    fastest, reachable = total.argmin(axis=1), np.isfinite(total).any(axis=1)
    weights = np.asarray(commuters, float) * reachable
    return np.bincount(fastest, weights=weights, minlength=total.shape[1])


def spread_by_people(cells: pd.DataFrame, totals: pd.Series) -> pd.Series:
    """Return totals per municipality (indexed by `ags`) spread over its cells (`ags`, `people`) by population."""
    share = cells["people"] / cells.groupby("ags")["people"].transform("sum")
    return share * cells["ags"].map(totals).fillna(0.0)


def passing(
    to_station_min: Floats, boarding: ArrayLike, walk_min: ArrayLike, weights: ArrayLike = (1.0, 0.68, 0.22)
) -> Floats:
    """Return the commuters who pass each site (row of `to_station_min`) on their way to the train.

    A station counts in full within `walk_min` of the site, up to twice and three times as far with the further
    weights: those of the enhanced floating catchment (Luo and Qi 2009).
    """
    limits = walk_min * np.arange(1, len(weights) + 1)
    return step_weights(to_station_min, limits, weights) @ np.asarray(boarding, float)


def rail_commuters(
    to_station_min: Floats, boarding: ArrayLike, walk_min: Floats, rail_share: Floats
) -> Floats:
    """Return the rail commuters who pass each site (draws by sites) for draws of the walk accepted and of the share of rail."""
    passed = [passing(row / walk_min[:, None], boarding, 1.0) for row in to_station_min]
    return np.column_stack(passed) * rail_share[:, None]


def uncontested_share(minutes: Floats, people: ArrayLike, existing: ArrayLike, limit_min: float) -> Floats:
    """Return per site the share of people within the limit who have no existing space within it.

    `minutes` origins by sites, `existing` says which sites hold a space today: a space counts for its own site as for
    its neighbour's, so that an incumbent is not ahead of a newcomer next door. NaN where nobody is in reach, and
    everywhere if no space is known: a list without spaces proves nothing.
    """
    existing, people = np.asarray(existing, bool), np.asarray(people, float)
    reached = minutes <= limit_min
    within = people @ reached
    alone = people @ (reached & ~reached[:, existing].any(axis=1)[:, None])
    known = existing.any() & (within > 0)
    return np.divide(alone, within, out=np.full(len(within), np.nan), where=known)
