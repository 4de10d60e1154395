"""Answers on a scale: how they spread, who agrees, whether items measure the same thing."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from ohv_coworking.survey.intervals import Interval


def top_box(answers: pd.Series, scale: tuple[int, int], boxes: int = 2) -> pd.Series:
    """Return whether each answer is among the highest `boxes` steps of the scale; missing stays missing.

    >>> top_box(pd.Series([1, 4, 5, None]), scale=(1, 5)).tolist()
    [False, True, True, <NA>]
    """
    return _within(answers, scale).gt(scale[1] - boxes)


def bottom_box(answers: pd.Series, scale: tuple[int, int], boxes: int = 2) -> pd.Series:
    """Return whether each answer is among the lowest `boxes` steps of the scale; missing stays missing."""
    return _within(answers, scale).lt(scale[0] + boxes)


def reversed_scale(answers: pd.Series, scale: tuple[int, int]) -> pd.Series:
    """Return the answers with the ends of the scale exchanged, for items asked in the negative."""
    return sum(scale) - _within(answers, scale)


def distribution(answers: pd.Series, scale: tuple[int, int], weights: ArrayLike = 1.0) -> pd.Series:
    """Return the weighted share of each step of the scale among those who answered; steps nobody chose are 0."""
    answered = _within(answers, scale)
    weight = pd.Series(np.broadcast_to(np.asarray(weights, float), len(answers)), index=answers.index)
    shares = weight.groupby(answered).sum().reindex(range(scale[0], scale[1] + 1), fill_value=0.0)
    return shares / shares.sum()


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha of `items` items, from `n` respondents."""

    value: float
    n: int
    items: int

    def interval(self, confidence: float = 0.95) -> Interval:
        """Return the interval of Feldt (1965)."""
        tail = (1 - confidence) / 2
        freedom = self.n - 1, (self.n - 1) * (self.items - 1)
        low, high = (1 - (1 - self.value) * stats.f.ppf(level, *freedom) for level in (1 - tail, tail))
        return Interval(float(low), float(high))


def cronbach_alpha(items: pd.DataFrame, missing: Literal["listwise", "pairwise"] = "listwise") -> Alpha:
    """Return how consistently the items (columns) measure one thing (Cronbach 1951).

    `listwise` uses only respondents (rows) with every item and counts only them; `pairwise` uses each pair of
    items as far as it was answered and counts everybody. The two may differ much: say which one is used.
    """
    answered = items.dropna() if missing == "listwise" else items
    covariance = answered.cov().to_numpy()
    count = items.shape[1]
    value = count / (count - 1) * (1 - np.trace(covariance) / covariance.sum())
    return Alpha(float(value), n=len(answered), items=count)


def _within(answers: pd.Series, scale: tuple[int, int]) -> pd.Series:
    numbers = answers.astype("Float64")
    outside = numbers[numbers.lt(scale[0]) | numbers.gt(scale[1])]
    if not outside.empty:
        raise ValueError(f"answer {outside.iloc[0]:g} lies outside the scale {scale[0]} to {scale[1]}")
    return numbers
