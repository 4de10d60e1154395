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
