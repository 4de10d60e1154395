"""Value added tax and taxes on income, with the lines they start from given."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_example import run

# January 2026, opening in month 3: every calendar year of the plan is whole.
CALENDAR = dict(opening=date(2026, 4, 1), preparation_months=3)


def months(*yearly):
    """Return a line of 60 months from its years."""
    return np.repeat(np.array([*yearly, *[0.0] * (5 - len(yearly))]) / 12, 12)


class TestDeductibleShare:
    def test_share_of_taxed_turnover_year_by_year(self):
        """A quarter exempt in the first year, nothing in the second; a year without turnover takes the whole plan's."""
        lines = {"revenue": months(1_200, 1_200), "exempt_revenue": months(300)}
        share = run(lines, **CALENDAR)["deductible_share"]

        assert [0.75, 1.0, 0.875] == share[[0, 12, 24]].tolist()

    def test_small_businesses_deduct_nothing(self):
        """§ 19 UStG: no tax billed, none deducted."""
        assert 0 == run({"small_business_applies": np.ones(60)})["deductible_share"].max()

    def test_letting_is_exempt_unless_the_exemption_is_waived(self):
        """§ 4 Nr. 12 against § 9 UStG."""
        assert [0.0, 0.19] == [run(option_to_tax=option)["office_vat_rate"][0] for option in (0, 1)]


class TestSmallBusiness:
    def applies(self, *yearly):
        """Return where the rule applies; a tuple is revenue and the exempt letting in it."""
        parts = [one if isinstance(one, tuple) else (one, 0.0) for one in yearly]
        revenue, exempt = (months(*amounts) for amounts in zip(*parts, strict=True))
        lines = {"revenue": revenue, "exempt_revenue": exempt}
        return run(lines, **CALENDAR, small_business=1)["small_business_applies"]

    def test_exempt_letting_does_not_count(self):
        """§ 19 Abs. 2 UStG: 60,000 a year, 40,000 of it exempt letting."""
        assert self.applies(*[(60_000, 40_000)] * 5).all()

    def test_below_the_limits_it_lasts(self):
        """20,000 a year stay below 25,000."""
        assert self.applies(20_000, 20_000, 20_000).all()

    def test_passing_the_lower_limit_ends_it_next_year(self):
        """30,000 in the second year: still in that year, no longer in the third."""
        applies = self.applies(20_000, 30_000, 20_000)

        assert (True, False) == (applies[:24].all(), applies[24:36].any())

    def test_passing_the_upper_limit_ends_it_at_once(self):
        """10,000 a month after a small first year: the eleventh month passes 100,000."""
        assert [1, 0] == self.applies(20_000, 120_000)[[21, 22]].tolist()

    def test_in_the_year_of_founding_the_lower_limit_counts(self):
        """5,000 a month: the sixth month passes 25,000."""
        assert [1, 0] == self.applies(60_000)[[4, 5]].tolist()


def corrected(paid, share, kind="movable"):
    """Return the correction under § 15a for input tax paid in the first month and a share of deduction."""
    lines = {f"{kind}_corrected_tax": np.r_[paid, np.zeros(59)], "deductible_share": np.array(share, float)}
    return run(lines, **CALENDAR)[f"{kind}_correction"]


class TestCorrection:
    def test_things_with_little_tax_are_never_corrected(self):
        """§ 44 Abs. 1 UStDV: the example's chairs at 300 € carry 57 € each, its server at 6,000 € carries 1,140 €."""
        plan = run(lines={"input_tax_correction_object": np.full(60, 1_000.0)}, **CALENDAR)

        assert 6_000 * 0.19 == pytest.approx(plan["movable_corrected_tax"][3])
        assert plan["movable_tax"][2] > 0 == plan["movable_corrected_tax"][2]

    def test_the_right_to_deduct_is_lost_after_a_year(self):
        """19,000 deducted in full, used exempt from month 12 on: 1/60 of it goes back each month."""
        found = corrected(19_000, [1] * 12 + [0] * 48)

        assert [0.0] * 12 == found[:12].tolist()
        assert found[12:].tolist() == pytest.approx([-19_000 / 60] * 48)

    def test_buildings_are_watched_for_ten_years(self):
        """1/120 a month."""
        assert corrected(19_000, [1] * 12 + [0] * 48, "building")[12] == pytest.approx(-19_000 / 120)

    def test_the_period_begins_with_the_first_use(self):
        """Bought three months before the opening: the first change counts from the opening."""
        found = corrected(12_000, [0.5] * 4 + [1] * 56)

        assert found[[2, 3, 4]].tolist() == pytest.approx([0, 0, 6_000 / 60])

    def test_small_changes_do_not_count(self):
        """A change of a twentieth, below 1,000 euro a year."""
        assert not corrected(19_000, [1] * 12 + [0.95] * 48).any()

    @given(st.lists(st.floats(0, 1), min_size=60, max_size=60))
    def test_never_more_than_was_deducted(self, shares):
        """Deduction and correction together stay between nothing and all of the tax."""
        kept = 10_000 * shares[0] + corrected(10_000, shares).sum()

        assert -1e-6 <= kept <= 10_000 + 1e-6


