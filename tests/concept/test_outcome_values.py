import numpy as np
import pytest

from ohv_coworking.concept.outcome_values import Quantity, value_outcomes
from ohv_coworking.concept.outcomes import Outcome
from reference import case


def outcome(key: str, **changes) -> Outcome:
    same = {
        "outcome": key,
        "stakeholder": "Nutzende",
        "change": key,
        "valued": True,
        "proxy": "price",
        "unit": "h",
    }
    return Outcome(**same | {"key": key, "kind": "angenommen", "reason": "Prüffall"} | changes)


def exactly(value: float) -> tuple[float, float, float]:
    return (value, value, value)


class TestOutcomeValues:
    def test_spans_without_width_give_the_reference_case(self):
        """P-SO-01 through the table of outcomes: middle value and every draw are the published arithmetic."""
        known = case("P-SO-01")
        given = known["inputs"]
        shares = {
            name: exactly(given[name]) for name in ("deadweight", "displacement", "attribution", "drop_off")
        }
        values = value_outcomes(
            [outcome("jobs", **shares)],
            {"jobs": Quantity(given["quantity"], np.full(5, float(given["quantity"])))},
            {"price": exactly(given["proxy"])},
            exactly(given["discount"]),
            given["years"],
            np.random.default_rng(1),
        )
        wanted = known["expected"]["pv_all_years_discounted_from_year1"]["value"]

        assert known["expected"]["impact_year1"]["value"] == pytest.approx(values.first_year["jobs"])
        assert wanted == pytest.approx(values.present["jobs"])
        assert [wanted] * 5 == pytest.approx(values.present_draws["jobs"].to_list())

    def test_outcomes_without_value_are_left_out(self):
        """Only what is marked as valued counts in euros."""
        values = value_outcomes(
            [outcome("time"), outcome("pride", valued=False, proxy="")],
            {"time": Quantity(10.0, np.array([5.0, 10.0, 15.0]))},
            {"price": (1.0, 2.0, 3.0)},
            exactly(0.0),
            1,
            np.random.default_rng(1),
        )

        assert ["time"] == list(values.first_year.index)
        assert 20.0 == values.first_year["time"]

    def test_bounds_hold_the_middle_share(self):
        """Eight of ten draws lie within the bounds."""
        draws = np.random.default_rng(1).uniform(0, 100, 10_000)
        values = value_outcomes(
            [outcome("time")], {"time": Quantity(50.0, draws)}, {"price": exactly(1.0)}, exactly(0.0), 1,
            np.random.default_rng(2),
        )  # fmt: skip
        low, high = values.bounds()

        assert (10, 90) == pytest.approx((low["time"], high["time"]), abs=1.5)
