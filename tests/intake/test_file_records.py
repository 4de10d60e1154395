"""The intake record of planning tables, maps and timetables: in the catalogue as read today, and a build holds to it."""

from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from gtfs_feed import FILES, write_feed, zipped
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.concept.rooms import Room
from ohv_coworking.formats.intake_record import intake_record
from ohv_coworking.formats.maps.geodata import areas_record, boundaries_of, lines_of, read_areas
from ohv_coworking.formats.recognise import understand
from ohv_coworking.formats.timetable import read_gtfs
from ohv_coworking.intake.file_records import file_record
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_rows
from raw_files import SHIPPED


@pytest.fixture(scope="module")
def catalog():
    return Catalog.load(SHIPPED)


def test_every_table_map_and_timetable_has_its_record(catalog):
    """What the catalogue says of each is what its chapters read of it."""
    without = set()
    for entry in catalog.entries.values():
        record = file_record(catalog, entry.file, entry.name, entry.role)
        assert entry.intake == (record and record.stored()), entry.name
        without |= set() if record else {entry.role}

    assert without == {
        "questionnaire", "survey_margins", "survey", "employer_survey", "interested_users", "register_template",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "opened"),
    [
        ("rooms", lambda catalog: planning_rows(catalog, Room)),
        ("bus_segments", lambda catalog: catalog.read_csv("bus_segments")),
        ("municipalities_oberhavel_berlin", lambda catalog: boundaries_of(catalog, "municipalities_oberhavel_berlin")),
        ("rail_tracks", lambda catalog: lines_of(catalog, "rail_tracks")),
    ],
)  # fmt: skip
def test_a_balance_that_got_worse_is_refused_by_the_reader_of_the_chapters(catalog, name, opened):
    entry = catalog.entries[name]
    better = entry.model_copy(
        update={"intake": entry.intake.model_copy(update={"kept": entry.intake.kept + 1})}
    )
    opened(catalog)

    with pytest.raises(InputFault, match="weniger gelesen") as fault:
        opened(replace(catalog, entries=catalog.entries | {name: better}))
    assert catalog.shown(entry.file) == fault.value.file


def test_water_of_a_map_is_left_out(tmp_path):
    squares = [shapely.box(13, north, 13.1, north + 0.1) for north in (52.0, 52.1, 52.2)]
    named = {"AGS": ["12065256", "12065256", "12065332"], "GEN": ["A", "A", "B"], "GF": [4, 2, 4]}
    gpd.GeoDataFrame(named, geometry=squares, crs="EPSG:4326").to_file(tmp_path / "gem.geojson")

    told = (
        "3 Zeilen eingegangen, 2 behalten, ausgelassen: Wasserfläche 1 (zuerst Zeile 2); gelesen: Gemeinden 2"
    )
    assert told == str(areas_record(read_areas(tmp_path / "gem.geojson"))).replace("\xa0", " ")


def test_every_trip_of_a_feed_is_kept_or_left_out_by_reason(tmp_path):
    """Buses, trips of an unknown line, trips that run on no day, trips of one stop, the same train twice."""
    trips = "r9,daily,lost\nr1,never,idle\nr1,daily,short\nr1,daily,again\n"
    calls = "".join(
        line.replace("re-early", "again") + "\n"
        for line in FILES["stop_times.txt"].splitlines() if line.startswith("re-early")
    )  # fmt: skip
    calls += "short,09:00:00,09:00:00,B,1\nidle,09:00:00,09:00:00,B,1\nidle,09:20:00,09:20:00,C,2\n"
    feed = write_feed(
        tmp_path / "feed", trips=FILES["trips.txt"] + trips, stop_times=FILES["stop_times.txt"] + calls
    )
    record = read_gtfs(feed).record

    assert (9, 4) == (record.records, record.kept)
    assert {"keine Bahn": (1, 6), "Linie fehlt in routes.txt": (1, 7), "ohne Verkehrstag": (1, 8),
            "ohne zwei Halte": (1, 9), "doppelt": (1, 10)} == {
        one.reason: (one.count, one.first) for one in record.left_out
    }  # fmt: skip
    assert record == intake_record(understand(zipped(feed)))
