"""The financial model of a study: its plan, its dates and its law, run for any values of its inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_cases import base_values, changed
from ohv_coworking.parameters.plan_conditions import Condition, conditions
from ohv_coworking.parameters.plan_tree import Input, inputs
from ohv_coworking.parameters.risk_groups import BUILDING, DEMAND, RISES, RUNNING
from ohv_coworking.plan.line import Axis
from ohv_coworking.plan.plan_lines import CONSTANTS, PlanLines
from ohv_coworking.plan.reckoning import Reckoning, day_of, serial
from ohv_coworking.plan.statutory_values import StatutoryValue, by_key

# The order in which the cases of a group change the inputs, with the name of the group's switch and its German label.
SWITCHES = {
    "operators": ("operator", "Betreibermodell"),
    "funding_mixes": ("funding_mix", "Finanzierung"),
    "alternatives": ("alternative", "Vergleich"),
    "scenarios": ("scenario", "Szenario"),
    "shocks": ("shock", "Schock"),
}
NO_SHOCK = "keiner"


@dataclass(frozen=True)
class Run:
    """One run of the model: every line and every input by name.

    A line is an array (..., months) or (..., years), a single value a number or an array (scenarios,).
    """

    lines: PlanLines
    values: Mapping[str, Any]
    reckoned: Reckoning

    def __getitem__(self, name: str) -> Any:
        if name in self.values:
            return self.values[name]
        value = self.reckoned[name]
        single = self.lines.by_name[name].axis is Axis.SINGLE and np.ndim(value)
        return value[..., 0] if single else value

    @property
    def dates(self) -> list[date]:
        """First day of each plan month."""
        return [day_of(day) for day in self["date"]]

    def by_year(self, line: np.ndarray) -> np.ndarray:
        """Return a line (..., months) summed over calendar years (..., years); the last may have no month."""
        return self.reckoned.yearly(line)

    @property
    def monthly(self) -> dict[str, np.ndarray]:
        """Every monthly line."""
        return {name: self[name] for name, line in self.lines.by_name.items() if line.axis is Axis.MONTH}

    @property
    def alerts(self) -> list[str]:
        """What the plan of one case warns of, in German."""
        return self._raised("alert")

    @property
    def warnings(self) -> list[str]:
        """Which values of one case lie beside what is usual, in German."""
        return self._raised("warning")

    def _raised(self, style: str) -> list[str]:
        lines = self.lines.by_name.values()
        return [line.label for line in lines if line.style == style and self[line.name] > 0]

    @property
    def figures(self) -> dict[str, Any]:
        """The key figures, a number or an array (scenarios,) each, the need of each calendar year among them."""
        needs = np.moveaxis(self["need_by_year"], -1, 0)
        return {
            **{name: self[name] for name in self.lines.results},
            **{f"subsidy_need_year_{at}": need for at, need in enumerate(needs, 1)},
        }


@dataclass(frozen=True)
class FinancialModel:
    """Plan, opening month, year of the price base and statutory values."""

    plan: PlanParameters
    opening: date
    price_base: int
    statutes: Sequence[StatutoryValue]
    drawn: Mapping[str, np.ndarray] = field(default_factory=dict)
    """Draws of inputs that an earlier chapter has found, by name."""
    taken: Mapping[str, str] = field(default_factory=dict)
    """References of what such inputs rest on, by name."""

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """Every number and choice of the plan by name."""
        return inputs(self.plan)

    @cached_property
    def lines(self) -> PlanLines:
        return PlanLines(self.plan)

    @cached_property
    def law(self) -> dict[str, list[StatutoryValue]]:
        """The dated statutory values by key."""
        return by_key(self.statutes)

    @property
    def common_factors(self) -> dict[str, float]:
        """The rank correlation within each group of risks that has a common factor."""
        held = self.plan.common_factors
        return {DEMAND: held.demand, RISES: held.rises, BUILDING: held.building, RUNNING: held.running}

    def values(self, given: Mapping[str, Any] | None = None, **cases: str) -> dict[str, Any]:
        """Return the value of each input in the named cases, as in `values(operators="town", scenarios="cautious")`.

        Operator model, funding mix and alternative change the given values first (the base values without any), then
        scenario and shock, whatever their order.
        """
        chosen = [self._case(group, cases[group]) for group in SWITCHES if group in cases]
        effects = [self.plan.changes_of(case) for case in chosen]
        values = changed(given or base_values(self.plan), effects, self.inputs)
        labels = " und ".join(f"„{case.label}“" for case in chosen)
        changes = {name for one in effects for name in one}
        beyond = [
            _fault(
                "Ein Fall führt über das Zulässige hinaus.",
                labels,
                name,
                values[name],
                self.inputs[name].allowed,
            )
            for name in changes
            if not self.inputs[name].allows(values[name])
        ]
        raise_all([*beyond, *self._broken(values, labels)], "Mehrere Werte des Finanzplans passen nicht.")
        return values

    def run(
        self, values: Mapping[str, Any] | None = None, only: Sequence[str] = (), refusing: bool = True
    ) -> Run:
        """Return the plan for values of its inputs: numbers, or columns (scenarios, 1); base values without any.

        A line is reckoned when it is asked for, and kept; of many scenarios those named by `only` are reckoned at once
        and nothing else is kept. Values that can't be together are an InputFault, unless the plan is to be shown with
        them as its workbook is.
        """
        values = values or self.values()
        if unknown := set(values) - set(self.inputs):
            raise ValueError(f"the plan has no inputs called {sorted(unknown)}")
        if refusing:
            raise_all(self._broken(values), "Mehrere Werte des Finanzplans passen nicht zusammen.")
        reckoned = Reckoning(self.lines.by_name, self.given(values), self.lines.length, self.law)
        reckoned.reckon_only(self.lines.steps(*only))
        return Run(self.lines, values, reckoned)

    def given(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return all that formulas take as given: inputs, constants, dates."""
        constants = {name: value for name, (value, _) in CONSTANTS.items()}
        dates = {"opening_month": serial(self.opening), "price_base": self.price_base}
        return {**values, **constants, **dates, "inputs_out_of_range": 0}

    def basis(self, *names: str) -> list[str]:
        """Return what lines rest on as references of the ledger, read from their formulas: inputs, dates, law."""
        found = self.lines.behind(*names)
        dates = ["opening_month", "price_base"] + ["plan.horizon_years"] * ("month" in found)
        law = [dated[0].label for key, dated in self.law.items() if key in found]
        return [
            *(self.taken.get(name, f"assumption:{name}") for name in self.inputs if name in found),
            *(f"parameter:{name}" for name in dates if name in found or "." in name),
            *([f"raw:statutory_values#{'; '.join(law)}"] if law else []),
        ]

    def beyond_known_law(self) -> list[StatutoryValue]:
        """Return the last known of the statutory values that end before the plan does and are carried on."""
        last, known = self.run().dates[-1], (dated[-1] for dated in self.law.values())
        return [one for one in known if one.valid_to and one.valid_to < last]

    def _broken(self, values: Mapping[str, Any], labels: str = "") -> list[InputFault]:
        """Return a fault for each condition that the values do not fulfil, in one scenario or in any."""
        fixed = {"opening_month": self.opening, "price_base": self.price_base}
        known = {**values, **fixed, "month_count": 12 * self.plan.horizon_years}
        problem = "Werte des Finanzplans passen nicht zusammen."
        return [
            _fault(
                problem,
                labels,
                ", ".join(one.names),
                one.found(known),
                f"{one.label}: {one.expected}",
                one.remedy,
            )
            for one in self._conditions
            if not np.all(one.holds(known))
        ]

    @cached_property
    def _conditions(self) -> list[Condition]:
        return conditions(self.plan)

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


def _fault(
    problem: str,
    cases: str,
    parameter: str,
    found: object,
    expected: str,
    remedy: str = "Den Fall berichtigen.",
) -> InputFault:
    problem = f"Mit {cases}: {problem}" if cases else problem
    return InputFault(problem, parameter=parameter, found=found, expected=expected, remedy=remedy)


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
