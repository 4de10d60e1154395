"""What is officially known of the adults of some towns: how many by age, by town and in insured employment.

All margins of one set have the same total, the people of 18 years and more; a survey can be weighted to them.
"""

import math
import re
from collections.abc import Iterable, Sequence

import pandas as pd

from ohv_coworking.region.latest import latest_shared

ADULT_AGE = 18
EMPLOYED, NOT_EMPLOYED = "employed", "not_employed"


def adult_margins(
    age_groups: pd.DataFrame, employment: pd.DataFrame, towns: Sequence[str], age_classes: Iterable[str]
) -> dict[str, pd.Series]:
    """Return the adults by `age_group`, `town` and, where every town publishes it, `employment`,
    at the latest day that all of them share.

    Without the ages of every town there are no margins.

    `age_classes` name the age groups wanted, such as `age_18_29` or `age_75_plus`. Employed are employees under
    social insurance at their residence: civil servants and the self-employed are not among them.
    """
    ages = latest_shared(age_groups, towns).set_index("ags")
    if ages.empty:
        return {}
    columns = [column for column in ages if _bounds(column)]
    adults = ages[[column for column in columns if _bounds(column)[0] >= ADULT_AGE]]
    by_age = {
        name: adults[[column for column in adults if _within(column, name)]].to_numpy().sum()
        for name in age_classes
    }
    margins = {"age_group": pd.Series(by_age, dtype=float), "town": adults.sum(axis=1).astype(float)}
    published = employment.dropna(subset="employed_at_residence")
    employed = latest_shared(published, towns)["employed_at_residence"]
    if len(employed):
        total = margins["town"].sum()
        margins["employment"] = pd.Series({EMPLOYED: employed.sum(), NOT_EMPLOYED: total - employed.sum()})
    return margins


def _within(column: str, age_class: str) -> bool:
    (low, high), (lowest, highest) = _bounds(column), _bounds(age_class)
    return lowest <= low and high <= highest


def _bounds(name: str) -> tuple[float, float] | None:
    """Return the first and last year of age in a name.

    >>> _bounds("age_75_plus")
    (75.0, inf)
    """
    found = re.fullmatch(r"age_(\d+)_(\d+|plus)", name)
    return (float(found[1]), math.inf if found[2] == "plus" else float(found[2])) if found else None
