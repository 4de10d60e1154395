"""Who pays which part of a shared cost: keys from use, residents and jobs, exact to the cent."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ohv_coworking.basics.apportionment import whole


def with_residents_for_unknown(measures: pd.DataFrame) -> pd.DataFrame:
    """Return the measures with `residents` in place of each that is unknown for a town: a key needs all towns.

    >>> towns = pd.DataFrame({"jobs": [8.0, None], "residents": [50, 30]}, index=["O", "H"])
    >>> with_residents_for_unknown(towns)["jobs"].tolist()
    [50, 30]
    """
    unknown = measures.columns[measures.isna().any()]
    return measures.assign(**{name: measures["residents"] for name in unknown})


def town_measures(commuting: pd.DataFrame, population: pd.DataFrame, towns: Sequence[str]) -> pd.DataFrame:
    """Return use (out-commuters), residents (latest) and jobs of each town, by its key.

    `commuting` has ags, out_commuters, employed_at_workplace; `population` ags, date, population.
    """
    known = commuting.set_index("ags").loc[towns]
    latest = population[population["ags"].isin(towns)].sort_values("date").drop_duplicates("ags", keep="last")
    measures = pd.DataFrame(
        {
            "use": known["out_commuters"],
            "residents": latest.set_index("ags")["population"],
            "jobs": known["employed_at_workplace"],
        },
        dtype=float,
    )
    return with_residents_for_unknown(measures.loc[towns])


def key_shares(measures: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """Return each town's share of the cost under a weighted key.

    `measures` has towns as rows and non-negative measures (use, residents, jobs) as columns; each column
    counts with its share of the column's total, times its weight. Weights need not add up to one.
    Raises ValueError for a missing measure, a negative weight or a column without any value.

    >>> towns = pd.DataFrame({"use": [30, 10], "residents": [50, 50]}, index=["O", "H"])
    >>> key_shares(towns, {"use": 1, "residents": 1}).to_dict()
    {'O': 0.625, 'H': 0.375}
    """
    weight = pd.Series(weights, dtype=float)
    chosen = measures[weight.index].astype(float)
    totals = chosen.sum()
    if (weight < 0).any() or weight.sum() <= 0:
        raise ValueError(f"weights must be non-negative and not all zero: {weights}")
    if (chosen < 0).any(axis=None) or (totals[weight > 0] <= 0).any():
        raise ValueError("measures must be non-negative, with a positive total each")
    used = weight[weight > 0]
    return (chosen[used.index] / totals[used.index]) @ (used / used.sum())


def allocate(amount_cents: int, shares: pd.Series) -> pd.Series:
    """Return the amount split by `shares` in whole cents that add up to exactly the amount.

    Largest remainders get the left-over cents (Hamilton's method); equal remainders in index order.

    >>> allocate(100, pd.Series({"O": 1 / 3, "H": 1 / 3, "V": 1 / 3})).to_dict()
    {'O': 34, 'H': 33, 'V': 33}
    """
    if (shares < 0).any() or shares.sum() <= 0:
        raise ValueError(f"shares must be non-negative and not all zero: {shares.to_dict()}")
    cents = whole(abs(amount_cents) * (shares / shares.sum()))
    return pd.Series(np.sign(amount_cents) * cents, index=shares.index)


def compare_keys(
    amount_cents: int, measures: pd.DataFrame, keys: Mapping[str, Mapping[str, float]]
) -> pd.DataFrame:
    """Return the cents each town pays (rows) under each named key (columns)."""
    return pd.DataFrame(
        {name: allocate(amount_cents, key_shares(measures, key)) for name, key in keys.items()}
    )


def euros_paid(
    amount: float, measures: pd.DataFrame, keys: Mapping[str, Mapping[str, float]]
) -> pd.DataFrame:
    """Return the euros each town pays (rows) of an amount under each named key (columns), exact to the cent."""
    return compare_keys(round(100 * amount), measures, keys) / 100


def town_shares(
    amount: tuple[float, float, float],
    measures: pd.DataFrame,
    keys: Mapping[str, Mapping[str, float]],
    mixed: str,
) -> pd.DataFrame:
    """Return what each town pays of a yearly amount `(low, value, high)`, euros: one column a key, and with the key
    `mixed` low and high; its share of the use, its residents, and what each of them pays.
    """
    low, value, high = (euros_paid(one, measures, keys) for one in amount)
    return value.assign(
        low=low[mixed],
        high=high[mixed],
        use_share=measures["use"] / measures["use"].sum(),
        population=measures["residents"],
        per_inhabitant=value[mixed] / measures["residents"],
    )


def town_cost(
    parts: Mapping[str, float], measures: pd.DataFrame, key: Mapping[str, float], years: float
) -> pd.DataFrame:
    """Return what each town pays of each part of a cost (columns, by name), in all and a year, euros exact to the cent."""
    shares = key_shares(measures, key)
    paid = pd.DataFrame({name: allocate(round(100 * amount), shares) / 100 for name, amount in parts.items()})
    total = paid.sum(axis=1)
    return paid.assign(total=total, per_year=total / years)
