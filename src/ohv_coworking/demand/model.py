"""The whole demand of a region: from residents and from supply to occupied desks, joined, and to desks for each town.

Every input may be one value or an array of draws; a hundred thousand draws are one call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.demand.occupancy import desks_by_service, occupied_desks
from ohv_coworking.demand.pooling import pooled
from ohv_coworking.demand.segments import other_users, self_employed_users
from ohv_coworking.demand.supply_benchmark import PER
from ohv_coworking.parameters.assumptions import OUT_COMMUTERS
from ohv_coworking.parameters.chains import Left, along

Draws = Mapping[str, np.ndarray]
SHARES = ("remote_share", "employer_consent", "preference_share", "take_up")
"""Assumptions from out-commuters to employed users, in their order."""
OF_SEGMENTS = (*SHARES, "freelancer_share", "town_participation", "others_share")
INPUTS = (*OF_SEGMENTS, "days_per_week", "busiest_day_share", "utilisation")
"""Assumptions that are drawn; `full_house` is decided."""
SEGMENTS = ("employed", "self_employed", "others")
# A way may find nobody, but ways are joined by their factors: it then stands for a desk occupied one day in a hundred.
LEAST_OCCUPIED = 0.01


@dataclass(frozen=True)
class Ground:
    """What is known of the towns: one entry each; None for what the region's files lack."""

    population: np.ndarray
    out_commuters: np.ndarray | None
    self_employed_part: np.ndarray | None
    users_in_country: float
    full_house: float
    shares: Sequence[Any]  # the assumptions from out-commuters to users, in their order


def ground_frame(ground: Ground, towns: Sequence[str]) -> pd.DataFrame:
    """Return what is known of each town, one row each: `ags`, `population`, `out_commuters`, `self_employed_part`."""
    held = {name: getattr(ground, name) for name in ("population", "out_commuters", "self_employed_part")}
    return pd.DataFrame({"ags": list(towns), **held}, columns=["ags", *held])


class Demand(NamedTuple):
    """Arrays of draws; users by segment and desks by town are towns × draws."""

    chain: list[Left]
    users: dict[str, np.ndarray]
    occupied: dict[str, np.ndarray]
    together: np.ndarray
    desks: np.ndarray
    town_desks: np.ndarray


def demand(
    ground: Ground, drawn: Draws, density: np.ndarray | None, others: Mapping[str, np.ndarray] | None = None
) -> Demand:
    """Return the demand of a region for draws of the assumptions by name.

    `density` holds draws of the desks per 1,000 inhabitants in comparable towns, `others` the occupied desks of further
    ways. Ways that the data do not allow are left out; without any, ValueError.
    """
    chain, users = _users(ground, drawn)
    occupied = {}
    if users:
        occupied["segments"] = occupied_desks(sum(users.values()).sum(axis=0), drawn["days_per_week"])
    if density is not None:
        occupied["supply"] = density * ground.population.sum() / PER * drawn["utilisation"]
    occupied |= others or {}
    if not occupied:
        raise ValueError("no way to estimate demand")
    occupied = {way: np.maximum(found, LEAST_OCCUPIED) for way, found in occupied.items()}
    together = pooled(np.vstack(np.broadcast_arrays(*occupied.values())))
    inhabitants = np.asarray(ground.population, float)[:, None]
    by_town = sum(users.values()) if users else inhabitants
    by_town = np.where(by_town.sum(axis=0) > 0, by_town, inhabitants)
    town_desks = desks_for(ground, drawn, together * by_town / by_town.sum(axis=0))
    return Demand(chain, users, occupied, together, desks_for(ground, drawn, together), town_desks)


def demand_apart(ground: Ground, drawn: Draws, density: np.ndarray) -> np.ndarray:
    """Return the desks (towns × draws) of towns that are each a region of its own, as `demand` finds them one by one.

    `density` (towns × draws) holds the desks per 1,000 inhabitants in towns comparable with each, NaN where there are none.
    """
    users = _users(ground, drawn)[1]
    population = np.asarray(ground.population, float)[:, None]
    supply = density * population / PER * drawn["utilisation"]
    segments = occupied_desks(sum(users.values()), drawn["days_per_week"])
    supply = np.where(np.isnan(supply), segments, supply)
    ways = np.maximum(np.stack(np.broadcast_arrays(segments, supply)), LEAST_OCCUPIED)
    return desks_for(ground, drawn, pooled(ways))


def _users(ground: Ground, drawn: Draws) -> tuple[list[Left], dict[str, np.ndarray]]:
    """Return who is left of the out-commuters after each share, and the users by segment (towns × draws)."""
    if ground.out_commuters is None:
        return [], {}
    steps = [(one, drawn[one.name]) for one in ground.shares]
    chain = along(OUT_COMMUTERS, np.asarray(ground.out_commuters, float)[:, None], steps)
    users = {"employed": chain[-1].people}
    if ground.self_employed_part is not None:
        users["self_employed"] = self_employed_users(
            ground.users_in_country, drawn["freelancer_share"], ground.self_employed_part, drawn["town_participation"]
        )  # fmt: skip
    users["others"] = other_users(sum(users.values()), drawn["others_share"])
    return chain, users


def desks_for(ground: Ground, drawn: Draws, occupied: np.ndarray) -> np.ndarray:
    """Return the desks that so many occupied ones need on the busiest day, in one house."""
    return desks_by_service(occupied, drawn["days_per_week"], drawn["busiest_day_share"], ground.full_house)
