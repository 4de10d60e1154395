"""Faults in `study.yaml` stop with name, found, expected and line; the typed model knows unit and range."""

import re
from datetime import date

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.parameters import load
from ohv_coworking.parameters.assumptions import Assumptions
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.study import Study, parameter_names


@pytest.fixture(scope="module")
def text(root) -> str:
    return (root / "study.yaml").read_text(encoding="utf-8")


@pytest.fixture
def refused(text, tmp_path):
    """Return the fault that a change of the shipped file causes."""

    def refuse(old: str, new: str) -> InputFault:
        assert old in text
        file = tmp_path / "study.yaml"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(InputFault) as caught:
            load(file)
        return caught.value

    return refuse


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if line.startswith(part))


class TestShippedFile:
    def test_is_read_into_types(self, root):
        study = load(root / "study.yaml")

        assert isinstance(study.reference_date, date)
        assert "Anteil" == study.assumptions.remote_share.unit
        assert "remote_share" == study.assumptions.remote_share.name

    def test_says_of_every_assumption_where_it_comes_from(self, root):
        """No assumption without source; what has none says that it is to be checked."""
        study = load(root / "study.yaml")

        assert [] == [name for name, assumption in study.assumptions if len(assumption.source) < 8]

    def test_no_name_means_two_things(self):
        """A chapter names parameters, assumptions and parts of the plan alike, so they must not share names."""
        names = [name for model in (Study, Assumptions, PlanParameters) for name in model.model_fields]

        assert sorted(parameter_names()) == sorted(names)


class TestFaults:
    def test_an_unknown_name(self, refused, text):
        fault = refused("price_base:", "price_bse:")

        assert "price_bse" in str(fault)
        assert "price_base" in str(fault)  # named among the possible ones, or as missing
        assert str(line_of(text, "price_base:")) in str(fault)

    @pytest.mark.parametrize(
        ("old", "new", "parameter", "expected"),
        [
            ("price_base: 2026", "price_base: zweitausend", "price_base", "ganze Zahl"),
            ("price_base: 2026", "price_base: 1026", "price_base", "mindestens 2000"),
            ("reference_date: 2026-11-01", "reference_date: 31.12.2025", "reference_date", "2025-12-31"),
            (
                "opening_month: 2028-09-01",
                "opening_month: 2028-09-15",
                "opening_month",
                "der Erste eines Monats",
            ),
            ('first_town: "12065256"', "first_town: 12065256", "region.first_town", "Anführungszeichen"),
            ('first_town: "12065256"', 'first_town: "1206525"', "region.first_town", "8 Ziffern"),
            ('first_town: "12065256"', 'first_town: "12065001"', "region.first_town", "unter towns"),
            ('towns: ["12065256", "12065136"', 'towns: ["12065256", "12065256"', "region.towns", "einmal"),
            ('district: "12065"', 'district: "12060"', "region.district", "ineinander liegen"),
            ("opening_month: 2028-09-01", "opening_month: 2026-09-01", "opening_month", "nach dem Stichtag"),
            ("  on_foot: 0.15", "  on_foot: -0.15", "site_weights.on_foot", "mindestens 0"),
            ("  on_foot: 0.15", "  on_foot: 0.25", "site_weights", "zusammen 1 ergeben"),
            ("    value: 33\n    low: 25", "    value: 0\n    low: 0", "car_speed.low", "5 bis 100"),
            (
                "rent_no_points: {value: 12",
                "rent_no_points: {value: 5",
                "rent_no_points",
                "mehr als rent_full_points",
            ),
            ("  step_free: false", "  step_free: vielleicht", "site_requirements.step_free", "true"),
            ("    value: 0.241", "    value: 0,241", "assumptions.remote_share.value", "Dezimalpunkt"),
            ("    value: 0.241", "    value: 0.9", "assumptions.remote_share", "low ≤ value ≤ high"),
            ("    high: 0.31", "    high: 1.2", "remote_share.high", "0 bis 1"),
            (
                "    value: 0.241",
                "    unit: Prozent\n    value: 0.241",
                "remote_share.unit",
                "Einheit Anteil",
            ),
            ("    high: 0.31\n", "", "remote_share.high", "obere Grenze der Spanne"),
        ],
    )
    def test_names_parameter_found_and_expected(self, refused, old, new, parameter, expected):
        """A wrong type, a decimal comma, a German date or a value out of range is told with line and cure."""
        message = str(refused(old, new))

        assert parameter in message
        assert expected in message
        assert re.search(r"Zeile \d+", message)

    def test_weights_of_the_cost_key_that_do_not_add_up(self, refused):
        """No key is silently brought to one: the names of its weights and their sum are told."""
        fault = refused("  cost_key_use:\n    value: 0.5", "  cost_key_use:\n    value: 0.4")

        assert "cost_key_use 0,4, cost_key_residents 0,3, cost_key_jobs 0,2, zusammen 0,9" in str(fault)

    def test_a_name_given_twice(self, refused):
        """YAML would silently take the last one."""
        fault = refused("price_base: 2026", "price_base: 2026\nprice_base: 2025")

        assert "doppelt" in str(fault)

    def test_what_is_no_yaml(self, refused):
        fault = refused("region:\n", "region: [\n")

        assert "kein gültiges YAML" in str(fault)
        assert fault.row

    def test_a_missing_file(self, tmp_path):
        with pytest.raises(InputFault, match="Parameterdatei fehlt"):
            load(tmp_path / "other.yaml")

    def test_several_at_once_are_told_together(self, text, tmp_path):
        file = tmp_path / "study.yaml"
        file.write_text(
            text.replace("price_base: 2026", "price_base: x").replace("value: 0.241", "value: y"),
            encoding="utf-8",
        )
        with pytest.raises(InputFault) as caught:
            load(file)

        assert "price_base" in str(caught.value)
        assert "remote_share" in str(caught.value)


