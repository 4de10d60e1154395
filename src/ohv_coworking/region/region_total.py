"""People counted in several places, at the latest date that all of them share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ohv_coworking.region import source
from ohv_coworking.region.ages import bounds, persons
from ohv_coworking.region.facts import period_end, pick
from ohv_coworking.region.latest import latest_shared


@dataclass(frozen=True)
class RegionTotal:
    """The people of one period by place (its key), with the basis of a key figure that shows them."""

    by_place: Mapping[str, float]
    period: str
    references: Sequence[str]

    @property
    def persons(self) -> float:
        return float(sum(self.by_place.values()))


def region_total(
    facts: pd.DataFrame, indicator: str, region_keys: Sequence[str], until: date
) -> RegionTotal | None:
    """Return the people of an indicator in the places, never mixing dates; None where no date is shared.

    `facts` is the facts file as read through the catalogue. A conflict between sources stays an InputFault.
    """
    held = facts[facts["indicator"] == indicator]
    dated = [set(held.loc[held["ags"] == key, "period"]) for key in region_keys]
    shared = {period for period in set.intersection(*dated) if period_end(period) <= pd.Timestamp(until)}
    if not shared:
        return None
    period = max(shared, key=period_end)
    found = tuple(pick(facts, indicator, key, period=period) for key in region_keys)
    by_place = {one.region_key: one.value * (1000 if one.unit == "thousand_persons" else 1) for one in found}
    return RegionTotal(by_place, period, [one.reference for one in found])


def people_of_age(
    ages: pd.DataFrame, group: str, region_keys: Sequence[str], until: date
) -> RegionTotal | None:
    """Return the people of an age (`age_0_15`, `age_67_plus`) in the places, never mixing dates.

    `ages` has a column for each of its age groups, as `source.census_ages` returns them; None where no date is shared,
    or where its groups do not end at the two ages.
    """
    held = latest_shared(ages[pd.to_datetime(ages["date"]) <= pd.Timestamp(until)], region_keys)
    counts = persons(held, *bounds(group))
    if held.empty or counts.isna().any():
        return None
    by_place = dict(zip(held["ags"], counts.astype(float), strict=True))
    return RegionTotal(by_place, held["date"].iloc[0], source.references(held, "Altersgruppen"))
