from datetime import date

import numpy as np
import pytest

from ohv_coworking.plan.timeline import Timeline, delayed, plan_months

PLAN = plan_months(date(2026, 3, 1), preparation=4, years=2, price_base=2025)


class TestMonths:
    def test_the_plan_begins_with_the_lease(self):
        """Four months of preparation before March begin in November of the year before."""
        assert date(2025, 11, 1) == PLAN.first_month
        assert [-4, -3, -2, -1, 0] == PLAN.since_opening[:5].tolist()
        assert date(2026, 3, 1) == PLAN.dates[4]

    def test_sums_by_calendar_year(self):
        """Short years at both ends, twelve months between."""
        assert [2025, 2026, 2027] == PLAN.years.tolist()
        assert [2, 12, 10] == PLAN.by_year(np.ones(24)).tolist()
        assert [1, 13, 23] == PLAN.year_ends.tolist()

    def test_sums_many_scenarios(self):
        """Leading axes stay."""
        assert (3, 3) == PLAN.by_year(np.ones((3, 24))).shape


class TestIndices:
    def test_prices_step_in_january(self):
        """Nothing in the base year, a step in each January after it."""
        assert PLAN.january_index(0.1).tolist() == pytest.approx([1] * 2 + [1.1] * 12 + [1.21] * 10)

    def test_rarer_steps_are_larger(self):
        """Every second year, two rises at once."""
        assert PLAN.january_index(0.1, every_years=2)[[2, 14]].tolist() == pytest.approx([1, 1.21])

    def test_rent_steps_after_each_lease_year(self):
        """Months 0 to 11 at the first rent, month 12 one step higher."""
        assert PLAN.lease_index(0.1)[[0, 11, 12, 23]].tolist() == pytest.approx([1, 1, 1.1, 1.1])

    def test_pay_steps_in_the_month_of_the_round(self):
        """A round each April: March at the old pay, April at the new."""
        months = {day.isoformat()[:7]: at for at, day in enumerate(PLAN.dates)}
        index = PLAN.pay_index(0.1, rise_month=4)
        before, after, later = (months[month] for month in ("2026-03", "2026-04", "2027-04"))

        assert index[[before, after, later]].tolist() == pytest.approx([1, 1.1, 1.21])

    def test_rates_of_many_scenarios(self):
        """A column of rates gives a row of indices each."""
        rates = np.array([[0.0], [0.1]])

        assert PLAN.january_index(rates)[:, -1].tolist() == pytest.approx([1, 1.21])


def test_delayed_flows():
    """What falls behind the last month is left out."""
    assert [0, 0, 1] == delayed(np.array([1, 2, 3]), 2).tolist()
    assert [1, 2, 3] == delayed(np.array([1, 2, 3]), 0).tolist()


def test_the_year_may_change_within_the_preparation():
    """Opening in January, the lease begins in the year before."""
    assert Timeline(date(2026, 12, 1), 60, 1, 2026) == plan_months(date(2027, 1, 1), 1, 5, 2026)
