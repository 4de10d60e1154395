"""The planning tables as shipped: each row typed, each reference met, nothing unknown guessed at."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.records import records
from ohv_coworking.commands.intake.schema import schemas
from ohv_coworking.concept import funding_programmes, implementation, operators, requirements, rooms
from ohv_coworking.concept import outcomes as impact
from ohv_coworking.concept.register_sheet import filled_template, template
from ohv_coworking.concept.scope import for_region
from ohv_coworking.concept.synthetic_register import synthetic_entries
from ohv_coworking.concept.work_packages import work_packages

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
SEED, TOWNS = 20201015, ["Ort A", "Ort B", "Ort C", "anderer Ort"]


def table(file: str) -> pd.DataFrame:
    return pd.read_csv(RAW / file, dtype=str, keep_default_na=False)


PLAIN = {
    "concept/accessibility.csv": requirements.AccessibilityItem,
    "concept/permits.csv": requirements.Permit,
    "concept/operators.csv": operators.OperatorModel,
    "concept/operator_rules.csv": operators.OperatorRule,
    "concept/operator_criteria.csv": operators.Criterion,
    "concept/operator_scores.csv": operators.Score,
    "concept/carrier_roles.csv": operators.CarrierRole,
    "concept/contingents.csv": operators.Contingent,
    "concept/wage_subsidies.csv": operators.SubsidyRate,
    "impact/logic_model.csv": impact.LogicStep,
    "impact/target_groups.csv": impact.TargetGroup,
    "impact/indicators.csv": impact.Indicator,
    "impact/esf_aims.csv": impact.EsfAim,
    "impact/outcomes.csv": impact.Outcome,
    "implementation/go_no_go.csv": implementation.GoNoGoRule,
    "implementation/risks.csv": implementation.Risk,
    "implementation/lasting_roles.csv": implementation.LastingRole,
    "implementation/transfer_steps.csv": implementation.TransferStep,
    "implementation/transferable.csv": implementation.TransferablePart,
}


class TestShippedTables:
    @pytest.mark.parametrize("file", PLAIN)
    def test_every_row_is_typed(self, file):
        """Each row meets its record type."""
        assert len(table(file)) == len(records(table(file), PLAIN[file], file))

    def test_rooms_equipment_packages_and_programmes_are_typed(self):
        """Tables with rules across rows meet those too."""
        assert rooms.rooms(table("concept/rooms.csv"), "rooms.csv")
        assert rooms.equipment(table("concept/equipment.csv"), "equipment.csv")
        assert work_packages(table("implementation/work_packages.csv"), "work_packages.csv")
        assert funding_programmes.funding_programmes(table("funding/programmes.csv"), "programmes.csv")

    def test_the_column_descriptions_follow_the_record_types(self):
        """schemas.yaml names the columns of each planning table as its record type does."""
        described = schemas(RAW)
        for file, kind in PLAIN.items():
            assert list(kind.model_fields) == list(described[Path(file).stem].columns)

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
        roles = records(table("concept/carrier_roles.csv"), operators.CarrierRole, "carrier_roles.csv")
        lasting = records(table("implementation/lasting_roles.csv"), implementation.LastingRole, "l.csv")

        assert [] == for_region(roles, {"05", "05170"})
        assert not any("Hennigsdorf" in role.place for role in for_region(lasting, {"05", "05170"}))

    def test_the_register_as_shipped_is_drawn_from_its_seed(self):
        """Template and synthetic register are redrawn byte for byte."""
        assert template() == (RAW / "register/register_template.xlsx").read_bytes()
        drawn = filled_template(synthetic_entries(SEED, TOWNS))
        assert drawn == (RAW / "register/register_synthetic.xlsx").read_bytes()

    def test_programmes_that_ended_are_closed(self):
        """Every programme of the funding period to 2020 has an end before the reference date."""
        programmes = funding_programmes.funding_programmes(table("funding/programmes.csv"), "programmes.csv")
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
