"""Demand from official statistics: out-commuters, narrowed step by step to desks needed at the same time.

All inputs may be numbers or arrays; arrays are broadcast against each other.
"""

import numpy as np
from numpy.typing import ArrayLike

WORKING_DAYS_PER_WEEK = 5


def likely_users(
    out_commuters: ArrayLike,
    office_share: ArrayLike,
    remote_share: ArrayLike,
    employer_consent: ArrayLike,
    preference_share: ArrayLike,
) -> np.ndarray:
    """Return persons who can work away from the firm, may do so, and would rather do it in a coworking space.

    >>> float(likely_users(10_000, 0.2, 0.5, 0.5, 0.1))
    50.0
    """
    return np.asarray(out_commuters) * office_share * remote_share * employer_consent * preference_share


def desks_needed(users: ArrayLike, days_per_week: ArrayLike, utilisation: ArrayLike) -> np.ndarray:
    """Return the desks that serve `users` who come on `days_per_week` of five days, at a mean `utilisation` (0–1].

    >>> float(desks_needed(100, 2, 0.8))
    50.0
    """
    return np.asarray(users) * np.asarray(days_per_week) / WORKING_DAYS_PER_WEEK / utilisation


def stages(
    out_commuters: ArrayLike,
    office_share: ArrayLike,
    remote_share: ArrayLike,
    employer_consent: ArrayLike,
    preference_share: ArrayLike,
) -> dict[str, np.ndarray]:
    """Return the number of persons left after each step of the funnel, in order."""
    steps = {
        "office_share": office_share,
        "remote_share": remote_share,
        "employer_consent": employer_consent,
        "preference_share": preference_share,
    }
    left = np.asarray(out_commuters, dtype=float)
    result = {"out_commuters": left}
    for name, share in steps.items():
        left = left * share
        result[name] = left
    return result
