"""From people to desks: so many that on the busiest day of the week the house is full no oftener than agreed."""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

WORKING_DAYS_PER_WEEK = 5
NEAR_A_STEP, SMALL_SPREAD = 0.1, 2.0  # desks


def occupied_desks(users: ArrayLike, days_per_week: ArrayLike) -> np.ndarray:
    """Return the desks that users who come on `days_per_week` of five days fill on a mean day.

    >>> float(occupied_desks(100, 2))
    40.0
    """
    return np.asarray(users) * np.asarray(days_per_week) / WORKING_DAYS_PER_WEEK


def desks_by_average(occupied: ArrayLike, utilisation: ArrayLike) -> np.ndarray:
    """Return the desks at a mean utilisation (0–1]: the usual rule of thumb, blind to the size of the house.

    >>> float(desks_by_average(40, 0.8))
    50.0
    """
    return np.asarray(occupied) / np.asarray(utilisation)


def desks_by_service(
    occupied: ArrayLike, days_per_week: ArrayLike, busiest_day_share: ArrayLike, full_house: float
) -> np.ndarray:
    """Return the desks that are too few on at most the share `full_house` of the busiest days.

    Each of the users comes on the busiest day with the same chance, `days_per_week` × `busiest_day_share` (at most 1),
    independently of others: the number of those who come is binomial. More occupied desks never need fewer.
    """
    occupied, days, busiest = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(one, float)) for one in (occupied, days_per_week, busiest_day_share))
    )
    users = occupied * WORKING_DAYS_PER_WEEK / np.maximum(days, 1e-9)
    chance = np.minimum(days * busiest, 1)
    between, sure = _expanded(users, chance, full_house)
    desks = np.clip(np.ceil(between), 0, np.ceil(users))
    # Where the expansion lies near a step, the binomial distribution itself decides.
    at = np.nonzero((users > 0) & ~sure)
    while at[0].size:
        overflow = _overflow(desks[at], users[at], chance[at])
        step = _step(desks[at], users[at], chance[at], overflow, full_house)
        desks[at] += step
        at = tuple(axis[step != 0] for axis in at)
    return desks


def _expanded(users: np.ndarray, chance: np.ndarray, full: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the quantile of the binomial before it is rounded up, and where rounding it is surely right.

    The expansion of Cornish and Fisher (1938) for the number that come plus an even spread over its own step.
    """
    quantile = -special.ndtri(full)
    binomial = users * chance * (1 - chance)
    spread = np.sqrt(binomial + 1 / 12)
    skew = binomial * (1 - 2 * chance) / spread**3
    peak = (binomial * (1 - 6 * chance * (1 - chance)) - 1 / 120) / spread**4
    shift = quantile + skew * (quantile**2 - 1) / 6 + peak * (quantile**3 - 3 * quantile) / 24
    between = users * chance - 0.5 + spread * (shift - skew**2 * (2 * quantile**3 - 5 * quantile) / 36)
    sure = (np.abs(between - np.rint(between)) > NEAR_A_STEP) & (spread > SMALL_SPREAD)
    return between, sure & (between < users - 1)


def _step(
    desks: np.ndarray, users: np.ndarray, chance: np.ndarray, overflow: np.ndarray, full: float
) -> np.ndarray:
    """Return 1 where one desk more is needed, -1 where one fewer is enough, 0 elsewhere."""
    one_fewer = overflow + _exactly(desks, users, chance)
    return np.where(overflow > full, 1, np.where((desks > 0) & (one_fewer <= full), -1, 0))


def _overflow(desks: np.ndarray, users: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Return the probability that more than `desks` of `users` come; users need not be whole."""
    enough = desks >= users
    return np.where(enough, 0.0, special.betainc(desks + 1, np.where(enough, 1.0, users - desks), chance))


def _exactly(desks: np.ndarray, users: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Return the step of `_overflow` from one desk fewer to `desks`: that exactly so many come."""
    left = users - desks
    inside = np.maximum(left, 0)
    logs = special.gammaln(users + 1) - special.gammaln(desks + 1) - special.gammaln(inside + 1)
    found = np.exp(logs + special.xlogy(desks, chance) + special.xlog1py(inside, -chance))
    last = left < 0  # the last desk of a number of users that is not whole
    found[last] = _overflow(desks[last] - 1, users[last], chance[last])
    return found
