"""Timetables as two frames: stations, and line segments with run time, dwell and departures.

They come from the shipped tables or from a GTFS feed (see `formats.timetable`); the year travels along.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.formats.maps.geodata import IN_GERMANY, LATITUDES, LONGITUDES
from ohv_coworking.raw.balance import IntakeRecord

# What `departures_*` columns count, and the hours they spread over; None: the whole service day.
TIMES_OF_DAY = {
    "weekday": ("departures_per_weekday", None),
    "weekday_06_09": ("departures_weekday_06_09", 3.0),
    "saturday": ("departures_saturday", None),
    "sunday": ("departures_sunday", None),
}

KM_PER_DEGREE = 111.2  # of latitude

DEPARTURES = [column for column, _ in TIMES_OF_DAY.values()]
STATION_COLUMNS = [
    "station_id",
    "name",
    "latitude",
    "longitude",
    "ags",
    "products",
    "lines",
    "departures_per_weekday",
]
SEGMENT_COLUMNS = ["line", "product", "from_id", "to_id", "run_time_min", "dwell_at_from_min", *DEPARTURES]


@dataclass(frozen=True)
class Timetable:
    """Stations and segments (one row per line, direction and pair of consecutive stops) of one timetable.

    `stations`: station_id, name, latitude, longitude, ags, products, lines, departures_per_weekday.
    `segments`: line, product, from_id, to_id, run_time_min (departure to arrival), dwell_at_from_min (missing if
    all trains start there), departures on a weekday, of these 6:00 to 8:59, on Saturdays and on Sundays (missing if not known).
    `year` names the timetable for the reader, `notices` (German sentences) what of a feed was not taken as it stands,
    `record` what became of its trips.
    """

    stations: pd.DataFrame
    segments: pd.DataFrame
    year: str
    notices: tuple[str, ...] = ()
    record: IntakeRecord | None = None

    def frequencies(self, time_of_day: str, service_day_hours: float) -> pd.DataFrame:
        """Return the segments with `departures_per_hour` at one of the `TIMES_OF_DAY`.

        Raises ValueError where departures at that time are not known: what is not told is not "none".
        """
        column, hours = TIMES_OF_DAY[time_of_day]
        if self.segments[column].isna().any():
            raise ValueError(f"{column} is not known of all lines")
        per_hour = self.segments[column] / (hours or service_day_hours)
        return self.segments.assign(departures_per_hour=per_hour)

    def around(self, latitude: float, longitude: float, radius_km: float) -> "Timetable":
        """Return the part of the timetable between stations within a distance of a point."""
        north_km = (self.stations["latitude"] - latitude) * KM_PER_DEGREE
        east_km = (self.stations["longitude"] - longitude) * KM_PER_DEGREE * np.cos(np.radians(latitude))
        stations = self.stations[np.hypot(north_km, east_km) <= radius_km]
        inside = self.segments[["from_id", "to_id"]].isin(set(stations["station_id"])).all(axis=1)
        return Timetable(
            stations.reset_index(drop=True), self.segments[inside].reset_index(drop=True), self.year
        )

    def connected(self) -> "Timetable":
        """Return the timetable without isolated stations."""
        stations = self.stations[~self.isolated().to_numpy()].reset_index(drop=True)
        joined = self.segments["from_id"].isin(stations["station_id"])
        return Timetable(stations, self.segments[joined].reset_index(drop=True), self.year)

    def isolated(self) -> pd.Series:
        """Return per station whether no train joins it to the largest part of the network."""
        index = pd.Index(self.stations["station_id"])
        start, end = (index.get_indexer(self.segments[column]) for column in ("from_id", "to_id"))
        graph = csr_array((np.ones(len(start)), (start, end)), shape=(len(index), len(index)))
        _, part = connected_components(graph, directed=False)
        return pd.Series(part != np.bincount(part, minlength=1).argmax(), index=index)


def timetable_from_tables(
    stations: pd.DataFrame,
    segments: pd.DataFrame,
    year: str,
    stations_file: str = "rail_stations.csv",
    segments_file: str = "rail_segments.csv",
) -> Timetable:
    """Return a timetable whose stations are unique and placed, whose segments join known stations and take time.

    Raises `InputFault` with file, row and column for each row that does not fit (rows as in a spreadsheet).
    """
    for frame, columns, file in (
        (stations, STATION_COLUMNS, stations_file),
        (segments, SEGMENT_COLUMNS, segments_file),
    ):
        if missing := [column for column in columns if column not in frame]:
            raise InputFault(
                "Dem Fahrplan fehlt eine Spalte.",
                file=file,
                column=missing[0],
                found=", ".join(frame.columns),
                expected=", ".join(columns),
            )
    faults = [
        *_faults(
            stations["station_id"].duplicated(),
            stations["station_id"],
            stations_file,
            "Ein Halt steht doppelt in der Liste.",
            "jede Kennung einmal",
        ),
        *_faults(
            ~(stations["latitude"].between(*LATITUDES) & stations["longitude"].between(*LONGITUDES)),
            stations["latitude"].astype(str) + " / " + stations["longitude"].astype(str),
            stations_file,
            "Ein Halt hat keine gültige Lage.",
            IN_GERMANY,
        ),
    ]
    for column in ("from_id", "to_id"):
        unknown = ~segments[column].isin(stations["station_id"])
        problem = "Ein Streckenabschnitt nennt einen unbekannten Halt."
        faults += _faults(
            unknown, segments[column], segments_file, problem, f"eine Kennung aus {stations_file}"
        )
    faults += _faults(
        ~(segments["run_time_min"] > 0),
        segments["run_time_min"],
        segments_file,
        "Ein Streckenabschnitt hat keine Fahrzeit.",
        "Minuten, größer als 0",
    )
    for column in ("dwell_at_from_min", *DEPARTURES):
        negative = segments[column] < 0
        problem = "Haltezeit und Abfahrten können nicht negativ sein."
        faults += _faults(negative, segments[column], segments_file, problem, "0 oder mehr")
    raise_all(faults, "Der Fahrplan enthält mehrere Fehler.")
    return Timetable(stations[STATION_COLUMNS], segments[SEGMENT_COLUMNS], year)


def _faults(wrong: pd.Series, found: pd.Series, file: str, problem: str, expected: str) -> list[InputFault]:
    return [
        # The header is row 1 of the file.
        InputFault(
            problem,
            file=file,
            row=position + 2,
            column=found.name,
            found=found.iloc[position],
            expected=expected,
        )
        for position in wrong.to_numpy().nonzero()[0]
    ]
