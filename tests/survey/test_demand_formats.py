"""The survey is evaluated unchanged on the same responses from any tool, and its key figures are the same."""

import pytest

from ohv_coworking.evaluation.answer_quality import durations
from ohv_coworking.formats.recognise import answer_sheet
from ohv_coworking.raw import file_sha256
from ohv_coworking.survey.limesurvey_layout import csv_bytes
from ohv_coworking.survey.mapping import map_responses
from response_layouts import as_workbook, limesurvey_texts, one_column_each, with_notes
from running import make
from study_runs import copy_project, ledgers
from survey_files import FOLDER, SYNTHETIC, shipped

FILES = {"person": "persons", "employer": "employers"}
ENTRIES = {"person": "survey", "employer": "employer_survey"}
RECORD = "title: Befragung, publisher: Stadt, source: Stadt, licence: keine, attribution: Stadt, as_of: 2026"
# How long an interview took is known to no plain table.
OF_DURATION = {
    "figure:survey.interest_unmoved",
    "figure:survey.interested_careful",
    "frame:survey.answer_quality",
}


def responses(version):
    return map_responses(answer_sheet(FOLDER / SYNTHETIC[version]), shipped(version))


def limesurvey(version, folder):
    """Question texts as headers, answers in full."""
    found = responses(version)
    table = limesurvey_texts(shipped(version), found.answers, found.asked)
    submitted = found.metadata["submitted"].dt.strftime("%Y-%m-%d %H:%M:%S")
    table = with_notes(
        table, {"Antwort ID": range(1, len(table) + 1), "Datum Abgeschickt": submitted,
                "Letzte Seite": ["7"] * len(table), "Start-Sprache": ["de"] * len(table)},
    )  # fmt: skip
    table["Gesamtzeit"] = found.metadata["seconds"].astype(int).astype(str).to_numpy()
    (folder / f"{FILES[version]}.csv").write_bytes(csv_bytes(table))


def microsoft_forms(version, folder):
    """One column a question, several answers in a cell, start and end instead of a duration."""
    found = responses(version)
    ended, length = found.metadata["submitted"], durations(found.metadata)
    started = ended - length.astype("timedelta64[s]")
    notes = {
        "ID": range(1, len(ended) + 1), "Startzeit": started.dt.to_pydatetime(), "Fertigstellungszeit": ended.dt.to_pydatetime(),
        "E-Mail": ["anonymous"] * len(ended), "Name": [""] * len(ended),
    }  # fmt: skip
    table = one_column_each(shipped(version), found.answers)
    as_workbook(with_notes(table, notes), folder / f"{FILES[version]}.xlsx")


def plain_excel(version, folder):
    """A table somebody typed or tidied: a number, a day, the questions."""
    found = responses(version)
    table = limesurvey_texts(shipped(version), found.answers, found.asked).replace("N/A", "")
    days = found.metadata["submitted"].dt.strftime("%d.%m.%Y")
    notes = {"Nr.": range(1, len(table) + 1), "Datum": days}
    as_workbook(with_notes(table, notes), folder / f"{FILES[version]}.xlsx")


@pytest.fixture(scope="module")
def results(root, tmp_path_factory):
    """Key figures and frames of the survey and of the demand for each layout, as real files."""
    project = copy_project(root, tmp_path_factory.mktemp("formats"))
    private = project / "data" / "raw" / "private"
    private.mkdir(exist_ok=True)
    found = {}
    for layout in (limesurvey, microsoft_forms, plain_excel):
        for file in private.iterdir():
            file.unlink()
        recorded = "entries:\n"
        for version, name in FILES.items():
            layout(version, private)
            (file,) = private.glob(f"{name}.*")
            recorded += f"  {ENTRIES[version]}: {{{RECORD}, sha256: {file_sha256(file)}}}\n"
        (private / "catalog.yaml").write_text(recorded, encoding="utf-8")
        done = make(project, "survey")
        assert done.returncode == 0, done.stdout + done.stderr
        found[layout.__name__] = ledgers(project)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["microsoft_forms", "plain_excel"])
def test_any_layout_gives_the_same_key_figures(results, layout):
    """Figure by figure, cell by cell; only what needs the time taken is beyond a plain table."""
    beyond = OF_DURATION if layout == "plain_excel" else set()
    expected, actual = results["limesurvey"], results[layout]
    unequal = {name for name in expected.keys() | actual.keys() if expected.get(name) != actual.get(name)}

    assert unequal <= beyond


@pytest.mark.slow
def test_a_real_survey_joins_the_estimate(results):
    """Without the synthetic mark the survey is the third way, and nothing is marked any more."""
    found = results["limesurvey"]

    assert ["Gruppen der Bevölkerung", "Angebotsvergleich", "Befragung", "Zusammengeführt"] == found[
        "frame:demand.methods"
    ]["data"]["method"]
    assert "figure:demand.survey_desks" in found["figure:demand.desks"]["basis"]
    assert found["figure:survey.stated_desks"]["value"] == found["figure:demand.survey_desks"]["value"]
    assert found["figure:survey.stated_users"]["value"] == found["figure:demand.survey_users"]["value"]
    assert not any(line["synthetic"] for line in found.values())
