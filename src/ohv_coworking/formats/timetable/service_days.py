"""On which dates each service of a GTFS feed runs."""

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.timetable.feed import Feed

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKLY = ["service_id", "start_date", "end_date", *WEEKDAYS]
SINGLE = ["service_id", "date", "exception_type"]


def service_days(feed: Feed) -> pd.DataFrame:
    """Return whether a service (column) runs on a date (row), for every date the feed speaks of."""
    weekly, single = _days(feed, "calendar.txt", WEEKLY), _days(feed, "calendar_dates.txt", SINGLE)
    if weekly.empty and single.empty:
        raise InputFault(
            "Dem Fahrplan fehlen die Verkehrstage.",
            file=feed.name,
            expected="Zeilen in calendar.txt oder calendar_dates.txt",
            remedy="Den Datensatz vollständig neu herunterladen.",
        )
    edges = pd.concat([weekly["start_date"], weekly["end_date"], single["date"]])
    dates = pd.date_range(edges.min(), edges.max())
    services = pd.Index(sorted({*weekly["service_id"], *single["service_id"]}))

    runs = np.zeros((len(dates), len(services)), dtype=bool)
    within = (dates.to_numpy()[:, None] >= weekly["start_date"].to_numpy()) & (
        dates.to_numpy()[:, None] <= weekly["end_date"].to_numpy()
    )
    on_this_weekday = (weekly[WEEKDAYS] == "1").to_numpy().T[dates.day_of_week]
    runs[:, services.get_indexer(weekly["service_id"])] = within & on_this_weekday
    exceptions = dates.get_indexer(single["date"]), services.get_indexer(single["service_id"])
    runs[exceptions] = single["exception_type"] == "1"
    return pd.DataFrame(runs, index=dates, columns=services)


def _days(feed: Feed, name: str, columns: list[str]) -> pd.DataFrame:
    read = feed.read_unique if name == "calendar.txt" else feed.read
    table = read(name, columns) if feed.has(name) else pd.DataFrame(columns=columns, dtype=str)
    for column in ("start_date", "end_date", "date"):
        if column not in columns:
            continue
        days = pd.to_datetime(table[column], format="%Y%m%d", errors="coerce")
        if days.isna().any():
            wrong = days.isna().to_numpy().argmax()
            raise InputFault(
                "Ein Datum im Fahrplan ist nicht lesbar.",
                file=f"{feed.name}/{name}",
                row=int(wrong) + 2,
                column=column,
                found=table[column].iloc[wrong],
                expected="JJJJMMTT, z. B. 20250106",
            )
        table[column] = days
    return table
