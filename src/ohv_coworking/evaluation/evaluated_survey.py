"""The survey as the study evaluates it: who counts, for how many they stand, and what may be printed of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.disclosure.protection import protect
from ohv_coworking.estimation.respondent_weights import AND, SurveyWeights
from ohv_coworking.estimation.stratified import Design
from ohv_coworking.evaluation import answer_words
from ohv_coworking.evaluation.answer_words import FIRMS, PEOPLE
from ohv_coworking.evaluation.counted_answers import (
    Recode,
    counted,
    crossed,
    one_way,
    regrouped,
    same_people,
    table_name,
)
from ohv_coworking.evaluation.evaluated_sample import evaluated, weighted_sample
from ohv_coworking.evaluation.public_answers import REGROUPED, PublicAnswers
from ohv_coworking.region.adult_margins import EMPLOYED, NOT_EMPLOYED
from ohv_coworking.survey.mapping import Responses
from ohv_coworking.survey.questionnaire import Questionnaire

PLACES = ("town",)


@dataclass(frozen=True, eq=False)
class SurveyEvaluation:
    """Both surveys at work; `adults` are the margins of the population, empty where the ages of a town are unknown.

    All that `persons`, `unweighted` (the same people, each counting once) and `employers` return may be printed.
    """

    people: Responses
    firms: Responses
    adults: Mapping[str, pd.Series]
    weights: SurveyWeights
    persons: PublicAnswers
    unweighted: PublicAnswers
    employers: PublicAnswers


def evaluate_survey(
    asked: Responses,
    asked_firms: Responses,
    towns: Sequence[str],
    statistics: tuple[pd.DataFrame, pd.DataFrame],
    keywords: pd.DataFrame,
    *,
    minimum: int,
    weight_limit: float,
    reach_minutes: float,
    hurried_share: float,
) -> SurveyEvaluation:
    """Return the evaluation of the answers of people and of firms.

    `statistics` are age groups and employment of the towns, `keywords` the rows `group`, `keyword` for free answers.
    No base of fewer than `minimum` answers is printed; no weight is more than `weight_limit` times the mean one.
    Raises ValueError if a hidden figure could be worked out from what is shown.
    """
    by_group = keywords.groupby("group", sort=False)["keyword"].agg(list).to_dict()
    asked_people = count_people(
        asked, towns, statistics, by_group, minimum, weight_limit, reach_minutes, hurried_share
    )
    people, adults, weights, words, recodes, answers = asked_people
    firms = evaluated(asked_firms)
    firm_words = answer_words.firm_words(firms)
    firm_recodes = answer_words.firm_recodes(firms)
    firm_answers = counted(firm_words, firms)
    groups = people.questionnaire.groups
    outcome = "interested"
    beside = [one for one in ("town", "city_commuter", *groups) if {one, outcome} <= set(answers)]
    tables = {
        **one_way(answers, recodes, PEOPLE),
        **(crossed(answers, recodes, PEOPLE, beside, outcome) if beside else {}),
        **{
            table_name(PEOPLE, name, REGROUPED): regrouped(answers, PEOPLE, name, parts.values())
            for name, parts in weighting_words(people, weights).items()
        },
        **one_way(firm_answers, firm_recodes, FIRMS),
    }
    protected = protect(
        tables,
        sensitive=sensitive_variables(people.questionnaire),
        places=PLACES,
        same=[*same_people(answers, people, PEOPLE), *same_people(firm_answers, firms, FIRMS)],
    )
    if protected.worked_out():
        raise ValueError("a hidden figure of the survey can be worked out")

    def printed(design: Design) -> PublicAnswers:
        return PublicAnswers(PEOPLE, words, answers, recodes, design, protected, minimum)

    even = Design(np.ones(len(firm_words)))
    return SurveyEvaluation(
        people,
        firms,
        adults,
        weights,
        printed(weights.design),
        printed(Design(np.ones(len(words)))),
        PublicAnswers(FIRMS, firm_words, firm_answers, firm_recodes, even, protected, minimum),
    )


def sensitive_variables(questionnaire: Questionnaire) -> list[str]:
    """Return the columns that are never crossed with a place: those of the groups, and what the questionnaire marks as sensitive.

    That is what a person might be recognised by, or would not want to be known for.
    """
    marked = [one for one in questionnaire.questions.values() if one.sensitive]
    groups = (group.question for group in questionnaire.groups.values())
    return list(dict.fromkeys([*groups, *(column for one in marked for column in one.columns)]))


class CountedPeople(NamedTuple):
    """The people evaluated, the margins they stand for, their weights, and what they said: in words, with every gap named."""

    people: Responses
    adults: Mapping[str, pd.Series]
    weights: SurveyWeights
    words: pd.DataFrame
    recodes: Mapping[str, Recode]
    counted: pd.DataFrame


def count_people(
    asked: Responses,
    towns: Sequence[str],
    statistics: tuple[pd.DataFrame, pd.DataFrame],
    keywords: Mapping[str, Sequence[str]],
    minimum: int,
    weight_limit: float,
    reach_minutes: float,
    hurried_share: float,
) -> CountedPeople:
    """Return who is evaluated and what they said, ready to be counted; `keywords` group the free answers."""
    people, adults, weights = weighted_sample(
        asked, towns, statistics, minimum=minimum, weight_limit=weight_limit
    )
    words = answer_words.person_words(people, keywords, reach_minutes, hurried_share)
    words["town"] = words["town"].cat.remove_unused_categories()
    recodes = answer_words.person_recodes(people, words, reach_minutes)
    return CountedPeople(people, adults, weights, words, recodes, counted(words, people))


def weighting_words(people: Responses, weights: SurveyWeights) -> dict[str, dict[str, frozenset[str]]]:
    """Return the answers behind each group a margin was weighted to, by column of the words and name of the group."""
    found = {}
    for name, target in weights.margins.items():
        options = people.questionnaire.questions[name].options
        texts = {one.id: one.text for one in options if not one.no_answer and people.asks(name, [one.id])}
        parts = {key: frozenset([text]) for key, text in texts.items()}
        if name == "employment":
            employed = parts["employee"]
            parts = {EMPLOYED: employed, NOT_EMPLOYED: frozenset(texts.values()) - employed}
        found[name] = {
            key: frozenset().union(*(parts.get(one, ()) for one in key.split(AND))) for key in target.index
        }
    return found
