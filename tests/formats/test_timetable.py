"""Timetables from the shipped tables and from GTFS give the same two frames; what is wrong is named."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pandas as pd
import pytest

from gtfs_feed import FILES, write_feed, zipped
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.rail_timetable import matches_file
from ohv_coworking.formats.timetable import read_gtfs
from ohv_coworking.formats.timetable.timetable_frames import (
    DEPARTURES,
    SEGMENT_COLUMNS,
    STATION_COLUMNS,
    Timetable,
    timetable_from_tables,
)
from ohv_coworking.raw import Catalog

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="module")
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    catalog = Catalog.load(RAW)
    return catalog.read_csv("rail_stations"), catalog.read_csv("rail_segments")


class TestShippedTables:
    def test_they_are_a_timetable_and_keep_its_year(self, tables):
        """471 stations, 1,811 segments, year 2021."""
        timetable = timetable_from_tables(*tables, year="2021")

        assert (471, 1811, "2021") == (len(timetable.stations), len(timetable.segments), timetable.year)

    def test_the_peak_counts_per_hour_of_its_three_hours(self, tables):
        """S 1 leaves Oranienburg nine times from 6 to 9: three an hour; 62 a day over 20 hours."""
        timetable = timetable_from_tables(*tables, year="2021")
        oranienburg = "line == 'S1' and from_id == 'de:12065:900200005'"

        assert [3] == timetable.frequencies("weekday_06_09", 20).query(oranienburg)[
            "departures_per_hour"
        ].tolist()
        assert [3.1] == timetable.frequencies("weekday", 20).query(oranienburg)[
            "departures_per_hour"
        ].tolist()

    def test_isolated_stations_are_found(self, tables):
        """Two stations of the list had no train on any normal day of the 2021 timetable."""
        timetable = timetable_from_tables(*tables, year="2021")
        isolated = timetable.stations.set_index("station_id")["name"][timetable.isolated()]

        assert {"U Museumsinsel (Berlin)", "Bad Saarow, Pieskow Bahnhof"} == set(isolated)

    def test_around_keeps_what_lies_within(self, tables):
        """Ten kilometres round Oranienburg reach Birkenwerder, not Berlin; segments keep both ends inside."""
        near = timetable_from_tables(*tables, year="2021").around(52.7545, 13.2483, radius_km=10)

        assert "S Birkenwerder Bhf" in set(near.stations["name"])
        assert not near.stations["ags"].eq("11000000").any()
        assert near.segments["to_id"].isin(near.stations["station_id"]).all()

    @pytest.mark.parametrize(
        ("table", "column", "row", "value", "told"),
        [
            (1, "to_id", 4, "de:nowhere", "unbekannten Halt"),
            (1, "run_time_min", 7, 0.0, "keine Fahrzeit"),
            (1, "run_time_min", 7, np.nan, "keine Fahrzeit"),
            (1, "departures_saturday", 9, -1, "negativ"),
            (0, "latitude", 3, 1325.0, "keine gültige Lage"),
            (0, "station_id", 5, "de:12065:900200005", "doppelt"),
        ],
    )
    def test_a_wrong_cell_is_named_by_file_row_and_column(self, tables, table, column, row, value, told):
        """The row is the one a spreadsheet shows."""
        changed = [frame.copy() for frame in tables]
        changed[table].loc[row - 2, column] = value

        with pytest.raises(InputFault) as caught:
            timetable_from_tables(*changed, year="2021")
        fault = getattr(caught.value, "faults", [caught.value])[0]

        assert told in fault.problem
        assert ("rail_stations.csv", "rail_segments.csv")[table] == fault.file
        if column != "station_id":
            assert row == fault.row

    def test_a_missing_column_is_named(self, tables):
        """The fault says which and what is there."""
        stations, segments = tables

        with pytest.raises(InputFault, match="dwell_at_from_min"):
            timetable_from_tables(stations, segments.drop(columns="dwell_at_from_min"), year="2021")


class TestGtfs:
    @pytest.fixture
    def timetable(self, tmp_path) -> Timetable:
        return read_gtfs(write_feed(tmp_path / "feed"))

    def test_it_gives_the_same_two_frames(self, timetable, tables):
        """Columns as from the shipped tables; the year is the feed's; buses are left out."""
        assert STATION_COLUMNS == list(timetable.stations)
        assert SEGMENT_COLUMNS == list(timetable.segments)
        assert "2025" == timetable.year
        assert {"Ahausen", "Bstadt, Bahnhof", "Cburg"} == set(timetable.stations["name"])

    def test_trips_become_segments(self, timetable):
        """Run time and dwell are medians over trips, platforms belong to their station, departures are medians."""
        found = timetable.segments.set_index(["line", "from_id", "to_id"])

        first, second, saturday = (
            found.loc[("RE9", "A", "B")],
            found.loc[("RE9", "B", "C")],
            found.loc[("S9", "C", "B")],
        )
        assert (10, True) == (first["run_time_min"], np.isnan(first["dwell_at_from_min"]))
        assert (10, 2) == (second["run_time_min"], second["dwell_at_from_min"])
        assert [3, 1, 2, 2] == first[DEPARTURES].tolist()
        assert [0, 0, 1, 0] == saturday[DEPARTURES].tolist()
        assert "suburban" == saturday["product"]

    @pytest.mark.parametrize("inside", ["", "feed/"])
    def test_folder_and_zip_are_the_same(self, tmp_path, timetable, inside):
        """A zip reads like its folder, also if the folder itself was zipped."""
        zip_file = zipped(write_feed(tmp_path / "again"), inside)

        pd.testing.assert_frame_equal(timetable.segments, read_gtfs(zip_file).segments)
        pd.testing.assert_frame_equal(timetable.stations, read_gtfs(zip_file).stations)

    def test_calendar_dates_alone_suffice(self, tmp_path):
        """Many feeds list each day of service singly."""
        dates = [f"2025010{day}" for day in (6, 7, 8, 9)]
        lines = [f"{service},{day},1" for service in ("daily", "weekday") for day in dates]
        single = "service_id,date,exception_type\n" + "\n".join(lines) + "\n"

        header = FILES["calendar.txt"].splitlines()[0] + "\n"

        for name, calendar in (("none", None), ("empty", header)):
            feed = write_feed(tmp_path / name, calendar=calendar, calendar_dates=single)
            assert [3, 3] == read_gtfs(feed).segments["departures_per_weekday"].tolist()

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"stop_times": None}, "stop_times.txt"),
            ({"calendar": None, "calendar_dates": None}, "calendar_dates.txt"),
            ({"trips": FILES["trips.txt"].replace("service_id", "service")}, "service_id"),
            ({"stop_times": FILES["stop_times.txt"].replace("05:10:00", "5 Uhr 10")}, "Zeile 3"),
            ({"stop_times": FILES["stop_times.txt"].replace("05:10:00", "04:10:00")}, "Zeile 3"),
            ({"stop_times": FILES["stop_times.txt"].replace("05:00:00", "")}, "Zeile 2"),
            ({"stop_times": FILES["stop_times.txt"].replace("05:22:00,C", "05:22:00,X")}, "Zeile 4"),
            ({"stops": FILES["stops.txt"].replace("52.65", "52,65")}, "Zeile"),
            (
                {"routes": FILES["routes.txt"].replace(",100\n", ",700\n").replace(",109\n", ",700\n")},
                "route_type",
            ),
            ({"frequencies": "trip_id,headway_secs\nre-early,600\n"}, "frequencies.txt"),
            ({"stop_times": FILES["stop_times.txt"].splitlines()[0] + "\n"}, "stop_times.txt"),
            (
                {
                    "trips": FILES["trips.txt"]
                    .replace("daily", "never")
                    .replace("weekday", "never")
                    .replace("special", "never")
                },
                "Verkehrstagen",
            ),
            (
                {"stop_times": FILES["stop_times.txt"].replace("A:2,1\n", "A:2,eins\n")},
                "Zeile 6.*stop_sequence",
            ),
            ({"stops": FILES["stops.txt"] + "D,Dorfanger,52.70,13.30,,\n"}, "Zeile 8.*stop_id"),
            ({"trips": FILES["trips.txt"] + "b1,daily,re-noon\n"}, "Zeile 7.*trip_id"),
            ({"routes": FILES["routes.txt"] + "s1,S1,,109\n"}, "Zeile 5.*route_id"),
            (
                {"calendar": FILES["calendar.txt"] + FILES["calendar.txt"].splitlines()[1] + "\n"},
                "Zeile 4.*service_id",
            ),
        ],
    )
    def test_what_is_wrong_is_named(self, tmp_path, changed, told):
        """File, column or row, and what was expected; nothing is half read."""
        with pytest.raises(InputFault, match=told):
            read_gtfs(write_feed(tmp_path / "feed", **changed))

    def test_a_broken_zip_is_told(self, tmp_path):
        """A truncated download is no feed."""
        path = zipped(write_feed(tmp_path / "feed"))
        path.write_bytes(path.read_bytes()[:300])

        with pytest.raises(InputFault, match="Zip-Archiv"):
            read_gtfs(path)

    def test_a_protected_or_swollen_zip_is_told(self, tmp_path):
        """A feed with a password is not opened, one that unpacks to a thousand times its size neither."""
        path = zipped(write_feed(tmp_path / "feed"))
        content = path.read_bytes()
        # The lowest bit of a member's flags says that it is encrypted: at its start and in the directory.
        for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content = b"".join(
                part
                if not number
                else signature + part[: place - 4] + bytes([part[place - 4] | 1]) + part[place - 3 :]
                for number, part in enumerate(content.split(signature))
            )
        path.write_bytes(content)
        with pytest.raises(InputFault, match="Kennwort"):
            read_gtfs(path)

        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, text in FILES.items():
                archive.writestr(name, text + " " * (60_000_000 if name == "stops.txt" else 0))
        with pytest.raises(InputFault, match="Entpacken"):
            read_gtfs(path)

    def test_damage_anywhere_in_a_zip_is_told(self, tmp_path):
        """One changed byte, in a packed table as in the directory of the archive, is a fault or is not noticed at all."""
        path = tmp_path / "feed.zip"
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, text in FILES.items():
                archive.writestr(name, text)
        whole = path.read_bytes()
        told = 0
        for place in range(0, len(whole), 37):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
            matches_file(path)
            try:
                read_gtfs(path)
            except InputFault:
                told += 1
        assert told > len(range(0, len(whole), 37)) / 2


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
