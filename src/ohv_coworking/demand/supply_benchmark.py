"""Demand read from supply: the desks that comparable towns offer per inhabitant, carried over to the region.

Independent of the segments: it uses no share that was asked or assumed, only spaces that exist.
"""

import numpy as np
import pandas as pd

PER = 1000
TRANSCRIBED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


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
    directory: pd.DataFrame, spaces: pd.DataFrame, towns: list[str], compared: list[str], factor: float
) -> pd.DataFrame:
    """Return the rows of `directory` whose towns stand beside the region's: neither kreisfrei nor of another size.

    Looked into are the towns named in `compared` and those of which `spaces` tells anything, a failed plan too; all
    others are not known, and therefore not zero. The size runs from the smallest of `towns` divided by `factor` to the
    largest times `factor`. A name that several municipalities share is left out: it could mean any of them.
    """
    own = directory.loc[directory["ags"].isin(towns), "population"]
    listed = spaces["town"].str.translate(TRANSCRIBED)
    listed = {*listed, *listed.str.partition(" (")[0]}
    name = listed_name(directory["name"], listed)
    looked_into = directory["ags"].isin(compared) | (name.isin(listed) & ~name.duplicated(keep=False))
    kreisfrei = directory["ags"].str.endswith("000")
    size = directory["population"].between(own.min() / factor, own.max() * factor)
    held = directory[looked_into & size & ~kreisfrei & ~directory["ags"].isin(towns)]
    return held.assign(town=name[held.index]).sort_values("population", ignore_index=True)


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
