"""Travel times by rail from run times, stops and frequencies.

A *ride* takes one line from where one boards to where one alights, past all stations between.
Journeys are chains of rides and footpaths; the shortest ones come from Dijkstra's algorithm.
Frequencies stand for the timetable: a wait is half the headway, which is right for passengers who arrive
at random (Welding 1957), up to a cap, because those who know a sparse timetable come in time.
Lines that serve the same two stations share the wait (Chriqui and Robillard 1975).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

Floats = NDArray[np.float64]
RIDE_COLUMNS = ["line", "from_id", "to_id", "in_vehicle_min", "departures_per_hour"]


@dataclass(frozen=True)
class Waiting:
    """How long one waits: half the headway, at most `first_cap_min` before the first ride.

    Before later rides one cannot choose when to arrive: the cap is `transfer_cap_min`, and
    `change_min` for the way from platform to platform comes on top.
    """

    first_cap_min: float
    transfer_cap_min: float
    change_min: float


def rides(segments: pd.DataFrame) -> pd.DataFrame:
    """Return all rides (line, from_id, to_id, in_vehicle_min, departures_per_hour) the segments allow.

    `segments` has line, from_id, to_id, run_time_min, dwell_at_from_min and departures_per_hour.
    A missing dwell says that trains start there: nobody rides through.
    The thinnest segment on the way sets the frequency of a ride.
    """
    running = segments[segments["departures_per_hour"] > 0].sort_values(["line", "from_id", "to_id"])
    if running.empty:
        return running.assign(in_vehicle_min=0.0)[RIDE_COLUMNS]
    columns = ["from_id", "to_id", "run_time_min", "dwell_at_from_min", "departures_per_hour"]
    lines, first = np.unique(running["line"].to_numpy(), return_index=True)
    parts = zip(*(np.split(running[column].to_numpy(), first[1:]) for column in columns), strict=True)
    by_line = [_rides_of_line(*part) for part in parts]
    counts = [len(part[0]) for part in by_line]
    found = pd.DataFrame(
        dict(zip(RIDE_COLUMNS[1:], map(np.concatenate, zip(*by_line, strict=True)), strict=True))
    )
    found.insert(0, "line", np.repeat(lines, counts))
    # Patterns of one line (express, all stops) may join the same stations: keep the fastest.
    fastest = found[found["from_id"] != found["to_id"]].sort_values(
        RIDE_COLUMNS, ascending=[True, True, True, True, False]
    )
    return fastest.drop_duplicates(["line", "from_id", "to_id"], ignore_index=True)


def ride_minutes(rides: pd.DataFrame, cap_min: float) -> pd.DataFrame:
    """Return the expected minutes (wait and ride) between stations that share a line: from_id, to_id, minutes.

    Of several lines, one takes whichever comes first among those that make the journey faster on average.
    """
    if (rides["departures_per_hour"] <= 0).any():
        raise ValueError("rides need departures")
    ordered = rides.sort_values(["from_id", "to_id", "in_vehicle_min", "line"])
    ordered = ordered.assign(weighted=ordered["in_vehicle_min"] * ordered["departures_per_hour"])
    # The best set of lines is always the k fastest, for some k.
    running = ordered.groupby(["from_id", "to_id"])[["departures_per_hour", "weighted"]].cumsum()
    wait = (30 / running["departures_per_hour"]).clip(upper=cap_min)
    minutes = wait + running["weighted"] / running["departures_per_hour"]
    return minutes.groupby([ordered["from_id"], ordered["to_id"]]).min().rename("minutes").reset_index()


def station_minutes(
    station_ids: ArrayLike, rides: pd.DataFrame, footpath_min: ArrayLike, waiting: Waiting
) -> Floats:
    """Return the expected minutes from each station (row) to each (column), first wait included; inf if unreachable.

    `footpath_min` (stations by stations) holds walks between nearby stations, inf where too far.
    """
    index = pd.Index(station_ids)
    count = len(index)
    # Two floors: a passenger starts on the lower one (no ride yet) and is on the upper one after the first ride.
    lower, upper = 0, count
    edges = [
        _ride_edges(index, ride_minutes(rides, waiting.first_cap_min), lower, upper, 0.0),
        _ride_edges(index, ride_minutes(rides, waiting.transfer_cap_min), upper, upper, waiting.change_min),
    ]
    walk_from, walk_to = np.nonzero(np.isfinite(footpath_min) & ~np.eye(count, dtype=bool))
    walks = np.asarray(footpath_min, float)[walk_from, walk_to]
    edges += [(walk_from + upper, walk_to + upper, walks)]
    start, end, minutes = (np.concatenate(parts) for parts in zip(*edges, strict=True))
    graph = _shortest_edges(start, end, minutes, 2 * count)
    times = dijkstra(graph, indices=np.arange(count))[:, upper:]
    np.fill_diagonal(times, 0.0)
    return times


def door_to_door(access_min: Floats, between_min: Floats, egress_min: Floats, direct_min: Floats) -> Floats:
    """Return the minutes from each origin (row) to each destination (column), by rail or directly.

    `access_min` origins by stations, `between_min` stations by stations, `egress_min` stations by destinations
    (inf where too far), `direct_min` origins by destinations.
    """
    times = np.array(direct_min, float)
    for destination, egress in enumerate(egress_min.T):
        # No station in reach of the destination: nothing but the direct way.
        usable = np.isfinite(egress)
        if usable.any():
            onward = (between_min[:, usable] + egress[usable]).min(axis=1)
            times[:, destination] = np.minimum(times[:, destination], (access_min + onward).min(axis=1))
    return times


def _rides_of_line(
    start: NDArray, end: NDArray, run: Floats, dwell: Floats, departures: Floats
) -> tuple[NDArray, NDArray, Floats, Floats]:
    """Return the rides of one line, the shortest ways through its segments: from, to, minutes, departures an hour."""
    # From segment to segment: where one ends, the other goes on (not back), and trains run through.
    goes_on = (end[:, None] == start[None, :]) & (start[:, None] != end[None, :]) & ~np.isnan(dwell)[None, :]
    before, after = np.nonzero(goes_on)
    graph = csr_array((run[after] + dwell[after], (before, after)), shape=goes_on.shape)
    onward, previous = dijkstra(graph, return_predecessors=True)
    first, last = np.nonzero(np.isfinite(onward))
    thinnest, at = departures[first], last
    while (on_the_way := at != first).any():
        thinnest = np.where(on_the_way, np.minimum(thinnest, departures[at]), thinnest)
        at = np.where(on_the_way, previous[first, at], at)
    return start[first], end[last], run[first] + onward[first, last], thinnest


def _ride_edges(
    stations: pd.Index, rides: pd.DataFrame, start_floor: int, end_floor: int, extra_min: float
) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    return (
        stations.get_indexer(rides["from_id"]) + start_floor,
        stations.get_indexer(rides["to_id"]) + end_floor,
        rides["minutes"].to_numpy() + extra_min,
    )


def _shortest_edges(start: ArrayLike, end: ArrayLike, minutes: ArrayLike, size: int) -> csr_array:
    """Return the graph with the shortest of parallel edges (a sparse matrix would add them up)."""
    edges = pd.DataFrame({"start": start, "end": end, "minutes": minutes}).groupby(["start", "end"]).min()
    rows, columns = (edges.index.get_level_values(level).to_numpy() for level in ("start", "end"))
    return csr_array((edges["minutes"].to_numpy(), (rows, columns)), shape=(size, size))
