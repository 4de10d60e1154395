import numpy as np
import pandas as pd
import pytest

from ohv_coworking.survey.stratified import Design
from ohv_coworking.survey.subgroups import ALL, chosen_options, mean_table, share_table

TOWN = pd.Series(["O"] * 6 + ["V"] * 2 + [None], dtype="category")
ANSWER = pd.Series(
    pd.Categorical(["ja", "ja", "nein", "ja", "nein", None, "ja", "ja", "ja"], ["ja", "nein", "egal"])
)
DESIGN = Design(np.ones(9))


class TestShares:
    def test_shares_of_a_group_add_up(self):
        """A single choice: the options of each group make up one, and the unused option is there with 0."""
        found = share_table(chosen_options(ANSWER), DESIGN, minimum=2, by=TOWN)

        assert [1, 1, 1] == pytest.approx(found["share"].groupby("group").sum().tolist())
        assert 0 == found.loc[(ALL, "egal"), "share"]

    def test_counts_answers_not_people(self):
        """Six from O, one of them silent."""
        found = share_table(chosen_options(ANSWER), DESIGN, minimum=2, by=TOWN)

        assert 5 == found.loc[("O", "ja"), "n"]
        assert 0.6 == found.loc[("O", "ja"), "share"]

    def test_hides_what_rests_on_too_few(self):
        """Below the minimum base only the base is told."""
        found = share_table(chosen_options(ANSWER), DESIGN, minimum=5, by=TOWN).loc[("V", "ja")]

        assert 2 == found["n"]
        assert found.drop("n").isna().all()

    def test_everybody_counts_in_the_whole(self):
        """Who did not tell the town is in the whole and in no group."""
        found = share_table(chosen_options(ANSWER), DESIGN, minimum=1, by=TOWN)["n"].xs("ja", level="option")

        assert {ALL: 8, "O": 5, "V": 2} == found.to_dict()


def test_means_by_group():
    """A weighted mean of each group, with interval."""
    found = mean_table(pd.Series([1.0, 3, 5]), Design([1.0, 1, 2]), minimum=2, by=pd.Series(["a", "a", "b"]))

    assert 3.5 == found.loc[ALL, "mean"]
    assert 2 == found.loc["a", "mean"]
    assert found.loc["a", "low"] < 2 < found.loc["a", "high"]
    assert np.isnan(found.loc["b", "mean"])
