"""Which further figures to hide so that no hidden one can be worked out.

Complementary suppression by linear programs, after Fischetti and Salazar (2003): for a figure whose possible range
is too narrow, find the cheapest other world in which it is large enough, and hide the figures that differ there.
"""

from collections.abc import Collection

import numpy as np

from ohv_coworking.disclosure.audit import View
from ohv_coworking.disclosure.figures import Figure

# Linear programs meet their bounds to about 1e-7 people.
TOLERANCE = 1e-6


def small_figures(view: View, minimum: float) -> list[Figure]:
    """Return the figures of 1 to `minimum` - 1 people, those of merged categories among them."""
    return [name for name, people in view.accounts.counts.items() if 0 < people < minimum]


def suppress(view: View, minimum: float, primary: Collection[Figure] | None = None) -> frozenset[Figure]:
    """Return the placed figures to hide: those from 1 to `minimum` - 1 (or `primary`), and what protects them.

    Every hidden figure then has a possible range of at least `minimum`, and so has every small count of categories
    that were merged. A figure of 0 is hidden only if it is primary.
    """
    small = small_figures(view, minimum)
    hidden = view.has_place & view.marked(frozenset(small if primary is None else primary))
    guarded = [*np.flatnonzero(hidden), *np.flatnonzero(~view.has_place & view.marked(frozenset(small)))]
    low, high = view.first_ranges(guarded, hidden, minimum)
    for column in guarded:
        # Hiding more keeps every world possible.
        low, high = view.widened(low, high, column, hidden, minimum - TOLERANCE)
        if high[column] - low[column] < minimum - TOLERANCE:
            world = _cheapest_world(view, hidden, column, minimum - (view.truth[column] - low[column]))
            low, high = np.minimum(low, world), np.maximum(high, world)
            more = view.has_place & ~hidden & (abs(world - view.truth) > TOLERANCE)
            hidden = hidden | more
            guarded += [*np.flatnonzero(more)]
    return frozenset(name for name, out in zip(view.accounts.counts, hidden, strict=True) if out)


def _cheapest_world(view: View, hidden: np.ndarray, column: int, more: float) -> np.ndarray:
    """Return a world in which a figure has that many people `more`, and few people in what is seen have changed.

    Cells change before margins, margins before the total; what is hidden already or has no place costs next to
    nothing.
    """
    seen = view.has_place & ~hidden
    conditions = np.array([len(name.conditions) for name in view.accounts.counts])
    margin = conditions < conditions.max()
    reluctance = np.select([conditions == 0, margin], [10.0, 1.0]) * view.truth.sum()
    price = np.where(seen, view.truth + reluctance, 1e-4)
    for fixed in (seen & margin, np.zeros_like(seen)):
        gain, loss = (np.where(fixed, 0.0, room) for room in view.room)
        gain = np.where(seen & (view.truth == 0), 0.0, gain)
        loss[column] = 0.0
        world = view.other_world(column, gain, loss, (price, price), least=more)
        if world is not None:
            return world
    raise ValueError("a small count cannot be protected from what is known elsewhere")
