"""The options side by side: what each costs, brings and binds, which one the declared criteria recommend, and when it turns.

One table, made here; every chapter shows it or takes its numbers from it.
"""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from ohv_coworking.options.uncertainty import simulate_cases
from ohv_coworking.plan.financial_model import FinancialModel, Run
from ohv_coworking.sites.ranking_robustness import random_weights, share_of_first_places
from ohv_coworking.sites.site_ranking import minmax

Drawn = Mapping[str, np.ndarray]
DRAWN = {
    "public_cost_per_year": "public", "subsidy_per_year": "subsidy", "subsidy_total": "total",
    "users_planned": "users", "visits_per_year": "visits",
}  # fmt: skip
"""Key figures that are drawn, and their columns."""
SINGLE = {
    "desks_planned": "desks", "investment": "investment", "exit_at_opening": "exit",
    "commitment_years": "commitment", "break_even_utilisation": "break_even", "result_per_year": "result",
}  # fmt: skip
"""Key figures of the base case of an option, and their columns."""
NOTHING = "nothing"
WANTED = "noch zu suchen"
"""Where an option is that has no place in the first town."""
CRITERIA = {
    "public_cost": ("public", False), "users": ("users", True), "cost_per_user": ("public_per_user", False),
    "commitment": ("commitment", False), "reversibility": ("exit", False), "demand_fit": ("fit", True),
}  # fmt: skip
"""Criteria by the name of their weight: the column, and whether more is better."""


def drawn_options(model: FinancialModel, count: int, generator: np.random.Generator) -> dict[str, Drawn]:
    """Return the draws of each option's key figures by key, `count` each; draw by draw the same risks for all."""
    cases = [model.values(alternatives=key) for key in model.plan.alternatives]
    drawn = simulate_cases(model, cases, count, generator, [*DRAWN])
    return {key: one.figures for key, one in zip(model.plan.alternatives, drawn, strict=True)}


def options(
    model: FinancialModel, drawn: Mapping[str, Drawn], towns: int, first_town: str = ""
) -> tuple[pd.DataFrame, dict[str, Drawn]]:
    """Return the options side by side with the networks among them, and the draws of each, for a region of `towns` towns, its first operation
    in `first_town`: a place elsewhere is none.

    One row an option, by `key`: label, note, place, operator; the medians of the draws of public cost (with the 10 % and
    90 % points `public_low`, `public_high`), subsidy, users and visits a year, of both costs for each user and of the
    subsidy for each desk; of the base case desks, investment, cost of leaving after the opening, commitment in years,
    break-even use (NaN where no use carries the option) and result; `here` and `there` name the options of a network in the
    first and in each other town. Doing nothing comes first.
    """
    plan = model.plan
    runs = {key: model.run(model.values(alternatives=key)) for key in plan.alternatives}
    rows = {
        NOTHING: {"label": "nichts tun", "note": "kein Platz, kein Risiko"}
        | dict.fromkeys(SINGLE.values(), 0.0)
    }
    draws = {NOTHING: {name: np.zeros(1) for name in DRAWN}, **drawn}
    for key, run in sorted(runs.items(), key=lambda one: float(one[1]["desks_planned"])):
        case = plan.alternatives[key]
        operator = plan.operators[case.operator or next(iter(plan.operators))]
        rows[key] = {"label": case.label, "note": case.note, "place": WANTED if case.located_in not in ("", first_town) else case.place, "operator": operator.label,
                     "here": key, "there": "", **_single(run, case.commits_months / 12)}  # fmt: skip
    for key, network in plan.networks.items() if towns > 1 else ():
        here, there = network.first_town, network.other_towns
        rows[key] = {"label": network.label, "note": network.note, "place": "alle Städte", "here": here, "there": there,
                     **_summed(rows[here], rows[there], towns)}  # fmt: skip
        draws[key] = {name: draws[here][name] + (towns - 1) * draws[there][name] for name in DRAWN}
    middle = {key: _medians(draws[key], row["desks"]) for key, row in rows.items()}
    table = pd.DataFrame.from_dict(rows, orient="index").join(pd.DataFrame.from_dict(middle, orient="index"))
    table["break_even"] = table["break_even"].where(table["break_even"] > 0)
    return table.reset_index(names="key"), draws


def _single(run: Run, own_commitment: float) -> dict[str, float]:
    found = {column: float(run[name]) for name, column in SINGLE.items()}
    return found | {"commitment": max(found["commitment"], own_commitment)}


def _summed(first: Mapping[str, float], others: Mapping[str, float], towns: int) -> dict[str, float]:
    """Return what the places of a network bring together; they bind as long as the longest."""
    total = {column: first[column] + (towns - 1) * others[column] for column in SINGLE.values()}
    return total | {"commitment": max(first["commitment"], others["commitment"]), "break_even": np.nan}


def _medians(drawn: Drawn, desks: float) -> dict[str, float]:
    public, subsidy, users = (
        drawn[name] for name in ("public_cost_per_year", "subsidy_per_year", "users_planned")
    )
    low, high = np.quantile(public, [0.1, 0.9])
    return {
        **{column: np.median(drawn[name]) for name, column in DRAWN.items()},
        "public_per_user": _per(public, users), "per_user": _per(subsidy, users),
        "public_low": low, "public_high": high, "per_desk": _per(subsidy, desks),
    }  # fmt: skip


