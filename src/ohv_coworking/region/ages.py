"""How old people are, from tables with different age groups, by cuts that each table knows.

No group is ever split: what lies across a cut is missing. Tables of different days may rest on different censuses; they
stand beside each other and are not subtracted.
"""

import math
import re
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from ohv_coworking.region.latest import latest_each

# The 17 groups of the update and the five of the census have these two cuts in common, at 25 and at 60.
COMMON_CUTS = {"under_25": (0, 24), "25_59": (25, 59), "60_plus": (60, math.inf)}
OTHER_CUTS = {"under_18": (0, 17), "60_66": (60, 66), "67_plus": (67, math.inf)}
# The census counts 60–66 as one; taken as equally strong, two of these seven years belong to "65 and older".
YEARS_16_24, YEARS_60_66, OF_THEM_65_66 = 9, 7, 2


def bounds(name: str) -> tuple[float, float] | None:
    """Return the first and last year of age in the name of a column.

    >>> bounds("age_75_plus"), bounds("age_0_2"), bounds("total")
    ((75.0, inf), (0.0, 2.0), None)
    """
    found = re.fullmatch(r"age_(\d+)_(\d+|plus)", name)
    return (float(found[1]), math.inf if found[2] == "plus" else float(found[2])) if found else None


def persons(table: pd.DataFrame, first: float, last: float = math.inf) -> pd.Series:
    """Return the people from age `first` to `last` in each row; missing where the table's groups do not end there."""
    groups = {column: bounds(column) for column in table if bounds(column)}
    within = [column for column, (low, high) in groups.items() if first <= low and high <= last]
    ends = {groups[column][0] for column in within}, {groups[column][1] for column in within}
    if first not in ends[0] or last not in ends[1]:
        return pd.Series(np.nan, table.index)
    return table[within].sum(axis=1, skipna=False)


def age_structure(tables: Iterable[pd.DataFrame], keys: Sequence[str]) -> pd.DataFrame:
    """Return the ages of each area at the latest day of each table: `ags, date, base`, counts, shares of the total.

    `tables` have a column for each age group, `total`, `date` and `base`. `share_65_plus` is counted, or estimated
    where `estimated`; `old_age_ratio` are the people from 60 on for each 100 of 25 to 59, `leaving_per_young` those of
    60 to 66 for each of 16 to 24, `leaving_a_year` and `joining_a_year` a mean year of birth of these two groups.
    """
    return pd.concat([_structure(latest_each(table, keys)) for table in tables], ignore_index=True)


def _structure(held: pd.DataFrame) -> pd.DataFrame:
    cuts = {name: persons(held, *cut) for name, cut in (COMMON_CUTS | OTHER_CUTS).items()}
    counted = persons(held, 65)
    old = counted.fillna(cuts["67_plus"] + OF_THEM_65_66 / YEARS_60_66 * cuts["60_66"])
    young = persons(held, 16, 24)
    return held[["ags", "date", "base"]].assign(
        people_16_24=young, people_60_66=cuts["60_66"], people_67_plus=cuts["67_plus"],
        **{f"share_{name}": people / held["total"] for name, people in cuts.items()},
        share_65_plus=old / held["total"], estimated=counted.isna() & old.notna(),
        old_age_ratio=100 * cuts["60_plus"] / cuts["25_59"], leaving_per_young=cuts["60_66"] / young,
        leaving_a_year=cuts["60_66"] / YEARS_60_66, joining_a_year=young / YEARS_16_24,
    )  # fmt: skip
