"""Stations and calls (stops of trips) of the rail lines in a GTFS feed."""

import pandas as pd

from ohv_coworking.errors import InputFault
from ohv_coworking.gtfs.feed import Feed

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
    routes = feed.read("routes.txt", ["route_id", "route_type", "route_short_name"], ("route_long_name",))
    routes["product"] = routes["route_type"].map(PRODUCTS)
    short = routes["route_short_name"]
    routes["line"] = short.where(short != "", routes["route_long_name"])
    trips = feed.read("trips.txt", ["trip_id", "route_id", "service_id"])
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
    stops = feed.read("stops.txt", ["stop_id", "stop_name", "stop_lat", "stop_lon"], ("parent_station",))
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
                row=int(wrong.idxmax()) + 2,
                column=gtfs_name,
                found=found.loc[wrong.idxmax(), gtfs_name],
                expected=f"Grad zwischen -{limit} und {limit}",
            )
    # A feed knows no municipalities; `geodata.with_municipality` adds them.
    return found.assign(ags=""), stops.set_index("stop_id")["station_id"]


def calls(feed: Feed, trips: pd.DataFrame, station_of: pd.Series) -> pd.DataFrame:
    """Return the calls of these trips in order, with station, arrival and departure (minutes after midnight)."""
    wanted = set(trips["trip_id"])
    found = feed.read(
        "stop_times.txt",
        ["trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time"],
        keep=lambda part: part[part["trip_id"].isin(wanted)],
    )
    found["row"] = found.index + 2
    found["station_id"] = found["stop_id"].map(station_of)
    found["stop_sequence"] = pd.to_numeric(found["stop_sequence"], errors="coerce")
    for column in ("arrival_time", "departure_time"):
        given = found[column]
        found[column] = minutes_after_midnight(given)
        unreadable = found[column].isna() & (given != "")
        _refuse(feed, found, unreadable, column, "Stunden:Minuten:Sekunden, z. B. 06:30:00")
    _refuse(feed, found, found["station_id"].isna(), "stop_id", "eine Kennung aus stops.txt")
    _refuse(feed, found, found["stop_sequence"].isna(), "stop_sequence", "eine ganze Zahl")

    found = found.merge(trips, on="trip_id").sort_values(["trip_id", "stop_sequence"], ignore_index=True)
    found["departure_time"] = found["departure_time"].fillna(found["arrival_time"])
    found["arrival_time"] = found["arrival_time"].fillna(found["departure_time"])
    same_trip = found["trip_id"] == found["trip_id"].shift()
    at_end = ~same_trip | ~same_trip.shift(-1, fill_value=False)
    untimed = at_end & found["departure_time"].isna()
    _refuse(feed, found, untimed, "departure_time", "eine Uhrzeit am Anfang und Ende jeder Fahrt")
    # Stops without times lie between timed ones of the same trip: evenly spread, as GTFS readers do.
    for column in ("arrival_time", "departure_time"):
        found[column] = found[column].interpolate()
    backwards = same_trip & (found["arrival_time"] < found["departure_time"].shift())
    _refuse(feed, found, backwards, "arrival_time", "eine Ankunft nach der Abfahrt am Halt davor")
    return found


def minutes_after_midnight(clock: pd.Series) -> pd.Series:
    """Return the minutes of `H:MM:SS`, missing where it is none; hours above 24 belong to the day before.

    >>> minutes_after_midnight(pd.Series(["6:30:00", "25:00:30", "halb sieben"])).tolist()
    [390.0, 1500.5, nan]
    """
    # A feed has millions of calls and few different times: each is read once.
    code, times = pd.factorize(clock)
    parts = pd.Series(times, dtype=str).str.extract(r"^\s*(\d{1,3}):([0-5]\d):([0-5]\d)\s*$").astype(float)
    minutes = parts[0] * 60 + parts[1] + parts[2] / 60
    return pd.Series(minutes.to_numpy()[code], index=clock.index)


def _refuse(feed: Feed, calls: pd.DataFrame, wrong: pd.Series, column: str, expected: str) -> None:
    """Raise `InputFault` for the first wrong call, in the order of the file."""
    if not wrong.any():
        return
    first = calls[wrong].nsmallest(1, "row").iloc[0]
    raise InputFault(
        "Ein Halt einer Fahrt im Fahrplan passt nicht.",
        file=f"{feed.name}/stop_times.txt",
        row=int(first["row"]),
        column=column,
        found=f"Fahrt {first['trip_id']}, Halt {first['stop_id']}",
        expected=expected,
        remedy="Den Datensatz beim Verkehrsverbund neu herunterladen oder die Fahrt löschen.",
    )
