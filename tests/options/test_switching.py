"""What would change the recommendation: the cost of one option, a price offered, chance."""

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.options.option_table import CRITERIA, points_of
from ohv_coworking.options.switching import (
    leading_in_draws,
    overtaking_costs,
    price_that_moves,
    recommended_at_prices,
)

EVEN = dict.fromkeys(CRITERIA, 1 / len(CRITERIA))
COST_ALONE = dict.fromkeys(CRITERIA, 0.0) | {"public_cost": 1.0}


def option_rows(**columns) -> pd.DataFrame:
    """Return three options that differ in what they cost the public, and in nothing else unless told."""
    held = {
        "key": ["a", "b", "c"], "label": ["A", "B", "C"], "here": ["a", "b", "c"], "there": ["", "", ""], "desks": 6.0, "users": 10.0,
        "public": [10_000.0, 20_000.0, 40_000.0], "commitment": 1.0, "exit": 0.0, "fit": 0.5,
    }  # fmt: skip
    table = pd.DataFrame(held | columns)
    return table.assign(public_per_user=table["public"] / table["users"])


class TestOvertakingCosts:
    def test_is_where_the_option_leads(self):
        """If only cost counts, an option leads once it is no dearer than the cheapest; a quarter of a percent is the step."""
        found = overtaking_costs(option_rows(), COST_ALONE).set_index("key")["switching"]

        assert 10_000 == found["a"]
        assert 10_000 == pytest.approx(found["b"], rel=0.01)
        assert 10_000 == pytest.approx(found["c"], rel=0.02)

    def test_at_the_cost_named_it_leads_and_above_it_does_not(self):
        table = option_rows(users=[10.0, 12.0, 30.0])
        found = overtaking_costs(table, EVEN).set_index("key")["switching"]
        for key in ("b", "c"):
            for factor, leads in ((1.0, True), (1.02, False)):
                cost = factor * found[key]
                if np.isnan(cost) or cost >= table.set_index("key").at[key, "public"]:
                    continue
                public = table["public"].where(table["key"] != key, cost)
                changed = table.assign(public=public, public_per_user=public / table["users"])

                assert leads == (table["key"][points_of(changed, EVEN).argmax()] == key)

    def test_is_missing_where_even_for_nothing_it_does_not_lead(self):
        """Which option reaches most people is not bought by a low price."""
        weights = dict.fromkeys(CRITERIA, 0.0) | {"users": 1.0}
        found = overtaking_costs(option_rows(users=[30.0, 12.0, 10.0]), weights)

        assert [False, True, True] == found["switching"].isna().to_list()

    def test_leaves_out_what_has_no_offer(self):
        assert ["b", "c"] == overtaking_costs(option_rows(), EVEN, ["a"])["key"].to_list()


class TestLeadingInDraws:
    def test_counts_the_draws_in_which_each_leads(self):
        drawn = {
            "a": {"public_cost_per_year": np.array([1.0, 1.0, 1.0, 9.0]), "users_planned": np.full(4, 10.0)},
            "b": {"public_cost_per_year": np.full(4, 5.0), "users_planned": np.full(4, 10.0)},
            "c": {"public_cost_per_year": np.full(4, 8.0), "users_planned": np.full(4, 10.0)},
        }

        assert {"a": 0.75, "b": 0.25, "c": 0.0} == leading_in_draws(
            option_rows(), drawn, COST_ALONE
        ).to_dict()


class TestRecommendedAtPrices:
    def test_names_what_would_be_recommended(self):
        """Buying leads while it costs less than the cheapest other; a network built on it moves with it."""
        found = recommended_at_prices(
            option_rows(), COST_ALONE, "c", [0, 100, 200], [0.0, 9_000.0, 18_000.0], 40_000.0
        )

        assert ["C", "C", "A"] == found["label"].to_list()
        assert 100 == price_that_moves(found, "label")

    def test_no_price_moves_what_leads_at_all_of_them(self):
        found = recommended_at_prices(
            option_rows(), COST_ALONE, "c", [0, 100], [50_000.0, 60_000.0], 40_000.0
        )

        assert price_that_moves(found, "label") is None

    def test_what_is_begun_with_binds_a_year_at_most(self):
        """Where the best binds for long, an offer is held against the best that does not."""
        table = option_rows().assign(commitment=[7.0, 1.0, 1.0])
        found = recommended_at_prices(table, COST_ALONE, "c", [0, 100], [35_000.0, 45_000.0], 40_000.0)

        assert ["A", "A"] == found["label"].to_list()
        assert found["start"].to_list() == ["C", "B"] or found["start"].to_list() == ["B", "B"]
