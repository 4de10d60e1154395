from datetime import date
from functools import reduce
from operator import getitem
from pathlib import Path

import pandas as pd
import pytest
from pydantic import ValidationError

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.records import records
from ohv_coworking.concept import rooms, space_programme
from ohv_coworking.parameters import load, plan_rules
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_cases import Factor, base_values, changed, set_values
from ohv_coworking.parameters.plan_tree import inputs
from ohv_coworking.plan.finance_data import read_financial_model
from ohv_coworking.plan.plan_lines import PlanLines
from ohv_coworking.raw import Catalog
from plan_example import example, raw_example

STUDY = Path(__file__).resolve().parents[2] / "study.yaml"


def breaches(*path, entry):
    """Return what is said of the example after one entry was replaced."""
    raw = raw_example()
    holder = raw
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = entry
    plan = PlanParameters.model_validate(raw)
    return plan_rules.violations(plan) or list(plan_rules.broken_conditions(plan, date(2026, 9, 1), 2026))


def number(value, unit, low=None, high=None):
    low, high = (value if end is None else end for end in (low, high))
    return {"value": value, "low": low, "high": high, "unit": unit, "source": "Beispiel"}


class TestNames:
    def test_an_input_is_named_by_its_entry_and_field(self):
        """One name each, with a German label for the reader."""
        known = inputs(example())

        assert "Platz: Preis je Verkauf" == known["desk_price"].label
        assert known["clerk_step_2_pay"].value == 3_300
        assert known["inflation"].section == "Rahmen"
        assert known["bank_kind"].words == ("Annuität", "gleiche Tilgung", "endfällig")

    def test_an_assumption_carries_its_name(self):
        """What a chapter cites leads back to the entry."""
        assert example().products["desk"].price.reference == "assumption:desk_price"

    def test_optional_numbers_are_zero(self):
        """What an entry leaves out does not apply to it."""
        assert example().products["office"].churn.value == 0


