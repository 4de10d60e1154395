"""A response file in the words of the questionnaire: columns by question id, answers by option id."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import pandas as pd

from ohv_coworking.basics.errors import InputFault, name_remedy, raise_all
from ohv_coworking.basics.german import enumeration, plural
from ohv_coworking.estimation.stratified import refuse_clusters
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.build import respondents
from ohv_coworking.formats.exports.codebook import Unclear
from ohv_coworking.formats.exports.told import NEAR_MISS
from ohv_coworking.parameters.survey_mapping import SurveyMapping
from ohv_coworking.raw.balance import IntakeRecord
from ohv_coworking.survey import bases
from ohv_coworking.survey.foreign_answers import not_offered, translated
from ohv_coworking.survey.headings import Heading, match_headings
from ohv_coworking.survey.questionnaire import Question, Questionnaire
from ohv_coworking.survey.response_frame import empty_frame
from ohv_coworking.survey.told_questions import as_asked

# What no evaluation can do without, and why.
NECESSARY = {
    "consent": "Antworten ohne Einwilligung dürfen nicht verwendet werden.",
    "town": "Hochgerechnet wird auf die Menschen, die in der Region wohnen.",
}
# Answers on health may be used only with an express consent of its own (Art. 9 Abs. 2 Buchst. a DSGVO).
ON_HEALTH, HEALTH_CONSENT = ("disability", "accessibility_needs"), "health_consent"
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
    found: what stands there, where that is the reason), `unused` the columns of no question. `omitted` are the
    questions that nobody was asked, `declared` those whose one answer holds for all, with the evidence; `not_offered`
    are options and rows that questions lacked. `intake` is the intake record of the file.
    """

    questionnaire: Questionnaire
    answers: pd.DataFrame
    asked: pd.DataFrame
    metadata: pd.DataFrame
    set_aside: pd.DataFrame
    unused: tuple[str, ...] = ()
    omitted: frozenset[str] = frozenset()
    declared: Mapping[str, str] = field(default_factory=dict)
    intake: IntakeRecord | None = None
    not_offered: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def asks(self, question: str, options: Collection[str] = ()) -> bool:
        """Tell whether a question was asked, with at least one of these options."""
        lacking = self.not_offered.get(question, frozenset())
        return question not in self.omitted and (not options or bool(set(options) - lacking))

    def asked_in(self, towns: Sequence[str]) -> list[str]:
        """Return those of the towns whose people could say that they live there: for no others do the answers stand."""
        return [town for town in towns if self.asks("town", [town])]

    def remarks(self) -> list[str]:
        """Return what holds for all without having been asked, where nobody was asked, and which columns belong to no question."""
        questions = self.questionnaire.questions
        told = [
            f"Frage „{questions[name].text}“: nicht gestellt; für alle gilt eine Antwort. Beleg: {evidence}"
            for name, evidence in self.declared.items()
        ]
        lacking = self.not_offered.get("town", frozenset())
        if elsewhere := [
            one.text for one in questions["town"].options if one.id in lacking and one.id.isdigit()
        ]:
            told.append(
                f"Als Wohnort kommt nicht vor: {enumeration(elsewhere)}. Die Antworten stehen nicht für die Menschen dort, und in "
                "den Bedarf der Region gehen sie nicht ein."
            )
        if self.omitted:
            told.append(
                f"Nicht gestellt sind {plural(len(self.omitted), 'Frage', 'Fragen')} von {len(questions)}."
            )
        if self.unused:
            counted = plural(len(self.unused), "Spalte gehört", "Spalten gehören")
            told.append(f"{counted} zu keiner Frage der Studie, zuerst „{self.unused[0]}“.")
        return told

    def notices(self, quoted: bool = True) -> list[str]:
        """Return for each question and reason how many answers were set aside, and where the first stands.

        `quoted` tells its words too: nothing to print, since people write what they like.
        """
        questions, told = self.questionnaire.questions, []
        for (question, reason), rows in self.set_aside.groupby(["question", "reason"], sort=False):
            first = rows.iloc[0]
            found = f" „{first['found']}“" if quoted and first["found"] else ""
            counted = plural(len(rows), "Antwort zählt", "Antworten zählen")
            text = questions[question].text
            told.append(f"Frage „{text}“: {counted} nicht, zuerst Zeile {first['row']}{found}. {reason}")
        return told

    def reasons(self) -> list[str]:
        """Return why answers to which questions were set aside: neither how many nor where, so that it may be printed."""
        questions, pairs = (
            self.questionnaire.questions,
            self.set_aside[["question", "reason"]].drop_duplicates(),
        )
        return [
            f"Frage „{questions[question].text}“: {reason}"
            for question, reason in pairs.itertuples(index=False)
        ]


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
    _refuse_without_necessary(questionnaire, omitted, file)
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

    unused = tuple(column for column in headings if column not in targets)
    return _evaluable(sheet, questionnaire, answers, survey.metadata, aside, unused, omitted)


