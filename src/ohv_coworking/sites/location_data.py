"""What the location chapter works on: timetable, populated cells, candidate sites, for any region."""

import re
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.maps.geodata import DEGREES, to_metres, with_municipality
from ohv_coworking.formats.timetable import read_gtfs
from ohv_coworking.formats.timetable.bus_tables import bus_timetable, covered_towns, with_buses
from ohv_coworking.formats.timetable.timetable_frames import KM_PER_DEGREE, Timetable, timetable_from_tables
from ohv_coworking.parameters import Region
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_frame, planning_rows
from ohv_coworking.region.candidates import (
    Candidate,
    candidates_standing_in,
    region_candidates,
    require_trains,
)
from ohv_coworking.region.spaces import TRANSCRIBED, Space
from ohv_coworking.sites.reach import scale_to_municipalities

# The list of spaces tells the status in English.
STATUS_IN_GERMAN = {
    "operating": "in Betrieb",
    "opened": "eröffnet",
    "planned": "geplant",
    "under": "im Bau",
    "ended": "beendet",
    "vision": "Idee",
    "opening": "Eröffnung verschoben",
}

SURROUNDINGS_KM = 60.0  # the shipped tables reach as far


def lacking(region: Region, boundaries: gpd.GeoDataFrame, cells: pd.DataFrame) -> list[tuple[str, str]]:
    """Return what of the map and the grid does not hold all of the region's towns, and where to get it."""
    grid = "Zensusatlas der Statistischen Ämter des Bundes und der Länder (zensus2022.de)"
    held = (
        (boundaries, "Gemeindegrenzen", "Bundesamt für Kartographie und Geodäsie, Verwaltungsgebiete VG250"),
        (cells, "Bevölkerung im Gitter und nach Zensus", grid),
    )
    return [
        (f"{what}: {region.name}", where)
        for frame, what, where in held
        if not set(region.towns) <= set(frame["ags"])
    ]


def read_timetable(
    catalog: Catalog, boundaries: gpd.GeoDataFrame, towns: list[str]
) -> tuple[Timetable, list[str]]:
    """Return the timetable around the towns and what it rests on: an accepted GTFS feed, else the shipped tables.

    Isolated stations are left out.
    """
    feeds = catalog.with_role("gtfs")
    if not feeds:
        [stations], [segments] = catalog.with_role("rail_stations"), catalog.with_role("rail_segments")
        timetable = timetable_from_tables(
            catalog.read_csv(stations.name),
            catalog.read_csv(segments.name),
            segments.as_of,
            catalog.shown(stations.file),
            catalog.shown(segments.file),
        )
        return timetable.connected(), [f"raw:{stations.name}", f"raw:{segments.name}"]
    [feed] = feeds
    whole = read_gtfs(catalog.path(feed.name))
    catalog.refuse_worse(whole.record, feed.name)
    west, south, east, north = boundaries[boundaries["ags"].isin(towns)].total_bounds
    latitude, longitude = (south + north) / 2, (west + east) / 2
    across_km = KM_PER_DEGREE * np.hypot(north - south, (east - west) * np.cos(np.radians(latitude)))
    near = whole.around(latitude, longitude, SURROUNDINGS_KM + across_km / 2).connected()
    stations = with_municipality(near.stations, boundaries)
    return Timetable(stations, near.segments, near.year), [f"raw:{feed.name}"]


@dataclass(frozen=True)
class TransitNetwork:
    """The rail timetable, the same with buses where they are known, the towns for which they are, and the sources."""

    rail: Timetable
    whole: Timetable
    bus_towns: list[str]
    bus_year: str
    trains: list[str]
    buses: list[str]

    @property
    def sources(self) -> list[str]:
        """What whoever rides on bus and rail rests on."""
        return [*self.trains, *self.buses]

    def bus_lines(self) -> gpd.GeoDataFrame:
        """Return the ways of the buses as straight lines between stops, for maps."""
        at = self.whole.stations.set_index("station_id")[["longitude", "latitude"]]
        ways = self.whole.segments.query("product == 'bus'")[["from_id", "to_id"]].drop_duplicates()
        ends = [at.loc[ways[end]].to_numpy() for end in ("from_id", "to_id")]
        return gpd.GeoDataFrame(geometry=shapely.linestrings(np.stack(ends, axis=1)), crs=DEGREES)


