"""The same answers as other tools lay them out: what is read from each must be the same."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from ohv_coworking.survey.questionnaire import Question, Questionnaire


def limesurvey_texts(
    questionnaire: Questionnaire, answers: pd.DataFrame, asked: pd.DataFrame
) -> pd.DataFrame:
    """LimeSurvey with question texts as headers and answers in full; a column for each option, row and rank."""
    columns = {}
    for question in questionnaire.questions.values():
        texts = option_texts(question)
        match question.type:
            case "multiple":
                for option, name in zip(question.options, question.option_columns, strict=True):
                    words = answers[name].astype(object).map({True: "Ja", False: "Nein"})
                    columns[f"{question.text} [{option.text}]"] = words.where(asked[question.id], "N/A")
            case "matrix":
                for item, name in zip(question.items, question.columns, strict=True):
                    columns[f"{question.text} [{item.text}]"] = answers[name].astype(object).map(texts)
            case "ranking":
                for rank in range(1, question.maximum + 1):
                    words = ranked(question, answers).map(
                        lambda order, rank=rank: (order[rank - 1 : rank] or [None])[0]
                    )
                    columns[f"{question.text} [Rang {rank}]"] = words
            case _:
                columns[question.text] = single_words(question, answers)
        if question.other:
            columns[f"{question.text} [Sonstiges]"] = answers[question.other_column]
    return as_text(columns, answers)


def one_column_each(
    questionnaire: Questionnaire, answers: pd.DataFrame, separator: str = ";", end: str = ";"
) -> pd.DataFrame:
    """Microsoft Forms: one column a question, several answers in one cell; a matrix row is headed by its own text."""
    columns = {}
    for question in questionnaire.questions.values():
        texts = option_texts(question)
        if question.type == "multiple":
            chosen = answers.apply(lambda row, question=question: ticked_words(question, row), axis=1)
            columns[question.text] = chosen.map(lambda words: separator.join(words) + end if words else "")
        elif question.type == "ranking":
            order = ranked(question, answers)
            columns[question.text] = order.map(lambda words: separator.join(words) + end if words else "")
        elif question.type == "matrix":
            for item, name in zip(question.items, question.columns, strict=True):
                columns[item.text] = answers[name].astype(object).map(texts)
        else:
            words = single_words(question, answers)
            other = answers[question.other_column] if question.other else words
            columns[question.text] = words.where(words != "Sonstiges", other)
    return as_text(columns, answers)


def option_texts(question: Question) -> dict[str, str]:
    return {option.id: option.text for option in question.options} | {"other": "Sonstiges"}


def single_words(question: Question, answers: pd.DataFrame) -> pd.Series:
    values = answers[question.id].astype(object)
    if question.options:
        return values.map(option_texts(question))
    if question.type == "date":
        return values.map(lambda day: f"{day:%d.%m.%Y}", na_action="ignore")
    return values.map(lambda value: f"{value:g}" if isinstance(value, float) else value, na_action="ignore")


def ticked_words(question: Question, row: pd.Series) -> list[str]:
    pairs = zip(question.options, question.option_columns, strict=True)
    words = [option.text for option, name in pairs if row[name] is True]
    if question.other and pd.notna(row[question.other_column]):
        words.append(row[question.other_column])
    return words


def ranked(question: Question, answers: pd.DataFrame) -> pd.Series:
    """Return the texts of the ranked options in order."""
    texts = option_texts(question)
    ranks = answers[question.columns].set_axis([texts[option.id] for option in question.options], axis=1)
    return ranks.apply(lambda row: list(row.dropna().sort_values().index), axis=1)


def as_text(columns: dict[str, pd.Series], answers: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(columns, index=answers.index, dtype=object)
    return table.where(table.notna(), "")


def with_notes(table: pd.DataFrame, notes: Mapping[str, Iterable]) -> pd.DataFrame:
    """Put the tool's own columns in front of the questions."""
    for place, (name, values) in enumerate(notes.items()):
        table.insert(place, name, list(values))
    return table


def as_workbook(table: pd.DataFrame, file: Path) -> Path:
    """Write a table as a workbook whose empty cells are none."""
    book = Workbook()
    book.active.append(list(table.columns))
    for row in table.itertuples(index=False):
        book.active.append([None if cell == "" else cell for cell in row])
    book.save(file)
    return file
