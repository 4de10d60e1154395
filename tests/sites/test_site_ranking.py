"""One ranking of sites, and how far it can be trusted."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.sites.ranking_robustness import (
    guessed,
    known_criteria,
    possible_winners,
    random_weights,
    score_range,
    share_of_first_places,
)
from ohv_coworking.sites.site_ranking import minmax, normalised, on_scale, ranked

SITES = pd.DataFrame(
    {"number": [1, 2, 3], "name": ["Post", "Bahnhof", "Markt"], "town": "A", "x": [0.0, 100, 5000], "y": 0.0}
)
WEIGHTS = pd.Series({"reach": 0.7, "rent": 0.3})


def ranked_sites(sites: pd.DataFrame, matrix: np.ndarray, weights: pd.Series = WEIGHTS):
    return ranked(sites, np.asarray(matrix), weights, np.random.default_rng(1), 4000, same_m=200)


class TestRanking:
    def test_the_score_is_the_weighted_mean_of_a_hundred_points(self):
        """0.7 · 1 + 0.3 · 0.5 are 85 points; sites within 200 m are one place."""
        found = ranked_sites(SITES, [[1, 0.5], [0.5, 0.5], [0, 1]])

        assert [85, 50, 30] == found.scores["score"].round(9).tolist()
        assert [["Post", "Bahnhof"], ["Markt"]] == found.places["names"].tolist()
        assert np.isclose(1, found.places["first"].sum())

    @given(hnp.arrays(float, (3, 2), elements=st.floats(0, 1) | st.just(np.nan)), st.permutations(range(3)))
    def test_the_order_of_the_sites_changes_nothing(self, matrix, order):
        """Scores, shares of first places and the order of the list stay, in whatever order the table names sites."""
        shuffled = SITES.iloc[order].reset_index(drop=True)

        one, other = ranked_sites(SITES, matrix), ranked_sites(shuffled, matrix[order])

        for column in ("name", "low", "score", "high", "first", "possible"):
            assert one.scores[column].tolist() == other.scores[column].tolist()

    @given(hnp.arrays(float, (3, 2), elements=st.floats(0, 0.9)))
    def test_what_is_best_in_everything_comes_first_in_every_weighting(self, matrix):
        """Dominance is respected."""
        matrix[1] = 1.0

        scores = ranked_sites(SITES, matrix).scores

        assert ("Bahnhof", 1.0) == (scores["name"].iloc[0], scores["first"].iloc[0])

    def test_rent_has_a_scale_of_its_own(self):
        """One euro more or less is one sixth of the way from 6 to 12 €, not the whole scale; unknown stays unknown."""
        criteria = pd.DataFrame({"people": [10.0, 30, 20], "rent": [8.0, 9, np.nan]})

        matrix = normalised(criteria, {"rent": (12.0, 6.0)})

        assert [0, 1, 0.5] == matrix[:, 0].tolist()
        assert np.allclose([4 / 6, 3 / 6, np.nan], matrix[:, 1], equal_nan=True)

    @given(st.floats(-50, 50))
    def test_a_scale_ends_where_it_ends(self, rent):
        """Below the full points and beyond none there is nothing to gain or lose."""
        [found] = on_scale([rent], worst=12, best=6)

        assert found == (1 if rent <= 6 else 0 if rent >= 12 else found)

    @pytest.mark.parametrize("weights", [[0.5, 0.6], [1.2, -0.2]])
    def test_weights_that_are_no_weights_are_refused(self, weights):
        """Negative weights, or weights that do not add up to one, never reach a score."""
        with pytest.raises(ValueError, match="add up to one"):
            ranked_sites(SITES, np.ones((3, 2)), pd.Series(weights))


class TestRobustness:
    def test_two_opposite_sites_share_the_first_places(self):
        """By symmetry each of two mirrored sites wins half of all weightings."""
        draws = random_weights(2, 200_000, np.random.default_rng(1))
        shares = share_of_first_places([[1, 0], [0, 1]], draws)

        assert np.allclose([0.5, 0.5], shares, atol=0.005)

    def test_a_closed_form_share(self):
        """With scores w and 0.75, the first site wins when w exceeds 0.75: one weighting in four."""
        draws = random_weights(2, 200_000, np.random.default_rng(2))
        shares = share_of_first_places([[1, 0], [0.75, 0.75]], draws)

        assert np.allclose([0.25, 0.75], shares, atol=0.005)

    def test_equal_sites_share_a_place(self):
        """Twins don't steal from each other by their order."""
        shares = share_of_first_places([[1, 1], [1, 1], [0, 0]], [[0.5, 0.5]])

        assert [0.5, 0.5, 0] == shares.tolist()

    def test_the_same_seed_gives_the_same_draws(self):
        """Randomness is passed in."""
        one, other = (random_weights(4, 50, np.random.default_rng(7)) for _ in range(2))

        assert (one == other).all()

    def test_draws_around_given_weights_keep_their_mean(self):
        """The mean of the draws is the given weighting; a weight of zero stays zero."""
        around = np.array([0.6, 0.4, 0.0])
        draws = random_weights(3, 100_000, np.random.default_rng(3), around=around)

        assert np.allclose(around, draws.mean(axis=0), atol=0.005)
        assert np.allclose(1, draws.sum(axis=1))

    @given(hnp.arrays(float, (4, 3), elements=st.floats(0, 1) | st.just(np.nan)))
    def test_any_value_an_unknown_may_take_lies_within_the_range(self, normalised):
        """The range from worst to best holds whatever becomes known later."""
        weights = np.array([0.5, 0.3, 0.2])
        low, high = score_range(normalised, weights)
        guessed = np.nan_to_num(normalised, nan=0.37) @ weights

        assert (low <= guessed + 1e-12).all()
        assert (guessed <= high + 1e-12).all()

    def test_what_is_unknown_for_all_decides_nothing(self):
        """Its weight goes to the other criteria in their proportions."""
        criteria = pd.DataFrame({"reach": [1.0, 2.0], "trains": [5.0, np.nan], "rent": [np.nan, np.nan]})
        weights = pd.Series({"reach": 0.6, "trains": 0.2, "rent": 0.2})

        kept, shares = known_criteria(criteria, weights)

        assert ["reach", "trains"] == list(kept)
        assert [0.75, 0.25] == shares.round(12).tolist()

    def test_weights_on_nothing_known_are_refused(self):
        """A ranking by rent alone where no rent is known says which parameter to change."""
        criteria = pd.DataFrame({"reach": [1.0], "rent": [np.nan]})

        with pytest.raises(InputFault, match="site_weights"):
            known_criteria(criteria, pd.Series({"reach": 0.0, "rent": 1.0}))

    def test_unknown_values_are_drawn_and_known_ones_stay(self):
        """An unknown in an otherwise equal race wins half of the draws against the middle."""
        drawn = guessed([[np.nan], [0.5]], 100_000, np.random.default_rng(4))

        assert (drawn[:, 1] == 0.5).all()
        assert np.allclose([0.5, 0.5], share_of_first_places(drawn, np.ones((100_000, 1))), atol=0.01)

    def test_unknown_stays_unknown_when_criteria_are_stretched(self):
        """The known values span the scale, the unknown one has no place on it."""
        stretched = minmax([[1, 5], [3, np.nan], [2, 5]], [True, True])

        assert [0, 1, 0.5] == stretched[:, 0].tolist()
        assert np.array_equal([1, np.nan, 1], stretched[:, 1], equal_nan=True)

    def test_a_site_that_cannot_win_even_at_its_best_is_told_apart(self):
        """Possible winners reach the best worst case."""
        assert [True, True, False] == possible_winners([0.5, 0.2, 0.1], [0.5, 0.6, 0.4]).tolist()
