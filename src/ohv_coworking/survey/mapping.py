"""A response file in the words of the questionnaire: columns by question id, answers by option id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.formats.exports.answers import Answers
from ohv_coworking.formats.exports.codebook import ResponseTable
from ohv_coworking.survey import bases
from ohv_coworking.survey.cells import translate
from ohv_coworking.survey.headings import Heading, match_headings
from ohv_coworking.survey.questionnaire import Question, Questionnaire
from ohv_coworking.survey.response_frame import empty_frame

NOT_ASKED = "Die Frage galt nach dem Filter nicht."


@dataclass(frozen=True, eq=False)
class Responses:
    """A survey understood: one row a respondent, the index as in the file.

    `answers` has the columns of `response_frame.dtypes`; NA means not asked or not answered, "keine Angabe" is an
    answer of its own. `asked` tells per question whose answer counts: the base of its shares. `metadata` is what
    the tool noted (submitted, seconds, …). `set_aside` lists answers that do not count (row, question, reason),
    `unused` the columns of no question.
    """

    questionnaire: Questionnaire
    answers: pd.DataFrame
    asked: pd.DataFrame
    metadata: pd.DataFrame
    set_aside: pd.DataFrame
    unused: tuple[str, ...] = ()


def map_responses(
    survey: ResponseTable,
    questionnaire: Questionnaire,
    assigned: Mapping[str, str] | None = None,
    omitted: Sequence[str] = (),
) -> Responses:
    """Return the responses of a survey file in the words of the questionnaire.

    `assigned` (column → question id or column of the response frame) and `omitted` (ids of questions not asked)
    are the consultant's decisions, see `headings.match_headings`.
    Raises InputFault for columns and answers the questionnaire does not know, as many as there are at once.
    """
    cells = survey.table.frame.loc[survey.responses.index]
    headings, table = [], {}
    for question in survey.codebook:
        text = question.text if question.text != question.name else ""
        for column, part in question.source.items():
            headings.append(Heading(column, question.name, text, part))
            answers = Answers.of(cells[column], frozenset()).labelled(question.labels)
            table[column] = answers.texts[answers.codes]
    columns = pd.DataFrame(table, index=cells.index)
    return map_columns(
        columns, headings, questionnaire, survey.metadata, survey.table.grid.file, assigned or {}, omitted
    )


def map_columns(
    table: pd.DataFrame,
    headings: Sequence[Heading],
    questionnaire: Questionnaire,
    metadata: pd.DataFrame,
    file: str,
    assigned: Mapping[str, str],
    omitted: Sequence[str],
) -> Responses:
    """Return the responses of a table of text whose columns `headings` describe; as `map_responses`.

    The index of `table` holds the row numbers of the file.
    """
    targets = match_headings(headings, questionnaire, file, assigned, omitted)
    cells = {target: table[name] for name, target in targets.items()}
    answers = empty_frame(questionnaire, table.index)
    faults: list[InputFault] = []
    aside: list[pd.DataFrame] = []
    for question in questionnaire.questions.values():
        translation = translate(question, cells, file)
        faults += translation.faults
        for column, values in translation.columns.items():
            answers[column] = values.astype(answers[column].dtype)
        if translation.unread is not None:
            aside.append(_noted(question, translation.unread, _unread(question)))
    raise_all(faults, "Die Datei enthält Antworten, die der Fragebogen nicht kennt.")

    asked = bases.asked(questionnaire, answers)
    asked[list(omitted)] = False
    for question in questionnaire.questions.values():
        aside.append(_noted(question, bases.answered(question, answers) & ~asked[question.id], NOT_ASKED))
        if question.type == "multiple":
            answers[question.option_columns] = answers[question.option_columns].fillna(False)
        answers.loc[~asked[question.id], question.columns] = pd.NA
    unused = tuple(str(column) for column in table.columns if column not in targets)
    return Responses(questionnaire, answers, asked, metadata, pd.concat(aside, ignore_index=True), unused)


def _noted(question: Question, rows: pd.Series, reason: str) -> pd.DataFrame:
    return pd.DataFrame({"row": rows.index[rows], "question": question.id, "reason": reason})


def _unread(question: Question) -> str:
    if question.type == "date":
        return "Die Antwort ist kein Datum."
    low, high = question.minimum, question.maximum
    limits = f" von {low} bis {high}" if low is not None and high is not None else ""
    return f"Die Antwort ist keine einzelne Zahl{limits}."
