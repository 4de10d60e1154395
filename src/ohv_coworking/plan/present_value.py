"""Value of payments over time: net present value, internal rates, payback.

Sums run over the last axis, so one series of payments and a million go through the same code.
An internal rate is looked for on a grid, because a series may have none, one or several; it is never
returned without saying which of these is the case.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

"""Day counts by name; `act/365` is the one behind Excel's XIRR and XNPV."""

# Continuous rates searched for roots: from -99 % to +1000 % a period, narrow enough to part 0.2 points.
_SEARCHED_LOG_RATES = np.linspace(np.log(0.01), np.log(11.0), 4001)


def net_present_value(rate, flows, first_period: int = 0):
    """Return the flows (..., periods) discounted at `rate` a period.

    The first flow lies `first_period` periods ahead: 0 is an investment paid today,
    1 is the convention of Excel's NPV.

    >>> round(float(net_present_value(0.08, [-40_000, 5_000, 8_000, 12_000, 30_000])), 2)
    3065.22
    """
    flows = np.asarray(flows, dtype=float)
    periods = first_period + np.arange(flows.shape[-1])
    return np.sum(flows * (1 + np.asarray(rate)[..., None]) ** -periods, axis=-1)


@dataclass(frozen=True)
class InternalRate:
    """The internal rates of a series of payments: all of them, and the one nearest to zero."""

    roots: tuple[float, ...]
    sign_change: bool

    @property
    def rate(self) -> float | None:
        """Return the root nearest to zero, None without any."""
        return min(self.roots, key=abs, default=None)

    @property
    def note(self) -> str:
        """Return in German whether the rate is defined, and whether it is the only one."""
        if not self.sign_change:
            return "nicht bestimmbar: die Zahlungsreihe wechselt das Vorzeichen nicht"
        if not self.roots:
            return "nicht bestimmbar: kein Zinssatz zwischen −99 % und 1.000 % löst die Gleichung"
        return "eindeutig" if len(self.roots) == 1 else "mehrdeutig: mehrere Zinssätze lösen die Gleichung"


def internal_rate(flows) -> InternalRate:
    """Return the rates a period at which the flows (periods,) are worth nothing today.

    >>> internal_rate([-100, 230, -132]).note
    'mehrdeutig: mehrere Zinssätze lösen die Gleichung'
    """
    return _internal_rate(np.arange(len(flows)), flows)


def payback(flows, rate: float = 0.0):
    """Return the periods until the cumulated, discounted flows (..., periods) turn positive for good.

    Linear inside the period in which they do; infinite if they never do.

    >>> round(float(payback([-200, 50, 60, 70, 200])), 9)
    3.1
    """
    flows = np.asarray(flows, dtype=float)
    flows = flows * (1 + rate) ** -np.arange(flows.shape[-1])
    total = np.cumsum(flows, axis=-1)
    last_below = np.max(np.where(total < 0, np.arange(flows.shape[-1]), -1), axis=-1, keepdims=True)
    turn = np.minimum(last_below + 1, flows.shape[-1] - 1)
    missing = -np.take_along_axis(total, np.maximum(last_below, 0), axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        periods = last_below + missing / np.take_along_axis(flows, turn, axis=-1)
    never = last_below == flows.shape[-1] - 1
    return np.where(never, np.inf, np.where(last_below < 0, 0.0, periods))[..., 0]


def gridded_rate(flows, lowest: float = -0.9, highest: float = 1.1, steps: int = 10, rounds: int = 5):
    """Return a yearly internal rate of monthly flows (..., months), found as a spreadsheet can find it.

    The first change of sign from `lowest` on is narrowed `rounds` times to a tenth and interpolated at last; missing
    where there is none. For one series, `internal_rate` also tells whether the rate is the only one.
    """
    flows = np.asarray(flows, dtype=float)
    low, width = np.full(flows.shape[:-1], lowest), highest - lowest
    found = np.ones(flows.shape[:-1], dtype=bool)
    for _ in range(rounds):
        rates = low[..., None] + width / steps * np.arange(steps + 1)
        values = _monthly_value(rates, flows)
        crosses = np.sign(values[..., :-1]) * np.sign(values[..., 1:]) <= 0
        found &= crosses.any(axis=-1)
        at = np.argmax(crosses, axis=-1)[..., None]
        width /= steps
        low = low + width * at[..., 0]
    left, right = (np.take_along_axis(values, at + side, axis=-1)[..., 0] for side in (0, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = low + width * left / (left - right)
    return np.where(found, rate, np.nan)


def _internal_rate(times, flows) -> InternalRate:
    times, flows = np.asarray(times, dtype=float), np.asarray(flows, dtype=float)

    def value(log_rate):
        return np.exp(-np.multiply.outer(log_rate, times)) @ flows

    values = value(_SEARCHED_LOG_RATES)
    crossings = np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) < 0)
    log_rates = [brentq(value, *_SEARCHED_LOG_RATES[[at, at + 1]], xtol=1e-14) for at in crossings]
    log_rates += list(_SEARCHED_LOG_RATES[values == 0])
    sign_change = bool((flows > 0).any() and (flows < 0).any())
    return InternalRate(tuple(sorted(np.expm1(log_rates).tolist())) if sign_change else (), sign_change)


def _monthly_value(rates, flows):
    years = np.arange(flows.shape[-1]) / 12
    return np.sum(flows[..., None, :] * (1 + rates[..., None]) ** -years, axis=-1)
