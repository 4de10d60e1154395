"""Asked, exported by any tool, read and mapped: the same responses give the same answers."""

from functools import cache

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import answer_sheet
from ohv_coworking.survey.limesurvey_layout import csv_bytes
from ohv_coworking.survey.mapping import map_responses
from response_layouts import as_workbook, limesurvey_texts, one_column_each, with_notes
from survey_files import FOLDER, SYNTHETIC, VERSIONS, shipped


@cache
def expected(version):
    return map_responses(answer_sheet(FOLDER / SYNTHETIC[version]), shipped(version))


def notes(version, **names):
    """The tool's own columns in front of the questions."""
    metadata = expected(version).metadata
    columns = {"id": [str(number) for number in range(1, len(metadata) + 1)]}
    moments = metadata["submitted"].dt
    columns |= {
        "moment": moments.strftime("%Y-%m-%d %H:%M:%S"),
        "german": moments.strftime("%d.%m.%Y %H:%M:%S"),
    }
    return {name: columns.get(source, [source] * len(metadata)) for name, source in names.items()}


def limesurvey_xlsx(folder, version):
    answers = expected(version)
    table = limesurvey_texts(shipped(version), answers.answers, answers.asked)
    head = notes(
        version,
        **{"Antwort ID": "id", "Datum Abgeschickt": "moment", "Letzte Seite": "7", "Start-Sprache": "de"},
    )
    return as_workbook(with_notes(table, head), folder / "antworten.xlsx")


def limesurvey_csv(folder, version):
    answers = expected(version)
    table = limesurvey_texts(shipped(version), answers.answers, answers.asked)
    head = notes(
        version,
        **{"Antwort ID": "id", "Datum Abgeschickt": "moment", "Letzte Seite": "7", "Start-Sprache": "de"},
    )
    (folder / "antworten.csv").write_bytes(csv_bytes(with_notes(table, head)))
    return folder / "antworten.csv"


def microsoft_forms(folder, version):
    table = one_column_each(shipped(version), expected(version).answers)
    head = notes(
        version,
        **{
            "ID": "id",
            "Startzeit": "moment",
            "Fertigstellungszeit": "moment",
            "E-Mail": "anonymous",
            "Name": "",
        },
    )
    return as_workbook(with_notes(table, head), folder / "antworten.xlsx")


def google_forms(folder, version):
    table = one_column_each(shipped(version), expected(version).answers, ", ", "")
    (folder / "antworten.csv").write_bytes(csv_bytes(with_notes(table, notes(version, Zeitstempel="german"))))
    return folder / "antworten.csv"


def plain_excel(folder, version):
    answers = expected(version)
    table = limesurvey_texts(shipped(version), answers.answers, answers.asked).replace("N/A", "")
    return as_workbook(with_notes(table, {"Nr.": list(range(1, len(table) + 1))}), folder / "antworten.xlsx")


TOOLS = (limesurvey_csv, limesurvey_xlsx, microsoft_forms, google_forms, plain_excel)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
def test_every_tool_gives_the_same_answers(tmp_path, tool, version):
    """Answers and bases are equal cell by cell, whatever tool the file comes from."""
    actual = map_responses(answer_sheet(tool(tmp_path, version)), shipped(version))

    def plain(frame):
        return frame.reset_index(drop=True)

    assert_frame_equal(plain(expected(version).answers), plain(actual.answers))
    assert_frame_equal(plain(expected(version).asked), plain(actual.asked))


def test_interviews_broken_off_are_no_responses():
    """Rows without a submit date are left out by the reading, with their rows."""
    source = pd.read_csv(FOLDER / SYNTHETIC["person"], dtype=str, keep_default_na=False)
    submitted = source["Datum Abgeschickt"] != ""

    assert submitted.sum() == len(expected("person").answers)


def test_times_come_along():
    """The quality checks find when each response came and how long it took."""
    metadata = expected("person").metadata

    assert metadata["submitted"].notna().all()
    assert metadata["seconds"].between(60, 1200).all()


def test_only_the_mark_is_no_question():
    """The synthetic file holds the questions, the tool's notes and its mark, nothing else."""
    assert ("Hinweis",) == expected("person").unused


def test_another_survey_is_refused_by_name(tmp_path):
    """A LimeSurvey file with the same kind of codes but another survey ends in a message that names it."""
    table = pd.DataFrame(
        {"Antwort ID": ["1"], "Datum Abgeschickt": ["2026-05-04 10:00:00"], "Letzte Seite": ["2"]}
    )
    table["Start-Sprache"] = "de"
    for code in ("G01Q01", "G02Q02", "G02Q03", "G03Q04[SQ001]", "G03Q04[SQ002]", "G03Q04[SQ003]"):
        table[code] = "AO01"
    (tmp_path / "fremd.csv").write_bytes(csv_bytes(table))

    with pytest.raises(InputFault, match="andere Befragung") as caught:
        map_responses(answer_sheet(tmp_path / "fremd.csv"), shipped("person"))
    assert "fremd.csv" in str(caught.value)
