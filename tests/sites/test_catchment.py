"""Accessibility gives the published results of Hansen."""

import numpy as np
import pytest

from ohv_coworking.sites.catchment import pull
from reference import case, within


def test_accessibility_as_in_the_textbook():
    """Hansen accessibility of P-LO-01 is the mean pull of its places, by their size, times all of it."""
    known = case("P-LO-01")
    size, times = (known["inputs"][name] for name in ("size", "time_min"))
    expected = known["expected"]["hansen_accessibility"]

    drawn = [
        pull(list(row.values()), list(size.values()), ["all"] * len(size))["all"] for row in times.values()
    ]

    assert within(
        {**expected, "value": list(expected["value"].values())}, sum(size.values()) * np.array(drawn)
    )


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
