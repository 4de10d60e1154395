import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ohv_coworking.estimation.intervals import sample_size, share_difference, wilson
from reference import case, within

counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


class TestReferenceCases:
    def test_intervals_of_a_share(self):
        """P-SV-05: Wilson's intervals of four shares."""
        expected = {
            name: entry for name, entry in case("P-SV-05")["expected"].items() if name.startswith("wilson")
        }
        for name, entry in expected.items():
            successes, n = map(int, name.split("_")[1:])

            assert within(entry, wilson(successes, n)), name
        assert expected

    def test_sample_size_table(self):
        """P-SV-06: Krejcie and Morgan print the nearest whole number of the same formula."""
        known = case("P-SV-06")
        given, expected = known["inputs"], known["expected"]
        confidence = stats.chi2.cdf(given["chi2"], 1)

        found = sample_size(given["d"], given["p"], confidence, np.array(given["N"]))

        assert within(expected["unrounded"], found)
        assert within(expected["table"], found.round())

    def test_sample_size_with_finite_population(self):
        """P-SV-07: Cochran's size, corrected for a finite population."""
        known = case("P-SV-07")
        population, share, margin = np.array(known["inputs"]["rows_N_p_e"]).T

        unlimited = sample_size(margin, share)

        assert within(known["expected"]["n0"], unlimited)
        assert within(
            known["expected"]["n_fpc_with_minus1"], sample_size(margin, share, population=population)
        )


class TestShares:
    @given(counts, st.sampled_from([0.8, 0.95, 0.99]))
    def test_agrees_with_scipy(self, count, confidence):
        """Whole counts give scipy's intervals."""
        test = stats.binomtest(*count)

        assert np.allclose(test.proportion_ci(confidence, "wilson"), wilson(*count, confidence), atol=1e-12)

    @given(counts)
    def test_mirrors(self, count):
        """The interval of the noes is the interval of the ayes, mirrored."""
        low, high = wilson(*count)
        mirrored = wilson(count[1] - count[0], count[1])

        assert np.allclose((1 - high, 1 - low), mirrored)

    def test_knows_nothing_without_answers(self):
        """No answer leaves everything possible."""
        assert (0, 1) == wilson(0, 0)

    def test_takes_arrays(self):
        """Many shares are one call."""
        low, _ = wilson(np.array([4, 81]), np.array([20, 263]))

        assert np.allclose([0.0806577, 0.255289], low, atol=1e-6)

    def test_difference_of_published_shares(self):
        """Newcombe (1998), Statistics in Medicine 17:873, table II: 56/70 against 48/80, method 10."""
        assert np.allclose((0.0524, 0.3339), share_difference((56, 48), (70, 80)), atol=5e-5)