def read_network(
    catalog: Catalog, boundaries: gpd.GeoDataFrame, cells: pd.DataFrame, towns: list[str]
) -> TransitNetwork:
    """Return the network around the towns; buses join it where the table of bus lines covers at least one of them."""
    rail, trains = read_timetable(catalog, boundaries, towns)
    bus, buses = read_buses(catalog, boundaries)
    covered = covered_towns(bus, cells, towns) if bus is not None else []
    if not covered:
        return TransitNetwork(rail, rail, [], "", trains, [])
    return TransitNetwork(rail, with_buses(rail, bus).connected(), covered, bus.year, trains, buses)


def read_buses(catalog: Catalog, boundaries: gpd.GeoDataFrame) -> tuple[Timetable | None, list[str]]:
    """Return the bus lines of the shipped tables and what they rest on; None where the project has no such tables."""
    stops, segments = catalog.with_role("bus_segment_stops"), catalog.with_role("bus_segments")
    if not (stops and segments):
        return None, []
    [stops], [segments] = stops, segments
    bus = bus_timetable(
        catalog.read_csv(stops.name), catalog.read_csv(segments.name), boundaries, segments.as_of,
        catalog.shown(stops.file), catalog.shown(segments.file),
    )  # fmt: skip
    return bus, [f"raw:{segments.name}", f"raw:{stops.name}"]


def read_cells(catalog: Catalog, population_today: pd.Series) -> pd.DataFrame:
    """Return the populated grid cells with their centre in metres (`x`, `y`) and today's `people`.

    Cells of municipalities without a count of today are left out.
    """
    [grid] = catalog.with_role("population_grid")
    cells = catalog.read_csv(grid.name).rename(columns={"x_3035": "x", "y_3035": "y"})
    cells["people"] = scale_to_municipalities(cells, population_today)
    return cells.dropna(subset="people").reset_index(drop=True)


def read_sites(
    catalog: Catalog, region: Region, boundaries: gpd.GeoDataFrame, timetable: Timetable, cells: pd.DataFrame
) -> tuple[pd.DataFrame, str]:
    """Return the candidate sites with `x` and `y`, and what they are: "table", "stations" or "cells".

    The candidates table comes first; a region without rows in it gets its stations and densest cells.
    """
    sites, kind = _from_table(catalog, region, boundaries, timetable), "table"
    if sites.empty:
        sites, kind = candidates_standing_in(timetable, cells, region.towns)
    if sites.empty:
        raise InputFault(
            "Für die Region liegen weder Standorte noch Bahnhöfe noch bewohnte Gitterzellen vor.",
            parameter="region.towns",
            found=", ".join(region.towns),
            expected="Gemeinden, die das Bevölkerungsgitter oder der Fahrplan enthält",
            remedy="Standorte in die Tabelle der Standorte eintragen oder ein Gitter der Region aufnehmen "
            "(Zensus, Statistische Ämter des Bundes und der Länder).",
        )
    return sites.join(to_metres(sites["latitude"], sites["longitude"])), kind


def _from_table(
    catalog: Catalog, region: Region, boundaries: gpd.GeoDataFrame, timetable: Timetable
) -> pd.DataFrame:
    if not (entries := catalog.with_role("candidate_sites")):
        return pd.DataFrame()
    listed, file = planning_rows(catalog, Candidate), catalog.shown(entries[0].file)
    sites = region_candidates(listed, boundaries, region.towns, file)
    if len(sites):
        require_trains(sites, timetable, file)
    return sites


def read_existing_spaces(catalog: Catalog, municipalities: list[str]) -> pd.DataFrame:
    """Return the listed coworking spaces in these municipalities with their status in German."""
    spaces = planning_frame(catalog, Space)
    spelt = {name.translate(TRANSCRIBED): name for name in municipalities}
    here = spaces[spaces["town"].isin([*spelt, *municipalities])]
    year = here["status"].str.extract(r"(\d{4})", expand=False).fillna("Jahr unbekannt")
    told = here["status"].str.split(r"[ ,(]", n=1).str[0].map(STATUS_IN_GERMAN).fillna("Stand unbekannt")
    # Towns in names get their umlauts back; what the name says in English, the status says in German.
    name = here["name"].str.replace(r" \(planned[^)]*\)", "", regex=True)
    for written, town in spelt.items():
        name = name.str.replace(written.split("/")[0], town.split("/")[0], regex=False)
    town = here["town"].replace(spelt)
    return here.assign(name=name, town=town, status=told + " (" + year + ")").reset_index(drop=True)


def short_station_name(name: str) -> str:
    """Return a station's name without what a map tells anyway.

    >>> short_station_name("S+U Gesundbrunnen Bhf (Berlin)"), short_station_name("Velten, Bahnhof")
    ('Gesundbrunnen', 'Velten')
    """
    return re.sub(r"^(S\+U|S|U) |,? (Bhf|Bahnhof)\b| \([^)]*\)$", "", name)
