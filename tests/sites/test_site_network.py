"""The best network is the true optimum."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import LinearConstraint, milp

from ohv_coworking.sites.site_network import maximal_covering, p_median
from reference import case, folder, within


@pytest.fixture
def stores() -> tuple[dict, pd.Series, pd.DataFrame]:
    known = case("P-LO-05")
    table = pd.read_csv(folder() / known["inputs_csv"])
    return known, table["POP2000"], table.drop(columns=["tract", "POP2000"])


def test_p_median_of_the_stores_of_san_francisco(stores):
    """P-LO-05: objective, mean distance and sites of the published optimum."""
    known, people, distance = stores
    choice = p_median(people, distance, 4)

    assert within(known["expected"]["p_median_objective"], choice.value)
    assert within(known["expected"]["p_median_mean_distance"], choice.value / people.sum())
    assert set(known["expected"]["p_median_sites"]["value"]) == set(distance.columns[list(choice.sites)])


def test_maximal_covering_of_the_stores_of_san_francisco(stores):
    """P-LO-05: covered people, share and sites of the published optimum."""
    known, people, distance = stores
    radius = known["inputs"]["radius_m"]
    choice = maximal_covering(people, distance, 4, radius)
    covered = (distance.iloc[:, list(choice.sites)] <= radius).any(axis=1)

    assert within(known["expected"]["mclp_covered_population"], choice.value)
    assert within(known["expected"]["mclp_share_of_population"], choice.value / people.sum())
    assert within(known["expected"]["mclp_share_of_tracts"], covered.mean())
    assert within(known["expected"]["mclp_uncovered_tracts"], (~covered).sum())
    assert set(known["expected"]["mclp_sites"]["value"]) == set(distance.columns[list(choice.sites)])


@given(
    hnp.arrays(float, (5, 4), elements=st.integers(1, 50)), hnp.arrays(float, 5, elements=st.integers(1, 9))
)
def test_p_median_equals_an_integer_program(cost, demand):
    """An independent solver finds no better network."""
    origins, sites = cost.shape
    # Variables: open site j, then assign origin i to j.
    goal = np.concatenate([np.zeros(sites), (demand[:, None] * cost).ravel()])
    assigned_once = np.hstack([np.zeros((origins, sites)), np.kron(np.eye(origins), np.ones(sites))])
    only_to_open = np.hstack([-np.tile(np.eye(sites), (origins, 1)), np.eye(origins * sites)])
    open_two = np.concatenate([np.ones(sites), np.zeros(origins * sites)])
    solved = milp(
        goal,
        integrality=np.ones(len(goal)),
        bounds=(0, 1),
        constraints=[
            LinearConstraint(assigned_once, 1, 1),
            LinearConstraint(only_to_open, -np.inf, 0),
            LinearConstraint(open_two, 2, 2),
        ],
    )

    assert np.isclose(solved.fun, p_median(demand, cost, 2).value)


def test_equal_coverage_is_decided_by_the_shorter_ways():
    """Two sites cover everybody; the nearer one is chosen, wherever it stands in the list."""
    assert (1,) == maximal_covering([1, 1], [[10, 5], [10, 5]], 1, limit=15).sites


@given(hnp.arrays(float, (6, 4), elements=st.integers(1, 50)))
def test_more_sites_never_cover_less(cost):
    """Coverage grows with the network, total ways shrink."""
    people = np.ones(6)
    covered = [maximal_covering(people, cost, number, 15).value for number in (1, 2, 3, 4)]
    ways = [p_median(people, cost, number).value for number in (1, 2, 3, 4)]

    assert sorted(covered) == covered
    assert sorted(ways, reverse=True) == ways


def test_more_choices_than_can_be_looked_at_are_refused():
    """No choice of ten out of a hundred is silently cut short."""
    with pytest.raises(ValueError, match="10 of 100"):
        p_median(np.ones(2), np.ones((2, 100)), 10)
