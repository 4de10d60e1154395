"""Hours, kilometres and CO2 that working near home saves, after the residual trip to the space itself.

Factors in g CO2e per person-kilometre already contain the occupancy of a car (TREMOD); multiply by persons per
car only to get vehicle-kilometres.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

GRAMS_PER_TONNE = 1_000_000
# Greenhouse gases of a person-kilometre by mode, as the benchmarks name them.
FACTORS = {
    "car": "ghg_per_pkm_car",
    "rail": "ghg_per_pkm_local_rail",
    "public": "ghg_per_pkm_public_transport_mean",
}
WAYS = {"car": "car", "public transport": "public", "bicycle": "bike", "on foot": "walk"}


@dataclass(frozen=True)
class TravelSavings:
    """What one year of working days near home saves, all users together; arrays where ranges went in."""

    days: np.ndarray
    hours: np.ndarray
    kilometres: np.ndarray
    car_kilometres: np.ndarray
    co2_tonnes: np.ndarray


def travel_savings(
    days: ArrayLike,
    *,
    distance_km: ArrayLike,
    minutes: ArrayLike,
    residual_km: ArrayLike,
    residual_minutes: ArrayLike,
    modes: Mapping[str, ArrayLike],
    residual_modes: Mapping[str, ArrayLike],
    grams_per_km: Mapping[str, ArrayLike],
    replacing_commute: ArrayLike = 1.0,
) -> TravelSavings:
    """Return what `days` of working near home save in a year.

    Distances and minutes are one way, to work and to the space; modes are shares of the days that add up to 1;
    `replacing_commute` is the share of days on which a trip to work really falls away: the others, spent at
    home before, only add the way to the space.
    Raises ValueError for mode shares that do not add up to 1 or a mode without factor.
    """
    _check_modes(modes, grams_per_km)
    _check_modes(residual_modes, grams_per_km)
    days, replaced = np.asarray(days, float), np.asarray(replacing_commute, float)
    return_trips = 2 * days
    avoided_km, added_km = replaced * np.asarray(distance_km), np.asarray(residual_km)
    avoided_car, added_car = np.asarray(modes.get("car", 0)), np.asarray(residual_modes.get("car", 0))
    grams = avoided_km * mean_grams(modes, grams_per_km) - added_km * mean_grams(residual_modes, grams_per_km)
    return TravelSavings(
        days=days,
        hours=return_trips * (replaced * np.asarray(minutes) - np.asarray(residual_minutes)) / 60,
        kilometres=return_trips * (avoided_km - added_km),
        car_kilometres=return_trips * (avoided_km * avoided_car - added_km * added_car),
        co2_tonnes=return_trips * grams / GRAMS_PER_TONNE,
    )


def commute_savings(
    days: ArrayLike,
    assumptions: Mapping[str, ArrayLike],
    grams_per_km: Mapping[str, ArrayLike],
    residual_modes: Mapping[str, ArrayLike],
) -> TravelSavings:
    """Return what `days` of use save in a year for one value, or one array of draws, of each assumption by its name."""
    return travel_savings(
        days,
        distance_km=assumptions["commute_distance"],
        minutes=assumptions["commute_minutes"],
        residual_km=assumptions["residual_distance"],
        residual_minutes=assumptions["residual_minutes"],
        modes={"car": 1 - assumptions["rail_share"], "rail": assumptions["rail_share"]},
        residual_modes=residual_modes,
        grams_per_km=grams_per_km,
        replacing_commute=assumptions["replaced_commute_share"],
    )


def ways_to_space(benchmarks: pd.DataFrame) -> dict[str, float]:
    """Return by which modes users come to their space, as shares of one, out of the benchmarks."""
    ways = benchmarks[benchmarks["indicator"] == "mode_share_to_space"].set_index("subject")["value"]
    return (ways / ways.sum()).rename(WAYS).to_dict()


def mean_grams(modes: Mapping[str, ArrayLike], grams_per_km: Mapping[str, ArrayLike]) -> np.ndarray:
    """Return g CO2e per person-kilometre of a mix of modes."""
    return sum(np.asarray(share) * np.asarray(grams_per_km[mode]) for mode, share in modes.items())


def _check_modes(modes: Mapping[str, ArrayLike], grams_per_km: Mapping[str, ArrayLike]) -> None:
    if missing := set(modes) - set(grams_per_km):
        raise ValueError(f"no emission factor for {sorted(missing)}")
    total = sum(np.asarray(share, float) for share in modes.values())
    if not np.allclose(total, 1, atol=1e-6):
        raise ValueError(f"mode shares add up to {total}, not 1")
