from datetime import date

import numpy as np
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.plan import viability
from ohv_coworking.plan.break_even import break_even_share, debt_service_cover
from ohv_coworking.plan.exit_cost import exit_cost
from ohv_coworking.plan.financial_model import financial_model
from ohv_coworking.plan.landlord import rent_needed
from ohv_coworking.plan.present_value import gridded_rate, internal_rate
from plan_example import STATUTES, example, model
from reference import case, within


def ran(**changes):
    built = model()
    return built.run(built.values() | changes)


class TestPublishedExamples:
    def test_break_even_quantity_and_revenue(self):
        """Contribution, break-even units and revenue, margin of safety (P-FI-11)."""
        given, expected = (case("P-FI-11")[part] for part in ("inputs", "expected"))
        wedel, forum = given["wedel"], given["forum"]
        contribution = wedel["revenue"] - wedel["variable_cost"]
        share = break_even_share(wedel["fixed_cost"], contribution)
        one = break_even_share(forum["fixed_cost"], forum["price"] - forum["unit_variable"])

        assert within(expected["wedel_contribution"], contribution)
        assert within(expected["wedel_profit"], contribution - wedel["fixed_cost"])
        assert within(
            expected["wedel_break_even_units"],
            break_even_share(wedel["fixed_cost"], wedel["unit_contribution"]),
        )
        assert within(expected["wedel_break_even_revenue"], share * wedel["revenue"])
        assert within(expected["wedel_margin_of_safety"], 1 - share)
        assert within(expected["forum_break_even_units"], one)

    def test_debt_service_cover(self):
        """120,000 over 100,000 (P-FI-12)."""
        given, expected = (case("P-FI-12")[part] for part in ("inputs", "expected"))

        assert within(expected["dscr"], debt_service_cover(given["noi"], given["debt_service"]))


class TestWhatItWouldTake:
    """Each solved figure is put back into the model: the reference year then carries itself."""

    def solved(self, **changes):
        return viability.ReferenceYear(ran(**changes)).result

    def test_prices(self):
        """All prices times the factor."""
        factor = viability.price_factor_needed(viability.ReferenceYear(ran()))
        prices = {
            f"{key}_price": example().products[key].price.value * factor for key in ("desk", "office", "day")
        }

        assert self.solved(**prices) == pytest.approx(0, abs=1e-6)

    def test_rent(self):
        """The rent at the start of the lease, other costs as planned."""
        run = ran(host_full_time_equivalents=0.1)
        rent = viability.rent_borne(viability.ReferenceYear(run))

        assert self.solved(
            host_full_time_equivalents=0.1, rent_per_square_metre=float(rent)
        ) == pytest.approx(0, abs=1e-6)

    def test_staff(self):
        """The share of the post that the year bears."""
        share = viability.staff_share_borne(viability.ReferenceYear(ran(desk_price=300)))

        assert self.solved(desk_price=300, host_full_time_equivalents=0.5 * float(share)) == pytest.approx(
            0, abs=1e-6
        )

    def test_occupancy(self):
        """Utilisation of every product scaled alike, as long as none is full."""
        start = dict(desk_price=500, desk_utilisation=0.5, office_utilisation=0.5, day_capacity=0)
        year = viability.ReferenceYear(ran(**start))
        factor = float(viability.break_even_utilisation(year) / year.occupancy)
        scaled = {name: 0.5 * factor for name in ("desk_utilisation", "office_utilisation")}

        assert factor < 2
        assert self.solved(**start | scaled) == pytest.approx(0, abs=1e-6)

    def test_the_frontier_passes_through_the_plan_and_the_break_even(self):
        """On the frontier use at that price just pays what does not depend on it; at the plan it is the planned factor."""
        year = viability.ReferenceYear(ran())
        factor, use = viability.price_factor_needed(year, occupancy=0.5), 0.5 / year.occupancy

        assert use * (factor * year.net_revenue - year.variable) == pytest.approx(year.fixed, abs=1e-6)
        assert viability.price_factor_needed(year, occupancy=year.occupancy) == pytest.approx(
            viability.price_factor_needed(year)
        )


