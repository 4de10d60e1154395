"""Whoever sees a curve over people's answers learns no more of one of them than from a protected table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.disclosure.figures import MINIMUM
from ohv_coworking.disclosure.steps import is_dominated, safe_steps

rising = st.lists(st.integers(0, 9), min_size=1, max_size=40).map(lambda steps: np.cumsum(steps))


@given(rising)
def test_every_step_stands_for_enough_people(counts):
    """Between two values drawn lie five people or more, and so do before the first and beyond the last, or nobody."""
    drawn = np.unique(counts[safe_steps(counts)])

    assert (np.diff(drawn) >= MINIMUM).all()
    if counts[-1] >= MINIMUM:
        assert counts[-1] == drawn[-1]
        assert drawn[0] == 0 or drawn[0] >= MINIMUM


@given(rising)
def test_a_curve_is_drawn_from_its_own_values(counts):
    """No value is invented, none is drawn before it is reached but for the first."""
    places = safe_steps(counts)

    assert len(places) == len(counts)
    assert (np.diff(places) >= 0).all()
    assert (places <= np.maximum(np.arange(len(counts)), places[0])).all()


@pytest.mark.parametrize(
    "expected, amounts",
    [
        (True, [200, 10, 4, 4]),
        (True, [5]),
        (True, [50, 50]),
        (False, [5, 5, 5, 5]),
        (False, [0, 0]),
        (False, []),
    ],
)
def test_the_largest_contributor_is_not_told_by_the_second(expected, amounts):
    """The p % rule at ten: two alone always tell each other."""
    assert expected == is_dominated(amounts)
