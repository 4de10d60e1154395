"""Cases side by side, and the plan as tables, recounted from the model itself."""

from datetime import date

import numpy as np
import pytest

from ohv_coworking.options import case_comparison
from ohv_coworking.plan import plan_overview
from plan_example import model


class TestCases:
    def test_each_case_is_the_model_run_for_it(self):
        """The figures of a scenario are those of a run with its values."""
        built = model()
        table = case_comparison.compare(built, "scenarios")
        alone = built.run(built.values(scenarios="cautious"))

        assert list(built.plan.scenarios) == list(table.index)
        assert float(alone["result_per_year"]) == table.loc["cautious", "result_per_year"]

    def test_changes_come_after_the_case(self):
        """What is set for all cases wins over what a case sets."""
        table = case_comparison.compare(model(), "scenarios", desk_capacity=0.0)

        assert (table["desks_planned"] < case_comparison.compare(model(), "scenarios")["desks_planned"]).all()

    def test_an_option_opens_on_a_day_of_its_own(self):
        """Its first month of operation is that of the day, with the prices of that year; the plan keeps its own."""
        built = model()
        first = date(built.opening.year - 1, 3, 8)
        run = built.run(case_comparison.opening_on(built, next(iter(built.plan.alternatives)), first))

        assert first.replace(day=1) == run.dates[int(run["preparation_months"])]
        assert built.opening == built.run().dates[int(built.run()["preparation_months"])]


class TestLevers:
    def test_alone_and_together(self):
        """The first lever alone and together are the same; the last together has all of them."""
        built = model()
        steps = {
            "Preise": case_comparison.at_high(built, "products", "price"),
            "ohne Miete": {"rent_per_square_metre": 0.0},
        }
        table = case_comparison.levers(built, steps)
        run = built.run(built.values() | steps["Preise"] | steps["ohne Miete"])

        assert table["alone"].iloc[0] == table["together"].iloc[0]
        assert table["together"].iloc[-1] == pytest.approx(float(run["result_per_year"]))

    def test_every_price_is_found(self):
        """One input for each product."""
        built = model()

        assert {f"{key}_price" for key in built.plan.products} == set(
            case_comparison.at_high(built, "products", "price")
        )


def test_landlord_rents_rise_with_worse_terms():
    """Favourable, base, unfavourable, and the base is the rent of the model."""
    built = model()
    low, base, high = case_comparison.landlord_rents(built)

    assert low <= base <= high
    assert float(built.run()["rent_needed"]) == base


class TestTables:
    def test_investments_add_up(self):
        """Before and after the opening together are all purchases of the plan."""
        run = model().run()
        table = plan_overview.investments(run)

        assert (table["cost"] + table["replacement"]).sum() == pytest.approx(run["investments_net"].sum())
        assert table["units"].to_numpy() @ table["unit_price"].to_numpy() > 0

    def test_revenue_by_product_adds_up(self):
        """The tariffs bring the revenue of the reference year."""
        run = model().run()

        assert plan_overview.tariffs(run)["revenue"].sum() == pytest.approx(float(run["revenue_per_year"]))

    def test_the_lines_of_the_reference_year_are_its_result(self):
        """No line without a name, none left out that holds money."""
        run = model().run()

        *lines, total = plan_overview.reference_year(run)["amount"]
        assert sum(lines) == pytest.approx(total)
        assert total == pytest.approx(float(run["result_per_year"]), abs=3)

    def test_years_are_the_months(self):
        """Result and need of the years are those of all months; the parts of a year are its result."""
        run = model().run()
        table = plan_overview.years(run)
        parts = table[["revenue", "staff", "rent", "other", "capital"]].sum(axis=1)

        assert table["result"].to_numpy() == pytest.approx(parts.to_numpy())
        assert table["result"].sum() == pytest.approx(np.sum(run["own_result"]))
        assert table["need"].sum() == pytest.approx(np.sum(run["need"]))


class TestPublicCost:
    def test_equity_for_a_guaranteed_loan_changes_interest_only(self):
        """Who pays a loan back costs the public its interest more than who pays in equity, and nothing else."""
        one = model()
        base = one.values() | {
            "public_equity_share": 1.0,
            "bank_guaranteed_share": 1.0,
            "bank_yearly_rate": 0.0,
        }
        lent = one.run(base)
        paid = one.run(
            base
            | {
                "bank_amount": 0.0,
                "equity": base["equity"] + base["bank_amount"],
                "bank_months_before_opening": 0.0,
            }
        )

        assert float(lent["public_cost_total"]) == pytest.approx(float(paid["public_cost_total"]), abs=1)

    def test_each_horizon_is_a_plan_of_its_own(self):
        one = model()
        found = case_comparison.horizons(one, [5, 6]).set_index("years")

        assert [5] == list(found.index)  # the lease of five years ends before the sixth
        assert found.at[5, "public_cost_per_year"] == pytest.approx(float(one.run()["public_cost_per_year"]))
