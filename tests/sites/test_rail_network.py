"""Rail travel times follow from run time, dwell and frequency, and fit known journeys."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.formats.timetable.timetable_frames import Timetable, timetable_from_tables
from ohv_coworking.raw import Catalog
from ohv_coworking.sites.rail_network import Waiting, door_to_door, ride_minutes, rides, station_minutes

RAW = Path(__file__).parents[2] / "data" / "raw"
WAITING = Waiting(first_cap_min=10, transfer_cap_min=30, change_min=4)


def segments(*rows: tuple) -> pd.DataFrame:
    columns = ["line", "from_id", "to_id", "run_time_min", "dwell_at_from_min", "departures_per_hour"]
    return pd.DataFrame(rows, columns=columns)


def no_footpaths(count: int) -> np.ndarray:
    return np.full((count, count), np.inf)


@pytest.fixture(scope="module")
def shipped() -> Timetable:
    catalog = Catalog.load(RAW)
    return timetable_from_tables(
        catalog.read_csv("rail_stations"),
        catalog.read_csv("rail_segments"),
        catalog.entry("rail_segments").as_of,
    )


class TestRides:
    def test_a_ride_adds_up_run_times_and_the_dwell_on_the_way(self):
        """A–B–C takes both run times and the stop at B, at the frequency of the thinner part."""
        found = rides(segments(("S1", "A", "B", 5, np.nan, 6), ("S1", "B", "C", 7, 1, 3)))

        expected = [["S1", "A", "B", 5, 6], ["S1", "A", "C", 13, 3], ["S1", "B", "C", 7, 3]]
        assert expected == found.values.tolist()

    def test_nobody_rides_through_where_all_trains_start_anew(self):
        """Without a dwell at B, trains from A end there."""
        found = rides(segments(("S1", "A", "B", 5, np.nan, 6), ("S1", "B", "C", 7, np.nan, 3)))

        assert [("A", "B"), ("B", "C")] == list(zip(found["from_id"], found["to_id"], strict=True))

    def test_trains_don_t_turn_round_on_the_way(self):
        """Both directions of a line are no ride from a station to itself or back past it."""
        found = rides(
            segments(("S1", "A", "B", 5, 1, 6), ("S1", "B", "A", 5, 1, 6), ("S1", "B", "C", 7, 1, 6))
        )

        assert {("A", "B"), ("B", "A"), ("B", "C"), ("A", "C")} == set(
            zip(found["from_id"], found["to_id"], strict=True)
        )

    def test_what_does_not_run_is_left_out(self):
        """A segment without departures at this time of day is no ride."""
        assert rides(segments(("S1", "A", "B", 5, np.nan, 0))).empty


class TestWaiting:
    def test_half_the_headway_up_to_the_cap(self):
        """Every 10 minutes: 5 minutes' wait; every 2 hours: the cap."""
        found = rides(segments(("S1", "A", "B", 20, np.nan, 6), ("R1", "B", "C", 20, np.nan, 0.5)))

        assert [25, 30] == ride_minutes(found, cap_min=10)["minutes"].tolist()

    def test_two_equal_lines_halve_the_wait(self):
        """Two lines every 10 minutes are as good as one every 5."""
        found = rides(segments(("S1", "A", "B", 20, np.nan, 6), ("S2", "A", "B", 20, np.nan, 6)))

        assert [22.5] == ride_minutes(found, cap_min=10)["minutes"].tolist()

    def test_a_slow_line_is_let_pass_when_waiting_pays(self):
        """An hour on the slow line is worse than waiting for the fast one."""
        found = rides(segments(("S1", "A", "B", 20, np.nan, 6), ("S2", "A", "B", 80, np.nan, 6)))

        assert [25] == ride_minutes(found, cap_min=10)["minutes"].tolist()

    @given(
        st.lists(st.tuples(st.floats(1, 90), st.floats(0.2, 12)), min_size=1, max_size=5), st.floats(1, 60)
    )
    def test_another_line_never_makes_it_slower(self, lines, cap):
        """Each line more leaves the expected time the same or better."""
        table = segments(*((f"L{i}", "A", "B", run, np.nan, rate) for i, (run, rate) in enumerate(lines)))
        fewer, more = rides(table[:-1]), rides(table)
        before = ride_minutes(fewer, cap)["minutes"].to_list() or [np.inf]

        assert ride_minutes(more, cap)["minutes"].iloc[0] <= before[0] + 1e-9


