"""Prices as they may be printed: points and curves need a base, no step stands for a few, thin ends are cut."""

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.estimation.price_sensitivity import QUESTIONS, price_points
from ohv_coworking.estimation.stratified import Design
from ohv_coworking.evaluation.public_prices import (
    best_price,
    price_point_table,
    printable_curves,
    printable_demand,
)


@pytest.fixture
def prices():
    reference = np.repeat([60, 80, 100, 120, 150], [10, 20, 30, 20, 10])
    ladder = reference[:, None] * np.array([0.5, 0.8, 1.2, 1.6])
    return pd.DataFrame(ladder, columns=list(QUESTIONS))


def test_points_are_those_of_the_meter(prices):
    """The printed points are the computed ones in whole euros, each inside its interval."""
    table = price_point_table(prices, np.ones(len(prices)), np.random.default_rng(1), 20).set_index("point")

    assert round(price_points(prices).opp) == table.loc["opp", "price"]
    assert ((table["low"] <= table["price"]) & (table["price"] <= table["high"])).all()


def test_few_prices_give_no_points_and_no_curves(prices):
    """Below the minimum base nothing is printed, and nothing breaks."""
    few = prices.head(5)

    assert price_point_table(few, np.ones(5), np.random.default_rng(1), 20)["price"].isna().all()
    assert printable_curves(few, np.ones(5), 10, 20).empty
    assert printable_demand(few["expensive"], Design(np.ones(5)), 10, 20).empty
    assert np.isnan(best_price(printable_demand(few["expensive"], Design(np.ones(5)), 10, 20)))


def test_demand_falls_and_its_thin_end_is_cut(prices):
    """One person who would pay a fortune is not drawn, nor does the axis end there."""
    rich = prices["expensive"].copy()
    rich.iloc[-1] = 900
    demand = printable_demand(rich, Design(np.ones(len(rich))), 10, 20).set_index("price")

    assert demand["share"].is_monotonic_decreasing
    assert 180 == demand.index.max()
    assert 1 == demand.loc[0, "share"]


def test_no_step_of_a_curve_stands_for_a_few(prices):
    """Two values of a curve that differ lie at least five of ninety people apart; one odd price moves nothing."""
    curves = printable_curves(prices, np.ones(len(prices)), 10, 20)
    prices.loc[0, "too_expensive"] = 75
    odd = printable_curves(prices, np.ones(len(prices)), 10, 20)

    for _, curve in odd.groupby("curve"):
        assert (np.diff(np.unique(curve["share"])) >= 5 / 90 - 0.01).all()
    low = odd["price"] < 90
    assert curves[low]["share"].tolist() == odd[low]["share"].tolist()


def test_best_price_lies_where_revenue_is_highest(prices):
    """On the curve through the shares, near the best price of the ladder itself."""
    demand = printable_demand(prices["expensive"], Design(np.ones(len(prices))), 10, 20)
    revenue = demand.set_index("price")["share"].mul(demand["price"].to_numpy())

    assert best_price(demand) == pytest.approx(revenue.idxmax(), abs=25)
