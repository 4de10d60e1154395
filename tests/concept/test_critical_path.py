from graphlib import CycleError

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.basics.errors import InputFault, InputFaults
from ohv_coworking.basics.records import records
from ohv_coworking.concept.critical_path import schedule, total_duration
from ohv_coworking.concept.work_packages import WorkPackage, package_costs

# Reliable Construction Co., Hillier and Lieberman, Introduction to Operations Research, chapter on PERT/CPM:
# activity: (weeks, immediate predecessors, published slack).
RELIABLE = {
    "A": (2, "", 0),
    "B": (4, "A", 0),
    "C": (10, "B", 0),
    "D": (6, "C", 4),
    "E": (4, "C", 0),
    "F": (5, "E", 0),
    "G": (7, "D", 4),
    "H": (9, "EG", 4),
    "I": (7, "C", 2),
    "J": (8, "FI", 0),
    "K": (4, "J", 1),
    "L": (5, "J", 0),
    "M": (2, "H", 4),
    "N": (6, "KL", 0),
}


class TestSchedule:
    def test_published_example_takes_44_weeks(self):
        """Reliable Construction: 44 weeks, critical path A-B-C-E-F-J-L-N, slacks as printed."""
        times = schedule(
            {name: weeks for name, (weeks, _, _) in RELIABLE.items()},
            {name: list(before) for name, (_, before, _) in RELIABLE.items()},
        )

        assert 44 == total_duration(times)
        assert {name: slack for name, (_, _, slack) in RELIABLE.items()} == times["slack"].to_dict()
        assert list("ABCEFJLN") == times.index[times["critical"]].to_list()

    @given(st.lists(st.tuples(st.integers(0, 20), st.sets(st.integers(0, 8))), min_size=1, max_size=9))
    def test_duration_is_the_longest_chain(self, drawn):
        """The end equals the longest weighted path networkx finds, and no critical package has slack."""
        durations = {str(i): weeks for i, (weeks, _) in enumerate(drawn)}
        before = {str(i): [str(p) for p in sorted(chosen) if p < i] for i, (_, chosen) in enumerate(drawn)}
        graph = nx.DiGraph()
        for package, predecessors in before.items():
            graph.add_edge(f"{package}<", f"{package}>", weight=durations[package])
            graph.add_edges_from((f"{p}>", f"{package}<", {"weight": 0}) for p in predecessors)

        times = schedule(durations, before)

        assert nx.dag_longest_path_length(graph) == total_duration(times)
        assert (times["slack"] >= 0).all()

    def test_a_circle_is_an_error(self):
        """Two packages waiting for each other have no schedule."""
        with pytest.raises(CycleError):
            schedule({"A": 1, "B": 1}, {"A": ["B"], "B": ["A"]})

    def test_an_unknown_predecessor_is_an_error(self):
        """A predecessor without duration is not skipped."""
        with pytest.raises(ValueError, match="Z"):
            schedule({"A": 1}, {"A": ["Z"]})


def table(*rows: tuple[str, str]) -> pd.DataFrame:
    number, predecessors = zip(*rows, strict=True)
    same = {"title": "Paket", "phase": "Bau", "weeks_low": "1", "weeks": "2", "weeks_high": "3"}
    same |= {
        "responsible": "Stadt",
        "cost_eur": "",
        "investments": "",
        "milestone": "",
        "permit": "",
        "kind": "angenommen",
        "source": "Annahme, zu prüfen",
    }
    return pd.DataFrame({"number": number, "predecessors": predecessors}).assign(**same)


class TestWorkPackages:
    def test_a_package_depending_on_itself_is_named_with_file_and_row(self):
        """The self-dependency stands in row 3 of the file."""
        with pytest.raises(InputFault, match="hängt von sich selbst ab") as caught:
            records(table(("A1", ""), ("A2", "A1;A2")), WorkPackage, "work_packages.csv")

        assert ("work_packages.csv", 3, "A2") == (caught.value.file, caught.value.row, caught.value.found)

    def test_a_package_depending_on_an_unknown_one_is_named_with_file_and_row(self):
        """The unknown predecessor is shown with the numbers that exist."""
        with pytest.raises(InputFault, match="unbekannten Paket") as caught:
            records(table(("A1", "B7"), ("A2", "A1")), WorkPackage, "work_packages.csv")

        assert (2, "B7", "A1, A2") == (caught.value.row, caught.value.found, caught.value.expected)

    def test_a_circle_is_named(self):
        """Packages waiting for each other are listed in their circle."""
        with pytest.raises(InputFault, match="im Kreis"):
            records(table(("A1", "A2"), ("A2", "A1")), WorkPackage, "work_packages.csv")

    def test_several_faults_come_together(self):
        """Self-dependency and unknown package are reported in one pass."""
        with pytest.raises(InputFaults) as caught:
            records(table(("A1", "A1"), ("A2", "Z9")), WorkPackage, "work_packages.csv")

        assert [2, 3] == [fault.row for fault in caught.value.faults]

    def test_costs_come_from_the_plan(self):
        """Own cost and investments add up; a package with neither has no known cost."""
        packages = records(table(("A1", ""), ("A2", ""), ("A3", "")), WorkPackage, "work_packages.csv")
        packages[0] = packages[0].model_copy(
            update={"investments": ("kitchen", "network"), "cost_eur": 500.0}
        )
        packages[1] = packages[1].model_copy(update={"cost_eur": 0.0})

        assert [28_500.0, 0.0, None] == package_costs(
            packages, {"kitchen": 12_000.0, "network": 16_000.0}, "w.csv"
        )

    def test_an_investment_the_plan_does_not_have_is_named(self):
        """A misspelt investment is not costed at nothing."""
        packages = records(table(("A1", "")), WorkPackage, "work_packages.csv")
        wrong = [packages[0].model_copy(update={"investments": ("kitchn",)})]
        with pytest.raises(InputFault, match="Finanzplan") as caught:
            package_costs(wrong, {"kitchen": 12_000.0}, "work_packages.csv")

        assert (2, "kitchn") == (caught.value.row, caught.value.found)
