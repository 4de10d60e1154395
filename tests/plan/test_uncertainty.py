import numpy as np
import pytest
from scipy.stats import spearmanr

from ohv_coworking.plan import uncertainty
from plan_example import model


class TestDraws:
    def test_only_inputs_with_a_range_move(self):
        """Within their range, whole where they are whole."""
        built = model()
        values = uncertainty.drawn_values(built, built.values(), 500, np.random.default_rng(1))
        column = values["desk_price"]

        assert (500, 1) == column.shape
        assert (80 <= column.min()) and (column.max() <= 120)
        assert values["office_price"] == 400

    def test_correlations_of_the_plan(self):
        """Utilisation and ramp-up rise together as the plan says."""
        built = model()
        values = uncertainty.drawn_values(built, built.values(), 5_000, np.random.default_rng(1))
        found = spearmanr(values["desk_utilisation"], values["innovation"]).statistic

        assert np.squeeze(found) == pytest.approx(0.5, abs=0.05)

    def test_a_case_moves_the_range(self):
        """At 90 % of the price the range is 90 % of the range."""
        built = model()
        base = built.values(scenarios="cautious")
        values = uncertainty.drawn_values(built, base, 500, np.random.default_rng(1))

        assert 72 <= values["desk_price"].min() <= values["desk_price"].max() <= 108


class TestSimulation:
    def test_same_seed_same_result(self):
        """Randomness comes from the generator alone."""
        built = model()
        once, again = (
            uncertainty.simulate(built, built.values(), 300, np.random.default_rng(2)) for _ in range(2)
        )

        assert (once.cash == again.cash).all()

    def test_chunks_add_up(self):
        """More scenarios than one chunk: shapes, probabilities between 0 and 1, never falling."""
        built = model()
        found = uncertainty.simulate(built, built.values(), uncertainty.CHUNK + 200, np.random.default_rng(3))

        assert (60, uncertainty.CHUNK + 200) == found.cash.shape
        assert 0 <= found.insolvency[0] <= found.insolvency[-1] <= 1
        assert (np.diff(found.insolvency) >= 0).all()

    def test_insolvency_is_the_share_of_scenarios_without_cash(self):
        """Counted from the cash itself."""
        built = model()
        found = uncertainty.simulate(built, built.values(), 400, np.random.default_rng(4))
        empty = np.logical_or.accumulate(found.cash < 0, axis=0).mean(axis=1)

        assert found.insolvency == pytest.approx(empty)

    def test_the_reserve_keeps_cash_in_its_share_of_scenarios(self):
        """With the reserve for nine in ten, cash stays above zero in nine in ten; none is needed for those that never fall."""
        built = model()
        found = uncertainty.simulate(built, built.values(), 400, np.random.default_rng(6))
        reserve = found.reserve(0.9, 24)
        lasting = (found.cash[:24].min(axis=0) + reserve >= -1e-3).mean()

        assert lasting >= 0.9
        assert 0 == uncertainty.Simulation(np.ones((3, 5)), found.subsidy_need, found.insolvency).reserve(
            0.9, 3
        )

    def test_quantiles_widen_from_the_start(self):
        """The fan: quantiles in order, wider at the end."""
        built = model()
        fan = uncertainty.simulate(built, built.values(), 400, np.random.default_rng(5)).cash_quantiles(
            [0.05, 0.5, 0.95]
        )

        assert (fan[0.05] <= fan[0.5]).all() and (fan[0.5] <= fan[0.95]).all()
        assert (fan[0.95] - fan[0.05]).iloc[-1] > (fan[0.95] - fan[0.05]).iloc[0]


class TestTornado:
    def test_each_input_alone(self):
        """Low and high of one input, as if the model were run for each."""
        built = model()
        bars = uncertainty.tornado(built, built.values(), "subsidy_per_year")
        alone = built.run(built.values() | {"rent_per_square_metre": 12.0})

        assert bars.loc["rent_per_square_metre", "high"] == pytest.approx(float(alone["subsidy_per_year"]))
        assert bars["swing"].is_monotonic_decreasing
        assert set(bars.index) == set(uncertainty.uncertain_inputs(built))
