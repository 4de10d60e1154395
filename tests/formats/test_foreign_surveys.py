"""What exports of survey tools hold beside answers: trials, sums, odd cells, lists of every make; own small files."""

import csv
import unicodedata
from typing import ClassVar

import pandas as pd
import pyreadstat
import pytest

from ohv_coworking.formats.recognise import understand


def saved(path, rows, separator=","):
    with open(path, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return path


def google(tmp_path, *columns, stamp="{day:02}.05.2024 10:00:00"):
    """Return the survey of a form whose columns (header first) are given."""
    columns = (*columns, ["Sonst?", *["nein"] * (len(columns[0]) - 1)])
    rows = [["Zeitstempel", *(column[0] for column in columns)]]
    for place in range(1, len(columns[0])):
        rows.append([stamp.format(day=place), *(column[place] for column in columns)])
    return understand(saved(tmp_path / "google.csv", rows))


def limesurvey(tmp_path, rows, head=("Was?", "Wie alt?")):
    notes = ["id", "submitdate", "lastpage", "startlanguage"]
    full = [[number, "2024-05-01 10:00:00", "3", "de", *row] for number, row in enumerate(rows, start=1)]
    return saved(tmp_path / "limesurvey.csv", [[*notes, *head], *full])


class TestWhoIsARespondent:
    ROWS: ClassVar = [[answer, str(20 + number)] for number, answer in enumerate(["Ruhe", "Licht"] * 10)]

    @pytest.mark.parametrize(
        "line",
        [
            ["Summe", "", "", "", "20", "610"],
            ["__________", "", "", "", "", ""],
            ["", "", "", "", "# Ende", ""],
        ],
    )
    def test_sums_rules_and_comments_are_none(self, tmp_path, line):
        """A row that the tool gave no id, or that has no submit date, is no interview, wherever it stands."""
        path = limesurvey(tmp_path, self.ROWS)
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join([*lines[:8], ",".join(line) + "\r\n", *lines[8:]]))

        found = understand(path)

        assert 20 == found.rows
        assert [9] == [row for row, _ in found.dropped]

    def test_an_export_pasted_below_itself_counts_once(self, tmp_path):
        path = limesurvey(tmp_path, self.ROWS)
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join([*lines, *lines[1:]]))

        found = understand(path)

        assert 20 == found.rows
        assert {"Kennung der Antwort kommt schon vor"} == {reason for _, reason in found.dropped}

    @pytest.mark.parametrize(
        ("words", "kept"), [("TF", 8), ("10", 8), (("TRUE", "FALSE"), 8), (("wahr", "falsch"), 8)]
    )
    def test_finished_in_any_spelling(self, tmp_path, words, kept):
        head = ["CASE", "SERIAL", "REF", "QUESTNNR", "MODE", "STARTED", "AB01", "FINISHED"]
        rows = [
            [n, "", "", "base", "interview", f"2024-05-{n:02} 10:00:00", n % 3, words[n > 8]]
            for n in range(1, 11)
        ]
        rows[0][4] = "pretest"

        assert kept - 1 == understand(saved(tmp_path / "sosci.csv", [head, *rows], "\t")).rows


class TestOddCells:
    def test_one_word_among_numbers(self, tmp_path):
        """The mean stays, the word is told with its place."""
        found = google(tmp_path, ["Wie viele Tage?", *(["2", "3", "4"] * 6), "oft"])

        assert "number" == found.codebook[0].type
        assert 3 == found.responses.iloc[:, 0].mean()
        assert "Zeile 20" in " ".join(found.notices)

    def test_one_word_among_the_tool_s_own_days(self, tmp_path):
        rows = [["Zeitstempel", "Was?", "Wo?"]] + [
            [f"{n:02}.05.2024 10:00:00", "a", "b"] for n in range(1, 20)
        ]
        rows[5][0] = "gestern"

        found = understand(saved(tmp_path / "google.csv", rows))

        assert pd.api.types.is_datetime64_any_dtype(found.metadata["submitted"])
        assert "Zeile 6" in " ".join(found.notices)

    def test_one_word_among_ticks(self, tmp_path):
        rows = [["Y" if n % 2 else "N", "Y"] for n in range(20)]
        rows[3][1] = "vielleicht"

        found = understand(limesurvey(tmp_path, rows, ("F1[SQ001]", "F1[SQ002]")))

        assert "multiple" == found.codebook[0].type
        assert [(5, "F1[SQ002]", "vielleicht")] == list(found.codebook[0].unclear)

    def test_what_several_say_is_an_answer(self, tmp_path):
        """Two of the same word among numbers are an option, not odd cells."""
        found = google(tmp_path, ["Wie viele Tage?", *(["2", "3", "4"] * 6), "weiß nicht", "weiß nicht"])

        assert "single" == found.codebook[0].type


