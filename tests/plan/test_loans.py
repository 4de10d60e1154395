import numpy as np
import pytest
import pyxirr
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.plan.loans import KINDS, schedule
from reference import case, within


def annuity(amount, rate, term, months=None):
    return schedule(amount, rate, term, 0, "annuity", drawn_in=0, months=months or term + 1)


class TestPublishedExamples:
    def test_excel_annuities(self):
        """PMT, IPMT, PPMT and their sums over a year as in Excel's documentation (P-FI-02)."""
        expected = case("P-FI-02")["expected"]
        long = annuity(125_000, 0.09, 360)
        payment = annuity(10_000, 0.08, 10)

        assert within(expected["pmt"], -(payment.interest + payment.repayment)[5])
        assert within(expected["ipmt"], -annuity(8_000, 0.10, 36).interest[1])
        assert within(expected["ppmt"], -annuity(2_000, 0.10, 24).repayment[1])
        assert within(expected["cumipmt"], -long.interest[13:25].sum())
        assert within(expected["cumprinc"], -long.repayment[13:25].sum())

    def test_conventions_of_the_library_are_those_of_excel(self):
        """The remaining time-value functions come from pyxirr, under Excel's conventions (P-FI-02)."""
        expected = case("P-FI-02")["expected"]

        assert within(expected["pv"], pyxirr.pv(0.08 / 12, 240, 500))
        assert within(expected["fv"], pyxirr.fv(0.06 / 12, 10, -200, -500, pmt_at_beginning=True))
        assert within(expected["nper"], pyxirr.nper(0.01, -100, -1000, 10_000))
        assert within(expected["rate_per_period"], pyxirr.rate(48, -200, 8_000, 0))

    def test_schedule_over_a_year(self):
        """Each of twelve instalments split as printed by numpy-financial (P-FI-03)."""
        given_, expected = (case("P-FI-03")[part] for part in ("inputs", "expected"))
        loan = annuity(given_["principal"], given_["nominal_rate"], given_["periods"])
        rows = np.column_stack([np.arange(13), -loan.repayment, -loan.interest, loan.balance])[1:]

        assert within(expected["rows_period_principal_interest_balance"], rows)
        assert within(expected["total_interest"], -loan.interest.sum())


LOANS = {
    "amount": st.floats(1, 1e7),
    "rate": st.floats(0, 0.3),
    "kind": st.sampled_from(KINDS),
    "drawn_in": st.integers(0, 20),
    "grace": st.integers(0, 24),
    "instalments": st.integers(1, 100),
}


class TestIdentities:
    @given(**LOANS)
    def test_ends_at_zero_and_repays_what_was_drawn(self, amount, rate, kind, drawn_in, grace, instalments):
        """Every loan is drawn once, never grows, never goes below zero, and ends at zero."""
        term = grace + instalments
        loan = schedule(amount, rate, term, grace, kind, drawn_in, months=drawn_in + term + 2)

        assert loan.drawn.sum() == pytest.approx(amount)
        assert loan.repayment.sum() == pytest.approx(amount)
        assert loan.repayment.min() >= -1e-9 * amount
        assert loan.balance.min() >= 0
        assert loan.balance[-1] == 0

    @given(**LOANS)
    def test_worth_its_amount_at_its_own_rate(self, amount, rate, kind, drawn_in, grace, instalments):
        """Discounted at the nominal monthly rate, the payments are worth the amount drawn."""
        term = grace + instalments
        loan = schedule(amount, rate, term, grace, kind, drawn_in, months=drawn_in + term + 2)
        discount = (1 + rate / 12) ** -(np.arange(len(loan.drawn)) - drawn_in)

        assert ((loan.interest + loan.repayment) * discount).sum() == pytest.approx(amount, rel=1e-6)

    def test_nothing_is_repaid_in_the_grace_period(self):
        """Twelve months of grace cost interest only."""
        loan = schedule(1_200, 0.12, 24, 12, "linear", drawn_in=0, months=30)

        assert loan.repayment[:13].tolist() == [0.0] * 13
        assert loan.interest[1:13] == pytest.approx(12.0)
        assert loan.repayment[13:25] == pytest.approx(100.0)

    def test_many_loans_at_once(self):
        """Arrays of amounts and terms broadcast against the months."""
        amounts, terms = np.array([[100.0], [200.0]]), np.array([[10], [20]])
        both = schedule(amounts, 0.05, terms, 0, "annuity", 0, months=24)

        assert both.balance[1] == pytest.approx(annuity(200, 0.05, 20, months=24).balance)

    def test_grace_as_long_as_the_loan_is_refused(self):
        """A loan without a single instalment is a mistake."""
        with pytest.raises(ValueError, match="grace"):
            schedule(100, 0.05, 12, 12, "linear", 0, months=24)