class TestWhatTheFileNeedNotSay:
    def test_a_value_alone_has_no_range(self, root):
        """The first of the season's factors is written `{value: 1.00}`."""
        assert (1.0, 1.0, 1.0) == load(root / "study.yaml").plan.season.january.span

    def test_the_unit_is_the_declared_one(self, root):
        assert "min" == load(root / "study.yaml").assumptions.reach_minutes.unit

    def test_a_number_without_source_is_to_be_checked(self, root):
        assert "Annahme, zu prüfen" == load(root / "study.yaml").assumptions.change_minutes.source

    def test_the_source_of_a_section_holds_for_its_numbers(self, root):
        """The twelve factors of the season cite one source; a number with a source of its own keeps it."""
        plan = load(root / "study.yaml").plan
        grant = plan.financing.grants["lottery"]

        assert 1 == len({month.source for _, month in plan.season})
        assert "Aktion Mensch" in grant.rate.source
        assert "kein Bescheid" in grant.applied.source


class TestTryingOut:
    def test_a_bare_number_replaces_an_assumption(self, root):
        """In JupyterLab `remote_share = 0.5` is enough."""
        study = load(root / "study.yaml").with_values({"remote_share": 0.5})

        assert (0.5, 0.5, 0.5) == study.assumptions.remote_share.span

    def test_plain_values_come_back_typed(self, root):
        """What papermill injects is what the model holds."""
        study = load(root / "study.yaml")
        again = study.with_values(
            {name: study.plain(name) for name in ("region", "remote_share", "reference_date")}
        )

        assert study == again

    def test_what_does_not_fit_is_told_in_german(self, root):
        """A word where a number belongs, typed into a parameters cell, is the consultant's fault."""
        with pytest.raises(InputFault) as caught:
            load(root / "study.yaml").with_values({"remote_share": "viel"})

        assert "Parameterzelle" in str(caught.value)
        assert "assumptions.remote_share.value" in str(caught.value)
