"""One row for each town with what its council decides on: the recommended option there, and its part of the full house."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ohv_coworking.basics.apportionment import whole
from ohv_coworking.plan.financial_model import Run

PERIODS = ("trial_money", "bound_money", "later_money")
AMOUNTS = ("desks", "public", "public_low", "public_high", "investment", "exit")


def money_by_period(run: Run, trial_months: int, bound_months: int) -> list[float]:
    """Return what a run needs in each of the `PERIODS`, euros: with all preparation up to the end of a trial of so many months
    of operation, from there to the end of what binds, and in the year after it."""
    opened = int(run["preparation_months"])
    trial, bound = opened + trial_months, opened + max(trial_months, bound_months)
    return [
        float(run["need"][start:end].sum())
        for start, end in ((0, trial), (trial, bound), (bound, bound + 12))
    ]


def town_options(
    demand: pd.DataFrame,
    options: pd.DataFrame,
    chosen: str,
    money: Mapping[str, Sequence[float]],
    first_town: str,
) -> pd.DataFrame:
    """Return for each town of `demand` (ags, `desks` wanted there) what the recommended option means there.

    `options` is the table of options by key, `chosen` the recommended one, `money` what each needs in the `PERIODS`. Added are
    `small_there`, whether it puts anything there, `small_label`, `small_note`, `small_place`, the `AMOUNTS` as `small_…`, the months
    it binds, the `PERIODS`, and `small_enough`, whether its desks are as many as are wanted.
    """
    best = options.loc[chosen]
    keys = [best["here"] if town == first_town else best["there"] for town in demand["ags"]]
    parts = pd.DataFrame([_part(options, key, money.get(key, ())) for key in keys], index=demand.index)
    return demand.join(parts).assign(small_enough=parts["small_desks"] >= demand["desks"])


def _part(options: pd.DataFrame, key: str, money: Sequence[float]) -> dict[str, object]:
    if not key or not options.loc[key, "desks"]:
        numbers = dict.fromkeys([*(f"small_{name}" for name in AMOUNTS), "small_months", *PERIODS], 0.0)
        return {"small_there": False, "small_label": "nichts", "small_note": "", "small_place": "", **numbers}
    one = options.loc[key]
    return {
        "small_there": True,
        **{f"small_{name}": one[name] for name in ("label", "note", "place")},
        **{f"small_{name}": float(one[name]) for name in AMOUNTS},
        "small_months": float(round(12 * one["commitment"])),
        **dict(zip(PERIODS, money, strict=True)),
    }


def house_shares(shares: pd.Series, amounts: Mapping[str, float]) -> pd.DataFrame:
    """Return each town's part of the amounts of the full house, `house_NAME` in whole euros that add up; `shares` by town."""
    paid = {f"house_{name}": whole(shares / shares.sum() * round(amount)) for name, amount in amounts.items()}
    return pd.DataFrame(paid, index=shares.index)