class TestAdvanceReturns:
    def paid(self, due, filing, delay):
        return run({"vat_due": due}, **CALENDAR, vat_filing_months=filing, vat_payment_months=delay)[
            "vat_paid_out"
        ]

    def test_quarterly_a_month_after_the_quarter(self):
        """January to March is paid in April."""
        paid = self.paid(np.full(60, 10.0), "vierteljährlich", 1)

        assert [0, 0, 0, 30, 0, 0, 30] == paid[:7].tolist()

    def test_monthly_two_months_later(self):
        """With permanent extension each month is paid two months later."""
        assert [0, 0, 0, 1, 2] == self.paid(np.arange(60.0), "monatlich", 2)[:5].tolist()

    @given(
        st.lists(st.floats(-1e4, 1e4), min_size=60, max_size=60),
        st.sampled_from(["monatlich", "vierteljährlich"]),
    )
    def test_what_is_due_is_paid_or_owed(self, due, filing):
        """Paid up to any quarter is what was due up to the quarter before."""
        paid = self.paid(np.array(due), filing, 1)

        assert paid[:34].sum() == pytest.approx(sum(due[:33]), abs=1e-6)


def taxed(*profit, interest=0.0, rent=0.0, receipts=0.0, **changes):
    """Return a run whose first calendar years have these results before tax, and the same expenses each year."""
    every_year = {
        "loans_interest": months(*[interest] * 5), "rent_expense": months(*[rent] * 5),
        "gross_revenue": months(*[receipts] * 5),
    }  # fmt: skip
    return run({"profit_before_tax": months(*profit), **every_year}, **CALENDAR, **changes)


class TestIncomeTax:
    def test_three_taxes_on_a_profit(self):
        """On 100,000: 15,000 corporate tax, 825 surcharge, 14,000 trade tax at a multiplier of 400 %."""
        plan = taxed(100_000)

        assert plan["corporate_tax_of_year"][0] == pytest.approx(15_825)
        assert plan["trade_tax_of_year"][0] == pytest.approx(14_000)

    def test_losses_are_carried_forward(self):
        """30,000 of loss shelter the next 30,000 of profit."""
        plan = taxed(-30_000, 20_000, 20_000)

        assert plan["loss_carried_forward"][:3].tolist() == pytest.approx([30_000, 10_000, 0])
        assert plan["corporate_tax_of_year"][:3].tolist() == pytest.approx([0, 0, 10_000 * 0.15825])

    def test_rent_is_added_back_above_the_allowance(self):
        """A quarter of half the rent above 200,000: 600,000 of rent add 25,000 to the base."""
        plan = taxed(0, rent=600_000.0)

        assert plan["trade_tax_of_year"][0] == pytest.approx(25_000 * 0.035 * 4)
        assert 0 == plan["corporate_tax_of_year"][0]

    @given(st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=5))
    def test_never_more_than_the_profit_of_all_years_bears(self, profit):
        """Tax falls on what lifts the running sum, never on a plan that only lost."""
        plan = taxed(*profit)
        highest = max(np.cumsum(profit).max(), 0)

        assert (plan["income_tax_of_year"] >= 0).all()
        assert plan["corporate_tax_of_year"].sum() == pytest.approx(highest * 0.15825, abs=1e-6)

    def test_a_charity_below_the_limit_pays_nothing(self):
        """§ 64 Abs. 3 AO: receipts of 50,000 are free, one euro more is taxed in full."""
        low, high = (taxed(10_000, receipts=receipts, receipts_limit=1) for receipts in (49_999.99, 50_001.0))

        assert 0 == low["income_tax_of_year"][0] < high["income_tax_of_year"][0]

    def test_allowances_of_an_association(self):
        """5,000 each for corporate and trade tax."""
        plan = taxed(5_000, corporate_allowance=1, trade_tax_allowance=5_000)

        assert plan["income_tax_of_year"][0] == pytest.approx(0, abs=1e-9)

    def test_a_sole_trader_pays_trade_tax_above_24_500(self):
        """No corporate tax; the allowance of § 11 GewStG."""
        plan = taxed(34_500, corporate_tax=0, trade_tax_allowance=24_500)

        assert (0, pytest.approx(1_400)) == (plan["corporate_tax_of_year"][0], plan["trade_tax_of_year"][0])

    def test_booked_in_december_and_paid_later(self):
        """The tax of a year is an expense of its last month and paid half a year after."""
        plan = taxed(100_000)

        assert plan["income_tax"][11] == pytest.approx(-29_825)
        assert plan["income_tax_paid"][17] == pytest.approx(-29_825)


class TestReturns:
    def test_founders_file_monthly_for_two_years(self):
        """§ 18 Abs. 2 UStG: from month 24 on the quarters of the plan count."""
        lines = {"vat_founder_years": np.full(60, 2.0), "vat_due": np.ones(60)}
        filed = run(lines, **CALENDAR, newly_founded=1)["vat_filed"]

        assert [1.0] * 24 == filed[:24].tolist()
        assert [0, 0, 3] * 12 == filed[24:].tolist()

    def test_tax_on_receipt_waits_for_the_money(self):
        """§ 20 UStG: 15 of 30 days are open at the end of a month, so half of the first month's tax comes a month later."""
        lines = {
            "billed_tax": np.full(60, 100.0),
            "supplement_tax": np.zeros(60),
            "contribution_tax": np.zeros(60),
        }
        due = run(lines, **CALENDAR, tax_on_receipt=1, bad_debt_share=0)["output_tax"]

        assert [50.0] + [100.0] * 59 == due.tolist()

    def test_a_contribution_taken_for_a_price_bears_tax(self):
        """19/119 of it go to the tax office, and a gap costs the towns 19 % more."""
        plan = run(**CALENDAR, contribution_taxed=1, municipal_contribution_a_year=11_900 * 12)
        untaxed = run(**CALENDAR, municipal_contribution_a_year=0)
        taxed = run(**CALENDAR, contribution_taxed=1, municipal_contribution_a_year=0)

        assert [11_900, 10_000] == pytest.approx(
            [plan[n][3] for n in ("municipal_contribution_received", "municipal_contribution")]
        )
        assert 1.19 * untaxed["subsidy_total"] == pytest.approx(taxed["subsidy_total"])
