"""What each risk, each group of risks and each decision alone does to a result."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ohv_coworking.options.uncertainty import with_range
from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.plan.financial_model import FinancialModel


def tornado(model: FinancialModel, base: Mapping[str, Any], figure: str, kind: str = "risk") -> pd.DataFrame:
    """Return a key figure with each input of a kind at its low and its high, the others at their base.

    One row an input, by name, columns label, group, low, high (the figure there), swing; the largest swing first.
    """
    moved = with_range(model, kind)
    values = dict(base)
    for at, (name, one) in enumerate(moved.items()):
        column = np.full((2 * len(moved), 1), float(base[name]))
        column[2 * at : 2 * at + 2, 0] = one.held.low, one.held.high
        values[name] = column
    found = model.run(values, only=(figure,))[figure]
    rows = pd.DataFrame(
        np.broadcast_to(found, 2 * len(moved)).reshape(-1, 2), columns=["low", "high"], index=list(moved)
    )
    rows.insert(0, "label", [one.label for one in moved.values()])
    rows.insert(1, "group", [one.group for one in moved.values()])
    rows["swing"] = (rows["high"] - rows["low"]).abs()
    return rows.sort_values("swing", ascending=False, kind="stable")


def by_group(model: FinancialModel, base: Mapping[str, Any], figure: str) -> pd.DataFrame:
    """Return a key figure with all risks of a group at the end that lowers it and at the end that raises it.

    Columns group, strongest (the risk of the group that does most), low, high, swing; the largest swing first.
    """
    alone = tornado(model, base, figure)
    rows = []
    for group, risks in alone[alone["swing"] > 0].groupby("group", sort=False):
        low, high = (
            float(model.run({**base, **_ends(model.inputs, risks, dear)})[figure]) for dear in (False, True)
        )
        rows.append((group, risks["label"].iloc[0], low, high, high - low))
    table = pd.DataFrame(rows, columns=["group", "strongest", "low", "high", "swing"])
    return table.sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def _ends(inputs: Mapping[str, Input], risks: pd.DataFrame, dear: bool) -> dict[str, float]:
    """Return the end of each risk at which the figure is large, or small."""
    return {
        name: inputs[name].held.high if (row.high > row.low) == dear else inputs[name].held.low
        for name, row in risks.iterrows()
    }
