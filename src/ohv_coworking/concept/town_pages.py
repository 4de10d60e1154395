"""One row for each town with what its council decides on: the recommended option there, and its part of the full house."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ohv_coworking.basics.apportionment import whole

YEARS = ("first_year", "second_year", "third_year")
AMOUNTS = ("desks", "public", "public_low", "public_high", "investment", "exit")


def money_by_year(monthly_eur: np.ndarray) -> list[float]:
    """Return what is needed in each of the first `YEARS` from the first month of a plan, euros; `monthly_eur` is (months,).

    >>> money_by_year(np.ones(30))
    [12.0, 12.0, 6.0]
    """
    return [float(monthly_eur[12 * year : 12 * (year + 1)].sum()) for year in range(len(YEARS))]


def town_options(
    demand: pd.DataFrame,
    options: pd.DataFrame,
    chosen: str,
    money: Mapping[str, Sequence[float]],
    first_town: str,
) -> pd.DataFrame:
    """Return for each town of `demand` (ags, `desks` wanted there) what the recommended option means there.

    `options` is the table of options by key, `chosen` the recommended one, `money` what each needs in its first years. Added are
    `small_there`, whether it puts anything there, `small_label`, `small_note`, `small_place`, the `AMOUNTS` as `small_…`, the months
    it binds, the `YEARS`, and `small_enough`, whether its desks are as many as are wanted.
    """
    best = options.loc[chosen]
    keys = [best["here"] if town == first_town else best["there"] for town in demand["ags"]]
    parts = pd.DataFrame([_part(options, key, money.get(key, ())) for key in keys], index=demand.index)
    return demand.join(parts).assign(small_enough=parts["small_desks"] >= demand["desks"])


def _part(options: pd.DataFrame, key: str, money: Sequence[float]) -> dict[str, object]:
    if not key or not options.loc[key, "desks"]:
        numbers = dict.fromkeys([*(f"small_{name}" for name in AMOUNTS), "small_months", *YEARS], 0.0)
        return {"small_there": False, "small_label": "nichts", "small_note": "", "small_place": "", **numbers}
    one = options.loc[key]
    return {
        "small_there": True,
        **{f"small_{name}": one[name] for name in ("label", "note", "place")},
        **{f"small_{name}": float(one[name]) for name in AMOUNTS},
        "small_months": float(round(12 * one["commitment"])),
        **dict(zip(YEARS, money, strict=True)),
    }


def house_shares(shares: pd.Series, amounts: Mapping[str, float]) -> pd.DataFrame:
    """Return each town's part of the amounts of the full house, `house_NAME` in whole euros that add up; `shares` by town."""
    paid = {f"house_{name}": whole(shares / shares.sum() * round(amount)) for name, amount in amounts.items()}
    return pd.DataFrame(paid, index=shares.index)
