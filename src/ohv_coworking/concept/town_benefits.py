"""What each town pays for the first site and gains from it, beside the option recommended for a town alone."""

import pandas as pd


def payers(
    shares: pd.DataFrame, small: pd.Series, hours: float, worth_eur: float, first_town: str
) -> pd.DataFrame:
    """Return the towns with what they pay and gain in a year.

    `shares` has `ags`, the share of all use `use_share` and the subsidy `mixed` (€) of each town; `small` the `public` cost (€)
    and `hours` of the option recommended for one town; `hours` and `worth_eur` are gained by all towns together. `both` is what a
    town pays that adds desks of its own; the town of the first site does not.
    """
    return shares.assign(
        cost_share=shares["mixed"] / shares["mixed"].sum(),
        hours=shares["use_share"] * hours,
        worth=shares["use_share"] * worth_eur,
        small_public=small["public"],
        small_hours=small["hours"],
        both=(shares["mixed"] + small["public"]).where(shares["ags"] != first_town, shares["mixed"]),
    )
