"""The workbook as lines: the pages of a model, their layout, and their values for any inputs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.financial_model import FinancialModel
from ohv_coworking.plan.lines.accounts import balance_page, cash_page, exit_page, result_page
from ohv_coworking.plan.lines.checks import checks_page
from ohv_coworking.plan.lines.costs import costs_page, staff_page
from ohv_coworking.plan.lines.investment import assets_page, grants_page, loans_page
from ohv_coworking.plan.lines.results import helper_page, rate_page, results_page
from ohv_coworking.plan.lines.revenue import sales_page
from ohv_coworking.plan.lines.tax import tax_page
from ohv_coworking.plan.lines.time import time_page
from ohv_coworking.plan.lines.years import years_page
from ohv_coworking.plan.statutory_values import StatutoryValue
from ohv_coworking.plan.workbook.line import Axis, Line, Page
from ohv_coworking.plan.workbook.reckoning import Reckoning, serial

# Numbers that belong to the calendar or to a method, not to the plan.
CONSTANTS = {
    "bonus_month": (11, "Monat der Jahressonderzahlung"),
    "weeks_per_year": (52, "Wochen je Jahr"),
    "days_per_month": (30, "Tage je Monat bei Zahlungszielen"),
    "months_per_quarter": (3, "Monate je Quartal"),
    "tolerance": (0.005, "Toleranz der Prüfungen in €"),
    "lowest_rate": (-0.9, "Interner Zinsfuß: kleinster geprüfter Zins"),
    "rate_span": (2.0, "Interner Zinsfuß: geprüfte Spanne"),
    "rate_steps": (10, "Interner Zinsfuß: Schritte je Runde"),
    "frontier_start": (0.5, "Preis und Auslastung: kleinste Auslastung"),
    "frontier_step": (0.05, "Preis und Auslastung: Schritt"),
}
STEPS = 11
# The order in which the cases of a group change the inputs, with the name of its switch.
SWITCHES = {
    "operators": ("operator", "Betreibermodell"),
    "funding_mixes": ("funding_mix", "Finanzierung"),
    "alternatives": ("alternative", "Vergleich"),
    "scenarios": ("scenario", "Szenario"),
    "shocks": ("shock", "Schock"),
}
NO_SHOCK = "keiner"


@dataclass(frozen=True)
class Twin:
    """The lines of a model's workbook."""

    model: FinancialModel

    @cached_property
    def pages(self) -> list[Page]:
        plan: PlanParameters = self.model.plan
        return [
            results_page(plan),
            time_page(),
            sales_page(plan),
            costs_page(plan),
            staff_page(plan),
            assets_page(plan),
            grants_page(plan),
            loans_page(plan),
            tax_page(plan),
            result_page(plan),
            cash_page(plan),
            balance_page(plan),
            years_page(plan),
            exit_page(plan),
            rate_page(),
            helper_page(),
            checks_page(plan),
        ]

    @cached_property
    def lines(self) -> dict[str, tuple[Line, Axis]]:
        """Every line by name with its axis; a name stands once, and is no input's."""
        found: dict[str, tuple[Line, Axis]] = {}
        for page in self.pages:
            for _, block, line in page.placed():
                if line is None:
                    continue
                if line.name in found or line.name in self.model.inputs or line.name in CONSTANTS:
                    raise ValueError(f"two cells of the workbook are called {line.name}")
                found[line.name] = (line, block.axis)
        return found

    @cached_property
    def length(self) -> dict[Axis, int]:
        months = 12 * self.model.plan.horizon_years
        return {
            Axis.MONTH: months,
            Axis.YEAR: self.model.plan.horizon_years + 1,
            Axis.STEP: STEPS,
            Axis.SINGLE: 1,
        }

    @cached_property
    def statutes(self) -> dict[str, list[StatutoryValue]]:
        """The dated statutory values by key."""
        found: dict[str, list[StatutoryValue]] = {}
        for value in self.model.statutes:
            found.setdefault(value.key, []).append(value)
        return found

    @cached_property
    def touched(self) -> dict[str, list[str]]:
        """For each input a case may change, the groups whose cases change it, in their order."""
        found: dict[str, list[str]] = {}
        for group in SWITCHES:
            for case in getattr(self.model.plan, group).values():
                for name in case.changes:
                    if group not in found.setdefault(name, []):
                        found[name].append(group)
        return {name: found[name] for name in self.model.inputs if name in found}

    def reckoned(self, values: Mapping[str, Any]) -> Reckoning:
        """Return the value of every line for values of the inputs after all cases."""
        given = {
            **values,
            **{name: value for name, (value, _) in CONSTANTS.items()},
            "opening_month": serial(self.model.opening),
            "price_base": self.model.price_base,
            "inputs_out_of_range": 0,
        }
        return Reckoning(self.lines, given, self.length, self.statutes)
