"""How demand falls with the price, and which price brings most."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import optimize, special

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.estimation.stratified import Design, share


def demand_curve(most_accepted: pd.Series, design: Design, prices: ArrayLike) -> pd.DataFrame:
    """Return the share of respondents who would pay each price, with interval, from the most they would pay.

    Index: `price`; columns: `share`, `low`, `high` and `revenue` (price × share, for each person asked).
    """
    rows = []
    for price in np.asarray(prices, float):
        willing = share(most_accepted.ge(price).mask(most_accepted.isna()), design)
        low, high = willing.interval()
        rows.append((price, willing.value, low, high, price * willing.value))
    return pd.DataFrame(rows, columns=["price", "share", "low", "high", "revenue"]).set_index("price")


@dataclass(frozen=True)
class LogisticDemand:
    """The probability to buy at price p: ceiling / (1 + exp(-(intercept + slope p))), slope below 0.

    `ceiling` is the share that would buy at all, however low the price.
    """

    intercept: float
    slope: float
    ceiling: float = 1.0

    def probability(self, price: ArrayLike) -> np.ndarray:
        """Return the probability to buy at each price."""
        return self.ceiling * special.expit(self.intercept + self.slope * np.asarray(price, float))

    def profit(
        self, price: ArrayLike, market: float, unit_cost: float = 0.0, fixed_cost: float = 0.0
    ) -> np.ndarray:
        """Return (price - unit cost) × buyers - fixed cost, with `market` people."""
        return (np.asarray(price, float) - unit_cost) * self.probability(price) * market - fixed_cost

    def best_price(self, unit_cost: float = 0.0) -> float:
        """Return the price of the highest profit, of the highest revenue without unit cost; not tied to a grid.

        The condition (p - c) (-slope) (1 - F(p)) = 1 is solved by Lambert's W; Wright's omega is W(exp(z)).

        >>> round(LogisticDemand(8.3, -0.97).best_price(unit_cost=3), 3)
        7.351
        """
        omega = special.wrightomega(self.intercept + self.slope * unit_cost - 1)
        return float(unit_cost - (1 + omega.real) / self.slope)


def fit_logistic_demand(
    prices: ArrayLike, bought: ArrayLike, asked: ArrayLike, ceiling: float = 1.0
) -> LogisticDemand:
    """Return the demand of greatest likelihood (Gabor and Granger 1966) from a ladder of prices.

    `bought` of `asked` people (counts or sums of weights) would buy at each of `prices`. Raises `InputFault` where
    the answers carry no falling curve.
    """
    prices, bought, asked = (np.asarray(values, float) for values in (prices, bought, asked))
    centre, spread = prices.mean(), prices.std() or 1.0
    standard = (prices - centre) / spread

    def surprise(parameters: np.ndarray) -> float:
        utility = parameters[0] + parameters[1] * standard
        buys = np.log(ceiling) + special.log_expit(utility)
        # 1 - c F = (1 - c) F + (1 - F), summed in logarithms so that nothing vanishes.
        refuses = np.logaddexp(_log(1 - ceiling) + special.log_expit(utility), special.log_expit(-utility))
        return -(bought * buys + (asked - bought) * refuses).sum() / asked.sum()

    found = optimize.minimize(surprise, np.array([0.0, -1.0]), method="BFGS", options={"gtol": 1e-9})
    slope = found.x[1] / spread
    # Unless somebody refuses below a price somebody else pays, the steepest curve is the likeliest.
    overlap = prices[bought < asked].min(initial=np.inf) < prices[bought > 0].max(initial=-np.inf)
    if not (overlap and slope < 0):
        raise InputFault(
            "Aus den Antworten auf die Preisstufen lässt sich keine fallende Nachfragekurve schätzen.",
            found=", ".join(
                f"{p:g} €: {b:g} von {a:g}" for p, b, a in zip(prices, bought, asked, strict=True)
            ),
            expected="mit dem Preis sinkende Zustimmung, nicht an einer Stufe von allen zu niemandem",
            remedy="Die Zuordnung der Preisstufen prüfen oder den Bereich der Preise erweitern.",
        )
    return LogisticDemand(float(found.x[0] - slope * centre), float(slope), ceiling)


def _log(value: float) -> float:
    return np.log(value) if value > 0 else -np.inf
