"""Stations of a GTFS feed, and the trips of its rail lines."""

import re

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import plural
from ohv_coworking.formats.timetable.buses import called_buses
from ohv_coworking.formats.timetable.feed import FIRST_ROW, Feed

# GTFS route types: the basic ones and the extended ones in use in Germany.
PRODUCTS = {
    "1": "subway",
    "2": "regional",
    **{str(kind): "regional" for kind in range(100, 118)},
    "109": "suburban",
    **{str(kind): "subway" for kind in range(400, 405)},
}

# Why a trip of the feed does not count.
NO_RAIL, BUS_LINE, UNKNOWN_LINE = "keine Bahn", "Bus, als Bahn verschlüsselt", "Linie fehlt in routes.txt"

# German stop ids (DHID): country, district, station; what follows are areas and platforms.
STATION_ID = re.compile(r"([a-z]{2}:\d+:[^:]+):.*")
PLATFORM = re.compile(
    r",? *\(?\b(?:Gleise?|Gl|Bahnsteig|Bstg|Steig|Platform)\.? *\d+\w?(?: *[-/] *\d+\w?)?\)?\s*$",
    re.IGNORECASE,
)
NEAR = 0.01  # degrees between platforms of one station
MOST_LEVELS = 4  # boarding area, platform, station; one more for what nobody foresaw
LATITUDES, LONGITUDES = (34, 72), (-25, 45)  # Europe


def rail_trips(feed: Feed) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """Return the trips of rail lines (trip_id, route_id, service_id, line, product), all trips, and sentences.

    All trips say by their column `left_out` why they are none of the first. The sentences tell of buses in disguise and of
    trips whose line is unknown.
    """
    routes = feed.read_unique(
        "routes.txt",
        ["route_id", "route_type", "route_short_name"],
        ("route_long_name", "route_desc", "agency_id"),
    )
    routes["product"] = routes["route_type"].map(PRODUCTS)
    short = routes["route_short_name"]
    routes["line"] = short.where(short != "", routes["route_long_name"])
    bus = routes["product"].notna() & called_buses(feed, routes)
    routes.loc[bus, "product"] = None
    every = feed.read_unique("trips.txt", ["trip_id", "route_id", "service_id"])
    lines_of = routes.dropna(subset="product")[["route_id", "line", "product"]]
    trips = every.reset_index(names="place").merge(lines_of, on="route_id").set_index("place")
    if trips.empty:
        raise InputFault(
            "Der Fahrplan enthält keine Bahnlinie.",
            file=feed.name,
            found=f"route_type {', '.join(sorted(set(routes['route_type'])))}",
            expected="route_type 1, 2, 100 bis 117 oder 400 bis 404",
            remedy="Den Fahrplan des ganzen Verkehrsverbunds laden; Busse allein liest die Studie aus den Tabellen der "
            "Buslinien (Rollen bus_stops und bus_segments).",
        )
    lines = sorted(set(routes.loc[bus, "line"]))
    told = f"Als Bahn verschlüsselt, nach Kennung, Namen oder Betreiber aber Bus und daher ausgelassen: Linie {', '.join(lines)}."
    lost = told_of_unknown("trips.txt", every["route_id"], routes["route_id"], "Linie", "routes.txt")
    disguised = every["route_id"].isin(routes.loc[bus, "route_id"])
    unknown = ~every["route_id"].isin(routes["route_id"])
    every["left_out"] = np.select(
        [every.index.isin(trips.index), disguised, unknown], ["", BUS_LINE, UNKNOWN_LINE], NO_RAIL
    )
    return trips, every, ((told,) if lines else ()) + ((lost,) if lost else ())


