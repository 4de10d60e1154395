"""A region side by side with its county, Land and city: population, ageing, employment, commuting.

Every function takes frames as `source` delivers them (each row names its `date` and `entry`) and a list of region
keys, and returns one row per region (and date).  The order of preference among series is fixed: official update of
population only, register and census beside it, never mixed; social-insurance employees (SvB) only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ohv_coworking.errors import InputFault
from ohv_coworking.statistics.census_base import CENSUS_2011
from ohv_coworking.statistics.facts import period_end, pick
from ohv_coworking.statistics.mergers import after_mergers
from ohv_coworking.statistics.region_keys import LAND_NAMES
from ohv_coworking.statistics.source import UPDATE_BEFORE_CENSUS, references

DAY_BEFORE_CENSUS = "2022-06-30"
NEARLY_ALL = 0.9  # of the regions a day must be known for to stand for all of them
GROWTH_YEARS = 5  # what a change of the population should span at least
YOUNG = ["age_0_2", "age_3_5", "age_6_9", "age_10_14", "age_15_17"]
UNDER_20 = [*YOUNG, "age_18_19"]
OLD = ["age_65_74", "age_75_plus"]
UPDATE = ["ags", "date", "population", "base", "entry"]
DISTRICT_SORTS = ("Landkreis", "Kreis", "Region", "Städteregion", "Regionalverband")
COMMUTING = ["employed_at_residence", "employed_at_workplace", "out_commuters", "in_commuters"]


def names(directory: pd.DataFrame, population: pd.DataFrame, keys: Iterable[str]) -> dict[str, str]:
    """Return the plain name of each key: `Oranienburg`, `Landkreis Oberhavel`; raise for an unknown municipality."""
    known = {
        **LAND_NAMES,
        **population.drop_duplicates("ags", keep="last").set_index("ags")["region"],
        **directory.set_index("ags")["name"],
    }
    if "district" in directory:
        known = dict(zip(directory["ags"].str[:5], directory["district"], strict=True)) | known
    found = {}
    for key in keys:
        if key not in known and len(key) < 8:
            known[key] = f"Kreis {key}"
        if key not in known:
            raise InputFault(
                "Zu diesem Schlüssel gibt es keine Gemeinde und keinen Kreis in den Rohdaten.",
                file="study.yaml",
                parameter="region",
                found=key,
                expected="ein Gemeindeschlüssel (AGS) aus dem Gemeindeverzeichnis, 8 Ziffern als Text",
                remedy="Den Schlüssel prüfen; führende Nullen gehören dazu.",
            )
        name, _, sort = known[key].strip().partition(", ")
        found[key] = f"{sort} {name}" if sort in DISTRICT_SORTS else name
    return found


def official_update(population: pd.DataFrame, directories: pd.DataFrame, census: pd.DataFrame) -> pd.DataFrame:
    """Return the official update as `ags, date, population, base, entry`: its table, the directories, June 2022.

    Districts and Länder of a directory and of June 2022 are the sums of their municipalities; where a day stands in
    several sources, the table of the update counts. `base` is the census on which a figure rests.
    """
    before_census = census.drop(columns=["population", "date"]).rename(columns={UPDATE_BEFORE_CENSUS: "population"})
    before_census = before_census.assign(date=DAY_BEFORE_CENSUS, base=CENSUS_2011).dropna(subset="population")
    parts = [population[UPDATE], *(with_districts(part[UPDATE]) for part in (directories, before_census))]
    series = pd.concat(parts).drop_duplicates(["ags", "date"])
    return series.sort_values("date", kind="stable", ignore_index=True)


def population_series(update: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    """Return the official update of the areas in their order, oldest first."""
    return _in_order(update, keys).sort_values("date", kind="stable").reset_index(drop=True)


def with_districts(municipal: pd.DataFrame) -> pd.DataFrame:
    """Return the population of municipalities with the sums of their districts and Länder below."""
    others = [name for name in municipal if name not in ("ags", "population")]
    sums = [
        municipal.assign(ags=municipal["ags"].str[:digits]).groupby(["ags", *others], as_index=False)["population"].sum()
        for digits in (5, 2)
    ]
    return pd.concat([municipal, *sums], ignore_index=True)


def with_region(frame: pd.DataFrame, towns: Sequence[str], region: str) -> pd.DataFrame:
    """Return `frame` with the sum of `towns` as one more area whose key is the region's name.

    Only dates on which each of the towns has a row are summed; `base` and `entry` are those of the first of them.
    """
    held = frame[frame["ags"].isin(towns)]
    held = held[held.groupby("date")["ags"].transform("nunique") == len(set(towns))].groupby("date", as_index=False)
    told = [name for name in ("base", "entry") if name in frame]
    sums = held.sum(numeric_only=True).merge(held[told].first(), on="date") if told else held.sum(numeric_only=True)
    return pd.concat([sums.assign(ags=region), frame], ignore_index=True)


def index_to_first(series: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """Return a population series with `index` (first date of each area = 100) and `region`, its name."""
    first = series.sort_values("date").groupby("ags")["population"].transform("first")
    return series.assign(index=100 * series["population"] / first, region=series["ags"].map(labels))


def first_and_latest(series: pd.DataFrame, key: str) -> tuple[pd.Series, pd.Series] | None:
    """Return the first and the latest row of one area, None if it has none."""
    held = series[series["ags"] == key].sort_values("date")
    return (held.iloc[0], held.iloc[-1]) if len(held) else None


def base_breaks(series: pd.DataFrame) -> list[tuple[pd.Timestamp, str]]:
    """Return where one area's series begins to rest on another census: halfway between two dates, and which census."""
    held = series.sort_values("date")
    days, bases = pd.to_datetime(held["date"]).tolist(), held["base"].tolist()
    steps = zip(days, days[1:], bases, bases[1:], strict=False)
    return [(before + (after - before) / 2, new) for before, after, old, new in steps if old != new]