class TestNeed:
    def test_the_need_keeps_cash_at_its_minimum(self):
        """Paid as it arises, the need holds cash at the minimum and never below."""
        run = ran()
        filled = run.statements.cash + np.cumsum(viability.additional_need(run))

        assert filled.min() == pytest.approx(1_000)
        assert (viability.additional_need(run) >= 0).all()

    def test_the_agreed_contribution_counts_as_need(self):
        """Agreed or added: the municipalities pay it."""
        agreed = viability.subsidy_need(ran()).sum()
        bare = viability.subsidy_need(ran(municipal_contribution_a_year=0)).sum()

        assert agreed == pytest.approx(bare)

    def test_a_plan_that_carries_itself_needs_nothing(self):
        """At a price of 1,000 euro a desk there is no need, and a month of break-even."""
        figures = viability.key_figures(ran(desk_price=1_000, equity=60_000, municipal_contribution_a_year=0))

        assert figures["subsidy_total"] == 0
        assert 12 <= figures["break_even_month"] <= 15
        assert np.isnan(figures["first_month_without_cash"])

    def test_insolvent_once_is_insolvent(self):
        """Who has run out of cash stays out."""
        assert (np.diff(viability.insolvent(ran()).astype(int)) >= 0).all()


class TestReturn:
    def test_the_gridded_rate_is_the_internal_rate(self):
        """The rule of the workbook finds the exact root to a hundred-thousandth of a point."""
        flows = viability.free_cash_flow(ran(desk_price=700))
        exact = internal_rate(flows).rate

        assert gridded_rate(flows) == pytest.approx((1 + exact) ** 12 - 1, abs=1e-7)

    def test_no_sign_change_no_rate(self):
        """A plan that only pays has none."""
        assert np.isnan(viability.key_figures(ran(desk_capacity=0))["internal_rate"])

    def test_no_debt_no_cover(self):
        """Without a loan the cover is undefined, not zero."""
        assert np.isnan(viability.debt_cover(ran(bank_amount=0)))


class TestExit:
    def test_parts(self):
        """At the end of the lease: no rent, three months of notice, dismantling, a fifth of the book value."""
        run = ran()
        parts = exit_cost(run)

        assert parts["exit_rent"][-1] == 0
        assert parts["exit_rent"][0] == pytest.approx(0.5 * 59 * run.built.rent.borne[1])
        assert parts["exit_staff"][5] == pytest.approx(3 * run.built.staff["host"].cost[5])
        assert parts["exit_dismantling"][0] == 5_000
        assert parts["exit_resale"][10] == pytest.approx(-0.2 * run.balance_sheet.assets["fixed_assets"][10])

    def test_grants_are_repaid_for_the_months_to_come(self):
        """10,000 earmarked for 60 months from the opening."""
        assert exit_cost(ran())["exit_grants"][[0, 1, 31]].tolist() == pytest.approx([10_000, 10_000, 5_000])


class TestLandlord:
    def test_rent_needed(self):
        """1,000 euro over 20 years at 5 % are 80.24 a year; a month of it and 1 euro of upkeep over 95 %."""
        terms = ran().numbers.landlord

        assert rent_needed(terms) == pytest.approx((80.2425872 / 12 + 1) / 0.95)

    def test_without_interest(self):
        """At no interest the works are paid back in twenty equal parts."""
        terms = ran(landlord_rate=0).numbers.landlord

        assert rent_needed(terms) == pytest.approx((50 / 12 + 1) / 0.95, rel=1e-4)


class TestModel:
    def test_opening_before_the_reference_date(self):
        """A space can't open in the past."""
        with pytest.raises(InputFault) as fault:
            financial_model(example(), date(2026, 9, 1), 2026, date(2026, 11, 1), STATUTES)

        assert ("opening_month", "2026-09-01") == (fault.value.parameter, fault.value.found)

    def test_unknown_case(self):
        """A case the plan does not know is named with those it does."""
        with pytest.raises(InputFault) as fault:
            model().values(operators="church")

        assert "einer von: company" == fault.value.expected

    def test_unknown_input(self):
        """A misspelt input is no silent default."""
        with pytest.raises(ValueError, match="sofa_price"):
            ran(sofa_price=1)

    def test_key_figures_of_many_scenarios(self):
        """A column of prices gives a row of figures, each as if alone."""
        many = viability.key_figures(ran(desk_price=np.array([[80.0], [500.0]])))
        alone = viability.key_figures(ran(desk_price=500.0))
        for name, figure in alone.items():
            assert np.broadcast_to(many[name], 2)[1] == pytest.approx(figure, nan_ok=True), name
