"""Investments: purchase, replacement after the useful life, depreciation."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ohv_coworking.parameters.plan import Investment
from ohv_coworking.plan.depreciation import straight_line
from ohv_coworking.plan.timeline import Timeline


@dataclass(frozen=True)
class Asset:
    """One investment: net purchases (..., months), months of life, and whether it is of low value if bought then."""

    purchase: np.ndarray
    life: int
    low_value: np.ndarray

    def depreciation(self, additions):
        """Return the depreciation (..., months) of additions (..., months): straight-line, low values at once."""
        if not self.low_value.any():
            return straight_line(additions, self.life)
        return additions * self.low_value + straight_line(additions * ~self.low_value, self.life)


def assets(
    investments: Mapping[str, Investment],
    measures: Mapping[str, float],
    price_index,
    lease_months: int,
    low_value_limit,
    timeline: Timeline,
) -> dict[str, Asset]:
    """Return each investment; `measures` gives the units of "gesamt" (1), "Arbeitsplatz" and "m²".

    `low_value_limit` is the net price (§ 6 Abs. 2 EStG) up to which a movable asset is written off at once.
    """
    return {
        key: _asset(one, measures[one.per], price_index, lease_months, low_value_limit, timeline)
        for key, one in investments.items()
    }


def _asset(one: Investment, measure, price_index, lease_months, low_value_limit, timeline: Timeline) -> Asset:
    bought_in = timeline.preparation - int(one.months_before_opening)
    life = round(12 * one.useful_life_years)
    age = timeline.month - bought_in
    bought = (age >= 0) & (age % life == 0) if one.replaced else age == 0
    return Asset(
        purchase=one.unit_price * one.units * measure * price_index * bought,
        life=min(life, int(lease_months) - bought_in) if one.ends_with_lease else life,
        low_value=np.asarray(one.movable & (one.unit_price <= low_value_limit)),
    )
