"""A feed is collected from many hands: a trip that comes twice runs once, and stray dates are no timetable."""

from itertools import pairwise

import numpy as np
import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.basics.german import plural

FULL_WEEK = 0.8  # share of the trips of the fullest week, from which on a week has full service


def in_full_weeks(days: pd.DataFrame, trips: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the dates (rows) of the weeks of full service, and a German sentence on the others; "" for none.

    A feed ends with weeks that only some operators have published yet, and single dates may lie decades off.
    """
    weight = trips["service_id"].value_counts().reindex(days.columns, fill_value=0).to_numpy()
    running = pd.Series(days.to_numpy(dtype=float) @ weight, index=days.index)
    week = days.index.to_period("W")
    total = running.groupby(week).transform("sum").to_numpy()
    full = (total >= FULL_WEEK * total.max()) & (total > 0)
    stray = running.index[~full & (running > 0).to_numpy()]
    if not full.any() or not len(stray):
        return days[full] if full.any() else days, ""
    told = f"{plural(len(stray), 'Verkehrstag', 'Verkehrstage')} außerhalb der Wochen mit vollem Angebot zählen nicht"
    return days[full], f"{told}: zwischen {german.day(stray[0])} und {german.day(stray[-1])}."


def on_some_day(trips: pd.DataFrame, days: pd.DataFrame) -> np.ndarray:
    """Return which trips run on any of the dates."""
    return trips["service_id"].map(days.any()).eq(True).to_numpy()


def each_once(
    calls: pd.DataFrame, trips: pd.DataFrame, station_of: pd.Series, days: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, str]:
    """Return calls, trips and days in which trips of one line, with the same stations and times, run once a day.

    Two operators publish the same train, or a publisher joins two feeds. The second of such trips keeps the days on which
    the first does not run. The sentence tells how many there are; "" for none.
    """
    if calls.empty:
        return calls, trips, days, ""
    stations, _ = pd.factorize(station_of)
    starts = np.flatnonzero(np.diff(calls["trip"], prepend=-1))
    seen = np.column_stack([stations[calls["stop"]], calls["departure"].to_numpy()])
    ways = [seen[first:last].tobytes() for first, last in pairwise([*starts, len(seen)])]
    place = calls["trip"].to_numpy()[starts]
    found = pd.DataFrame({"trip": place, "way": ways, "line": trips["line"].to_numpy()[place]})
    found["service"] = trips["service_id"].to_numpy()[place]
    again = found[found.duplicated(["line", "way"], keep=False)]
    services, days, dropped = trips["service_id"].to_numpy(dtype=object).copy(), days.copy(), []
    for _, same in again.groupby(["line", "way"], sort=False):
        covered = np.zeros(len(days), dtype=bool)
        for trip, service in zip(same["trip"], same["service"], strict=True):
            if service not in days:
                continue
            runs = days[service].to_numpy()
            if not (runs & covered).any():
                covered |= runs
                continue
            dropped.append(trip)
            left = f"{service} ohne Doppelte {len(dropped)}"
            if (runs & ~covered).any():
                days[left] = runs & ~covered
            services[trip] = left
            covered |= runs
    if not dropped:
        return calls, trips, days, ""
    told = f"Doppelt am selben Tag und einmal gezählt: {plural(len(dropped), 'Fahrt', 'Fahrten')}."
    return calls, trips.assign(service_id=services), days, told