class TestLists:
    def test_two_combinations_are_a_list(self, tmp_path):
        found = google(tmp_path, ["Was?", *(["Küche;Büro", "Küche"] * 6)])

        assert {"Küche": 12, "Büro": 6} == found.codebook[0].counts

    def test_a_semicolon_within_an_option_stays(self, tmp_path):
        """Parts that never occur without each other are one option."""
        found = google(tmp_path, ["Was?", *(["ja; aber selten", "nein"] * 6)])

        assert {"ja; aber selten": 6, "nein": 6} == found.codebook[0].counts

    def test_decimals_are_no_list_of_codes(self, tmp_path):
        head = ["StartDate", "EndDate", "Finished", "ResponseId", "Q1"]
        answers = ["1,5", "2,5", "3", "0,5", "7", "4,5"] * 3
        rows = [
            ["2024-05-01 10:00", "2024-05-01 10:05", "1", f"R_{n}", text] for n, text in enumerate(answers)
        ]

        assert "number" == understand(saved(tmp_path / "q.csv", [head, head, *rows])).codebook[0].type

    def test_grid_of_several_answers(self, tmp_path):
        found = google(
            tmp_path,
            ["Wann? [Mo]", *["früh, spät", "früh", "spät", ""] * 3],
            ["Wann? [Di]", *["spät", "früh, spät", "", "früh"] * 3],
        )

        assert {"Mo": {"früh": 6, "spät": 6}, "Di": {"spät": 6, "früh": 6}} == found.codebook[0].counts


def test_letters_are_composed(tmp_path):
    """An ä written as a with dots is the same letter."""
    twice = ["täglich", unicodedata.normalize("NFD", "täglich")]

    assert {"täglich": 12} == google(tmp_path, ["Wie oft?", *(twice * 6)]).codebook[0].counts


def test_classes_with_a_unit_are_no_scale(tmp_path):
    found = google(tmp_path, ["Wie weit?", *(["0 - 5 km", "5 - 10 km", "10 – 25 km"] * 5)])

    assert ("single", {"0 - 5 km": 5, "5 - 10 km": 5, "10 – 25 km": 5}) == (
        found.codebook[0].type,
        found.codebook[0].counts,
    )


def test_ids_of_persons_are_found_by_their_make(tmp_path):
    ids = [f"{n:08x}-1b2c-4d3e-8f4a-{n * 7919:012x}" for n in range(1, 21)]
    words = [f"Wohnviertel{n}" for n in range(1, 21)]

    found = google(tmp_path, ["Antwort", *ids], ["Wo?", *words])

    assert ("Antwort",) == found.personal_columns


def test_limesurvey_s_names_in_spss(tmp_path):
    """Joined by underscores, with the submit date as a text; labels of values stay."""
    frame = pd.DataFrame(
        {
            "id": [float(n) for n in range(1, 13)],
            "submitdate": ["2026-05-04 08:00:29"] * 10 + ["", ""],
            "lastpage": [3.0] * 12,
            "Q1": [1.0, 2.0] * 6,
            "Q2_SQ001": ["Y", ""] * 6,
            "Q2_SQ002": ["", "Y"] * 6,
        }
    )
    path = tmp_path / "r.sav"
    pyreadstat.write_sav(frame, str(path), variable_value_labels={"Q1": {1.0: "ja", 2.0: "nein"}})

    found = understand(path)

    assert (10, {"ja": 5, "nein": 5}) == (found.rows, found.question("Q1").counts)
    assert {"SQ001": 5, "SQ002": 5} == found.question("Q2").counts


def test_statistics_numbered_by_row_are_no_survey(tmp_path):
    rows = [["Lfd. Nr.", "Land", "Fälle"]] + [[n, "Berlin", 100 + n] for n in range(1, 15)]

    assert "table/plain" == understand(saved(tmp_path / "t.csv", rows)).kind


