"""What holds in every plan: the balance, signs, taxes that net out, and that what is worse never helps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ohv_coworking.plan.lines.accounts import balance_sheet
from plan_example import EXAMPLE, example, run

SHARES, FLAGS = st.floats(0, 1), st.sampled_from([0, 1])
RANDOM_PLANS = st.fixed_dictionaries(
    {
        "inflation": st.floats(-0.02, 0.1),
        "area": st.floats(0, 500),
        "rent_per_square_metre": st.floats(0, 30),
        "rent_free_months": st.integers(0, 12),
        "initial_share": SHARES,
        "innovation": st.floats(0.001, 0.5),
        "desk_capacity": st.floats(0, 100),
        "desk_price": st.floats(0, 1_000),
        "desk_utilisation": SHARES,
        "desk_vat": st.sampled_from(["Regelsatz", "ermäßigt", "Vermietung"]),
        "office_capacity": st.floats(0, 20),
        "host_full_time_equivalents": st.floats(0, 3),
        "fit_out_unit_price": st.floats(0, 2_000),
        "chairs_unit_price": st.floats(0, 2_000),
        "receivable_days": st.floats(0, 30),
        "payable_days": st.floats(0, 30),
        "bad_debt_share": st.floats(0, 0.5),
        "bank_kind": st.sampled_from(["Annuität", "gleiche Tilgung", "endfällig"]),
        "bank_amount": st.floats(0, 1e6),
        "bank_yearly_rate": st.floats(0, 0.3),
        "building_rate": SHARES,
        "building_ceiling": st.floats(0, 1e5),
        "service_applied": FLAGS,
        "grant_treatment": st.sampled_from(["mindert Anschaffungskosten", "Sonderposten"]),
        "small_business": FLAGS,
        "option_to_tax": FLAGS,
        "vat_on_rent": FLAGS,
        "vat_filing_months": st.sampled_from(["monatlich", "vierteljährlich"]),
        "vat_payment_months": st.integers(1, 3),
        "receipts_limit": FLAGS,
        "municipal_contribution_a_year": st.floats(0, 2e5),
    }
)


class TestIdentities:
    @settings(max_examples=60, deadline=None)
    @given(RANDOM_PLANS)
    def test_the_balance_sheet_balances_every_month(self, changes):
        """Assets equal liabilities in every month of every plan, to a ten-thousandth of a cent."""
        assert np.abs(run(**changes)["difference"]).max() < 1e-6

    @settings(max_examples=30, deadline=None)
    @given(RANDOM_PLANS)
    def test_no_balance_turns_negative(self, changes):
        """What is owned or owed is never less than nothing, the retained result apart."""
        found = run(**changes)
        for name in {line.name for lines in balance_sheet(example()).values() for line in lines} - {
            "retained_result"
        }:
            assert np.min(found[name]) > -1e-6, name

    @settings(max_examples=30, deadline=None)
    @given(RANDOM_PLANS)
    def test_value_added_tax_nets_out(self, changes):
        """Output tax less deducted input tax less correction is paid or still owed, nothing else."""
        found = run(**changes)
        due = (
            found["output_tax"]
            - found["deductible_share"] * found["input_tax"]
            - found["input_tax_correction"]
        )
        owed = found["vat_payable"][-1] - found["vat_receivable"][-1]

        assert due.sum() == pytest.approx(found["vat_paid_out"].sum() + owed, abs=1e-6)

    @settings(max_examples=30, deadline=None)
    @given(RANDOM_PLANS)
    def test_assets_are_written_off_to_cost_at_most(self, changes):
        """In no month has more been written off than was capitalised, nor more released than granted."""
        found = run(**changes)
        for key in EXAMPLE["investments"]:
            borne, granted, written_off, released = (
                np.cumsum(found[f"{key}_{part}"])
                for part in ("capitalised", "granted", "depreciation", "grant_release")
            )
            assert (written_off <= borne + 1e-6).all(), key
            assert (released <= granted + 1e-6).all(), key
            assert (granted <= borne + 1e-6).all(), key

    def test_the_way_grants_are_shown_changes_no_result(self):
        """Lower acquisition cost or special item: same profit, same cash, another balance sheet."""
        lowered, special = run(), run(grant_treatment="Sonderposten")

        assert lowered["profit"] == pytest.approx(special["profit"])
        assert lowered["cash_balance"] == pytest.approx(special["cash_balance"])
        assert special["special_item"][0] > 0
        assert special["fixed_assets"][0] - lowered["fixed_assets"][0] == pytest.approx(
            special["special_item"][0]
        )


class TestMonotonicity:
    @pytest.mark.parametrize(
        ("name", "worse"),
        [
            ("rent_per_square_metre", 14),
            ("desk_price", 80),
            ("desk_utilisation", 0.4),
            ("energy_amount", 4),
            ("host_full_time_equivalents", 0.8),
            ("fit_out_unit_price", 400),
            ("bank_yearly_rate", 0.09),
            ("municipal_contribution_a_year", 6_000),
            ("building_ceiling", 2_000),
            ("bad_debt_share", 0.1),
            ("rent_free_months", 0),
            ("vat_on_rent", 1),
        ],
    )
    def test_what_is_worse_never_improves_the_end(self, name, worse):
        """Higher cost, lower price, fewer sales or less support: never more cash at the end."""
        start = {"service_applied": 0, "vat_on_rent": 0}
        before, after = run(**start), run(**start | {name: worse})

        assert after["cash_balance"][-1] <= before["cash_balance"][-1] + 1e-6

    def test_pay_that_a_grant_refunds_costs_less(self):
        """With a share granted, a bigger post costs only the rest."""
        bare = run(service_applied=0, host_full_time_equivalents=0.6)
        funded = run(service_applied=1, host_full_time_equivalents=0.6)

        assert funded["cash_balance"][-1] > bare["cash_balance"][-1]


class TestTiming:
    def test_taxes_are_booked_at_the_end_of_the_year_and_paid_later(self):
        """A rich plan: booked in December, paid six months later."""
        found = run(desk_price=1_000)
        booked = np.flatnonzero(found["income_tax"])
        paid = np.flatnonzero(found["income_tax_paid"])

        assert len(booked)
        # The lease began in July 2026: month 5 is the first December.
        assert set(booked) <= {*range(5, 60, 12), 59}
        assert paid.tolist() == [month + 6 for month in booked if month + 6 < 60]

    def test_customers_pay_half_a_month_later(self):
        """Fifteen days: half of the month's bills is open at its end."""
        found = run()

        assert found["receivables"] == pytest.approx(found["gross_revenue"] * 0.99 / 2)

    def test_grants_arrive_with_their_delay(self):
        """Earned with the purchase in month 0, paid in month 3."""
        found = run()

        assert found["investment_grants_received"][[0, 2]].tolist() == [0, 0]
        assert found["investment_grants_received"][3] == found["grants_receivable"][0] > 0
