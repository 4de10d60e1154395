"""One row for each town with what its council decides on: the recommended option there, and its part of the full house."""

from collections.abc import Mapping

import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.basics.apportionment import whole
from ohv_coworking.plan.financial_model import Run

PERIODS = ("trial_money", "bound_money", "later_money")
BUDGETS = ("budget_bound", "budget_going_on")
AMOUNTS = ("desks", "public", "public_low", "public_high", "exit")


def money_of(run: Run, trial_months: int, bound_months: int) -> dict[str, float | str]:
    """Return what a run needs in the `PERIODS`, euros: with all preparation up to the end of a trial of so many months of
    operation, from there to the end of what binds, in the year after it; `investment` up to the first day among it.

    `budget_bound` tells it by calendar year up to the end of what binds, `budget_going_on` from the year in which that
    ends to the next, if it goes on; in German, hundreds of euros.
    """
    opened = int(run["preparation_months"])
    trial, bound = opened + trial_months, opened + max(trial_months, bound_months)
    need = pd.Series(run["need"], index=run["year"].astype(int))
    bought = run["investments_net"][run["since_opening"] <= 0]
    ends = need.index[min(bound, len(need)) - 1]
    periods = zip(PERIODS, ((0, trial), (trial, bound), (bound, bound + 12)), strict=True)
    return {
        **{name: float(need.iloc[start:end].sum()) for name, (start, end) in periods},
        "investment": float(bought.sum()),
        "budget_bound": _by_year(need.iloc[:bound]),
        "budget_going_on": _by_year(need.loc[ends : ends + 1]),
    }


def _by_year(need: pd.Series) -> str:
    amounts = need.groupby(level=0).sum()
    return german.enumeration(
        [f"{german.quantity(one, '€', -2)} im Jahr {year}" for year, one in amounts.items()]
    )


def town_options(
    demand: pd.DataFrame,
    options: pd.DataFrame,
    chosen: str,
    money: Mapping[str, Mapping[str, float | str]],
    first_town: str,
) -> pd.DataFrame:
    """Return for each town of `demand` (ags, `desks` wanted there) what the recommended option means there.

    `options` is the table of options by key, `chosen` the recommended one, `money` the `money_of` each. Added are
    `small_there`, whether it puts anything there, `small_label`, `small_note`, `small_place`, the `AMOUNTS` as `small_…`, the months
    it binds, all of its money (`small_investment` among it), and `small_enough`, whether its desks are as many as are wanted.
    """
    best = options.loc[chosen]
    keys = [best["here"] if town == first_town else best["there"] for town in demand["ags"]]
    parts = pd.DataFrame([_part(options, key, money.get(key, {})) for key in keys], index=demand.index)
    return demand.join(parts).assign(small_enough=parts["small_desks"] >= demand["desks"])


def _part(options: pd.DataFrame, key: str, money: Mapping[str, float | str]) -> dict[str, object]:
    if not key or not options.loc[key, "desks"]:
        numbers = dict.fromkeys(
            [*(f"small_{name}" for name in AMOUNTS), "small_investment", "small_months", *PERIODS], 0.0
        )
        return {
            "small_there": False,
            "small_label": "nichts",
            "small_note": "",
            "small_place": "",
            **numbers,
            **dict.fromkeys(BUDGETS, ""),
        }
    one = options.loc[key]
    return {
        "small_there": True,
        **{f"small_{name}": one[name] for name in ("label", "note", "place")},
        **{f"small_{name}": float(one[name]) for name in AMOUNTS},
        "small_months": float(round(12 * one["commitment"])),
        "small_investment": money["investment"],
        **{name: money[name] for name in (*PERIODS, *BUDGETS)},
    }


def house_shares(shares: pd.Series, amounts: Mapping[str, float]) -> pd.DataFrame:
    """Return each town's part of the amounts of the full house, `house_NAME` in whole euros that add up; `shares` by town."""
    paid = {f"house_{name}": whole(shares / shares.sum() * round(amount)) for name, amount in amounts.items()}
    return pd.DataFrame(paid, index=shares.index)
