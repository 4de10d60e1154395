"""The candidates table is checked against the map, and a region without candidates gets its stations or cells."""

from pathlib import Path

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.records import records
from ohv_coworking.formats.maps.geodata import read_boundaries
from ohv_coworking.formats.timetable.timetable_frames import Timetable, timetable_from_tables
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.text_table import read_own_table
from ohv_coworking.region.candidates import (
    Candidate,
    candidates_standing_in,
    region_candidates,
    require_trains,
)

RAW = Path(__file__).parents[2] / "data" / "raw"
TOWNS = ["12065256", "12065136", "12065332"]
FILE = "candidate_sites.csv"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(RAW)


@pytest.fixture(scope="module")
def boundaries(catalog):
    return read_boundaries(catalog.path("municipalities_brandenburg"))


@pytest.fixture(scope="module")
def timetable(catalog) -> Timetable:
    return timetable_from_tables(catalog.read_csv("rail_stations"), catalog.read_csv("rail_segments"), "2021")


@pytest.fixture
def table(catalog) -> pd.DataFrame:
    return read_own_table(catalog.path("candidate_sites"), FILE).reset_index(drop=True)


def test_the_shipped_table_holds_sites_in_all_three_towns(table, boundaries, timetable):
    """Old post, Oranienwerk, KreativWerk, stations and centres; what is unknown stays missing."""
    sites = region_candidates(records(table, Candidate, FILE), boundaries, TOWNS, FILE)
    require_trains(sites, timetable, FILE)

    assert {"Alte Post Oranienburg", "Oranienwerk", "KreativWerk R6"} < set(sites["name"])
    assert {"Gebäude": 4, "Bahnhofsumfeld": 4, "Ortszentrum": 3} == sites["kind"].value_counts().to_dict()
    assert set(TOWNS) == set(sites["ags"])
    assert sites.loc[sites["ags"] == "12065332", "rent_low_eur_m2"].isna().all()
    assert sites["step_free"].isna().all()


def test_positions_in_the_shipped_table_stand_in_their_sources(table, catalog):
    """No position was made up: each is a row of stations, stops, places or spaces."""
    sources = ["rail_stations", "bus_stops", "places_oberhavel", "spaces"]
    known = pd.concat([catalog.read_csv(name)[["latitude", "longitude"]] for name in sources])
    positions = set(zip(known["latitude"], known["longitude"], strict=True))

    assert (
        set(zip(table["latitude"].astype(float), table["longitude"].astype(float), strict=True)) <= positions
    )


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ({"latitude": "13.2491", "longitude": "52.7535"}, None, "vertauscht"),
        ("latitude", "48.1", "nicht in der Gemeinde"),
        ("ags", "12065136", "nicht in der Gemeinde"),
        (
            {"ags": "09162000", "latitude": "48.1", "longitude": "11.6"},
            None,
            "außerhalb des Untersuchungsgebiets",
        ),
        ("latitude", "52,7535", "Zahl mit Dezimalpunkt"),
        ("kind", "Halle", "Gebäude"),
        ("area_source", "", "keine Quelle"),
        ("rent_low_eur_m2", "20", "Mietspanne"),
        ("rent_low_eur_m2", "-1", "mindestens 0"),
        ("name", "Oranienwerk", "schon in Zeile"),
    ],
)
def test_a_wrong_site_is_named_by_row(table, boundaries, column, value, told):
    """Coordinates swapped, wrong town, other region, unsourced or impossible values: row 2 is told."""
    changes = column if isinstance(column, dict) else {column: value}
    for name, cell in changes.items():
        table.loc[0, name] = cell

    with pytest.raises(InputFault, match=told) as caught:
        region_candidates(records(table, Candidate, FILE), boundaries, TOWNS, FILE)

    assert FILE == caught.value.file
    assert caught.value.row in (2, 3)


def test_two_faults_are_told_together(table, boundaries):
    """Who mends one row should not have to find the next by trying."""
    table.loc[[3, 4], "latitude"] = "48.1"

    with pytest.raises(InputFault) as caught:
        region_candidates(records(table, Candidate, FILE), boundaries, TOWNS, FILE)

    assert [5, 6] == [fault.row for fault in caught.value.faults]


def test_a_smaller_region_takes_its_own_sites(table, boundaries):
    """Neighbours in the same district are left out, not refused."""
    sites = region_candidates(records(table, Candidate, FILE), boundaries, ["12065332"], FILE)

    assert ["Bahnhofsumfeld Velten", "Ortszentrum Velten"] == sites["name"].tolist()


def test_towns_of_two_districts_are_one_region(table, boundaries):
    """Whichever of them comes first: the neighbours of either are left out, not refused."""
    for towns in (["12060052", "12065332"], ["12065332", "12060052"]):
        sites = region_candidates(records(table, Candidate, FILE), boundaries, towns, FILE)

        assert ["Bahnhofsumfeld Velten", "Ortszentrum Velten"] == sites["name"].tolist()


def test_another_region_finds_no_candidates_in_the_table(table, boundaries):
    """The table of one region is empty for another, not wrong."""
    assert region_candidates(records(table, Candidate, FILE), boundaries, ["12060052"], FILE).empty


def test_a_station_site_without_trains_is_refused(table, boundaries, timetable):
    """A site at a station where nothing stops could never be reached by rail."""
    sites = region_candidates(records(table, Candidate, FILE), boundaries, TOWNS, FILE)
    velten = "de:12065:900200004"
    cut = timetable.segments[~timetable.segments[["from_id", "to_id"]].eq(velten).any(axis=1)]

    with pytest.raises(InputFault, match="Bahnhofsumfeld Velten") as caught:
        require_trains(sites, Timetable(timetable.stations, cut, timetable.year), FILE)

    assert 8 == caught.value.row


def test_stations_stand_in_for_a_region_without_candidates(timetable, catalog):
    """Eberswalde gets its station, and its densest cells beside it: one site is no choice."""
    sites, kind = candidates_standing_in(timetable, catalog.read_csv("population_grid"), ["12060052"])

    assert "stations" == kind
    assert ["Bahnhofsumfeld", *["Ortszentrum"] * 5] == sites["kind"].tolist()
    assert "Eberswalde, Hauptbahnhof" == sites["name"][0]


def test_the_densest_cells_stand_in_where_there_is_no_station(timetable, catalog):
    """A town without trains gets the places where most people live."""
    cells = catalog.read_csv("population_grid")
    sites, kind = candidates_standing_in(timetable, cells, ["12065193"])
    densest = cells[cells["ags"] == "12065193"].nlargest(1, "population").iloc[0]

    assert "cells" == kind
    assert "Dichte Lage 1 in Liebenwalde" == sites["name"][0]
    assert (densest["latitude"], densest["longitude"]) == (sites["latitude"][0], sites["longitude"][0])


def test_every_town_gets_a_site(timetable, catalog):
    """Teltow has stations; Kleinmachnow and Stahnsdorf, without any, get their densest cells first."""
    towns = ["12069616", "12069304", "12069604"]
    sites, _ = candidates_standing_in(timetable, catalog.read_csv("population_grid"), towns)

    assert set(towns) == set(sites["ags"])
    assert {"Dichte Lage 1 in Kleinmachnow", "Dichte Lage 1 in Stahnsdorf"} < set(sites["name"])
