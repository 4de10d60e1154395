import pandas as pd
import pytest

from ohv_coworking.concept.town_benefits import payers

SHARES = pd.DataFrame(
    {"ags": ["1", "2"], "town": ["Ort A", "Ort B"], "use_share": [0.75, 0.25], "mixed": [60_000.0, 40_000.0]}
)
SMALL = pd.Series({"public": 5_000.0, "hours": 300.0})


class TestPayers:
    def test_cost_and_gain_are_shared_out(self):
        """Shares of cost add up to one, hours and worth to what all towns gain together."""
        found = payers(SHARES, SMALL, 1_000, 20_000, "1")

        assert [0.6, 0.4] == found["cost_share"].to_list()
        assert 1_000 == pytest.approx(found["hours"].sum())
        assert 20_000 == pytest.approx(found["worth"].sum())

    def test_only_towns_without_the_first_site_pay_for_desks_of_their_own(self):
        assert [60_000, 45_000] == payers(SHARES, SMALL, 1_000, 20_000, "1")["both"].to_list()