def years_without(days: Iterable[str]) -> list[str]:
    """Return the years between the first and the last of these days in which none lies.

    >>> years_without(["2015-12-31", "2019-12-31", "2021-12-31", "2023-06-30"])
    ['2016 bis 2018', '2020', '2022']
    """
    held = sorted({int(day[:4]) for day in days})
    found = []
    for before, after in zip(held, held[1:], strict=False):
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
    counts = municipal.groupby(["base", "date"]).size()
    spans = []
    for base, days in counts[counts >= NEARLY_ALL * counts.max()].groupby("base"):
        known = sorted(days.index.get_level_values("date"))
        last = pd.Timestamp(known[-1])
        early = [day for day in known if pd.Timestamp(day) <= last - pd.DateOffset(years=GROWTH_YEARS)]
        first = early[-1] if early else known[0]
        years = min(GROWTH_YEARS, (last - pd.Timestamp(first)).days / 365.25)
        spans.append((years, known[-1], first, base))
    if not spans or max(spans)[0] == 0:
        return None
    _, last, first, base = max(spans)
    begin, end = (municipal[(municipal["date"] == day) & (municipal["base"] == base)] for day in (first, last))
    earlier = begin if mergers is None else after_mergers(begin, mergers, last, ["population"])
    change = end.set_index("ags")["population"] / earlier.set_index("ags")["population"] - 1
    return Growth(first, last, base, change.dropna().rename("growth").rename_axis("ags").reset_index(), pd.concat([begin, end]))


