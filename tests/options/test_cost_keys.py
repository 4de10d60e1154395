import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.options.cost_keys import allocate, compare_keys, key_shares, town_cost

TOWNS = pd.DataFrame(
    {"use": [60, 30, 10], "residents": [48_000, 27_000, 12_500], "jobs": [17_000, 14_000, 5_000]},
    index=["Oranienburg", "Hennigsdorf", "Velten"],
)


class TestAllocate:
    @given(
        st.integers(-(10**12), 10**12),
        st.lists(st.floats(0, 1e6, allow_subnormal=False), min_size=1, max_size=12).filter(
            lambda shares: sum(shares) > 1e-3
        ),
    )
    def test_adds_up_to_the_cent(self, amount_cents, shares):
        """Whatever the amount and the shares, the parts add up to exactly the amount."""
        assert amount_cents == allocate(amount_cents, pd.Series(shares)).sum()

    @given(st.integers(0, 10**9), st.lists(st.integers(1, 1000), min_size=1, max_size=6))
    def test_no_part_is_off_by_a_cent_or_more(self, amount_cents, shares):
        """Each part lies within one cent of its exact share (quota rule)."""
        exact = amount_cents * pd.Series(shares) / sum(shares)

        assert (abs(allocate(amount_cents, pd.Series(shares)) - exact) < 1 + 1e-6).all()

    def test_shares_without_a_positive_one_are_refused(self):
        """Nothing can be split among nobody."""
        with pytest.raises(ValueError, match="shares"):
            allocate(100, pd.Series([0.0, 0.0]))


class TestKeys:
    def test_a_key_of_one_measure_is_that_measures_share(self):
        """By use alone, Oranienburg pays its 60 of 100."""
        assert 0.6 == key_shares(TOWNS, {"use": 1})["Oranienburg"]

    def test_mixed_keys_lie_between_the_pure_ones(self):
        """A mixed key never asks more of a town than its dearest pure key."""
        pure = compare_keys(1_000_000, TOWNS, {name: {name: 1} for name in TOWNS})
        mixed = allocate(1_000_000, key_shares(TOWNS, {"use": 2, "residents": 1, "jobs": 1}))

        assert (mixed <= pure.max(axis=1) + 1).all()
        assert (mixed >= pure.min(axis=1) - 1).all()

    @pytest.mark.parametrize("weights", [{"use": -1}, {"use": 0}])
    def test_negative_or_empty_weights_are_refused(self, weights):
        """A key needs at least one positive weight and no negative one."""
        with pytest.raises(ValueError, match="weights"):
            key_shares(TOWNS, weights)

    def test_a_measure_without_values_is_refused(self):
        """A measure that is zero in all towns cannot be a key."""
        with pytest.raises(ValueError, match="positive total"):
            key_shares(TOWNS.assign(use=0), {"use": 1})


def test_the_towns_pay_the_whole_cost():
    """Each part is paid to the cent, what is left over is given back to those who paid."""
    measures = pd.DataFrame({"use": [3.0, 1.0, 1.0]}, index=["O", "H", "V"])
    parts = {"need": 1_000.01, "left": -100.0}
    paid = town_cost(parts, measures, {"use": 1}, 5)

    assert paid["total"].sum() == pytest.approx(900.01)
    assert paid.loc["O", "left"] == -60
    assert paid["per_year"].tolist() == pytest.approx((paid["total"] / 5).tolist())
