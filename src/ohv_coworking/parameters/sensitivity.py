"""What one assumption alone does to a result while the others keep their value."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd
import scipy  # loads `stats` when it is asked for: who only reads a ledger does without

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
    return _largest_first(rows)


def explained_shares(result: np.ndarray, inputs: Mapping[str, np.ndarray]) -> pd.Series:
    """Return how much of the spread of a result each input explains: the squared rank correlation, largest first.

    Result and inputs are draws with one index. Inputs drawn independently explain at most 1 together; what is missing
    lies in their interplay.
    """
    ranks = scipy.stats.rankdata(np.vstack([result, *inputs.values()]), axis=1)
    centred = ranks - ranks.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).sum(axis=1))
    with np.errstate(invalid="ignore"):
        correlation = np.nan_to_num(centred[1:] @ centred[0] / (spread[1:] * spread[0]))
    return pd.Series(correlation**2, index=list(inputs)).sort_values(ascending=False, kind="stable")


def fixed_at_ends(
    outcome: Callable[[Mapping[str, np.ndarray]], np.ndarray],
    drawn: Mapping[str, np.ndarray],
    assumptions: Iterable[Assumption],
) -> pd.DataFrame:
    """Return `name, label, low, high`: the median outcome with one assumption at either end, the others as drawn.

    The rows come in order of their effect, largest first.
    """
    rows = []
    for one in assumptions:
        ends = (
            float(np.median(outcome({**drawn, one.name: np.full_like(drawn[one.name], end)})))
            for end in (one.low, one.high)
        )
        rows.append((one.name, one.label, *sorted(ends)))
    return _largest_first(rows)


def _largest_first(rows: list[tuple[str, str, float, float]]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["name", "label", "low", "high"])
    order = (found["high"] - found["low"]).sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)
