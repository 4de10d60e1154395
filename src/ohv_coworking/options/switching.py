"""What would change the recommendation: an option's cost, a price offered, chance."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from ohv_coworking.options.option_table import (
    CRITERIA,
    Drawn,
    candidates,
    criteria_of,
    points_of,
    weighted_points,
)

_STEPS = 400
"""How finely the cost of an option is lowered until it leads: a quarter of a percent of it."""


def overtaking_costs(
    table: pd.DataFrame, weights: Mapping[str, float], unpriced: Collection[str] = ()
) -> pd.DataFrame:
    """Return for each option that could be recommended the public cost a year at which it would be: `key, label, public,
    switching`, euros; NaN where it would not lead even if it cost nothing. That of the recommended one is its own cost.

    The cost of one option is lowered, and its cost for each user with it; all else stays.
    """
    held = candidates(table, unpriced)
    best = points_of(held, weights).argmax()
    rows = []
    for at, row in enumerate(held.itertuples()):
        factors = np.array([1.0]) if at == best else np.linspace(1, 0, _STEPS + 1)
        cheaper = np.ones((len(factors), len(held)))
        cheaper[:, at] = factors
        costs = {column: cheaper * held[column].to_numpy(float) for column in ("public", "public_per_user")}
        leading = factors[_leader(held, weights, **costs) == at]
        rows.append((row.key, row.label, row.public, leading[0] * row.public if len(leading) else np.nan))
    return pd.DataFrame(rows, columns=["key", "label", "public", "switching"])


def leading_in_draws(
    table: pd.DataFrame,
    drawn: Mapping[str, Drawn],
    weights: Mapping[str, float],
    unpriced: Collection[str] = (),
) -> pd.Series:
    """Return by key in what share of the draws each option leads under the declared weights."""
    held = candidates(table, unpriced)
    public = np.column_stack([drawn[key]["public_cost_per_year"] for key in held["key"]])
    users = np.column_stack([drawn[key]["users_planned"] for key in held["key"]])
    first = _leader(held, weights, public=public, users=users, public_per_user=public / users)
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
    held = candidates(table)
    prices, public = np.asarray(prices), np.asarray(public)
    bought = (held[["here", "there"]] == option).sum(axis=1).to_numpy()
    changed = held["public"].to_numpy() + bought * (public - assumed)[:, None]
    first = _leader(held, weights, public=changed, public_per_user=changed / held["users"].to_numpy())
    return pd.DataFrame({"price": prices, "public": public, "label": held["label"].to_numpy()[first]})


def _leader(held: pd.DataFrame, weights: Mapping[str, float], **changed: np.ndarray) -> np.ndarray:
    """Return for each case (row of the columns `changed`) which of the options leads, all else being equal."""
    cases = np.stack([criteria_of(held)] * len(next(iter(changed.values()))))
    for at, (column, _) in enumerate(CRITERIA.values()):
        if column in changed:
            cases[:, :, at] = changed[column]
    return weighted_points(cases, weights).argmax(axis=1)


def price_that_moves(by_price: pd.DataFrame) -> float | None:
    """Return the highest price at which another option is recommended than at the highest of all; None if none is."""
    other = by_price.loc[by_price["label"] != by_price["label"].iloc[-1], "price"]
    return float(other.max()) if len(other) else None
