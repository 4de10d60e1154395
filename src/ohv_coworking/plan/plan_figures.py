"""The results of a plan as key figures: label, unit, basis and cell are those of their lines, never said twice."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ohv_coworking.plan.financial_model import FinancialModel, Run
from ohv_coworking.plan.reckoning import day_of

NEVER = "nicht im Planungszeitraum"
NOT_GIVEN = "entfällt"
DIGITS = {"percent": 0, "factor": 1}
"""Digits behind the comma by the style of a line; of others the unit decides."""
HUNDREDS, THOUSANDS = 1_000, 200_000
"""Sums of money from which on hundreds and thousands are shown."""


@dataclass(frozen=True)
class PlanFigure:
    """A result under its name in the ledger; `value` is one value or `(low, value, high)` of a named range."""

    name: str
    label: str
    unit: str
    value: Any
    basis: tuple[str, ...]
    cell: str
    decimals: int | None = None
    range: str = ""
    formula: str = ""


def month_name(day: float) -> str:
    """Return the month of a day as the plan counts days, or the words for never."""
    return NEVER if pd.isna(day) else f"{day_of(day):%Y-%m}"


def plan_figures(
    model: FinancialModel, run: Run, scenarios: pd.DataFrame, *names: str, **lines: str
) -> list[PlanFigure]:
    """Return single lines of a run under their own names, and under others those of `lines` (name: line).

    Key figures range over `scenarios` (one row a scenario, one column a key figure).
    """
    return [
        _figure(model, run, scenarios, name, line) for name, line in {**dict.fromkeys(names), **lines}.items()
    ]


def _figure(
    model: FinancialModel, run: Run, scenarios: pd.DataFrame, name: str, other: str | None
) -> PlanFigure:
    line = model.lines.by_name[other or name]
    value, kind = float(run[line.name]), ""
    digits = _digits(line.style, line.unit, value)
    shown: Any = value
    if line.unit == "Datum":
        shown = month_name(value)
    elif pd.isna(value):
        shown = NOT_GIVEN
    elif line.result and (ends := scenarios[line.name].dropna()).nunique() > 1:
        shown, kind = (min(ends.min(), value), value, max(ends.max(), value)), "Szenarien"
    basis, cell = tuple(model.basis(line.name)), model.lines.cell(line.name)
    formula = model.lines.in_words(line.name)
    return PlanFigure(name, line.label, line.unit, shown, basis, cell, digits, kind, formula)


def _digits(style: str, unit: str, value: float) -> int | None:
    if unit.startswith("€") and abs(value) >= HUNDREDS:
        return -3 if abs(value) >= THOUSANDS else -2
    return DIGITS.get(style)
