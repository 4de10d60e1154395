"""Key figures: what it would take, need, return, exit, the landlord's view."""

from datetime import date

import numpy as np
import pytest
import pyxirr

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.plan import plan_overview
from ohv_coworking.plan.financial_model import financial_model
from ohv_coworking.plan.reckoning import day_of
from plan_example import STATUTES, example, model, run
from reference import case, within


class TestPublishedExamples:
    def share(self, fixed, contribution):
        """Return the share of the planned use that covers what is fixed."""
        lines = {"utilisation_planned": 1.0, "reference_fixed": fixed, "reference_net_revenue": contribution}
        return run(lines | {"reference_variable": 0.0})["break_even_utilisation"]

    def test_break_even_quantity_and_revenue(self):
        """Contribution, break-even units and revenue, margin of safety (P-FI-11)."""
        given, expected = (case("P-FI-11")[part] for part in ("inputs", "expected"))
        wedel, forum = given["wedel"], given["forum"]
        share = self.share(wedel["fixed_cost"], wedel["revenue"] - wedel["variable_cost"])
        units = self.share(wedel["fixed_cost"], wedel["unit_contribution"])

        assert within(expected["wedel_break_even_units"], units)
        assert within(expected["wedel_break_even_revenue"], share * wedel["revenue"])
        assert within(expected["wedel_margin_of_safety"], 1 - share)
        assert within(
            expected["forum_break_even_units"],
            self.share(forum["fixed_cost"], forum["price"] - forum["unit_variable"]),
        )

    def test_debt_service_cover(self):
        """120,000 over 100,000 (P-FI-12)."""
        given, expected = (case("P-FI-12")[part] for part in ("inputs", "expected"))
        lines = {
            "cash_for_debt_service_by_year": np.full(6, given["noi"]),
            "debt_service_by_year": np.full(6, given["debt_service"]),
        }

        assert within(expected["dscr"], run(lines)["debt_cover"])


class TestWhatItWouldTake:
    """Each solved figure is put back into the plan: the reference year then carries itself."""

    def result(self, **changes):
        return run(**changes)["result_per_year"]

    def test_prices(self):
        """All prices times the factor."""
        factor = run()["price_factor_needed"]
        prices = {f"{key}_price": one.price.value * factor for key, one in example().products.items()}

        assert self.result(**prices) == pytest.approx(0, abs=1e-6)

    def test_rent(self):
        """The rent at the start of the lease, other costs as planned."""
        rent = run(host_full_time_equivalents=0.1)["rent_borne"]

        assert self.result(host_full_time_equivalents=0.1, rent_per_square_metre=rent) == pytest.approx(
            0, abs=1e-6
        )

    def test_staff(self):
        """The share of the post that the year bears."""
        share = run(desk_price=300)["staff_share_borne"]

        assert self.result(desk_price=300, host_full_time_equivalents=0.5 * share) == pytest.approx(
            0, abs=1e-6
        )

    def test_occupancy(self):
        """Utilisation of every product scaled alike, as long as none is full."""
        start = dict(desk_price=500, desk_utilisation=0.5, office_utilisation=0.5, day_capacity=0)
        plan = run(**start)
        factor = plan["break_even_utilisation"] / plan["utilisation_planned"]
        scaled = {name: 0.5 * factor for name in ("desk_utilisation", "office_utilisation")}

        assert factor < 2
        assert self.result(**start | scaled) == pytest.approx(0, abs=1e-6)

    def test_the_frontier_passes_through_the_break_even(self):
        """At each occupancy of the frontier its prices carry the reference year."""
        plan = run()
        use, factor = plan["frontier_occupancy"] / plan["utilisation_planned"], plan["frontier_price_factor"]
        result = (
            use * (factor * plan["reference_net_revenue"] - plan["reference_variable"])
            - plan["reference_fixed"]
        )

        assert result == pytest.approx(0, abs=1e-6)


class TestNeed:
    def test_the_need_keeps_cash_at_its_minimum(self):
        """Paid as it arises, the need holds cash at the minimum and never below."""
        plan = run()
        filled = plan["cash_balance"] + np.cumsum(plan["additional_need"])

        assert filled.min() == pytest.approx(1_000)
        assert (plan["additional_need"] >= 0).all()

    def test_the_agreed_contribution_counts_as_need(self):
        """Agreed or added: the municipalities pay it."""
        assert run()["subsidy_total"] == pytest.approx(run(municipal_contribution_a_year=0)["subsidy_total"])

    def test_a_plan_that_carries_itself_needs_nothing(self):
        """At a price of 1,000 euro a desk there is no need, and a month of break-even."""
        plan = run(desk_price=1_000, equity=60_000, municipal_contribution_a_year=0)

        assert 0 == plan["subsidy_total"]
        assert date(2027, 7, 1) <= day_of(plan["break_even_month"]) <= date(2027, 10, 1)
        assert np.isnan(plan["first_month_without_cash"])


def paying(flows, every=12, **changes):
    """Return a run of ten years whose project pays and earns these sums, a year apart."""
    line = np.zeros(120)
    line[: every * len(flows) : every] = flows
    return run({"free_cash_flow": line}, years=10, **changes)


