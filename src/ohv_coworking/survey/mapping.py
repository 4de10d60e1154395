"""A response file in the words of the questionnaire: columns by question id, answers by option id."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.german import plural
from ohv_coworking.estimation.stratified import refuse_clusters
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.build import respondents
from ohv_coworking.formats.exports.codebook import Unclear
from ohv_coworking.formats.exports.told import NEAR_MISS
from ohv_coworking.survey import bases
from ohv_coworking.survey.headings import Heading, match_headings
from ohv_coworking.survey.questionnaire import Question, Questionnaire
from ohv_coworking.survey.response_frame import empty_frame
from ohv_coworking.survey.told_questions import as_asked

NOT_ASKED = "Die Frage galt nach dem Filter nicht."
# Headings of columns that say with whom somebody was drawn.
CLUSTERS = re.compile(
    r"\b(cluster|klumpen|psu|primary sampling unit|household|haushalt)(s?[ _-]?(id|nr|nummer))?\b", re.I
)


@dataclass(frozen=True, eq=False)
class Responses:
    """A survey understood: one row a respondent, the index as in the file.

    `answers` has the columns of `response_frame.dtypes`; NA means not asked or not answered, "keine Angabe" is an
    answer of its own. `asked` tells per question whose answer counts: the base of its shares. `metadata` is what
    the tool noted (submitted, seconds, …). `set_aside` lists answers that do not count (row, question, reason, and
    found: what stands there, where that is the reason), `unused` the columns of no question.
    """

    questionnaire: Questionnaire
    answers: pd.DataFrame
    asked: pd.DataFrame
    metadata: pd.DataFrame
    set_aside: pd.DataFrame
    unused: tuple[str, ...] = ()

    def notices(self, quoted: bool = True) -> list[str]:
        """Return for each question and reason how many answers were set aside, and where the first stands.

        `quoted` tells its words too: nothing to print, since people write what they like.
        """
        told = []
        for (question, reason), rows in self.set_aside.groupby(["question", "reason"], sort=False):
            first = rows.iloc[0]
            found = f" „{first['found']}“" if quoted and first["found"] else ""
            counted = plural(len(rows), "Antwort zählt", "Antworten zählen")
            text = self.questionnaire.questions[question].text
            told.append(f"Frage „{text}“: {counted} nicht, zuerst Zeile {first['row']}{found}. {reason}")
        return told


def map_responses(
    sheet: AnswerSheet,
    questionnaire: Questionnaire,
    assigned: Mapping[str, str] | None = None,
    omitted: Sequence[str] = (),
) -> Responses:
    """Return the responses of a sheet of answers, read as the questionnaire tells.

    `assigned` (column → question id or column of the response frame) and `omitted` (ids of questions not asked)
    are the consultant's decisions, see `headings.match_headings`.
    Raises InputFault for columns and answers the questionnaire does not know, as many as there are at once.
    """
    file = sheet.table.grid.file
    headings = {
        column: Heading(column, asked.name, asked.text if asked.text != asked.name else "", part)
        for asked in sheet.layout.asked
        for column, part in asked.columns.items()
        if column not in sheet.personal
    }
    targets = match_headings(list(headings.values()), questionnaire, file, assigned or {}, omitted)
    labels = {column: asked.labels for asked in sheet.layout.asked for column in asked.columns}
    survey = respondents(sheet.retold(as_asked(questionnaire, targets, labels)))

    answers = empty_frame(questionnaire, survey.responses.index)
    faults: list[InputFault] = []
    aside = []
    for found in survey.codebook:
        question = questionnaire.questions[found.name]
        for column in question.columns:
            if (name := _tidy_name(question, column)) in survey.responses:
                # As objects: categories of equal names would keep the order in which they were first given.
                answers[column] = survey.responses[name].astype(object).astype(answers[column].dtype)
        if question.options:
            faults += _not_offered(question, found.unclear, file)
            continue
        strange = pd.Series({row: text for row, _, text in found.unclear}, dtype=object)
        if question.type in ("number", "price"):
            values = answers[question.id]
            outside = ~values.between(*_limits(question)).fillna(True)
            strange = pd.concat([strange, values[outside].map("{:g}".format)])
            answers[question.id] = values.mask(outside)
        aside.append(_noted(question, strange.sort_index(), _expected(question)))
    raise_all(faults, "Die Datei enthält Antworten, die der Fragebogen nicht kennt.")

    asked = bases.asked(questionnaire, answers, omitted)
    for question in questionnaire.questions.values():
        unasked = bases.answered(question, answers) & ~asked[question.id]
        aside.append(_noted(question, pd.Series("", unasked.index[unasked], dtype=object), NOT_ASKED))
        if question.type == "multiple":
            answers[question.option_columns] = answers[question.option_columns].fillna(False)
        answers.loc[~asked[question.id], question.columns] = pd.NA
    unused = tuple(column for column in headings if column not in targets)
    for column in filter(CLUSTERS.search, unused):
        refuse_clusters(
            sheet.table.frame.loc[sheet.rows, column].replace("", pd.NA).dropna(), file=file, column=column
        )
    return Responses(
        questionnaire, answers, asked, survey.metadata, pd.concat(aside, ignore_index=True), unused
    )


def _tidy_name(question: Question, column: str) -> str:
    """Return the name the tidy frame gives to a column of the response frame: `needs[printer]` for `needs__printer`."""
    if column == question.id:
        return column
    part = "other" if column == question.other_column else column.removeprefix(f"{question.id}__")
    return f"{question.id}[{part}]"


def _limits(question: Question) -> tuple[float, float]:
    low, high = question.minimum, question.maximum
    return (float("-inf") if low is None else low), (float("inf") if high is None else high)


def _noted(question: Question, found: pd.Series, reason: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"row": found.index, "question": question.id, "reason": reason, "found": found.to_numpy()}
    )


def _expected(question: Question) -> str:
    if question.type == "date":
        return "Die Antwort ist kein Datum."
    low, high = question.minimum, question.maximum
    limits = f" von {low} bis {high}" if low is not None and high is not None else ""
    return f"Die Antwort ist keine einzelne Zahl{limits}."


def _not_offered(question: Question, unclear: Iterable[Unclear], file: str) -> list[InputFault]:
    """Return each distinct answer that is no option as a fault at its first row."""
    texts = [option.text for option in question.options]
    ticked = question.type == "multiple"
    faults = {}
    for row, column, text in sorted(unclear):
        near = difflib.get_close_matches(text, texts, n=1, cutoff=NEAR_MISS)
        remedy = "Die Antwort im Fragebogen ergänzen oder den Export prüfen."
        faults.setdefault(
            (column, text),
            InputFault(
                "Eine Antwort steht nicht im Fragebogen.",
                file=file,
                row=row,
                column=column,
                found=text,
                expected=("Ja, Nein, leer oder " if ticked else "") + ", ".join(texts),
                remedy=f"Gemeint ist vielleicht „{near[0]}“; den Wortlaut angleichen." if near else remedy,
            ),
        )
    return list(faults.values())
