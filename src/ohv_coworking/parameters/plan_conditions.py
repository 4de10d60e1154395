"""What the values of a plan must fulfil, as formulas over its inputs, each said once.

They are held against the values of `study.yaml`, of each case, of the command line and of draws; the workbook prints them as
checks. A formula is written as the lines of the plan are and takes numbers and columns (scenarios, 1) alike.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_entries import MONTHS_PER_INSTALMENT, Dated

TOLERANCE = 0.005
"""Euros, and parts of a month or of a share, that are none."""
_FUNCTIONS = {
    "__builtins__": {},
    "ABS": abs,
    "INT": lambda number: number // 1,
    "MOD": lambda number, by: number % by,
    "ROUND": lambda number, _: (number + 0.5) // 1,
    "YEAR": lambda day: day.year,
    "IF": lambda word, this, other: this if word else other,
    "tolerance": TOLERANCE,
    "months_per_quarter": MONTHS_PER_INSTALMENT["vierteljährlich"],
}


@dataclass(frozen=True)
class Condition:
    """One condition: what holds, as a German label and as a formula, and what to do where it does not."""

    name: str
    label: str
    formula: str
    expected: str
    remedy: str

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The values the formula names."""
        found = (node.id for node in ast.walk(ast.parse(self.formula)) if isinstance(node, ast.Name))
        return tuple(dict.fromkeys(name for name in found if name not in _FUNCTIONS))

    @cached_property
    def _code(self):
        return compile(self.formula, self.name, "eval")

    def holds(self, values: Mapping[str, Any]) -> Any:
        """Return whether it holds for values by name, True or False, or a column of them."""
        return eval(self._code, {**_FUNCTIONS, **{name: values[name] for name in self.names}})

    def found(self, values: Mapping[str, Any]) -> str:
        """Return the values it rests on as a fault shows them; of a column the first that does not fit."""
        at = next((at for at, holds in enumerate(_column(self.holds(values))) if not holds), 0)
        return ", ".join(f"{name} {_shown(values[name], at)}" for name in self.names)


def _column(value: Any) -> list:
    return value.ravel().tolist() if hasattr(value, "ravel") else [value]


def _shown(value: Any, at: int) -> str:
    column = _column(value)
    one = column[at] if len(column) > 1 else column[0]
    return f"{one:g}" if isinstance(one, int | float) else str(one)


def conditions(plan: PlanParameters) -> list[Condition]:
    """Return the conditions of a plan; they follow from its entries."""
    return [*_calendar(plan), *_dates(plan), *_loans(plan), *_grants(plan), *_pay(plan), *_taxes()]


def broken(listed: Iterable[Condition], values: Mapping[str, Any]) -> Iterator[Condition]:
    """Yield the conditions that single values break."""
    return (rule for rule in listed if not rule.holds(values))


def _calendar(plan: PlanParameters) -> Iterator[Condition]:
    begun = "höchstens so viele Monate wie die Vorbereitung (preparation_months)"
    longer = "Die Vorbereitung verlängern oder den Zeitpunkt näher an die Eröffnung legen."
    entries = {"Kauf": plan.investments, "Auszahlung": plan.financing.loans, "Einstellung": plan.staff.posts}
    for what, items in entries.items():
        for key, one in items.items():
            yield Condition(f"check_{key}_begins", f"{one.label}: {what} nicht vor dem Planbeginn",
                       f"{key}_months_before_opening{plan.in_plan(key)} <= preparation_months", begun, longer)  # fmt: skip
    for key, one in plan.investments.items():
        months = f"12*{key}_useful_life_years"
        yield Condition(f"check_{key}_life", f"{one.label}: Nutzungsdauer in ganzen Monaten",
                   f"ABS({months} - ROUND({months}, 0)) <= tolerance", "ganze Monate, z. B. 2,5 Jahre",
                   "Die Nutzungsdauer auf ganze Monate runden.")  # fmt: skip
    lasting = "(lease_months >= month_count)"
    yield Condition("check_lease", "Mietzeit nicht kürzer als der Plan", f"{lasting} + (operating_months > 0)*(lease_months >= preparation_months + operating_months) >= 1",
               "mindestens so viele Monate wie der Planungszeitraum oder der Betrieb: die Miete läuft bis zu seinem Ende weiter",
               "Die Mietzeit verlängern oder horizon_years verkürzen.")  # fmt: skip
    yield Condition("check_price_base", "Preisstand nicht nach der Eröffnung", "price_base <= YEAR(opening_month)",
               "ein Jahr bis zur Eröffnung", "price_base oder opening_month berichtigen.")  # fmt: skip


