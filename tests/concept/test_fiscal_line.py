"""What a subsidised job costs the public purse is what is paid less what comes back."""

import pytest

from ohv_coworking.concept.fiscal_line import fiscal_line


def test_a_job_by_hand():
    """30 hours at 14.60 € are 22,776 € a year; 88 % of wage and 18.3 % on-cost, both sides' contributions, 900 € a month."""
    line = fiscal_line(14.60, 30, 0.88, 0.183, 900)

    wage = 14.60 * 30 * 52
    assert 0.88 * 1.183 * wage == pytest.approx(line.subsidy)
    assert 2 * 0.183 * wage + 10_800 == pytest.approx(line.returned)
    assert line.subsidy - line.returned == pytest.approx(line.net)
    assert 4_575 == pytest.approx(line.net, abs=10)


def test_less_support_costs_less():
    """A lower rate lowers what is paid and nothing that comes back."""
    full, part = fiscal_line(10, 30, 1.0, 0.2, 800), fiscal_line(10, 30, 0.7, 0.2, 800)

    assert part.net < full.net
    assert part.returned == full.returned
