"""The work packages in time: when each can begin, what it costs, and how long all of them take."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from ohv_coworking.basics.records import frame
from ohv_coworking.concept.critical_path import schedule, total_duration
from ohv_coworking.concept.work_packages import WorkPackage


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
        begins=[(reference_date + timedelta(weeks=weeks)).isoformat() for weeks in table["start"]],
        cost=pd.Series(costs_eur, dtype=float),
        is_critical=table["critical"].map({True: "ja", False: ""}),
    )
