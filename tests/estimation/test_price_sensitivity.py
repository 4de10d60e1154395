from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.estimation.price_sensitivity import (
    POINTS,
    QUESTIONS,
    price_curves,
    price_intervals,
    price_points,
    prices_in_order,
)
from reference import case, folder


@pytest.fixture
def vignette():
    case("P-SV-10")
    return pd.read_csv(folder() / "psm_vignette50.csv")


class TestReferenceCase:
    def test_who_counts(self, vignette):
        """P-SV-10: four of fifty name prices out of order."""
        expected, found = case("P-SV-10")["expected"], price_points(vignette)

        assert expected["n_valid"]["value"] == found.n_valid
        assert expected["n_invalid"]["value"] == found.n_disordered
        assert 0 == found.n_missing

    @pytest.mark.parametrize(("curve", "name"), [("step", "exact_step"), ("linear", "exact_linear")])
    def test_price_points(self, vignette, curve, name):
        """P-SV-10: the four points on steps and on lines; the tie at 18.74 is met exactly."""
        expected, found = case("P-SV-10")["expected"][name], price_points(vignette, curve=curve)

        for point, value in expected["value"].items():
            assert value == pytest.approx(getattr(found, point.lower()), abs=expected["abs_tol"]), point


steps = st.lists(st.tuples(*[st.integers(1, 6)] * 4), min_size=1, max_size=25)


def from_steps(rows: list[tuple[int, ...]]) -> pd.DataFrame:
    """Return prices that rise strictly by whole steps, as people name them: with many ties."""
    return pd.DataFrame(np.cumsum(rows, axis=1) * 5.0, columns=list(QUESTIONS))


def by_fractions(prices: pd.DataFrame, rising: str, falling: str) -> float:
    """Return the step crossing worked out price by price in exact fractions."""

    def at_least_dear(name: str, price: float) -> Fraction:
        if price == prices[name].min():
            return Fraction(0)
        return Fraction(int((prices[name] <= price).sum()), len(prices))

    def value(curve: str, price: float) -> Fraction:
        flipped = curve.startswith("not ")
        name = curve.removeprefix("not ")
        share = at_least_dear(name, price)
        return share if ("expensive" in name) != flipped else 1 - share

    for price in np.unique(prices):
        if value(rising, price) >= value(falling, price):
            return price


class TestDefinition:
    @settings(max_examples=60)
    @given(steps)
    def test_step_points_equal_exact_fractions(self, rows):
        """Ties are exact: the points agree with a count in fractions."""
        prices = from_steps(rows)
        found = price_points(prices, curve="step")

        assert by_fractions(prices, "not cheap", "too_cheap") == found.pmc
        assert by_fractions(prices, "expensive", "cheap") == found.idp
        assert by_fractions(prices, "too_expensive", "too_cheap") == found.opp
        assert by_fractions(prices, "too_expensive", "not expensive") == found.pme

    @settings(max_examples=30)
    @given(steps)
    def test_lines_meet_where_interpolated_curves_are_equal(self, rows):
        """At the linear points the drawn curves have the same height."""
        prices = from_steps(rows)
        found, drawn = price_points(prices), price_curves(prices)

        def height(name, price):
            return np.interp(price, drawn.index, drawn[name])

        assert height("too_expensive", found.opp) == pytest.approx(height("too_cheap", found.opp))
        assert height("expensive", found.idp) == pytest.approx(height("cheap", found.idp))
        assert 1 - height("cheap", found.pmc) == pytest.approx(height("too_cheap", found.pmc))
        assert height("too_expensive", found.pme) == pytest.approx(1 - height("expensive", found.pme))

    @settings(max_examples=30)
    @given(steps, st.randoms(use_true_random=False))
    def test_a_weight_is_as_many_respondents(self, rows, random):
        """Weight three is the same as answering three times, whatever the unit of the weights."""
        prices = from_steps(rows)
        weights = np.array([random.randint(1, 3) for _ in rows])
        repeated = prices.loc[prices.index.repeat(weights)].reset_index(drop=True)

        for curve in ("step", "linear"):
            once, weighted = price_points(repeated, curve=curve), price_points(prices, weights / 7, curve)

            assert np.allclose(
                [getattr(once, name) for name in POINTS], [getattr(weighted, name) for name in POINTS]
            )

    def test_prices_must_rise_strictly(self):
        """Equal prices and missing ones are no order."""
        prices = pd.DataFrame([[1, 2, 3, 4], [1, 2, 2, 4], [1, None, 3, 4]], columns=list(QUESTIONS))
        found = price_points(prices)

        assert [True, False, False] == prices_in_order(prices).tolist()
        assert (1, 1, 1) == (found.n_valid, found.n_disordered, found.n_missing)

    def test_says_so_if_nobody_can_be_used(self):
        prices = pd.DataFrame([[4, 3, 2, 1.0]], columns=list(QUESTIONS))

        with pytest.raises(InputFault, match="vier aufsteigende Preise"):
            price_points(prices)


class TestBootstrap:
    def test_same_seed_same_interval_around_the_point(self, vignette):
        """Intervals are drawn with the generator handed in, and hold the point itself."""
        once, again = (price_intervals(vignette, np.random.default_rng(7), replicates=200) for _ in range(2))
        points = price_points(vignette)

        assert once == again
        for name in POINTS:
            assert once[name].low <= getattr(points, name) <= once[name].high

    def test_identical_answers_leave_no_doubt(self):
        prices = from_steps([(1, 2, 3, 4)] * 9)
        intervals = price_intervals(prices, np.random.default_rng(1), replicates=50)

        assert all(interval.low == interval.high for interval in intervals.values())
