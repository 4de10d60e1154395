"""Months, indices and ramp-up of a plan."""

from datetime import date

import numpy as np
import pytest

from plan_example import run
from reference import case, within

# Opens in March 2026 after four months of preparation: the lease begins in November 2025.
PLAN = dict(opening=date(2026, 3, 1), price_base=2025, preparation_months=4)


class TestMonths:
    def test_the_plan_begins_with_the_lease(self):
        """Four months of preparation before March begin in November of the year before."""
        plan = run(**PLAN)

        assert [date(2025, 11, 1), date(2026, 3, 1)] == [plan.dates[0], plan.dates[4]]
        assert [-4, -3, -2, -1, 0] == plan["since_opening"][:5].tolist()

    def test_sums_by_calendar_year(self):
        """Short years at both ends, twelve months between; many scenarios keep their axis."""
        plan = run(**PLAN)

        assert [2025, 2026, 2027, 2028, 2029, 2030] == plan["calendar_year"].tolist()
        assert [2, 12, 12, 12, 12, 10] == plan.by_year(np.ones(60)).tolist()
        assert (3, 6) == plan.by_year(np.ones((3, 60))).shape

    def test_a_plan_of_whole_years_has_an_empty_last_year(self):
        """A lease from January: the year after the plan holds nothing."""
        plan = run(opening=date(2027, 1, 1), preparation_months=0)

        assert [12, 12, 12, 12, 12, 0] == plan.by_year(np.ones(60)).tolist()
        assert [0, 0] == [plan["revenue_by_year"][-1], plan["need_by_year"][-1]]


class TestIndices:
    def test_prices_step_in_january(self):
        """Nothing in the base year, a step in each January after it."""
        index = run(**PLAN, inflation=0.1)["inflation_index"]

        assert index[[0, 1, 2, 13, 14]].tolist() == pytest.approx([1, 1, 1.1, 1.1, 1.21])

    def test_rarer_steps_are_larger(self):
        """Every second year, two rises at once."""
        index = run(**PLAN, price_yearly_rise=0.1, price_step_years=2)["own_price_index"]

        assert index[[2, 14]].tolist() == pytest.approx([1, 1.21])

    def test_rent_steps_after_each_lease_year(self):
        """Months 0 to 11 at the first rent, month 12 one step higher."""
        index = run(**PLAN, rent_yearly_rise=0.1)["lease_index"]

        assert index[[0, 11, 12, 23]].tolist() == pytest.approx([1, 1, 1.1, 1.1])

    def test_pay_steps_in_the_month_of_the_round(self):
        """A round each April: March at the old pay, April at the new."""
        plan = run(**PLAN, pay_yearly_rise=0.1, pay_rise_month=4)
        at = [plan.dates.index(date(*day, 1)) for day in ((2026, 3), (2026, 4), (2027, 4))]

        assert plan["pay_index"][at].tolist() == pytest.approx([1, 1.1, 1.21])

    def test_rates_of_many_scenarios(self):
        """A column of rates gives a row of indices each."""
        index = run(**PLAN, inflation=np.array([[0.0], [0.1]]))["inflation_index"]

        assert index[:, 14].tolist() == pytest.approx([1, 1.21])


class TestRampUp:
    def test_published_years_of_the_bass_model(self):
        """The first five periods of colour television (P-FI-16)."""
        given, expected = (case("P-FI-16")[part] for part in ("inputs", "expected"))
        plan = run(initial_share=0, innovation=given["p"], imitation=given["q"], preparation_months=0)

        assert within(expected["F_1..5"], plan["ramp_level"][:5])

    def test_starts_with_its_initial_share_and_ends_full(self):
        """Nobody before the opening, everybody at the end, never backwards."""
        level = run(initial_share=0.3, innovation=0.03, imitation=0.4)["ramp_level"]

        assert [0, 0] == level[:2].tolist()
        assert level[2] > 0.3
        assert level[-1] == pytest.approx(1)
        assert (np.diff(level) >= 0).all()
