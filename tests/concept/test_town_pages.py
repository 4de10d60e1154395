import numpy as np
import pandas as pd
import pytest

from ohv_coworking.concept.town_pages import PERIODS, house_shares, money_of, town_options

OPTIONS = pd.DataFrame(
    {
        "label": ["nichts tun", "Raum", "Haus", "Netz"],
        "note": "was", "place": "wo",
        "desks": [0.0, 6.0, 21.0, 27.0],
        "public": [0.0, 20.0, 200.0, 220.0], "public_low": 0.0, "public_high": 300.0,
        "exit": 1.0, "commitment": [0.0, 1.0, 9.5, 9.5],
        "here": [None, "room", "house", "house"], "there": [None, "", "", "room"],
    },
    index=["nothing", "room", "house", "network"],
)  # fmt: skip
DEMAND = pd.DataFrame({"ags": ["1", "2"], "desks": [20.0, 8.0]})
MONEY = {
    key: dict(
        zip(
            (*PERIODS, "investment", "budget_bound", "budget_going_on"),
            (*amounts, 5.0, "jetzt", "später"),
            strict=True,
        )
    )
    for key, amounts in {"room": (3.0, 2.0, 2.0), "house": (50.0, 40.0, 40.0)}.items()
}


class TestOptionOfATown:
    def test_a_network_puts_its_house_into_the_first_town_and_rooms_into_the_others(self):
        found = town_options(DEMAND, OPTIONS, "network", MONEY, "1")

        assert ["Haus", "Raum"] == found["small_label"].to_list()
        assert [114.0, 12.0] == found["small_months"].to_list()
        assert [[50.0, 40.0, 40.0], [3.0, 2.0, 2.0]] == found[list(PERIODS)].to_numpy().tolist()
        assert [True, False] == found["small_enough"].to_list()

    def test_one_place_leaves_the_other_towns_with_nothing(self):
        """Where nothing would stand, nothing is paid and nothing bound."""
        found = town_options(DEMAND, OPTIONS, "room", MONEY, "1")

        assert [True, False] == found["small_there"].to_list()
        assert 0 == found.loc[1, ["small_desks", "small_public", "small_months", *PERIODS]].sum()


def run_from(first_month: int, months: int) -> dict:
    """A thousand euros a month from a month of 2027 on, the first two of them before the opening."""
    since = np.arange(months) - 2
    return {
        "need": np.full(months, 1_000.0), "preparation_months": 2, "since_opening": since,
        "investments_net": np.where(since == -1, 7.0, 0.0), "year": 2027.0 + (np.arange(months) + first_month - 1) // 12,
    }  # fmt: skip


def test_the_trial_is_paid_with_all_that_comes_before_it():
    """Two months of preparation and nine of trial, then the rest of the year that binds, then a year; one ends with the run."""
    found, short = money_of(run_from(1, 20), 9, 12), money_of(run_from(1, 20), 9, 6)

    assert [11_000.0, 3_000.0, 6_000.0] == [found[name] for name in PERIODS]
    assert [11_000.0, 0.0, 9_000.0] == [short[name] for name in PERIODS]
    assert 7.0 == found["investment"]


def test_a_council_votes_by_calendar_year():
    """From November on, fourteen months bind: two in the first year, a whole one, none in a third; going on, the next counts too."""
    found = money_of(run_from(11, 30), 9, 12)

    assert "2.000 € im Jahr 2027 und 12.000 € im Jahr 2028" == found["budget_bound"].replace("\xa0", " ")
    assert "12.000 € im Jahr 2028 und 12.000 € im Jahr 2029" == found["budget_going_on"].replace("\xa0", " ")


def test_the_parts_of_the_house_add_up_to_the_euro():
    found = house_shares(pd.Series({"1": 2.0, "2": 1.0, "3": 1.0}), {"loans": 100_001.4})

    assert 100_001 == found["house_loans"].sum()
    assert 50_000 == pytest.approx(found.loc["1", "house_loans"], abs=1)
