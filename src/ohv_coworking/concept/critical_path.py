"""When each work package can start, must start, and which ones decide the end.

Forward and backward pass of the critical path method (Kelley and Walker 1959), activity on node.
"""

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter

import pandas as pd

# Slack below this many time units is rounding, not room for delay.
NEGLIGIBLE = 1e-9


def schedule(durations: Mapping[str, float], predecessors: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return earliest and latest start and finish, slack and criticality of each package.

    Both mappings have the package as key; times are in the unit of `durations`, the project starts at 0.
    Raises ValueError for an unknown predecessor and `graphlib.CycleError` for a circle.

    >>> schedule({"plan": 2, "build": 3, "print": 1}, {"build": ["plan"], "print": ["plan"]})["slack"].to_dict()
    {'plan': 0, 'build': 0, 'print': 2}
    """
    before = {package: tuple(predecessors.get(package, ())) for package in durations}
    if unknown := {p for names in before.values() for p in names} - set(durations):
        raise ValueError(f"unknown predecessors: {sorted(unknown)}")
    order = list(TopologicalSorter(before).static_order())

    finish: dict[str, float] = {}
    for package in order:
        finish[package] = durations[package] + max((finish[p] for p in before[package]), default=0)
    end = max(finish.values(), default=0)

    latest_finish = dict.fromkeys(order, end)
    for package in reversed(order):
        for p in before[package]:
            latest_finish[p] = min(latest_finish[p], latest_finish[package] - durations[package])

    times = pd.DataFrame({"duration": pd.Series(durations), "finish": finish, "latest_finish": latest_finish})
    times = times.loc[list(durations)]
    times.insert(1, "start", times["finish"] - times["duration"])
    times.insert(3, "latest_start", times["latest_finish"] - times["duration"])
    times["slack"] = times["latest_finish"] - times["finish"]
    times["critical"] = times["slack"] < NEGLIGIBLE
    return times


def total_duration(times: pd.DataFrame) -> float:
    """Return the time from the first start to the last finish of a schedule."""
    return times["finish"].max()
