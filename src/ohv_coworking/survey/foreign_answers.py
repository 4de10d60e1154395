"""The answers of a survey of other people in the words of the study's questionnaire, as a mapping says it.

What the other survey did not ask, and options it did not offer, are missing: never no, never zero.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.formats.exports.answer_layout import Asked
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.build import respondents
from ohv_coworking.formats.exports.codebook import CodebookQuestion, QuestionType
from ohv_coworking.formats.exports.told import OTHER, Told
from ohv_coworking.formats.exports.wording import normal
from ohv_coworking.parameters.survey_mapping import REST, MappedQuestion, SurveyMapping
from ohv_coworking.survey.foreign_columns import (
    IN_WHOLE_COLUMNS,
    ForeignColumns,
    column_names,
    columns_of,
    listed,
    mapping_fault,
    mapping_faults,
    option_named,
    targets_of,
)
from ohv_coworking.survey.number_classes import classified
from ohv_coworking.survey.questionnaire import Question, Questionnaire
from ohv_coworking.survey.response_frame import empty_frame
from ohv_coworking.survey.told_questions import KINDS

LEFT_OUT = "Die Zuordnung nimmt die Antwort aus."
NO_NUMBER = "Die Antwort ist keine einzelne Zahl."
NO_TICK = "Die Antwort sagt weder Ja noch Nein."
NO_CLASS = "Die Zahl liegt in keiner Klasse der Zuordnung."


class Translated(NamedTuple):
    """A foreign file in the study's words: answers, the tool's notes, what does not count, columns of the file that were read.

    `set_aside` has the columns of `Responses.set_aside`.
    """

    answers: pd.DataFrame
    metadata: pd.DataFrame
    set_aside: list[pd.DataFrame]
    used: tuple[str, ...]


def translated(sheet: AnswerSheet, questionnaire: Questionnaire, mapping: SurveyMapping) -> Translated:
    """Return the answers of a sheet in the words of the questionnaire.

    Raises InputFault for what of the mapping fits neither file nor questionnaire, and for answers of the file it says nothing of, all at once.
    """
    raise_all(mapping_faults(mapping, questionnaire, sheet), "Die Zuordnung der Befragung passt nicht.")
    known, columns = column_names(sheet), {}
    for name, entry in mapping.questions.items():
        if entry.columns:
            whole = questionnaire.questions[name].type not in IN_WHOLE_COLUMNS
            columns[name], _ = columns_of(entry, known, whole)
    asked = [
        _as_asked(questionnaire.questions[name], mapping.questions[name], found, sheet)
        for name, found in columns.items()
    ]
    survey = respondents(sheet.retold(asked))
    answers = empty_frame(questionnaire, survey.responses.index)
    aside, faults = [], []
    for found in survey.codebook:
        question, entry = questionnaire.questions[found.name], mapping.questions[found.name]
        if entry.answers:
            faults += _without_entry(mapping, question, entry, columns[found.name], found)
        reading = _Reading(question, entry, survey.responses, found)
        for column, values in reading.columns():
            answers[column] = values.astype(answers[column].dtype)
        aside += reading.set_aside
    raise_all(faults, "Die Zuordnung sagt nicht zu allen Antworten, was sie bedeuten.")
    for name, entry in mapping.questions.items():
        if entry.all is not None:
            answers[name] = pd.Series(entry.all, answers.index).astype(answers[name].dtype)
    used = tuple(column for found in columns.values() for column in found.parts)
    return Translated(answers, survey.metadata, aside, used)


def not_offered(questionnaire: Questionnaire, mapping: SurveyMapping) -> dict[str, frozenset[str]]:
    """Return, by question that the other survey asked, which options and rows it did not offer."""
    lacking = {}
    for name, entry in mapping.questions.items():
        question = questionnaire.questions[name]
        reached = {
            *map(option_named, entry.answers.values()),
            *entry.classes,
            entry.all,
            *entry.rows.values(),
        }
        known = {*targets_of(question), *(item.id for item in question.items)}
        if question.options and known - reached:
            lacking[name] = frozenset(known - reached)
    return lacking


def _as_asked(
    question: Question, entry: MappedQuestion, columns: ForeignColumns, sheet: AnswerSheet
) -> Asked:
    """Return a question of the study as it was asked in the foreign file, whose own words are the options."""
    if entry.answers and question.type in ("number", "price"):
        kind = QuestionType.SINGLE
    elif entry.classes:
        kind = QuestionType.NUMBER
    else:
        kind = KINDS[question.type]
    if kind == QuestionType.MULTIPLE and len(columns.parts) > 1 and _are_slots(columns, entry):
        kind = QuestionType.SLOTS
    parts = columns.parts
    if kind == QuestionType.MATRIX:
        read = {normal(row) for row, item in entry.rows.items() if item is not None}
        parts = {column: part for column, part in parts.items() if normal(part) in read}
    if kind == QuestionType.MULTIPLE:
        typed = {
            normal(answer) for answer, target in entry.answers.items() if target == OTHER and answer != REST
        }
        parts = {column: OTHER if normal(part) in typed else part for column, part in parts.items()}
    named = {answer: answer for answer in entry.answers if answer != REST}
    free_text = REST in entry.answers and kind == QuestionType.MULTIPLE
    if REST in entry.answers and not free_text:
        named |= {
            text: text for column in parts for text in sheet.answers[column].labelled(columns.labels).distinct
        }
    unit = entry.unit or ("" if entry.classes or entry.factor else question.unit)
    return Asked(question.id, question.text, parts, kind, columns.labels, told=Told(named, unit, free_text))


def _are_slots(columns: ForeignColumns, entry: MappedQuestion) -> bool:
    """Tell whether numbered columns each hold one of several answers, rather than one option to tick."""
    return all(part.isdigit() for part in columns.parts.values()) and not set(columns.parts.values()) & set(
        entry.answers
    )


def _without_entry(
    mapping: SurveyMapping,
    question: Question,
    entry: MappedQuestion,
    columns: ForeignColumns,
    found: CodebookQuestion,
) -> Iterator[InputFault]:
    """Yield a fault with all answers of a question that the mapping has no word on."""
    if REST in entry.answers:
        return
    known = {normal(answer) for answer in entry.answers} | {OTHER}
    if _is_ticked(found):
        lacking = [part for part in columns.parts.values() if normal(part) not in known]
    elif found.type == QuestionType.SLOTS:
        lacking = [one for one in found.counts if normal(one) not in known]
    else:
        lacking = list(dict.fromkeys(one.text for one in found.unclear))
    if lacking:
        yield mapping_fault(
            mapping,
            "Zu Antworten der Datei sagt die Zuordnung nichts.",
            (question.id, "answers"),
            listed(lacking),
            "zu jeder Antwort die der Studie, oder ~, wenn sie nicht zählt",
            'Die Antworten eintragen; "*" steht für alle übrigen.',
        )


def _is_ticked(found: CodebookQuestion) -> bool:
    """Tell whether each option of a multiple choice has a column of its own."""
    return found.type == QuestionType.MULTIPLE and any(found.source.values())


class _Reading:
    """One question's columns in the study's words, and what of it does not count."""

    def __init__(
        self, question: Question, entry: MappedQuestion, told: pd.DataFrame, found: CodebookQuestion
    ):
        self.question, self.entry, self.told, self.found = question, entry, told, found
        self.targets = {
            normal(answer): self._named(target) for answer, target in entry.answers.items() if answer != REST
        }
        self.rest = self._named(entry.answers.get(REST))
        self.set_aside: list[pd.DataFrame] = []

    def columns(self) -> Iterator[tuple[str, pd.Series]]:
        question, entry = self.question, self.entry
        match question.type:
            case "multiple":
                yield from self._ticks()
            case "ranking":
                yield from self._ranks()
            case "matrix":
                for label, item in entry.rows.items():
                    if item is None:
                        continue
                    name = next(
                        (n for n, row in self.found.columns.items() if normal(row) == normal(label)), None
                    )
                    if name is not None:
                        yield f"{question.id}__{item}", self._answers(self.told[name])
            case "number" | "price":
                yield question.id, self._number()
            case "single" | "scale":
                yield question.id, self._classes() if entry.classes else self._answers(self.told[question.id])
            case _:
                if question.id in self.told:
                    yield question.id, self.told[question.id].astype(object)

    def _answers(self, given: pd.Series) -> pd.Series:
        """Return the study's answers; what has no target does not count and is set aside."""
        given = given.astype(object)
        words = {text: self._target(text) for text in given.dropna().unique()}
        found = given.map(words).astype(object)
        dropped = given[given.notna() & found.isna()]
        self._aside(dropped, LEFT_OUT)
        return found.where(found.notna(), pd.NA)

    def _named(self, target: str | float | None) -> str | None:
        return option_named(target) if self.question.options or target is None else str(target)

    def _target(self, text: str) -> str | None:
        return self.targets.get(normal(text), self.rest)

    def _ticks(self) -> Iterator[tuple[str, pd.Series]]:
        if _is_ticked(self.found):
            self._aside(self._strange(), NO_TICK)
        seen = pd.Series(False, self.told.index)
        offered = {target for target in (*self.targets.values(), self.rest) if target not in (None, OTHER)}
        chosen = {f"{self.question.id}__{option}": pd.Series(False, self.told.index) for option in offered}
        for name, label in self.found.columns.items():
            ticks = self.told[name]
            if label == OTHER and self.question.other:
                yield self.question.other_column, ticks
            typed = not is_bool_dtype(ticks)
            ticked = ticks.notna() if typed else ticks.fillna(False).astype(bool)
            seen |= ticked if typed else ticks.notna()
            target = self._target(label)
            if target not in (None, OTHER):
                chosen[f"{self.question.id}__{target}"] |= ticked
        for option, ticked in chosen.items():
            yield option, ticked.astype("boolean").mask(~seen)

    def _ranks(self) -> Iterator[tuple[str, pd.Series]]:
        ranks: dict[str, pd.Series] = {}
        for name, label in self.found.columns.items():
            if (target := self._target(label)) is not None:
                option, given = f"{self.question.id}__{target}", self.told[name].astype(float)
                ranks[option] = given.combine(ranks[option], np.fmin) if option in ranks else given
        yield from ranks.items()

    def _number(self) -> pd.Series:
        question, entry = self.question, self.entry
        if entry.answers:
            given = self._answers(self.told[question.id])
            values = given.map(lambda text: np.nan if pd.isna(text) else float(text)).astype(float)
        else:
            self._aside(self._strange(), NO_NUMBER)
            values = self.told[question.id].astype(float) * (entry.factor or 1)
        low = -np.inf if question.minimum is None else question.minimum
        high = np.inf if question.maximum is None else question.maximum
        outside = values.notna() & ~values.between(low, high)
        self._aside(values[outside].map("{:g}".format), f"Die Zahl liegt nicht von {low:g} bis {high:g}.")
        return values.mask(outside)

    def _classes(self) -> pd.Series:
        self._aside(self._strange(), NO_NUMBER)
        values = self.told[self.question.id].astype(float) * (self.entry.factor or 1)
        found = classified(values, {answer: str(text) for answer, text in self.entry.classes.items()})
        self._aside(values[values.notna() & found.isna()].map("{:g}".format), NO_CLASS)
        return found

    def _strange(self) -> pd.Series:
        return pd.Series({row: text for row, _, text in self.found.unclear}, dtype=object)

    def _aside(self, found: pd.Series, reason: str) -> None:
        if len(found):
            self.set_aside.append(
                pd.DataFrame(
                    {
                        "row": found.index,
                        "question": self.question.id,
                        "reason": reason,
                        "found": found.to_numpy(),
                    }
                )
            )
