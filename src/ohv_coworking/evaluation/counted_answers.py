"""Answers as disclosure control counts them: everybody in each table, each gap named, recodes as sums of answers.

All tables of a survey have one base, everybody evaluated. So no base that is printed betrays, less what is printed of
it, how few left a question out or fell between two tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ohv_coworking.disclosure.figures import MINIMUM, CountTable, Same, figure
from ohv_coworking.survey import bases
from ohv_coworking.survey.mapping import Responses
from ohv_coworking.survey.questionnaire import Question

YES, NO = "ja", "nein"
TICKED = pd.CategoricalDtype([YES, NO])
REFUSED, LEFT_OUT, NOT_ASKED = "keine Angabe", "ausgelassen", "nicht gefragt"
SILENT = frozenset([REFUSED, LEFT_OUT])
GAPS = SILENT | {NOT_ASKED}
# Columns of words made from a question of another name.
MADE_FROM = {"first": "reasons", "important": "importance", "way": "maximum_way"}


class Recode(NamedTuple):
    """A yes or no made from the column `of`: `yes` holds its words that count as yes, `silent` those that are no answer."""

    of: str
    yes: frozenset[str]
    silent: frozenset[str] = SILENT


def counted(words: pd.DataFrame, responses: Responses | None = None) -> pd.DataFrame:
    """Return words with every gap filled by its kind: not asked, refused, or (where nothing else is known) left out.

    Gaps stand at the end of the categories, before the first of a scale: neighbours of what says least.
    """
    columns, kinds = {}, {}
    for name in words:
        question = _question(name, responses)
        if (key := question and question.id) not in kinds:
            kinds[key] = _kinds(question, responses, words.index)
        kind = kinds[key]
        own, found = words[name].cat.categories, set(kind[words[name].isna()])
        gaps = [one for one in (REFUSED, LEFT_OUT, NOT_ASKED) if one in found]
        order = [*gaps[::-1], *own] if words[name].cat.ordered else [*own, *gaps]
        columns[name] = words[name].cat.set_categories(order).fillna(kind)
    return pd.DataFrame(columns, index=words.index)


def one_way(answers: pd.DataFrame, recodes: Mapping[str, Recode], survey: str) -> dict[str, CountTable]:
    """Return the table of each column of `counted` answers; that of a recode counts the column it is made from."""
    return {
        table_name(survey, name): _table(
            answers, survey, {name: shown_groups(answers, recodes, name)}, recodes
        )
        for name in answers
    }


def crossed(
    answers: pd.DataFrame, recodes: Mapping[str, Recode], survey: str, by: Iterable[str], outcome: str
) -> dict[str, CountTable]:
    """Return the tables of a yes or no by each of some columns; no answer counts as no."""
    yes, *others = shown_groups(answers, recodes, outcome)
    outcomes = (yes, frozenset().union(*others))
    return {
        table_name(survey, name, outcome): _table(
            answers, survey, {name: shown_groups(answers, recodes, name), outcome: outcomes}, recodes
        )
        for name in by
    }


def regrouped(answers: pd.DataFrame, survey: str, name: str, groups: Sequence[Iterable[str]]) -> CountTable:
    """Return the table of a column in other groups of its answers, the gaps apart."""
    return _table(answers, survey, {name: (*map(frozenset, groups), SILENT, {NOT_ASKED})}, {})


def shown_groups(
    answers: pd.DataFrame, recodes: Mapping[str, Recode], name: str
) -> tuple[frozenset[str], ...]:
    """Return the groups of answers a table shows: each answer, or yes and no of a recode; the silent; who was not asked.

    Silent ones too few to be told apart join the answer beside them: a no, the least of a scale, else the last answer.
    """
    recode = recodes.get(name, Recode(name, frozenset([YES])))
    categories = answers[recode.of].cat.categories
    own = [one for one in categories if one not in recode.silent | {NOT_ASKED}]
    if name in recodes or set(own) <= {YES, NO}:
        parts = [recode.yes, frozenset(own) - recode.yes]
    else:
        parts = [frozenset([one]) for one in own]
    scale = name not in recodes and answers[name].cat.ordered
    silent, beside = recode.silent.intersection(categories), 0 if scale else -1
    if parts and 0 < answers[recode.of].isin(silent).sum() < MINIMUM:
        parts[beside] |= silent
        silent = frozenset()
    gaps = [silent, frozenset([NOT_ASKED])]
    return (*gaps[::-1], *parts) if scale else (*parts, *gaps)


def same_people(answers: pd.DataFrame, responses: Responses, survey: str) -> list[Same]:
    """Return what a reader knows to be one number: who saw none of a question's columns, and whom its filter kept out."""
    found = []
    questions = responses.questionnaire.questions
    by_question = {}
    for name in answers:
        if question := _question(name, responses):
            by_question.setdefault(question.id, []).append(name)
    for key, (first, *others) in by_question.items():
        kinds = GAPS if questions[key].type in ("multiple", "ranking") else {NOT_ASKED}
        for name in others:
            found += [
                (figure(survey, {name: kind}), [(first, kind)])
                for kind in kinds
                if (answers[name] == kind).any()
            ]
        filters = [one for one in responses.questionnaire.filters[key] if one.question in answers]
        if len({one.question for one in filters}) == 1 and (answers[first] == NOT_ASKED).any():
            parent = questions[filters[0].question]
            through = set.intersection(*(set(one.options) for one in filters))
            open_to = {option.text for option in parent.options if option.id in through}
            kept_out = [one for one in answers[parent.id].cat.categories if one not in open_to]
            # Where a file left the parent out, who was asked is not told by it.
            if (answers[first].eq(NOT_ASKED) == answers[parent.id].isin(kept_out)).all():
                found.append((figure(survey, {first: NOT_ASKED}), [(parent.id, one) for one in kept_out]))
    return [
        Same(whole, tuple(figure(survey, {name: word}) for name, word in parts)) for whole, parts in found
    ]


