"""An indicator summed over several places, at the latest date that all of them share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ohv_coworking.region.facts import Observation, period_end, pick


@dataclass(frozen=True)
class RegionTotal:
    """A sum of observations of one period, with what it rests on."""

    value: float
    period: str
    observations: tuple[Observation, ...]

    @property
    def persons(self) -> float:
        """Return the total in persons; some sources count in thousands."""
        return 1000 * self.value if self.observations[0].unit == "thousand_persons" else self.value

    @property
    def references(self) -> list[str]:
        """Return the basis of a key figure that shows this total."""
        return [observation.reference for observation in self.observations]


def region_total(
    facts: pd.DataFrame, indicator: str, region_keys: Sequence[str], until: date
) -> RegionTotal | None:
    """Return the total of an indicator over the places, never mixing dates; None where no date is shared.

    `facts` is the facts file as read through the catalogue. A conflict between sources stays an InputFault.
    """
    held = facts[facts["indicator"] == indicator]
    dated = [set(held.loc[held["ags"] == key, "period"]) for key in region_keys]
    shared = {period for period in set.intersection(*dated) if period_end(period) <= pd.Timestamp(until)}
    if not shared:
        return None
    period = max(shared, key=period_end)
    found = tuple(pick(facts, indicator, key, period=period) for key in region_keys)
    return RegionTotal(sum(one.value for one in found), period, found)
