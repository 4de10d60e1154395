import numpy as np
import pandas as pd
import pytest

from ohv_coworking.concept.outcome_values import (
    Quantity,
    effects_of_options,
    most_for_the_money,
    times_counted_twice,
    value_outcomes,
    valued_table,
)
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


class TestTables:
    def test_the_table_holds_what_was_valued(self):
        """Without width low, median and high are one; deductions stand at their middle."""
        outcomes = [outcome("jobs", deadweight=exactly(0.5)), outcome("calm", valued=False, proxy="")]
        quantities = {"jobs": Quantity(10.0, np.full(5, 10.0))}
        values = value_outcomes(
            outcomes, quantities, {"price": exactly(2)}, exactly(0), 1, np.random.default_rng(1)
        )
        table = valued_table(outcomes, quantities, values)

        assert ["jobs"] == table.index.to_list()
        assert (10, 0.5, 10, 10, 10) == tuple(
            table.iloc[0][["quantity", "deadweight", "low", "value", "high"]]
        )

    def test_a_change_valued_twice_is_refused(self):
        assert 0 == times_counted_twice([outcome("jobs"), outcome("time")])
        with pytest.raises(ValueError, match="twice"):
            times_counted_twice([outcome("jobs"), outcome("again", change="jobs")])

    def test_an_option_without_public_cost_has_no_worth_for_each_euro(self):
        options = pd.DataFrame(
            {"key": ["a", "b"], "label": ["A", "B"], "visits": [100, 50], "public": [200.0, 0.0]}
        )
        found = effects_of_options(options, {"hours": 2.0, "co2": 0.01, "worth": 4.0})

        assert [200, 100] == found["hours"].to_list()
        assert 2.0 == found["per_euro"][0]
        assert np.isnan(found["per_euro"][1])

    def test_what_costs_nothing_is_worth_most(self):
        """Worth for each euro decides; who pays nothing and gains comes before all, without such a ratio."""
        paid = pd.DataFrame(
            {"label": ["A", "B"], "public": [10.0, 5.0], "worth": [30.0, 20.0], "per_euro": [3.0, 4.0]}
        )
        free = pd.DataFrame({"label": ["C"], "public": [0.0], "worth": [1.0], "per_euro": [np.nan]})

        assert ("B", 4.0) == most_for_the_money(paid)
        assert ("C", None) == most_for_the_money(pd.concat([paid, free], ignore_index=True))
