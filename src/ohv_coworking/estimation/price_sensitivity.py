"""The price sensitivity meter: which prices people find too cheap, cheap, expensive, too expensive.

Van Westendorp (1976). Two curves fall with the price (the share that calls a higher price too cheap, or cheap), two
rise (the share that calls it or a lower one expensive, or too expensive). Where a rising curve reaches a falling
one lies a price point. Sums of weights are compared, not shares, so that ties among whole counts are exact.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.estimation.intervals import Interval

QUESTIONS = ("too_cheap", "cheap", "expensive", "too_expensive")
POINTS = ("pmc", "idp", "opp", "pme")
Curve = Literal["linear", "step"]


@dataclass(frozen=True)
class PriceSensitivity:
    """The price points in the unit of the prices, and the answers they rest on.

    Point of marginal cheapness (not cheap = too cheap), indifference (expensive = cheap), optimum (too expensive =
    too cheap) and marginal expensiveness (too expensive = not expensive). Respondents whose four prices do not
    rise strictly are counted and left out, as are those with a price missing.
    """

    pmc: float
    idp: float
    opp: float
    pme: float
    n_valid: int
    n_disordered: int
    n_missing: int


def price_points(
    prices: pd.DataFrame, weights: ArrayLike | None = None, curve: Curve = "linear"
) -> PriceSensitivity:
    """Return the price points of the respondents (rows) from their four prices (columns `QUESTIONS`).

    Curves are known at the prices somebody named: `step` takes the first of them where the curves have met,
    `linear` the point between it and the one before. Raises `InputFault` without a single valid respondent.
    """
    valid = prices_in_order(prices)
    missing = prices[list(QUESTIONS)].isna().any(axis=1)
    points = _points(*_valid(prices, weights), curve)
    return PriceSensitivity(
        **{name: float(point[0]) for name, point in points.items()},
        n_valid=int(valid.sum()),
        n_disordered=int((~valid & ~missing).sum()),
        n_missing=int(missing.sum()),
    )


def price_intervals(
    prices: pd.DataFrame,
    generator: np.random.Generator,
    weights: ArrayLike | None = None,
    curve: Curve = "linear",
    confidence: float = 0.95,
    replicates: int = 1000,
) -> dict[str, Interval]:
    """Return the bootstrap percentile interval of each price point, valid respondents drawn with replacement."""
    stated, weight = _valid(prices, weights)
    n = len(stated)
    drawn = generator.multinomial(n, np.full(n, 1 / n), size=replicates)
    tails = (1 - confidence) / 2, (1 + confidence) / 2
    return {
        name: Interval(*map(float, np.quantile(point, tails)))
        for name, point in _points(stated, drawn * weight, curve).items()
    }


def price_curves(prices: pd.DataFrame, weights: ArrayLike | None = None) -> pd.DataFrame:
    """Return the four curves as shares (columns) at each price somebody named (index), for drawing."""
    stated, weight = _valid(prices, weights)
    grid, sums = _sums(stated, weight)
    return pd.DataFrame({name: sums[name][0] / weight.sum() for name in QUESTIONS}, index=grid)


def prices_in_order(prices: pd.DataFrame) -> pd.Series:
    """Return whether each respondent's four prices rise strictly; with one missing they do not."""
    stated = prices[list(QUESTIONS)].to_numpy(float)
    return pd.Series((np.diff(stated, axis=1) > 0).all(axis=1), index=prices.index)


def _valid(prices: pd.DataFrame, weights: ArrayLike | None) -> tuple[np.ndarray, np.ndarray]:
    valid = prices_in_order(prices).to_numpy()
    weight = (np.ones(len(prices)) if weights is None else np.asarray(weights, float))[valid]
    if not weight.sum() > 0:
        raise InputFault(
            "Keine Antwort nennt vier aufsteigende Preise; Preispunkte lassen sich nicht bestimmen.",
            found=f"{len(prices)} Antworten",
            expected="zu billig < günstig < teuer < zu teuer",
            remedy="Die Zuordnung der vier Preisfragen prüfen.",
        )
    return prices.loc[valid, list(QUESTIONS)].to_numpy(float), weight[None, :]


def _sums(stated: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return the named prices and, for each replicate (row of `weights`), the four curves in sums of weights.

    At the lowest price given to a question nobody yet calls it expensive and all still call it cheap.
    """
    grid, place = np.unique(stated, return_inverse=True)
    place = place.reshape(stated.shape)
    total = weights.sum(axis=1, keepdims=True)
    rows = np.arange(len(stated))
    sums = {}
    for column, name in enumerate(QUESTIONS):
        named = csr_array((np.ones(len(stated)), (rows, place[:, column])), shape=(len(stated), grid.size))
        at_price = weights @ named
        up_to = np.cumsum(at_price, axis=1)
        lowest = (at_price > 0) & (np.cumsum(at_price > 0, axis=1) == 1)
        risen = np.where(lowest, 0.0, up_to)
        sums[name] = risen if "expensive" in name else total - risen
    return grid, sums


def _points(stated: np.ndarray, weights: np.ndarray, curve: Curve) -> dict[str, np.ndarray]:
    grid, sums = _sums(stated, weights)
    total = weights.sum(axis=1, keepdims=True)
    meetings = {
        "pmc": (total - sums["cheap"], sums["too_cheap"]),
        "idp": (sums["expensive"], sums["cheap"]),
        "opp": (sums["too_expensive"], sums["too_cheap"]),
        "pme": (sums["too_expensive"], total - sums["expensive"]),
    }
    return {
        name: _meeting(grid, falling - rising, total, curve) for name, (rising, falling) in meetings.items()
    }


def _meeting(grid: np.ndarray, gap: np.ndarray, total: np.ndarray, curve: Curve) -> np.ndarray:
    """Return the price at which the gap between a falling and a rising curve closes, for each replicate."""
    # Sums of fractional weights may miss a tie by a rounding error; whole counts are exact.
    first = np.argmax(gap <= 1e-12 * total, axis=1)
    if curve == "step":
        return grid[first]
    before = np.maximum(first - 1, 0)
    replicate = np.arange(len(gap))
    open_before, open_first = gap[replicate, before], gap[replicate, first]
    narrowed = open_before - open_first
    part = np.divide(open_before, narrowed, out=np.ones_like(narrowed), where=narrowed > 0)
    return grid[before] + np.minimum(part, 1) * (grid[first] - grid[before])
