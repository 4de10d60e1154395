"""Variants of the tools' layouts that the shared survey does not show."""

import csv

import pytest

import survey_dialects as dialects
from ohv_coworking.formats.exports.structure import from_lss
from ohv_coworking.formats.recognise import understand


def saved(path, rows, separator=",", encoding="utf-8"):
    with open(path, "w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return path


def test_surveymonkey_repeats_the_question_for_each_option(tmp_path):
    """Upper texts repeated instead of left blank mean the same question."""
    rows = [
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "Was fehlt?", "Was fehlt?", "Wie oft?"],
        ["", "", "", "", "Ruhe", "Licht", "Response"],
        *[
            [str(11400000000 + n), "7", "43277.5", "43277.6", "Ruhe" if n % 2 else "", "Licht", "oft"]
            for n in range(6)
        ],
    ]

    found = understand(saved(tmp_path / "sm.csv", rows))

    assert ("survey/surveymonkey", [1, 2]) == (found.kind, list(found.table.header_rows))
    assert {"Ruhe": 3, "Licht": 6} == found.codebook[0].counts


def test_qualtrics_legacy_has_two_header_rows(tmp_path):
    """Without the row of import ids the second row is the last header."""
    rows = [
        ["ResponseID", "StartDate", "EndDate", "Finished", "Q1", "Q2"],
        ["Response ID", "Start Date", "End Date", "Finished", "Wie oft?", "Womit? - Selected Choice"],
        *[
            [
                f"R_{n}",
                "2024-05-01 10:00:00",
                "2024-05-01 10:05:00",
                "1",
                "oft",
                ["Bahn,Rad", "Bahn", "Rad"][n % 3],
            ]
            for n in range(6)
        ],
        ["R_9", "2024-05-01 10:00:00", "", "0", "nie", "Rad"],
    ]

    found = understand(saved(tmp_path / "q.csv", rows))

    assert ("survey/qualtrics", [1, 2], 6) == (found.kind, list(found.table.header_rows), found.rows)
    assert {"Bahn": 4, "Rad": 4} == found.question("Q2").counts


def test_sosci_for_spreadsheets_names_the_variables_in_a_second_row(tmp_path):
    """The row of labels is a header: texts and items come from it, codes stay codes."""
    rows = [
        [
            "CASE",
            "SERIAL",
            "REF",
            "QUESTNNR",
            "MODE",
            "STARTED",
            "AB02",
            "AB02_01",
            "AB02_02",
            "AB03",
            "FINISHED",
        ],
        [
            "Interview-Nummer (fortlaufend)",
            "Seriennummer (sofern verwendet)",
            "Referenz (sofern im Link angegeben)",
            "Fragebogen, der im Interview verwendet wurde",
            "Interview-Modus",
            "Zeitpunkt zu dem das Interview begonnen hat",
            "Ausstattung: Ausweichoption (negativ) oder Anzahl ausgewählter Optionen",
            "Ausstattung: Internet",
            "Ausstattung: Küche",
            "Wie oft?",
            "Wurde die Befragung abgeschlossen",
        ],
        *[
            [str(n), "", "", "base", "interview", "2024-05-01 10:00:00", "1", "2", "1", str(1 + n % 2), "1"]
            for n in range(8)
        ],
    ]

    found = understand(saved(tmp_path / "rdata.csv", rows, "\t", "utf-16"))

    assert ("survey/sosci", [1, 2], 8) == (found.kind, list(found.table.header_rows), found.rows)
    assert {"Internet": 8, "Küche": 0} == found.question("AB02").counts
    assert ["AB02", "AB03"] == [question.name for question in found.codebook]


def test_r_export_has_row_numbers_and_bare_na(tmp_path):
    """A nameless first column only numbers the rows, NA is no answer, the code page is that of Windows."""
    rows = [
        ["", "Wie oft nutzen Sie ihn?", "Warum?"],
        *[[str(n), "häufig" if n % 2 else "NA", "NA"] for n in range(1, 9)],
    ]

    found = understand(saved(tmp_path / "r.csv", rows, encoding="cp1252"))

    assert ("survey/plain", "cp1252") == (found.kind, found.table.grid.encoding)
    assert {"häufig": 4} == found.codebook[0].counts
    assert {"NA": 12} == found.symbols


def test_old_limesurvey_structure_is_read_alike(tmp_path):
    """Structures of versions before 4 carry the texts in the rows of questions and answers."""
    rows = (
        "<answers><rows><row><qid>1</qid><code>A1</code><answer>ja &amp; gern</answer><sortorder>1</sortorder>"
        "<language>de</language></row></rows></answers><questions><rows><row><qid>1</qid><parent_qid>0</parent_qid>"
        "<type>!</type><title>Q1</title><question><![CDATA[<p>Kommen&nbsp;Sie?</p>]]></question><language>de</language>"
        "<relevance>1</relevance></row></rows></questions>"
    )
    text = f"<?xml version='1.0'?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>{rows}</document>"

    described = from_lss(text.encode(), "alt.lss").questions["Q1"]

    assert ("Kommen Sie?", {"A1": "ja & gern"}) == (described.text, described.answers)


def test_english_forms_are_read_like_german_ones(tmp_path):
    """Google's English timestamp is month first; an answer may hold a comma."""
    rows = [
        ["Timestamp", "Which of these do you use?", "How often?"],
        *[
            [f"5/{day}/2024 10:00:00", "Desk, Room" if day % 2 else "Room", "Daily, if possible"]
            for day in range(11, 28)
        ],
        ["5/28/2024 10:00:00", "Desk", "Daily, if possible"],
    ]

    found = understand(saved(tmp_path / "form.csv", rows))

    assert {"Room": 17, "Desk": 10} == found.codebook[0].counts
    assert {"Daily, if possible": 18} == found.codebook[1].counts
    assert 28 == found.metadata["submitted"].max().day


@pytest.mark.parametrize("name", ["umfrage.txt", "ohne_endung", "tabelle.xlsx"])
def test_names_do_not_matter(name, tmp_path):
    """A LimeSurvey export is one under any name."""
    path = dialects.limesurvey_texts(tmp_path).rename(tmp_path / name)

    assert "survey/limesurvey" == understand(path).kind
