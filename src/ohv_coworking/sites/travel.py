"""How people of each kind get about: by car, by bike, or with neither, on foot and by bus and rail.

Whoever has a bike may ride it to the stop; whoever has neither walks there. Everybody takes the fastest way of what
he has, so that a further means of travel never makes a way longer.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ohv_coworking.sites.rail_network import door_to_door
from ohv_coworking.sites.reach import share_within
from ohv_coworking.sites.site_access import Floats, Pace, at_most

# Whom the ways are told of; how today's commuters travel says how many each are.
TRAVELLERS = {
    "car": ("commute_mode_car",),
    "bike": ("commute_mode_bike",),
    "neither": ("commute_mode_public_transport", "commute_mode_walk"),
}


@dataclass(frozen=True)
class Travel:
    """The stops of a network (`x`, `y` in metres), the minutes between them, and what one accepts beside the ride."""

    stops: pd.DataFrame
    between_min: Floats
    walking: Pace
    cycling: Pace
    driving: Pace
    to_stop_min: float
    from_stop_min: float

    def ways(self, origins: pd.DataFrame, sites: pd.DataFrame) -> dict[str, Floats]:
        """Return for each kind of `TRAVELLERS` the minutes from each origin (row) to each site (column)."""
        walk, ride = self.walking.minutes(origins, sites), self.cycling.minutes(origins, sites)
        egress = at_most(self.walking.minutes(self.stops, sites), self.from_stop_min)
        # What is farther from all sites than the slowest direct way is on nobody's way.
        useful = (self.between_min[:, np.isfinite(egress).any(axis=1)] <= walk.max(initial=0.0)).any(axis=1)
        stops, between = self.stops[useful], self.between_min[np.ix_(useful, useful)]

        def by_stop(pace: Pace, direct: Floats) -> Floats:
            access = at_most(pace.minutes(origins, stops), self.to_stop_min)
            return door_to_door(access, between, egress[useful], direct)

        return {
            "car": self.driving.minutes(origins, sites),
            "bike": by_stop(self.cycling, ride),
            "neither": by_stop(self.walking, walk),
        }


def traveller_shares(found: dict[str, float]) -> pd.Series:
    """Return how many of a hundred commuters are of each kind of `TRAVELLERS`, as shares that add up to one.

    `found` has the value of each indicator; the few with other means of travel are left out.
    """
    sums = pd.Series(
        {kind: sum(found[one] for one in names) for kind, names in TRAVELLERS.items()}, dtype=float
    )
    return sums / sums.sum()


def stacked(ways: dict[str, Floats], people: np.ndarray, shares: pd.Series) -> tuple[np.ndarray, Floats]:
    """Return the people of all kinds as one list of origins, and their minutes to each site."""
    return np.concatenate([np.asarray(people) * share for share in shares]), np.vstack(
        [ways[kind] for kind in shares.index]
    )


def reached_by_kind(
    ways: dict[str, Floats], people: np.ndarray, areas: np.ndarray, limit_min: float, shares: pd.Series
) -> pd.DataFrame:
    """Return for each area the share of its people who need at most `limit_min` to the nearest of the sites.

    One column a kind of traveller, as if all were of it, and `all`: the kinds weighted by their shares.
    """
    reached = pd.DataFrame(
        {kind: share_within(ways[kind].min(axis=1), people, areas, limit_min) for kind in shares.index}
    )
    return reached.assign(all=reached @ shares)


def way_to_city(
    homes: pd.DataFrame,
    stations: pd.DataFrame,
    city: str,
    to_city_min: Floats,
    cycling: Pace,
    to_stop_min: float,
) -> pd.DataFrame:
    """Return for each town how far its people live from the city's stations: `straight_km`, and `public_min`.

    `homes` has `x`, `y`, `people`, `ags`; the city's stations count by their departures. `public_min` is the mean
    of those who can ride a bike to a stop within `to_stop_min`, with the mean ride into the city `to_city_min` of it.
    """
    weight = stations["departures_per_weekday"].where(stations["ags"] == city, 0.0).to_numpy(float)
    there = stations[weight > 0]
    apart = np.hypot(*(homes[axis].to_numpy()[:, None] - there[axis].to_numpy() for axis in ("x", "y")))
    access = at_most(cycling.minutes(homes, stations), to_stop_min)
    public = (access + to_city_min).min(axis=1) if len(there) else np.full(len(homes), np.inf)
    held = homes[["ags", "people"]].assign(
        km=homes["people"] * (apart @ weight[weight > 0] / weight.sum() if len(there) else np.nan) / 1000,
        served=homes["people"] * np.isfinite(public),
        minutes=homes["people"] * np.where(np.isfinite(public), public, 0.0),
    )
    sums = held.groupby("ags", sort=False).sum()
    return pd.DataFrame(
        {"straight_km": sums["km"] / sums["people"], "public_min": sums["minutes"] / sums["served"]}
    )
