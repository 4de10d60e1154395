"""Bus lines beside a rail timetable: their stops join the station they lie at, and what their table lacks stays unknown."""

import geopandas as gpd
import numpy as np
import pandas as pd

from ohv_coworking.formats.maps.geodata import to_metres, with_municipality
from ohv_coworking.formats.timetable.segments import station_summary
from ohv_coworking.formats.timetable.timetable_frames import (
    DEPARTURES,
    SEGMENT_COLUMNS,
    STATION_COLUMNS,
    Timetable,
    timetable_from_tables,
)

AT_A_STATION_M = 150.0  # stop and station of one interchange, as the two lists place them


def bus_timetable(
    stops: pd.DataFrame,
    segments: pd.DataFrame,
    boundaries: gpd.GeoDataFrame,
    year: str,
    stops_file: str = "bus_segment_stops.csv",
    segments_file: str = "bus_segments.csv",
) -> Timetable:
    """Return the bus lines as a timetable; departures on days that the table does not tell are missing, not zero.

    `stops` has stop_id, name, latitude and longitude, `segments` the columns of a timetable without those of the
    weekend. Raises `InputFault` with file, row and column for each row that does not fit.
    """
    told = segments.reindex(columns=[*segments, *(day for day in DEPARTURES if day not in segments)])
    told = told.astype({"line": str, "from_id": str, "to_id": str})
    places = stops.rename(columns={"stop_id": "station_id"}).astype({"station_id": str})
    bare = places.reindex(columns=STATION_COLUMNS)
    checked = timetable_from_tables(bare, told, year, stops_file, segments_file)
    served = places[["station_id", "name", "latitude", "longitude"]].merge(
        station_summary(checked.segments), on="station_id"
    )
    return Timetable(
        with_municipality(served, boundaries)[STATION_COLUMNS], checked.segments[SEGMENT_COLUMNS], year
    )


def with_buses(rail: Timetable, bus: Timetable, within_m: float = AT_A_STATION_M) -> Timetable:
    """Return one network: a bus stop at a station is that station, every other one is a station of its own.

    The two tables name places differently, so they are joined by position: nearest station, at most `within_m` away.
    """
    station_xy, stop_xy = (
        to_metres(one.stations["latitude"], one.stations["longitude"]) for one in (rail, bus)
    )
    apart = np.hypot(
        *(stop_xy[axis].to_numpy()[:, None] - station_xy[axis].to_numpy() for axis in ("x", "y"))
    )
    nearest = rail.stations["station_id"].to_numpy()[apart.argmin(axis=1)]
    own = bus.stations["station_id"].to_numpy()
    there = apart.min(axis=1) <= within_m
    joined = pd.Series(np.where(there, nearest, own), index=own)
    ways = bus.segments.assign(
        from_id=bus.segments["from_id"].map(joined), to_id=bus.segments["to_id"].map(joined)
    )
    # Two stops of one station are no way any more, and what they split is one segment again: the quickest.
    ways = ways[ways["from_id"] != ways["to_id"]].sort_values("run_time_min", kind="stable")
    ways = ways.drop_duplicates(["line", "from_id", "to_id"]).sort_index()
    return Timetable(
        pd.concat([rail.stations, bus.stations[~there]], ignore_index=True),
        pd.concat([rail.segments, ways], ignore_index=True),
        rail.year,
    )


def covered_towns(bus: Timetable, cells: pd.DataFrame, towns: list[str]) -> list[str]:
    """Return the towns whose populated cells (`ags`, `latitude`, `longitude`) lie within the area the stops span.

    In any other town the table may know some lines, but not all: nothing can be said of buses there.
    """
    stops = bus.stations
    inside = pd.Series(True, index=cells.index)
    for axis in ("latitude", "longitude"):
        inside &= cells[axis].between(stops[axis].min(), stops[axis].max())
    share = inside.groupby(cells["ags"]).mean()
    return [town for town in towns if share.get(town, 0.0) >= 0.95 and (stops["ags"] == town).any()]
