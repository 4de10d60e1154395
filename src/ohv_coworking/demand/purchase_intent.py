"""From four prices to trial and revenue: the extension of the price sensitivity meter with stated intent.

Newton, Miller and Smith (1993): each respondent buys with the probability stated at the own cheap and expensive
price, with none at the prices too cheap or too expensive, and in a straight line in between.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ohv_coworking.survey.price_sensitivity import QUESTIONS, in_order


def trial_and_revenue(
    prices: pd.DataFrame,
    probability_cheap: pd.Series,
    probability_expensive: pd.Series,
    at: ArrayLike | None = None,
    weights: ArrayLike | None = None,
) -> pd.DataFrame:
    """Return the share that would buy (`trial`) and price × share (`revenue`) at each price.

    `prices` has the columns of the price sensitivity meter; probabilities (0 to 1) are stated intents already
    calibrated. Prices `at` default to those somebody named. Respondents out of order or without intent are left out.
    """
    used = (in_order(prices) & probability_cheap.notna() & probability_expensive.notna()).to_numpy()
    stated = prices.loc[used, list(QUESTIONS)].to_numpy(float)
    weight = np.ones(len(stated)) if weights is None else np.asarray(weights, float)[used]
    at = np.unique(stated) if at is None else np.asarray(at, float)
    trial = np.zeros(at.size)
    for own, cheap, expensive, heavy in zip(
        stated, probability_cheap[used], probability_expensive[used], weight / weight.sum(), strict=True
    ):
        trial += heavy * np.interp(at, own, [0, cheap, expensive, 0])
    return pd.DataFrame({"trial": trial, "revenue": at * trial}, index=pd.Index(at, name="price"))
