"""The official update of the population as one series: its table, the directories, the day before the census.

The update counts on from the latest census; register and census stand beside it and are never mixed into it. A change
is told on the base of one census only (`followed`); the latest figure may rest on a newer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from ohv_coworking.region.census_base import CENSUS_2011
from ohv_coworking.region.latest import NEARLY_ALL, in_order
from ohv_coworking.region.mergers import after_mergers
from ohv_coworking.region.source import UPDATE_BEFORE_CENSUS, with_districts

DAY_BEFORE_CENSUS = "2022-06-30"
GROWTH_YEARS = 5  # what a change of the population should span at least
UPDATE = ["ags", "date", "population", "base", "entry"]


def official_update(
    population: pd.DataFrame, directories: pd.DataFrame, census: pd.DataFrame
) -> pd.DataFrame:
    """Return the official update as `ags, date, population, base, entry`: its table, the directories, June 2022.

    Districts and Länder of a directory and of June 2022 are the sums of their municipalities; where a day stands in
    several sources, the table of the update counts. `base` is the census on which a figure rests: one day may stand on two.
    """
    before_census = census.drop(columns=["population", "date"]).rename(
        columns={UPDATE_BEFORE_CENSUS: "population"}
    )
    before_census["entry"] = before_census[
        "update_entry"
    ]  # the file that tells it, not the newer one of the census
    before_census = before_census.assign(date=DAY_BEFORE_CENSUS, base=CENSUS_2011).dropna(subset="population")
    parts = [population[UPDATE], *(with_districts(part[UPDATE]) for part in (directories, before_census))]
    series = pd.concat(parts).drop_duplicates(["ags", "date", "base"])
    return series.sort_values(["date", "base"], kind="stable", ignore_index=True)


def population_series(update: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    """Return the official update of the areas in their order, oldest first."""
    return in_order(update, keys).sort_values("date", kind="stable").reset_index(drop=True)


def followed(series: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return a population series on the one base on which the area `key` is followed longest, the newest of several."""
    base = _longest_base(series[series["ags"] == key])
    return series[series["base"] == base].reset_index(drop=True)


def _longest_base(rows: pd.DataFrame) -> str | None:
    """Return the newest base whose days span `GROWTH_YEARS`, else the one that spans most; None without rows."""
    spans = []
    for base, days in rows.groupby("base")["date"]:
        years = (pd.Timestamp(days.max()) - pd.Timestamp(days.min())).days / 365.25
        spans.append((min(GROWTH_YEARS, years), days.max(), base))
    return max(spans)[-1] if spans else None


def index_from(series: pd.DataFrame, key: str, labels: dict[str, str]) -> pd.DataFrame:
    """Return a series with `index` (of each base: the first day of area `key` = 100) and `region`, its name.

    No area is followed from a day of its own: an index is missing before that day, and for areas without a figure on it.
    """
    start = series["base"].map(series[series["ags"] == key].groupby("base")["date"].min())
    first = series["population"].where(series["date"] == start).groupby([series["ags"], series["base"]])
    index = (100 * series["population"] / first.transform("first")).where(series["date"] >= start)
    return series.assign(index=index, region=series["ags"].map(labels))


def first_and_latest(series: pd.DataFrame, key: str) -> tuple[pd.Series, pd.Series] | None:
    """Return the first and the latest row of one area, None if it has none."""
    held = series[series["ags"] == key].sort_values(["date", "base"])
    return (held.iloc[0], held.iloc[-1]) if len(held) else None


def growth(first: pd.Series, latest: pd.Series) -> float | None:
    """Return the change of the population between two rows of a series as a fraction, None within one day."""
    return latest["population"] / first["population"] - 1 if latest["date"] > first["date"] else None


def years_without(days: Iterable[str]) -> list[str]:
    """Return the years between the first and the last of these days in which none lies.

    >>> years_without(["2015-12-31", "2019-12-31", "2021-12-31", "2023-06-30"])
    ['2016 bis 2018', '2020', '2022']
    """
    held = sorted({int(day[:4]) for day in days})
    found = []
    for before, after in pairwise(held):
        between = [str(year) for year in range(before + 1, after)]
        found += between if len(between) < 3 else [f"{between[0]} bis {between[-1]}"]
    return found


@dataclass(frozen=True)
class Growth:
    """The change of the population of municipalities between two days on the base of one census."""

    first: str
    last: str
    base: str
    change: pd.DataFrame  # ags, growth (fraction)
    rows: pd.DataFrame  # of the update, what it was computed from


NO_GROWTH = Growth("", "", "", pd.DataFrame(), pd.DataFrame())


def municipal_growth(update: pd.DataFrame, mergers: pd.DataFrame | None = None) -> Growth | None:
    """Return the change of the official update of municipalities; None without two days on the same census base.

    Of the days known for nearly all municipalities, the last two at least five years apart; on the newest base that
    spans five years, else on the one that spans most. With `mergers`, what was merged in between counts as one
    municipality on both days.
    """
    municipal = update[update["ags"].str.len() == 8]
    counts = municipal.groupby(["base", "date"])["ags"].transform("size")
    known = municipal[counts >= NEARLY_ALL * counts.max()]
    base = _longest_base(known)
    days = sorted(known.loc[known["base"] == base, "date"].unique())
    if len(days) < 2:
        return None
    last = days[-1]
    early = [
        day for day in days if pd.Timestamp(day) <= pd.Timestamp(last) - pd.DateOffset(years=GROWTH_YEARS)
    ]
    first = early[-1] if early else days[0]
    begin, end = (
        municipal[(municipal["date"] == day) & (municipal["base"] == base)] for day in (first, last)
    )
    earlier = begin if mergers is None else after_mergers(begin, mergers, last, ["population"])
    change = end.set_index("ags")["population"] / earlier.set_index("ags")["population"] - 1
    return Growth(
        first,
        last,
        base,
        change.dropna().rename("growth").rename_axis("ags").reset_index(),
        pd.concat([begin, end]),
    )
