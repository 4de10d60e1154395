"""A survey of other people, mapped: it answers what it asked, and what it did not ask is missing."""

import csv

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import answer_sheet
from ohv_coworking.parameters.survey_mapping import read_survey_mapping
from ohv_coworking.survey.mapping import map_foreign_responses, map_responses
from ohv_coworking.survey.mapping_draft import draft
from ohv_coworking.survey.number_classes import class_faults, classified
from response_layouts import limesurvey_texts, one_column_each
from survey_files import VERSIONS, shipped
from survey_sheets import exported, sheet

ROWS = {
    "Where do you live?": ["Oranienburg", "Velten", "Hamburg", "Velten"],
    "How old are you?": ["34", "17", "75", "29.5"],
    "Hours to work": ["0.5", "1", "a while", "6"],
    "What do you need?": ["Printer;Quiet", "Quiet", "Printer", ""],
    "Remote?": ["Yes", "No", "Perhaps", "Yes"],
}
FULL = """
questions:
  consent: {all: given, evidence: "Einwilligung auf der ersten Seite"}
  town:
    column: "where do you live?"
    answers: {Oranienburg: "12065256", Velten: 12065332, "*": elsewhere}
  age_group:
    column: How old are you?
    classes: {age_18_29: 18 bis 29, age_30_39: 30 bis 39, age_40_49: 40-49, age_50_64: 50 bis unter 65, age_65_74: 65 bis 74, age_75_plus: 75 und mehr}
  commute_minutes: {column: Hours to work, factor: 60}
  needs:
    column: What do you need?
    answers: {Printer: printer, Quiet: quiet_zone}
  commute_days: {column: "Remote?", answers: {"Yes": 2.5, "No": 5, Perhaps: ~}}
"""


@pytest.fixture
def foreign(tmp_path):
    """The survey of a form in English, as a file."""
    stamps = [f"2024/05/0{day} 10:00:00" for day in range(1, 5)]
    with open(tmp_path / "form.csv", "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Timestamp", *ROWS])
        writer.writerows(zip(stamps, *ROWS.values(), strict=True))
    return tmp_path / "form.csv"


def mapped(file, text, version="person"):
    (file.parent / "zuordnung.yaml").write_text(text, encoding="utf-8")
    mapping = read_survey_mapping(file.parent, "zuordnung.yaml")
    return map_foreign_responses(answer_sheet(file), shipped(version), mapping)


def changed(text, old, new):
    assert old in text, old
    return text.replace(old, new)


class TestDraft:
    @pytest.mark.parametrize("version", VERSIONS)
    @pytest.mark.parametrize("layout", ["codes", "texts", "lists"])
    def test_of_the_own_questionnaire_needs_no_hand(self, tmp_path, version, layout):
        """What any tool exports of the study's own questions is proposed whole: the draft, unedited, gives the same answers."""
        expected = map_responses(sheet(exported(version)), shipped(version))
        table = {
            "codes": lambda: exported(version),
            "texts": lambda: limesurvey_texts(shipped(version), expected.answers, expected.asked),
            "lists": lambda: one_column_each(shipped(version), expected.answers),
        }[layout]()
        file = sheet(table)
        (tmp_path / "z.yaml").write_text(draft(file, shipped(version), version, "z.yaml"), encoding="utf-8")
        actual = map_foreign_responses(file, shipped(version), read_survey_mapping(tmp_path, "z.yaml"))
        words = [name for name in expected.answers if name.endswith("__other_text")]

        assert frozenset() == actual.omitted
        assert_frame_equal(
            expected.answers.drop(columns=words).reset_index(drop=True),
            actual.answers.drop(columns=words, errors="ignore").reset_index(drop=True),
        )

    def test_tells_what_is_not_mapped(self, foreign):
        """Every question and answer of the file stands in it to be copied, and every one of the study, empty."""
        text = draft(answer_sheet(foreign), shipped("person"), "person", "z.yaml")

        assert all(f'column: "{question}"' in text for question in ROWS)
        assert '"Hamburg": ~' in text
        assert all(f"\n  {name}:\n" in text for name in shipped("person").questions)


