"""Trips condensed to line segments: median run time and dwell, median departures by kind of day."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

# Tuesdays to Thursdays are the plain weekdays; the median leaves holidays among them without effect.
DAYS = {"weekday": [1, 2, 3], "saturday": [5], "sunday": [6]}
LEAST_RUN_TIME_MIN = 0.5  # times are given in whole minutes: what takes less is shown as nothing


def line_segments(
    calls: pd.DataFrame, trips: pd.DataFrame, station_of: pd.Series, days: pd.DataFrame
) -> pd.DataFrame:
    """Return one row per line, direction and pair of consecutive stops, as a `Timetable` holds them.

    `calls` as `calls.calls` returns them, of these `trips`; `station_of` each stop; `days` says on which date (row) a
    service (column) runs.
    """
    stations, station_names = pd.factorize(station_of, sort=True)
    count = len(station_names)
    lines = trips.groupby(["line", "product"]).ngroup().to_numpy()
    legs = _legs(calls, stations[calls["stop"]])
    trip = legs["trip"].to_numpy()
    code = (lines[trip] * count + legs["start"].to_numpy()) * count + legs["end"].to_numpy()
    segment, known = pd.factorize(code, sort=True)
    segments = legs.groupby(segment)[["run_time_min", "dwell_at_from_min"]].median()
    segments["run_time_min"] = segments["run_time_min"].clip(lower=LEAST_RUN_TIME_MIN)

    service = days.columns.get_indexer(trips["service_id"])[trip]
    dated = (service >= 0) & legs["boarding"].to_numpy()
    peak = dated & legs["departure"].between(6 * 60, 9 * 60, inclusive="left").to_numpy()
    shape = days.shape[1], len(known)
    every, early = (_trips(service[chosen], segment[chosen], shape) for chosen in (dated, peak))
    departures = {
        "departures_per_weekday": _median_departures(every, days, "weekday"),
        "departures_weekday_06_09": _median_departures(early, days, "weekday"),
        "departures_saturday": _median_departures(every, days, "saturday"),
        "departures_sunday": _median_departures(every, days, "sunday"),
    }
    line_names = trips[["line", "product"]].drop_duplicates().sort_values(["line", "product"])
    named = line_names.iloc[known // count**2].reset_index(drop=True)
    named["from_id"], named["to_id"] = station_names[known // count % count], station_names[known % count]
    found = named.join(segments).assign(**departures)
    # A segment nobody can board at its start is still travelled over, by those who got on before.
    kept = np.bincount(segment, weights=service >= 0, minlength=len(known)) > 0
    return found[kept].reset_index(drop=True)


def _legs(calls: pd.DataFrame, station: np.ndarray) -> pd.DataFrame:
    """Return the ways between two stations that follow each other on a trip, and the minutes they take."""
    trip, arrival, departure = (calls[name].to_numpy() for name in ("trip", "arrival", "departure"))
    starts = np.diff(trip, prepend=-1) != 0
    leaving = np.flatnonzero(~starts[1:] & (station[1:] != station[:-1]))
    return pd.DataFrame(
        {
            "trip": trip[leaving],
            "start": station[leaving],
            "end": station[leaving + 1],
            "departure": departure[leaving],
            "boarding": calls["boarding"].to_numpy()[leaving],
            "run_time_min": arrival[leaving + 1] - departure[leaving],
            "dwell_at_from_min": np.where(starts[leaving], np.nan, departure[leaving] - arrival[leaving]),
        }
    )


def _trips(service: np.ndarray, segment: np.ndarray, shape: tuple[int, int]) -> csr_array:
    """Return how many trips of each service (row) run over each segment (column)."""
    pairs, known = pd.factorize(service * shape[1] + segment)
    return csr_array((np.bincount(pairs).astype(float), np.divmod(known, shape[1])), shape=shape)


def _median_departures(trips: csr_array, days: pd.DataFrame, kind: str) -> np.ndarray:
    """Return the median over the days of a kind of the departures on each segment."""
    runs = days[days.index.day_of_week.isin(DAYS[kind])].to_numpy(float)
    return np.median(runs @ trips, axis=0) if len(runs) else np.zeros(trips.shape[1])


def station_summary(segments: pd.DataFrame) -> pd.DataFrame:
    """Return products, lines and departures of each station that a segment touches."""
    leaving = segments.rename(columns={"from_id": "station_id"})
    arriving = segments.rename(columns={"to_id": "station_id"}).assign(departures_per_weekday=0)
    touched = pd.concat([leaving, arriving])

    def together(column: str) -> pd.Series:
        distinct = touched[["station_id", column]].drop_duplicates().sort_values(["station_id", column])
        return distinct.groupby("station_id")[column].agg(" ".join)

    departures = touched.groupby("station_id")["departures_per_weekday"].sum()
    summary = {
        "products": together("product"),
        "lines": together("line"),
        "departures_per_weekday": departures,
    }
    return pd.DataFrame(summary).reset_index()
