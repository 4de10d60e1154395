"""What chance makes of the result: Monte Carlo over the risks of the plan, correlated by group and by pair.

Decisions and methods stay as the plan has them. Scenarios are drawn and run in chunks, so that memory stays small however many there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ohv_coworking.parameters.correlated_draws import correlated_draws, pert
from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.plan.financial_model import FinancialModel
from ohv_coworking.plan.line import Axis

CHUNK = 1_000
"""Scenarios run together: few enough for their lines to stay in the processor's cache."""
KEPT = 20_000
"""Scenarios whose cash is kept month by month: enough for any quantile shown, and memory stays flat with a million."""


@dataclass(frozen=True)
class Simulation:
    """Many scenarios: cash (months, the first scenarios up to `KEPT`), probability of insolvency in all (months,), key
    figures (scenarios,) by name.
    """

    cash: np.ndarray
    insolvency: np.ndarray
    figures: Mapping[str, np.ndarray]

    def cash_quantiles(self, quantiles: Sequence[float]) -> pd.DataFrame:
        """Return the fan: one row a month, one column a quantile."""
        return pd.DataFrame(np.quantile(self.cash, quantiles, axis=1).T, columns=list(quantiles))

    def reserve(self, share: float, months: int) -> float:
        """Return what must be added at the start so that cash lasts `months` in a share of the scenarios, euros."""
        return max(float(np.quantile(-self.cash[:months].min(axis=0), share)), 0.0)

    def contribution(self, share: float, reserve: float, preparation: int) -> float:
        """Return the yearly contribution from the opening on with which, after a reserve at the start, cash never falls
        below zero in a share of the scenarios, euros; paid by the month.
        """
        paid = np.arange(1, len(self.cash) - preparation + 1)[:, None] / 12
        needed = (-(self.cash[preparation:] + reserve) / paid).max(axis=0)
        return max(float(np.quantile(needed, share)), 0.0)

    def share_below(self, name: str, value: float) -> float:
        """Return the share of the scenarios in which a key figure is smaller."""
        return float((self.figures[name] < value).mean())


SMALLEST = 1e-6
"""Smallest eigenvalue of correlations that a Cholesky factor still holds."""
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


def with_range(model: FinancialModel, kind: str) -> dict[str, Input]:
    """Return the inputs of a kind ("risk", "decision") that have a range."""
    return {
        name: one
        for name, one in model.inputs.items()
        if one.kind == kind and not one.words and one.held.low < one.held.high
    }


def correlation_matrix(model: FinancialModel, names: Sequence[str]) -> np.ndarray:
    """Return the rank correlations between risks: those of their group, those of single pairs before them.

    Where both together are impossible, the nearest possible ones: negative eigenvalues are lifted to nearly nothing.
    """
    place = {name: at for at, name in enumerate(names)}
    moves = np.array([model.inputs[name].declared["moves"] for name in names])
    groups = np.array([model.inputs[name].group for name in names])
    matrix = np.eye(len(place))
    for group, factor in model.common_factors.items():
        sign = np.where(groups == group, moves, 0)
        matrix += factor * (np.outer(sign, sign) - np.diag(sign**2))
    for pair in model.plan.correlations:
        row, column = place[pair.first], place[pair.second]
        matrix[row, column] = matrix[column, row] = pair.value
    values, vectors = np.linalg.eigh(matrix)
    if values[0] > SMALLEST:
        return matrix
    lifted = (vectors * np.maximum(values, SMALLEST)) @ vectors.T
    width = np.sqrt(np.diag(lifted))
    return lifted / np.outer(width, width)


@dataclass(frozen=True)
class Risks:
    """What of a model is drawn, and how: found once, drawn in as many parts as wanted."""

    model: FinancialModel

    @cached_property
    def uncertain(self) -> dict[str, Input]:
        return with_range(self.model, "risk")

    @cached_property
    def _marginals(self) -> list:
        return [pert(one.held.low, one.held.value, one.held.high) for one in self.uncertain.values()]

    @cached_property
    def _correlations(self) -> np.ndarray:
        return correlation_matrix(self.model, list(self.uncertain))

    def drawn(self, base: Mapping[str, Any], count: int, generator: np.random.Generator) -> dict[str, Any]:
        """Return the values of a case with `count` draws of each risk."""
        return self.around(base, self.rows(count, generator))

    def rows(self, count: int, generator: np.random.Generator, first: int = 0) -> np.ndarray:
        """Return `count` draws (rows) of all risks (columns), beta-PERT over the range of each around its value.

        What an earlier chapter has drawn keeps its draws and their order, from the place `first` on.
        """
        rows = correlated_draws(self._marginals, self._correlations, count, generator)
        if self.model.drawn:
            [(name, known)] = self.model.drawn.items()
            here = np.resize(known, first + count)[first:]
            rows = _in_order_of(here, rows, list(self.uncertain).index(name))
        return rows

    def around(self, base: Mapping[str, Any], rows: np.ndarray) -> dict[str, Any]:
        """Return the values of a case with a column (count, 1) for each risk.

        A case that moved an input moves its whole range by the same factor, or by the same amount where the value is 0.
        """
        values = dict(base)
        for at, (name, one) in enumerate(self.uncertain.items()):
            column = np.rint(rows[:, [at]]) if one.declared["whole"] else rows[:, [at]]
            moved = column * (base[name] / one.value) if one.value else column + base[name]
            values[name] = np.clip(moved, one.declared["minimum"], one.declared["maximum"])
        return values


def _in_order_of(known: np.ndarray, rows: np.ndarray, column: int) -> np.ndarray:
    """Return the rows so ordered that a column has the ranks of known draws, and in it these draws."""
    ordered = np.empty_like(rows)
    ordered[known.argsort(kind="stable")] = rows[rows[:, column].argsort(kind="stable")]
    ordered[:, column] = known
    return ordered


def simulate(
    model: FinancialModel,
    base: Mapping[str, Any],
    count: int,
    generator: np.random.Generator,
    figures: Sequence[str] = (),
) -> Simulation:
    """Return `count` scenarios drawn around the values of a case, with some key figures of each."""
    [found] = simulate_cases(model, [base], count, generator, figures)
    return found


def simulate_cases(
    model: FinancialModel,
    bases: Sequence[Mapping[str, Any]],
    count: int,
    generator: np.random.Generator,
    figures: Sequence[str] = (),
) -> list[Simulation]:
    """Return the scenarios of each case, draw by draw the same risks for all of them."""
    months, risks = model.lines.length[Axis.MONTH], Risks(model)
    found = [
        Simulation(
            np.empty((months, min(count, KEPT)), dtype=np.float32),
            np.zeros(months),
            {name: np.empty(count) for name in figures},
        )
        for _ in bases
    ]
    # Chunks of nearly equal size: correlated draws need more rows than there are inputs.
    for edges in pairwise(np.linspace(0, count, -(-count // CHUNK) + 1, dtype=int).tolist()):
        here, some = slice(*edges), edges[1] - edges[0]
        rows = risks.rows(some, generator, edges[0])
        for base, case in zip(bases, found, strict=True):
            run = model.run(risks.around(base, rows), only=("cash_balance", *figures))
            cash_here = np.broadcast_to(run["cash_balance"], (some, months))
            kept = case.cash[:, here]
            kept[:] = cash_here[: kept.shape[1]].T
            for name in figures:
                case.figures[name][here] = run[name]
            case.insolvency[:] += np.logical_or.accumulate(cash_here < 0, axis=-1).sum(axis=0)
    for case in found:
        case.insolvency[:] /= count
    return found
