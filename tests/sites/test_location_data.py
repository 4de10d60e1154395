"""The location chapter finds its data for any region, and a GTFS feed takes the place of the shipped tables."""

from pathlib import Path

import pytest

from gtfs_feed import write_feed, zipped
from ohv_coworking.formats.maps.geodata import read_boundaries
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog, Entry, file_sha256
from ohv_coworking.sites.location_data import read_cells, read_existing_spaces, read_sites, read_timetable
from running import make
from study_runs import copy_project, ledgers

ROOT = Path(__file__).parents[2]


@pytest.fixture
def catalog() -> Catalog:
    return Catalog.load(ROOT / "data" / "raw")


@pytest.fixture(scope="module")
def boundaries():
    return read_boundaries(ROOT / "data/raw/geodata/municipalities_brandenburg.geojson")


def region(towns: list[str]):
    home = load(ROOT / "study.yaml").region
    return home.model_copy(update={"towns": towns, "first_town": towns[0], "district": towns[0][:5]})


@pytest.mark.parametrize(
    ("towns", "kind", "first"),
    [
        (["12065256", "12065136", "12065332"], "table", "Alte Post Oranienburg"),
        (["12060052"], "stations", "Eberswalde, Hauptbahnhof"),
        (["12065193"], "cells", "Dichte Lage 1 in Liebenwalde"),
    ],
)
def test_each_region_gets_candidates(catalog, boundaries, towns, kind, first):
    """From the table, else its stations, else its densest cells; all with a position in metres."""
    timetable, _ = read_timetable(catalog, boundaries, towns)
    cells = read_cells(catalog, catalog.read_csv("census_population").set_index("ags")["population"])

    sites, found = read_sites(catalog, region(towns), boundaries, timetable, cells)

    assert (kind, first) == (found, sites["name"][0])
    assert sites[["x", "y"]].notna().all().all()


def test_cells_add_up_to_the_count_of_today(catalog):
    """Oranienburg's cells hold its census count of 2022, in the pattern of 2011."""
    today = catalog.read_csv("census_population").set_index("ags")["population"]
    cells = read_cells(catalog, today)

    assert 47_608 == round(cells.loc[cells["ags"] == "12065256", "people"].sum())


def test_spaces_of_the_district_are_told_in_german(catalog):
    """Umlauts and status are a German reader's; other towns are left out."""
    spaces = read_existing_spaces(catalog, ["Oranienburg", "Hennigsdorf", "Fürstenberg/Havel"])

    assert {"Oranienburg", "Hennigsdorf", "Fürstenberg/Havel"} == set(spaces["town"])
    assert "in Betrieb (2024)" == spaces.set_index("name").loc["KreativWerk R6", "status"]
    assert ("Alte Post Oranienburg", "geplant (2019)") == (spaces["name"][0], spaces["status"][0])
    assert "Verstehbahnhof Fürstenberg" in set(spaces["name"])


@pytest.fixture
def with_feed(tmp_path, catalog):
    """A catalogue of an accepted timetable alone."""
    feed = zipped(write_feed(tmp_path / "feed"))
    shipped = catalog.entry("rail_segments")
    entry = Entry(
        **shipped.model_dump()
        | {"name": "feed", "file": "feed.zip", "role": "gtfs", "sha256": file_sha256(feed), "intake": None}
    )
    return Catalog(tmp_path, catalog.roles, {"feed": entry})


def test_a_feed_is_read_as_far_as_the_towns_reach(with_feed, boundaries):
    """Towns far apart, or a whole Land: what lies around any of them."""
    timetable, _ = read_timetable(with_feed, boundaries, ["12065256", "12071076"])

    assert "A" in set(timetable.stations["station_id"])


def test_a_feed_of_towns_without_boundaries_says_nothing(with_feed, boundaries):
    assert read_timetable(with_feed, boundaries, ["13003000"])[0].stations.empty


def test_an_accepted_feed_replaces_the_shipped_timetable(with_feed, boundaries):
    """Role `gtfs`: stations get their municipality from the map, the year comes from the feed."""
    timetable, basis = read_timetable(with_feed, boundaries, ["12065256"])

    assert (["raw:feed"], "2025") == (basis, timetable.year)
    assert {"A": "12065256"}.items() <= dict(
        zip(timetable.stations["station_id"], timetable.stations["ags"], strict=True)
    ).items()


@pytest.mark.slow
def test_a_town_of_the_region_without_a_site_is_told(root, tmp_path):
    """The table of sites holds some of one town: the other is not silently compared by them."""
    folder = copy_project(root, tmp_path / "project")
    done = make(folder, "location", "REGION=12060052,12065256")
    assert 0 == done.returncode, done.stderr
    found = ledgers(folder, "region-12060052-12065256")

    assert "Eberswalde" == found["figure:location.towns_without_sites"]["value"]
    assert found["figure:location.some_without_sites"]["value"] is True
