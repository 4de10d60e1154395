"""From stated days to desks: the middle of each class, brought down by intent and selection."""

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.demand.stated_demand import commitment, expected_desks, stated_days
from ohv_coworking.demand.stated_use import expected_use
from ohv_coworking.survey.stratified import Design

INTENTS = {"definitely": (0.3, 0.5, 0.8), "rather_yes": (0.1, 0.2, 0.3)}
EVEN = Design(np.ones(6))


@pytest.fixture
def answers():
    return pd.DataFrame(
        {
            "interest": pd.Series(
                ["definitely", "definitely", "rather_yes", "rather_no", "rather_yes", None], dtype="category"
            ),
            "frequency": pd.Series(
                ["two_three_days", "one_day", "four_five_days", None, None, None], dtype="category"
            ),
            "remote_allowed": pd.Series(
                ["free", "not_allowed", None, "free", "free", None], dtype="category"
            ),
        }
    )


def test_days_are_the_middle_of_what_is_said(answers):
    """Firms that refuse and people who refuse count no day; who says nothing is missing."""
    days = stated_days(answers, INTENTS)

    assert [2.5, 0, 0, 0] == days["definitely"].dropna().tolist()
    assert [0, 0, 4.5, 0] == days["rather_yes"].dropna().tolist()


def test_people_come_by_intent_and_selection(answers):
    """A quarter each says so: 1000 people, half of the one and a fifth of the other, a tenth beyond the survey."""
    found = commitment(stated_days(answers, INTENTS), INTENTS, (0.05, 0.1, 0.2), EVEN, 1000)
    users = expected_use(found["stated"], found)

    assert [250, 250] == found["stated"].tolist()
    assert 250 * 0.1 * (0.5 + 0.2) == pytest.approx(users["value"])
    assert 250 * 0.2 * (0.8 + 0.3) == pytest.approx(users["high"])


def test_desks_follow_from_days(answers):
    """Closed form of the middle; the range holds it and widens with the assumptions."""
    days = stated_days(answers, INTENTS)
    found, wider = (
        expected_desks(days, INTENTS, selection, (0.5, 0.64, 0.75), EVEN, 1000, np.random.default_rng(1))
        for selection in ((0.09, 0.1, 0.11), (0.02, 0.1, 0.18))
    )

    assert 1000 * (0.5 * 2.5 + 0.2 * 4.5) / 4 * 0.1 / 5 / 0.64 == pytest.approx(found.base)
    assert wider.low < found.low < found.high < wider.high
