"""Outcomes of a table valued in euros: one middle value and draws of each, in the first year and at present."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ohv_coworking.basics.records import frame
from ohv_coworking.concept.outcomes import Outcome
from ohv_coworking.concept.social_return import counted_twice, impact_by_year, net_impact, present_value
from ohv_coworking.parameters.span_draws import span_draws
from ohv_coworking.sites.travel_savings import TravelSavings

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


def outcome_quantities(saved: TravelSavings, volunteer_hours: np.ndarray) -> dict[str, Quantity]:
    """Return the quantities of the outcomes by key: the median and the draws of what is saved and given in a year."""
    drawn = {
        "time": saved.hours,
        "travel_cost": saved.car_kilometres,
        "climate": saved.co2_tonnes,
        "volunteering": volunteer_hours,
    }
    return {key: Quantity(float(np.median(draws)), draws) for key, draws in drawn.items()}


def valued_table(
    outcomes: Iterable[Outcome], quantities: Mapping[str, Quantity], values: OutcomeValues
) -> pd.DataFrame:
    """Return the valued outcomes: quantity, deductions at their middle, euros of the first year low, median, high."""
    lows, highs = values.bounds()
    keys = values.first_year.index
    table = frame(outcomes).set_index("key").loc[keys]
    middles = {name: [span[1] for span in table[name]] for name in (*DEDUCTIONS, "drop_off")}
    medians = values.first_year_draws.median()
    return table.assign(
        quantity=[quantities[key].middle for key in keys], low=lows, value=medians, high=highs, **middles
    )


def times_counted_twice(outcomes: Iterable[Outcome]) -> int:
    """Return how often a change is valued twice: never, for ValueError names the outcomes that do."""
    outcomes = list(outcomes)
    part_of = {one.stakeholder: one.part_of for one in outcomes if one.part_of}
    twice = counted_twice(frame(outcomes).set_index("key"), part_of)
    if len(twice):
        raise ValueError(f"outcomes valued twice: {list(twice.index)}")
    return len(twice)


def effects_of_options(options: pd.DataFrame, a_visit: Mapping[str, float]) -> pd.DataFrame:
    """Return for each option what its `visits` save in a year and are worth, and their worth for each euro of public cost.

    `options` has `key, label, visits, public` (€ a year); `a_visit` tells what one day of use saves: `hours`, `co2` (tonnes),
    and its `worth` (€).
    """
    found = {name: options["visits"] * one for name, one in a_visit.items()}
    per_euro = (found["worth"] / options["public"]).where(options["public"] > 0)
    return options[["key", "label", "visits", "public"]].assign(**found, per_euro=per_euro)


def most_for_the_money(effects: pd.DataFrame) -> tuple[str, float | None]:
    """Return the option worth most for each euro of public cost and that worth; None for the best one that costs nothing."""
    free = effects[(effects["public"] <= 0) & (effects["worth"] > 0)]
    if len(free):
        return free.loc[free["worth"].idxmax(), "label"], None
    most = effects.loc[effects["per_euro"].idxmax()]
    return most["label"], most["per_euro"]


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