class TestJourneys:
    def test_a_change_costs_the_way_and_the_second_wait(self):
        """10 + 20, then 4 to change and 15 to wait (twice an hour) and 20 again."""
        found = rides(segments(("R1", "A", "B", 20, np.nan, 2), ("R2", "B", "C", 20, np.nan, 2)))

        minutes = station_minutes(["A", "B", "C"], found, no_footpaths(3), WAITING)

        assert [0, 30, 30 + 4 + 15 + 20] == minutes[0].tolist()
        assert [np.inf, np.inf, 0] == minutes[2].tolist()

    def test_a_footpath_joins_two_stations(self):
        """From B one walks three minutes to C and boards there."""
        found = rides(segments(("R1", "A", "B", 20, np.nan, 6), ("R2", "C", "D", 20, np.nan, 6)))
        walk = no_footpaths(4)
        walk[1, 2] = walk[2, 1] = 3

        minutes = station_minutes(["A", "B", "C", "D"], found, walk, WAITING)

        assert 5 + 20 + 3 + 4 + 5 + 20 == minutes[0, 3]

    def test_door_to_door_takes_the_best_station_or_none(self):
        """Of two stations the better one is used; who lives next door walks."""
        between = np.array([[0.0, 30, 50], [30, 0, 15], [50, 15, 0]])
        access = np.array([[5.0, 12, np.inf], [np.inf, np.inf, np.inf]])
        egress = np.array([[np.inf], [np.inf], [6.0]])

        minutes = door_to_door(access, between, egress, np.array([[90.0], [8.0]]))

        assert [[12 + 15 + 6], [8]] == minutes.tolist()


class TestShippedTimetable:
    def test_s1_from_oranienburg_to_friedrichstrasse_runs_three_quarters_of_an_hour(self, shipped):
        """Frequent riders know it: S 1 every 20 minutes, three quarters of an hour."""
        ids = shipped.stations.set_index("name")["station_id"]
        s1 = shipped.frequencies("weekday_06_09", 20).query("line == 'S1'")
        ride = (
            rides(s1)
            .set_index(["from_id", "to_id"])
            .loc[(ids["S Oranienburg Bhf"], ids["S+U Friedrichstr. Bhf (Berlin)"])]
        )

        assert 3 == ride["departures_per_hour"]
        assert 43 <= ride["in_vehicle_min"] <= 48

    def test_known_journeys_are_plausible(self, shipped):
        """RE 5 brings Oranienburg to Gesundbrunnen in 24 minutes plus the wait, S 25 Hennigsdorf in about 27."""
        ids = shipped.stations["station_id"]
        at = {name: position for position, name in enumerate(shipped.stations["name"])}
        minutes = station_minutes(
            ids, rides(shipped.frequencies("weekday_06_09", 20)), no_footpaths(len(ids)), WAITING
        )
        gesundbrunnen = at["S+U Gesundbrunnen Bhf (Berlin)"]

        assert 24 + 10 == minutes[at["S Oranienburg Bhf"], gesundbrunnen]
        assert 33 <= minutes[at["S Hennigsdorf Bhf"], gesundbrunnen] <= 39
        assert minutes[at["Velten, Bahnhof"], gesundbrunnen] > minutes[at["S Hennigsdorf Bhf"], gesundbrunnen]

    def test_no_detour_is_faster_than_the_way_itself(self, shipped):
        """Changing anywhere on the way costs at least nothing (triangle inequality with the first wait)."""
        ids = shipped.stations["station_id"]
        minutes = station_minutes(
            ids, rides(shipped.frequencies("weekday", 20)), no_footpaths(len(ids)), Waiting(10, 10, 0)
        )
        via = at = shipped.stations["name"].tolist().index("S+U Gesundbrunnen Bhf (Berlin)")

        assert (minutes <= minutes[:, [via]] + minutes[[at], :] + 1e-9).all()

    def test_the_same_timetable_gives_the_same_bytes(self, shipped):
        """The order of the segments in the file does not matter."""
        ids = shipped.stations["station_id"]
        table = shipped.frequencies("weekday", 20)
        one, other = (
            station_minutes(ids, rides(given), no_footpaths(len(ids)), WAITING)
            for given in (table, table.sample(frac=1, random_state=5))
        )

        assert one.tobytes() == other.tobytes()
