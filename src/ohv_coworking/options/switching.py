"""What would change the recommendation: an option's cost, a price offered, chance."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from ohv_coworking.options.option_table import Drawn, candidates, points_of

_STEPS = 400
"""How finely the cost of an option is lowered until it leads: a quarter of a percent of it."""


def overtaking_costs(
    table: pd.DataFrame, weights: Mapping[str, float], unpriced: Collection[str] = ()
) -> pd.DataFrame:
    """Return for each option that could be recommended the public cost a year at which it would be: `key, label, public,
    switching`, euros; NaN where it would not lead even if it cost nothing. That of the recommended one is its own cost.

    The cost of one option is lowered, and its cost for each user with it; all else stays.
    """
    held = candidates(table, unpriced).reset_index(drop=True)
    best = points_of(held, weights).argmax()
    rows = []
    for at, row in enumerate(held.itertuples()):
        factors = [1.0] if at == best else np.linspace(1, 0, _STEPS + 1)
        leading = (factor for factor in factors if _leads(held, weights, at, factor))
        switching = next((factor * row.public for factor in leading), np.nan)
        rows.append((row.key, row.label, row.public, switching))
    return pd.DataFrame(rows, columns=["key", "label", "public", "switching"])


def leading_in_draws(
    table: pd.DataFrame,
    drawn: Mapping[str, Drawn],
    weights: Mapping[str, float],
    unpriced: Collection[str] = (),
) -> pd.Series:
    """Return by key in what share of the draws each option leads under the declared weights."""
    held = candidates(table, unpriced).reset_index(drop=True)
    public = np.column_stack([drawn[key]["public_cost_per_year"] for key in held["key"]])
    users = np.column_stack([drawn[key]["users_planned"] for key in held["key"]])
    first = np.empty(len(public), dtype=int)
    for at in range(len(public)):
        here = held.assign(public=public[at], users=users[at], public_per_user=public[at] / users[at])
        first[at] = points_of(here, weights).argmax()
    return pd.Series(np.bincount(first, minlength=len(held)) / len(public), index=held["key"])


def recommended_at_prices(
    table: pd.DataFrame,
    weights: Mapping[str, float],
    option: str,
    prices: Sequence[float],
    public: Sequence[float],
    assumed: float,
) -> pd.DataFrame:
    """Return which option would be recommended if an existing house offered each price: `price, public, label`.

    `public` is the cost of buying at these prices, `assumed` that at the price without an offer; what is built on the
    option, a network, changes with it.
    """
    rows = []
    for price, cost in zip(prices, public, strict=True):
        bought = (table[["here", "there"]] == option).sum(axis=1)
        changed = table["public"] + bought * (cost - assumed)
        here = candidates(table.assign(public=changed, public_per_user=changed / table["users"]), ())
        rows.append((price, cost, here["label"].iloc[points_of(here, weights).argmax()]))
    return pd.DataFrame(rows, columns=["price", "public", "label"])


def _leads(held: pd.DataFrame, weights: Mapping[str, float], at: int, factor: float) -> bool:
    cheaper = held.copy()
    for column in ("public", "public_per_user"):
        values = held[column].to_numpy(float).copy()
        values[at] *= factor
        cheaper[column] = values
    return bool(points_of(cheaper, weights).argmax() == at)


def price_that_moves(by_price: pd.DataFrame) -> float | None:
    """Return the highest price at which another option is recommended than at the highest of all; None if none is."""
    other = by_price.loc[by_price["label"] != by_price["label"].iloc[-1], "price"]
    return float(other.max()) if len(other) else None
