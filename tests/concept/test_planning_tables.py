"""The planning tables as shipped: each row typed, each reference met, nothing unknown guessed at."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.records import records
from ohv_coworking.concept import funding_programmes, implementation, operators
from ohv_coworking.concept.carriers import CarrierRole
from ohv_coworking.concept.register_sheet import filled_template, template
from ohv_coworking.concept.scope import for_towns, regional_rows
from ohv_coworking.concept.synthetic_register import synthetic_entries
from ohv_coworking.intake.own_tables import KINDS
from ohv_coworking.parameters import Region
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_rows

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
CATALOG = Catalog.load(RAW)
ELSEWHERE = Region(
    name="Ort", long_name="Ort", towns=["05382060"], first_town="05382060", district="05382", state="05", city="05315000",
    comparisons=[], home_edition=False,
)  # fmt: skip
MANY_TOWNS = re.compile(
    r"\b(?:Räte|die|der|alle|allen|jede|jeder|je) (?:Städten?|Stadt für)\b|^Städte\b|\bRäte\b"
)


def table(file: str) -> pd.DataFrame:
    return pd.read_csv(RAW / file, dtype=str, keep_default_na=False)


class TestShippedTables:
    @pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
    def test_every_row_is_typed(self, kind):
        """Each row meets its record type, and tables with rules across rows meet those too."""
        catalog = Catalog.load(RAW)
        file = catalog.folder / catalog.entry(kind.table).file

        assert len(file.read_text(encoding="utf-8").splitlines()) - 1 == len(planning_rows(catalog, kind))

    def test_assumed_rows_say_so_in_their_source(self):
        """Whatever is assumed in rooms, equipment and packages can be told from what was observed."""
        for file in ("concept/rooms.csv", "concept/equipment.csv", "implementation/work_packages.csv"):
            rows = table(file)
            assumed = rows[rows["kind"] == "angenommen"]
            unsourced = assumed[~assumed["source"].str.contains("Annahme|Spanne|erprobte|Planung und Bau")]
            assert [] == unsourced["source"].to_list()

    def test_no_rule_of_law_claims_to_be_checked(self):
        """Nothing was checked by a lawyer, and the table says so."""
        assert {"nein"} == set(table("concept/operator_rules.csv")["checked"])

    def test_every_operator_has_a_rule_for_every_field(self):
        """Eight models, five fields of law."""
        rules = table("concept/operator_rules.csv")
        models = table("concept/operators.csv")["key"]

        assert {(model, field) for model in models for field in set(rules["field"])} == set(
            zip(rules["operator"], rules["field"], strict=True)
        )

    def test_region_bound_rows_stay_at_home(self):
        """Another region sees no carrier of Oberhavel and no role of a town in O-H-V."""
        lasting = regional_rows(CATALOG, implementation.LastingRole, ELSEWHERE)

        assert [] == regional_rows(CATALOG, CarrierRole, ELSEWHERE)
        assert lasting and not any("Hennigsdorf" in role.place for role in lasting)

    @pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
    def test_one_town_is_no_several(self, kind):
        """What speaks of the towns of the region has a wording for one town too."""
        texts = [
            value
            for row in for_towns(planning_rows(CATALOG, kind), 1)
            for name, value in row
            if isinstance(value, str) and name not in {"source", "note", "question"}
        ]

        assert not [text for text in texts if "|" in text and "[" in text]
        assert not [text for text in texts if MANY_TOWNS.search(text)]

    def test_the_register_as_shipped_is_drawn_from_its_seed(self):
        """Template and synthetic register are redrawn byte for byte."""
        assert template() == (RAW / "register/register_template.xlsx").read_bytes()
        drawn = filled_template(synthetic_entries())
        assert drawn == (RAW / "register/register_synthetic.xlsx").read_bytes()

    def test_programmes_that_ended_are_closed(self):
        """Every programme of the funding period to 2020 has an end before the reference date."""
        programmes = records(table("funding/programmes.csv"), funding_programmes.Programme, "programmes.csv")
        ended = [
            p for p in programmes if p.key.endswith(("-2014", "-2020", "-2022")) and p.kind == "Zuschuss"
        ]

        assert 4 == len(ended)
        assert all(p.closes < date(2026, 11, 1) for p in ended)


class TestScoreMatrix:
    def parts(self):
        read = {
            name: records(table(f"concept/{name}.csv"), kind, name)
            for name, kind in (
                ("operator_scores", operators.Score),
                ("operators", operators.OperatorModel),
                ("operator_criteria", operators.Criterion),
            )
        }
        return read["operator_scores"], read["operators"], read["operator_criteria"]

    def test_is_complete(self):
        """Every model is scored under every criterion."""
        matrix = operators.score_matrix(*self.parts(), "operator_scores.csv")

        assert (8, 6) == matrix.shape
        assert matrix.notna().all(axis=None)

    def test_a_missing_score_is_named(self):
        """A model without a score does not silently get the worst or the best."""
        scores, models, criteria = self.parts()
        with pytest.raises(InputFault, match="fehlen") as caught:
            operators.score_matrix(scores[1:], models, criteria, "operator_scores.csv")

        assert "town, risk" == caught.value.found

    def test_weights_that_do_not_add_up_are_named(self):
        """Weights of 0.9 are not stretched to one."""
        scores, models, criteria = self.parts()
        lighter = [criteria[0].model_copy(update={"weight": 0.1}), *criteria[1:]]
        with pytest.raises(InputFault, match="Gewichte"):
            operators.score_matrix(scores, models, lighter, "operator_scores.csv")

    def test_an_unknown_model_is_named_with_its_row(self):
        """A score for a model that does not exist stands in row 2."""
        scores, models, criteria = self.parts()
        with pytest.raises(InputFault, match="unbekanntes Modell") as caught:
            operators.score_matrix(
                [scores[0].model_copy(update={"operator": "circus"}), *scores], models, criteria, "s.csv"
            )

        assert 2 == caught.value.row
