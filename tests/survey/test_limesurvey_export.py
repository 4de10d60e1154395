"""What LimeSurvey imports is the questionnaire, word for word and filter for filter."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.survey.limesurvey_export import survey_structure
from survey_files import VERSIONS, shipped

LIMESURVEY_TYPES = {"L", "M", "N", "T", "D", "R", "F"}


def parsed(structure: bytes) -> list[dict[str, str]]:
    """Read the file back by the rules of the manual alone: rows are lines, cells end at tabs."""
    header, *rows = structure.decode("utf-8-sig").rstrip("\n").split("\n")
    columns = header.split("\t")
    return [dict(zip(columns, row.split("\t"), strict=True)) for row in rows]


def questions_with_parts(rows):
    """Return (group row, question row, subquestion rows, answer rows); belonging follows from the order."""
    group, found = None, []
    for row in rows:
        match row["class"]:
            case "G":
                group = row
            case "Q":
                found.append((group, row, [], []))
            case "SQ":
                found[-1][2].append(row)
            case "A":
                found[-1][3].append(row)
    return found


def text(cell: str) -> str:
    return html.unescape(cell.replace("<br />", "\n"))


def entries(rows):
    return [(row["name"], text(row["text"])) for row in rows]


@pytest.mark.parametrize("version", VERSIONS)
class TestRoundTrip:
    def test_keeps_every_question(self, version):
        """Codes, texts, help, answers, subquestions, order and duty to answer survive."""
        asked = list(shipped(version).questions.values())
        found = questions_with_parts(parsed(survey_structure(shipped(version))))

        assert [q.code for q in asked] == [row["name"] for _, row, _, _ in found]
        for question, (_, row, subquestions, answers) in zip(asked, found, strict=True):
            options = [(option.code, option.text) for option in question.options]
            multiple = question.type == "multiple"
            assert question.text == text(row["text"])
            assert question.help == text(row["help"])
            assert (options if multiple else [(i.code, i.text) for i in question.items]) == entries(
                subquestions
            )
            assert ([] if multiple else options) == entries(answers)
            assert "NY"[not question.optional] == row["mandatory"]
            assert "NY"[question.other] == row["other"]

    def test_keeps_every_filter(self, version):
        """The relevance equations hold exactly for the answers the filters name."""
        questionnaire = shipped(version)
        by_code = {question.code: question for question in questionnaire.questions.values()}

        for group, row, _, _ in questions_with_parts(parsed(survey_structure(questionnaire))):
            conditions = [cell for cell in (group["relevance"], row["relevance"]) if cell != "1"]
            told = [re.findall(r"(\w+)\.NAOK == '([\w-]+)'", condition) for condition in conditions]
            meant = [
                [
                    (code, option.code)
                    for code, question in by_code.items()
                    if question.id == filter.question
                    for option in question.options
                    if option.id in filter.options
                ]
                for filter in questionnaire.filters[by_code[row["name"]].id]
            ]
            assert [sorted(one) for one in meant] == [sorted(one) for one in told]

    def test_keeps_what_limesurvey_demands(self, version):
        """Types are LimeSurvey's, answer codes have at most 5 characters, one language runs through."""
        rows = parsed(survey_structure(shipped(version)))

        assert {row["type/scale"] for row in rows if row["class"] == "Q"} <= LIMESURVEY_TYPES
        assert all(len(row["name"]) <= 5 for row in rows if row["class"] == "A")
        assert {"de"} == {row["language"] for row in rows if row["class"] != "S"}

    def test_collects_no_addresses(self, version):
        """The survey is anonymous and stores neither the machine's address nor the page it came from."""
        settings = {
            r["name"]: r["text"] for r in parsed(survey_structure(shipped(version))) if r["class"] == "S"
        }

        assert ("Y", "N", "N") == (settings["anonymized"], settings["ipaddr"], settings["refurl"])

    def test_starts_with_the_information(self, version):
        """The information after Art. 13 GDPR is the welcome text."""
        rows = parsed(survey_structure(shipped(version)))
        welcome = next(row["text"] for row in rows if row["name"] == "surveyls_welcometext")

        assert shipped(version).information.strip() == text(welcome)


@given(st.text(min_size=1))
def test_any_text_stays_text(words):
    """No text of a question can end a cell or a row, open a tag or become an expression."""
    questionnaire = shipped("employer")
    section = questionnaire.sections[0]
    question = section.questions[0].model_copy(update={"text": words})
    changed = section.model_copy(update={"questions": (question,)})
    structure = survey_structure(questionnaire.model_copy(update={"sections": (changed,)}))
    cell = next(row["text"] for row in parsed(structure) if row["class"] == "Q")

    assert not set(cell.replace("<br />", "")) & set('<>"{}\\\t\r\v\f\x85\u2028\u2029')
    assert words.count("\n") == cell.count("<br />")
