"""A tiny made-up GTFS feed: one regional line, one suburban line, one bus."""

from pathlib import Path
from zipfile import ZipFile

FILES = {
    "stops.txt": """stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
A,Ahausen,52.75,13.25,1,
A:1,Ahausen Gleis 1,52.75,13.25,,A
A:2,Ahausen Gleis 2,52.75,13.25,,A
B,"Bstadt, Bahnhof",52.65,13.20,,
C,Cburg,52.55,13.39,,
D,Dorfanger,52.70,13.30,,
""",
    "routes.txt": """route_id,route_short_name,route_long_name,route_type
r1,RE9,,100
s1,S9,,109
b1,,Bus zum Dorfanger,700
""",
    "trips.txt": """route_id,service_id,trip_id
r1,daily,re-early
r1,daily,re-noon
r1,weekday,re-peak
s1,special,s-saturday
b1,daily,bus
""",
    # re-peak has no time at B (GTFS allows it): half way between 7:00 and 7:20.
    "stop_times.txt": """trip_id,arrival_time,departure_time,stop_id,stop_sequence
re-early,05:00:00,05:00:00,A:1,1
re-early,05:10:00,05:12:00,B,2
re-early,05:22:00,05:22:00,C,10
re-noon,12:22:00,12:22:00,C,10
re-noon,12:00:00,12:00:00,A:2,1
re-noon,12:10:00,12:12:00,B,2
re-peak,07:00:00,07:00:00,A:1,1
re-peak,,,B,2
re-peak,07:20:00,07:20:00,C,3
s-saturday,24:30:00,24:30:00,C,1
s-saturday,24:45:00,24:45:00,B,2
bus,06:00:00,06:00:00,A:1,1
bus,06:20:00,06:20:00,D,2
""",
    "calendar.txt": """service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
daily,1,1,1,1,1,1,1,20250106,20250126
weekday,1,1,1,1,1,0,0,20250106,20250126
""",
    # One Tuesday without the peak train does not change the median weekday.
    "calendar_dates.txt": """service_id,date,exception_type
weekday,20250107,2
special,20250111,1
special,20250118,1
""",
}


def write_feed(folder: Path, **changed: str | None) -> Path:
    """Write the feed into a folder; `stop_times="…"` replaces a file, `calendar=None` leaves it out."""
    folder.mkdir(parents=True, exist_ok=True)
    files = FILES | {f"{name}.txt": text for name, text in changed.items()}
    for name, text in files.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def zipped(folder: Path, inside: str = "") -> Path:
    """Return the feed as a zip file, its members in the folder `inside`."""
    path = folder.with_suffix(".zip")
    with ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, inside + file.name)
    return path
