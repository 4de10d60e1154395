"""Trips condensed to line segments: median run time and dwell, median departures by kind of day."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

# Tuesdays to Thursdays are the plain weekdays; the median leaves holidays among them without effect.
DAYS = {"weekday": [1, 2, 3], "saturday": [5], "sunday": [6]}
LEAST_RUN_TIME_MIN = 0.5  # times are given in whole minutes: what takes less is shown as nothing


def line_segments(calls: pd.DataFrame, days: pd.DataFrame) -> pd.DataFrame:
    """Return one row per line, direction and pair of consecutive stops, as a `Timetable` holds them.

    `calls` in order of trip and stop, `days` says on which date (row) a service (column) runs.
    """
    following = calls.groupby("trip_id", sort=False)[["station_id", "arrival_time"]].shift(-1)
    starts = calls["trip_id"] != calls["trip_id"].shift()
    legs = calls.assign(
        from_id=calls["station_id"],
        to_id=following["station_id"],
        run_time_min=following["arrival_time"] - calls["departure_time"],
        dwell_at_from_min=(calls["departure_time"] - calls["arrival_time"]).mask(starts),
    )
    legs = legs[legs["to_id"].notna() & (legs["to_id"] != legs["from_id"])]
    grouped = legs.groupby(["line", "product", "from_id", "to_id"])
    segments = grouped[["run_time_min", "dwell_at_from_min"]].median()
    segments["run_time_min"] = segments["run_time_min"].clip(lower=LEAST_RUN_TIME_MIN)

    position = grouped.ngroup().to_numpy()
    service = days.columns.get_indexer(legs["service_id"])
    dated = service >= 0
    peak = legs["departure_time"].between(6 * 60, 9 * 60, inclusive="left").to_numpy()

    def median_departures(kind: str, counted: np.ndarray) -> np.ndarray:
        """Return the median over the days of a kind of the departures on each segment."""
        where = service[counted], position[counted]
        trips = csr_array((np.ones(counted.sum()), where), shape=(days.shape[1], len(segments)))
        runs = days[days.index.day_of_week.isin(DAYS[kind])].to_numpy(float)
        return np.median(runs @ trips, axis=0) if len(runs) else np.zeros(len(segments))

    segments = segments.assign(
        departures_per_weekday=median_departures("weekday", dated),
        departures_weekday_06_09=median_departures("weekday", dated & peak),
        departures_saturday=median_departures("saturday", dated),
        departures_sunday=median_departures("sunday", dated),
    )
    served = (segments.filter(like="departures") > 0).any(axis=1)
    return segments[served].reset_index()


def station_summary(segments: pd.DataFrame) -> pd.DataFrame:
    """Return products, lines and departures of each station that a segment touches."""
    leaving = segments.rename(columns={"from_id": "station_id"})
    arriving = segments.rename(columns={"to_id": "station_id"}).assign(departures_per_weekday=0)
    grouped = pd.concat([leaving, arriving]).groupby("station_id")
    return pd.DataFrame(
        {
            "products": grouped["product"].agg(lambda kinds: " ".join(sorted(set(kinds)))),
            "lines": grouped["line"].agg(lambda lines: " ".join(sorted(set(lines)))),
            "departures_per_weekday": grouped["departures_per_weekday"].sum(),
        }
    ).reset_index()
