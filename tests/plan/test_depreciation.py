import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.plan.depreciation import acquisition_cost, straight_line
from reference import case, within


def by_year(monthly, first_month):
    """Sum months into calendar years, the first month being `first_month` (1 to 12)."""
    return [months.sum() for months in np.split(monthly, range(13 - first_month, len(monthly), 12))]


class TestPublishedExamples:
    def test_pro_rata_by_month(self):
        """Bought in October, seven years: 600 first, 2,400 a year, 1,800 in the eighth year (P-FI-08)."""
        given_, expected = (case("P-FI-08")[part] for part in ("inputs", "expected"))
        bought = np.zeros(8 * 12 - 9)
        bought[0] = given_["cost_net"]
        years = by_year(straight_line(bought, 12 * given_["useful_life_years"]), first_month=10)

        assert list(expected["per_year"]["value"].values()) == pytest.approx(years)

    @pytest.mark.parametrize(("right", "share"), [("with", 1), ("without", 0)])
    def test_input_tax_that_cannot_be_deducted_is_depreciated(self, right, share):
        """The base is net with, gross without the right to deduct (P-FI-09)."""
        given_, expected = (case("P-FI-09")[part] for part in ("inputs", "expected"))
        tax = given_["net"] * given_["vat_rate"]
        bought = np.zeros(18)
        bought[0] = acquisition_cost(given_["net"], tax, share)
        first, second = by_year(straight_line(bought, 12 * given_["useful_life_years"]), first_month=7)[:2]

        assert within(expected["vat"], tax)
        assert within(expected[f"base_{right}_deduction"], bought[0])
        assert within(expected[f"first_year_{right}_deduction"], first)
        assert within(expected[f"year_{right}_deduction"], second)


class TestRules:
    @given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.integers(1, 90))
    def test_never_exceeds_cost(self, additions, life):
        """In no month has more been written off than was bought."""
        additions = np.array(additions)
        written_off = np.cumsum(straight_line(additions, life))

        assert (written_off <= np.cumsum(additions) * (1 + 1e-9) + 1e-6).all()

    def test_fully_written_off_at_the_end_of_life(self):
        """After its life an asset stands at zero."""
        bought = np.zeros(30)
        bought[3] = 900.0

        assert straight_line(bought, 24).sum() == pytest.approx(900)
        assert straight_line(bought, 24)[27:].tolist() == [0, 0, 0]
