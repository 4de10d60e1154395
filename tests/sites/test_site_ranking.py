"""Rankings give the published results, and say how far they can be trusted."""

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
from ohv_coworking.sites.site_ranking import (
    entropy_weights,
    minmax,
    promethee,
    topsis,
    weighted_sum,
)
from reference import case, within

MATRICES = hnp.arrays(float, (4, 3), elements=st.floats(1, 100))


class TestMethods:
    def test_topsis_with_vector_normalisation(self):
        """P-LO-08: closeness and rank."""
        known = case("P-LO-08")
        closeness = topsis(known["inputs"]["matrix"], known["inputs"]["weights"], [True] * 3)

        assert within(known["expected"]["closeness"], closeness)
        assert within(known["expected"]["rank"], (-closeness).argsort().argsort() + 1)

    def test_the_normalisation_of_topsis_turns_the_winner_round(self):
        """P-LO-09: mountain climbing."""
        known = case("P-LO-09")
        matrix = np.column_stack([known["inputs"]["risk_min"], known["inputs"]["altitude_max"]])
        given = (matrix, known["inputs"]["weights"], [False, True])

        assert within(
            known["expected"]["closeness_minmax_normalisation"], topsis(*given, normalisation=minmax)
        )
        assert within(known["expected"]["closeness_vector_normalisation"], topsis(*given))

    def test_promethee_net_flows(self):
        """P-LO-11: usual preference function."""
        known = case("P-LO-11")

        assert within(
            known["expected"]["net_flow"],
            promethee(known["inputs"]["matrix"], known["inputs"]["weights"], [True] * 3),
        )

    def test_entropy_weights(self):
        """P-LO-12: twelve alternatives."""
        known = case("P-LO-12")

        assert within(known["expected"]["weights"], entropy_weights(known["inputs"]["matrix"]))

    def test_what_is_nothing_for_all_tells_nobody_apart(self):
        """A criterion of zeros has no entropy weight and moves no TOPSIS closeness."""
        zeros = [[0, 1], [0, 3]]

        assert [0, 1] == entropy_weights(zeros).round(12).tolist()
        assert [0.5, 0.5] == entropy_weights([[0, 2], [0, 2]]).tolist()
        assert [0, 1] == topsis(zeros, [0.5, 0.5], [True, True]).tolist()

    @given(MATRICES)
    def test_promethee_flows_cancel(self, matrix):
        """What one alternative gains another loses."""
        assert np.isclose(0, promethee(matrix, [0.5, 0.3, 0.2], [True, False, True]).sum())

    @given(MATRICES, st.just(minmax), st.floats(0.5, 100))
    def test_the_unit_of_a_criterion_does_not_matter(self, matrix, normalisation, factor):
        """Metres or kilometres: the weighted sum stays."""
        weights, benefit = [0.5, 0.3, 0.2], [True, False, True]
        rescaled = matrix * [1, factor, 1]

        assert np.allclose(
            weighted_sum(matrix, weights, benefit, normalisation),
            weighted_sum(rescaled, weights, benefit, normalisation),
            atol=1e-6,
        )

    @given(MATRICES)
    def test_what_is_best_in_everything_comes_first_in_every_method(self, matrix):
        """Dominance is respected."""
        matrix = np.vstack([matrix, matrix.max(axis=0) + 1])
        weights, benefit = [0.5, 0.3, 0.2], [True] * 3

        for method in (weighted_sum, topsis, promethee):
            assert len(matrix) - 1 == method(matrix, weights, benefit).argmax()

    @pytest.mark.parametrize("weights", [[0.5, 0.6], [1.2, -0.2]])
    def test_weights_that_are_no_weights_are_refused(self, weights):
        """Negative weights, or weights that do not add up to one, never reach a score."""
        with pytest.raises(ValueError, match="add up to one"):
            weighted_sum([[1, 2], [2, 1]], weights, [True, True])


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
