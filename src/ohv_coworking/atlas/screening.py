"""The demand of many municipalities at once, each a region of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ohv_coworking.demand.model import Ground, demand_apart
from ohv_coworking.demand.supply_benchmark import PER
from ohv_coworking.parameters import Assumption
from ohv_coworking.region.latest import latest_complete
from ohv_coworking.region.self_employed import self_employed_around

LOW_MIDDLE_HIGH = (0.1, 0.5, 0.9)
AT_ONCE = 500  # municipalities whose draws are held at the same time


@dataclass(frozen=True)
class Municipalities:
    """The municipalities of a Land by key (`ags`): `name, population, latitude, longitude, out_commuters` and the part of the
    country's self-employed (`self_employed_part`), NaN where unknown; the day of the commuters, the year of the self-employed."""

    frame: pd.DataFrame
    commuters_day: str
    self_employed_period: str


def municipalities_of(
    directory: pd.DataFrame, employment: pd.DataFrame, facts: pd.DataFrame, state: str
) -> Municipalities:
    """Return what the files know of the municipalities of a Land (key of two digits), all of one vintage."""
    held = directory[directory["ags"].str.fullmatch(rf"{state}\d{{6}}")].set_index("ags")
    held = held[["name", "population", "latitude", "longitude"]].assign(
        name=held["name"].str.replace(",.*", "", regex=True)
    )
    leaving = employment[employment["ags"].str.fullmatch(rf"{state}\d{{6}}")].dropna(subset="out_commuters")
    leaving = latest_complete(leaving) if len(leaving) else leaving
    held["out_commuters"] = leaving.set_index("ags")["out_commuters"].reindex(held.index)
    living = self_employed_around(facts, employment, [], [state])
    held["self_employed_part"] = np.nan
    if living is not None:
        people = employment[employment["ags"].str.fullmatch(rf"{state}\d{{6}}")].dropna(
            subset="employed_at_residence"
        )
        known = held.index.intersection(latest_complete(people)["ags"])
        around = self_employed_around(facts, employment, known, [state])
        held.loc[known, "self_employed_part"] = around.town_shares * around.area / around.country
    day = leaving["date"].iloc[0] if len(leaving) else ""
    return Municipalities(held, day, living.period if living else "")


def comparable_density(
    found: pd.DataFrame,
    looked: pd.DataFrame,
    sizes: np.ndarray,
    factor: float,
    generator: np.random.Generator,
    count: int,
) -> np.ndarray:
    """Return draws (municipalities × draws) of the desks per 1,000 inhabitants in the comparable towns of each; NaN without any.

    `looked` are the towns looked into (`supply_benchmark.existing_desks`), `sizes` what a space of unknown size may have. The
    draws are those of `supply_benchmark.drawn_density` with one set of weights for all: normalised exponentials are the
    Dirichlet distribution of any choice among them.
    """
    weights = generator.standard_exponential((len(looked), count))
    desks = np.repeat(looked["desks"].to_numpy(float)[:, None], count, axis=1)
    for at, unknown in enumerate(looked["unknown"].astype(int)):
        desks[at] += generator.choice(sizes, (count, unknown)).sum(axis=1) if len(sizes) else 0
    people, population = looked["population"].to_numpy(float), found["population"].to_numpy(float)[:, None]
    beside = (people >= population / factor) & (people <= population * factor)
    beside &= looked["ags"].to_numpy() != np.asarray(found.index)[:, None]
    beside &= (beside & (looked["spaces"].to_numpy() > 0)).any(axis=1)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        return PER * (beside @ (weights * desks)) / (beside @ (weights * people[:, None]))


def screened_demand(
    found: pd.DataFrame,
    density: np.ndarray,
    drawn: Mapping[str, np.ndarray],
    shares: Sequence[Assumption],
    users_in_country: float,
    full_house: float,
) -> np.ndarray:
    """Return draws of the whole desks of each municipality (municipalities × draws)."""
    parts = []
    for start in range(0, len(found), AT_ONCE):
        here = found.iloc[start : start + AT_ONCE]
        ground = Ground(
            here["population"].to_numpy(float), here["out_commuters"].to_numpy(float), here["self_employed_part"].fillna(0.0).to_numpy(),
            users_in_country, full_house, shares,
        )  # fmt: skip
        desks = demand_apart(ground, drawn, density[start : start + AT_ONCE])
        parts.append(desks.astype(np.int32))
    return np.vstack(parts)


def desk_ranges(desks: np.ndarray, index: pd.Index) -> pd.DataFrame:
    """Return draws as `low, desks, high`: their 10 %, 50 % and 90 % points."""
    return pd.DataFrame(np.quantile(desks, LOW_MIDDLE_HIGH, axis=1).T, index, ["low", "desks", "high"])
