import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.parameters.plan_cases import base_values
from ohv_coworking.parameters.plan_tree import with_numbers
from ohv_coworking.plan.income_taxes import income_tax
from plan_example import LAW, example


def taxed(profit, interest=0.0, rent=0.0, receipts=0.0, **changes):
    plan = example()
    taxes = with_numbers(plan, base_values(plan) | changes).taxes
    years = len(profit)
    statutes = {key: np.full(years, value) for key, value in LAW.items()}
    return income_tax(
        *(np.broadcast_to(x, years).astype(float) for x in (profit, interest, rent, receipts)),
        taxes,
        statutes,
    )


class TestCorporation:
    def test_three_taxes_on_a_profit(self):
        """On 100,000: 15,000 corporate tax, 825 surcharge, 14,000 trade tax at a multiplier of 400 %."""
        tax = taxed([100_000])

        assert tax.corporate_tax[0] == pytest.approx(15_825)
        assert tax.trade_tax[0] == pytest.approx(14_000)

    def test_losses_are_carried_forward(self):
        """30,000 of loss shelter the next 30,000 of profit."""
        tax = taxed([-30_000, 20_000, 20_000])

        assert tax.loss_carried_forward.tolist() == [30_000, 10_000, 0]
        assert tax.corporate_tax.tolist() == pytest.approx([0, 0, 10_000 * 0.15825])

    def test_rent_is_added_back_above_the_allowance(self):
        """A quarter of half the rent above 200,000: 600,000 of rent add 25,000 to the base."""
        tax = taxed([0], rent=600_000.0)

        assert tax.trade_tax[0] == pytest.approx(25_000 * 0.035 * 4)
        assert tax.corporate_tax[0] == 0

    @given(st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=11))
    def test_never_more_than_the_profit_of_all_years_bears(self, profit):
        """Tax falls on what lifts the running sum, never on a plan that only lost."""
        tax = taxed(profit)
        highest = max(np.cumsum(profit).max(), 0)

        assert (tax.total >= 0).all()
        assert tax.corporate_tax.sum() == pytest.approx(highest * 0.15825, abs=1e-6)


class TestOperatorModels:
    def test_a_charity_below_the_limit_pays_nothing(self):
        """§ 64 Abs. 3 AO: receipts of 50,000 are free, one euro more is taxed in full."""
        assert taxed([10_000], receipts=50_000.0, receipts_limit=1).total[0] == 0
        assert taxed([10_000], receipts=50_001.0, receipts_limit=1).total[0] > 0

    def test_allowances_of_an_association(self):
        """5,000 each for corporate and trade tax."""
        tax = taxed([5_000], corporate_allowance=1, trade_tax_allowance=5_000)

        assert tax.total[0] == 0

    def test_a_sole_trader_pays_trade_tax_above_24_500(self):
        """No corporate tax; the allowance of § 11 GewStG."""
        tax = taxed([34_500], corporate_tax=0, trade_tax_allowance=24_500)

        assert (0, pytest.approx(1_400)) == (tax.corporate_tax[0], tax.trade_tax[0])