def told_of_unknown(file: str, named: pd.Series, known: pd.Series | pd.Index, what: str, where: str) -> str:
    """Return a sentence on rows of a file that name what another one does not hold; "" for none. Empty names nothing."""
    lost = named[~named.isin(known) & (named != "")]
    if lost.empty:
        return ""
    rows = plural(len(lost), "Zeile nennt", "Zeilen nennen")
    return (
        f"{file}: {rows} eine {what}, die in {where} fehlt, zuerst Zeile {int(lost.index[0]) + FIRST_ROW} ({lost.iloc[0]}); "
        "sie bleiben unberücksichtigt."
    )


def stations(feed: Feed) -> tuple[pd.DataFrame, pd.Series, str]:
    """Return the stations, the station of each stop (the topmost parent, else what its id says), and a sentence on lost parents."""
    stops = feed.read_unique(
        "stops.txt", ["stop_id", "stop_name", "stop_lat", "stop_lon"], ("parent_station",)
    )
    parents = stops.set_index("stop_id")["parent_station"]
    known = parents[parents.isin(parents.index)]
    station = stops["stop_id"]
    for _ in range(MOST_LEVELS):
        station = station.map(known).astype(station.dtype).fillna(station)
    told = station.str.extract(STATION_ID)[0]
    siblings = told.isin(stops["stop_id"]) | told.duplicated(keep=False)
    stops["station_id"] = told.where(told.notna() & siblings & ~station.isin(known), station)
    for column, gtfs_name in (("latitude", "stop_lat"), ("longitude", "stop_lon")):
        stops[column] = pd.to_numeric(stops[gtfs_name], errors="coerce")
    stops = _platforms_together(stops)
    # Its own entry names a station, else the first of its stops.
    own = stops["stop_id"] == stops["station_id"]
    found = stops[own | ~stops["station_id"].isin(stops.loc[own, "station_id"])].drop_duplicates("station_id")
    found = found.rename(columns={"stop_name": "name"})
    # A feed knows no municipalities; `geodata.with_municipality` adds them.
    lost = told_of_unknown(
        "stops.txt", stops["parent_station"], stops["stop_id"], "Station", "derselben Datei"
    )
    alone = found["station_id"].map(stops["station_id"].value_counts()) == 1
    return (
        found.assign(ags="", place=found.index, alone=alone),
        stops.set_index("stop_id")["station_id"],
        lost,
    )


def _platforms_together(stops: pd.DataFrame) -> pd.DataFrame:
    """Return the stops with platforms that only their names tell apart ("Bstadt, Gleis 2") at one station, under its name."""
    bare = stops["stop_name"].str.replace(PLATFORM, "", regex=True)
    first = stops.assign(bare=bare).drop_duplicates("bare").set_index("bare")
    near = [(stops[axis] - bare.map(first[axis])).abs() < NEAR for axis in ("latitude", "longitude")]
    several = bare.duplicated(keep=False) & (stops["station_id"] == stops["stop_id"]) & near[0] & near[1]
    told = several & (bare != stops["stop_name"])
    return stops.assign(
        station_id=bare.map(first["station_id"]).where(told, stops["station_id"]),
        stop_name=bare.where(told, stops["stop_name"]),
    )


def refuse_off_the_map(served: pd.DataFrame, name: str) -> None:
    """Raise `InputFault` for a station that trains serve and that has no position in Europe."""
    for column, gtfs_name, limits in (
        ("latitude", "stop_lat", LATITUDES), ("longitude", "stop_lon", LONGITUDES)
    ):  # fmt: skip
        wrong = ~served[column].between(*limits)
        if wrong.any():
            first = served.loc[wrong.idxmax()]
            raise InputFault(
                "Ein Halt hat keine gültige Lage.",
                file=f"{name}/stops.txt",
                row=int(first["place"]) + FIRST_ROW,
                column=gtfs_name,
                found=f"{first['name']}: {first[gtfs_name] or 'leer'}",
                expected=f"Grad zwischen {limits[0]} und {limits[1]} (Europa)",
                remedy="Die Lage beim Verkehrsverbund melden oder in stops.txt nachtragen.",
            )
