"""Which date of a table counts: for one region, for several that must share it, for a whole Land."""

from collections.abc import Iterable, Sequence

import pandas as pd

NEARLY_ALL = 0.9  # of the regions a day must be known for to stand for all of them


def latest_shared(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the rows of these regions, in their order, at the latest date that all of them have; else none."""
    held = frame[frame["ags"].isin(keys)]
    shared = held[held.groupby("date")["ags"].transform("nunique") == len(set(keys))]
    return in_order(shared[shared["date"] == shared["date"].max()], keys).reset_index(drop=True)


def latest_each(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the row of each of these regions at its own latest date, in their order."""
    held = (
        frame[frame["ags"].isin(keys)].sort_values("date", kind="stable").drop_duplicates("ags", keep="last")
    )
    return in_order(held, keys).reset_index(drop=True)


def latest_complete(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the latest date that is known for nearly all of the regions."""
    counts = frame.groupby("date").size()
    days = counts.index[counts >= NEARLY_ALL * counts.max()]
    return frame[frame["date"] == days.max()].reset_index(drop=True)


def in_order(frame: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    """Return the rows of these regions, in their order."""
    order = list(keys)
    held = frame[frame["ags"].isin(order)]
    return held.sort_values("ags", key=lambda column: column.map(order.index), kind="stable")