class TestReturn:
    def test_present_values_of_published_examples(self):
        """Excel's NPV discounts the first sum by a year, the plan's does not (P-FI-01, P-FI-04, P-FI-10)."""
        first, second, third = (case(f"P-FI-{id}") for id in ("01", "04", "10"))
        npv, flows = first["inputs"]["npv"], second["inputs"]["flows"]
        ahead = paying([0, *npv["flows_end_of_year_1..4"]], discount_rate=npv["rate"])
        now, later = (paying(one, discount_rate=second["inputs"]["rate"]) for one in (flows, [0, *flows]))

        assert within(first["expected"]["excel_npv"], ahead["net_present_value"])
        assert within(second["expected"]["npv_start_0"], now["net_present_value"])
        assert within(second["expected"]["npv_start_1"], later["net_present_value"])
        for name in ("a", "b"):
            given = third["inputs"][name]
            plan = paying(given["flows"], discount_rate=given["rate"])
            assert within(third["expected"][f"{name}_npv"], plan["net_present_value"])

    def test_internal_rates_of_published_examples(self):
        """One change of sign has one rate (P-FI-01, P-FI-04, P-FI-06)."""
        first, second, third = (case(f"P-FI-{id}") for id in ("01", "04", "06"))
        flows, wanted = first["inputs"]["irr_flows"], third["expected"]["irr"]["value"]

        assert within(first["expected"]["irr_5y"], paying(flows)["internal_rate"])
        assert within(first["expected"]["irr_first_4y"], paying(flows[:5])["internal_rate"])
        assert within(second["expected"]["irr"], paying(second["inputs"]["flows"])["internal_rate"])
        for name in ("a", "b"):
            assert paying(third["inputs"]["flows"][name])["internal_rate"] == pytest.approx(
                wanted[name], abs=1e-9
            )

    def test_several_rates_are_all_named_and_none_is_the_rate(self):
        """Two roots are told as two, in workbook and study (P-FI-06)."""
        flows, expected = case("P-FI-06")["inputs"]["flows"], case("P-FI-06")["expected"]
        plan = paying(flows["two_roots"])
        found = plan["rate_root"][np.isfinite(plan["rate_root"])]

        assert within(expected["two_roots"], found)
        assert np.isnan(plan["internal_rate"])
        assert found.tolist() == [plan["internal_rate_lowest"], plan["internal_rate_highest"]]
        assert "mehrdeutig: 10,0\xa0% und 20,0\xa0%" == plan_overview.internal_rate(plan)
        for name in ("c", "d"):
            roots = paying(flows[name])["rate_root"]
            assert np.nanmin(np.abs(roots - expected["irr"]["value"][name])) < 1e-9

    def test_agrees_with_an_independent_program(self):
        """Months of payments after one investment: the rate that pyxirr finds."""
        generator = np.random.default_rng(1)
        for _ in range(20):
            flows = np.r_[-generator.uniform(500, 2500), generator.uniform(0, 100, 59)]
            monthly = pyxirr.irr(flows)

            assert paying(flows, every=1)["internal_rate"] == pytest.approx((1 + monthly) ** 12 - 1, abs=1e-9)

    @pytest.mark.parametrize("flows", [[100, 20, 30], [-100, -20], [0, 0, 0]])
    def test_no_sign_change_no_rate(self, flows):
        """What only pays or only earns has none."""
        assert (
            "nicht bestimmbar: die Zahlungsreihe wechselt das Vorzeichen nicht"
            == plan_overview.internal_rate(paying(flows))
        )

    def test_sign_change_without_root_says_so(self):
        """A change of sign promises no root: 1 - 3 x + 2.5 x^2 is never zero."""
        assert plan_overview.internal_rate(paying([1, -3, 2.5])).startswith("nicht bestimmbar: kein Zinssatz")

    @pytest.mark.parametrize("name", ["a", "b"])
    def test_payback(self, name):
        """Linear inside the period (P-FI-10), which here is a month."""
        given, expected = (case("P-FI-10")[part] for part in ("inputs", "expected"))

        assert within(
            expected[f"{name}_payback"], 12 * paying(given[name]["flows"], every=1)["payback_years"]
        )

    def test_no_debt_no_cover(self):
        """Without a loan the cover is undefined, not zero."""
        assert np.isnan(run(bank_amount=0)["debt_cover"])


class TestExit:
    def test_parts(self):
        """At the end of the lease: no rent, three months of notice, dismantling, a fifth of the book value."""
        plan = run()

        assert 0 == plan["exit_rent"][-1]
        assert plan["exit_rent"][0] == pytest.approx(0.5 * 59 * plan["rent_expense"][1])
        assert plan["exit_staff"][5] == pytest.approx(3 * plan["host_cost"][5])
        assert 5_000 == plan["exit_dismantling"][0]
        assert plan["exit_resale"][10] == pytest.approx(-0.2 * plan["fixed_assets"][10])


class TestLandlord:
    def test_rent_needed(self):
        """1,000 euro over 20 years at 5 % are 80.24 a year; a month of it and 1 euro of upkeep over 95 %."""
        assert run()["rent_needed"] == pytest.approx((80.2425872 / 12 + 1) / 0.95)

    def test_without_interest(self):
        """At no interest the works are paid back in twenty equal parts."""
        assert run(landlord_rate=0)["rent_needed"] == pytest.approx((50 / 12 + 1) / 0.95, rel=1e-4)


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
            model().run(model().values() | {"sofa_price": 1})

    def test_a_law_that_is_not_known_at_the_start_stops_the_plan(self):
        """The plan begins before the first known value: named, with the day."""
        with pytest.raises(InputFault) as fault:
            run(opening=date(1999, 9, 1))["cash_balance"]

        assert "gilt" in fault.value.expected

    def test_key_figures_of_many_scenarios(self):
        """A column of prices gives a row of figures, each as if alone."""
        many, alone = run(desk_price=np.array([[80.0], [500.0]])).figures, run(desk_price=500.0).figures
        for name, figure in alone.items():
            assert np.broadcast_to(many[name], 2)[1] == pytest.approx(figure, nan_ok=True), name
