"""Which answers of a survey are evaluated, and what is weighted to what."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.estimation.respondent_weights import SurveyWeights, weigh
from ohv_coworking.evaluation import answer_quality as quality
from ohv_coworking.region.adult_margins import EMPLOYED, NOT_EMPLOYED, adult_margins
from ohv_coworking.region.latest import latest_shared
from ohv_coworking.survey.mapping import Responses


class WeightedSample(NamedTuple):
    """Who is evaluated, and for how many each stands; `adults` are the margins of the population, empty where the ages of a town are unknown."""

    people: Responses
    adults: Mapping[str, pd.Series]
    weights: SurveyWeights


def weighted_sample(
    asked: Responses,
    towns: Collection[str],
    statistics: tuple[pd.DataFrame, pd.DataFrame],
    *,
    minimum: int,
    weight_limit: float,
) -> WeightedSample:
    """Return the people evaluated with their weights; `statistics` are age groups and employment of the towns.

    They stand for the towns in which people were asked, and for no others. Groups of fewer than `minimum` answers are joined; no weight is more than `weight_limit` times the mean one.
    Raises InputFault where nobody is left to be evaluated.
    """
    people = evaluated(asked, towns)
    if people.answers.empty:
        raise InputFault(
            "Keine Antwort der Befragung zählt.",
            found=f"{len(asked.answers)} Antworten, keine mit Einwilligung und Wohnort in der Region",
            expected="Antworten von Menschen aus den Städten der Region",
            remedy="Prüfen, ob die Datei zur Region gehört und wie Einwilligung und Wohnort zugeordnet sind.",
        )
    ages = people.questionnaire.questions["age_group"].options
    adults = adult_margins(
        *statistics, people.asked_in(list(towns)), [option.id for option in ages if not option.no_answer]
    )
    categories = weighting_categories(people.answers)
    if not people.asks("employment", ["employee"]):
        categories["employment"] = None
    return WeightedSample(
        people, adults, weigh(categories, adults, minimum, weight_limit, ordered=["age_group"])
    )


def weighting_rows(
    towns: Collection[str], statistics: tuple[pd.DataFrame, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of age groups and of employment that `weighted_sample` weights to."""
    ages, employment = statistics
    return latest_shared(ages, towns), latest_shared(employment.dropna(subset="employed_at_residence"), towns)


def evaluated(responses: Responses, towns: Collection[str] | None = None) -> Responses:
    """Return the responses with consent, each only once.

    With `towns`, only those of people who live there: theirs is the population the answers stand for.
    """
    answers, questionnaire = responses.answers, responses.questionnaire
    # Interviews of less than half the questions agree by chance.
    repeated = quality.duplicates(questionnaire, answers, len(questionnaire.questions) // 2)
    rows = ~repeated
    rows &= answers["consent"].eq("given").fillna(False)
    if towns is not None:
        rows &= answers["town"].isin(towns)
    aside = responses.set_aside
    return replace(
        responses,
        answers=answers[rows],
        asked=responses.asked[rows],
        metadata=responses.metadata[rows],
        set_aside=aside[aside["row"].isin(rows.index[rows])],
    )


def weighting_categories(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the categories of `adult_margins` each respondent belongs to, missing where not told.

    Employees under social insurance are taken to be those who call themselves employed; civil servants, whom the
    statistics count elsewhere, are among them.
    """
    employment, age = answers["employment"].astype("string"), answers["age_group"].astype("string")
    employed = employment.eq("employee").map({True: EMPLOYED, False: NOT_EMPLOYED})
    return pd.DataFrame(
        {
            "age_group": age.mask(age.eq("no_answer")),
            "town": answers["town"].astype("string"),
            "employment": employed.mask(employment.isna() | employment.eq("no_answer")),
        },
        index=answers.index,
        dtype=object,
    )
