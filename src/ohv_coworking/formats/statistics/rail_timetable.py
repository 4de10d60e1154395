"""A GTFS feed as statistics: the rail departures of each station on a weekday."""

import zipfile
from pathlib import Path, PurePosixPath

from ohv_coworking.basics.german import plural
from ohv_coworking.formats.statistics.long_table import COLUMNS, LongTable
from ohv_coworking.formats.timetable import read_gtfs
from ohv_coworking.reading.document import DAMAGE
from ohv_coworking.reading.table import whole_table

KIND = "timetable/gtfs"
LABEL = "Fahrplan (GTFS)"

SIGNS = {"stops.txt", "stop_times.txt", "trips.txt", "routes.txt"}


def matches_file(path: Path) -> bool:
    """Look for the tables of a feed in a folder or zip: most of them, so that a missing one can be named."""
    if path.is_dir():
        names = {file.name for file in path.iterdir()}
    elif zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                names = {PurePosixPath(name).name for name in archive.namelist()}
        except DAMAGE:  # the general reader says so
            return False
    else:
        return False
    return len(SIGNS & names) >= 2


def interpret_file(path: Path) -> LongTable:
    """Return the departures by station; stations have no region key until they are laid over boundaries."""
    timetable = read_gtfs(path)
    stations = timetable.stations
    frame = stations[["name", "departures_per_weekday"]].set_axis(["region", "value"], axis="columns")
    frame = frame.assign(
        indicator="Abfahrten je Werktag", region_key=stations["station_id"], period=timetable.year,
        unit="Abfahrten", symbol="", aggregate="", row=range(1, len(stations) + 1),
    )  # fmt: skip
    lines = timetable.segments["line"].nunique()
    told = f"{plural(lines, 'Bahnlinie', 'Bahnlinien')}, {plural(len(timetable.segments), 'Abschnitt', 'Abschnitte')} zwischen Bahnhöfen."
    return LongTable(
        KIND,
        whole_table(stations, path.name),
        frame[COLUMNS],
        len(stations),
        notices=(told, *timetable.notices),
        record=timetable.record,
    )
