"""Which of several traits go with an answer: one test each, held to a common level."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ohv_coworking.estimation.association import LEAST_EXPECTED, associate
from ohv_coworking.estimation.raking import effective_n


def associations(outcome: pd.Series, traits: pd.DataFrame, weights: ArrayLike, minimum: int) -> pd.DataFrame:
    """Return the association of an answer with each trait (column of categories), the strongest first.

    Columns: `trait`, `n` (both answered), `cramers_v` (corrected for chance), `p_value` (held to a common level after
    Holm 1979), `rough` (fewer than five answers expected in a cell: p is a rough one) and `strength` in words. Traits with fewer than `minimum` answers, or only one category, are left out.
    """
    weight = pd.Series(np.asarray(weights, float), outcome.index)
    found = []
    for name in traits:
        both = outcome.notna() & traits[name].notna()
        table = (
            weight[both]
            .groupby([traits.loc[both, name], outcome[both]], observed=True)
            .sum()
            .unstack(fill_value=0)
        )
        if both.sum() >= minimum and min(table.shape) > 1:
            association = associate(table, effective_n(weight[both]))
            found.append(
                (
                    name,
                    int(both.sum()),
                    association.cramers_v_corrected,
                    association.p_value,
                    association.smallest_expected < LEAST_EXPECTED,
                    association.strength,
                )
            )
    rows = pd.DataFrame(found, columns=["trait", "n", "cramers_v", "p_value", "rough", "strength"])
    rows["p_value"] = holm(rows["p_value"])
    return rows.sort_values("cramers_v", ascending=False, ignore_index=True)


def holm(p_values: Sequence[float]) -> np.ndarray:
    """Return p values raised so that all tests together keep the level of one (Holm 1979).

    >>> holm([0.01, 0.04, 0.03]).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    p_values = np.asarray(p_values, float)
    order = np.argsort(p_values)
    raised = np.maximum.accumulate(p_values[order] * np.arange(p_values.size, 0, -1))
    adjusted = np.empty_like(p_values)
    adjusted[order] = np.minimum(raised, 1)
    return adjusted
