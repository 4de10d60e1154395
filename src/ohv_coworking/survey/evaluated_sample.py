"""Which answers of a survey are evaluated, and what is weighted to what."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from ohv_coworking.region.adult_margins import EMPLOYED, NOT_EMPLOYED
from ohv_coworking.survey import answer_quality as quality
from ohv_coworking.survey.mapping import Responses


def evaluated(responses: Responses, towns: Collection[str] | None = None) -> Responses:
    """Return the responses with consent, each only once.

    With `towns`, only those of people who live there: theirs is the population the answers stand for.
    """
    answers, questionnaire = responses.answers, responses.questionnaire
    # Interviews of less than half the questions agree by chance.
    repeated = quality.duplicates(questionnaire, answers, len(questionnaire.questions) // 2)
    rows = ~repeated
    if responses.asked["consent"].any():  # left out on purpose: all had consented before
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
