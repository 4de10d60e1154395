"""The work packages in time: when each can begin, what it costs, and how long all of them take."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from ohv_coworking.basics.records import frame
from ohv_coworking.concept.critical_path import schedule, total_duration
from ohv_coworking.concept.work_packages import WorkPackage

FRIDAY = 4


def package_times(packages: Sequence[WorkPackage], duration: str = "weeks") -> pd.DataFrame:
    """Return the schedule in weeks by number of package; `duration` may be `weeks_low` or `weeks_high`."""
    durations = {one.number: getattr(one, duration) for one in packages}
    return schedule(durations, {one.number: one.predecessors for one in packages})


def duration_span(packages: Sequence[WorkPackage]) -> tuple[float, float, float]:
    """Return the weeks from first start to last finish if all packages are short, as planned, or long."""
    low, weeks, high = (
        total_duration(package_times(packages, name)) for name in ("weeks_low", "weeks", "weeks_high")
    )
    return low, weeks, high


def first_day(reference_date: date, weeks: float) -> date:
    """Return the working day on which begins what can begin so many weeks later; public holidays are not known here.

    >>> first_day(date(2026, 11, 1), 12).isoformat()
    '2027-01-25'
    """
    day = reference_date + timedelta(weeks=float(weeks))
    return day + timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)


def last_day(reference_date: date, weeks: float) -> date:
    """Return the last working day before so many weeks are over: what follows begins on the next one.

    >>> last_day(date(2026, 11, 1), 12).isoformat()
    '2027-01-22'
    """
    day = reference_date + timedelta(weeks=float(weeks)) - timedelta(days=1)
    return day - timedelta(days=max(day.weekday() - FRIDAY, 0))


def timetable(
    packages: Sequence[WorkPackage],
    times: pd.DataFrame,
    costs_eur: Sequence[float | None],
    reference_date: date,
) -> pd.DataFrame:
    """Return the packages with their times, what comes `before`, the day each `begins` at the earliest, and `cost`."""
    table = (
        frame(packages)
        .set_index("number")
        .join(times[["start", "finish", "slack", "critical"]])
        .reset_index()
    )
    return table.assign(
        before=[", ".join(one.predecessors) for one in packages],
        begins=[first_day(reference_date, weeks).isoformat() for weeks in table["start"]],
        cost=pd.Series(costs_eur, dtype=float),
        is_critical=table["critical"].map({True: "ja", False: ""}),
    )
