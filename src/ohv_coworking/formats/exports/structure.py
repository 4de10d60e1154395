"""What a questionnaire file tells about an export of codes: texts, options, types and filters.

LimeSurvey's structure file (`.lss`) is XML, SoSci Survey's lists of variables and values are tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

import pandas as pd
from defusedxml import DefusedXmlException, ElementTree

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.exports.answer_layout import Asked
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.formats.exports.relevance import saw
from ohv_coworking.formats.exports.wording import plain
from ohv_coworking.reading import Table

TYPES = {
    **dict.fromkeys("LO!YGI", QuestionType.SINGLE),
    **dict.fromkeys("MP", QuestionType.MULTIPLE),
    **dict.fromkeys("FABCEH1:;", QuestionType.MATRIX),
    **dict.fromkeys("TUQ", QuestionType.TEXT),  # a short text (S) or a number (N, K) may be a price or a date
    "5": QuestionType.SCALE,
    "R": QuestionType.RANKING,
    "D": QuestionType.DATE,
}
FIXED_ANSWERS = {
    "Y": {"Y": "Ja", "N": "Nein"},
    "G": {"F": "Weiblich", "M": "Männlich"},
    "C": {"Y": "Ja", "N": "Nein", "U": "Unsicher"},
    "E": {"I": "Zunahme", "S": "Gleich", "D": "Abnahme"},
}


@dataclass(frozen=True)
class Described:
    """A question as the questionnaire describes it."""

    text: str
    type: QuestionType | None = None
    items: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    relevance: str = ""


@dataclass(frozen=True)
class Structure:
    """The described questions by their code."""

    questions: Mapping[str, Described]

    def applied(self, asked: Iterable[Asked], table: Table, left_out: set[int] = frozenset()) -> list[Asked]:
        """Return the questions with texts, labels, types and who saw them; rows left out do not count."""
        frame = table.frame.loc[~table.frame.index.isin([*left_out, *table.blank])]
        return [self._described(question, frame) for question in asked]

    def _described(self, asked: Asked, frame: pd.DataFrame) -> Asked:
        code, _, only_item = asked.name.rstrip("]").partition("[")
        described = self.questions.get(code)
        if described is None:
            return asked
        items = {"other": "Sonstiges", **described.items}
        columns = {column: items.get(item, item) for column, item in asked.columns.items()}
        if described.type == QuestionType.MULTIPLE and only_item:  # one option makes a multiple choice too
            asked, columns = (
                replace(asked, name=code),
                dict.fromkeys(columns, items.get(only_item, only_item)),
            )
        ranks = described.type == QuestionType.RANKING
        return replace(
            asked,
            text=described.text or asked.text,
            columns=columns,
            type=None if described.type == QuestionType.MATRIX else described.type,
            labels=described.items if ranks and not described.answers else described.answers,
            seen=saw(described.relevance, frame),
        )


def from_lss(content: bytes, name: str) -> Structure:
    """Return the structure of a LimeSurvey survey in its base language; raises `InputFault` for other files."""
    try:
        document = ElementTree.fromstring(content, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException) as fault:
        raise _no_structure(name) from fault
    if document.findtext("LimeSurveyDocType") != "Survey":
        raise _no_structure(name)
    language = document.findtext("languages/language")
    texts = _by_key(document, "question_l10ns", "qid", "question", language)
    answer_texts = _by_key(document, "answer_l10ns", "aid", "answer", language)
    items: dict[str, dict[str, str]] = {}
    for row in _rows(document, "subquestions", language):
        text = texts.get(row["qid"], row.get("question", ""))
        items.setdefault(row["parent_qid"], {})[row["title"]] = plain(text)
    answers: dict[str, dict[str, str]] = {}
    for row in sorted(_rows(document, "answers", language), key=lambda row: int(row.get("sortorder") or 0)):
        text = answer_texts.get(row.get("aid", ""), row.get("answer", ""))
        answers.setdefault(row["qid"], {})[row["code"]] = plain(text)
    return Structure(
        {
            row["title"]: Described(
                text=plain(texts.get(row["qid"], row.get("question", ""))),
                type=TYPES.get(row["type"]),
                items=items.get(row["qid"], {}),
                answers=answers.get(row["qid"]) or FIXED_ANSWERS.get(row["type"], {}),
                relevance=row.get("relevance", ""),
            )
            for row in _rows(document, "questions", language)
            if row.get("parent_qid", "0") == "0"
        }
    )


def structure_from_tables(tables: Sequence[Table]) -> Structure:
    """Return the structure of a SoSci project from its lists of variables (VAR, LABEL) and values (VAR, RESPONSE, MEANING)."""
    texts: dict[str, str] = {}
    answers: dict[str, dict[str, str]] = {}
    for table in tables:
        frame = table.frame.rename(columns=str.upper)
        if {"VAR", "RESPONSE", "MEANING"} <= set(frame):
            for variable, response, meaning in frame[["VAR", "RESPONSE", "MEANING"]].to_numpy():
                answers.setdefault(variable, {})[str(response)] = plain(str(meaning))
        elif {"VAR", "LABEL"} <= set(frame):
            texts |= {variable: plain(label) for variable, label in frame[["VAR", "LABEL"]].to_numpy()}
    return Structure(
        {name: Described(texts.get(name, ""), None, {}, answers.get(name, {})) for name in {*texts, *answers}}
    )


def _rows(document: Element, section: str, language: str | None) -> list[dict[str, str]]:
    rows = [{cell.tag: cell.text or "" for cell in row} for row in document.iterfind(f"{section}/rows/row")]
    return [row for row in rows if not row.get("language") or not language or row["language"] == language]


def _by_key(document: Element, section: str, key: str, text: str, language: str | None) -> dict[str, str]:
    return {row[key]: row[text] for row in _rows(document, section, language)}


def _no_structure(name: str) -> InputFault:
    return InputFault(
        "Die Datei ist keine LimeSurvey-Struktur.",
        file=name,
        expected="ein Export „Umfragestruktur (.lss)“",
        remedy="In LimeSurvey unter Anzeigen/Export → Umfragestruktur neu exportieren.",
    )
