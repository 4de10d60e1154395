"""Who reaches a site by way of a stop, for draws of what is uncertain on the way: paces and accepted ways to and from stops.

The timetable stands; the first way is straight to the site, as the fastest way of whoever is near.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ohv_coworking.sites.reach import Floats, distances_m

CHUNK = 250
"""Draws taken together: few enough for a truth value of each pair of origin and stop."""


def people_by_stop_drawn(
    origins: pd.DataFrame,
    people: ArrayLike,
    site: pd.DataFrame,
    stops: pd.DataFrame,
    between_min: Floats,
    *,
    access_m_a_min: Floats,
    walk_m_a_min: Floats,
    to_stop_min: ArrayLike,
    from_stop_min: ArrayLike,
    limit_min: float,
) -> Floats:
    """Return how many people need at most `limit_min` to the site, one row a draw.

    `people` is one column, or several (origins by groups). `access_m_a_min` is how far as the crow flies one gets in a
    minute on the way to a stop or straight to the site, `walk_m_a_min` from the stop to the site, both one number a draw,
    as are the longest ways accepted to and from a stop. Positions are frames with `x` and `y` in metres, `site` one row;
    `between_min` holds the minutes between all stops.
    """
    people = np.asarray(people, float)
    from_stop = np.broadcast_to(from_stop_min, np.shape(walk_m_a_min))
    apart = distances_m(stops[["x", "y"]], site[["x", "y"]])[:, 0]
    last = np.flatnonzero(apart <= (from_stop * walk_m_a_min).max())
    useful = (between_min[:, last] <= limit_min).any(axis=1)
    onward = np.full((useful.sum(), len(walk_m_a_min)), np.inf)
    for at in last:
        egress = apart[at] / walk_m_a_min
        ride = between_min[useful, at][:, None] + np.where(egress <= from_stop, egress, np.inf)
        onward = np.minimum(onward, ride)
    # How far from a stop, and from the site itself, one may live: a row each.
    left = np.minimum(to_stop_min, limit_min - onward) * access_m_a_min
    radius = np.vstack([left, limit_min * np.asarray(access_m_a_min)])
    places = np.vstack([stops.loc[useful, ["x", "y"]], site[["x", "y"]]])
    distance = distances_m(origins[["x", "y"]], places)
    origin, place = np.nonzero(distance <= radius.max(axis=1))
    apart, first = distance[origin, place][:, None], np.flatnonzero(np.diff(origin, prepend=-1))
    found = [np.zeros((0, *people.shape[1:]))]
    for start in range(0, radius.shape[1], CHUNK):
        within = apart <= radius[place, start : start + CHUNK]
        reached = np.logical_or.reduceat(within, first, axis=0) if len(first) else within
        found.append(reached.T.astype(float) @ people[origin[first]])
    return np.concatenate(found)
