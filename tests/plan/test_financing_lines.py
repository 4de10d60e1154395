"""Grants and loans of a plan."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_example import run
from reference import case, within


def loan(amount, rate, term, grace=0, kind="Annuität", **more):
    """Return a run with one loan, drawn in the first month of the plan."""
    return run(
        bank_amount=amount, bank_yearly_rate=rate, bank_term_months=term, bank_grace_months=grace, bank_kind=kind,
        **{"bank_months_before_opening": 2, **more},
    )  # fmt: skip


class TestPublishedLoans:
    def test_excel_annuities(self):
        """PMT, IPMT, PPMT and their sums over a year as in Excel's documentation (P-FI-02)."""
        expected = case("P-FI-02")["expected"]
        long, payment = loan(125_000, 0.09, 360), loan(10_000, 0.08, 10)

        assert within(expected["pmt"], -(payment["bank_interest"] + payment["bank_repayment"])[5])
        assert within(expected["ipmt"], -loan(8_000, 0.10, 36)["bank_interest"][1])
        assert within(expected["ppmt"], -loan(2_000, 0.10, 24)["bank_repayment"][1])
        assert within(expected["cumipmt"], -long["bank_interest"][13:25].sum())
        assert within(expected["cumprinc"], -long["bank_repayment"][13:25].sum())

    def test_schedule_over_a_year(self):
        """Each of twelve instalments split as printed by numpy-financial (P-FI-03)."""
        given_, expected = (case("P-FI-03")[part] for part in ("inputs", "expected"))
        plan = loan(given_["principal"], given_["nominal_rate"], given_["periods"])
        parts = (-plan["bank_repayment"], -plan["bank_interest"], plan["bank_balance"])
        rows = np.column_stack([np.arange(13), *(part[:13] for part in parts)])[1:]

        assert within(expected["rows_period_principal_interest_balance"], rows)
        assert within(expected["total_interest"], -plan["bank_interest"].sum())


LOANS = {
    "amount": st.floats(1, 1e7),
    "rate": st.one_of(st.just(0.0), st.floats(1e-4, 0.3)),
    "kind": st.sampled_from(["Annuität", "gleiche Tilgung", "endfällig"]),
    "grace": st.integers(0, 24),
    "instalments": st.integers(1, 30),
}


class TestLoans:
    @given(**LOANS)
    def test_ends_at_zero_and_is_worth_its_amount_at_its_own_rate(
        self, amount, rate, kind, grace, instalments
    ):
        """Every loan is drawn once, repaid in full, never below zero; discounted at its rate it is worth its amount."""
        plan = loan(amount, rate, grace + instalments, grace, kind)
        paid, discount = plan["bank_interest"] + plan["bank_repayment"], (1 + rate / 12) ** -np.arange(60)

        assert plan["bank_repayment"].sum() == pytest.approx(amount)
        assert min(plan["bank_repayment"].min(), plan["bank_balance"].min()) >= -1e-9 * amount
        assert plan["bank_balance"][-1] == pytest.approx(0, abs=1e-9 * amount)
        assert (paid * discount).sum() == pytest.approx(amount, rel=1e-6)

    def test_nothing_is_repaid_in_the_grace_period(self):
        """Twelve months of grace cost interest only."""
        plan = loan(1_200, 0.12, 24, 12, "gleiche Tilgung")

        assert [0.0] * 13 == plan["bank_repayment"][:13].tolist()
        assert plan["bank_interest"][1:13] == pytest.approx(12.0)
        assert plan["bank_repayment"][13:25] == pytest.approx(100.0)


COST = {"fit_out_capitalised": np.r_[20_000.0, np.zeros(59)]}


def grant(cost=COST, **changes):
    """Return a run whose building grant meets a cost (months,) of the fit-out."""
    return run(cost, **{f"building_{name}": value for name, value in changes.items()})


