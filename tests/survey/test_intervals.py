import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ohv_coworking.survey.intervals import (
    agresti_coull,
    clopper_pearson,
    effective_sample,
    finite_sample_size,
    mean_interval,
    sample_size,
    share_difference,
    wald,
    wilson,
)
from reference import case, within

counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


class TestReferenceCases:
    def test_intervals_of_a_share(self):
        """P-SV-05: four intervals of four shares."""
        methods = {
            "wilson": wilson,
            "clopper_pearson": clopper_pearson,
            "agresti_coull": agresti_coull,
            "wald": wald,
        }
        for name, expected in case("P-SV-05")["expected"].items():
            method, successes, n = name.rsplit("_", 2)

            assert within(expected, methods[method](int(successes), int(n))), name

    def test_sample_size_table(self):
        """P-SV-06: Krejcie and Morgan print the nearest whole number of the same formula."""
        known = case("P-SV-06")
        given, expected = known["inputs"], known["expected"]
        confidence = stats.chi2.cdf(given["chi2"], 1)

        found = sample_size(given["d"], given["p"], confidence, np.array(given["N"]))

        assert within(expected["unrounded"], found)
        assert within(expected["table"], found.round())

    def test_sample_size_with_finite_population(self):
        """P-SV-07: Cochran's size, corrected with and without the minus one."""
        known = case("P-SV-07")
        population, share, margin = np.array(known["inputs"]["rows_N_p_e"]).T

        unlimited = sample_size(margin, share)

        assert within(known["expected"]["n0"], unlimited)
        assert within(
            known["expected"]["n_fpc_with_minus1"], sample_size(margin, share, population=population)
        )
        assert within(
            known["expected"]["n_fpc_without_minus1"],
            finite_sample_size(unlimited, population, simplified=True),
        )


class TestShares:
    @given(counts, st.sampled_from([0.8, 0.95, 0.99]))
    def test_agrees_with_scipy(self, count, confidence):
        """Whole counts give scipy's Wilson and exact intervals."""
        test = stats.binomtest(*count)

        assert np.allclose(test.proportion_ci(confidence, "wilson"), wilson(*count, confidence), atol=1e-12)
        assert np.allclose(
            test.proportion_ci(confidence, "exact"), clopper_pearson(*count, confidence), atol=1e-9
        )

    @given(counts)
    def test_mirrors(self, count):
        """The interval of the noes is the interval of the ayes, mirrored."""
        low, high = wilson(*count)
        mirrored = wilson(count[1] - count[0], count[1])

        assert np.allclose((1 - high, 1 - low), mirrored)

    def test_knows_nothing_without_answers(self):
        """No answer leaves everything possible."""
        assert (0, 1) == wilson(0, 0)

    def test_a_full_count_is_certain(self):
        """Who asked everybody knows the share."""
        low, high = wilson(30, 120, population=120)

        assert 0.25 == pytest.approx(low) == pytest.approx(high)

    def test_takes_arrays(self):
        """Many shares are one call."""
        low, _ = wilson(np.array([4, 81]), np.array([20, 263]))

        assert np.allclose([0.0806577, 0.255289], low, atol=1e-6)

    def test_refuses_a_sample_larger_than_its_population(self):
        with pytest.raises(ValueError, match="larger than its population"):
            effective_sample(20, 10)

    def test_difference_of_published_shares(self):
        """Newcombe (1998), Statistics in Medicine 17:873, table II: 56/70 against 48/80, method 10."""
        assert np.allclose((0.0524, 0.3339), share_difference((56, 48), (70, 80)), atol=5e-5)


class TestMeans:
    def test_agrees_with_scipy(self):
        values = [3.0, 5, 8, 9, 12]
        known = stats.ttest_1samp(values, 0).confidence_interval(0.9)

        assert np.allclose(known, mean_interval([*values, math.nan], 0.9))

    def test_one_value_says_nothing_about_spread(self):
        assert all(map(math.isnan, mean_interval([4.0])))

    def test_finite_population_narrows(self):
        """Half the population asked leaves the square root of one half of the error."""
        values = np.arange(10.0)
        endless, half = (np.ptp(mean_interval(values, population=size)) for size in (math.inf, 20))

        assert math.sqrt(0.5) == pytest.approx(half / endless)
