"""The study's surveys come through the catalogue, and synthetic answers never pass for real ones."""

import shutil
from io import StringIO

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.commands import main
from ohv_coworking.raw import Catalog, file_sha256
from ohv_coworking.survey import questionnaire_file
from ohv_coworking.survey.limesurvey_layout import csv_bytes
from ohv_coworking.survey.responses import read_responses
from survey_files import FOLDER, QUESTIONNAIRE, SYNTHETIC, VERSIONS, WORDS, shipped

RAW = FOLDER.parent
ENTRY = """\
roles:
  survey: {title: Befragung}
entries:
  answers:
    file: answers.csv
    role: survey
    title: Befragung
    publisher: Stadt
    source: eigene Befragung
    licence: keine
    attribution: eigene Befragung
    as_of: 2026
    sha256: SUM
    synthetic: false
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """The project with its raw files, and a survey folder of its own to write into."""
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    for source in RAW.iterdir():
        if source.name != "survey":
            (raw / source.name).symlink_to(source)
    shutil.copytree(FOLDER, raw / "survey")
    for name in ("study.yaml", "notebooks"):
        (tmp_path / name).symlink_to(RAW.parents[1] / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("version", VERSIONS)
def test_the_shipped_survey_is_read(version):
    """The file in use is opened under its checksum and remembered as read."""
    catalog = Catalog.load(RAW)
    responses = read_responses(catalog, version, shipped(version))

    assert len(responses.answers) > 25
    assert [{"person": "survey", "employer": "employer_survey"}[version]] == list(catalog.opened)


def test_synthetic_answers_under_a_real_name_are_refused(tmp_path):
    """Who puts the synthetic file in the place of the real one is told so."""
    shutil.copy(FOLDER / SYNTHETIC["person"], tmp_path / "answers.csv")
    entry = ENTRY.replace("SUM", file_sha256(tmp_path / "answers.csv"))
    (tmp_path / "catalog.yaml").write_text(entry, encoding="utf-8")

    with pytest.raises(InputFault, match="synthetische Antworten"):
        read_responses(Catalog.load(tmp_path), "person", shipped("person"))


@pytest.mark.parametrize("submitted", [None, ""], ids=["headers only", "all broken off"])
def test_a_file_without_a_response(tmp_path, submitted):
    """Where nobody answered, or everybody broke off, the message says that there is nothing to evaluate."""
    table = pd.read_csv(FOLDER / SYNTHETIC["person"], dtype=str, keep_default_na=False)
    kept = table[table["Datum Abgeschickt"] == submitted]
    (tmp_path / "answers.csv").write_bytes(csv_bytes(kept))
    entry = ENTRY.replace("SUM", file_sha256(tmp_path / "answers.csv")).replace("false", "true")
    (tmp_path / "catalog.yaml").write_text(entry, encoding="utf-8")

    with pytest.raises(InputFault, match="keine abgeschickte Antwort"):
        read_responses(Catalog.load(tmp_path), "person", shipped("person"))


@pytest.mark.parametrize(
    "towns", [{"12060052": "Eberswalde"}, {"12069616": "Teltow", "12069304": "Kleinmachnow"}], ids=len
)
@pytest.mark.parametrize("version", VERSIONS)
def test_another_region_gets_synthetic_answers_of_its_own(version, towns):
    """As long as nobody was asked, the towns of the region take the place of the towns of the shipped file."""
    questionnaire = questionnaire_file.read_questionnaire(QUESTIONNAIRE, version, towns, WORDS)
    answers = read_responses(Catalog.load(RAW), version, questionnaire).answers
    (town,) = answers.columns.intersection(["town", "firm_town"])

    assert set(towns) == set(answers[town].dropna()) - {"county", "city", "elsewhere"}


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return ended.value.code


def test_the_questionnaire_can_be_written_for_limesurvey(project):
    """The command writes the import file of the current region."""
    assert 0 == run("questionnaire", "person", "--out", "person.txt")
    assert "Oranienburg" in (project / "person.txt").read_text(encoding="utf-8-sig")


def test_drawing_anew_changes_nothing(project):
    """Unchanged margins give the committed files again, for the parameters as they are shipped."""
    assert 0 == run("synthesise")
    for version in VERSIONS:
        drawn = project / "data" / "raw" / "survey" / SYNTHETIC[version]
        assert (FOLDER / SYNTHETIC[version]).read_bytes() == drawn.read_bytes()


PARKING = """        - id: parking
          code: G02Q99
          type: number
          text: Wie viele Minuten suchen Sie einen Parkplatz?
          unit: Minuten
          minimum: 0
          maximum: 60
"""
SHARES = "    - {question: parking, sources: [assumption], cases: [{shares: {0: 0.5, 5: 0.3, 10: 0.2}}]}\n"


def test_a_question_is_added_in_two_places_and_one_command(project):
    """Its answers are drawn, everybody's other answers stay, and the catalogue knows all four files."""
    folder = project / "data" / "raw" / "survey"
    questionnaire, margins = folder / "questionnaire.yaml", folder / "synthetic_margins.yaml"
    before = (folder / SYNTHETIC["person"]).read_text(encoding="utf-8-sig")
    text = questionnaire.read_text(encoding="utf-8")
    questionnaire.write_text(
        text.replace("        - id: desk_work\n", PARKING + "        - id: desk_work\n", 1), "utf-8"
    )
    drawn = margins.read_text(encoding="utf-8")
    margins.write_text(
        drawn.replace("    - question: desk_work\n", SHARES + "    - question: desk_work\n", 1), "utf-8"
    )

    assert 0 == run("synthesise")
    after = pd.read_csv(folder / SYNTHETIC["person"], dtype=str, keep_default_na=False)
    assert pd.read_csv(StringIO(before), dtype=str, keep_default_na=False).equals(
        after.drop(columns="G02Q99")
    )
    assert {"0", "5", "10", ""} == set(after["G02Q99"])
    catalog = Catalog.load(project / "data" / "raw")
    assert all(
        catalog.path(name) for name in ("questionnaire", "survey_margins", "survey", "employer_survey")
    )
