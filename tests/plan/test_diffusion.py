import numpy as np
import pytest

from ohv_coworking.plan.diffusion import adopted, adopting, fitted, peak_time
from reference import case, within


def test_closed_forms():
    """Peak time, level and speed at the peak, and the first five years of colour television (P-FI-16)."""
    given, expected = (case("P-FI-16")[part] for part in ("inputs", "expected"))
    p, q = given["p"], given["q"]
    peak = peak_time(p, q)

    assert within(expected["peak_time"], peak)
    assert within(expected["F_at_peak"], adopted(peak, p, q))
    assert within(expected["f_at_peak"], adopting(peak, p, q))
    assert within(expected["F_1..5"], adopted(np.arange(1, 6), p, q))


def test_fit_to_video_recorders():
    """Market, innovation, imitation and their errors as R's nls finds them (P-FI-15)."""
    given, expected = (case("P-FI-15")[part] for part in ("inputs", "expected"))
    start = given["start"]
    fit = fitted(np.array(given["sales_1000"]), start["M"], start["P"], start["Q"])

    assert within(expected["M"], fit.market)
    assert within(expected["P"], fit.innovation)
    assert within(expected["Q"], fit.imitation)
    assert within(expected["residual_se"], fit.residual_error)
    assert within(expected["se_M_P_Q"], fit.standard_errors)
    assert within(expected["peak_time_ln(Q/P)/(P+Q)"], peak_time(fit.innovation, fit.imitation))


def test_starts_empty_and_ends_full():
    """Nobody at the start, everybody at the end, never backwards."""
    level = adopted(np.arange(500), 0.03, 0.2)

    assert 0 == level[0]
    assert level[-1] == pytest.approx(1)
    assert (np.diff(level) >= 0).all()
