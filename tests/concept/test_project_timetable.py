from datetime import date

from ohv_coworking.concept.timetable import duration_span, package_times, timetable
from ohv_coworking.concept.work_packages import WorkPackage


def package(number: str, low: float, weeks: float, high: float, *before: str) -> WorkPackage:
    return WorkPackage(
        number=number, title=number, phase="Bau", predecessors=before, weeks_low=low, weeks=weeks, weeks_high=high,
        responsible="Stadt", kind="angenommen", source="Prüffall",
    )  # fmt: skip


PACKAGES = [package("A1", 1, 2, 8), package("B1", 3, 4, 5, "A1"), package("B2", 1, 1, 1, "A1")]


class TestTimetable:
    def test_the_span_is_that_of_the_whole_chain(self):
        """Short, as planned and long: the packages on the longest way added up."""
        assert (4, 6, 13) == duration_span(PACKAGES)

    def test_each_package_begins_when_those_before_it_are_done(self):
        table = timetable(PACKAGES, package_times(PACKAGES), [100.0, None, 0.0], date(2026, 1, 5))

        assert ["2026-01-05", "2026-01-19", "2026-01-19"] == table["begins"].to_list()
        assert ["", "A1", "A1"] == table["before"].to_list()
        assert ["ja", "ja", ""] == table["is_critical"].to_list()
        assert [False, True, False] == table["cost"].isna().to_list()
