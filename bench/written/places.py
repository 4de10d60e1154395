"""A made-up timetable and a made-up map of at least 20 MB."""

import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from written.writing import municipal_keys


def timetable(path: Path) -> dict:
    """A zipped feed: 30 rail lines, 24,000 trips of 20 calls each."""
    trips, calls = 24_000, 20
    days = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    stops = [f"{stop},Bahnhof {stop},{52 + stop / 1000:.5f},{13 + stop / 900:.5f}" for stop in range(600)]
    routes = [f"r{line},RB{line},2" for line in range(30)]
    runs = [f"r{trip % 30},daily,t{trip}" for trip in range(trips)]
    times = (
        f"t{trip},{_clock(trip // 30 + 3 * call)},{_clock(trip // 30 + 3 * call + 1)},{20 * (trip % 30) + call},{call},0,0,regional"
        for trip in range(trips) for call in range(calls)
    )  # fmt: skip
    tables = {
        "stops.txt": ["stop_id,stop_name,stop_lat,stop_lon", *stops], "routes.txt": ["route_id,route_short_name,route_type", *routes],
        "trips.txt": ["route_id,service_id,trip_id", *runs],
        "stop_times.txt": ["trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,stop_headsign", *times],
        "calendar.txt": [f"service_id,{days},start_date,end_date", "daily,1,1,1,1,1,1,1,20250106,20250126"],
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, lines in tables.items():
            archive.writestr(name, "\n".join(lines) + "\n")
    return {}


def boundaries(path: Path) -> dict:
    """11,000 municipalities of 100 corners each as a GeoPackage with the layers of VG250."""
    angles = np.linspace(0, 2 * np.pi, 100)
    circle = np.column_stack([np.cos(angles), np.sin(angles)]) * 1500
    keys = municipal_keys(11_000)
    centres = [
        (300_000 + 4000 * (place % 105), 5_300_000 + 4000 * (place // 105)) for place in range(len(keys))
    ]
    areas = gpd.GeoDataFrame(
        {"AGS": keys, "GEN": [f"Gemeinde {key}" for key in keys], "GF": 4},
        geometry=[shapely.Polygon(circle + centre) for centre in centres], crs="EPSG:25832",
    )  # fmt: skip
    areas.head(16).to_file(path, layer="vg250_lan", driver="GPKG")
    areas.to_file(path, layer="vg250_gem", driver="GPKG")
    return {}


def _clock(minutes: int) -> str:
    return f"{4 + minutes // 60:02}:{minutes % 60:02}:00"
