import json

import pytest
from click.testing import CliRunner

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands.finance import finance, financial_report
from plan_example import model


class TestReport:
    def test_inputs_results_and_months_under_their_names(self):
        """What goes in, what comes out, and every month of every line."""
        built = model()
        found = financial_report(built, {})

        assert {"inputs", "results", "alerts", "warnings", "monthly"} == set(found)
        told = {"value": 100, "unit": "€", "min": 0, "max": 50_000, "whole": False, "words": None, "source": "Beispiel",
                "kind": "decision"}  # fmt: skip
        assert told == found["inputs"]["desk_price"]
        assert ["Annuität", "gleiche Tilgung", "endfällig"] == found["inputs"]["bank_kind"]["words"]
        assert found["inputs"]["lease_months"]["whole"]
        assert found["results"]["subsidy_total"] == pytest.approx(float(built.run()["subsidy_total"]))
        assert {60} == {len(line) for line in found["monthly"].values()}
        assert "2026-07" == found["monthly"]["month"][0]

    def test_settings_reach_the_result(self):
        """A higher rent needs more."""
        low, high = (financial_report(model(), {"rent_per_square_metre": rent}) for rent in ("10", "12"))

        assert high["results"]["subsidy_total"] > low["results"]["subsidy_total"]
        assert high["inputs"]["rent_per_square_metre"]["value"] == 12

    def test_a_switch_chooses_a_case(self):
        """By its label as in the workbook, or by its key."""
        by_label, by_key = (
            financial_report(model(), {"scenario": word}) for word in ("Vorsichtig", "cautious")
        )

        assert by_label["results"] == by_key["results"]
        assert by_label["results"] != financial_report(model(), {})["results"]

    def test_what_is_not_defined_is_null(self):
        """No month of break-even, no rate: null, not NaN, so that any reader of JSON can take it."""
        found = financial_report(model(), {"desk_price": "0"})

        assert found["results"]["break_even_month"] is None
        assert json.loads(json.dumps(found, allow_nan=False)) == found

    def test_another_opening_month(self):
        """The plan moves with the opening."""
        assert "2027-03" == financial_report(model(), {"opening_month": "2027-05-01"})["monthly"]["month"][0]

    @pytest.mark.parametrize(
        ("settings", "parameter"),
        [
            ({"desk_price": "-5"}, "desk_price"),
            ({"desk_utilisation": "1.2"}, "desk_utilisation"),
            ({"scenario": "Traum"}, "scenario"),
            ({"opening_month": "31.12.2026"}, "opening_month"),
        ],
    )
    def test_bad_settings_are_named(self, settings, parameter):
        """Negative price, utilisation over 1, an unknown case, a German date."""
        with pytest.raises(InputFault) as fault:
            financial_report(model(), settings)

        assert (parameter, settings[parameter]) == (
            fault.value.parameter,
            fault.value.found or settings[parameter],
        )

    def test_an_unknown_input_is_named_with_its_nearest(self):
        with pytest.raises(InputFault) as fault:
            financial_report(model(), {"desk_prise": "5"})

        assert "desk_prise" == fault.value.found
        assert "„desk_price“" in fault.value.remedy


class TestCommand:
    def test_prints_json_from_the_study(self):
        """The whole way from `study.yaml`."""
        result = CliRunner().invoke(finance, ["--json", "--set", "in_flex_desk_price=120"])

        assert result.exit_code == 0, result.output
        assert json.loads(result.stdout)["inputs"]["flex_desk_price"]["value"] == 120

    @pytest.mark.parametrize(
        "settings", [["preparation_months=0"], ["furniture_useful_life_years=2.55"], ["investment_loan_grace_months=120"],
                     ["lease_months=12"], ["small_business=1"], ["price_base=2035"], ["flex_desk_price=1,5"],
                     ["shock=Miete + 20 %", "rent_per_square_metre=90"]],
    )  # fmt: skip
    def test_bad_settings_are_refused_without_a_trace(self, settings):
        """Each with what was found and what was expected, in German."""
        arguments = [word for setting in settings for word in ("--set", setting)]
        result = CliRunner().invoke(finance, arguments)

        assert isinstance(result.exception, InputFault | SystemExit)
        assert 0 != result.exit_code
        shown = f"{result.exception}{result.stderr}"
        assert "Gefunden" in shown and "Erwartet" in shown

    def test_prints_words(self):
        """Without --json the key figures in German."""
        result = CliRunner().invoke(finance, [])

        assert (
            "Zuschussbedarf im Mittel je Betriebsjahr, Vorlauf eingerechnet (subsidy_per_year)"
            in result.stdout
        )

    def test_a_setting_needs_an_equals_sign(self):
        """`--set rent` is wrong usage."""
        result = CliRunner().invoke(finance, ["--set", "rent"])

        assert result.exit_code == 2
        assert "hat nicht die Form NAME=WERT" in result.stderr
