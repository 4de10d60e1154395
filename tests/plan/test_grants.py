from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.parameters.plan_cases import base_values
from ohv_coworking.parameters.plan_tree import with_numbers
from ohv_coworking.plan.grants import de_minimis_used, grant_flow, repayable
from ohv_coworking.plan.timeline import Timeline
from plan_example import example

PLAN = Timeline(date(2026, 1, 1), 60, 2, 2026)


def terms(**changes):
    plan = example()
    values = base_values(plan) | {f"building_{key}": value for key, value in changes.items()}
    return with_numbers(plan, values).financing.grants["building"]


COST = np.r_[20_000.0, np.zeros(59)]


class TestAmount:
    def test_rate_of_the_eligible_cost(self):
        """Half of 20,000, paid three months later."""
        flow = grant_flow(terms(rate=0.5, ceiling=50_000), COST, PLAN)

        assert flow.earned[0] == 10_000
        assert flow.paid[[0, 2, 3]].tolist() == [0, 0, 10_000]

    def test_own_share_limits_the_rate(self):
        """A rate of 60 % with 50 % own share pays 50 %."""
        assert grant_flow(terms(rate=0.6, own_share=0.5, ceiling=50_000), COST, PLAN).earned.sum() == 10_000

    def test_nothing_without_a_notice(self):
        """A grant not applied for pays nothing."""
        assert grant_flow(terms(applied=0), COST, PLAN).earned.sum() == 0

    def test_ends_in_time(self):
        """Cost after the end is not eligible: two months before and twelve after the opening."""
        flow = grant_flow(terms(rate=0.5, ceiling=1e6, runs_months=12), np.full(60, 100.0), PLAN)

        assert flow.earned.sum() == 14 * 50

    @given(
        st.lists(st.floats(0, 1e5), min_size=60, max_size=60),
        st.floats(0, 1),
        st.floats(0, 1),
        st.floats(0, 1e5),
    )
    def test_never_above_ceiling_or_rate(self, cost, rate, own_share, ceiling):
        """In no month has more been earned than the ceiling, the rate and the own share allow."""
        cost = np.array(cost)
        flow = grant_flow(terms(rate=rate, own_share=own_share, ceiling=ceiling, runs_months=120), cost, PLAN)
        earned = np.cumsum(flow.earned)

        assert earned[-1] <= ceiling + 1e-6
        assert (earned <= min(rate, 1 - own_share) * np.cumsum(cost) + 1e-6).all()
        assert (np.cumsum(flow.paid) <= earned + 1e-6).all()


class TestEarmarking:
    def test_repayment_falls_month_by_month(self):
        """10,000 over 60 months: closing after the first operating month returns 59/60, after the last nothing."""
        grant = terms(rate=0.5, ceiling=50_000, earmarked_months=24)
        back = repayable(grant, grant_flow(grant, COST, PLAN), PLAN)

        assert back[[0, 2, 13, 25]].tolist() == pytest.approx([10_000, 10_000 * 23 / 24, 5_000, 0])

    def test_nothing_without_a_period(self):
        """A grant without earmarking stays."""
        grant = terms(earmarked_months=0)

        assert not repayable(grant, grant_flow(grant, COST, PLAN), PLAN).any()


def test_de_minimis_counts_three_years():
    """What was granted 36 months ago no longer counts."""
    used = de_minimis_used([grant_flow(terms(rate=0.5, ceiling=50_000), COST, PLAN)], 3, PLAN)

    assert used[[0, 35, 36]].tolist() == [10_000, 10_000, 0]
