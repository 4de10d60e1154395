"""How a new offer spreads: the model of Bass (1969), here the ramp-up of a newly opened space."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import curve_fit


def adopted(time, innovation, imitation):
    """Return the share of the final level reached after `time` periods, from 0 to 1.

    >>> round(float(adopted(1, 0.005, 0.84)), 6)
    0.007797
    """
    decay = np.exp(-(innovation + imitation) * np.asarray(time))
    return (1 - decay) / (1 + imitation / innovation * decay)


def adopting(time, innovation, imitation):
    """Return the density of adoption at `time`, the slope of `adopted`."""
    decay = np.exp(-(innovation + imitation) * np.asarray(time))
    return (innovation + imitation) ** 2 / innovation * decay / (1 + imitation / innovation * decay) ** 2


def peak_time(innovation: float, imitation: float) -> float:
    """Return when adoption is fastest."""
    return float(np.log(imitation / innovation) / (innovation + imitation))


@dataclass(frozen=True)
class FittedDiffusion:
    """Market size, innovation and imitation fitted to sales, with their standard errors."""

    market: float
    innovation: float
    imitation: float
    standard_errors: tuple[float, float, float]
    residual_error: float


def fitted(sales, market: float, innovation: float, imitation: float) -> FittedDiffusion:
    """Fit market x density at t = 1, 2, … to sales per period by least squares, from the given start.

    The density at whole t, not the difference of the cumulative curve (Cowpertwait and Metcalfe 2009, 3.3).
    """
    time = np.arange(1, len(sales) + 1)
    values, covariance = curve_fit(
        lambda t, m, p, q: m * adopting(t, p, q), time, sales, p0=(market, innovation, imitation)
    )
    residuals = sales - values[0] * adopting(time, *values[1:])
    return FittedDiffusion(
        *map(float, values),
        standard_errors=tuple(map(float, np.sqrt(np.diag(covariance)))),
        residual_error=float(np.sqrt(np.sum(residuals**2) / (len(sales) - 3))),
    )
