"""What the quality checks count can be recounted by hand, and nothing is removed."""

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.evaluation import answer_quality as quality
from ohv_coworking.survey.response_frame import empty_frame
from survey_files import shipped

PERSONS = shipped("person")
ROWS = range(2, 7)


def answers(**columns):
    frame = empty_frame(PERSONS, ROWS)
    for name, values in columns.items():
        frame[name] = pd.Series(values, ROWS).astype(frame[name].dtype)
    return frame


class TestResponsesSoFar:
    def test_rises_in_steps_of_five(self):
        """Days with a few responses are told with those after them; the last day tells of all."""
        days = ["2026-05-04"] * 2 + ["2026-05-05"] * 4 + ["2026-05-07"] * 5 + ["2026-05-08"]
        so_far = quality.responses_so_far(pd.Series(pd.to_datetime([*days, None])))

        assert ["2026-05-03", "2026-05-08"] == [f"{day:%Y-%m-%d}" for day in so_far["day"].iloc[[0, -1]]]
        assert [0, 0, 6, 6, 6, 12] == so_far["responses"].tolist()

    def test_is_empty_for_an_anonymised_survey(self):
        """Where no time is known nothing is told."""
        assert quality.responses_so_far(pd.Series(pd.to_datetime([None, None]))).empty


def test_straight_liners_answer_every_row_alike():
    """The same answer in a full matrix is marked; a gap in the matrix leaves it open."""
    columns = PERSONS.questions["importance"].columns
    frame = answers(**{name: ["neutral", "neutral", pd.NA, "important", "neutral"] for name in columns})
    frame.loc[3, columns[0]] = "important"
    frame.loc[6, columns[0]] = pd.NA

    assert [True, False, pd.NA, True, pd.NA] == quality.straight_liners(PERSONS, frame).tolist()


def test_speeders_are_measured_against_the_median():
    """Less than half the median of 400 s is marked; exactly half is not; no time, no judgement."""
    seconds = pd.Series([100.0, 200.0, 400.0, 500.0, 600.0, np.nan])

    assert [True, False, False, False, False, pd.NA] == quality.speeders(seconds, 0.5).tolist()


class TestDuplicates:
    def test_mark_the_later_row_only(self):
        """The first of equal rows stays."""
        frame = answers(town=["city"] * 3 + ["county"] * 2, commute_days=[5, 5, 4, 0, 0])

        assert [False, True, False, False, True] == quality.duplicates(PERSONS, frame, 2).tolist()

    @pytest.mark.parametrize("least", [3, 10])
    def test_spare_short_interviews(self, least):
        """Rows with few answers agree by chance."""
        frame = answers(town=["city"] * 5, commute_days=[5] * 5)

        assert not quality.duplicates(PERSONS, frame, least).any()
