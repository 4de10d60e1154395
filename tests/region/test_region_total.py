from datetime import date

import pandas as pd

from ohv_coworking.region.region_total import region_total

FACTS = pd.DataFrame(
    [("A", "2015", 10), ("B", "2015", 5), ("A", "2021", 12), ("B", "2022", 7), ("A", "undated", 99)],
    columns=["ags", "period", "value"],
).assign(indicator="unemployed", unit="persons", source_title="Amt", source_url="", note=None)


class TestRegionTotal:
    def test_dates_are_never_mixed(self):
        """Later values of single towns are left aside: 2015 is the only year both share."""
        total = region_total(FACTS, "unemployed", ["A", "B"], date(2026, 1, 1))

        assert (15.0, "2015") == (total.value, total.period)
        assert 2 == len(total.references)

    def test_the_latest_date_of_one_place_counts(self):
        """A single place has its latest dated value."""
        assert 12.0 == region_total(FACTS, "unemployed", ["A"], date(2026, 1, 1)).value

    def test_nothing_shared_is_nothing(self):
        """Without a common date there is no total."""
        assert (
            region_total(FACTS[FACTS["period"] != "2015"], "unemployed", ["A", "B"], date(2026, 1, 1)) is None
        )

    def test_values_after_the_reference_date_do_not_count(self):
        """The reference date cuts off what came later."""
        assert 10.0 == region_total(FACTS, "unemployed", ["A"], date(2016, 1, 1)).value
