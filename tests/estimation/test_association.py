import numpy as np
import pytest

from ohv_coworking.estimation.association import associate
from reference import case, within


class TestReferenceCases:
    def test_published_table(self):
        """P-SV-08: Cramér's V."""
        known = case("P-SV-08")

        found = associate(known["inputs"]["table"])

        assert within(known["expected"]["cramers_v"], found.cramers_v)


class TestEffect:
    def test_independent_answers_have_none(self):
        """Proportional rows: every measure is 0, and the correction cannot go below."""
        found = associate([[10, 20], [20, 40]])

        assert 0 == pytest.approx(found.cramers_v) == found.cramers_v_corrected
        assert "kaum" == found.strength

    def test_perfect_answers_have_all(self):
        found = associate([[30, 0], [0, 30]])

        assert 1 == pytest.approx(found.cramers_v) == pytest.approx(found.cramers_v_corrected)
        assert "stark" == found.strength

    def test_correction_against_the_closed_form(self):
        """Bergsma (2013) by hand: phi2 = 0.04, n = 101, two by two."""
        phi2, n = 0.04, 101
        corrected = np.sqrt((phi2 - 1 / 100) / (2 - 1 / 100 - 1))
        a = n / 4 * (1 + np.sqrt(phi2))
        b = n / 4 * (1 - np.sqrt(phi2))

        assert corrected == pytest.approx(associate([[a, b], [b, a]]).cramers_v_corrected)

    def test_weights_worth_less_test_weaker(self):
        """Weighted counts keep the effect, but the test uses the effective sample."""
        table = np.array([[400, 200], [250, 350]])
        all_, worth = associate(table), associate(table, effective_n=300)

        assert all_.cramers_v == pytest.approx(worth.cramers_v)
        assert all_.chi_square == pytest.approx(4 * worth.chi_square)

    def test_leaves_out_empty_rows(self):
        assert 1 == associate([[3, 4], [0, 0], [5, 2]]).degrees_of_freedom

    def test_needs_two_of_each(self):
        with pytest.raises(ValueError, match="two rows and two columns"):
            associate([[3, 4], [0, 0]])
