"""What would change the recommendation: an option's cost, a price offered, chance."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from ohv_coworking.options.option_table import (
    CRITERIA,
    Drawn,
    binds_a_year,
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
    """Return which option would be recommended if an existing house offered each price, and with which one would begin:
    `price, public, label, start`.

    `public` is the cost of buying at these prices, `assumed` that at the price without an offer; what is built on the
    option, a network, changes with it.
    """
    held = candidates(table)
    prices, public = np.asarray(prices), np.asarray(public)
    bought = (held[["here", "there"]] == option).sum(axis=1).to_numpy()
    changed = held["public"].to_numpy() + bought * (public - assumed)[:, None]
    points = _points(held, weights, public=changed, public_per_user=changed / held["users"].to_numpy())
    first, quick = points.argmax(axis=1), binds_a_year(held).to_numpy()
    begun = np.where(quick, points, -np.inf).argmax(axis=1) if quick.any() else first
    named = {name: held["label"].to_numpy()[at] for name, at in (("label", first), ("start", begun))}
    return pd.DataFrame({"price": prices, "public": public, **named})


def _leader(held: pd.DataFrame, weights: Mapping[str, float], **changed: np.ndarray) -> np.ndarray:
    """Return for each case (row of the columns `changed`) which of the options leads, all else being equal."""
    return _points(held, weights, **changed).argmax(axis=1)


def _points(held: pd.DataFrame, weights: Mapping[str, float], **changed: np.ndarray) -> np.ndarray:
    """Return the points of each option (column) in each case (row of the columns `changed`)."""
    cases = np.stack([criteria_of(held)] * len(next(iter(changed.values()))))
    for at, (column, _) in enumerate(CRITERIA.values()):
        if column in changed:
            cases[:, :, at] = changed[column]
    return weighted_points(cases, weights)


def price_that_moves(by_price: pd.DataFrame, chosen: str) -> float | None:
    """Return the highest price at which the column `chosen` names another option than at the highest of all; None if none does."""
    other = by_price.loc[by_price[chosen] != by_price[chosen].iloc[-1], "price"]
    return float(other.max()) if len(other) else None