class TestMapped:
    def test_answers_in_the_words_of_the_study(self, foreign):
        """Towns, ages in classes, hours as minutes, answers as numbers and ticks of a list."""
        found = mapped(foreign, FULL).answers

        assert ["12065256", "12065332", "elsewhere", "12065332"] == found["town"].tolist()
        assert ["age_30_39", None, "age_75_plus", "age_18_29"] == found["age_group"].astype(object).where(
            found["age_group"].notna(), None
        ).tolist()
        assert found["consent"].eq("given").all()

    def test_what_was_not_offered_is_missing(self, foreign):
        """Not asked is never no: an option the other survey lacks is missing, and so is a question."""
        found = mapped(foreign, changed(FULL, "Perhaps: ~", "Perhaps: 3"))

        needs = shipped("person").questions["needs"]

        assert {"needs__quiet_zone", "needs__printer"} == {
            column for column in needs.option_columns if found.asks("needs", [column.removeprefix("needs__")])
        }
        assert found.answers["needs__kitchen"].isna().all()
        assert found.answers["interest"].isna().all()
        assert not found.asked["interest"].any()
        assert {"interest", "register"} < found.omitted
        assert {"consent": "Einwilligung auf der ersten Seite"} == dict(found.declared)

    def test_what_does_not_count_is_told(self, foreign):
        """A child, a word for a number, a number beyond the limits, an answer taken out: each with row and reason."""
        text = changed(FULL, "  needs:", "  workplace: {all: city, evidence: nur Pendelnde}\n  employment: {all: employee, evidence: nur Pendelnde}\n  needs:")  # fmt: skip
        found = mapped(foreign, text)
        aside = found.set_aside
        listed = {(row.row, row.question): row.reason for row in aside.itertuples()}

        assert "Klasse" in listed[3, "age_group"]
        assert "keine einzelne Zahl" in listed[4, "commute_minutes"]
        assert "von 0 bis 300" in listed[5, "commute_minutes"]
        assert "nimmt die Antwort aus" in listed[4, "commute_days"]
        assert not any("Zeile" in reason or "zählt" in reason for reason in found.reasons())

    def test_consent_is_told_with_its_evidence(self, foreign):
        assert any("Einwilligung auf der ersten Seite" in one for one in mapped(foreign, FULL).remarks())


class TestFaults:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("column: How old are you?", "column: How old were you?", ["How old are you?", "Zeile 8"]),
            ("  age_group:", "  age_grup:", ["age_grup", "age_group", "Zeile 7"]),
            ("age_30_39: 30 bis 39", "age_30_39: 32 bis 39", ["Lücke", "age_30_39", "Zeile 9"]),
            ("age_30_39: 30 bis 39", "age_30_39: 29 bis 39", ["nicht überschneiden", "Zeile 9"]),
            ("age_30_39: 30 bis 39", "age_30_39: jung", ["jung", "Zeile 9"]),
            ("age_30_39: 30 bis 39", "thirties: 30 bis 39", ["thirties", "age_30_39"]),
            ("Printer: printer", "Printer: drucker", ["drucker", "printer (Drucker und Scanner)", "Zeile 13"]),
            (', "*": elsewhere', "", ["Hamburg", "Zeile 6"]),
            (", Quiet: quiet_zone", "", ["Quiet"]),
            (', evidence: "Einwilligung auf der ersten Seite"', "", ["Beleg", "consent"]),
            ("consent: {all: given,", "consent: {all: yes_all,", ["yes_all", "given"]),
            ("factor: 60", "factor: 0", ["factor"]),
            ("factor: 60", "answers: {a: 1}, factor: 60", ["factor"]),
            ("town:\n    column:", "town:\n    col:", ["col", "column"]),
        ],
    )  # fmt: skip
    def test_are_told_with_their_place(self, foreign, monkeypatch, old, new, told):
        """A slip in a mapping is told in German with the name, what was meant, and the line where it stands."""
        monkeypatch.setattr("ohv_coworking.survey.foreign_columns.project_root", lambda: foreign.parent)

        with pytest.raises(InputFault) as caught:
            mapped(foreign, changed(FULL, old, new))
        assert all(word in str(caught.value) for word in ["zuordnung.yaml", *told]), str(caught.value)

    def test_two_rows_of_one(self, foreign, tmp_path):
        """Two rows of a table that claim the same row of the study are refused."""
        rows = "\n  importance: {column: [Remote?, Hours to work], rows: {Remote?: quiet, Hours to work: quiet}, answers: {a: important}}\n"

        with pytest.raises(InputFault, match="derselben Zeile"):
            mapped(foreign, FULL + rows)

    @pytest.mark.parametrize("name", ["consent", "town"])
    def test_without_what_is_necessary(self, foreign, name):
        """A mapping without consent or residence is refused before anything is read."""
        lines = FULL.splitlines()
        start = next(at for at, line in enumerate(lines) if line.startswith(f"  {name}:"))
        end = next(
            at
            for at in range(start + 1, len(lines))
            if lines[at].startswith("  ") and not lines[at].startswith("   ")
        )

        with pytest.raises(InputFault, match="lässt sich die Befragung nicht auswerten"):
            mapped(foreign, "\n".join([*lines[:start], *lines[end:]]))


