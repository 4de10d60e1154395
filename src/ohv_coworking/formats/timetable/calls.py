"""Calls of a GTFS feed: where each trip stops, in order, and when."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import plural
from ohv_coworking.formats.timetable.feed import FIRST_ROW, Feed
from ohv_coworking.reading.coded import Coded

NO_BOARDING = "1"
COLUMNS = ["trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time"]


def calls(feed: Feed, trips: pd.Index, stops: pd.Index, known: pd.Index) -> tuple[pd.DataFrame, str]:
    """Return the calls of these trips, trip after trip and each in order, and a sentence on calls of trips not `known`.

    Columns: `trip` and `stop` (places among `trips` and `stops`), `arrival`, `departure` (minutes after midnight),
    `boarding` (whether one may get on: to pass through or only set down is no departure).
    Raises `InputFault` for the first call that does not fit.
    """
    strays: list[str] = []

    def understood(part: pd.DataFrame) -> pd.DataFrame:
        named = Coded.of(part["trip_id"].to_numpy(dtype=object))
        strays.extend(part.loc[named.spread(known.get_indexer(named.values) < 0), "trip_id"])
        trip = named.spread(trips.get_indexer(named.values))
        return _understood(feed, part[trip >= 0], trip[trip >= 0], stops)

    found = feed.read("stop_times.txt", COLUMNS, ("pickup_type",), keep=understood)
    told = (
        f"stop_times.txt: {plural(len(strays), 'Halt gehört', 'Halte gehören')} zu Fahrten, die in trips.txt fehlen "
        f"({strays[0]}); sie bleiben unberücksichtigt."
        if strays
        else ""
    )
    step, further = np.diff(found["trip"]), np.diff(found["order"])
    if ((step < 0) | ((step == 0) & (further < 0))).any():
        found = found.sort_values(["trip", "order"])

    def refuse(wrong: np.ndarray, column: str, expected: str) -> None:
        if wrong.any():
            first = found.index[wrong].min()
            trip, stop = found.loc[first, ["trip", "stop"]].astype(int)
            raise _fault(feed, first, trips[trip], stops[stop], column, expected)

    departure = np.where(np.isnan(found["departure"]), found["arrival"], found["departure"])
    arrival = np.where(np.isnan(found["arrival"]), found["departure"], found["arrival"])
    starts = np.diff(found["trip"], prepend=-1) != 0
    at_end = starts | np.append(starts[1:], True)
    untimed = np.isnan(departure)
    refuse(at_end & untimed, "departure_time", "eine Uhrzeit am Anfang und Ende jeder Fahrt")
    if untimed.any():  # between timed calls of the same trip: evenly spread, as GTFS readers do
        arrival, departure = (pd.Series(times).interpolate().to_numpy() for times in (arrival, departure))
    backwards = ~starts[1:] & (arrival[1:] < departure[:-1])
    refuse(np.append(False, backwards), "arrival_time", "eine Ankunft nach der Abfahrt am Halt davor")
    return found[["trip", "stop", "boarding"]].assign(arrival=arrival, departure=departure), told


def _understood(feed: Feed, part: pd.DataFrame, trip: np.ndarray, stops: pd.Index) -> pd.DataFrame:
    """Return some rows of the file, of the trips that are wanted, as numbers."""
    stop = _by_value(part["stop_id"], stops.get_indexer)
    order = _by_value(
        part["stop_sequence"], lambda texts: pd.to_numeric(texts, errors="coerce").astype(float)
    )
    arrival, departure = (
        _by_value(part[column], minutes_after_midnight) for column in ("arrival_time", "departure_time")
    )
    clock = "Stunden:Minuten:Sekunden, z. B. 06:30:00"
    for wrong, column, expected in (
        (_unread(arrival, part["arrival_time"]), "arrival_time", clock),
        (_unread(departure, part["departure_time"]), "departure_time", clock),
        (stop < 0, "stop_id", "eine Kennung aus stops.txt"),
        (np.isnan(order), "stop_sequence", "eine ganze Zahl"),
    ):
        if wrong.any():
            first = part[wrong].iloc[0]
            raise _fault(feed, first.name, first["trip_id"], first["stop_id"], column, expected)
    boarding = _by_value(part["pickup_type"], lambda texts: texts != NO_BOARDING)
    columns = {
        "trip": trip,
        "stop": stop,
        "order": order,
        "arrival": arrival,
        "departure": departure,
        "boarding": boarding,
    }
    return pd.DataFrame(columns, index=part.index)


def _by_value(cells: pd.Series, understand: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Return what the cells mean: a feed has millions of calls and few different texts, each is read once."""
    coded = Coded.of(cells.to_numpy(dtype=object))
    return coded.spread(np.asarray(understand(coded.values)))


def _unread(minutes: np.ndarray, cells: pd.Series) -> np.ndarray:
    """Return which cells hold something and name no time."""
    missing = np.isnan(minutes)
    missing[missing] = cells.to_numpy()[missing] != ""
    return missing


def minutes_after_midnight(clock: np.ndarray) -> np.ndarray:
    """Return the minutes of `H:MM:SS`, missing where it is none; hours above 24 belong to the day before.

    >>> minutes_after_midnight(np.array(["6:30:00", "25:00:30", "halb sieben"])).tolist()
    [390.0, 1500.5, nan]
    """
    parts = pd.Series(clock, dtype=str).str.extract(r"^\s*(\d{1,3}):([0-5]\d):([0-5]\d)\s*$").astype(float)
    return (parts[0] * 60 + parts[1] + parts[2] / 60).to_numpy()


def _fault(feed: Feed, row: int, trip: str, stop: str, column: str, expected: str) -> InputFault:
    return InputFault(
        "Ein Halt einer Fahrt im Fahrplan passt nicht.",
        file=f"{feed.name}/stop_times.txt",
        row=int(row) + FIRST_ROW,
        column=column,
        found=f"Fahrt {trip}, Halt {stop}",
        expected=expected,
        remedy="Den Datensatz beim Verkehrsverbund neu herunterladen oder die Fahrt löschen.",
    )
