"""Timetables in which something is doubtful: what cannot be, what the coding of a bus as rail shows, tables cut short."""

import pytest

from gtfs_feed import FILES, write_feed
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.timetable import read_gtfs


class TestPlausibility:
    """Feeds are collected from many hands: what cannot be is mended by a rule and told, or refused."""

    def departures(self, tmp_path, **changed):
        found = read_gtfs(write_feed(tmp_path / "feed", **changed))
        return found.stations.set_index("name")["departures_per_weekday"].to_dict(), " ".join(found.notices)

    def test_a_train_published_twice_runs_once(self, tmp_path):
        """Of another route and service, but of the same line, stations and times."""
        once, _ = self.departures(tmp_path / "once")
        twice, told = self.departures(
            tmp_path,
            routes=FILES["routes.txt"] + "r1x,RE9,,100\n",
            trips=FILES["trips.txt"] + "r1x,weekday,copy\n",
            stop_times=FILES["stop_times.txt"]
            + "copy,05:00:00,05:00:00,A:1,1\ncopy,05:10:00,05:12:00,B,2\ncopy,05:22:00,05:22:00,C,3\n",
        )

        assert once == twice
        assert "1 Fahrt" in told.replace("\xa0", " ")

    def test_dates_decades_off_are_no_timetable(self, tmp_path):
        once, _ = self.departures(tmp_path / "once")
        stray, told = self.departures(
            tmp_path, calendar_dates=FILES["calendar_dates.txt"] + "daily,20990101,1\ndaily,19700101,1\n"
        )

        assert once == stray
        assert "1970" in told and "2099" in told

    def test_platforms_without_parent_are_one_station_by_their_id(self, tmp_path):
        stops = (
            FILES["stops.txt"].replace("B,", "de:12065:2:1:1,")
            + "de:12065:2::2,Bstadt Gleis 2,52.65,13.20,,\n"
        )
        times = FILES["stop_times.txt"].replace(",B,", ",de:12065:2:1:1,")
        first, rest = times.split("re-noon,12:10", 1)

        found, _ = self.departures(
            tmp_path,
            stops=stops,
            stop_times=first + "re-noon,12:10" + rest.replace("de:12065:2:1:1", "de:12065:2::2", 1),
        )

        assert {"Ahausen": 3, "Bstadt, Bahnhof": 3, "Cburg": 0} == found

    def test_platforms_that_only_their_names_tell_apart_are_one_station(self, tmp_path):
        """If they lie side by side: a platform of the same name in another town is another station."""
        stops = FILES["stops.txt"].replace('"Bstadt, Bahnhof"', '"Bstadt, Gleis 1"')
        first, rest = FILES["stop_times.txt"].split("re-noon,12:10:00,12:12:00,B", 1)
        times = first + "re-noon,12:10:00,12:12:00,B2" + rest

        beside, _ = self.departures(
            tmp_path / "beside", stops=stops + '"B2","Bstadt (Gl. 2)",52.6501,13.2001,,\n', stop_times=times
        )
        apart, _ = self.departures(
            tmp_path / "apart", stops=stops + '"B2","Bstadt (Gl. 2)",52.8,13.2001,,\n', stop_times=times
        )

        assert {"Ahausen": 3, "Bstadt": 3, "Cburg": 0} == beside
        assert 4 == len(apart)

    def test_a_long_time_after_most_trips_ended_is_no_full_service(self, tmp_path):
        once, _ = self.departures(tmp_path / "once")
        calendar = FILES["calendar.txt"].replace("20250126\nweekday", "20350126\nweekday")

        long, told = self.departures(tmp_path, calendar=calendar)

        assert once == long
        assert "2035" in told

    def test_setting_down_is_no_departure(self, tmp_path):
        lines = FILES["stop_times.txt"].splitlines()
        times = "\n".join(
            [lines[0] + ",pickup_type", *(line + (",1" if ",B," in line else ",0") for line in lines[1:]), ""]
        )

        found, _ = self.departures(tmp_path, stop_times=times)

        assert (3, 0) == (found["Ahausen"], found["Bstadt, Bahnhof"])


