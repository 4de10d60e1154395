"""Answers laid out as LimeSurvey exports them: CSV with codes for questions and answers."""

import csv
import io
from collections.abc import Iterator

import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.survey.limesurvey_export import OTHER_CODE
from ohv_coworking.survey.questionnaire import Question, Questionnaire


def export_columns(questionnaire: Questionnaire, answers: pd.DataFrame) -> pd.DataFrame:
    """Return a response frame (see `response_frame`) as text under LimeSurvey's column headers, empty where NA."""
    columns = {
        header: values.astype(object).where(values.notna(), "")
        for question in questionnaire.questions.values()
        for header, values in _question_columns(question, answers)
    }
    return pd.DataFrame(columns, index=answers.index, dtype=object)


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table of text as LimeSurvey writes CSV: UTF-8 with byte order mark, every cell quoted."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.to_numpy())
    return stream.getvalue().encode("utf-8-sig")


def _question_columns(question: Question, answers: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    codes = {option.id: option.code for option in question.options} | {"other": OTHER_CODE}
    match question.type:
        case "multiple":
            for option in question.options:
                ticked = answers[f"{question.id}__{option.id}"]
                yield f"{question.code}[{option.code}]", ticked.astype(object).map({True: "Y"})
        case "matrix":
            for item in question.items:
                chosen = answers[f"{question.id}__{item.id}"]
                yield f"{question.code}[{item.code}]", chosen.astype(object).map(codes)
        case "ranking":
            ranks = answers[question.columns].set_axis([option.code for option in question.options], axis=1)
            for rank in range(1, (question.maximum or len(question.options)) + 1):
                at_rank = ranks.eq(rank).fillna(False)
                yield f"{question.code}[{rank}]", at_rank.idxmax(axis=1).where(at_rank.any(axis=1))
        case "single" | "scale":
            yield question.code, answers[question.id].astype(object).map(codes)
        case "date":
            yield question.code, answers[question.id].map(german.day, na_action="ignore")
        case "number" | "price":
            yield question.code, answers[question.id].map("{:g}".format, na_action="ignore")
        case _:
            yield question.code, answers[question.id]
    if question.other:
        yield f"{question.code}[other]", answers[question.other_column]