def _dates(plan: PlanParameters) -> Iterator[Condition]:
    for key, one in plan.entries.items():
        if isinstance(one, Dated):
            yield Condition(f"check_{key}_ends", f"{one.label}: Ende nach dem Beginn",
                       f"({key}_ends_after_months == 0) + ({key}_ends_after_months > {key}_start_after_months) >= 1",
                       "ein Ende nach dem Beginn, oder 0 für keines", "Beginn oder Ende berichtigen.")  # fmt: skip
    yield Condition("check_operation", "Betrieb von mindestens einem Jahr", "(operating_months == 0) + (operating_months >= 12) >= 1",
               "mindestens 12 Monate, oder 0 für keinen Endtermin im Plan", "Den Betrieb verlängern.")  # fmt: skip


def _loans(plan: PlanParameters) -> Iterator[Condition]:
    for key, one in plan.financing.loans.items():
        yield Condition(f"check_{key}_grace", f"{one.label}: tilgungsfreie Zeit kürzer als die Laufzeit",
                   f"{key}_grace_months < {key}_term_months", "kürzer als die Laufzeit",
                   "Die Laufzeit verlängern oder die tilgungsfreie Zeit verkürzen.")  # fmt: skip
        for part, what in (("term", "Laufzeit"), ("grace", "tilgungsfreie Zeit")):
            each = f'IF({key}_instalments == "monatlich", 1, months_per_quarter)'
            yield Condition(f"check_{key}_{part}_whole", f"{one.label}: {what} in ganzen Raten",
                       f"MOD({key}_{part}_months, {each}) == 0", "ein Vielfaches von drei Monaten",
                       "Bei vierteljährlichen Raten ganze Quartale angeben.")  # fmt: skip


def _grants(plan: PlanParameters) -> Iterator[Condition]:
    grants = plan.financing.grants
    for cost in dict.fromkeys(cost for grant in grants.values() for cost in grant.covers):
        rates = (f"{key}_applied*{key}_rate" for key, grant in grants.items() if cost in grant.covers)
        yield Condition(f"check_{cost}_grants", f"Zuschüsse zu {cost} zusammen nicht über den Kosten",
                   f"{' + '.join(rates)} <= 1 + tolerance", "zusammen höchstens 100 % Förderung derselben Kosten",
                   "Einen Fördersatz senken oder einen Zuschuss nicht ansetzen.")  # fmt: skip


def _pay(plan: PlanParameters) -> Iterator[Condition]:
    for key, grade in plan.staff.pay_grades.items():
        starts = [f"{key}_step_{at}_after_months" for at in range(1, len(grade.steps) + 1)]
        rising = [f"({earlier} < {later})" for earlier, later in pairwise(starts)]
        yield Condition(f"check_{key}_steps", f"{grade.label}: Stufen in zeitlicher Folge",
                   "*".join([f"({starts[0]} == 0)", *rising]), "Stufen ab Monat 0 in aufsteigender Folge",
                   "Den Beginn der Stufen berichtigen.")  # fmt: skip


def _taxes() -> Iterator[Condition]:
    yield Condition("check_small_business", "Kleinunternehmerregelung ohne Verzicht nach § 9 UStG",
               "small_business*option_to_tax == 0", "höchstens eines von beiden (§ 19 Abs. 1 UStG)",
               "small_business oder option_to_tax auf 0 setzen.")  # fmt: skip
