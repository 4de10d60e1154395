"""The option that fits each municipality: every option of the plan reckoned for all of them in one run."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from ohv_coworking.options.option_table import CRITERIA
from ohv_coworking.plan.financial_model import FinancialModel
from ohv_coworking.sites.site_ranking import minmax

DESKS = "demand_desks"
COST = "public_cost_per_year"
RECKONED = (COST, "users_planned", "desks_planned", "commitment_years", "exit_at_opening")


def best_options(
    model: FinancialModel, demand: pd.DataFrame, weights: Mapping[str, float], unpriced: Collection[str] = ()
) -> pd.DataFrame:
    """Return for each municipality (index) the option recommended by the weights of the criteria, in the base case.

    `demand` has `low, desks, high`. Columns: `option_key`, `option` (German label), `points` (0 to 100), `users`, `public_per_user` (€ a
    year), and the public cost in € a year at the middle demand as `cost`, the least and most of low, middle and high as `cost_low, cost_high`.
    What rests on a price that no house has named (`unpriced`) is left out.
    """
    keys = [key for key in model.plan.alternatives if key not in unpriced]
    ends = demand[["low", "desks", "high"]].to_numpy(float)
    found = [reckoned_for(model, key, ends) for key in keys]
    middle = {name: np.stack([one[name][:, 1] for one in found], axis=1) for name in RECKONED}
    with np.errstate(invalid="ignore", divide="ignore"):
        per_user = np.where(middle["users_planned"] > 0, middle[COST] / middle["users_planned"], np.nan)
    own = np.array([model.plan.alternatives[key].commits_months / 12 for key in keys])
    wanted = np.maximum(ends[:, 1:2], 1.0)
    columns = {
        "public": middle[COST],
        "users": middle["users_planned"],
        "public_per_user": per_user,
        "commitment": np.maximum(middle["commitment_years"], own),
        "exit": middle["exit_at_opening"],
        "fit": np.minimum(middle["desks_planned"], wanted) / wanted,
    }
    matrix = np.stack([columns[column] for column, _ in CRITERIA.values()], axis=-1)
    reached = np.nan_to_num(minmax(matrix, [more for _, more in CRITERIA.values()]))
    points = 100 * reached @ np.array([weights[name] for name in CRITERIA])
    best = points.argmax(axis=1)
    at = np.arange(len(demand)), best
    cost = np.stack([one[COST] for one in found], axis=1)[at]
    labels = np.array([model.plan.alternatives[key].label for key in keys])
    return pd.DataFrame(
        {
            "option_key": np.array(keys)[best],
            "option": labels[best],
            "points": points[at],
            "users": columns["users"][at],
            "public_per_user": per_user[at],
            "cost_low": cost.min(axis=1),
            "cost": cost[:, 1],
            "cost_high": cost.max(axis=1),
        },
        index=demand.index,
    )


def reckoned_for(model: FinancialModel, key: str, desks: np.ndarray) -> dict[str, np.ndarray]:
    """Return the figures of one option for each demand (municipalities × demands), all reckoned as scenarios of one run."""
    run = model.run(model.values(alternatives=key) | {DESKS: desks.reshape(-1, 1)}, only=RECKONED)
    # A figure that no demand moves is the same for all.
    return {
        name: np.broadcast_to(np.asarray(run[name], float).reshape(-1), desks.size).reshape(desks.shape)
        for name in RECKONED
    }
