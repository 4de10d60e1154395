import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.region.benchmarks import benchmark, by_subject

TABLE = pd.DataFrame(
    [("share", "A", 40.0), ("share", "B", 60.0), ("grams", "car", 147.0), ("grams", "car", 147.0)],
    columns=["indicator", "subject", "value"],
).assign(unit="percent", period="n.d. (ca. 2016)", source_title="Amt")


class TestBenchmark:
    def test_the_subject_decides(self):
        """Of two subjects the one asked for, with its line in the file and a year a reader understands."""
        found = benchmark(TABLE, "share", "B")

        assert (60.0, 0.6, 3, "ca. 2016") == (found.value, found.share, found.row, found.period)

    def test_sources_that_agree_are_one(self):
        """Two rows of the same value are no conflict."""
        assert 147.0 == benchmark(TABLE, "grams").value

    @pytest.mark.parametrize(("indicator", "subject"), [("share", None), ("share", "C"), ("rent", None)])
    def test_what_is_missing_or_ambiguous_is_named(self, indicator, subject):
        """No row is preferred silently."""
        with pytest.raises(InputFault, match="nicht eindeutig"):
            benchmark(TABLE, indicator, subject)

    def test_subjects_are_told_in_german_smallest_first(self):
        rows = TABLE.assign(subject=["Germany", "all sites", "car", "car"])

        assert ["Deutschland, Mittel", "weltweit, Mittel"] == by_subject(rows, "share")["subject"].to_list()
