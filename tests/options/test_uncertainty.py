from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from ohv_coworking.options import sensitivities, uncertainty
from ohv_coworking.plan import taken_values
from plan_example import model


def grouped(pair=0.5, **factors):
    """The example with common factors of its groups."""
    built = model()
    held = built.plan.common_factors.model_copy(update=factors)
    [named] = built.plan.correlations
    changed = {"common_factors": held, "correlations": (named.model_copy(update={"value": pair}),)}
    return replace(built, plan=built.plan.model_copy(update=changed))


class TestDraws:
    def test_only_inputs_with_a_range_move(self):
        """Within their range, whole where they are whole."""
        built = model()
        values = uncertainty.Risks(built).drawn(built.values(), 500, np.random.default_rng(1))
        column = values["rent_per_square_metre"]

        assert (500, 1) == column.shape
        assert (8 <= column.min()) and (column.max() <= 12)
        assert values["office_utilisation"] == 0.8

    def test_what_is_decided_is_not_drawn(self):
        """A price has a range to be compared, not a chance to be drawn."""
        built = model()
        values = uncertainty.Risks(built).drawn(built.values(), 500, np.random.default_rng(1))

        assert values["desk_price"] == 100

    def test_risks_of_a_group_move_together(self):
        """Building prices at 0.6 and running costs apart, churn against demand."""
        built = grouped(building=0.6, demand=0.4)
        values = uncertainty.Risks(built).drawn(built.values(), 5_000, np.random.default_rng(1))
        names = list(uncertainty.with_range(built, "risk"))
        matrix = uncertainty.correlation_matrix(built, names)
        at = {name: place for place, name in enumerate(names)}

        assert matrix[at["desk_utilisation"], at["day_utilisation"]] == pytest.approx(0.4)
        assert matrix[at["fit_out_unit_price"], at["rent_per_square_metre"]] == 0
        found = spearmanr(values["desk_utilisation"], values["day_utilisation"]).statistic
        assert np.squeeze(found) == pytest.approx(0.4, abs=0.05)

    def test_impossible_correlations_become_the_nearest_possible(self):
        """A pair that contradicts its group, all of ones on the diagonal, nothing negative."""
        built = grouped(demand=0.9, pair=-0.9)
        matrix = uncertainty.correlation_matrix(built, list(uncertainty.with_range(built, "risk")))

        assert np.diag(matrix) == pytest.approx(1)
        assert np.linalg.eigvalsh(matrix)[0] > 0

    def test_draws_of_an_earlier_chapter_keep_their_order(self):
        """Draw for draw as they came, over chunks too, and the group's other risks follow them."""
        drawn = np.random.default_rng(5).uniform(5, 60, 2_000)
        built = taken_values.with_draws(grouped(demand=0.8), "demand_desks", drawn, "figure:demand.desks")
        risks = uncertainty.Risks(built)
        values = risks.around(built.values(), risks.rows(1_000, np.random.default_rng(1), first=1_000))

        assert values["demand_desks"][:, 0] == pytest.approx(drawn[1_000:])
        assert spearmanr(values["demand_desks"], values["day_utilisation"]).statistic > 0.6
        assert built.values()["demand_desks"] == pytest.approx(np.median(drawn))

    def test_correlations_of_the_plan(self):
        """Utilisation and ramp-up rise together as the plan says."""
        built = model()
        values = uncertainty.Risks(built).drawn(built.values(), 5_000, np.random.default_rng(1))
        found = spearmanr(values["desk_utilisation"], values["innovation"]).statistic

        assert np.squeeze(found) == pytest.approx(0.5, abs=0.05)

    def test_a_case_moves_the_range(self):
        """At 120 % of the rent the range is 120 % of the range."""
        built = model()
        base = built.values(shocks="rent_up")
        values = uncertainty.Risks(built).drawn(base, 500, np.random.default_rng(1))

        rent = values["rent_per_square_metre"]
        assert 9.6 <= rent.min() <= rent.max() <= 14.4


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

    def test_the_cash_of_more_scenarios_than_needed_is_not_kept(self, monkeypatch):
        """Key figures and insolvency are those of all scenarios, the cash kept is that of the first of them."""
        built = model()
        whole = uncertainty.simulate(
            built, built.values(), 2_500, np.random.default_rng(6), ["subsidy_total"]
        )
        monkeypatch.setattr(uncertainty, "KEPT", 1_300)

        found = uncertainty.simulate(
            built, built.values(), 2_500, np.random.default_rng(6), ["subsidy_total"]
        )

        assert (whole.cash[:, :1_300] == found.cash).all()
        assert (whole.figures["subsidy_total"] == found.figures["subsidy_total"]).all()
        assert (whole.insolvency == found.insolvency).all()

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
        assert 0 == uncertainty.Simulation(np.ones((3, 5)), found.insolvency, {}).reserve(0.9, 3)

    def test_the_contribution_keeps_cash_in_its_share_of_scenarios(self):
        """Paid by the month from the opening on, after the reserve at the start, in nine of ten cash stays above zero."""
        built = model()
        bare = built.values() | {"municipal_contribution_a_year": 0.0}
        found = uncertainty.simulate(built, bare, 400, np.random.default_rng(6))
        reserve = found.reserve(1, 3)
        agreed = {
            "municipal_contribution_a_year": found.contribution(0.9, reserve, 2),
            "municipal_contribution_months": 120.0,
            "equity": bare["equity"] + reserve,
            "corporate_tax": 0.0,
            "trade_tax": 0.0,
        }
        held = uncertainty.simulate(built, bare | agreed, 400, np.random.default_rng(6))

        assert held.insolvency[-1] == pytest.approx(0.1, abs=0.01)

    def test_figures_are_those_of_the_scenarios(self):
        built = model()
        found = uncertainty.simulate(built, built.values(), 400, np.random.default_rng(6), ["subsidy_total"])

        assert (400,) == found.figures["subsidy_total"].shape
        assert found.share_below("subsidy_total", np.median(found.figures["subsidy_total"])) == pytest.approx(
            0.5
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
        bars = sensitivities.tornado(built, built.values(), "subsidy_per_year")
        alone = built.run(built.values() | {"rent_per_square_metre": 12.0})

        assert bars.loc["rent_per_square_metre", "high"] == pytest.approx(float(alone["subsidy_per_year"]))
        assert bars["swing"].is_monotonic_decreasing
        assert set(bars.index) == set(uncertainty.with_range(built, "risk"))

    def test_a_group_moves_further_than_each_of_its_risks(self):
        """All risks of a group at their dear end cost more than the dearest alone; the cheap end less."""
        built = model()
        alone = sensitivities.tornado(built, built.values(), "subsidy_per_year")
        groups = sensitivities.by_group(built, built.values(), "subsidy_per_year").set_index("group")

        for group, risks in alone[alone["swing"] > 0].groupby("group"):
            assert groups.at[group, "high"] >= risks[["low", "high"]].max(axis=None) - 1e-6
            assert groups.at[group, "low"] <= risks[["low", "high"]].min(axis=None) + 1e-6
