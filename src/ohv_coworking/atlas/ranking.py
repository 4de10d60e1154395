"""How many people a municipality's option serves for public money, and how sure its place among the others is."""

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from ohv_coworking.atlas.best_options import COST, reckoned_for
from ohv_coworking.atlas.screening import LOW_MIDDLE_HIGH
from ohv_coworking.plan.financial_model import FinancialModel

EUROS = 10_000
COLUMNS = ["served_low", "served", "served_high", "rank_low", "rank", "rank_high"]


def rank_municipalities(model: FinancialModel, desks: np.ndarray, options: pd.Series) -> pd.DataFrame:
    """Return for each municipality the users for 10,000 € of public cost a year, and its rank by them, as the 10 %, 50 % and
    90 % points of the draws of its demand.

    `desks` (municipalities × draws) are whole desks, draw by draw under the same assumptions everywhere; `options` names the
    option of each. Whoever serves as many for as much shares the rank, which says how many serve more; an option that costs nothing serves
    without limit.
    """
    served = np.empty(desks.shape)
    wanted, drawn = np.unique(desks, return_inverse=True)
    drawn = drawn.reshape(desks.shape)
    for key in options.unique():
        figures = reckoned_for(model, key, wanted[:, None])
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.where(figures[COST] > 0, EUROS * figures["users_planned"] / figures[COST], np.inf)
        here = (options == key).to_numpy()
        served[here] = found[:, 0][drawn[here]]
    ranks = rankdata(-served, method="min", axis=0)
    ends = [np.quantile(one, LOW_MIDDLE_HIGH, axis=1, method="nearest") for one in (served, ranks)]
    return pd.DataFrame(np.vstack(ends).T, options.index, COLUMNS)
