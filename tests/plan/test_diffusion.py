import numpy as np
import pytest

from ohv_coworking.plan.diffusion import adopted
from reference import case, within


def test_closed_forms():
    """The level where adoption is fastest, and the first five years of colour television (P-FI-16)."""
    given, expected = (case("P-FI-16")[part] for part in ("inputs", "expected"))
    p, q = given["p"], given["q"]

    assert within(expected["F_at_peak"], adopted(expected["peak_time"]["value"], p, q))
    assert within(expected["F_1..5"], adopted(np.arange(1, 6), p, q))


def test_starts_empty_and_ends_full():
    """Nobody at the start, everybody at the end, never backwards."""
    level = adopted(np.arange(500), 0.03, 0.2)

    assert 0 == level[0]
    assert level[-1] == pytest.approx(1)
    assert (np.diff(level) >= 0).all()
