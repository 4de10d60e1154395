"""Prices people name, as they may be printed: points with intervals, curves in steps that enough people stand behind.

Shares are rounded before anything is drawn: more digits would tell the weights of single people.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ohv_coworking.disclosure.figures import MINIMUM
from ohv_coworking.disclosure.steps import safe_steps
from ohv_coworking.estimation.price_sensitivity import (
    POINTS,
    QUESTIONS,
    price_curves,
    price_intervals,
    price_points,
    prices_in_order,
)
from ohv_coworking.estimation.stratified import Design
from ohv_coworking.estimation.willingness_to_pay import demand_curve, fit_logistic_demand

# Shares are drawn in whole percent.
DIGITS = 2
CURVE_NAMES = {
    "too_cheap": "zu günstig",
    "cheap": "günstig",
    "expensive": "teuer",
    "too_expensive": "zu teuer",
}
POINT_NAMES = {
    "pmc": "untere Grenze (zu günstig, nicht günstig)",
    "opp": "optimaler Preis (so viele zu günstig wie zu teuer)",
    "idp": "Gleichstand (so viele günstig wie teuer)",
    "pme": "obere Grenze (zu teuer, nicht teuer)",
}


def price_point_table(
    prices: pd.DataFrame, weights: ArrayLike, generator: np.random.Generator, minimum: int
) -> pd.DataFrame:
    """Return `point`, `label`, `price`, `low` and `high` of the price sensitivity meter, in whole euros, with bootstrap intervals.

    Missing where fewer than `minimum` respondents named four prices in order.
    """
    rows = pd.DataFrame({"point": POINTS, "label": [POINT_NAMES[name] for name in POINTS]})
    if prices_in_order(prices).sum() < minimum:
        return rows.assign(price=np.nan, low=np.nan, high=np.nan)
    found, intervals = price_points(prices, weights), price_intervals(prices, generator, weights)
    numbers = [(getattr(found, name), *intervals[name]) for name in POINTS]
    # In whole euros, as they are printed: a point that is drawn tells no more than one that is read.
    return rows.join(pd.DataFrame(numbers, columns=["price", "low", "high"]).round())


def printable_curves(prices: pd.DataFrame, weights: ArrayLike, step: float, minimum: int) -> pd.DataFrame:
    """Return the four curves at every `step` of the price: `price`, `curve` (its German name) and `share`.

    Each step of a curve stands for five respondents or more, and it ends where fewer named a higher price.
    """
    stated = prices.loc[prices_in_order(prices), list(QUESTIONS)].astype(float)
    grid = _grid(stated.to_numpy(), step)
    if len(stated) < minimum:
        return pd.DataFrame({"price": [], "curve": [], "share": []})
    shares = price_curves(prices, weights).reindex(grid, method="ffill")
    # Below the lowest price that anybody named the two falling curves are whole and the rising ones nothing.
    shares = shares.fillna({name: float(name in ("too_cheap", "cheap")) for name in QUESTIONS})
    rows = []
    for name in QUESTIONS:
        steps = _steps(stated[name], grid)
        drawn = shares[name].to_numpy()[steps].round(DIGITS)
        rows.append(pd.DataFrame({"price": grid[: len(steps)], "curve": CURVE_NAMES[name], "share": drawn}))
    return pd.concat(rows, ignore_index=True)


def printable_demand(most_accepted: pd.Series, design: Design, step: float, minimum: int) -> pd.DataFrame:
    """Return `price`, `share`, `low` and `high` of those who would pay at least each price, at every `step`.

    Each step stands for five respondents or more, and the curve ends where fewer would pay more.
    """
    stated = most_accepted.dropna().astype(float)
    if len(stated) < minimum:
        return pd.DataFrame({"price": [], "share": [], "low": [], "high": []})
    grid = _grid(stated.to_numpy(), step)
    found = demand_curve(most_accepted, design, grid).reset_index()[["price", "share", "low", "high"]]
    steps, ends = _steps(stated, np.nextafter(grid, -np.inf)), ["share", "low", "high"]
    told = {name: found[name].to_numpy()[steps].round(DIGITS) for name in ends}
    return found.head(len(steps)).assign(**told)


def best_price(demand: pd.DataFrame) -> float:
    """Return the price of the highest revenue on a logistic curve through a printed demand; NaN without one."""
    shown = demand.dropna()
    if shown["share"].nunique() < 3:
        return float("nan")
    return fit_logistic_demand(shown["price"], shown["share"], np.ones(len(shown))).best_price()


def _grid(stated: np.ndarray, step: float) -> np.ndarray:
    return np.arange(0, (stated.max(initial=0) // step + 2) * step, step)


def _steps(stated: pd.Series, grid: np.ndarray) -> np.ndarray:
    """Return the safe steps along the grid, up to where fewer than five named more."""
    so_far = np.searchsorted(np.sort(stated.to_numpy()), grid, side="right")
    return safe_steps(so_far[len(stated) - so_far >= MINIMUM])
