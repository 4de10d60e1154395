"""Demand read from supply: the desks that comparable towns offer per inhabitant, carried over to the region.

Independent of the segments: it uses no share that was asked or assumed, only spaces that exist.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.parameters.span_draws import span_draws
from ohv_coworking.region.spaces import TRANSCRIBED

PER = 1000


class TownComparison(NamedTuple):
    """Comparable towns with their spaces, where they lie in German words, and the sizes of known spaces in such towns."""

    area: str
    towns: pd.DataFrame
    sizes: np.ndarray

    @property
    def known(self) -> bool:
        """Say whether desks for each inhabitant follow from them."""
        return bool(self.towns["spaces"].any() and len(self.sizes))


class Houses(NamedTuple):
    """Spaces in operation in the region: their names, those of unknown size, draws of the desks of all others."""

    names: list[str]
    unknown: list[str]
    desks: np.ndarray | None


def compare_towns(
    directory: pd.DataFrame,
    spaces: pd.DataFrame,
    towns: Sequence[str],
    state: str,
    compared: Sequence[str],
    factor: float,
) -> TownComparison:
    """Return the comparable towns of the Land (key `state`) or, if none of them has a space, of all Länder.

    Town names repeat across Germany, hence the Land first; see `comparable_towns` for the rest.
    """
    own, in_land = directory[directory["ags"].isin(towns)], directory["ags"].str.startswith(state)

    def beside(known: pd.DataFrame) -> pd.DataFrame:
        known = pd.concat([known, own]).drop_duplicates("ags")
        return existing_desks(comparable_towns(known, spaces, towns, compared, factor), spaces)

    area, found = "des Landes", beside(directory[in_land])
    if not found["spaces"].any():
        area, found = "anderer Länder", beside(directory)
    return TownComparison(area, found, sizes_in_small_towns(spaces, directory))


def houses_in(
    names: pd.Series, spaces: pd.DataFrame, stream: Callable[[str], np.random.Generator], count: int
) -> Houses:
    """Return the spaces in operation in towns of these names; `stream` gives the random numbers for a text."""
    here = spaces[spaces["town"].isin(plain_name(names)) & in_operation(spaces)]
    ends = here[["desks_low", "desks_high"]].apply(lambda column: column.fillna(here["desks"]))
    known = ends.notna().all(axis=1)
    drawn = [
        span_draws((low, (low + high) / 2, high), stream(f"desks of {name}"), count)
        for name, low, high in zip(here["name"][known], *ends[known].to_numpy(float).T, strict=True)
    ]
    return Houses(list(here["name"]), list(here["name"][~known]), sum(drawn) if drawn else None)


def plain_name(names: pd.Series) -> pd.Series:
    """Return town names as the list of spaces writes them: `Fürstenberg/Havel, Stadt` → `Fuerstenberg/Havel`."""
    return names.str.partition(",")[0].str.translate(TRANSCRIBED)


def listed_name(names: pd.Series, listed: set[str]) -> pd.Series:
    """Return each name as it is listed: also without its Sorbian half, `Forst (Lausitz)/Baršć` → `Forst (Lausitz)`."""
    plain = plain_name(names)
    first = plain.str.partition("/")[0].str.strip()
    return plain.where(plain.isin(listed) | ~first.isin(listed), first)


def sizes_in_small_towns(spaces: pd.DataFrame, directory: pd.DataFrame) -> np.ndarray:
    """Return the desks of each space in operation outside kreisfreie cities, as far as they are known."""
    cities = tuple(plain_name(directory.loc[directory["ags"].str.endswith("000"), "name"]))
    outside = ~spaces["town"].str.translate(TRANSCRIBED).str.startswith(cities)
    return spaces.loc[outside & in_operation(spaces), "desks"].dropna().to_numpy(float)


def in_operation(spaces: pd.DataFrame) -> pd.Series:
    """Say of each listed space whether it exists: planned, failed and ended ones do not."""
    return spaces["status"].str.startswith(("operating", "opened"))


def comparable_towns(
    directory: pd.DataFrame,
    spaces: pd.DataFrame,
    towns: Sequence[str],
    compared: Sequence[str],
    factor: float,
) -> pd.DataFrame:
    """Return the rows of `directory` whose towns stand beside the region's: neither kreisfrei nor of another size.

    Looked into are the towns named in `compared` and those of which `spaces` tells anything, a failed plan too; all
    others are not known, and therefore not zero. The size runs from the smallest of `towns` divided by `factor` to the
    largest times `factor`. A name that several municipalities share is left out: it could mean any of them.
    """
    own = directory.loc[directory["ags"].isin(towns), "population"]
    held = looked_into(directory, spaces, compared)
    size = held["population"].between(own.min() / factor, own.max() * factor)
    return held[size & ~held["ags"].isin(towns)].sort_values("population", ignore_index=True)


def looked_into(directory: pd.DataFrame, spaces: pd.DataFrame, compared: Sequence[str]) -> pd.DataFrame:
    """Return the rows of `directory` of which it is known whether there are spaces, none of them kreisfrei, with `town`."""
    listed = spaces["town"].str.translate(TRANSCRIBED)
    listed = {*listed, *listed.str.partition(" (")[0]}
    name = listed_name(directory["name"], listed)
    known = directory["ags"].isin(compared) | (name.isin(listed) & ~name.duplicated(keep=False))
    held = directory[known & ~directory["ags"].str.endswith("000")]
    return held.assign(town=name[held.index])


def existing_desks(towns: pd.DataFrame, spaces: pd.DataFrame) -> pd.DataFrame:
    """Return `towns` with the spaces in operation there: `spaces`, `desks` known, `unknown` (spaces without a number)."""
    running = spaces[in_operation(spaces)]
    place = running["town"].str.translate(TRANSCRIBED)
    place = place.where(place.isin(towns["town"]), place.str.partition(" (")[0])
    found = running.groupby(place)["desks"].agg(spaces="size", desks="sum", known="count")
    found = found.reindex(towns["town"]).fillna(0).reset_index(drop=True)
    return towns.assign(
        spaces=found["spaces"], desks=found["desks"], unknown=found["spaces"] - found["known"]
    )


def drawn_density(
    towns: pd.DataFrame, sizes: np.ndarray, generator: np.random.Generator, count: int
) -> np.ndarray:
    """Return draws of the desks per 1,000 inhabitants of such towns.

    Towns are weighted anew in each draw (Bayesian bootstrap, Rubin 1981): the spread is that of the few towns. A space
    without a number of desks gets one of `sizes`, those known from spaces in such towns. A town looked into that has
    no space counts as 0.
    """
    weights = generator.dirichlet(np.ones(len(towns)), count)
    desks = np.tile(towns["desks"].to_numpy(float), (count, 1))
    for at, spaces in enumerate(towns["unknown"].astype(int)):
        desks[:, at] += generator.choice(sizes, (count, spaces)).sum(axis=1) if len(sizes) else 0
    return PER * (weights * desks).sum(axis=1) / (weights @ towns["population"].to_numpy(float))
