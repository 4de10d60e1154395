"""What the study says of the people and firms it asked, in words that can be counted: answers, groups, flags, free texts."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from ohv_coworking.estimation.price_sensitivity import QUESTIONS, prices_in_order
from ohv_coworking.evaluation import answer_quality as quality
from ohv_coworking.evaluation.counted_answers import LEFT_OUT, Recode
from ohv_coworking.evaluation.open_answers import touched_groups
from ohv_coworking.evaluation.public_answers import answers_in_words, one_of, ticks
from ohv_coworking.survey import bases
from ohv_coworking.survey.mapping import Responses
from ohv_coworking.survey.questionnaire import Question

PEOPLE, FIRMS = "Personen", "Betriebe"

# What counts as yes: column → question and answers.
OF_PEOPLE = {
    "interested": ("interest", ("rather_yes", "definitely")),
    "open_minded": ("interest", ("undecided", "rather_yes", "definitely")),
    "weekly": ("frequency", ("one_day", "two_three_days", "four_five_days")),
    "may_work_elsewhere": ("remote_allowed", ("free", "agreed")),
    "costs_borne": ("employer_pays", ("fully", "partly")),
    "no_room": ("home_office_room", ("no_room",)),
    "city_commuter": ("workplace", ("city",)),
}
OF_FIRMS = {
    "open_minded": ("attitude", ("neutral", "rather_yes", "definitely")),
    "may_work_elsewhere": ("remote_policy", ("free", "agreed")),
    "costs_borne": ("would_pay", ("fully", "partly")),
}
IMPORTANT = ("rather_important", "important")
WAY_FROM = (0, 10, 15, 20, 30, 45)  # minutes; people name round numbers
NOT_PUBLIC = ("consent", "health_consent", "register")


def person_words(
    people: Responses, keywords: Mapping[str, Sequence[str]], reach_minutes: float, hurried_share: float
) -> pd.DataFrame:
    """Return one column of categories for all that is counted of the people asked.

    `keywords` group the free answers, `reach_minutes` is the way the study reckons with, `hurried_share` the part of
    the median time below which somebody hurried.
    """
    answers = people.answers
    columns = {
        **_closed(people),
        **_derived(OF_PEOPLE, answers),
        **bases.group_membership(people.questionnaire, answers).apply(ticks),
        **_reasons(people.questionnaire.questions["reasons"], answers),
        **_left_out(people),
        **mentions(people, keywords),
    }
    for name in people.questionnaire.questions["importance"].columns:
        columns[name.replace("importance", "important")] = one_of(answers[name], IMPORTANT)
    way = answers["maximum_way"].astype(float)
    columns["way"] = pd.cut(
        way, [*_way_bounds(reach_minutes), np.inf], right=False, labels=_way_labels(reach_minutes)
    )
    columns["within_reach"] = ticks(way.ge(reach_minutes).astype("boolean").mask(way.isna()))
    stated = four_prices(answers)
    columns["prices_disordered"] = ticks((~prices_in_order(stated)).mask(stated.isna().any(axis=1)))
    columns["hurried"] = ticks(quality.speeders(quality.durations(people.metadata), hurried_share))
    columns["same_answers"] = ticks(quality.straight_liners(people.questionnaire, answers))
    return pd.DataFrame(columns, index=answers.index)


def firm_words(firms: Responses) -> pd.DataFrame:
    """Return one column of categories for all that is counted of the firms asked."""
    return pd.DataFrame({**_closed(firms), **_derived(OF_FIRMS, firms.answers)}, index=firms.answers.index)


def person_recodes(people: Responses, words: pd.DataFrame, reach_minutes: float) -> dict[str, Recode]:
    """Return which columns of `person_words` sum up the answers of another: derived ones, groups, the way, what was left out."""
    questions, groups = people.questionnaire.questions, people.questionnaire.groups
    definitions = OF_PEOPLE | {name: (group.question, group.options) for name, group in groups.items()}
    far = [
        one
        for one, low in zip(words["way"].cat.categories, _way_bounds(reach_minutes), strict=False)
        if low >= reach_minutes
    ]
    found = {**_recodes(definitions, people), "within_reach": Recode("way", frozenset(far))}
    for name, question in questions.items():
        column = question.columns[0]
        if f"left_out__{name}" in words and column in words:
            found[f"left_out__{name}"] = Recode(column, frozenset([LEFT_OUT]), frozenset())
    return found


def firm_recodes(firms: Responses) -> dict[str, Recode]:
    """Return which columns of `firm_words` sum up the answers of another."""
    return _recodes(OF_FIRMS, firms)


def _recodes(definitions: Mapping, responses: Responses) -> dict[str, Recode]:
    return {
        name: Recode(
            key,
            frozenset(
                one.text for one in responses.questionnaire.questions[key].options if one.id in options
            ),
        )
        for name, (key, options) in definitions.items()
    }


def option_labels(question: Question) -> dict[str, str]:
    """Return the columns of a multiple choice with the words of their options."""
    pairs = zip(question.option_columns, question.options, strict=True)
    return {column: option.text for column, option in pairs if not option.no_answer}


def four_prices(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the four prices under the names of the price sensitivity meter, €/month."""
    return answers[[f"price_{name}" for name in QUESTIONS]].set_axis(list(QUESTIONS), axis=1).astype(float)


def mentions(people: Responses, keywords: Mapping[str, Sequence[str]]) -> dict[str, pd.Series]:
    """Return, among those who wrote anything into free fields, who touched each group of keywords."""
    fields = ["comment", people.questionnaire.questions["needs"].other_column]
    written = people.answers[fields].fillna("").agg(" ".join, axis=1).str.strip()
    groups = touched_groups(written, keywords).astype("boolean").mask(written.eq(""))
    return {f"mentions__{name}": ticks(groups[name]) for name in groups}


def _closed(responses: Responses) -> pd.DataFrame:
    """Return the answers to questions with options."""
    names = [
        name
        for name, question in responses.questionnaire.questions.items()
        if question.type in ("single", "scale", "multiple") and name not in NOT_PUBLIC
    ]
    return answers_in_words(responses, names)


def _derived(definitions: Mapping, answers: pd.DataFrame) -> dict[str, pd.Series]:
    return {name: one_of(answers[question], options) for name, (question, options) in definitions.items()}


def _reasons(question: Question, answers: pd.DataFrame) -> dict[str, pd.Series]:
    """Return who put each reason first, of those who ranked any."""
    ranks = answers[question.option_columns].astype(float)
    ranked = ranks.notna().any(axis=1)
    found = {}
    for option, column in zip(question.options, question.option_columns, strict=True):
        found[f"first__{option.id}"] = ticks(ranks[column].eq(1).astype("boolean").where(ranked))
    return found


def _left_out(responses: Responses) -> dict[str, pd.Series]:
    """Return who left out each question they were asked; free fields are meant to be left out."""
    return {
        f"left_out__{name}": ticks(
            (~bases.answered(question, responses.answers)).astype("boolean").where(responses.asked[name])
        )
        for name, question in responses.questionnaire.questions.items()
        if question.type not in ("text", "date") and question.optional
    }


def _way_bounds(reach_minutes: float) -> list[float]:
    """Return where the classes of the way begin, minutes; one of them begins at the way the study reckons with."""
    return sorted({*WAY_FROM, reach_minutes})


def _way_labels(reach_minutes: float) -> list[str]:
    bounds = [f"{low:g}" for low in _way_bounds(reach_minutes)]
    return [f"{low} bis unter {high} Minuten" for low, high in pairwise(bounds)] + [
        f"{bounds[-1]} Minuten und mehr"
    ]
