import numpy as np
import pytest
from scipy import stats

from ohv_coworking.parameters.correlated_draws import correlated, correlated_draws, pert, triangular
from reference import case, folder, within


def table(name):
    return np.loadtxt(folder() / name, delimiter=",", skiprows=1)


class TestImanConover:
    def test_published_reordering(self):
        """All 80 cells of Mildenhall's worked example (P-FI-13)."""
        given, expected = (case("P-FI-13")[part] for part in ("inputs", "expected"))
        result = correlated(table("ic_x.csv"), table("ic_m.csv"), given["target"])
        rows = result.sum(axis=1)

        assert (table("ic_y.csv") == result).all()
        assert within(expected["pearson_of_result"], np.corrcoef(result, rowvar=False))
        assert within(expected["spearman_of_result"], stats.spearmanr(result).statistic)
        assert within(expected["mean_of_row_sums"], rows.mean())
        assert within(expected["sd_of_row_sums_ddof1"], rows.std(ddof=1))

    def test_marginals_stay_and_ranks_correlate(self):
        """The draws of each input are unchanged as a set; their rank correlation is the wanted one."""
        wanted = np.array([[1, 0.6, 0], [0.6, 1, -0.4], [0, -0.4, 1]])
        marginals = [pert(0, 2, 10), triangular(1, 2, 3), stats.norm()]
        rows = correlated_draws(marginals, wanted, 20_000, np.random.default_rng(5))
        alone = [np.random.default_rng(5)]
        first = marginals[0].rvs(size=20_000, random_state=alone[0])

        assert (np.sort(first) == np.sort(rows[:, 0])).all()
        assert stats.spearmanr(rows).statistic == pytest.approx(wanted, abs=0.03)

    def test_same_seed_same_draws(self):
        """Randomness comes from the generator alone."""
        once, again = (
            correlated_draws([pert(0, 1, 2)] * 2, np.eye(2), 50, np.random.default_rng(9)) for _ in range(2)
        )

        assert (once == again).all()


class TestThreePointDistributions:
    def test_an_assumption_without_a_span_is_drawn_as_it_is(self):
        """Whoever is sure of a number gives no span; its draws are the number, beside others that scatter."""
        rows = correlated_draws(
            [triangular(2, 2, 2), triangular(1, 2, 3)], np.eye(2), 50, np.random.default_rng(9)
        )

        assert {2.0} == set(rows[:, 0])
        assert 50 == len(set(rows[:, 1]))

    def test_published_moments(self):
        """Moments and quantiles of PERT and triangular (P-FI-14)."""
        given, expected = (case("P-FI-14")[part] for part in ("inputs", "expected"))
        rows = given["rows_min_mode_max"]
        beta, three = [pert(*row) for row in rows], [triangular(*row) for row in rows]
        quantiles = [0.05, 0.5, 0.95]

        assert within(expected["pert_mean"], [d.mean() for d in beta])
        assert within(expected["betapert_lambda4_sd"], [d.std() for d in beta])
        assert within(expected["betapert_alpha_beta"], [d.args for d in beta])
        assert within(expected["betapert_p5_p50_p95"], [d.ppf(quantiles) for d in beta])
        assert within(expected["triangular_mean"], [d.mean() for d in three])
        assert within(expected["triangular_sd"], [d.std() for d in three])
        assert within(expected["triangular_p5_p50_p95"], [d.ppf(quantiles) for d in three])
