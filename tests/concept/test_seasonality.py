import numpy as np
import pytest

from ohv_coworking.concept.seasonality import decomposed
from reference import case, within


def test_published_decomposition():
    """Seasonal figures and trend of a quarterly series as R's decompose gives them (P-FI-17)."""
    given, expected = (case("P-FI-17")[part] for part in ("inputs", "expected"))
    additive = decomposed(given["series"], given["period"])
    multiplicative = decomposed(np.array(given["series"]) + 1000, given["period"], multiplicative=True)

    assert within(expected["seasonal"], additive.seasonal)
    assert within(expected["trend_index3..6"], additive.trend[2:6])
    assert within(expected["multiplicative_on_series_plus_1000"], multiplicative.seasonal)


def test_finds_the_season_it_was_given():
    """A straight trend with a known season of odd length is taken apart exactly."""
    season = np.array([3.0, -1.0, -2.0])
    found = decomposed(10 + 0.5 * np.arange(12) + np.tile(season, 4), 3)

    assert found.seasonal == pytest.approx(season)


def test_one_period_is_too_short():
    """A single year shows no season."""
    with pytest.raises(ValueError, match="two full periods"):
        decomposed(np.arange(7), 4)
