"""Outcomes of a table valued in euros: one middle value and draws of each, in the first year and at present."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ohv_coworking.concept.outcomes import Outcome
from ohv_coworking.concept.social_return import impact_by_year, net_impact, present_value
from ohv_coworking.parameters.span_draws import span_draws

Span = tuple[float, float, float]
DEDUCTIONS = ("deadweight", "displacement", "attribution")


@dataclass(frozen=True)
class Quantity:
    """How much of an outcome a year brings: the middle value and draws of it."""

    middle: float
    draws: np.ndarray


@dataclass(frozen=True)
class OutcomeValues:
    """Euros by outcome: `first_year` and `present` at the middle values, and the draws of both."""

    first_year: pd.Series
    first_year_draws: pd.DataFrame
    present: pd.Series
    present_draws: pd.DataFrame

    def bounds(self, share: float = 0.8) -> tuple[pd.Series, pd.Series]:
        """Return the bounds of the middle `share` of the first year's draws, by outcome."""
        rest = (1 - share) / 2
        return self.first_year_draws.quantile(rest), self.first_year_draws.quantile(1 - rest)


def value_outcomes(
    outcomes: Iterable[Outcome],
    quantities: Mapping[str, Quantity],
    proxies: Mapping[str, Span],
    discount_rate: Span,
    years: int,
    generator: np.random.Generator,
) -> OutcomeValues:
    """Return the values of the outcomes marked as valued.

    `quantities` has an entry for each of them, `proxies` for each proxy they name; spans are low, likely, high.
    Deductions, proxy, drop-off and rate are drawn independently, as many times as the quantity.
    """
    first, first_draws, present, present_draws = {}, {}, {}, {}
    for one in outcomes:
        if not one.valued:
            continue
        quantity, proxy = quantities[one.key], proxies[one.proxy]
        deductions = [getattr(one, name) for name in DEDUCTIONS]
        first[one.key], present[one.key] = _middle(one, quantity.middle, proxy[1], discount_rate[1], years)
        drawn = [
            span_draws(span, generator, len(quantity.draws))
            for span in (proxy, *deductions, one.drop_off, discount_rate)
        ]
        first_draws[one.key] = net_impact(quantity.draws, *drawn[:4])
        present_draws[one.key] = present_value(
            impact_by_year(first_draws[one.key], drawn[4], years), drawn[5]
        )
    return OutcomeValues(
        pd.Series(first), pd.DataFrame(first_draws), pd.Series(present), pd.DataFrame(present_draws)
    )


def middle_return(
    outcomes: Iterable[Outcome],
    quantities: Mapping[str, float],
    proxies: Mapping[str, float],
    discount_rate: float,
    years: int,
    support_a_year: float,
) -> float:
    """Return the value of the outcomes for each euro of yearly support, deductions and drop-off at their middle."""
    valued = sum(
        _middle(one, quantities[one.key], proxies[one.proxy], discount_rate, years)[1]
        for one in outcomes
        if one.valued
    )
    return valued / (support_a_year * float(present_value(np.ones(years), discount_rate)))


def _middle(
    one: Outcome, quantity: float, proxy: float, discount_rate: float, years: int
) -> tuple[float, float]:
    """Return the value of an outcome in the first year and at present, deductions at their middle."""
    first = float(net_impact(quantity, proxy, *(getattr(one, name)[1] for name in DEDUCTIONS)))
    return first, float(present_value(impact_by_year(first, one.drop_off[1], years), discount_rate))