def latest_shared(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the rows of these regions, in their order, at the latest date that all of them have; else none."""
    held = frame[frame["ags"].isin(keys)]
    shared = held[held.groupby("date")["ags"].transform("nunique") == len(set(keys))]
    return _in_order(shared[shared["date"] == shared["date"].max()], keys).reset_index(drop=True)


def latest_complete(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the latest date that is known for nearly all of the regions."""
    counts = frame.groupby("date").size()
    days = counts.index[counts >= NEARLY_ALL * counts.max()]
    return frame[frame["date"] == days.max()].reset_index(drop=True)


def latest_each(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the row of each of these regions at its own latest date, in their order."""
    held = frame[frame["ags"].isin(keys)].sort_values("date", kind="stable").drop_duplicates("ags", keep="last")
    return _in_order(held, keys).reset_index(drop=True)


def age_structure(age_groups: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return shares under 18, 18–64 and 65 and older, and the old-age ratio (65+ per 100 aged 20–64), latest date each."""
    held = latest_each(age_groups, keys)
    young, old = held[YOUNG].sum(axis=1), held[OLD].sum(axis=1)
    working = held["total"] - held[UNDER_20].sum(axis=1) - old
    return pd.DataFrame(
        {
            "ags": held["ags"],
            "date": held["date"],
            "share_under_18": young / held["total"],
            "share_18_64": 1 - (young + old) / held["total"],
            "share_65_plus": old / held["total"],
            "old_age_ratio": 100 * old / working,
        }
    )


def commuting(employment: pd.DataFrame, facts: pd.DataFrame, keys: Iterable[str], until: date) -> pd.DataFrame:
    """Return employees at residence and workplace and commuters across the municipal border, latest day known.

    All four numbers of a municipality come from one day, the latest up to `until` for which the table or the collected
    facts hold all of them; on the same day the table counts. What is known of no day is missing. `basis` lists what
    each row rests on.
    """
    rows = []
    for key in keys:
        row = _newer(_commuting_in_table(employment, key, until), _commuting_in_facts(facts, key, until))
        rows.append({"ags": key, "period": "", "basis": [], **row})
    frame = pd.DataFrame(rows, columns=["ags", "period", *COMMUTING, "basis"])
    frame[COMMUTING] = frame[COMMUTING].astype(float)
    return frame.assign(
        out_commuter_rate=frame["out_commuters"] / frame["employed_at_residence"],
        jobs_per_resident=frame["employed_at_workplace"] / frame["employed_at_residence"],
    )


def commuter_flows(commuters: pd.DataFrame, district: str) -> pd.DataFrame:
    """Return the flows of one district with its partners, each direction at its latest date.

    `direction, partner_code, partner_region, total, …, date, entry` as in the source; totals, rest rows and countries
    are left out.
    """
    held = commuters[(commuters["reference_code"] == district) & commuters["partner_code"].str.fullmatch(r"\d{5}")]
    held = held[held["partner_code"] != district]
    return held[held["date"] == held.groupby("direction")["date"].transform("max")].reset_index(drop=True)


def by_partner(flows: pd.DataFrame) -> pd.DataFrame:
    """Return flows as `partner_code, partner_region, commuters_out, commuters_in`, largest out-flow first."""
    # The offices spell a partner differently from file to file.
    names = flows.drop_duplicates("partner_code").set_index("partner_code")["partner_region"]
    wide = flows.pivot_table(index="partner_code", columns="direction", values="total", aggfunc="sum")
    wide = wide.reindex(columns=["out", "in"]).rename(columns={"out": "commuters_out", "in": "commuters_in"})
    wide = wide.sort_values("commuters_out", ascending=False).rename_axis(columns=None).reset_index()
    wide.insert(1, "partner_region", wide["partner_code"].map(names))
    return wide


def _newer(table: dict, facts: dict) -> dict:
    # A fact that tells the year only is of no later day than the table of that year.
    if not table or not facts or table["period"].startswith(facts["period"]):
        return table or facts
    return max(table, facts, key=lambda row: period_end(row["period"]))


def _commuting_in_table(employment: pd.DataFrame, key: str, until: date) -> dict:
    held = employment[(employment["ags"] == key) & (employment["date"] <= until.isoformat())].dropna(subset=COMMUTING)
    if held.empty:
        return {}
    row = held.sort_values("date").iloc[[-1]]
    return {**row[COMMUTING].iloc[0], "period": row["date"].iloc[0], "basis": references(row)}


def _commuting_in_facts(facts: pd.DataFrame, key: str, until: date) -> dict:
    held = facts[(facts["ags"] == key) & facts["indicator"].isin(COMMUTING)]
    known = held.groupby("period")["indicator"].nunique()
    ends = {period: period_end(period) for period in known[known == len(COMMUTING)].index}
    for period in sorted((one for one in ends if ends[one] <= pd.Timestamp(until)), key=ends.get, reverse=True):
        try:
            found = [pick(facts, name, key, period=period) for name in COMMUTING]
        except InputFault:  # sources differ on that period: an older one counts
            continue
        rows = ", ".join(str(one.row) for one in sorted(found, key=lambda one: one.row))
        titles = "; ".join(dict.fromkeys(one.source_title for one in found))
        basis = [f"raw:regional_facts#Zeilen {rows}: {titles}"]
        return {one.indicator: one.value for one in found} | {"period": period, "basis": basis}
    return {}


def _in_order(frame: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    order = list(keys)
    held = frame[frame["ags"].isin(order)]
    return held.sort_values("ags", key=lambda column: column.map(order.index), kind="stable")