class TestGrants:
    def test_rate_of_the_eligible_cost(self):
        """Half of 20,000, paid three months later."""
        plan = grant(rate=0.5, ceiling=50_000)

        assert 10_000 == plan["building_earned"][0]
        assert [0, 0, 10_000] == plan["building_paid"][[0, 2, 3]].tolist()

    def test_own_share_limits_the_rate(self):
        """A rate of 60 % with 50 % own share pays 50 %."""
        assert 10_000 == grant(rate=0.6, own_share=0.5, ceiling=50_000)["building_earned"].sum()

    def test_nothing_without_a_notice(self):
        """A grant not applied for pays nothing."""
        assert 0 == grant(applied=0)["building_earned"].sum()

    def test_ends_in_time(self):
        """Cost after the end is not eligible: two months before and twelve after the opening."""
        every_month = {"fit_out_capitalised": np.full(60, 100.0)}

        assert 14 * 50 == grant(every_month, rate=0.5, ceiling=1e6, runs_months=12)["building_earned"].sum()

    @given(
        st.lists(st.floats(0, 1e5), min_size=60, max_size=60),
        st.floats(0, 1),
        st.floats(0, 1),
        st.floats(0, 1e5),
    )
    def test_never_above_ceiling_or_rate(self, cost, rate, own_share, ceiling):
        """In no month has more been earned than the ceiling, the rate and the own share allow."""
        plan = grant({"fit_out_capitalised": np.array(cost)}, rate=rate, own_share=own_share, ceiling=ceiling,
                     runs_months=120)  # fmt: skip
        earned = np.cumsum(plan["building_earned"])

        assert earned[-1] <= ceiling + 1e-6
        assert (earned <= min(rate, 1 - own_share) * np.cumsum(cost) + 1e-6).all()
        assert (np.cumsum(plan["building_paid"]) <= earned + 1e-6).all()

    def test_repayment_falls_month_by_month(self):
        """10,000 earmarked for 24 months: closing after the first operating month returns 23/24, after the last nothing."""
        back = grant(rate=0.5, ceiling=50_000, earmarked_months=24)["exit_grants"]

        assert back[[0, 2, 13, 25]].tolist() == pytest.approx([10_000, 10_000 * 23 / 24, 5_000, 0])
        assert not grant(earmarked_months=0)["exit_grants"].any()

    def test_de_minimis_counts_three_years(self):
        """What was granted 36 months ago no longer counts."""
        plan = grant(COST | {"need": np.zeros(60)}, rate=0.5, ceiling=50_000)
        used = plan["aid_in_period"]

        assert [10_000, 10_000, 0] == used[[0, 35, 36]].tolist()

    def test_aid_counts_need_and_guarantee(self):
        """80 % of 20,000 guaranteed over four years at 2 % a year are 1,280; the need of three years comes on top."""
        plan = run({"need": np.full(60, 100.0)}, bank_guaranteed_share=0.8, building_applied=0)

        assert plan["aid_in_period"][[1, 59]].tolist() == pytest.approx([200 + 1_280, 3_600])


class TestQuarterlyInstalments:
    def test_interest_and_repayment_at_the_end_of_each_quarter(self):
        """1,200 at 12 % over two years, the first free of repayment: 36 of interest, then four instalments of 300."""
        plan = loan(1_200, 0.12, 24, 12, "gleiche Tilgung", bank_instalments="vierteljährlich")

        assert [0, 0, 0, 36, 0, 0, 36] == pytest.approx(plan["bank_interest_paid"][:7].tolist())
        assert [300] * 4 == pytest.approx(plan["bank_repayment"][[15, 18, 21, 24]].tolist())
        assert [12, 24, 0] == pytest.approx(plan["interest_payable"][1:4].tolist())

    def test_effective_rate(self):
        """12 % nominal are 12.68 % a year paid monthly, 12.55 % paid quarterly."""
        rates = [loan(1_200, 0.12, 24, 0, "Annuität", bank_instalments=each)["bank_effective_rate"]
                 for each in ("monatlich", "vierteljährlich")]  # fmt: skip

        assert [0.12682503, 0.12550881] == pytest.approx(rates)
