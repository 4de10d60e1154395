from datetime import date

import numpy as np
import pytest

from ohv_coworking.parameters.plan_cases import base_values
from ohv_coworking.parameters.plan_tree import with_numbers
from ohv_coworking.plan.business_plan import business_plan
from ohv_coworking.plan.staff_cost import below_minimum_wage
from ohv_coworking.plan.timeline import plan_months
from plan_example import example, law, run

# The example opens in September 2026, two months after the lease began: month 2 is the opening.
OPENING = 2


class TestSales:
    def test_nothing_is_sold_before_the_opening(self):
        """Two months of preparation, then the share signed before the opening and the first month's ramp-up."""
        _, built, _, _ = run(initial_share=0.2, innovation=1e-3, imitation=0.0)
        desk = built.sales["desk"]

        assert desk.revenue[:OPENING].tolist() == [0, 0]
        assert desk.occupancy[OPENING] == pytest.approx(0.7 * (0.2 + 0.8 * (1 - np.exp(-1e-3))))

    def test_a_full_ramp_up_sells_capacity_times_utilisation(self):
        """Ten desks at 70 % and 100 euro are 700 euro a month."""
        _, built, _, _ = run(initial_share=1)

        assert built.sales["desk"].revenue[OPENING] == pytest.approx(700)

    def test_prices_step_in_january(self):
        """December at the old price, January two percent above."""
        _, built, _, _ = run(initial_share=1)
        december, january = built.sales["desk"].revenue[[5, 6]]

        assert january / december == pytest.approx(1.02)

    def test_season_moves_day_tickets_only(self):
        """August at 0.8, September at 1.2; contracts don't move."""
        _, built, _, _ = run(initial_share=1)
        august, september = 13, 14

        assert built.sales["day"].quantity[[august, september]].tolist() == pytest.approx([12.8, 19.2])
        assert np.diff(built.sales["desk"].quantity[august : september + 1])[0] == 0

    def test_occupancy_stays_below_one(self):
        """A season of 1.2 on full places sells what there is."""
        _, built, _, _ = run(initial_share=1, day_utilisation=0.95)

        assert built.sales["day"].occupancy.max() == 1

    def test_products_begin_and_end(self):
        """Day tickets from the third to the fortieth operating month."""
        _, built, _, _ = run()
        sold = np.flatnonzero(built.sales["day"].quantity)

        assert [OPENING + 2, OPENING + 39] == [sold[0], sold[-1]]

    def test_churn_is_replaced(self):
        """At a steady seven contracts, five percent are won anew each month."""
        _, built, _, _ = run(initial_share=1)

        assert built.sales["desk"].new_contracts[[OPENING, OPENING + 1]].tolist() == pytest.approx([7, 0.35])


class TestCosts:
    def test_rent_is_free_then_stepped(self):
        """One free month, 1,000 euro, two percent more after twelve months of the lease."""
        _, built, _, _ = run()

        assert built.rent.net[[0, 1, 11, 12]].tolist() == pytest.approx([0, 1_000, 1_000, 1_020])

    def test_measures(self):
        """Energy per square metre from the opening, insurance per month from the lease, coffee per day of use."""
        _, built, _, _ = run(initial_share=1)
        at = [0, OPENING]

        assert built.costs["energy"].net[at].tolist() == pytest.approx([0, 200])
        assert built.costs["insurance"].net[at].tolist() == pytest.approx([100, 100])
        assert built.costs["coffee"].net[at].tolist() == pytest.approx([0, 70])

    def test_input_tax_that_cannot_be_deducted_is_a_cost(self):
        """Without a taxed sale the gross rent is borne."""
        _, built, _, _ = run(desk_capacity=0, day_capacity=0)

        assert built.rent.borne[1] == pytest.approx(1_190)
        assert built.tax.deductible_share.max() == 0


