"""What a subsidised job costs its employer year by year (§ 16i and § 16e SGB II)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd


def cost_by_paragraph(
    rates: pd.DataFrame,
    hourly_wage_eur: float,
    hours_per_week: float,
    on_cost_share: float,
    subsidised_on_cost_share: float,
) -> pd.DataFrame:
    """Return `paragraph, year, gross, subsidy, own` of a job under each paragraph of `rates` (rate_percent a year)."""
    costs = {
        paragraph: employer_cost(
            hourly_wage_eur,
            hours_per_week,
            on_cost_share,
            years["rate_percent"] / 100,
            subsidised_on_cost_share,
        )
        for paragraph, years in rates.groupby("paragraph", sort=False)
    }
    return pd.concat(costs, names=["paragraph"]).reset_index()


def employer_cost(
    hourly_wage_eur: float,
    hours_per_week: float,
    on_cost_share: float,
    rates: Sequence[float],
    subsidised_on_cost_share: float,
) -> pd.DataFrame:
    """Return gross cost, subsidy and own cost in euros for each year of the job; the index is the year, from 1.

    `rates` are the shares subsidised in each year (0 to 1); the subsidy covers the wage and the flat-rate part
    of the employer's contributions, `subsidised_on_cost_share`.

    >>> employer_cost(10, 30, 0.2, [1.0, 0.5], 0.2)["own"].round(2).to_list()
    [0.0, 9360.0]
    """
    wage = hourly_wage_eur * hours_per_week * 52
    rates = np.asarray(rates, float)
    cost = pd.DataFrame(index=pd.RangeIndex(1, len(rates) + 1, name="year"))
    cost["gross"] = wage * (1 + on_cost_share)
    cost["subsidy"] = rates * wage * (1 + subsidised_on_cost_share)
    cost["own"] = cost["gross"] - cost["subsidy"]
    return cost
