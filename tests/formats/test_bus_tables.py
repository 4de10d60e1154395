"""Bus lines join the rail network where stop and station lie together; what their table lacks stays unknown."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.maps.geodata import read_boundaries, to_metres
from ohv_coworking.formats.timetable.bus_tables import bus_timetable, covered_towns, with_buses
from ohv_coworking.formats.timetable.timetable_frames import Timetable
from ohv_coworking.raw import Catalog
from ohv_coworking.sites.location_data import read_buses, read_cells, read_timetable
from ohv_coworking.sites.rail_network import Waiting
from ohv_coworking.sites.site_access import Pace, rail_minutes

ROOT = Path(__file__).parents[2]
TOWNS = ["12065256", "12065136", "12065332"]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(ROOT / "data" / "raw")


@pytest.fixture(scope="module")
def boundaries():
    return read_boundaries(ROOT / "data/raw/geodata/municipalities_brandenburg.geojson")


@pytest.fixture(scope="module")
def rail(catalog, boundaries) -> Timetable:
    return read_timetable(catalog, boundaries, TOWNS)[0]


@pytest.fixture(scope="module")
def bus(catalog, boundaries) -> Timetable:
    return read_buses(catalog, boundaries)[0]


@pytest.fixture
def tables(catalog):
    return catalog.read_csv("bus_segment_stops"), catalog.read_csv("bus_segments")


def morning(network: Timetable) -> pd.DataFrame:
    """Return the minutes between the stations of a network on a weekday morning, by name."""
    positions = network.stations.join(to_metres(network.stations["latitude"], network.stations["longitude"]))
    minutes = rail_minutes(network, positions, "weekday_06_09", 20, Waiting(10, 30, 4), Pace(5, 1.3))
    names = network.stations["name"]
    return pd.DataFrame(minutes, index=names, columns=names)


def test_velten_to_oranienburg_is_47_minutes_by_bus_not_70(rail, bus):
    """Line 824 joins all three towns every 20 minutes; by rail alone one goes round by Berlin or Hennigsdorf."""
    way = ("Velten, Bahnhof", "S Oranienburg Bhf")

    assert 70 == round(morning(rail).loc[way])
    assert 47 == round(morning(with_buses(rail, bus).connected()).loc[way])
    assert "824" in set(bus.segments["line"])


def test_buses_never_make_a_way_longer(rail, bus):
    """Each pair of stations is joined at least as fast as without."""
    before = morning(rail)
    after = morning(with_buses(rail, bus).connected()).to_numpy()[: len(before), : len(before)]

    assert (after <= before.to_numpy() + 1e-9).all()


def test_a_stop_at_a_station_is_the_station_and_none_is_lost(rail, bus):
    """Within 150 m they are one place; every other stop stands on its own."""
    network = with_buses(rail, bus)
    named = network.stations["name"]

    assert network.stations["station_id"].is_unique
    assert 1 == (named.str.contains("Oranienburg Bhf") | (named == "S Oranienburg")).sum()
    assert {"Oranienburg, Kremmener Str.", "Hennigsdorf, Rathenaustr."} <= set(named)
    assert set(network.segments["from_id"]) | set(network.segments["to_id"]) <= set(
        network.stations["station_id"]
    )


def test_two_stops_of_one_station_are_no_way():
    """A bus that stops on both sides of a station still runs on from it."""

    def timetable(ids, longitudes, ways):
        stations = pd.DataFrame(
            {"station_id": ids, "name": ids, "latitude": 52.7, "longitude": longitudes, "ags": "", "products": "", "lines": "", "departures_per_weekday": 1}
        )  # fmt: skip
        segments = pd.DataFrame(
            [("1", "bus", *way, 2.0, 0.0, 9, 3, np.nan, np.nan) for way in ways],
            columns=["line", "product", "from_id", "to_id", "run_time_min", "dwell_at_from_min", "departures_per_weekday",
                     "departures_weekday_06_09", "departures_saturday", "departures_sunday"],
        )  # fmt: skip
        return Timetable(stations, segments, "2021")

    joined = with_buses(
        timetable(["S"], [13.2], []),
        timetable(["a", "b", "c"], [13.199, 13.201, 13.3], [("a", "b"), ("b", "c")]),
    )

    assert [("S", "c")] == list(zip(joined.segments["from_id"], joined.segments["to_id"], strict=True))
    assert ["S", "c"] == joined.stations["station_id"].tolist()


def test_the_weekend_is_unknown_and_not_none(rail, bus):
    """The table tells weekdays only: asking for a Sunday is an error, never a network without buses."""
    assert bus.segments[["departures_saturday", "departures_sunday"]].isna().all().all()
    with pytest.raises(ValueError, match="not known"):
        with_buses(rail, bus).frequencies("sunday", 20)


def test_only_towns_within_the_area_count_as_covered(catalog, bus):
    """All three towns are; Eberswalde lies outside, Falkensee across the edge: nothing is known of their buses."""
    cells = read_cells(catalog, catalog.read_csv("census_population").set_index("ags")["population"])

    assert TOWNS == covered_towns(bus, cells, [*TOWNS, "12060052", "12063080"])


@pytest.mark.parametrize(
    ("table", "column", "value", "told"),
    [
        (0, "latitude", np.nan, "keine gültige Lage"),
        (0, "latitude", 13.2, "keine gültige Lage"),
        (0, "stop_id", 1, "unbekannten Halt"),
        (1, "run_time_min", -1.0, "keine Fahrzeit"),
        (1, "departures_weekday_06_09", -3, "negativ"),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(tables, boundaries, table, column, value, told):
    """A stop without position or with swapped coordinates, a segment with negative time: file and cure are told."""
    changed = [frame.copy() for frame in tables]
    changed[table].loc[0, column] = value

    with pytest.raises(InputFault) as caught:
        bus_timetable(*changed, boundaries, "2021")
    fault = getattr(caught.value, "faults", [caught.value])[0]

    assert told in fault.problem
    assert fault.file in ("bus_segment_stops.csv", "bus_segments.csv")
    assert fault.expected
