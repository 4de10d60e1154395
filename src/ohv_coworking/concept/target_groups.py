"""How large the groups are that should gain access, and how many of their people reach the sites."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from ohv_coworking.basics.records import frame
from ohv_coworking.concept.outcomes import TargetGroup
from ohv_coworking.parameters import Region
from ohv_coworking.region.ages import bounds
from ohv_coworking.region.region_total import RegionTotal, people_of_age, region_total

REACHED = ("first", "without", "network")  # columns of the frame that says who of a town reaches what
Totals = Mapping[str, RegionTotal | None]


def group_totals(
    groups: Iterable[TargetGroup], facts: pd.DataFrame, ages: pd.DataFrame, region: Region, until: date
) -> dict[str, RegionTotal | None]:
    """Return the size of each group where it is counted, at the latest date by `until`; None where it is not known.

    A group of an age (`age_67_plus`) is counted in the table of `ages`, any other in the collected `facts`.
    """
    keys = {"towns": region.towns, "district": [region.district], "state": [region.state]}

    def counted(one: TargetGroup) -> RegionTotal | None:
        if not one.indicator:
            return None
        if bounds(one.indicator):
            return people_of_age(ages, one.indicator, keys[one.area], until)
        return region_total(facts, one.indicator, keys[one.area], until)

    return {one.key: counted(one) for one in groups}


def group_sizes(groups: Sequence[TargetGroup], totals: Totals, access: pd.DataFrame | None) -> pd.DataFrame:
    """Return the groups with `size` and `period`, and how many reach the `first` site, also `without` bike and car, and
    the `network`, in hundreds.

    `access` holds for each town (index) the share of its people that reaches each; a group is spread over the towns
    as it was counted there, and what is counted for a larger area only is missing.
    """
    sizes = {one.key: totals[one.key].persons if totals[one.key] else np.nan for one in groups}
    reached = {
        one.key: sizes[one.key] * _share_in_reach(totals[one.key], access)
        if one.area == "towns" and totals[one.key] is not None and access is not None
        else (np.nan, np.nan, np.nan)
        for one in groups
    }
    return (
        frame(groups)
        .assign(
            size=list(sizes.values()),
            period=[totals[one.key].period if totals[one.key] else "" for one in groups],
            **{name: [one[at] for one in reached.values()] for at, name in enumerate(REACHED)},
        )
        .round(dict.fromkeys(REACHED, -2))
    )


def _share_in_reach(total: RegionTotal, access: pd.DataFrame) -> np.ndarray:
    towns = access.loc[list(total.by_place), list(REACHED)]
    return np.average(towns.astype(float), axis=0, weights=list(total.by_place.values()))