def _per(amount: np.ndarray, each: np.ndarray | float) -> float:
    return np.median(amount / each) if np.all(each > 0) else np.nan


def demand_fit(table: pd.DataFrame, demand: Mapping[str, float], first_town: str) -> list[float]:
    """Return for each option the share of the desks wanted in all towns that it offers in the town where they are wanted."""
    desks = table.set_index("key")["desks"]
    others = [town for town in demand if town != first_town]
    shares = []
    for row in table.itertuples():
        here, there = (desks.get(place, 0.0) for place in (row.here, row.there))
        met = min(here, demand[first_town]) + sum(min(there, demand[town]) for town in others)
        shares.append(met / sum(demand.values()))
    return shares


def bought_prices(model: FinancialModel) -> dict[str, str]:
    """Return the options that buy at a price for which no existing house has made an offer, with the input of that price."""
    offers = model.plan.offers.values()
    asked = {one.sets for one in offers} - {one.sets for one in offers if one.price is not None}
    return {
        key: price
        for key, case in model.plan.alternatives.items()
        for price in sorted(asked)
        if price.removesuffix("_amount") in case.adds
    }


def recommended(
    table: pd.DataFrame,
    weights: Mapping[str, float],
    generator: np.random.Generator,
    unpriced: Collection[str] = (),
    count: int = 2_000,
) -> pd.DataFrame:
    """Return the options that offer desks, best first: key, label, `points` (0 to 100), each criterion (0 worst, 1 best),
    `first` (share of `count` random weightings in which it leads).

    `table` has the columns of `CRITERIA`, `weights` the weight of each, together 1. What rests on an option of `unpriced`
    can't be recommended.
    """
    held = candidates(table, unpriced)
    reached = _reached(criteria_of(held))
    drawn = random_weights(len(CRITERIA), count, generator)
    found = held[["key", "label"]].assign(
        points=points_of(held, weights),
        **dict(zip(CRITERIA, reached.T, strict=True)),
        first=share_of_first_places(reached, drawn),
    )
    return found.sort_values("points", ascending=False, kind="stable", ignore_index=True)


def candidates(table: pd.DataFrame, unpriced: Collection[str] = ()) -> pd.DataFrame:
    """Return the options that can be recommended: with desks and users, and not resting on one of `unpriced`."""
    rests = table[["key", "here", "there"]].isin(list(unpriced)).any(axis=1)
    return table[(table["desks"] > 0) & table["public_per_user"].notna() & ~rests]


def begun_with(table: pd.DataFrame, ranked: Iterable[str]) -> pd.Series:
    """Return the option to begin with: the best of `ranked`, best first, that binds for a year at most, else the best."""
    by_key, ranked = table.set_index("key"), list(ranked)
    quick = binds_a_year(by_key.loc[ranked])
    return by_key.loc[quick.idxmax() if quick.any() else ranked[0]]


def binds_a_year(table: pd.DataFrame) -> pd.Series:
    """Return which options bind for a year at most: what one can begin with and stop."""
    return table["commitment"] <= 1


def points_of(table: pd.DataFrame, weights: Mapping[str, float]) -> np.ndarray:
    """Return the points of options among themselves, 0 to 100, in the order of the table."""
    return weighted_points(criteria_of(table), weights)


def criteria_of(table: pd.DataFrame) -> np.ndarray:
    """Return what each option (row) brings by each of `CRITERIA` (column)."""
    return table[[column for column, _ in CRITERIA.values()]].to_numpy(float)


def weighted_points(criteria: np.ndarray, weights: Mapping[str, float]) -> np.ndarray:
    """Return the points of options by their criteria (the last two axes are options and criteria), each table by itself."""
    return 100 * _reached(criteria) @ np.array([weights[name] for name in CRITERIA])


def _reached(criteria: np.ndarray) -> np.ndarray:
    return minmax(criteria, [more for _, more in CRITERIA.values()])


def price_curve(
    model: FinancialModel, option: str, price: str, prices: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what an option costs the public a year at each price of what it buys, and the price at which it costs
    for each user as much as each other option: `price, public` and `key, label, switching`, NaN where no price does.

    Both are reckoned in the base case: costs rise with a price in a straight line.
    """

    def each(key: str, **given: object) -> Run:
        return model.run(model.values(alternatives=key) | given)

    curve = each(option, **{price: prices[:, None]})["public_cost_per_year"]
    slope, start = np.polyfit(prices, np.broadcast_to(curve, prices.shape), 1)
    users = float(each(option)["users_planned"])
    rows = []
    for key in model.plan.alternatives:
        if key != option and (other := each(key))["users_planned"] > 0:
            turns = (float(other["public_cost_per_user"]) * users - start) / slope if slope > 0 else np.nan
            rows.append((key, model.plan.alternatives[key].label, turns if turns >= 0 else np.nan))
    known = pd.DataFrame(rows, columns=["key", "label", "switching"])
    return pd.DataFrame({"price": prices, "public": np.broadcast_to(curve, prices.shape)}), known
