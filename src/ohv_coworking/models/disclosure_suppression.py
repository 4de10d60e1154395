"""Which further figures to hide so that no hidden one can be worked out.

Complementary suppression by linear programs, after Fischetti and Salazar (2003): for a figure whose possible range
is too narrow, find the cheapest other world in which it is large enough, and hide the figures that differ there.
"""

from collections.abc import Collection

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import hstack

from ohv_coworking.models.disclosure_audit import View
from ohv_coworking.models.disclosure_figures import Figure

# Linear programs meet their bounds to about 1e-7 people.
TOLERANCE = 1e-6


def suppress(view: View, minimum: float, primary: Collection[Figure] | None = None) -> frozenset[Figure]:
    """Return the placed figures to hide: those from 1 to `minimum` - 1 (or `primary`), and what protects them.

    Every hidden figure then has a possible range of at least `minimum`, and so has every small count of categories
    that were merged. Figures of 0 are never hidden.
    """
    truth, position = view.truth, view.accounts.position
    small = [name for name, people in view.accounts.counts.items() if 0 < people < minimum]
    hidden = {name: None for name in (small if primary is None else primary) if name in view.placed}
    guarded = [*hidden, *(name for name in small if name not in view.placed)]
    # Any world a reader may think of widens the range of all figures at once, and hiding more keeps it possible.
    low, high = truth.copy(), truth.copy()
    for name in guarded:
        place = position[name]
        for sign in (1, -1):
            if high[place] - low[place] < minimum - TOLERANCE:
                world = view.extreme(name, hidden, sign)
                low, high = np.minimum(low, world), np.maximum(high, world)
        if high[place] - low[place] < minimum - TOLERANCE:
            world = _cheapest_world(view, hidden, name, minimum - (truth[place] - low[place]))
            low, high = np.minimum(low, world), np.maximum(high, world)
            more = [
                other
                for other in view.accounts.counts
                if other in view.placed
                and other not in hidden
                and abs(world[position[other]] - truth[position[other]]) > TOLERANCE
            ]
            hidden |= dict.fromkeys(more)
            guarded += more
    return frozenset(hidden)


def _cheapest_world(view: View, hidden: Collection[Figure], name: Figure, more: float) -> np.ndarray:
    """Return counts in which `name` has that many people `more`, changing as few people as possible in what is seen.

    Cells are cheaper than margins, margins than the total; what is hidden already or has no place costs next to
    nothing. Unknowns: what each figure gains, what it loses, and the combinations behind them.
    """
    truth, figures = view.truth, view.accounts.counts
    gain, loss, cost = np.full(truth.size, view.beyond), truth.copy(), np.full(truth.size, 1e-4)
    for column, (other, people) in enumerate(figures.items()):
        if other in view.placed:
            loss[column] = max(people - view.hidden_at_least, 0)
            if other not in hidden:
                gain[column] *= people > 0
                cost[column] = people + truth.sum() * 10 ** (1 - len(other.conditions)) * (
                    len(other.conditions) < 2
                )
    column = view.accounts.position[name]
    equations = view.accounts.equations
    of_figures, of_combinations = equations[:, : truth.size], equations[:, truth.size :]
    combinations = of_combinations.shape[1]
    rows, bounds = view.known_rows
    lowest = np.zeros(2 * truth.size + combinations)
    highest = np.concatenate([gain, loss, np.full(combinations, view.beyond)])
    lowest[column] = highest[column] = more
    highest[truth.size + column] = 0
    found = linprog(
        np.concatenate([cost, cost, np.zeros(combinations)]),
        A_ub=hstack([rows[:, : truth.size], -rows[:, : truth.size], rows[:, truth.size :]]),
        b_ub=bounds - rows[:, : truth.size] @ truth,
        A_eq=hstack([of_figures, -of_figures, of_combinations]),
        b_eq=-(of_figures @ truth),
        bounds=np.column_stack([lowest, highest]),
        method="highs",
    )
    if found.status != 0:
        raise ValueError(f"a small count cannot be protected from what is known elsewhere: {name}")
    return truth + found.x[: truth.size] - found.x[truth.size : 2 * truth.size]
