"""Catchments give the published results of Huff and Hansen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ohv_coworking.sites.catchment import (
    huff,
    pull,
    utility,
)
from reference import case, within

TIMES = hnp.arrays(float, (4, 3), elements=st.floats(0.5, 90))


def listed(expected: dict) -> dict:
    return {**expected, "value": list(expected["value"].values())}


def test_huff_divides_spending_as_in_the_textbook():
    """Shares, sales and Hansen accessibility of P-LO-01 are met."""
    known = case("P-LO-01")
    size = list(known["inputs"]["size"].values())
    times = [list(row.values()) for row in known["inputs"]["time_min"].values()]
    spend = np.array(list(known["inputs"]["spend"].values()))

    shares = huff(size, times, gamma=1, decay=2)

    assert within(listed(known["expected"]["p_new"]), shares[:, 1])
    assert within(listed(known["expected"]["sales"]), spend @ shares)
    assert within(listed(known["expected"]["share_total"]), spend @ shares / spend.sum())
    assert within(listed(known["expected"]["hansen_accessibility"]), utility(size, times).sum(axis=1))


@given(TIMES)
def test_huff_shares_add_up_to_one(times):
    """Everybody goes somewhere."""
    assert np.allclose(1, huff([1, 2, 3], times).sum(axis=1))


def test_huff_sends_nobody_to_what_cannot_be_reached():
    """An origin without any reachable site has no shares instead of undefined ones."""
    shares = huff([1, 1], [[10, np.inf], [np.inf, np.inf]])

    assert [[1, 0], [0, 0]] == shares.tolist()


class TestPull:
    def test_twice_as_far_draws_a_quarter(self):
        """With a decay of two, twenty minutes draw a quarter of ten."""
        drawn = pull([10, 20], [1, 1], ["near", "far"], decay=2.0)

        assert 4.0 == pytest.approx(drawn["near"] / drawn["far"])

    def test_neighbours_count_no_more_than_five_minutes(self):
        """The place next door has no infinite pull."""
        assert pull([0.1], [7], ["a"])["a"] == pull([5.0], [7], ["a"])["a"]

    def test_areas_are_means_over_their_people(self):
        """Three people at ten minutes and one without any way: three quarters of the pull at ten."""
        drawn = pull([10, np.inf], [3, 1], ["a", "a"])

        assert 0.75 * 0.01 == pytest.approx(drawn["a"])
