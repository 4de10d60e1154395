"""`study.yaml` explains itself: German label, unit and limits above its names, a schema for editors, a search."""

import json

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from ohv_coworking.basics.yaml_file import parsed, read_yaml
from ohv_coworking.commands.parameters import parameters
from ohv_coworking.commands.where import where
from ohv_coworking.parameters import load
from ohv_coworking.parameters.commented_file import commented
from ohv_coworking.parameters.places import inputs_by_place
from ohv_coworking.parameters.schema import schema_text, study_schema
from ohv_coworking.parameters.search import entries, folded, matching


@pytest.fixture(scope="module")
def text(root) -> str:
    return (root / "study.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def faults(text):
    """Return where the schema finds faults after a change of the shipped file."""
    validator = Draft7Validator(study_schema())

    def faults_of(old: str = "", new: str = "") -> list[str]:
        assert old in text
        content = json.loads(json.dumps(yaml.safe_load(text.replace(old, new, 1)), default=str))
        return [".".join(map(str, fault.path)) for fault in validator.iter_errors(content)]

    return faults_of


@pytest.fixture(scope="module")
def found(root):
    known = entries(load(root / "study.yaml"), read_yaml(root / "study.yaml", ""))
    return lambda query: [one.name for one in matching(query, known)[0]]


class TestExplanations:
    def test_the_shipped_file_and_schema_are_as_the_model_has_them(self, root, text):
        """After a change of the model: `ohv-coworking parameters --write`."""
        assert commented(text) == text
        assert schema_text() == (root / "study.schema.json").read_text(encoding="utf-8")

    def test_above_every_number_stands_its_label_as_printed(self, root, text):
        """What a reader finds in the annex is found in the file by the same words."""
        lines, places = text.splitlines(), read_yaml(root / "study.yaml", "").lines
        unexplained = [
            one.name
            for place, one in inputs_by_place(load(root / "study.yaml")).items()
            if place in places and f"#: {one.label}" not in lines[places[place] - 2]
        ]

        assert [] == unexplained

    def test_unit_and_limits_stand_behind_the_label(self, text):
        assert "  #: Wartezeit vor der ersten Fahrt, höchstens (min, 0 bis 60)\n  first_wait_cap:" in text

    def test_values_and_own_comments_stay(self, text):
        """Explanations taken out or spoilt come back; nothing else is touched, not even spaces."""
        bare = "".join(line for line in text.splitlines(keepends=True) if not line.strip().startswith("#:"))
        own = bare.replace("  first_wait_cap:", "  # mein   Kommentar\n  first_wait_cap:")
        written = commented(own.replace("\nprice_base:", "\n#: falsch\nprice_base:"))

        assert text == commented(bare)
        assert own == "".join(
            line for line in written.splitlines(keepends=True) if not line.strip().startswith("#:")
        )

    def test_the_command_tells_and_writes(self, root, text, tmp_path):
        """A copy whose explanations were spoilt is refused, then mended."""
        copy = tmp_path / "other.yaml"
        copy.write_text(text.replace("#: Mindestlohn", "#: Lohn"), encoding="utf-8")

        refused = CliRunner().invoke(parameters, [str(copy)])
        written = CliRunner().invoke(parameters, [str(copy), "--write"])

        assert "other.yaml" in str(refused.exception)
        assert "Geschrieben: other.yaml\n" == written.output
        assert text == copy.read_text(encoding="utf-8")


class TestSchema:
    def test_takes_the_shipped_file(self, faults):
        assert [] == faults()

    @pytest.mark.parametrize(
        ("old", "new", "place"),
        [
            ("value: 0.241", "value: 1.2", "assumptions.remote_share.value"),
            (
                "rent_free_months: {value: 3",
                "rent_free_months: {value: 3.5",
                "plan.premises.rent_free_months.value",
            ),
            ("january: {value: 1.00}", "january: {value: 1.00, high: 2}", "plan.season.january"),
            ("price_base:", "price_bse:", ""),
            ("vat: Regelsatz", "vat: Regel", "plan.products.day_pass.vat"),
        ],
    )
    def test_marks_what_the_model_refuses(self, faults, old, new, place):
        """Out of limits, half a month, half a range, an unknown name, an unknown word."""
        assert place in faults(old, new)


class TestSearch:
    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ("Wartezeit", "first_wait_cap"),
            ("wartezeit fahrt", "first_wait_cap"),
            ("GROESSTES gewicht", "weight_limit"),
            ("größtes", "weight_limit"),
            ("Wartzeit", "first_wait_cap"),
            ("first_wait", "first_wait_cap"),
            ("Flexplatz Preis", "flex_desk_price"),
            ("plan.products.flex_desk.price", "flex_desk_price"),
            ("Vorsichtig", "cautious"),
            ("Auftraggeberin", "client"),
        ],
    )
    def test_finds_by_german_words_names_and_near_matches(self, found, query, name):
        """However written; a product, a scenario and a plain entry like an assumption."""
        assert name in found(query)

    def test_finds_nothing_in_what_means_nothing(self, found):
        assert [] == found("xyzzy")

    def test_umlauts_may_be_written_out(self):
        assert folded("Büroflächen") == folded("BUEROFLAECHEN")

    def test_the_command_shows_value_range_and_line(self, root, text):
        """As words and as JSON; the line is the one of the name."""
        shown = CliRunner().invoke(where, ["Mindestlohn"]).output
        listed = json.loads(CliRunner().invoke(where, ["Mindestlohn", "--json"]).output)

        assert "14,60\N{NO-BREAK SPACE}€/h (13,90 bis 14,60)" in shown
        assert ["minimum_wage"] == [one["name"] for one in listed]
        assert "minimum_wage:" == text.splitlines()[listed[0]["line"] - 1].strip()


def test_a_text_is_parsed_like_a_file(root, text):
    assert read_yaml(root / "study.yaml", "") == parsed(text, "study.yaml")
