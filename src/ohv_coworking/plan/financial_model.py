"""The financial model of a study: its plan, its dates and its law, run for any values of its inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_cases import base_values, changed
from ohv_coworking.parameters.plan_tree import Input, inputs, with_numbers
from ohv_coworking.plan.business_plan import BusinessPlan, business_plan
from ohv_coworking.plan.statements import BalanceSheet, Statements, balance_sheet, statements
from ohv_coworking.plan.statutory_values import StatutoryValue, beyond_known, in_force
from ohv_coworking.plan.timeline import Timeline, plan_months


@dataclass(frozen=True)
class Run:
    """One run of the model: the numbers it took, what they make of the months, and the statements."""

    numbers: PlanParameters
    law: Mapping[str, np.ndarray]
    built: BusinessPlan
    statements: Statements

    @property
    def timeline(self) -> Timeline:
        return self.built.timeline

    @cached_property
    def balance_sheet(self) -> BalanceSheet:
        return balance_sheet(self.built, self.numbers, self.statements)


@dataclass(frozen=True)
class FinancialModel:
    """Plan, opening month, year of the price base and statutory values."""

    plan: PlanParameters
    opening: date
    price_base: int
    statutes: Sequence[StatutoryValue]

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """Every number and choice of the plan by name."""
        return inputs(self.plan)

    def values(self, given: Mapping[str, Any] | None = None, **cases: str) -> dict[str, Any]:
        """Return the value of each input in the named cases, as in `values(operators="town", scenarios="cautious")`.

        Operator model, funding mix and alternative change the given values first (the base values without any), then
        scenario and shock, whatever their order.
        """
        order = ("operators", "funding_mixes", "alternatives", "scenarios", "shocks")
        chosen = [self._case(group, cases[group]) for group in order if group in cases]
        return changed(given or base_values(self.plan), chosen, self.inputs)

    def run(self, values: Mapping[str, Any] | None = None) -> Run:
        """Return the plan for values of its inputs: numbers, or columns (scenarios, 1); base values without any."""
        values = values or self.values()
        if unknown := set(values) - set(self.inputs):
            raise ValueError(f"the plan has no inputs called {sorted(unknown)}")
        timeline, law = self._months(int(values["preparation_months"]))
        numbers = with_numbers(self.plan, values)
        built = business_plan(numbers, timeline, law)
        return Run(numbers, law, built, statements(built, numbers, law))

    def timeline(self, preparation: int) -> Timeline:
        """Return the months of the plan."""
        return plan_months(self.opening, preparation, self.plan.horizon_years, self.price_base)

    def _months(self, preparation: int) -> tuple[Timeline, Mapping[str, np.ndarray]]:
        """Return the months of the plan and the law in them, looked up once for each length of preparation."""
        if preparation not in self._known_months:
            timeline = self.timeline(preparation)
            self._known_months[preparation] = timeline, in_force(self.statutes, timeline.dates)
        return self._known_months[preparation]

    @cached_property
    def _known_months(self) -> dict[int, tuple[Timeline, Mapping[str, np.ndarray]]]:
        return {}

    def beyond_known_law(self) -> dict[str, np.ndarray]:
        """Return, for each statutory value that ends, the plan months (months,) after its last known date."""
        return beyond_known(self.statutes, self.timeline(int(self.values()["preparation_months"])).dates)

    def _case(self, group: str, key: str):
        known = getattr(self.plan, group)
        if key not in known:
            raise InputFault(
                "Diesen Fall gibt es im Finanzplan nicht.",
                parameter=f"plan.{group}",
                found=key,
                expected="einer von: " + ", ".join(known),
                remedy="Den Namen prüfen.",
            )
        return known[key]


def financial_model(
    plan: PlanParameters,
    opening: date,
    price_base: int,
    reference_date: date,
    statutes: Sequence[StatutoryValue],
) -> FinancialModel:
    """Return the model; InputFault for an opening before the reference date."""
    if opening < reference_date:
        raise InputFault(
            "Die Eröffnung liegt vor dem Stichtag der Studie.",
            parameter="opening_month",
            found=str(opening),
            expected=f"ein Monat ab {reference_date}",
            remedy="opening_month oder reference_date in study.yaml berichtigen.",
        )
    return FinancialModel(plan, opening, price_base, statutes)