def table_name(survey: str, *variables: str) -> str:
    """Return the name a table has in the list: "Befragung: town × interested"."""
    return f"{survey}: {' × '.join(variables)}"


def _table(
    answers: pd.DataFrame,
    survey: str,
    groups: Mapping[str, Sequence[Iterable[str]]],
    recodes: Mapping[str, Recode],
) -> CountTable:
    of = {name: recodes[name].of if name in recodes else name for name in groups}
    in_order = [
        of[name]
        for name in groups
        if name in recodes or answers[name].cat.ordered or YES in answers[name].cat.categories
    ]
    shown = {of[name]: parts for name, parts in groups.items()}
    return CountTable.of(answers, list(of.values()), survey, groups=shown, in_order=in_order)


def _question(name: str, responses: Responses | None) -> Question | None:
    """Return the question a column of words is made from; None for what is made from several or from none."""
    first = name.partition("__")[0]
    return responses and responses.questionnaire.questions.get(MADE_FROM.get(first, first))


def _kinds(question: Question | None, responses: Responses | None, rows: pd.Index) -> pd.Series:
    """Return of each respondent which kind of gap a missing answer to the question is."""
    kind = pd.Series(LEFT_OUT, rows)
    if question is None:
        return kind
    answers, refused = responses.answers, [option.id for option in question.options if option.no_answer]
    if question.type == "multiple":
        ticked = answers[[f"{question.id}__{one}" for one in refused]].fillna(False).astype(bool)
        kind = kind.mask(ticked.any(axis=1) & bases.answered(question, answers), REFUSED)
    elif question.columns == [question.id]:
        kind = kind.mask(answers[question.id].isin(refused).fillna(False).astype(bool), REFUSED)
    return kind.mask(~responses.asked[question.id], NOT_ASKED)
