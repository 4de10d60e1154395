"""The best network of one, two or three sites, found by looking at every choice.

Few candidates make few choices, so the optimum is exact and ties are broken by rule, not by a solver's mood.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

MOST_CHOICES = 2_000_000


@dataclass(frozen=True)
class SiteChoice:
    """Positions of the chosen sites and the value of the goal."""

    sites: tuple[int, ...]
    value: float


def p_median(demand: ArrayLike, cost: ArrayLike, number: int) -> SiteChoice:
    """Return the `number` sites with the least sum of demand · cost to the nearest one (Hakimi 1964).

    `cost` is origins by sites; `value` is the weighted sum. The first of equal choices wins.
    """
    demand, cost = np.asarray(demand, float), np.asarray(cost, float)
    return min(
        (
            SiteChoice(tuple(sites), float(total))
            for choices in _choices(cost, number)
            for sites, total in zip(choices.tolist(), demand @ cost[:, choices].min(axis=2), strict=True)
        ),
        key=lambda choice: choice.value,
    )


def maximal_covering(demand: ArrayLike, cost: ArrayLike, number: int, limit: float) -> SiteChoice:
    """Return the `number` sites that cover most demand within `limit` of cost (Church and ReVelle 1974).

    Of choices that cover equally much, the one with the least weighted cost wins.
    """
    demand, cost = np.asarray(demand, float), np.asarray(cost, float)
    best, tie_break = None, np.inf
    for choices in _choices(cost, number):
        nearest = cost[:, choices].min(axis=2)
        covered, weighted = demand @ (nearest <= limit), demand @ nearest
        first = np.lexsort((weighted, -covered))[0]
        if best is None or (-covered[first], weighted[first]) < (-best.value, tie_break):
            best, tie_break = (
                SiteChoice(tuple(choices[first].tolist()), float(covered[first])),
                weighted[first],
            )
    return best


def best_networks(
    demand: ArrayLike, cost: ArrayLike, limit: float, most: int = 3
) -> list[tuple[SiteChoice, SiteChoice]]:
    """Return for one, two … up to `most` sites the choice with the shortest ways and the one that covers most demand."""
    numbers = range(1, min(most, np.shape(cost)[1]) + 1)
    return [(p_median(demand, cost, one), maximal_covering(demand, cost, one, limit)) for one in numbers]


def network_table(
    sites: pd.Series,
    demand: ArrayLike,
    cost: ArrayLike,
    without: tuple[ArrayLike, ArrayLike] | None,
    limit: float,
) -> pd.DataFrame:
    """Return a row for the best network of each size: its `sites` by name, mean `minutes`, share `covered`, and those covered
    `without` bike and car (their demand and cost, None where unknown); beside it the `widest_sites` and `widest_covered`.
    """
    total = np.sum(demand)
    return pd.DataFrame(
        {
            "number": len(shortest.sites), "chosen": list(shortest.sites), "sites": sites.iloc[list(shortest.sites)].tolist(),
            "minutes": shortest.value / total, "covered": covered_share(demand, cost, shortest.sites, limit),
            "without": covered_share(*without, shortest.sites, limit) if without else np.nan,
            "widest_sites": sites.iloc[list(widest.sites)].tolist(), "widest_covered": widest.value / total,
        }
        for shortest, widest in best_networks(demand, cost, limit)
    )  # fmt: skip


def covered_share(demand: ArrayLike, cost: ArrayLike, sites: Sequence[int], limit: float) -> float:
    """Return the share of demand that has any of these sites within the limit; none of it without sites."""
    demand = np.asarray(demand, float)
    nearest = np.asarray(cost, float)[:, list(sites)].min(axis=1, initial=np.inf)
    return float(demand @ (nearest <= limit) / demand.sum())


def _choices(cost: NDArray[np.float64], number: int) -> Iterator[NDArray[np.intp]]:
    """Yield all choices of `number` columns, some at a time to bound the memory."""
    origins, candidates = cost.shape
    if not 1 <= number <= candidates or comb(candidates, number) > MOST_CHOICES:
        raise ValueError(f"cannot look at every choice of {number} of {candidates} sites")
    each = combinations(range(candidates), number)
    while some := list(islice(each, max(1, 20_000_000 // (origins * number)))):
        yield np.array(some)
