import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.concept.social_return import (
    break_even_proxy,
    break_even_table,
    counted_twice,
    impact_by_year,
    net_impact,
    present_value,
    social_return,
)
from reference import case, within

share = st.floats(0, 1)


class TestReferenceCases:
    def test_one_outcome(self):
        """P-SO-01: gross value, first year, years, present values and ratios under both timings."""
        known = case("P-SO-01")
        given, expected = known["inputs"], known["expected"]
        first = net_impact(
            given["quantity"],
            given["proxy"],
            deadweight=given["deadweight"],
            displacement=given["displacement"],
            attribution=given["attribution"],
        )
        years = impact_by_year(first, given["drop_off"], given["years"])
        later = present_value(years, given["discount"])
        sooner = present_value(years, given["discount"], "first_year_undiscounted")

        assert within(expected["gross"], net_impact(given["quantity"], given["proxy"]))
        assert within(expected["impact_year1"], first)
        assert within(expected["impact_by_year"], years)
        assert within(expected["pv_all_years_discounted_from_year1"], later)
        assert within(expected["ratio_discounted_from_year1"], social_return(later, given["investment"]))
        assert within(expected["pv_year1_undiscounted"], sooner)
        assert within(expected["ratio_year1_undiscounted"], social_return(sooner, given["investment"]))

    def test_published_ratio(self):
        """P-SO-02: a published evaluation of one to seventeen."""
        known = case("P-SO-02")

        ratio = social_return(known["inputs"]["social_value_eur"], known["inputs"]["cost_eur"])

        assert within(known["expected"]["ratio"], ratio)


class TestArithmetic:
    @given(st.floats(0, 1e6), st.floats(0, 1e4), share, share, share)
    def test_deductions_never_add_value(self, quantity, proxy, deadweight, displacement, attribution):
        """What would have happened anyway only ever takes away."""
        net = net_impact(quantity, proxy, deadweight, displacement, attribution)

        assert 0 <= net <= quantity * proxy

    def test_draws_and_single_values_agree(self):
        """A thousand draws give, element by element, what single calls give."""
        rng = np.random.default_rng(1)
        quantity, drop_off, rate = (
            rng.uniform(1, 50, 1000),
            rng.uniform(0, 0.5, 1000),
            rng.uniform(0, 0.05, 1000),
        )
        drawn = present_value(impact_by_year(net_impact(quantity, 7.0), drop_off, 5), rate)

        assert (1000,) == drawn.shape
        for i in (0, 999):
            single = present_value(impact_by_year(net_impact(quantity[i], 7.0), drop_off[i], 5), rate[i])
            assert pytest.approx(float(drawn[i])) == float(single)

    @given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(1, 1e6), st.floats(0.1, 100))
    def test_at_the_break_even_proxy_the_return_is_one(self, investment, part, rest, proxy):
        """Rescaling the part to the break-even proxy gives exactly the investment, unless the rest suffices."""
        limit = float(break_even_proxy(investment, part + rest, part, proxy))
        value = rest + part * limit / proxy

        assert limit >= 0
        assert value == pytest.approx(investment, rel=1e-6) if limit > 0 else rest >= investment * (1 - 1e-9)


class TestBreakEven:
    def test_at_the_support_the_value_carries_the_proxy_may_stay(self):
        """Supports grow row by row; the one that the present value just pays for needs the proxy as it is."""
        table = break_even_table(1_000, 5.0, 4_000, 2_000, 8.0)

        assert [100, 250, 500, 750, 800, 1_000] == table["support"].to_list()
        assert 8.0 == table.set_index("support").at[800, "hour"]
        assert table["hour"].is_monotonic_increasing


class TestDoubleCounting:
    def test_the_same_change_for_the_same_people_counts_once(self):
        """Time saved valued twice for commuters is caught; told without euros, or for others, it is not."""
        outcomes = pd.DataFrame(
            {
                "change": ["time", "time", "time", "time"],
                "stakeholder": ["commuters", "carers", "commuters", "commuters"],
                "valued": [True, True, True, False],
            },
            index=["hours", "care", "leisure", "wellbeing"],
        )

        assert ["leisure"] == counted_twice(outcomes).index.to_list()
        assert ["care", "leisure"] == counted_twice(outcomes, {"carers": "commuters"}).index.to_list()