class TestBusesCodedAsRail:
    """A bus whose route type says railway: left out where anything calls it a bus, told where it only runs like one."""

    def feed(self, tmp_path, route: str, agency: str = "", minutes: int = 20, stops=("A:1", "D"), more=""):
        """Write the feed whose bus is typed as a railway, with that row of routes.txt, and agencies."""
        head = "agency_id,route_id,route_short_name,route_long_name,route_desc,route_type\n"
        rows = f"a1,r1,RE9,,,100\na1,s1,S9,,,109\n{route}\n"
        name = route.split(",")[1]
        trips = FILES["trips.txt"].replace("b1,", f"{name},")
        times = FILES["stop_times.txt"].replace(
            "bus,06:00:00,06:00:00,A:1", f"bus,06:00:00,06:00:00,{stops[0]}"
        )
        times = times.replace(
            "bus,06:20:00,06:20:00,D", f"bus,06:{minutes:02}:00,06:{minutes:02}:00,{stops[1]}"
        )
        folder = write_feed(
            tmp_path / "feed", routes=head + rows, trips=trips, stop_times=times,
            stops=FILES["stops.txt"] + more, agency=f"agency_id,agency_name\na1,DB Regio\n{agency}" if agency else None,
        )  # fmt: skip
        found = read_gtfs(folder)
        return set(found.segments["line"]), " ".join(found.notices)

    @pytest.mark.parametrize(
        ("route", "agency"),
        [
            ("a2,x|Bus|850:_106,850,,,106", ""),
            ("a2,b1,850,Bus 850 Oranienburg Bahnhof,,106", ""),
            ("a2,b1,850,,Stadtbus,2", ""),
            ("a2,b1,850,,,106", "a2,Busverkehr Oder-Spree\n"),
            ("a2,b1,SEV RE9,,,106", ""),
            ("a2,b1,RE9,,Schienenersatzverkehr mit Bussen,110", ""),
            ("a2,v_BUS_136,136,,,109", ""),
        ],
    )
    def test_called_a_bus(self, tmp_path, route, agency):
        lines, told = self.feed(tmp_path, route, agency)

        assert {"RE9", "S9"} == lines
        assert "daher ausgelassen" in told and route.split(",")[2] in told

    @pytest.mark.parametrize(
        ("route", "agency"),
        [
            ("a2,b1,RB27,Schorfheidebahn,Schienenbus,106", ""),
            ("a2,b1,RB27,,Anschluss zum Busbahnhof,106", ""),
            ("a2,b1,RB27,,,106", "a2,Bus und Bahn Verkehrsgesellschaft\n"),
            ("a2,b1,RB27,Nach Columbus,,106", ""),
        ],
    )
    def test_a_train_with_a_bus_in_its_words(self, tmp_path, route, agency):
        lines, told = self.feed(tmp_path, route, agency, minutes=9)

        assert {"RE9", "S9", "RB27"} == lines
        assert "" == told

    @pytest.mark.parametrize(
        ("route", "minutes", "stops", "why"),
        [
            ("a2,b1,850,,,106", 5, ("A:1", "D"), "nur eine Zahl als Name"),
            ("a2,b1,RB27,,,106", 4, ("D", "E"), "Halte in kurzen Abständen"),
            ("a2,b1,RB27,,,106", 2, ("D", "F"), "Halte ohne Bahnsteige"),
        ],
    )
    def test_running_like_one(self, tmp_path, route, minutes, stops, why):
        platforms = "B:1,Bstadt Gleis 1,52.65,13.20,,B\nC:1,Cburg Gleis 1,52.55,13.39,,C\n"
        more = "E,Dorf Schule,52.705,13.302,,\nF,Fernfeld,52.76,13.30,,\n" + (
            platforms if stops[1] == "F" else ""
        )
        lines, told = self.feed(tmp_path, route, minutes=minutes, stops=stops, more=more)

        assert {"RE9", "S9", route.split(",")[2]} == lines
        assert why in told

    @pytest.mark.parametrize("route_type", [3, 700, 704, 714, 716, 200, 800])
    def test_typed_as_a_bus(self, tmp_path, route_type):
        lines, told = self.feed(tmp_path, f"a2,b1,850,,,{route_type}")

        assert ({"RE9", "S9"}, "") == (lines, told)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"calendar": FILES["calendar.txt"].splitlines()[0] + "\n", "calendar_dates": None}, "Verkehrstage"),
        ({"frequencies": "trip_id\nbus,1,2\nbus,1,2\n"}, "keine lesbare Tabelle"),
    ],
)
def test_a_table_without_rows_or_with_too_many_cells_is_told(tmp_path, changed, told):
    with pytest.raises(InputFault, match=told):
        read_gtfs(write_feed(tmp_path / "feed", **changed))


def test_operators_without_a_name_are_no_fault(tmp_path):
    found = read_gtfs(write_feed(tmp_path / "feed", agency="agency_id,agency_name\n"))

    assert {"RE9", "S9"} == set(found.segments["line"])