class TestOneOddAnswerDecidesNothing:
    def test_a_list_stays_one_beside_an_answer_that_slipped(self, tmp_path):
        cells = ["Weg", "Rad;Auto;Bus", "Rad;Auto;Bus", "Rad;Auto", "Rad;Auto;Bus.000", *["keines"] * 8]

        question = google(tmp_path, cells).codebook[0]

        assert (4, 4, 2) == tuple(question.counts[option] for option in ("Rad", "Auto", "Bus"))

    def test_a_comma_within_an_option_parts_nothing_for_the_sake_of_slips(self, tmp_path):
        cells = ["Wo?", *["zu Hause, allein"] * 20, "zu Haus, allein", "zu Hause, allei"]

        assert (
            "zu Hause, allein" in google(tmp_path, cells, stamp="2024-05-{day:02} 10:00").codebook[0].counts
        )

    def test_answers_that_look_like_lists_and_are_none_are_told(self, tmp_path):
        cells = [
            "Wann?",
            "früh, spät",
            "früh, mittags",
            "mittags, spät",
            "fr_üh, spät",
            "mitttags, spt",
            "früh",
        ]

        found = google(tmp_path, cells)

        assert ["Wann?"] == [
            question.name for question in found.codebook[:1] if not question.counts.get("früh", 0) > 1
        ]
        assert any("als Ganzes gezählt" in notice for notice in found.notices)

    def test_a_zero_in_front_makes_no_words_of_numbers(self, tmp_path):
        found = google(tmp_path, ["Wie viele?", "3", "12", "7", "7", "0001", "5", "9"])

        assert float == found.frame["Wie viele?"].dtype
        assert any("0001" in notice for notice in found.notices)

    def test_postcodes_keep_their_zero(self, tmp_path):
        codes = ["16515", "16761", "16727", "13187", "03042", "16540", "10115"]

        assert codes == list(google(tmp_path, ["PLZ?", *codes]).frame["PLZ?"].astype(str))

    def test_a_power_is_no_code(self, tmp_path):
        assert 4 == google(tmp_path, ["Was?", "²", "1;2", "2;1", "1"]).rows

    def test_a_tick_in_the_wrong_column_is_set_aside(self, tmp_path):
        head = [
            ["", "", "", "", "F1_1", "F1_2"],
            ["Respondent ID", "Collector ID", "Start Date", "End Date", "Womit?", ""],
            ["", "", "", "", "Rad", "Bus"],
        ]
        times = ["05/01/2030 09:10:11 AM", "05/01/2030 09:20:11 AM"]
        rows = [[900 + n, 77, *times, 1 if n % 3 else "", 2 if n % 2 else ""] for n in range(20)]
        rows[4][4] = 2

        question = understand(saved(tmp_path / "sm.csv", [*head, *rows])).codebook[0]

        assert {"Rad": 12, "Bus": 10} == dict(question.counts)


def test_postcodes_that_lost_their_zero_are_mended_and_told(tmp_path):
    found = google(tmp_path, ["Postleitzahl?", "1067", "16515", "3042", "10115", "1067"])

    assert ["01067", "16515", "03042", "10115", "01067"] == list(found.frame["Postleitzahl?"].astype(str))
    assert any("nur vier Ziffern" in notice for notice in found.notices)


def test_an_option_keeps_its_comma_and_its_blank(tmp_path):
    """Qualtrics joins by commas without blanks, Microsoft Forms by semicolons; who writes an option sets one."""
    head = [[f"{name}" for name in ("StartDate", "ResponseId", "Q1", "Q2")], ["Start", "Antwort-ID", "Was?", "Wie?"],
            [f'{{"ImportId":"{name}"}}' for name in ("startDate", "_recordId", "QID1", "QID2")]]  # fmt: skip
    lists = ["Ein Raum, mit Tür,Küche", "Küche,Drucker", "Ein Raum, mit Tür,Drucker", "Ein Raum, mit Tür"] * 3
    rows = [[f"2026-05-{n:02} 10:00:00", f"R_{n:015}", text, "gut"] for n, text in enumerate(lists, start=1)]

    qualtrics = understand(saved(tmp_path / "qualtrics.csv", [*head, *rows])).codebook[0]

    assert {"Ein Raum, mit Tür": 9, "Küche": 6, "Drucker": 6} == dict(qualtrics.counts)

    head = ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Was?"]
    lists = ["Kaffee; Tee;Ruhe;", "Ruhe;", "Kaffee; Tee;Drucker;"] * 4
    stamps = ["2026-05-01 10:00:00", "2026-05-01 10:05:00", "anonymous", ""]
    forms = understand(
        saved(tmp_path / "forms.csv", [head, *[[n, *stamps, text] for n, text in enumerate(lists, start=1)]])
    )

    assert {"Kaffee; Tee": 8, "Ruhe": 8, "Drucker": 4} == dict(forms.codebook[0].counts)
