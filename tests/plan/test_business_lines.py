"""What is sold, what it costs, who is employed, what is bought: lines of the example reckoned in the head."""

from datetime import date

import numpy as np
import pytest

from ohv_coworking.plan.reckoning import serial
from plan_example import run
from reference import case, within

# The example opens in September 2026, two months after the lease began: month 2 is the opening.
OPENING = 2


class TestSales:
    def test_nothing_is_sold_before_the_opening(self):
        """Two months of preparation, then the share signed before the opening and the first month's ramp-up."""
        plan = run(initial_share=0.2, innovation=1e-3, imitation=0.0)

        assert [0, 0] == plan["desk_revenue"][:OPENING].tolist()
        assert plan["desk_occupancy"][OPENING] == pytest.approx(0.7 * (0.2 + 0.8 * (1 - np.exp(-1e-3))))

    def test_a_full_ramp_up_sells_capacity_times_utilisation(self):
        """Ten desks at 70 % and 100 euro are 700 euro a month; January is two percent above December."""
        revenue = run(initial_share=1)["desk_revenue"]

        assert revenue[OPENING] == pytest.approx(700)
        assert revenue[6] / revenue[5] == pytest.approx(1.02)

    def test_season_moves_day_tickets_only(self):
        """August at 0.8, September at 1.2; contracts don't move."""
        plan = run(initial_share=1)

        assert plan["day_quantity"][[13, 14]].tolist() == pytest.approx([12.8, 19.2])
        assert 0 == np.diff(plan["desk_quantity"][13:15])[0]

    def test_occupancy_stays_below_one(self):
        """A season of 1.2 on full places sells what there is."""
        assert 1 == run(initial_share=1, day_utilisation=0.95)["day_occupancy"].max()

    def test_products_begin_and_end(self):
        """Day tickets from the third to the fortieth operating month."""
        sold = np.flatnonzero(run()["day_quantity"])

        assert [OPENING + 2, OPENING + 39] == [sold[0], sold[-1]]

    def test_churn_is_replaced(self):
        """At a steady seven contracts, five percent are won anew each month."""
        won = run(initial_share=1)["desk_new_contracts"]

        assert won[[OPENING, OPENING + 1]].tolist() == pytest.approx([7, 0.35])


class TestCosts:
    def test_rent_is_free_then_stepped(self):
        """One free month, 1,000 euro, two percent more after twelve months of the lease."""
        assert run()["rent_net"][[0, 1, 11, 12]].tolist() == pytest.approx([0, 1_000, 1_000, 1_020])

    def test_measures(self):
        """Energy per square metre from the opening, insurance per month from the lease, coffee per day of use."""
        plan, at = run(initial_share=1), [0, OPENING]

        assert plan["energy_net"][at].tolist() == pytest.approx([0, 200])
        assert plan["insurance_net"][at].tolist() == pytest.approx([100, 100])
        assert plan["coffee_net"][at].tolist() == pytest.approx([0, 70])

    def test_input_tax_that_cannot_be_deducted_is_a_cost(self):
        """Without a taxed sale the gross rent is borne."""
        plan = run(desk_capacity=0, day_capacity=0)

        assert plan["rent_expense"][1] == pytest.approx(1_190)
        assert 0 == plan["deductible_share"].max()


class TestStaff:
    def test_pay_bonus_and_on_costs(self):
        """Half a post at 3,000: from the month before the opening; half a month's pay in November, pro rata."""
        cost = run()["host_cost"]

        assert cost[[0, 1]].tolist() == pytest.approx([0, 1_500 * 1.25])
        # Hired in August: August to December are five twelfths of the year.
        assert cost[4] == pytest.approx(1_500 * 1.25 * (1 + 0.5 * 5 / 12))

    def test_steps_and_rounds(self):
        """The second step after 24 months, on top of the pay rounds of 2027 and 2028."""
        pay = run()["host_monthly_pay"]

        assert pay[[24, 25]].tolist() == pytest.approx([1_500 * 1.02**2, 1_650 * 1.02**2])

    def test_wage_subsidy_in_the_first_year(self):
        """§ 16i SGB II: half of the minimum wage and of flat on-costs for twelve months, half a post, no bonus."""
        plan, least = run(), 13.9 * 40 * 52 / 12

        assert plan["host_wage_subsidy"][[1, 3]].tolist() == pytest.approx([0.5 * 0.5 * least * 1.15] * 2)
        assert 0 == plan["host_wage_subsidy"][13]

    def test_the_minimum_wage_rises_with_the_tariffs_once_unknown(self):
        """Known until the end of 2026: 2 % more in 2027, again in 2028."""
        until = {"minimum_wage_known_until": serial(date(2026, 12, 31))}

        assert [13.9, 13.9 * 1.02, 13.9 * 1.02**2] == pytest.approx(
            run(until)["wage_floor"][[0, 6, 18]].tolist()
        )

    def test_a_fixed_allowance_stays_as_it_is(self):
        """100 € for a full post, while the pay of the second year has risen by 2 %."""
        assert 3_000 * 1.02 + 100 == pytest.approx(run(clerk_allowance=100)["host_full_time_pay"][12])

    def test_minimum_wage(self):
        """3,000 euro for 40 hours a week are 17.31 an hour; 2,000 are below 13.90."""
        assert run()["host_hourly_pay"][1] == pytest.approx(3_000 / (40 * 52 / 12))
        assert not run()["host_below_minimum_wage"].any()
        assert run(clerk_step_1_pay=2_000)["host_below_minimum_wage"][1]


