"""Rail timetables from a GTFS feed (General Transit Feed Specification), folder or zip.

Only rail counts: buses, trams, ferries are left out.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import plural
from ohv_coworking.formats.timetable.buses import running_like_buses
from ohv_coworking.formats.timetable.calls import calls
from ohv_coworking.formats.timetable.feed import FIRST_ROW, Feed
from ohv_coworking.formats.timetable.plausible import each_once, in_full_weeks, on_some_day
from ohv_coworking.formats.timetable.segments import line_segments, station_summary
from ohv_coworking.formats.timetable.service_days import service_days
from ohv_coworking.formats.timetable.stations import rail_trips, refuse_off_the_map, stations, told_of_unknown
from ohv_coworking.formats.timetable.timetable_frames import SEGMENT_COLUMNS, STATION_COLUMNS, Timetable
from ohv_coworking.raw.balance import IntakeRecord, LeftOut


def read_gtfs(path: Path) -> Timetable:
    """Return the rail timetable of a feed; raise `InputFault` for a file, column or entry that does not fit."""
    with Feed(path) as feed:
        places, station_of, orphans = stations(feed)
        days = service_days(feed)
        trips, every, told = rail_trips(feed)
        idle = told_of_unknown(
            "trips.txt",
            trips["service_id"],
            days.columns,
            "Verkehrszeit",
            "calendar.txt und calendar_dates.txt",
        )
        if (
            feed.has("frequencies.txt")
            and feed.read("frequencies.txt", ["trip_id"])["trip_id"].isin(trips["trip_id"]).any()
        ):
            raise InputFault(
                "Der Fahrplan gibt Takte statt Abfahrten an.",
                file=feed.name,
                found="frequencies.txt",
                expected="jede Fahrt mit ihren Zeiten in stop_times.txt",
                remedy="Beim Verkehrsverbund einen Datensatz ohne frequencies.txt verwenden.",
            )
        days, outside = in_full_weeks(days, trips)
        running = on_some_day(trips, days)
        stops, known = (pd.Index(ids, dtype=object) for ids in (station_of.index, every["trip_id"]))
        timed, strays = calls(feed, pd.Index(trips["trip_id"], dtype=object), stops, known)
        timed, trips, days, doubled = each_once(timed, trips, station_of, days)
        segments = line_segments(timed, trips, station_of, days)
    if segments.empty:
        raise InputFault(
            "Auf keiner Bahnlinie des Fahrplans fährt etwas.",
            file=f"{path.name}/stop_times.txt",
            found=plural(len(timed), "Halt einer Bahnlinie", "Halte von Bahnlinien"),
            expected="Fahrten mit mindestens zwei Halten an Verkehrstagen des Fahrplans",
            remedy="Den Datensatz vollständig neu herunterladen.",
        )
    served = places.merge(station_summary(segments), on="station_id")
    refuse_off_the_map(served, path.name)
    first, last = days.index[[0, -1]]
    year = f"{first:%Y}" if first.year == last.year else f"{first:%Y}/{last:%Y}"
    told = (
        *told,
        *filter(None, (orphans, idle, strays, outside, doubled, running_like_buses(segments, served))),
    )
    moving = np.bincount(timed["trip"], minlength=len(trips)) > 1
    every.loc[trips.index, "left_out"] = np.select(
        [~running, ~moving, ~on_some_day(trips, days)], ["ohne Verkehrstag", "ohne zwei Halte", "doppelt"], ""
    )
    record = trips_record(every, {"Halte": len(served), "Abschnitte": len(segments)})
    return Timetable(served[STATION_COLUMNS], segments[SEGMENT_COLUMNS], year, told, record)


def trips_record(every: pd.DataFrame, read: Mapping[str, int]) -> IntakeRecord:
    """Return what became of the trips of a feed, by the reason in their column `left_out`."""
    reasons = every["left_out"][every["left_out"] != ""]
    counts = reasons.value_counts()
    left_out = [
        LeftOut(why, int(counts[why]), int(reasons.index[reasons == why][0]) + FIRST_ROW)
        for why in sorted(counts.index)
    ]
    return IntakeRecord(len(every), len(every) - len(reasons), tuple(left_out), read=read)
