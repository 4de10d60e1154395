"""Running costs: rent with index and rent-free months, and posts per month, m², desk or day of use."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ohv_coworking.parameters.plan import Premises, RunningCost
from ohv_coworking.plan.depreciation import acquisition_cost
from ohv_coworking.plan.timeline import Timeline


@dataclass(frozen=True)
class Expense:
    """One cost month by month, arrays (..., months), euros: net, gross, and what is borne after input tax."""

    net: np.ndarray
    gross: np.ndarray
    borne: np.ndarray


def expense(net, vat_rate, deductible_share) -> Expense:
    """Return a net cost with its value added tax; what can't be deducted stays with the operator."""
    borne = acquisition_cost(1, vat_rate, deductible_share)
    return Expense(net, net * (1 + vat_rate), net if np.all(borne == 1) else net * borne)


def rent(premises: Premises, timeline: Timeline):
    """Return the net rent (..., months): stepped each year of the lease, nothing in the rent-free months."""
    monthly = premises.area * premises.rent_per_square_metre * timeline.lease_index(premises.rent_yearly_rise)
    return monthly * (timeline.month >= premises.rent_free_months)


def running_costs(
    costs: Mapping[str, RunningCost],
    measures: Mapping[str, np.ndarray],
    price_indices: Mapping[str, np.ndarray],
    timeline: Timeline,
) -> dict[str, np.ndarray]:
    """Return each net cost (..., months).

    `measures` gives the units of "Monat" (1), "m²", "Arbeitsplatz" and "Nutzungstag", `price_indices` those of
    "inflation" and "energy".
    """
    opened = timeline.since_opening >= 0
    return {
        key: cost.amount
        * measures[cost.per]
        * price_indices[cost.rises_with]
        * (opened if cost.begins == "Eröffnung" else 1.0)
        for key, cost in costs.items()
    }
