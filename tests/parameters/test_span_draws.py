import numpy as np
import pytest
from scipy import stats

from ohv_coworking.parameters.span_draws import span_draws


class TestSpanDraws:
    @pytest.mark.parametrize("span", [(0, 1, 4), (2, 2, 5), (-3, 1, 1)])
    def test_draws_follow_the_triangular_distribution(self, span):
        """20,000 draws are as scipy's triangular distribution has them (Kolmogorov-Smirnov)."""
        low, likely, high = span
        law = stats.triang((likely - low) / (high - low), low, high - low)

        assert stats.kstest(span_draws(span, np.random.default_rng(1), 20_000), law.cdf).pvalue > 0.01

    def test_a_span_without_width_takes_its_numbers_too(self):
        """What is drawn next does not depend on the width of the span before."""
        narrow, wide = np.random.default_rng(1), np.random.default_rng(1)
        span_draws((2, 2, 2), narrow, 10)
        span_draws((1, 2, 3), wide, 10)

        assert narrow.random() == wide.random()
