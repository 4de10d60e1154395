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
PRICES = tuple(f"price_{name}" for name in QUESTIONS)
NOT_PUBLIC = ("consent", "health_consent", "register")


def person_words(
    people: Responses, keywords: Mapping[str, Sequence[str]], reach_minutes: float, hurried_share: float
) -> pd.DataFrame:
    """Return one column of categories for all that is counted of the people asked; what nobody was asked has none.

    `keywords` group the free answers, `reach_minutes` is the way the study reckons with, `hurried_share` the part of
    the median time below which somebody hurried.
    """
    answers, groups = people.answers, people.questionnaire.groups
    members = bases.group_membership(people.questionnaire, answers)
    known = [name for name, group in groups.items() if people.asks(group.question, group.options)]
    columns = {
        **_closed(people),
        **_derived(OF_PEOPLE, people),
        **members[known].apply(ticks),
        **_reasons(people),
        **_left_out(people),
        **mentions(people, keywords),
        **_of_way(people, reach_minutes),
        **_of_care(people, hurried_share),
    }
    for item in people.questionnaire.questions["importance"].items:
        if people.asks("importance", [item.id]):
            columns[f"important__{item.id}"] = one_of(answers[f"importance__{item.id}"], IMPORTANT)
    return pd.DataFrame(columns, index=answers.index)


def firm_words(firms: Responses) -> pd.DataFrame:
    """Return one column of categories for all that is counted of the firms asked; what none was asked has none."""
    return pd.DataFrame({**_closed(firms), **_derived(OF_FIRMS, firms)}, index=firms.answers.index)


def person_recodes(people: Responses, words: pd.DataFrame, reach_minutes: float) -> dict[str, Recode]:
    """Return which columns of `person_words` sum up the answers of another: derived ones, groups, the way, what was left out."""
    questions, groups = people.questionnaire.questions, people.questionnaire.groups
    definitions = OF_PEOPLE | {name: (group.question, group.options) for name, group in groups.items()}
    found = _recodes(definitions, people)
    if "way" in words:
        pairs = zip(words["way"].cat.categories, _way_bounds(reach_minutes), strict=False)
        found["within_reach"] = Recode("way", frozenset(one for one, low in pairs if low >= reach_minutes))
    for name, question in questions.items():
        column = question.columns[0]
        if f"left_out__{name}" in words and column in words:
            found[f"left_out__{name}"] = Recode(column, frozenset([LEFT_OUT]), frozenset())
    return found


def firm_recodes(firms: Responses) -> dict[str, Recode]:
    """Return which columns of `firm_words` sum up the answers of another."""
    return _recodes(OF_FIRMS, firms)


def _recodes(definitions: Mapping, responses: Responses) -> dict[str, Recode]:
    questions = responses.questionnaire.questions
    return {
        name: Recode(
            key,
            frozenset(
                one.text
                for one in questions[key].options
                if one.id in options and responses.asks(key, [one.id])
            ),
        )
        for name, (key, options) in definitions.items()
        if responses.asks(key, options)
    }


def option_labels(question: Question) -> dict[str, str]:
    """Return the columns of a multiple choice with the words of their options."""
    pairs = zip(question.option_columns, question.options, strict=True)
    return {column: option.text for column, option in pairs if not option.no_answer}


def four_prices(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the four prices under the names of the price sensitivity meter, €/month."""
    return answers[list(PRICES)].set_axis(list(QUESTIONS), axis=1).astype(float)


def mentions(people: Responses, keywords: Mapping[str, Sequence[str]]) -> dict[str, pd.Series]:
    """Return, among those who wrote anything into free fields, who touched each group of keywords."""
    needs = people.questionnaire.questions["needs"].other_column
    fields = {"comment": people.asks("comment"), needs: people.asks("needs", ["other"])}
    if not any(fields.values()):
        return {}
    written = people.answers[[name for name, asked in fields.items() if asked]]
    written = written.fillna("").agg(" ".join, axis=1).str.strip()
    groups = touched_groups(written, keywords).astype("boolean").mask(written.eq(""))
    return {f"mentions__{name}": ticks(groups[name]) for name in groups}


def _closed(responses: Responses) -> pd.DataFrame:
    """Return the answers to questions with options."""
    names = [
        name
        for name, question in responses.questionnaire.questions.items()
        if question.type in ("single", "scale", "multiple")
        and name not in NOT_PUBLIC
        and responses.asks(name)
    ]
    return answers_in_words(responses, names)


def _derived(definitions: Mapping, responses: Responses) -> dict[str, pd.Series]:
    return {
        name: one_of(responses.answers[question], options)
        for name, (question, options) in definitions.items()
        if responses.asks(question, options)
    }


def _reasons(people: Responses) -> dict[str, pd.Series]:
    """Return who put each reason first, of those who ranked any."""
    question = people.questionnaire.questions["reasons"]
    offered = [option.id for option in question.options if people.asks("reasons", [option.id])]
    ranks = people.answers[[f"reasons__{option}" for option in offered]].astype(float)
    ranked = ranks.notna().any(axis=1)
    return {
        f"first__{option}": ticks(ranks[f"reasons__{option}"].eq(1).astype("boolean").where(ranked))
        for option in offered
    }


def _of_way(people: Responses, reach_minutes: float) -> dict[str, pd.Series]:
    """Return the classes of the longest way, and whose reaches as far as the study reckons with."""
    if not people.asks("maximum_way"):
        return {}
    way = people.answers["maximum_way"].astype(float)
    bounds = [*_way_bounds(reach_minutes), np.inf]
    return {
        "way": pd.cut(way, bounds, right=False, labels=_way_labels(reach_minutes)),
        "within_reach": ticks(way.ge(reach_minutes).astype("boolean").mask(way.isna())),
    }


def _of_care(people: Responses, hurried_share: float) -> dict[str, pd.Series]:
    """Return what shows a careless answer, as far as the file tells: the time taken, a table in one line, prices out of order."""
    flags = {
        "hurried": quality.speeders(quality.durations(people.metadata), hurried_share),
        "same_answers": quality.straight_liners(people.questionnaire, people.answers),
    }
    if all(map(people.asks, PRICES)):
        stated = four_prices(people.answers)
        flags["prices_disordered"] = (~prices_in_order(stated)).mask(stated.isna().any(axis=1))
    # What cannot be judged is not conspicuous: a base of its own would tell how few left one price out.
    return {name: ticks(flag.fillna(False)) for name, flag in flags.items() if flag.notna().any()}


def _left_out(responses: Responses) -> dict[str, pd.Series]:
    """Return who left out each question they were asked; free fields are meant to be left out."""
    return {
        f"left_out__{name}": ticks(
            (~bases.answered(question, responses.answers)).astype("boolean").where(responses.asked[name])
        )
        for name, question in responses.questionnaire.questions.items()
        if question.type not in ("text", "date") and question.optional and responses.asks(name)
    }


def _way_bounds(reach_minutes: float) -> list[float]:
    """Return where the classes of the way begin, minutes; one of them begins at the way the study reckons with."""
    return sorted({*WAY_FROM, reach_minutes})


def _way_labels(reach_minutes: float) -> list[str]:
    bounds = [f"{low:g}" for low in _way_bounds(reach_minutes)]
    return [f"{low} bis unter {high} Minuten" for low, high in pairwise(bounds)] + [
        f"{bounds[-1]} Minuten und mehr"
    ]
