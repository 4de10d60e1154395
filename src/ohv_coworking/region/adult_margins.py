"""What is officially known of the adults of some towns: how many by age, by town and in insured employment.

All margins of one set have the same total, the people of 18 years and more; a survey can be weighted to them.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from ohv_coworking.region.ages import bounds, persons
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
    by_age = {name: persons(ages, *bounds(name)).sum(skipna=False) for name in age_classes}
    margins = {"age_group": pd.Series(by_age, dtype=float), "town": persons(ages, ADULT_AGE).astype(float)}
    published = employment.dropna(subset="employed_at_residence")
    employed = latest_shared(published, towns)["employed_at_residence"]
    if len(employed):
        total = margins["town"].sum()
        margins["employment"] = pd.Series({EMPLOYED: employed.sum(), NOT_EMPLOYED: total - employed.sum()})
    return margins
