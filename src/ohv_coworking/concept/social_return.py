"""Social return on investment: what outcomes are worth after all that would have happened anyway.

Arithmetic of A Guide to Social Return on Investment (Nicholls et al. 2012): quantity × proxy, less deadweight,
displacement and attribution, fading by the drop-off from the second year, discounted. All shares are 0 to 1;
all arguments broadcast, so that one value and a million draws run through the same code.
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

Timing = Literal["end_of_year", "first_year_undiscounted"]


def net_impact(
    quantity: ArrayLike,
    proxy_eur: ArrayLike,
    deadweight: ArrayLike = 0.0,
    displacement: ArrayLike = 0.0,
    attribution: ArrayLike = 0.0,
) -> np.ndarray:
    """Return the value of the first year in euros.

    `attribution` is the share caused by others; it reduces the impact as deadweight and displacement do.

    >>> float(net_impact(40, 500, deadweight=0.2, displacement=0.1, attribution=0.25))
    10800.0
    """
    remaining = (1 - np.asarray(deadweight)) * (1 - np.asarray(displacement)) * (1 - np.asarray(attribution))
    return np.asarray(quantity) * np.asarray(proxy_eur) * remaining


def impact_by_year(first_year_eur: ArrayLike, drop_off: ArrayLike, years: int) -> np.ndarray:
    """Return the value of each year in euros, years along the last axis."""
    fading = (1 - np.asarray(drop_off))[..., None] ** np.arange(years)
    return np.asarray(first_year_eur)[..., None] * fading


def present_value(
    by_year_eur: ArrayLike, discount_rate: ArrayLike, timing: Timing = "end_of_year"
) -> np.ndarray:
    """Return the value today of yearly values along the last axis.

    `end_of_year` discounts the first year too; `first_year_undiscounted` takes it at face value. Both occur in
    published studies; they differ by exactly one plus the rate.
    """
    by_year = np.asarray(by_year_eur)
    exponents = np.arange(by_year.shape[-1]) + (timing == "end_of_year")
    return (by_year / (1 + np.asarray(discount_rate))[..., None] ** exponents).sum(axis=-1)


def social_return(present_value_eur: ArrayLike, investment_eur: ArrayLike) -> np.ndarray:
    """Return euros of social value for each euro invested."""
    return np.asarray(present_value_eur) / np.asarray(investment_eur)


def break_even_proxy(
    investment_eur: ArrayLike, present_value_eur: ArrayLike, part_eur: ArrayLike, proxy_eur: ArrayLike
) -> np.ndarray:
    """Return how low one proxy may be before the social return falls below one.

    `part_eur` is the present value of the outcomes valued with this proxy, contained in `present_value_eur`.
    Never below 0: then the other outcomes alone carry the investment.

    >>> float(break_even_proxy(15_000, 20_000, 10_000, 8.0))
    4.0
    """
    needed = np.asarray(investment_eur) - (np.asarray(present_value_eur) - np.asarray(part_eur))
    return np.maximum(needed / np.asarray(part_eur), 0) * np.asarray(proxy_eur)


def break_even_table(
    support_eur: float, annuity: float, present_value_eur: float, part_eur: float, proxy_eur: float
) -> pd.DataFrame:
    """Return how low a proxy may be (`hour`) at parts of a yearly support and at the one where it just suffices.

    `annuity` turns yearly euros into present value; the other arguments are those of `break_even_proxy`.
    """
    parts = np.array([0.1, 0.25, 0.5, 0.75, 1.0]) * support_eur
    supports = np.unique(np.append(parts, present_value_eur / annuity))
    limits = break_even_proxy(supports * annuity, present_value_eur, part_eur, proxy_eur)
    return pd.DataFrame({"support": supports, "hour": limits})


def counted_twice(outcomes: pd.DataFrame, part_of: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return the valued outcomes that claim a change some earlier row has claimed already.

    A change is what happens (`change`) to whom (`stakeholder`); only rows with `valued` count in euros.
    `part_of` names the larger group a stakeholder belongs to: carers among the users gain no hour twice.
    """
    valued = outcomes[outcomes["valued"]].replace({"stakeholder": dict(part_of or {})})
    return outcomes.loc[valued.index[valued.duplicated(["change", "stakeholder"], keep="first")]]
