"""What the ranges of the inputs make of the result: Monte Carlo with correlated inputs, and one input at a time.

Scenarios are drawn and run in chunks, so that memory stays small however many there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ohv_coworking.parameters.correlated_draws import draws, pert
from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.plan.financial_model import FinancialModel
from ohv_coworking.plan.line import Axis

CHUNK = 1_000
"""Scenarios run together: few enough for their lines to stay in the processor's cache."""


@dataclass(frozen=True)
class Simulation:
    """Many scenarios: cash (months, scenarios), yearly need (scenarios, years), probability of insolvency (months,)."""

    cash: np.ndarray
    subsidy_need: np.ndarray
    insolvency: np.ndarray

    def cash_quantiles(self, quantiles: Sequence[float]) -> pd.DataFrame:
        """Return the fan: one row a month, one column a quantile."""
        return pd.DataFrame(np.quantile(self.cash, quantiles, axis=1).T, columns=list(quantiles))

    def reserve(self, share: float, months: int) -> float:
        """Return what must be added at the start so that cash lasts `months` in a share of the scenarios, euros."""
        return max(float(np.quantile(-self.cash[:months].min(axis=0), share)), 0.0)

    def need_a_year(self, operating_years: float) -> np.ndarray:
        """Return the mean yearly need of each scenario."""
        return self.subsidy_need.sum(axis=1) / operating_years


FAN = (0.05, 0.25, 0.5, 0.75, 0.95)


def fan(dates: Sequence, supported: Simulation, unsupported: Simulation) -> pd.DataFrame:
    """Return each month's cash with support (columns q05 … q95) and how many scenarios are insolvent with and without."""
    cash = supported.cash_quantiles(FAN).set_axis([f"q{round(100 * one):02}" for one in FAN], axis=1)
    cash.insert(0, "month", pd.to_datetime(dates))
    return cash.assign(supported=supported.insolvency, unsupported=unsupported.insolvency)


def exceedance(need: np.ndarray, steps: int = 8) -> pd.DataFrame:
    """Return round amounts over the range of draws, and the share of draws above each: limit, probability."""
    span = np.quantile(need, [0.005, 0.995])
    limits = np.unique(np.linspace(*np.round(span, -4), steps).round(-3))
    return pd.DataFrame({"limit": limits, "probability": [(need > limit).mean() for limit in limits]})


def uncertain_inputs(model: FinancialModel) -> dict[str, Input]:
    """Return the inputs that have a range."""
    return {name: one for name, one in model.inputs.items() if not one.words and one.held.low < one.held.high}


def correlation_matrix(model: FinancialModel, names: Sequence[str]) -> np.ndarray:
    """Return the rank correlations between inputs; pairs the plan does not name are independent."""
    place = {name: at for at, name in enumerate(names)}
    matrix = np.eye(len(place))
    for pair in model.plan.correlations:
        row, column = place[pair.first], place[pair.second]
        matrix[row, column] = matrix[column, row] = pair.value
    return matrix


def drawn_values(
    model: FinancialModel, base: Mapping[str, Any], count: int, generator: np.random.Generator
) -> dict[str, Any]:
    """Return values with a column (count, 1) for each uncertain input, beta-PERT over its range around its value.

    A case that moved an input moves its whole range by the same factor, or by the same amount where the value is 0.
    """
    uncertain = uncertain_inputs(model)
    marginals = [pert(one.held.low, one.held.value, one.held.high) for one in uncertain.values()]
    rows = draws(marginals, correlation_matrix(model, list(uncertain)), count, generator)
    values = dict(base)
    for at, (name, one) in enumerate(uncertain.items()):
        column = np.rint(rows[:, [at]]) if one.declared["whole"] else rows[:, [at]]
        moved = column * (base[name] / one.value) if one.value else column + base[name]
        values[name] = np.clip(moved, one.declared["minimum"], one.declared["maximum"])
    return values


def simulate(
    model: FinancialModel, base: Mapping[str, Any], count: int, generator: np.random.Generator
) -> Simulation:
    """Return `count` scenarios drawn around the values of a case."""
    months, years = (model.lines.length[axis] for axis in (Axis.MONTH, Axis.YEAR))
    cash = np.empty((months, count), dtype=np.float32)
    need = np.empty((count, years))
    without_cash = np.zeros(months)
    # Chunks of nearly equal size: correlated draws need more rows than there are inputs.
    for edges in pairwise(np.linspace(0, count, -(-count // CHUNK) + 1, dtype=int).tolist()):
        here, some = slice(*edges), edges[1] - edges[0]
        run = model.run(drawn_values(model, base, some, generator), only=("cash_balance", "need_by_year"))
        cash_here = np.broadcast_to(run["cash_balance"], (some, months))
        cash[:, here], need[here] = cash_here.T, run["need_by_year"]
        without_cash += np.logical_or.accumulate(cash_here < 0, axis=-1).sum(axis=0)
    return Simulation(cash, need, without_cash / count)


def tornado(model: FinancialModel, base: Mapping[str, Any], figure: str) -> pd.DataFrame:
    """Return a key figure with each uncertain input at its low and its high, the others at their base.

    One row an input, by name, columns label, low, high (the figure there), swing; the largest swing first.
    """
    uncertain = uncertain_inputs(model)
    values = dict(base)
    for at, (name, one) in enumerate(uncertain.items()):
        column = np.full((2 * len(uncertain), 1), float(base[name]))
        column[2 * at : 2 * at + 2, 0] = one.held.low, one.held.high
        values[name] = column
    found = model.run(values, only=(figure,))[figure].reshape(-1, 2)
    rows = pd.DataFrame(found, columns=["low", "high"], index=list(uncertain))
    rows.insert(0, "label", [one.label for one in uncertain.values()])
    rows["swing"] = (rows["high"] - rows["low"]).abs()
    return rows.sort_values("swing", ascending=False, kind="stable")
