"""From the register template to the conversion forecast."""

import io
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.concept.register_entries import (
    HEADERS,
    entries_in_force,
    may_be_named,
    read_sheet,
    register_entries,
)
from ohv_coworking.concept.register_list import internal_annex, write_internal_annex
from ohv_coworking.concept.register_sheet import EXPLANATIONS, filled_template, template
from ohv_coworking.concept.synthetic_register import synthetic_entries
from ohv_coworking.demand.interest_conversion import conversion_forecast, conversion_stages, entries_needed
from ohv_coworking.raw import Catalog

TODAY = date(2026, 11, 1)


def synthetic(tmp_path, seed: int = 7):
    file = tmp_path / "register.xlsx"
    file.write_bytes(filled_template(synthetic_entries(seed, ["Velten", "Hennigsdorf"])))
    return register_entries(read_sheet(file), TODAY, "register.xlsx")


class TestTemplate:
    def test_headers_and_explanations_agree(self):
        """Each column of the template is explained, in order."""
        book = openpyxl.load_workbook(io.BytesIO(template()))

        assert HEADERS == [cell.value for cell in book["Register"][1]]
        assert HEADERS == list(EXPLANATIONS)

    def test_choices_are_checked_in_the_spreadsheet(self):
        """Both consents, kind and need offer their choices; dates and numbers are checked."""
        checks = openpyxl.load_workbook(io.BytesIO(template()))["Register"].data_validations.dataValidation

        assert ["list"] * 4 == [check.type for check in checks if check.type == "list"]
        assert 3 == sum(check.type == "date" for check in checks)

    def test_the_same_content_gives_the_same_bytes(self):
        """Nothing of the clock stands in the file."""
        assert template() == template()

    def test_an_empty_template_holds_no_entry(self, tmp_path):
        """The template as shipped reads as an empty register."""
        (tmp_path / "register.xlsx").write_bytes(template())

        assert [] == register_entries(read_sheet(tmp_path / "register.xlsx"), TODAY, "register.xlsx")

    def test_a_damaged_workbook_is_named(self, tmp_path):
        """A file cut off half-way ends in one clear sentence."""
        (tmp_path / "register.xlsx").write_bytes(template()[:5000])
        with pytest.raises(InputFault) as caught:
            read_sheet(tmp_path / "register.xlsx")

        assert "register.xlsx" in str(caught.value.file)

    def test_a_workbook_without_the_register_sheet_is_named(self, tmp_path):
        """Another workbook is not searched for something similar."""
        book = openpyxl.Workbook()
        book.active["A1"] = "Name"
        book.save(tmp_path / "andere.xlsx")
        with pytest.raises(InputFault, match="Blatt"):
            read_sheet(tmp_path / "andere.xlsx")


class TestSyntheticRegister:
    def test_no_name_could_be_a_real_one(self, tmp_path):
        """Every entry says in its name that it is synthetic."""
        assert all("(synthetisch)" in entry.name for entry in synthetic(tmp_path))

    def test_the_seed_decides(self):
        """The same seed draws the same entries, another one others."""
        first = synthetic_entries(7, ["Velten"])

        assert first == synthetic_entries(7, ["Velten"])
        assert first != synthetic_entries(8, ["Velten"])

    def test_it_holds_every_case_of_consent(self, tmp_path):
        """Named, unnamed and expired entries all occur, so that each rule shows in the chapter."""
        entries = synthetic(tmp_path)
        kept = entries_in_force(entries, TODAY)

        assert 0 < len(kept) < len(entries)
        assert {True, False} == {may_be_named(entry, TODAY) for entry in kept}


class TestInternalAnnex:
    def test_names_only_with_consent(self, tmp_path):
        """The annex names exactly those who agreed to be named and whose consent is in force."""
        entries = synthetic(tmp_path)
        sheet = openpyxl.load_workbook(io.BytesIO(internal_annex(entries, TODAY))).active
        shown = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
        agreed = [entry.name for entry in entries if may_be_named(entry, TODAY)]

        assert agreed == [name for name in shown if "ohne Nennung" not in name]
        assert len(entries_in_force(entries, TODAY)) == len(shown)

    def test_is_written_from_the_register_in_use(self, tmp_path):
        """The shipped register gives a file in the folder asked for, and nowhere else."""
        raw = Path(__file__).resolve().parents[2] / "data" / "raw"
        file = write_internal_annex(Catalog.load(raw), TODAY, tmp_path / "vertraulich")

        assert [file] == [path for path in tmp_path.rglob("*") if path.is_file()]
        assert "Vertraulich" in openpyxl.load_workbook(file).sheetnames

    def test_a_name_like_a_formula_stays_a_text(self, tmp_path):
        """Nothing typed into the register runs in the annex."""
        entry = synthetic(tmp_path)[0].model_copy(
            update={"name": "=1+1", "consent_named": "ja", "consent_date": TODAY, "delete_by": TODAY}
        )
        cell = openpyxl.load_workbook(io.BytesIO(internal_annex([entry], TODAY))).active["B2"]

        assert ("s", "=1+1") == (cell.data_type, cell.value)


class TestConversion:
    def test_the_mean_is_number_times_mean_rate(self):
        """200 interests at 10 to 30 percent: about 40 contracts, spread on both sides."""
        generator = np.random.default_rng(1)
        rate = generator.triangular(0.1, 0.2, 0.3, 10_000)
        forecast = conversion_forecast(np.ones(200), np.full(200, 5), rate, generator)

        assert 40 == pytest.approx(forecast.contracts.mean(), rel=0.02)
        assert 40 == pytest.approx(forecast.full_desks.mean(), rel=0.02)
        assert np.quantile(forecast.contracts, 0.05) < 30 < 50 < np.quantile(forecast.contracts, 0.95)

    def test_certain_interest_becomes_contracts(self):
        """At a rate of one, all sign; two days a week fill two fifths of a desk."""
        forecast = conversion_forecast([1, 5], [2, 2], [1, 1, 1], np.random.default_rng(1))

        assert [2, 2, 2] == forecast.contracts.tolist()
        assert [2.4] * 3 == pytest.approx(forecast.full_desks.tolist())

    def test_no_interest_no_contract(self):
        """An empty register forecasts nothing."""
        assert 0 == conversion_forecast([], [], [0.1, 0.2, 0.3], np.random.default_rng(1)).contracts.max()

    def test_interests_needed(self):
        """22 contracts at 12 percent take 184 interests."""
        assert 184 == entries_needed(22, 0.12)

    def test_the_stages_lead_from_the_wish_to_what_is_filled(self):
        """Only the last stage has a range: experience says what part of the wishes becomes a contract."""
        stages = conversion_stages(10, 2, 0.25, (1, 2, 4))

        assert [(10, 10, 10), (8, 8, 8), (1, 2, 4)] == list(
            stages[["low", "value", "high"]].itertuples(index=False, name=None)
        )
