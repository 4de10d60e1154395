"""Checks turn red on faults of the calendar, alerts rise on trouble, and neither stands for the other."""

import numpy as np
import pytest

from ohv_coworking.basics.errors import InputFault
from plan_example import model, run
from plan_files import study_model


class TestConditions:
    @pytest.mark.parametrize(
        ("changes", "check"),
        [
            ({"preparation_months": 1}, "check_fit_out_begins"),
            ({"bank_months_before_opening": 3}, "check_bank_begins"),
            ({"host_months_before_opening": 3}, "check_host_begins"),
            ({"server_useful_life_years": 2.55}, "check_server_life"),
            ({"bank_grace_months": 48}, "check_bank_grace"),
            ({"bank_instalments": "vierteljährlich", "bank_term_months": 47}, "check_bank_term_whole"),
            ({"lease_months": 59}, "check_lease"),
            ({"small_business": 1, "option_to_tax": 1}, "check_small_business"),
            ({"clerk_step_2_after_months": 0}, "check_clerk_steps"),
        ],
    )
    def test_the_same_fault_is_refused_and_turns_the_workbook_red(self, changes, check):
        """One formula: the model refuses the values in German, and the check printed from it is red."""
        built, shown = model(), run(**changes)
        with pytest.raises(InputFault) as fault:
            built.run(built.values() | changes)

        label = shown.lines.by_name[check].label
        assert (0, 0) == (shown[check], shown["all_checks"])
        assert label in str(fault.value)
        assert next(iter(changes)) in str(fault.value)

    def test_a_price_base_after_the_opening_turns_red(self):
        """Its year is no input of the plan, its check is."""
        assert 0 == run(price_base=2035)["check_price_base"]

    def test_draws_are_held_to_the_same(self):
        """One scenario of many with a grace as long as its loan: refused, with its values."""
        built = model()
        with pytest.raises(InputFault) as fault:
            built.run(built.values() | {"bank_grace_months": np.array([[12.0], [48.0], [12.0]])})

        assert "bank_grace_months 48, bank_term_months 48" == fault.value.found

    def test_cases_together_are_refused_by_name(self):
        """What a case sets and the command line sets meet in the effective values."""
        built = model()
        with pytest.raises(InputFault) as fault:
            built.values(built.values() | {"rent_per_square_metre": 90.0}, shocks="rent_up")

        assert "„Miete + 20 %“" in fault.value.problem
        assert 108 == fault.value.found

    @pytest.mark.parametrize(
        ("early", "purchases"), [({"preparation_months": 0}, 0), ({"bank_months_before_opening": 3}, 1)]
    )
    def test_the_books_show_what_never_happened(self, early, purchases):
        """A loan repaid but never drawn and a purchase before the books open are red in the reckoning itself too."""
        shown = run(**early)

        assert (0, purchases) == (shown["check_drawn"], shown["check_purchases"])

    def test_every_case_shipped_is_right(self):
        """No check of the study's plan is red in any of its cases."""
        built = study_model()
        for group in ("scenarios", "shocks", "operators", "funding_mixes", "alternatives"):
            for key in getattr(built.plan, group):
                assert 1 == built.run(built.values(**{group: key}))["all_checks"], (group, key)


class TestAlerts:
    def test_a_sound_plan_raises_none(self):
        """Prices that carry everything, money enough, no aid."""
        plan = run(desk_price=2_000.0, equity=400_000.0, municipal_contribution_a_year=0.0)

        assert (1, 0) == (plan["all_checks"], plan["alerts_raised"])

    @pytest.mark.parametrize(
        ("changes", "alert"),
        [
            ({"equity": 0.0, "bank_amount": 0.0, "desk_price": 0.0}, "alert_cash"),
            ({"equity": 1_000.0, "desk_price": 0.0}, "alert_over_indebted"),
            ({"desk_price": 0.0, "equity": 100_000.0}, "alert_half_capital"),
            ({"desk_price": 0.0}, "alert_debt_cover"),
            ({"equity": 0.0, "bank_amount": 1_000.0}, "alert_uncovered"),
            ({"municipal_contribution_a_year": 150_000.0}, "alert_aid"),
            ({"clerk_step_1_pay": 1_000.0}, "alert_minimum_wage"),
        ],
    )
    def test_each_is_raised_by_its_trouble(self, changes, alert):
        """The plan is still reckoned right: checks green, alert raised."""
        plan = run(
            **{"desk_price": 2_000.0, "equity": 400_000.0, "municipal_contribution_a_year": 0.0} | changes
        )

        assert (1, 1) == (plan["all_checks"], plan[alert])
        assert 1 <= plan["alerts_raised"]


class TestUnusualValues:
    """Told, not refused."""

    @pytest.mark.parametrize(
        ("changes", "word"),
        [
            ({"rent_per_square_metre": 96.0}, "Miete"),
            ({"area": 70.0}, "Fläche je Arbeitsplatz"),
            ({"electricity_amount": 10.8}, "Energiepreis"),
            ({"flex_desk_price": 950.0}, "Einnahmen je belegtem Arbeitsplatz"),
            ({"flex_desk_sales_per_place": 15.0}, "Nutzungstage je Platz"),
            ({"service_step_1_pay": 30_000.0}, "höchstes Monatsentgelt"),
        ],
    )
    def test_what_lies_beside_publications_is_told(self, changes, word):
        """Yearly rent, three metres a desk, yearly electricity, a price too much, days no month has, yearly pay."""
        built = study_model()
        run = built.run(built.values() | changes)

        assert any(word in told for told in run.warnings), run.warnings
        assert 1 == run["all_checks"]

    def test_nothing_is_told_of_the_base_case(self):
        """Its values are within what was published."""
        assert [] == study_model().run().warnings
