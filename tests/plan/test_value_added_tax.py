from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.plan import value_added_tax as vat
from ohv_coworking.plan.timeline import Timeline

PLAN = Timeline(date(2026, 1, 1), 36, 3, 2026)


class TestRates:
    def test_letting_is_exempt_unless_the_exemption_is_waived(self):
        """§ 4 Nr. 12 against § 9 UStG."""
        assert [0.0, 0.19] == [vat.rate_of("Vermietung", option, 0.19, 0.07) for option in (0, 1)]

    def test_unknown_class(self):
        """A class that is none of the four is our mistake."""
        with pytest.raises(ValueError, match="unknown class"):
            vat.rate_of("halb", 0, 0.19, 0.07)


class TestDeductibleShare:
    def test_share_of_taxed_turnover_year_by_year(self):
        """A quarter exempt in the first year, nothing in the second; a year without turnover takes the whole plan's."""
        turnover = np.repeat([100.0, 100.0, 0.0], 12)
        exempt = np.repeat([25.0, 0.0, 0.0], 12)
        share = vat.deductible_share(exempt, turnover, np.zeros(36), PLAN)

        assert share[[0, 12, 24]].tolist() == [0.75, 1.0, 0.875]

    def test_small_businesses_deduct_nothing(self):
        """§ 19 UStG: no tax billed, none deducted."""
        assert vat.deductible_share(0.0, np.ones(36), np.ones(36), PLAN).tolist() == [0.0] * 36


class TestSmallBusiness:
    def applies(self, *yearly):
        turnover = np.repeat(np.array(yearly) / 12, 12)
        return vat.small_business(1, turnover, 25_000.0, 100_000.0, PLAN)

    def test_below_the_limits_it_lasts(self):
        """20,000 a year stay below 25,000."""
        assert self.applies(20_000, 20_000, 20_000).all()

    def test_passing_the_lower_limit_ends_it_next_year(self):
        """30,000 in the second year: still in that year, no longer in the third."""
        applies = self.applies(20_000, 30_000, 20_000)

        assert (True, False) == (applies[:24].all(), applies[24:].any())

    def test_passing_the_upper_limit_ends_it_at_once(self):
        """10,000 a month after a small first year: the eleventh month passes 100,000."""
        applies = self.applies(20_000, 120_000, 0)

        assert [1, 0] == applies[[21, 22]].tolist()

    def test_in_the_year_of_founding_the_lower_limit_counts(self):
        """5,000 a month: the sixth month passes 25,000."""
        assert [1, 0] == self.applies(60_000, 0, 0)[[4, 5]].tolist()


class TestCorrection:
    def test_the_right_to_deduct_is_lost_after_a_year(self):
        """19,000 deducted in full, used exempt from month 12 on: 1/60 of it goes back each month."""
        input_tax, share = np.zeros(36), np.ones(36)
        input_tax[0], share[12:] = 19_000, 0.0
        corrected = vat.correction(input_tax, share, 60, 0.1, 1_000, PLAN)

        assert corrected[12:].tolist() == pytest.approx([-19_000 / 60] * 24)
        assert corrected[:12].tolist() == [0.0] * 12

    def test_the_period_begins_with_the_first_use(self):
        """Bought before the opening, the period runs from the opening."""
        input_tax, share = np.zeros(36), np.full(36, 0.5)
        input_tax[0], share[4:] = 12_000, 1.0
        corrected = vat.correction(input_tax, share, 12, 0.1, 1_000, PLAN)

        assert corrected[[3, 4, 14, 15]].tolist() == pytest.approx([0, 500, 500, 0])

    def test_small_changes_do_not_count(self):
        """A change of a twentieth, below 1,000 euro a year."""
        input_tax, share = np.zeros(36), np.ones(36)
        input_tax[0], share[12:] = 19_000, 0.95

        assert vat.correction(input_tax, share, 60, 0.1, 1_000, PLAN).tolist() == [0.0] * 36

    @given(st.lists(st.floats(0, 1), min_size=36, max_size=36))
    def test_never_more_than_was_deducted(self, shares):
        """Deduction and correction together stay between nothing and all of the tax."""
        input_tax, share = np.zeros(36), np.array(shares)
        input_tax[0] = 10_000
        kept = 10_000 * share[0] + vat.correction(input_tax, share, 24, 0.1, 1_000, PLAN).sum()

        assert -1e-6 <= kept <= 10_000 + 1e-6


class TestAdvanceReturns:
    def test_quarterly_a_month_after_the_quarter(self):
        """January to March is paid in April."""
        paid = vat.advance_payments(np.full(36, 10.0), "vierteljährlich", 1, PLAN)

        assert paid[:7].tolist() == [0, 0, 0, 30, 0, 0, 30]

    def test_monthly_two_months_later(self):
        """With permanent extension each month is paid two months later."""
        assert vat.advance_payments(np.arange(36.0), "monatlich", 2, PLAN)[:5].tolist() == [0, 0, 0, 1, 2]

    @given(
        st.lists(st.floats(-1e4, 1e4), min_size=36, max_size=36),
        st.sampled_from(["monatlich", "vierteljährlich"]),
    )
    def test_what_is_due_is_paid_or_owed(self, due, filing):
        """Paid up to any quarter is what was due up to the quarter before."""
        due = np.array(due)
        paid = vat.advance_payments(due, filing, 1, PLAN)

        assert paid[:34].sum() == pytest.approx(due[:33].sum(), abs=1e-6)
