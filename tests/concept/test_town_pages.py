import numpy as np
import pandas as pd
import pytest

from ohv_coworking.concept.town_pages import PERIODS, house_shares, money_by_period, town_options

OPTIONS = pd.DataFrame(
    {
        "label": ["nichts tun", "Raum", "Haus", "Netz"],
        "note": "was", "place": "wo",
        "desks": [0.0, 6.0, 21.0, 27.0],
        "public": [0.0, 20.0, 200.0, 220.0], "public_low": 0.0, "public_high": 300.0,
        "investment": 5.0, "exit": 1.0, "commitment": [0.0, 1.0, 9.5, 9.5],
        "here": [None, "room", "house", "house"], "there": [None, "", "", "room"],
    },
    index=["nothing", "room", "house", "network"],
)  # fmt: skip
DEMAND = pd.DataFrame({"ags": ["1", "2"], "desks": [20.0, 8.0]})
MONEY = {"room": [3.0, 2.0, 2.0], "house": [50.0, 40.0, 40.0]}


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


def test_the_trial_is_paid_with_all_that_comes_before_it():
    """Two months of preparation and nine of trial, then the rest of the year that binds, then a year; one ends with the run."""
    run = {"need": np.ones(20), "preparation_months": 2}

    assert [11.0, 3.0, 6.0] == money_by_period(run, 9, 12)
    assert [11.0, 0.0, 9.0] == money_by_period(run, 9, 6)


def test_the_parts_of_the_house_add_up_to_the_euro():
    found = house_shares(pd.Series({"1": 2.0, "2": 1.0, "3": 1.0}), {"loans": 100_001.4})

    assert 100_001 == found["house_loans"].sum()
    assert 50_000 == pytest.approx(found.loc["1", "house_loans"], abs=1)
