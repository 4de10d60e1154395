"""Bases: who was asked a question, and who belongs to a group of the study."""

import pandas as pd

from ohv_coworking.survey.questionnaire import Questionnaire


def reached(answered: pd.DataFrame, complete: pd.Series) -> pd.DataFrame:
    """Return for each respondent (row) and question (column) whether the interview got that far.

    A complete interview reached every question, a broken one the questions up to the last answer given.
    `answered` holds one boolean column a question in the order asked.
    """
    from_the_end = answered[answered.columns[::-1]].cummax(axis=1)[answered.columns]
    return from_the_end | complete.to_numpy()[:, None]


def asked(questionnaire: Questionnaire, answers: pd.DataFrame, reached: pd.DataFrame) -> pd.DataFrame:
    """Return for each respondent (row) and question (column) whether its filters let the respondent see it."""
    seen = pd.DataFrame(True, index=answers.index, columns=list(questionnaire.questions))
    for question, filters in questionnaire.filters.items():
        for filter in filters:
            # A hidden question opens nothing: its leftover answer must not count.
            seen[question] &= seen[filter.question] & answers[filter.question].isin(filter.options)
    return seen & reached


def group_membership(questionnaire: Questionnaire, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one nullable boolean column a group; NA where the question was not answered."""
    members = {}
    for name, group in questionnaire.groups.items():
        given = answers[group.question]
        refused = [
            option.id for option in questionnaire.questions[group.question].options if option.no_answer
        ]
        members[name] = given.isin(group.options).astype("boolean").mask(given.isna() | given.isin(refused))
    return pd.DataFrame(members, index=answers.index)
