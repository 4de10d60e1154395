"""The questionnaire as a file that LimeSurvey imports: tab separated survey structure (`.txt`, UTF-8).

Layout after the LimeSurvey manual, "Tab Separated Value survey structure": one row for each setting (S), text of
the survey (SL), group (G), question (Q), subquestion (SQ) and answer (A); belonging follows from the order.
"""

import html
from collections.abc import Iterator

from ohv_coworking.survey.questionnaire import Filter, Question, Questionnaire

LANGUAGE = "de"

COLUMNS = (
    "id related_id class type/scale name relevance text help language validation mandatory encrypted other "
    "default same_default "
    # Attributes of questions; LimeSurvey takes any further column as one.
    "exclude_all_others max_answers min_num_value_n max_num_value_n num_value_int_only other_replace_text suffix"
).split()

TYPES = {
    "single": "L",
    "scale": "L",
    "multiple": "M",
    "number": "N",
    "price": "N",
    "text": "T",
    "date": "D",
    "ranking": "R",
    "matrix": "F",
}
OTHER_CODE = "-oth-"

# Braces would be taken for an expression, a backslash for the escape of a quote; LimeSurvey ends a row at each of
# the characters Unicode counts as a line break.
CELL_TEXT = str.maketrans(
    {"{": "&#123;", "}": "&#125;", "\\": "&#92;", "\n": "<br />", "\t": " ", "\r": ""}
    | dict.fromkeys("\v\f\x85\u2028\u2029", " ")
)

SETTINGS = {
    "language": LANGUAGE,
    "format": "G",
    # No name, no address of the machine; the day of the answer and the time taken are kept for quality checks.
    "anonymized": "Y",
    "ipaddr": "N",
    "refurl": "N",
    "usecookie": "N",
    "datestamp": "Y",
    "savetimings": "Y",
    "showwelcome": "Y",
    "allowprev": "Y",
    "allowsave": "N",
    "alloweditaftercompletion": "N",
    "printanswers": "N",
    "publicstatistics": "N",
    "listpublic": "N",
}


def survey_structure(questionnaire: Questionnaire) -> bytes:
    """Return the import file for LimeSurvey, with byte order mark as LimeSurvey itself writes it."""
    lines = ["\t".join(COLUMNS)]
    for row in _rows(questionnaire):
        cells = [row.get(column, "") for column in COLUMNS]
        lines.append("\t".join(cells))
    return ("\n".join(lines) + "\n").encode("utf-8-sig")


def _rows(questionnaire: Questionnaire) -> Iterator[dict[str, str]]:
    for name, value in SETTINGS.items():
        yield {"class": "S", "name": name, "text": value}
    texts = {
        "surveyls_language": LANGUAGE,
        "surveyls_title": _as_html(questionnaire.title),
        "surveyls_welcometext": _as_html(questionnaire.information.strip()),
        "surveyls_dateformat": "1",  # 31.12.2026
        "surveyls_numberformat": "1",  # decimal comma
    }
    for name, value in texts.items():
        yield {"class": "SL", "name": name, "text": value, "language": LANGUAGE}

    for number, section in enumerate(questionnaire.sections, start=1):
        yield {
            "class": "G",
            "type/scale": f"G{number}",
            "name": _as_html(section.title),
            "relevance": _relevance(questionnaire, section.filter),
            "text": _as_html(section.text),
            "language": LANGUAGE,
        }
        for question in section.questions:
            yield from _question_rows(questionnaire, question)


def _question_rows(questionnaire: Questionnaire, question: Question) -> Iterator[dict[str, str]]:
    yield {
        "class": "Q",
        "type/scale": TYPES[question.type],
        "name": question.code,
        "relevance": _relevance(questionnaire, question.filter),
        "text": _as_html(question.text),
        "help": _as_html(question.help),
        "language": LANGUAGE,
        "mandatory": "N" if question.optional else "Y",
        "encrypted": "N",
        "other": "Y" if question.other else "N",
        "same_default": "0",
        **_attributes(question),
    }
    subquestions = question.options if question.type == "multiple" else question.items
    answers = () if question.type == "multiple" else question.options
    for kind, entries in (("SQ", subquestions), ("A", answers)):
        for entry in entries:
            text = _as_html(entry.text)
            yield {"class": kind, "type/scale": "0", "name": entry.code, "text": text, "language": LANGUAGE}


def _attributes(question: Question) -> dict[str, str]:
    if question.type in ("number", "price"):
        return {
            "min_num_value_n": _number(question.minimum),
            "max_num_value_n": _number(question.maximum),
            "num_value_int_only": "1" if question.type == "number" else "0",
            "suffix": _as_html(question.unit),
        }
    attributes = {"other_replace_text": "Sonstiges"} if question.other else {}
    if question.type == "ranking":
        attributes["max_answers"] = _number(question.maximum)
    if question.type == "multiple":
        attributes["exclude_all_others"] = ";".join(
            option.code for option in question.options if option.exclusive
        )
    return attributes


def _relevance(questionnaire: Questionnaire, filter: Filter | None) -> str:
    """Return the filter in LimeSurvey's ExpressionScript; `.NAOK` reads a hidden question as not answered."""
    if filter is None:
        return "1"
    question = questionnaire.questions[filter.question]
    codes = {option.id: option.code for option in question.options} | {"other": OTHER_CODE}
    return " or ".join(f"{question.code}.NAOK == '{codes[option]}'" for option in filter.options)


def _as_html(text: str) -> str:
    """Return text as LimeSurvey shows it literally, in one cell without quotes, tabs or line breaks."""
    return html.escape(text).translate(CELL_TEXT)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
