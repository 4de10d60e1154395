"""What one assumption alone does to a result while the others keep their value."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from ohv_coworking.parameters import Assumption

Outcome = Callable[[Mapping[str, float]], float]


def one_at_a_time(outcome: Outcome, assumptions: Iterable[Assumption]) -> pd.DataFrame:
    """Return `name, label, low, high`: the smallest and largest outcome with one assumption at either end of its range.

    `outcome` takes the value of each assumption by name. The rows come in order of their effect, largest first.
    """
    assumptions = list(assumptions)
    middle = {one.name: one.value for one in assumptions}
    rows = [
        (
            one.name,
            one.label,
            *sorted(float(outcome(middle | {one.name: end})) for end in (one.low, one.high)),
        )
        for one in assumptions
    ]
    found = pd.DataFrame(rows, columns=["name", "label", "low", "high"])
    order = (found["high"] - found["low"]).sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)
