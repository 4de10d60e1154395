from datetime import date

import numpy as np
import pandas as pd

from ohv_coworking.concept.outcomes import TargetGroup
from ohv_coworking.concept.target_groups import group_sizes
from ohv_coworking.region.region_total import region_total

FACTS = pd.DataFrame([("A", "2020", 100), ("B", "2020", 300)], columns=["ags", "period", "value"]).assign(
    indicator="unemployed", unit="persons", source_title="Amt", source_url="", note=None
)
TOTAL = region_total(FACTS, "unemployed", ["A", "B"], date(2026, 1, 1))
ACCESS = pd.DataFrame(
    {"first": [1.0, 0.5], "without": [0.5, np.nan], "network": [1.0, 1.0]}, index=["A", "B"]
)


def group(key: str, area: str) -> TargetGroup:
    return TargetGroup(
        key=key, group=key, indicator="unemployed", area=area, measured="m", barrier="b", contribution="c"
    )


class TestGroupSizes:
    def test_a_group_is_spread_over_the_towns_as_it_was_counted(self):
        """100 of 100 and 150 of 300 reach the first site: 250, in hundreds 200; all reach the network."""
        found = group_sizes([group("jobless", "towns")], {"jobless": TOTAL}, ACCESS).iloc[0]

        assert (400, "2020", 200, 400) == tuple(found[["size", "period", "first", "network"]])

    def test_what_is_counted_for_a_larger_area_reaches_an_unknown_number(self):
        found = group_sizes([group("jobless", "district")], {"jobless": TOTAL}, ACCESS).iloc[0]

        assert 400 == found["size"]
        assert np.isnan(found["first"])

    def test_an_unknown_group_has_no_size(self):
        found = group_sizes([group("jobless", "towns")], {"jobless": None}, ACCESS).iloc[0]

        assert np.isnan(found["size"])
        assert "" == found["period"]
