"""Figures of former municipalities under the key of the one they went into, so that years can be compared."""

from collections.abc import Collection

import pandas as pd


def successors(mergers: pd.DataFrame, until: str) -> dict[str, str]:
    """Return the municipality of the day `until` (ISO) for each former one, chains of mergers followed.

    `mergers` has a row for each merger: `former_ags`, `ags` (who took it in), `merged_on` (ISO day).

    >>> table = pd.DataFrame({"former_ags": ["a", "b"], "ags": ["b", "c"], "merged_on": ["2010-01-01", "2020-01-01"]})
    >>> successors(table, "2015-01-01"), successors(table, "2021-01-01")
    ({'a': 'b'}, {'a': 'c', 'b': 'c'})
    """
    held = mergers[mergers["merged_on"] <= until]
    following = dict(zip(held["former_ags"], held["ags"], strict=True))
    found = {}
    for former in following:
        key = former
        while key in following:
            key = following[key]
        found[former] = key
    return found


def after_mergers(
    frame: pd.DataFrame, mergers: pd.DataFrame, until: str, counts: Collection[str], by: Collection[str] = ()
) -> pd.DataFrame:
    """Return the frame on the territory of the day `until`: `ags`, the columns `by`, and the sums of the `counts`.

    Only counts add up: means and rates of merged municipalities have to be calculated anew. A sum with a missing
    part is missing.
    """
    keys = frame["ags"].replace(successors(mergers, until))
    groups = frame.assign(ags=keys).groupby(["ags", *by], sort=False)[list(counts)]
    return groups.agg(lambda values: values.sum(skipna=False)).reset_index()
