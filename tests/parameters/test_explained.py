"""What explains the spread of a result: shares of variance from draws."""

import numpy as np
import pytest

from ohv_coworking.parameters import Assumption
from ohv_coworking.parameters.sensitivity import explained_shares, fixed_at_ends

GENERATOR = np.random.default_rng(1)
DRAWN = {
    "wide": GENERATOR.normal(size=20_000) * 2,
    "narrow": GENERATOR.normal(size=20_000),
    "none": np.ones(20_000),
}


def test_shares_are_those_of_the_variance():
    """A sum of two: four fifths and one fifth of the variance; what does not move explains nothing."""
    found = explained_shares(DRAWN["wide"] + DRAWN["narrow"], DRAWN)

    assert ["wide", "narrow", "none"] == list(found.index)
    assert [0.8, 0.2, 0] == pytest.approx(found.to_list(), abs=0.03)


def test_ends_are_medians_with_one_input_held():
    """The median of a sum, one part held at 1 and 3, the other at its median 0."""
    one = Assumption(name="wide", label="Breit", unit="", value=2, low=1, high=3)
    found = fixed_at_ends(lambda moved: moved["wide"] + moved["narrow"], DRAWN, [one])

    assert [1, 3] == pytest.approx(found.loc[0, ["low", "high"]].to_list(), abs=0.03)
