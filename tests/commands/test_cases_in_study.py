"""Files of other people where the study reads them: survey, register, study.yaml, statistics beside the shipped ones; read in place."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.yaml_file import parsed
from ohv_coworking.commands import main
from ohv_coworking.concept.register_entries import read_sheet, register_entries
from ohv_coworking.formats.recognise import answer_sheet
from ohv_coworking.intake import accept_raw_file
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog
from ohv_coworking.region import population_update, region_profile, source
from ohv_coworking.survey import questionnaire_file
from ohv_coworking.survey.mapping import map_responses
from ohv_coworking.survey.responses import open_survey

CASES = Path(__file__).parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases is not here")
TESTS = Path(__file__).parents[1]
# Scripts that change a checkout: what they show is claimed under these words.
CLAIMED = {
    "m1_matplotlibrc_in_folder.sh": "matplotlibrc", "m2_params_blank.sh": "Variante Süd.yaml", "m3_lock_excel.sh": ".~lock",
    "n1_markdown_cell.py": "markdown", "n2_blank_line_before_prose.py": "%%prose", "n3_new_id_key_figures.py": "ids",
    "n4_without_ids.py": "ids", "n5_unknown_name.py": "Eine Kennzahl dieses Namens", "n5b_caption_without_name.py": "%%caption",
    "n6_local_picture.py": "![", "n7_bom.sh": "utf-8-sig", "surveys_omitted.yaml": "omitted",
}  # fmt: skip


@pytest.fixture(scope="module")
def study(root):
    return load(root / "study.yaml")


@pytest.fixture(scope="module")
def mapped(root, study):
    """Return how the study reads a file of answers to its own questionnaire."""
    catalog = Catalog.load(root / "data" / "raw")
    places = [*study.region.towns, study.region.city]
    names = region_profile.names(source.municipal_directory(catalog), source.population(catalog), places)
    text = catalog.path("questionnaire").read_text(encoding="utf-8")
    questionnaire = questionnaire_file.read_for(text, "person", study.region, None, names)

    def read(name: str, omitted: tuple[str, ...] = ()):
        return map_responses(answer_sheet(CASES / "bugs" / name), questionnaire, {}, omitted)

    return read


class TestSurvey:
    def test_numbers_with_ten_decimals_are_the_same(self, mapped):
        """LimeSurvey writes 4.0000000000: days and prices count as if it did not."""
        base, found = mapped("m00_base.csv"), mapped("m01_ten_decimals.csv")

        assert base.answers.equals(found.answers)
        assert found.set_aside.empty

    def test_amounts_are_read_or_named(self, mapped):
        """Units and ways of writing are read; what may mean two numbers, or none, is told with its number and first row."""
        base, found = mapped("m00_base.csv"), mapped("m03_amounts.csv")
        aside = set(found.set_aside["found"])

        assert {"12O", "100-120 €", "1.100"} < aside
        assert not {"120,-", "€ 120", "1.100,00", "120€/Monat"} & aside
        assert f"{len(found.set_aside)} Antworten zählen nicht, zuerst Zeile" in " ".join(
            found.notices()
        ).replace("\xa0", " ")
        lost = base.answers.notna().to_numpy().sum() - found.answers.notna().to_numpy().sum()
        assert len(found.set_aside) == lost

    def test_a_question_left_out_leaves_the_answers_to_others(self, mapped):
        found = mapped("o1_without_age.csv", ("age_group",))

        assert 302 == len(found.answers)
        assert mapped("m00_base.csv").answers["town"].notna().sum() == found.answers["town"].notna().sum()

    def test_what_the_study_cannot_do_without_is_refused_in_words(self, mapped):
        with pytest.raises(InputFault, match="lässt sich die Befragung nicht auswerten") as caught:
            mapped("o2b_without_consent_omitted.csv", ("consent",))

        assert caught.value.remedy


class TestAcceptance:
    @pytest.fixture
    def project(self, root, tmp_path, monkeypatch):
        shutil.copytree(
            root / "data" / "raw", tmp_path / "data" / "raw", ignore=shutil.ignore_patterns("persons.*")
        )
        shutil.copy(root / "study.yaml", tmp_path)
        (tmp_path / "notebooks").mkdir()
        monkeypatch.chdir(tmp_path)
        return tmp_path

    def test_a_survey_comes_in_with_its_balance_and_is_held_to_it(self, project, capsys, study, mapped):
        """Rows, questions and answers as the questionnaire reads them stand beside the checksum; fewer stop the build."""
        shutil.copy(CASES / "bugs" / "m00_base.csv", project / "data" / "raw" / "private" / "persons.csv")
        said = [f"--{one}=Amt" for one in ("title", "publisher", "source", "licence", "attribution", "as-of")]
        with pytest.raises(SystemExit) as stopped:
            main(["accept", "data/raw/private/persons.csv", "--accept=ja", *said])
        held = Catalog.load(project / "data" / "raw").entry("survey").intake

        shown = "".join(capsys.readouterr())
        assert (0, True) == (stopped.value.code, "302 behalten" in shown), shown
        asked = mapped("m00_base.csv").asked.any()
        assert (302, asked.sum()) == (held.kept, held.read["Fragen"])
        assert held.records == held.kept + sum(held.left_out.values())
        record = project / "data" / "raw" / "private" / "catalog.yaml"
        text = record.read_text(encoding="utf-8")
        record.write_text(
            text.replace(f"Antworten: {held.read['Antworten']}", "Antworten: 999999"), encoding="utf-8"
        )
        with pytest.raises(InputFault, match="weniger gelesen"):
            open_survey(Catalog.load(project / "data" / "raw"), "person", study.region)


class TestRegister:
    def entries(self, study, name: str):
        return register_entries(read_sheet(CASES / "bugs" / name), study.reference_date, name)

    @pytest.mark.parametrize(
        ("name", "column"),
        [
            ("r06b_price_thousand.xlsx", "Preis je Platz und Monat in €"),
            ("r22b_note_in_date.xlsx", "Löschen bis"),
        ],
    )
    def test_refused_by_place_alone(self, study, name, column):
        with pytest.raises(InputFault) as caught:
            self.entries(study, name)

        assert (2, column) == (caught.value.row, caught.value.column)
        assert "1.200" not in str(caught.value) and "@" not in str(caught.value)

    @pytest.mark.parametrize("name", ["r19b_org_year.xlsx", "r21_umlaut_need.xlsx"])
    def test_accepted(self, study, name):
        assert 1 == len(self.entries(study, name))


class TestParameters:
    @pytest.mark.parametrize(
        ("script", "found"),
        [("y1_reference_date.sed", "2026-11-31"), ("y3_hash.sed", "Region #1 Nord")],
    )
    def test_told_with_file_and_line(self, root, script, found):
        text = subprocess.run(
            ["sed", "-f", CASES / "bugs" / script, root / "study.yaml"], capture_output=True, check=True
        ).stdout
        with pytest.raises(InputFault) as caught:
            parsed(text, "study.yaml")

        assert caught.value.row
        assert found in caught.value.found

    def test_a_thousand_point_is_asked_about(self, root):
        """Of the kind of y2: whatever amount of study.yaml gets a thousand point."""
        text = (
            (root / "study.yaml")
            .read_text(encoding="utf-8")
            .replace("equity: {value: 60000", "equity: {value: 60.000")
        )
        with pytest.raises(InputFault, match="zwei Weisen") as caught:
            parsed(text, "study.yaml")

        assert "60000" in caught.value.remedy


class TestStatistics:
    @pytest.fixture
    def catalog(self, root, tmp_path):
        shutil.copytree(root / "data" / "raw", tmp_path / "raw", ignore=shutil.ignore_patterns("private"))

        def with_file(name: str) -> Catalog:
            shutil.copy(CASES / "files" / name, tmp_path / "raw" / "statistics")
            accept_raw_file(Catalog.load(tmp_path / "raw"), tmp_path / "raw" / "statistics" / name)
            return Catalog.load(tmp_path / "raw")

        return with_file

    def update(self, catalog: Catalog):
        tables = source.population(catalog), source.directories(catalog), source.census(catalog)
        return population_update.official_update(*tables)

    def test_series_of_unequal_length(self, study, catalog):
        """The longer series of the county begins where that of the towns does, on the base of one census."""
        region = study.region
        update = self.update(catalog("c19_population_longer_series.csv"))
        series = population_update.population_series(update, [*region.towns, region.district, region.state])
        whole = region_profile.with_region(series, region.towns, region.name)
        index = population_update.index_from(whole, region.name, {}).dropna(subset="index")
        held = index[index["base"] == "Zensus 2011"]
        first = held.sort_values("date").groupby("ags").first()

        assert {region.district, region.state, region.name} < set(first.index)
        assert {"2011-12-31"} == set(
            first["date"]
        )  # the first day of the towns on this census; the county's file has 1995
        assert {100} == set(first["index"])

    def test_values_carried_over(self, study, catalog):
        """Those of June 2022 stay under the file that tells them."""
        update = self.update(catalog("c27_census_without_update.csv"))
        held = update[(update["date"] == "2022-06-30") & update["ags"].isin(study.region.towns)]

        assert (86_566, {"census_population"}) == (held["population"].sum(), set(held["entry"]))


@pytest.mark.parametrize("listing", ["files.csv", "bugs.csv"])
def test_every_case_has_its_claim(listing):
    """No file of either list is without a test: it stands there by name, or by what its script does."""
    with open(CASES / listing, encoding="utf-8", newline="") as stream:
        names = [Path(row["file"]).name for row in csv.DictReader(stream)]
    written = "".join(file.read_text(encoding="utf-8") for file in sorted(TESTS.rglob("test_*.py")))
    missing = [name for name in names if name != "-" and CLAIMED.get(name, name) not in written]

    assert [] == [name for name in missing if name not in ("y2_thousand_point.sed", "y2d_set_area.sh")]