class TestInvestment:
    def test_bought_and_replaced(self):
        """The server is bought at the opening and again after three years, at the prices of then."""
        bought = run(inflation=0.02)["server_purchase"]

        assert [OPENING, OPENING + 36] == np.flatnonzero(bought).tolist()
        assert bought[OPENING + 36] == pytest.approx(6_000 * 1.02**3)

    def test_low_value_assets_are_written_off_at_once(self):
        """Chairs of 300 euro each, sixteen desks."""
        written_off = run(option_to_tax=1)["chairs_depreciation"]

        assert [written_off[1], written_off.sum()] == pytest.approx([16 * 300] * 2)

    def test_fit_out_ends_with_the_lease(self):
        """Ten years of life, five of lease: 60 months."""
        assert run(option_to_tax=1)["fit_out_depreciation"][0] == pytest.approx(20_000 / 60)

    def test_depreciation_pro_rata_by_month(self):
        """Bought in October, seven years: 600 first, 2,400 a year, 1,800 in the eighth year (P-FI-08)."""
        given, expected = (case("P-FI-08")[part] for part in ("inputs", "expected"))
        life, price = given["useful_life_years"], given["cost_net"]
        plan = run(
            opening=date(2026, 10, 1), preparation_months=0, years=10, option_to_tax=1, inflation=0,
            server_useful_life_years=life, server_unit_price=price,
        )  # fmt: skip
        # What is replaced after its life is another purchase.
        first = {"server_purchase": plan["server_purchase"] * (plan["month"] < 12 * life)}
        plan = run(first, opening=date(2026, 10, 1), preparation_months=0, years=10, option_to_tax=1,
                   server_useful_life_years=life, server_unit_price=price)  # fmt: skip
        years = plan.by_year(plan["server_depreciation"])

        assert list(expected["per_year"]["value"].values()) == pytest.approx(years[:8].tolist())

    @pytest.mark.parametrize(("right", "capacity"), [("with", 10), ("without", 0)])
    def test_input_tax_that_cannot_be_deducted_is_depreciated(self, right, capacity):
        """The base is net with, gross without the right to deduct (P-FI-09)."""
        given, expected = (case("P-FI-09")[part] for part in ("inputs", "expected"))
        only_letting = dict(desk_capacity=0, day_capacity=0) if not capacity else dict(option_to_tax=1)
        plan = run(opening=date(2026, 7, 1), preparation_months=0, server_unit_price=given["net"],
                   server_useful_life_years=given["useful_life_years"], **only_letting)  # fmt: skip
        first, second = plan.by_year(plan["server_depreciation"])[:2]

        assert within(expected[f"base_{right}_deduction"], plan["server_capitalised"][0])
        assert within(expected[f"first_year_{right}_deduction"], first)
        assert within(expected[f"year_{right}_deduction"], second)

    def test_grants_lower_what_is_written_off(self):
        """Half of 20,000 is granted and released like the depreciation."""
        plan = run(option_to_tax=1)

        assert [plan["fit_out_granted"].sum(), plan["fit_out_grant_release"].sum()] == pytest.approx(
            [1e4] * 2
        )

    def test_a_price_supplement_contains_tax(self):
        """A grant that pays for the service is income net of value added tax."""
        plan = run()

        assert plan["grant_income"].sum() == pytest.approx(plan["service_earned"].sum() / 1.19)


def test_many_scenarios_give_what_each_gives_alone():
    """A stack of random parameters against one run each, every line."""
    generator, base = np.random.default_rng(4), run().values
    drawn = "desk_price desk_utilisation innovation rent_per_square_metre inflation bank_amount".split()
    factors = generator.uniform(0.5, 1.5, (20, len(drawn)))
    together = run(**{name: base[name] * factors[:, [at]] for at, name in enumerate(drawn)})
    for row in (0, 7, 19):
        alone = run(**{name: base[name] * factors[row, at] for at, name in enumerate(drawn)})
        for name in together.lines.by_name:
            many = together[name] if np.ndim(together[name]) == np.ndim(alone[name]) else together[name][row]
            assert many == pytest.approx(alone[name], nan_ok=True), name


def test_delays_that_differ_between_scenarios_are_refused():
    """A useful life is part of the calendar: one for all scenarios."""
    with pytest.raises(ValueError, match="useful lives"):
        run(server_useful_life_years=np.array([[3.0], [4.0]]))["server_depreciation"]
