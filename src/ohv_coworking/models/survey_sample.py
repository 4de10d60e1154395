"""Which answers of a survey are evaluated, and what is weighted to what."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from ohv_coworking.statistics.adult_margins import EMPLOYED, NOT_EMPLOYED
from ohv_coworking.survey import quality
from ohv_coworking.survey.mapping import Responses

EVALUATED = "ausgewertet"
REFUSED = "ohne Einwilligung"
REPEATED = "doppelt abgeschickt"
OUTSIDE = "Wohnort außerhalb der Region oder nicht genannt"


def use_of_responses(responses: Responses, towns: Collection[str] | None = None) -> pd.Series:
    """Return for each response whether it is evaluated, or else why not, as categories in this order.

    With `towns`, only people who live there are evaluated: theirs is the population the answers stand for.
    """
    answers, questionnaire = responses.answers, responses.questionnaire
    use = pd.Series(EVALUATED, answers.index)
    if towns is not None:
        use[~answers["town"].isin(towns)] = OUTSIDE
    # Interviews of less than half the questions agree by chance.
    use[quality.duplicates(questionnaire, answers, len(questionnaire.questions) // 2)] = REPEATED
    use[answers["consent"].ne("given").fillna(True)] = REFUSED
    return use.astype(pd.CategoricalDtype([EVALUATED, OUTSIDE, REPEATED, REFUSED]))


def only(responses: Responses, rows: pd.Series) -> Responses:
    """Return the responses of the rows marked True."""
    aside = responses.set_aside
    return replace(
        responses,
        answers=responses.answers[rows],
        asked=responses.asked[rows],
        metadata=responses.metadata[rows],
        set_aside=aside[aside["row"].isin(rows.index[rows])],
    )


def weighting_categories(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the categories of `adult_margins` each respondent belongs to, missing where not told.

    Employees under social insurance are taken to be those who call themselves employed; civil servants, whom the
    statistics count elsewhere, are among them.
    """
    employment = answers["employment"].astype("string")
    told = employment.notna() & employment.ne("no_answer")
    employed = employment.eq("employee").map({True: EMPLOYED, False: NOT_EMPLOYED})
    age = answers["age_group"].astype("string")
    return pd.DataFrame(
        {
            "age_group": age.mask(age.eq("no_answer")),
            "town": answers["town"].astype("string"),
            "employment": employed.where(told),
        },
        index=answers.index,
        dtype=object,
    )