class TestBadInput:
    @pytest.mark.parametrize(
        ("path", "entry", "found", "expected"),
        [
            (("products", "desk", "price"), number(-5, "€"), -5, "Zahl von 0 bis 50000 (€)"),
            (("products", "desk", "utilisation"), number(1.2, "Anteil"), 1.2, "Zahl von 0 bis 1 (Anteil)"),
            (
                ("investments", "chairs", "useful_life_years"),
                number(0, "Jahre"),
                0,
                "Zahl von 1 bis 50 (Jahre)",
            ),
            (
                ("financing", "grants", "building", "rate"),
                number(1.1, "Anteil"),
                1.1,
                "Zahl von 0 bis 1 (Anteil)",
            ),
            (
                ("premises", "rent_free_months"),
                number(1.5, "Monate"),
                1.5,
                "ganze Zahl von 0 bis 36 (Monate)",
            ),
            (("premises", "area"), number(100, "qm"), "qm", "Einheit m²"),
        ],
    )
    def test_out_of_range_is_named_with_path_value_and_range(self, path, entry, found, expected):
        """Negative price, utilisation over 1, useful life 0, a grant over 100 %, half a month, another unit."""
        breach = breaches(*path, entry=entry)[0]

        assert path == breach[0][: len(path)]
        assert (found, expected) == breach[1:]

    @pytest.mark.parametrize("name", ["Strom Zwei", "müll", "class", "2_lines", "a-b"])
    def test_the_name_of_an_entry_can_stand_in_a_formula(self, name):
        """A blank, an umlaut, a word of the language, a digit in front, a minus."""
        for path in (("products",), ("running_costs",), ("staff", "posts"), ("financing", "loans")):
            entry = next(iter(reduce(getitem, path, raw_example()).values()))

            assert breaches(*path, name, entry=entry)[0][:2] == ((*path, name), name)

    def test_an_entry_is_not_called_like_a_line_of_the_plan(self):
        """The rent is a line already."""
        raw = raw_example()
        raw["running_costs"]["rent"] = next(iter(raw["running_costs"].values()))

        with pytest.raises(InputFault) as fault:
            PlanLines(PlanParameters.model_validate(raw)).by_name  # noqa: B018

        assert fault.value.found == "rent_net"

    @pytest.mark.parametrize(
        ("path", "entry", "found"),
        [
            (("investments", "fit_out", "months_before_opening"), number(3, "Monate"),
             "fit_out_months_before_opening 3, preparation_months 2"),
            (("financing", "loans", "bank", "months_before_opening"), number(3, "Monate"),
             "bank_months_before_opening 3, preparation_months 2"),
            (("staff", "posts", "host", "months_before_opening"), number(3, "Monate"),
             "host_months_before_opening 3, preparation_months 2"),
            (("investments", "server", "useful_life_years"), number(2.55, "Jahre"), "server_useful_life_years 2.55"),
            (("financing", "loans", "bank", "grace_months"), number(12, "Monate", 12, 48),
             "bank_grace_months 48, bank_term_months 48"),
            (("financing", "loans", "bank", "instalments"), "vierteljährlich", None),
            (("premises", "lease_months"), number(59, "Monate"), "lease_months 59, month_count 60, operating_months 0, preparation_months 2"),
            (("taxes", "small_business"), number(1, "ja/nein"), None),
            (("staff", "pay_grades", "clerk", "steps", 1, "after_months"), number(0, "Monate"),
             "clerk_step_1_after_months 0, clerk_step_2_after_months 0"),
        ],
    )  # fmt: skip
    def test_values_that_can_not_be_together(self, path, entry, found):
        """Purchase, draw and hiring before the plan, half a month of life, a span that reaches the term, a short lease, steps."""
        said = [
            one for one in breaches(*path, entry=entry) if one[0][:2] not in {("scenarios",), ("shocks",)}
        ]

        assert ([found] if found else []) == [one[1] for one in said]

    def test_the_effective_values_of_a_case_count(self):
        """Preparation cut by a case, a factor that fills the room twice, § 19 with the waiver: each told at the case."""
        for changes, place, found in (
            ({"preparation_months": 1.0}, (), "fit_out_months_before_opening 2, preparation_months 1"),
            ({"desk_utilisation": {"factor": 2}}, ("changes", "desk_utilisation"), "desk_utilisation 1.4"),
            ({"small_business": 1.0, "option_to_tax": 1.0}, (), "small_business 1, option_to_tax 1"),
        ):
            said = breaches("scenarios", "cautious", "changes", entry=changes)

            assert (("scenarios", "cautious", *place), found) == said[0][:2]

    def test_a_pair_is_correlated_once(self):
        """The second of two says something else of the same pair."""
        pair = {"first": "innovation", "second": "desk_utilisation", "value": -0.5, "source": "Annahme"}
        said = breaches("correlations", entry=[*raw_example()["correlations"], pair])

        assert [("correlations", 1)] == [path for path, *_ in said]

    def test_a_price_base_after_the_opening(self):
        """Prices of a year in which the plan is over."""
        found = list(plan_rules.broken_conditions(example(), date(2026, 9, 1), 2035))

        assert (("price_base",), "price_base 2035, opening_month 2026-09-01") == found[0][:2]

    @pytest.mark.parametrize(
        ("path", "entry"),
        [
            (("staff", "posts", "host", "grade"), "E 15"),
            (("financing", "grants", "building", "covers"), ["roof"]),
            (("financing", "grants", "building", "covers"), ["fit_out", "host"]),
        ],
    )
    def test_unknown_references_are_named(self, path, entry):
        """A missing pay grade, an unknown cost, a grant on both investment and running cost."""
        assert path == breaches(*path, entry=entry)[0][0]

    def test_the_same_cost_is_funded_once(self):
        """Two grants on one cost may not pass 100 %."""
        raw = raw_example()
        raw["financing"]["grants"]["second"] = {
            **raw["financing"]["grants"]["building"],
            "rate": number(0.5, "Anteil"),
        }

        plan = PlanParameters.model_validate(raw)
        said = list(plan_rules.broken_conditions(plan, date(2026, 9, 1), 2026))

        assert ("zusammen höchstens 100 % Förderung derselben Kosten") == said[0][2]

    @pytest.mark.parametrize("changes", [{"sofa_price": 5.0}, {"desk_price": -5.0}, {"desk_price": "middle"}])
    def test_a_scenario_changes_known_inputs_within_their_range(self, changes):
        """An unknown product, a negative price, an unknown word."""
        found = breaches("scenarios", "cautious", "changes", entry=changes)

        assert ("scenarios", "cautious", "changes", *changes) == found[0][0]

    def test_seasons_mean_one(self):
        """A season only shifts demand between months."""
        assert breaches("season", "june", entry=number(2, "Faktor"))[0][0] == ("season",)

    def test_correlations_are_possible_together(self):
        """Two inputs can't each follow a third one fully and oppose each other."""
        names = ("desk_utilisation", "innovation", "rent_per_square_metre")
        pairs = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, -0.9)]
        entry = [
            {"first": names[a], "second": names[b], "value": value, "source": "Beispiel"}
            for a, b, value in pairs
        ]

        assert breaches("correlations", entry=entry)[0][0] == ("correlations",)

    def test_unknown_entries_stop(self):
        """A misspelt field is no silent default."""
        raw = raw_example()
        raw["products"]["desk"]["prise"] = raw["products"]["desk"].pop("price")
        with pytest.raises(ValidationError) as error:
            PlanParameters.model_validate(raw)

        assert {"prise", "price"} == {fault["loc"][-1] for fault in error.value.errors()}