class TestStaff:
    def test_pay_bonus_and_on_costs(self):
        """Half a post at 3,000: from the month before the opening; half a month's pay in November, pro rata."""
        _, built, _, _ = run()
        cost = built.staff["host"].cost

        assert cost[[0, 1]].tolist() == pytest.approx([0, 1_500 * 1.25])
        # Hired in August: August to December are five twelfths of the year.
        assert cost[4] == pytest.approx(1_500 * 1.25 * (1 + 0.5 * 5 / 12))

    def test_steps_and_rounds(self):
        """The second step after 24 months, on top of the pay rounds of 2027 and 2028."""
        _, built, _, _ = run(annual_bonus=0)
        pay = built.staff["host"].pay

        assert pay[[24, 25]].tolist() == pytest.approx([1_500 * 1.02**2, 1_650 * 1.02**2])

    def test_wage_subsidy_in_the_first_year(self):
        """Half of the cost for twelve months of employment."""
        _, built, _, _ = run()
        host = built.staff["host"]

        assert host.wage_subsidy[[1, 12]].tolist() == pytest.approx(0.5 * host.cost[[1, 12]])
        assert host.wage_subsidy[13] == 0

    def test_minimum_wage(self):
        """3,000 euro for 40 hours a week are 17.31 an hour; 2,000 are below 13.90."""
        _, built, _, _ = run()
        _, poor, _, _ = run(clerk_step_1_pay=2_000)

        assert built.staff["host"].hourly_pay[1] == pytest.approx(3_000 / (40 * 52 / 12))
        assert not below_minimum_wage(built.staff, 13.9)["host"].any()
        assert below_minimum_wage(poor.staff, 13.9)["host"][1]


class TestInvestment:
    def test_bought_and_replaced(self):
        """The server is bought at the opening and again after three years, at the prices of then."""
        _, built, _, _ = run(inflation=0.02)
        bought = built.assets["server"].expense.net

        assert [OPENING, OPENING + 36] == np.flatnonzero(bought).tolist()
        assert bought[OPENING + 36] == pytest.approx(6_000 * 1.02**3)

    def test_low_value_assets_are_written_off_at_once(self):
        """Chairs of 300 euro each, sixteen desks."""
        _, built, _, _ = run(option_to_tax=1)

        assert built.assets["chairs"].depreciation[1] == pytest.approx(16 * 300)
        assert built.assets["chairs"].depreciation.sum() == pytest.approx(16 * 300)

    def test_fit_out_ends_with_the_lease(self):
        """Ten years of life, five of lease: 60 months."""
        _, built, _, _ = run(option_to_tax=1)

        assert built.assets["fit_out"].depreciation[0] == pytest.approx(20_000 / 60)

    def test_grants_lower_what_is_written_off(self):
        """Half of 20,000 is granted and released like the depreciation."""
        _, built, _, _ = run(option_to_tax=1)
        fit_out = built.assets["fit_out"]

        assert fit_out.granted.sum() == pytest.approx(10_000)
        assert fit_out.grant_release.sum() == pytest.approx(10_000)

    def test_a_price_supplement_contains_tax(self):
        """A grant that pays for the service is income net of value added tax."""
        _, built, _, _ = run()
        earned = built.grants["service"].earned.sum()

        assert built.grant_income.sum() == pytest.approx(earned / 1.19)


class TestShapes:
    def test_many_scenarios_give_what_each_gives_alone(self):
        """A stack of random parameters against one call each, every line."""
        plan = example()
        generator = np.random.default_rng(4)
        values = base_values(plan)
        drawn = (
            "desk_price",
            "desk_utilisation",
            "innovation",
            "rent_per_square_metre",
            "inflation",
            "bank_amount",
        )
        factors = generator.uniform(0.5, 1.5, (20, len(drawn)))
        timeline = plan_months(date(2026, 9, 1), 2, 5, 2026)
        stack = values | {name: values[name] * factors[:, [at]] for at, name in enumerate(drawn)}
        together = business_plan(with_numbers(plan, stack), timeline, law(60))
        for row in (0, 7, 19):
            alone = values | {name: values[name] * factors[row, at] for at, name in enumerate(drawn)}
            built = business_plan(with_numbers(plan, alone), timeline, law(60))

            assert together.revenue[row] == pytest.approx(built.revenue)
            assert together.tax.due[row] == pytest.approx(built.tax.due)
            assert together.loans["bank"].balance[row] == pytest.approx(built.loans["bank"].balance)
