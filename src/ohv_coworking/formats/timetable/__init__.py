"""Rail timetables from a GTFS feed (General Transit Feed Specification), folder or zip.

Only rail counts: buses, trams, ferries are left out.
"""

from pathlib import Path

import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import plural
from ohv_coworking.formats.timetable.calls import calls
from ohv_coworking.formats.timetable.feed import Feed
from ohv_coworking.formats.timetable.plausible import each_once, in_full_weeks
from ohv_coworking.formats.timetable.segments import line_segments, station_summary
from ohv_coworking.formats.timetable.service_days import service_days
from ohv_coworking.formats.timetable.stations import rail_trips, refuse_off_the_map, stations, told_of_unknown
from ohv_coworking.formats.timetable.timetable_frames import SEGMENT_COLUMNS, STATION_COLUMNS, Timetable


def read_gtfs(path: Path) -> Timetable:
    """Return the rail timetable of a feed; raise `InputFault` for a file, column or entry that does not fit."""
    with Feed(path) as feed:
        places, station_of, orphans = stations(feed)
        days = service_days(feed)
        trips, known, told = rail_trips(feed)
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
        stops = pd.Index(station_of.index, dtype=object)
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
    told = (*told, *filter(None, (orphans, idle, strays, outside, doubled)))
    return Timetable(served[STATION_COLUMNS], segments[SEGMENT_COLUMNS], year, told)
