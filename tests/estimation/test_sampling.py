import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.basics.apportionment import apportion, whole
from ohv_coworking.estimation.sampling import sample_by_stratum
from reference import case

measures = st.lists(st.floats(0, 1000), min_size=1, max_size=8)


class TestAllocate:
    def test_published_allocation(self):
        """P-SV-13: in proportion to three towns."""
        known = case("P-SV-13")
        inputs = known["inputs"]

        found = sample_by_stratum(pd.Series(inputs["population"]), inputs["n"])

        assert known["expected"]["n_h"]["value"] == found.to_dict()

    def test_keeps_a_least_number_in_each_stratum(self):
        """The small stratum gets its minimum, the others share the rest in proportion."""
        found = sample_by_stratum(pd.Series({"A": 800, "B": 190, "C": 10}), 103, at_least=4)

        assert {"A": 80, "B": 19, "C": 4} == found.to_dict()

    def test_never_asks_more_people_than_there_are(self):
        found = sample_by_stratum(pd.Series({"A": 1000, "B": 5}), 20, at_least=10)

        assert {"A": 15, "B": 5} == found.to_dict()

    def test_refuses_what_cannot_be_split(self):
        with pytest.raises(ValueError, match="outside what the limits allow"):
            sample_by_stratum(pd.Series({"A": 3, "B": 4}), 8)


class TestApportion:
    @given(measures, st.floats(1, 1e4), st.floats(0, 1), st.floats(1, 5))
    def test_adds_up_within_limits(self, measure, total, least, most):
        """Whatever the measure, parts add up and keep the limits."""
        fair = total / len(measure)
        parts = apportion(measure, total, least * fair, most * fair)

        assert total == pytest.approx(parts.sum())
        assert (parts >= least * fair - 1e-9).all() and (parts <= most * fair + 1e-9).all()

    @given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.integers(0, 500))
    def test_whole_parts_add_up_and_stay_near(self, measure, total):
        """Rounding moves no part by one or more and loses nobody."""
        parts = apportion(measure, total)
        rounded = whole(parts)

        assert total == rounded.sum()
        assert (np.abs(rounded - parts) < 1).all()
