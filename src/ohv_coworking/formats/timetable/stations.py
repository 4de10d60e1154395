"""Stations of a GTFS feed, and the trips of its rail lines."""

import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.timetable.feed import FIRST_ROW, Feed

# GTFS route types: the basic ones and the extended ones in use in Germany.
PRODUCTS = {
    "1": "subway",
    "2": "regional",
    **{str(kind): "regional" for kind in range(100, 118)},
    "109": "suburban",
    **{str(kind): "subway" for kind in range(400, 405)},
}


def rail_trips(feed: Feed) -> pd.DataFrame:
    """Return the trips of rail lines: trip_id, route_id, service_id, line, product."""
    routes = feed.read_unique(
        "routes.txt", ["route_id", "route_type", "route_short_name"], ("route_long_name",)
    )
    routes["product"] = routes["route_type"].map(PRODUCTS)
    short = routes["route_short_name"]
    routes["line"] = short.where(short != "", routes["route_long_name"])
    trips = feed.read_unique("trips.txt", ["trip_id", "route_id", "service_id"])
    trips = trips.merge(routes.dropna(subset="product")[["route_id", "line", "product"]], on="route_id")
    if trips.empty:
        raise InputFault(
            "Der Fahrplan enthält keine Bahnlinie.",
            file=feed.name,
            found=f"route_type {', '.join(sorted(set(routes['route_type'])))}",
            expected="route_type 1, 2, 100 bis 117 oder 400 bis 404",
        )
    return trips


def stations(feed: Feed) -> tuple[pd.DataFrame, pd.Series]:
    """Return the stations (platforms joined to their parent) and the station of each stop."""
    stops = feed.read_unique(
        "stops.txt", ["stop_id", "stop_name", "stop_lat", "stop_lon"], ("parent_station",)
    )
    has_parent = stops["parent_station"].isin(stops["stop_id"])
    stops["station_id"] = stops["parent_station"].where(has_parent, stops["stop_id"])
    found = stops[stops["stop_id"] == stops["station_id"]].rename(columns={"stop_name": "name"})
    for column, gtfs_name, limit in (("latitude", "stop_lat", 90), ("longitude", "stop_lon", 180)):
        found[column] = pd.to_numeric(found[gtfs_name], errors="coerce")
        wrong = ~found[column].abs().le(limit)
        if wrong.any():
            raise InputFault(
                "Ein Halt hat keine gültige Lage.",
                file=f"{feed.name}/stops.txt",
                row=int(wrong.idxmax()) + FIRST_ROW,
                column=gtfs_name,
                found=found.loc[wrong.idxmax(), gtfs_name],
                expected=f"Grad zwischen -{limit} und {limit}",
            )
    # A feed knows no municipalities; `geodata.with_municipality` adds them.
    return found.assign(ags=""), stops.set_index("stop_id")["station_id"]
