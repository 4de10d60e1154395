"""Who would use a coworking space: employed out-commuters, self-employed, and others, for each town and in each draw.

Arrays are towns × draws; a number or one array of draws broadcasts.
"""

import numpy as np
from numpy.typing import ArrayLike


def self_employed_users(
    users_in_country: float, freelancer_share: ArrayLike, part_of_country: ArrayLike, participation: ArrayLike
) -> np.ndarray:
    """Return the self-employed users of each town: the country's, spread like the self-employed themselves.

    `freelancer_share` is their share of the country's users, `part_of_country` the town's part of the country's
    self-employed, `participation` how often those of such towns take part compared with the whole country.

    >>> self_employed_users(200_000, 0.5, [0.0005, 0.00025], 0.5)[:, 0].tolist()
    [25.0, 12.5]
    """
    users = users_in_country * np.asarray(freelancer_share) * np.asarray(participation)
    return np.asarray(part_of_country, float)[:, None] * np.atleast_1d(users)


def other_users(known: ArrayLike, others_share: ArrayLike) -> np.ndarray:
    """Return the users who are neither employed nor self-employed, from their share of all users.

    >>> float(other_users(90, 0.1))
    10.0
    """
    share = np.asarray(others_share, float)
    return np.asarray(known) * share / (1 - share)
