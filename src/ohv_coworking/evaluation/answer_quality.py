"""How good the answers are: when they came, what was left out, who answered without reading.

Nothing is removed here: the functions count and point out, what follows from it is the study's decision.
"""

import numpy as np
import pandas as pd

from ohv_coworking.disclosure.steps import safe_steps
from ohv_coworking.survey import bases
from ohv_coworking.survey.questionnaire import Questionnaire


def responses_so_far(submitted: pd.Series) -> pd.DataFrame:
    """Return `day` and `responses` up to it, from the first to the last, in steps of five responses or more.

    Empty where the time is unknown, as in an anonymised survey.
    """
    days = submitted.dropna().dt.normalize()
    if days.empty:
        return pd.DataFrame({"day": [], "responses": []}, dtype="int64")
    calendar = pd.date_range(days.min() - pd.Timedelta(days=1), days.max(), freq="D")
    so_far = days.value_counts().reindex(calendar, fill_value=0).cumsum().to_numpy()
    return pd.DataFrame({"day": calendar, "responses": so_far[safe_steps(so_far)]})


def straight_liners(questionnaire: Questionnaire, answers: pd.DataFrame) -> pd.Series:
    """Return who gave the same answer to every row of each matrix answered in full; NA without such a matrix."""
    lined, judged = np.ones(len(answers), dtype=bool), np.zeros(len(answers), dtype=bool)
    for question in questionnaire.questions.values():
        if question.type == "matrix" and len(question.items) > 1:
            rows = answers[question.columns].astype("string")
            full = rows.notna().all(axis=1).to_numpy()
            judged |= full
            lined &= ~full | (rows.nunique(axis=1) == 1).to_numpy()
    return pd.Series(lined, answers.index).astype("boolean").mask(~judged)


def durations(metadata: pd.DataFrame) -> pd.Series:
    """Return the seconds each interview took, as the tool noted them or from its start to its end; NaN if unknown."""
    unknown = pd.Series(float("nan"), metadata.index)
    if "seconds" in metadata:
        return metadata["seconds"].astype(float)
    if {"started", "submitted"} <= set(metadata):
        return (metadata["submitted"] - metadata["started"]).dt.total_seconds()
    return unknown


def speeders(seconds: pd.Series, share_of_median: float) -> pd.Series:
    """Return who took less than a share of the median time (Leiner 2019 compares with the median); NA without time."""
    return (seconds < share_of_median * seconds.median()).astype("boolean").mask(seconds.isna())


def duplicates(questionnaire: Questionnaire, answers: pd.DataFrame, least_answered: int) -> pd.Series:
    """Return whose answers repeat an earlier row's in every question, with at least that many questions answered.

    The first of equal rows is not marked: it is the one to keep. Short interviews agree by chance.
    """
    given = sum(
        bases.answered(question, answers).astype(int) for question in questionnaire.questions.values()
    )
    return answers.duplicated() & (given >= least_answered)