class TestClasses:
    @pytest.mark.parametrize(
        ("text", "inside", "outside"),
        [
            ("18 bis 29 Jahre", [18, 29, 29.0], [17.9, 30]),
            ("18-29", [18], [30]),
            ("50 bis unter 65", [50, 64.9], [65]),
            ("bis 9", [0, 9], [10]),
            ("unter 18", [17.9], [18]),
            ("ab 75", [75, 400], [74]),
            ("75 Jahre und älter", [75], [74]),
            ("250 und mehr", [250], [249]),
            ("mehr als 75 Prozent", [75.5], [75]),
            ("18 - 24 years old", [18, 24], [25]),
            ("jung", [], []),
            ("4", [4], [5]),
        ],
    )
    def test_as_people_write_them(self, text, inside, outside):
        """A class holds what its words say, and nothing else."""
        known = not list(class_faults({"a": text}))
        values = pd.Series([*inside, *outside], dtype=float)

        assert bool(inside) == known
        if known:
            assert [True] * len(inside) + [False] * len(outside) == classified(
                values, {"a": text}
            ).notna().tolist()

    def test_between_two_classes_the_lower_holds(self):
        """Ages of months fall into no gap: 29.5 is still 18 to 29."""
        assert ["a"] == classified(pd.Series([29.5]), {"a": "18 bis 29", "b": "30 bis 39"}).tolist()


class TestOneColumnOfATable:
    """SoSci groups what belongs to one heading: two prices are a table, and each is a question of the study."""

    HEAD = ("CASE", "QUESTNNR", "MODE", "STARTED", "AB01", "AB07_01", "AB07_02", "FINISHED")
    WORDS = (
        "Nummer",
        "Fragebogen",
        "Modus",
        "Beginn",
        "Wohnort",
        "Preis: zu teuer",
        "Preis: günstig",
        "Fertig",
    )

    @pytest.fixture
    def sosci(self, tmp_path):
        rows = [
            [n, "base", "interview", f"2026-05-{n:02} 10:00:00", 1 + n % 2, 150 + n, 80 + n, 1]
            for n in range(1, 13)
        ]
        with open(tmp_path / "sosci.csv", "w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter="\t").writerows([self.HEAD, self.WORDS, *rows])
        return tmp_path / "sosci.csv"

    @pytest.mark.parametrize("names", [("AB07_01", "AB07_02"), ("Preis: zu teuer", "preis: günstig")])
    def test_is_named_by_its_code_or_its_words(self, sosci, names):
        expensive, cheap = names
        found = mapped(
            sosci,
            f'''
questions:
  consent: {{all: given, evidence: "Seite 1"}}
  town: {{column: Wohnort, answers: {{"1": "12065256", "2": elsewhere}}}}
  price_too_expensive: {{column: "{expensive}"}}
  price_cheap: {{column: "{cheap}"}}
''',
        )

        assert [151.0, 81.0] == list(found.answers[["price_too_expensive", "price_cheap"]].iloc[0])

    def test_is_told_in_the_draft(self, sosci):
        text = draft(answer_sheet(sosci), shipped("person"), "person", "zuordnung.yaml")

        assert '"zu teuer": ~   # diese Zeile allein: column: "AB07_01"' in text
