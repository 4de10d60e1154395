"""Curves over people's answers: each step of them stands for at least as many as a printed count does."""

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike

from ohv_coworking.disclosure.figures import MINIMUM

# The least share of the sum that all but the two largest must have of the largest: the p % rule of offices.
DOMINANCE = 0.1


def safe_steps(so_far: ArrayLike, minimum: int = MINIMUM) -> np.ndarray:
    """Return for each place of a rising count of people the place whose value may be drawn there.

    Between two places that are drawn lie `minimum` people or more, from none to all: what a few more or less would
    tell is drawn as the step before. The last place tells of all.

    >>> safe_steps([0, 2, 6, 7, 14]).tolist()
    [0, 0, 2, 2, 4]
    """
    counts = np.asarray(so_far)
    if not counts.size:
        return np.array([], int)
    few_at_first = 0 < counts[0] < minimum
    first = min(int(np.searchsorted(counts, minimum)), len(counts) - 1) if few_at_first else 0
    kept = [first]
    for place in range(first + 1, len(counts)):
        if counts[place] - counts[kept[-1]] >= minimum:
            kept.append(place)
    last = len(counts) - 1
    if counts[last] > counts[kept[-1]]:
        # Too few are left for a step of their own: they belong to the one before.
        if counts[kept[-1]] > 0:
            kept.pop()
        if not kept or counts[last] - counts[kept[-1]] >= minimum:
            kept.append(int(np.searchsorted(counts, counts[last])))
    steps = np.array(kept, int)
    return steps[np.maximum(np.searchsorted(steps, np.arange(len(counts)), side="right") - 1, 0)]


def is_dominated(amounts: Collection[float], share: float = DOMINANCE) -> bool:
    """Return whether a sum or mean lets one who knows the second largest amount tell the largest too well.

    That is so where all others together are less than `share` of the largest (p % rule).

    >>> is_dominated([100, 4, 3, 2]), is_dominated([30, 20, 10, 10, 10])
    (True, False)
    """
    ordered = sorted(map(abs, amounts), reverse=True)
    return bool(ordered) and ordered[0] > 0 and sum(ordered[2:]) < share * ordered[0]
