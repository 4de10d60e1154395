"""Every line of a plan: the pages in the order of the workbook, and the numbers that belong to no plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_conditions import TOLERANCE
from ohv_coworking.parameters.plan_entries import MONTHS_PER_INSTALMENT
from ohv_coworking.parameters.plan_tree import inputs
from ohv_coworking.plan.formula_words import formula_in_words
from ohv_coworking.plan.line import SINGLE_COLUMN, Axis, Line, Page
from ohv_coworking.plan.lines.accounts import balance_page, cash_page, exit_page, result_page
from ohv_coworking.plan.lines.checks import checks_page
from ohv_coworking.plan.lines.costs import costs_page, staff_page
from ohv_coworking.plan.lines.investment import assets_page, grants_page, loans_page
from ohv_coworking.plan.lines.results import helper_page, rate_page, results_page
from ohv_coworking.plan.lines.revenue import sales_page
from ohv_coworking.plan.lines.tax import tax_page
from ohv_coworking.plan.lines.time import time_page
from ohv_coworking.plan.lines.years import years_page

# Numbers that belong to the calendar or to a method, not to the plan.
CONSTANTS = {
    "bonus_month": (11, "Monat der Jahressonderzahlung"),
    "weeks_per_year": (52, "Wochen je Jahr"),
    "days_per_month": (30, "Tage je Monat bei Zahlungszielen"),
    "days_of_long_month": (31, "Tage eines langen Monats"),
    "months_per_quarter": (MONTHS_PER_INSTALMENT["vierteljährlich"], "Monate je Quartal"),
    "tolerance": (TOLERANCE, "Toleranz der Prüfungen in €"),
    "lowest_rate": (-0.9, "Interner Zinsfuß: kleinster geprüfter Zins"),
    "rate_growth": (1.04, "Interner Zinsfuß: Abstand der geprüften Zinssätze als Faktor"),
    "rate_steps": (120, "Interner Zinsfuß: Zahl der Abstände"),
    "frontier_start": (0.3, "Preis und Auslastung: kleinste Auslastung"),
    "frontier_step": (0.02, "Preis und Auslastung: Schritt"),
}
STEPS = 36
RATES = CONSTANTS["rate_steps"][0] + 1


@dataclass(frozen=True)
class PlanLines:
    """The lines of a plan; they follow from its entries, not from their numbers."""

    plan: PlanParameters

    @cached_property
    def pages(self) -> list[Page]:
        plan = self.plan
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
    def by_name(self) -> dict[str, Line]:
        """Every line by name; a name stands once, and is no input's."""
        taken, found = {*inputs(self.plan), *CONSTANTS}, {}
        for line in self._all():
            if line.name in found or line.name in taken:
                raise InputFault(
                    "Im Finanzplan heißen zwei Zeilen gleich.", file="study.yaml", parameter="plan", found=line.name,
                    expected="jeder Name nur einmal, auch unter den Zeilen des Plans selbst (z. B. rent, staff)",
                    remedy="Dem Eintrag, mit dem der Name beginnt, einen anderen Namen geben; label kann bleiben.",
                )  # fmt: skip
            found[line.name] = line
        return found

    @cached_property
    def results(self) -> dict[str, Line]:
        """The key figures by name."""
        return {name: line for name, line in self.by_name.items() if line.result}

    @cached_property
    def length(self) -> dict[Axis, int]:
        """How many places each axis has; the first and the last calendar year may be short, the last even empty."""
        years = self.plan.horizon_years
        return {
            Axis.MONTH: 12 * years,
            Axis.YEAR: years + 1,
            Axis.STEP: STEPS,
            Axis.RATE: RATES,
            Axis.SINGLE: 1,
        }

    def behind(self, *names: str) -> set[str]:
        """Return every line and input that some lines rest on, read from their formulas, the lines themselves among them."""
        found, waiting = set(), list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.by_name[name].rests_on if name in self.by_name else ()
        return found

    def cell(self, name: str) -> str:
        """Return where a single value stands in the workbook, `Ergebnisse!D7`."""
        return self._cells[name]

    @cached_property
    def _cells(self) -> dict[str, str]:
        column = chr(ord("A") + SINGLE_COLUMN)
        return {
            line.name: f"{page.name}!{column}{row + 1}"
            for page in self.pages
            for row, _, line in page.placed()
            if line and line.axis is Axis.SINGLE
        }

    def in_words(self, name: str) -> str:
        """Return the formula of a line in German."""
        return formula_in_words(self.by_name[name], self._labels)

    @cached_property
    def _labels(self) -> dict[str, str]:
        """What every name in a formula is called in German."""
        given = {name: one.label for name, one in inputs(self.plan).items()}
        constants = {name: label for name, (_, label) in CONSTANTS.items()}
        dates = {"opening_month": "Eröffnungsmonat", "price_base": "Preisstand"}
        return {**given, **constants, **dates, **{name: line.label for name, line in self.by_name.items()}}

    def steps(self, *wanted: str) -> list[tuple[str, list[str]]]:
        """Return the lines that some lines rest on in an order of reckoning, each with the lines it is the last to need."""
        if wanted not in self._known_steps:
            order: dict[str, None] = {}
            for name in wanted:
                self._visit(name, order)
            last = {needed: name for name in order for needed in self.by_name[name].names}
            done: dict[str, list[str]] = {name: [] for name in order}
            for needed, name in last.items():
                if needed in order and needed not in wanted:
                    done[name].append(needed)
            self._known_steps[wanted] = list(done.items())
        return self._known_steps[wanted]

    @cached_property
    def _known_steps(self) -> dict[tuple[str, ...], list[tuple[str, list[str]]]]:
        return {}

    def _visit(self, name: str, order: dict[str, None]) -> None:
        if name in self.by_name and name not in order:
            for needed in self.by_name[name].names:
                self._visit(needed, order)
            order[name] = None

    def _all(self) -> Iterator[Line]:
        return (line for page in self.pages for _, _, line in page.placed() if line)
