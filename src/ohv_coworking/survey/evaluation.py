"""The survey as the study evaluates it: who counts, for how many they stand, and what may be printed of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ohv_coworking.disclosure.protection import protect
from ohv_coworking.region.adult_margins import adult_margins
from ohv_coworking.survey import answer_words
from ohv_coworking.survey.evaluated_sample import evaluated, weighting_categories
from ohv_coworking.survey.mapping import Responses
from ohv_coworking.survey.public_answers import PublicAnswers, ordered_columns
from ohv_coworking.survey.respondent_weights import SurveyWeights, weigh
from ohv_coworking.survey.stratified import Design

# What a person might be recognised by, or would not want to be known for, beside the groups of the study.
SENSITIVE = ("age_group", "employment", "care", "disability")


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
    people, firms = evaluated(asked, towns), evaluated(asked_firms)
    ages = people.questionnaire.questions["age_group"].options
    adults = adult_margins(*statistics, towns, [option.id for option in ages if not option.no_answer])
    weights = weigh(
        weighting_categories(people.answers), adults, minimum, weight_limit, ordered=["age_group"]
    )
    by_group = keywords.groupby("group", sort=False)["keyword"].agg(list).to_dict()
    words = answer_words.person_words(people, by_group, reach_minutes, hurried_share)
    words["town"] = words["town"].cat.remove_unused_categories()
    firm_words, groups = answer_words.firm_words(firms), people.questionnaire.groups
    protected = protect(
        answer_words.public_tables(words, firm_words, ["town", "city_commuter", *groups]),
        sensitive=[*groups, *SENSITIVE],
        places=["town"],
        ordered=[*ordered_columns(words), *ordered_columns(firm_words)],
    )
    if not protected.audit()["safe"].all():
        raise ValueError("a hidden figure of the survey can be worked out")

    def printed(survey: str, shown: pd.DataFrame, design: Design) -> PublicAnswers:
        return PublicAnswers(survey, shown, design, protected, minimum)

    return SurveyEvaluation(
        people,
        firms,
        adults,
        weights,
        printed(answer_words.PEOPLE, words, weights.design),
        printed(answer_words.PEOPLE, words, Design(np.ones(len(words)))),
        printed(answer_words.FIRMS, firm_words, Design(np.ones(len(firm_words)))),
    )