class TestCases:
    def test_changes_apply_in_turn(self):
        """Words take the range, factors multiply what they find, numbers replace."""
        plan = example()
        cases = [
            {"desk_utilisation": "low", "desk_price": 90.0},
            {"desk_price": Factor(factor=0.5)},
        ]
        values = changed(base_values(plan), cases, inputs(plan))

        assert (0.5, 45.0, 400) == (values["desk_utilisation"], values["desk_price"], values["office_price"])

    def test_settings_from_the_command_line(self):
        """NAME=VALUE sets numbers and choices."""
        plan = example()
        values = set_values(
            base_values(plan), {"desk_price": "120.5", "bank_kind": "endfällig"}, inputs(plan)
        )

        assert (120.5, "endfällig") == (values["desk_price"], values["bank_kind"])

    @pytest.mark.parametrize(
        ("setting", "expected"),
        [
            ({"desk_price": "120,5"}, "Zahl von 0 bis 50000 (€)"),
            ({"desk_utilisation": "64"}, "Zahl von 0 bis 1 (Anteil)"),
            ({"bank_kind": "linear"}, "einer der Werte Annuität, gleiche Tilgung, endfällig"),
        ],
    )
    def test_wrong_settings_are_named(self, setting, expected):
        """Parameter, what was found, what is allowed."""
        plan = example()
        with pytest.raises(InputFault) as fault:
            set_values(base_values(plan), setting, inputs(plan))

        assert [(fault.value.parameter, fault.value.found)] == list(setting.items())
        assert expected == fault.value.expected

    def test_unknown_setting(self):
        """A name that is no input is told, not ignored."""
        plan = example()
        with pytest.raises(InputFault, match="gibt es im Finanzplan nicht"):
            set_values(base_values(plan), {"sofa_price": "1"}, inputs(plan))


class TestInTheStudyFile:
    def test_a_fault_is_told_with_file_line_parameter_found_and_expected(self, tmp_path):
        """A missing pay grade in `study.yaml`."""
        text = STUDY.read_text(encoding="utf-8").replace("grade: service", "grade: E15", 1)
        file = tmp_path / "study.yaml"
        file.write_text(text, encoding="utf-8")
        row = next(at for at, line in enumerate(text.splitlines(), 1) if "grade: E15" in line)
        with pytest.raises(InputFault) as fault:
            load(file)

        found = fault.value
        assert ("study.yaml", row, "E15") == (found.file, found.row, found.found)
        assert "plan.staff.posts.service_staff.grade" == found.parameter
        assert "eine Entgeltgruppe aus pay_grades: community, service" == found.expected

    def test_every_assumption_of_the_shipped_plan_cites_a_source(self):
        """A value without one says that it is assumed and must be checked."""
        sources = [one.held.source for one in inputs(load(STUDY).plan).values() if not one.words]

        assert len(sources) > 200
        assert all(sources)


class TestShippedPlan:
    @pytest.fixture
    def plan(self):
        return load(STUDY).plan

    def test_furnishes_the_desks_from_the_equipment_list(self, plan):
        """Each investment a piece of equipment names costs what the list adds up to, low, base and high."""
        desks, team = 21, load(STUDY).assumptions.team_desk_share.value
        raw = STUDY.parent / "data" / "raw" / "concept"
        tables = {
            name: pd.read_csv(raw / f"{name}.csv", dtype=str, keep_default_na=False)
            for name in ("rooms", "equipment")
        }
        needed = [
            room for room in records(tables["rooms"], rooms.Room, "rooms.csv") if room.wanted == "immer"
        ]
        listed = space_programme.equipment_list(
            records(tables["equipment"], rooms.EquipmentItem, "equipment.csv"), desks, team,
            space_programme.space_programme(needed, desks, team),
        )  # fmt: skip

        for key, cost in listed.groupby("plan_item")[["low", "base", "high"]].sum().iterrows():
            price, per = (
                plan.investments[key].unit_price,
                desks if plan.investments[key].per == "Arbeitsplatz" else 1,
            )
            assert cost.to_list() == pytest.approx([per * one for one in price.span], rel=0.001), key

    def test_has_no_more_desks_than_fit_the_hall(self, plan):
        """The desks of all products together are those the space programme finds room for."""
        assumptions = load(STUDY).assumptions
        table = pd.read_csv(
            STUDY.parent / "data" / "raw" / "concept" / "rooms.csv", dtype=str, keep_default_na=False
        )
        needed = [room for room in records(table, rooms.Room, "rooms.csv") if room.wanted == "immer"]
        fitting = space_programme.desks_that_fit(
            needed,
            plan.premises.area.value,
            assumptions.team_desk_share.value,
            assumptions.circulation_share.value,
        )

        assert fitting == sum(
            one.capacity.value * one.desks_per_place.value
            for one in plan.products.values()
            if one.applied is None or one.applied.value
        )

    def test_a_network_of_unknown_alternatives_is_told(self):
        """The name is told with its place and what it may be."""
        entry = {"net": {"label": "Netz", "first_town": "hub", "other_towns": "branch"}}
        found = breaches("networks", entry=entry)

        assert [("networks", "net", "first_town"), ("networks", "net", "other_towns")] == [
            path for path, *_ in found
        ]
        assert "alternatives" in found[0][2]

    def test_starts_with_enough_money(self):
        """Equity and loan carry the base case past its first month of operation with the least cash it asks for."""
        study, raw = load(STUDY), Catalog.load(STUDY.parent / "data" / "raw")
        model = read_financial_model(
            raw, study.plan, study.opening_month, study.price_base, study.reference_date
        )
        run = model.run()
        cash = run["cash_balance"][: int(run["preparation_months"]) + 1]

        assert (cash >= study.plan.working_capital.minimum_liquidity.value).all()
