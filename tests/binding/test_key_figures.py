"""The key figures as data: all of them, as the ledgers hold them, and as the schema says."""

import csv
import json

import jsonschema
import pytest

from study_runs import ledgers


@pytest.fixture(scope="module")
def published(built) -> dict:
    return json.loads((built / "reports" / "kennzahlen.json").read_text(encoding="utf-8"))


class TestKeyFigures:
    def test_are_those_of_the_ledgers(self, built, published):
        """No figure is left out or told differently; what people answered has no more digits than are printed."""
        held = {name: line for name, line in ledgers(built).items() if name.startswith("figure:")}
        told = {f"figure:{one['name']}": one for one in published["figures"]}

        assert set(held) == set(told)
        for name, line in held.items():
            for field in ("label", "value", "unit", "low", "high", "range_kind", "period", "cell", "basis"):
                if line[field] != told[name][field]:
                    assert line["synthetic"] and field in ("value", "low", "high"), name
                    assert line[field] == pytest.approx(told[name][field], abs=0.51), name

    def test_follow_their_schema(self, built, published):
        schema = json.loads((built / "reports" / published["$schema"]).read_text(encoding="utf-8"))

        jsonschema.validate(published, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**published, "figures": [{"name": "one"}]}, schema)

    def test_are_the_same_in_a_spreadsheet(self, built, published):
        """One row each, with a decimal comma, and no text that a spreadsheet would calculate."""
        with (built / "reports" / "kennzahlen.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = {row["name"]: row for row in csv.DictReader(stream, delimiter=";")}

        assert [one["name"] for one in published["figures"]] == list(rows)
        for one in published["figures"]:
            if isinstance(one["value"], float):
                assert one["value"] == pytest.approx(float(rows[one["name"]]["value"].replace(",", ".")))
        assert [] == [
            row for row in rows.values() for cell in row.values() if cell.startswith(("=", "+", "@"))
        ]