def map_foreign_responses(
    sheet: AnswerSheet, questionnaire: Questionnaire, mapping: SurveyMapping
) -> Responses:
    """Return the responses of a sheet that belongs to another survey, read as a mapping tells.

    Raises InputFault as `foreign_answers.translated` does, and without consent or residence.
    """
    omitted = [name for name in questionnaire.questions if name not in mapping.questions]
    _refuse_without_necessary(questionnaire, omitted, sheet.table.grid.file)
    found, lacking = translated(sheet, questionnaire, mapping), not_offered(questionnaire, mapping)
    columns = [column for asked in sheet.layout.asked for column in asked.columns]
    unused = tuple(column for column in columns if column not in {*found.used, *sheet.personal})
    responses = _evaluable(
        sheet, questionnaire, found.answers, found.metadata, found.set_aside, unused, omitted, lacking
    )
    declared = {name: one.evidence for name, one in mapping.questions.items() if one.all is not None}
    return replace(responses, declared=declared)


def _evaluable(
    sheet: AnswerSheet,
    questionnaire: Questionnaire,
    answers: pd.DataFrame,
    metadata: pd.DataFrame,
    aside: list[pd.DataFrame],
    unused: tuple[str, ...],
    omitted: Sequence[str],
    lacking: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Responses:
    """Return answers under the filters of the questionnaire: what a filter hides does not count."""
    asked = bases.asked(questionnaire, answers, omitted)
    hidden = []
    for question in questionnaire.questions.values():
        unasked = bases.answered(question, answers) & ~asked[question.id]
        hidden.append(_noted(question, pd.Series("", unasked.index[unasked], dtype=object), NOT_ASKED))
        if question.type == "multiple":
            none = {f"{question.id}__{option}" for option in lacking.get(question.id, ())}
            offered = [column for column in question.option_columns if column not in none]
            answers[offered] = answers[offered].fillna(False)
        answers.loc[~asked[question.id], question.columns] = pd.NA
    for column in filter(CLUSTERS.search, unused):
        refuse_clusters(
            sheet.table.frame.loc[sheet.rows, column].replace("", pd.NA).dropna(),
            file=sheet.table.grid.file,
            column=column,
        )
    set_aside = pd.concat([*aside, *hidden], ignore_index=True)
    return Responses(
        questionnaire, answers, asked, metadata, set_aside, unused, frozenset(omitted), not_offered=lacking
    )


def _refuse_without_necessary(questionnaire: Questionnaire, omitted: Sequence[str], file: str) -> None:
    """Refuse a survey that did not ask what no evaluation can do without, and an omitted question that there is not."""
    faults = [
        InputFault(
            "study.yaml nennt eine Frage, die der Fragebogen nicht kennt, als nicht gestellt.",
            parameter="surveys … omitted",
            found=name,
            expected="die id einer Frage des Fragebogens",
            remedy=name_remedy(name, questionnaire.questions),
        )
        for name in omitted
        if name not in questionnaire.questions
    ]
    necessary = dict(NECESSARY)
    if not set(ON_HEALTH) <= set(omitted):
        necessary[HEALTH_CONSENT] = "Angaben zur Gesundheit brauchen eine ausdrückliche Einwilligung."
    for name, why in necessary.items():
        if name in omitted and name in questionnaire.questions:
            faults.append(
                InputFault(
                    f"Ohne die Frage „{questionnaire.questions[name].text}“ lässt sich die Befragung nicht auswerten: {why}",
                    file=file,
                    found="nicht gefragt",
                    expected="eine Antwort je befragte Person, oder eine, die für alle belegt ist",
                    remedy="Gilt für alle dasselbe, mit `ohv-coworking map DATEI --out zuordnung.yaml` eine Zuordnung schreiben, "
                    f"dort bei {name} die Antwort (all) mit Beleg (evidence) eintragen und in study.yaml unter surveys nennen (mapping).",
                )
            )
    raise_all(faults, "Der Befragung fehlt, was für die Auswertung nötig ist.")


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
