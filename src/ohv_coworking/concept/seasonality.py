"""Season of a series: classical decomposition by centred moving averages."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Decomposition:
    """Trend (same length as the series, missing at both ends) and season (one value per place in the period)."""

    trend: np.ndarray
    seasonal: np.ndarray


def decomposed(series, period: int, multiplicative: bool = False) -> Decomposition:
    """Split a series into trend and season, as R's `decompose` does (Kendall and Stuart 1983).

    Additive seasons add up to 0, multiplicative ones have mean 1.
    """
    series = np.asarray(series, dtype=float)
    if len(series) < 2 * period:
        raise ValueError("a season needs at least two full periods")
    weights = np.full(period, 1.0)
    if period % 2 == 0:
        weights = np.r_[0.5, np.ones(period - 1), 0.5]
    half = len(weights) // 2
    trend = np.full(len(series), np.nan)
    trend[half : len(series) - half] = np.convolve(series, weights / period, mode="valid")
    detrended = series / trend if multiplicative else series - trend
    seasonal = np.array([np.nanmean(detrended[place::period]) for place in range(period)])
    seasonal = seasonal / seasonal.mean() if multiplicative else seasonal - seasonal.mean()
    return Decomposition(trend, seasonal)
