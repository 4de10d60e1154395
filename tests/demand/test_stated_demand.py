"""From stated days to desks: the middle of each class, brought down by intent and selection."""

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.demand.occupancy import desks_by_service
from ohv_coworking.demand.stated_demand import stated_days, stated_use
from ohv_coworking.estimation.stratified import Design

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


def stated(days, design=EVEN, generator=1, **changes):
    come = {"definitely": np.full(4000, 0.5), "rather_yes": np.full(4000, 0.2)}
    return stated_use(
        days, come, np.full(4000, 0.1), design, 1000, np.random.default_rng(generator), **changes
    )


def test_people_come_by_intent_and_selection(answers):
    """A quarter each says so: 1000 people, half of the one and a fifth of the other, a tenth beyond the survey."""
    found = stated(stated_days(answers, INTENTS))

    assert {"definitely": 250, "rather_yes": 250} == found.said
    assert 250 * 0.1 * (0.5 + 0.2) == pytest.approx(np.median(found.users), rel=0.1)


def test_users_fill_no_more_desks_than_they_are(answers):
    """Users and desks come from the same draws: in none does a person need more than one desk a day."""
    found = stated(stated_days(answers, INTENTS))

    assert (found.occupied <= found.users).all() and (found.occupied > 0).any()
    often = 5 * found.occupied / np.maximum(found.users, 1e-9)
    assert (desks_by_service(found.occupied, often, 0.5, 0.05) <= np.ceil(found.users)).all()


def test_too_few_answers_give_no_result(answers):
    assert stated(stated_days(answers, INTENTS), minimum=5) is None
