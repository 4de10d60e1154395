import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.estimation.stratified import Design
from ohv_coworking.estimation.willingness_to_pay import LogisticDemand, demand_curve, fit_logistic_demand
from reference import case, within

PUBLISHED = LogisticDemand(intercept=8.3, slope=-0.97, ceiling=0.33)


def test_published_curve():
    """P-SV-12: probabilities, best prices and profit of a fitted curve, not tied to a grid."""
    known = case("P-SV-12")
    inputs, expected = known["inputs"], known["expected"]
    costs = inputs["market"], inputs["unit_cost"], inputs["fixed_cost"]
    best = PUBLISHED.best_price(inputs["unit_cost"])

    assert within(expected["probability_at_4_6_8_10_12"], PUBLISHED.probability([4, 6, 8, 10, 12]))
    assert within(expected["profit_at_7.5"], PUBLISHED.profit(7.5, *costs))
    assert within(expected["profit_maximising_price_continuous"], best)
    assert within(expected["profit_at_optimum"], PUBLISHED.profit(best, *costs))
    assert within(expected["revenue_maximising_price_continuous"], PUBLISHED.best_price())


@given(st.floats(-2, 40), st.floats(-5, -0.01), st.floats(0, 50))
def test_no_price_beats_the_best(intercept, slope, unit_cost):
    """The closed form is at least as good as any price on a fine grid around it."""
    demand = LogisticDemand(intercept, slope)
    best = demand.best_price(unit_cost)
    grid = np.linspace(unit_cost, 2 * best + 10, 2001)

    assert demand.profit(grid, 1, unit_cost).max() <= demand.profit(best, 1, unit_cost) * (1 + 1e-9)


class TestFit:
    @pytest.mark.parametrize("demand", [PUBLISHED, LogisticDemand(4, -0.03)])
    def test_finds_the_curve_behind_exact_answers(self, demand):
        """Answers exactly on a curve give that curve back."""
        prices = np.array([0.5, 0.8, 1, 1.2, 1.5]) * -demand.intercept / demand.slope
        found = fit_logistic_demand(
            prices, 1000 * demand.probability(prices), np.full(5, 1000.0), demand.ceiling
        )

        assert demand.intercept == pytest.approx(found.intercept, rel=1e-4)
        assert demand.slope == pytest.approx(found.slope, rel=1e-4)

    @pytest.mark.parametrize("bought", [[10, 10, 0, 0], [2, 4, 6, 8], [0, 0, 0, 0]])
    def test_refuses_answers_without_a_falling_curve(self, bought):
        """All then none, rising, or nobody: no curve can be told from these, and the message lists them."""
        with pytest.raises(InputFault, match="keine fallende Nachfragekurve") as fault:
            fit_logistic_demand([50, 100, 150, 200], bought, [10] * 4)

        assert f"50 €: {bought[0]} von 10" in fault.value.found


def test_demand_counts_who_would_pay_at_least_the_price():
    """Of four answers two pay 100; the fifth gave none and is not in the base."""
    most = pd.Series([50, 80, 100, 150, None])
    found = demand_curve(most, Design(np.ones(5)), [60, 100])

    assert [0.75, 0.5] == found["share"].tolist()
    assert [45, 50] == found["revenue"].tolist()
    assert (found["low"] < found["share"]).all() and (found["share"] < found["high"]).all()
