"""Where self-employed live: known for countries, Länder and districts, spread to towns like employees."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.region.latest import latest_complete

INDICATOR, COUNTRY = "self_employed", "00"
SAME = ["period", "source_title"]


class SelfEmployed(NamedTuple):
    """Self-employed in the country and in the area around the towns, and the towns' parts of that area's employees."""

    country: float
    area: float
    area_key: str
    town_shares: np.ndarray
    period: str
    references: list[str]


def self_employed_around(
    facts: pd.DataFrame, employment: pd.DataFrame, towns: Sequence[str], areas: Sequence[str]
) -> SelfEmployed | None:
    """Return the self-employed of the first of `areas` (keys) that holds all towns and is known, None if none is.

    Country and area come from one source and year. The towns' parts are those of the employees at their residence, at
    the latest day known for nearly all municipalities of the area.
    """
    held = facts[facts["indicator"] == INDICATOR].reset_index(names="line")
    country = held[held["ags"] == COUNTRY]
    for key in areas:
        pairs = held[held["ags"] == key].merge(country, on=SAME, suffixes=("", "_country"))
        living = employment[employment["ags"].str.startswith(key)].dropna(subset="employed_at_residence")
        if pairs.empty or living.empty or not all(town.startswith(key) for town in towns):
            continue
        people = latest_complete(living).set_index("ags")["employed_at_residence"]
        if set(towns) <= set(people.index):
            pair = pairs.sort_values("period").iloc[-1]
            rows = ", ".join(str(int(pair[line]) + 2) for line in ("line", "line_country"))
            shares = people.reindex(towns).to_numpy(float) / people.sum()
            return SelfEmployed(
                1000 * float(pair["value_country"]), 1000 * float(pair["value"]), key, shares, str(pair["period"]),
                [f"raw:regional_facts#Zeilen {rows}, {pair['source_title']}"],
            )  # fmt: skip
    return None
