"""A region side by side with its county, Land and city: population, ageing, employment, commuting.

Every function takes frames as the catalogue delivers them and a list of region keys, and returns one row
per region (and date).  The order of preference among series is fixed: official update of population only,
register and census beside it, never mixed; social-insurance employees (SvB) only.
"""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from ohv_coworking.errors import InputFault
from ohv_coworking.statistics.facts import pick
from ohv_coworking.statistics.mergers import after_mergers

UPDATE_BEFORE_CENSUS = pd.Timestamp("2022-06-30")
DIRECTORY_DATE = pd.Timestamp("2019-12-31")
YOUNG = ["age_0_2", "age_3_5", "age_6_9", "age_10_14", "age_15_17"]
UNDER_20 = [*YOUNG, "age_18_19"]
OLD = ["age_65_74", "age_75_plus"]
COMMUTING = ["employed_at_residence", "employed_at_workplace", "out_commuters", "in_commuters"]


def names(directory: pd.DataFrame, population: pd.DataFrame, keys: Iterable[str]) -> dict[str, str]:
    """Return the plain name of each key: `Oranienburg`, `Landkreis Oberhavel`; raise for an unknown key."""
    known = {
        **population.drop_duplicates("ags").set_index("ags")["region"],
        **directory.set_index("ags")["name"],
    }
    found = {}
    for key in keys:
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
        found[key] = f"{sort} {name}" if sort in ("Landkreis", "Kreis") else name
    return found


def population_series(
    population: pd.DataFrame, directory: pd.DataFrame, census: pd.DataFrame, keys: Iterable[str]
) -> pd.DataFrame:
    """Return the official update as `ags, date, population`: the table of the update, the directory, June 2022.

    Districts and Länder of the directory and of June 2022 are the sums of their municipalities; where a day stands in
    several sources, the table of the update counts. On which census a day rests tells `census_base`.
    """
    parts = [population[["ags", "date", "population"]]]
    # A directory in its office's layout tells its own day.
    day = pd.Timestamp(directory["date"].iloc[0]) if "date" in directory else DIRECTORY_DATE
    later = [(directory, "population", day), (census, "population_update_2022_06_30", UPDATE_BEFORE_CENSUS)]
    for frame, column, day in later:
        municipal = frame[["ags", column]].rename(columns={column: "population"}).dropna()
        parts.append(with_districts(municipal).assign(date=day))
    series = pd.concat([part.assign(date=pd.to_datetime(part["date"])) for part in parts])
    series = series.drop_duplicates(["ags", "date"])
    return _in_order(series, keys).sort_values("date", kind="stable").reset_index(drop=True)


def with_districts(municipal: pd.DataFrame) -> pd.DataFrame:
    """Return `ags, population` of municipalities with the sums of their districts and Länder below."""
    sums = [
        municipal.assign(ags=municipal["ags"].str[:digits]).groupby("ags", as_index=False)["population"].sum()
        for digits in (5, 2)
    ]
    return pd.concat([municipal, *sums], ignore_index=True)


def with_region(frame: pd.DataFrame, towns: Iterable[str], region: str) -> pd.DataFrame:
    """Return `frame` with the sum of `towns` as one more area whose key is the region's name, on every date."""
    sums = frame[frame["ags"].isin(list(towns))].groupby("date", as_index=False).sum(numeric_only=True)
    return pd.concat([sums.assign(ags=region), frame], ignore_index=True)


def index_to_first(series: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """Return a population series with `index` (first date of each area = 100) and `region`, its name."""
    first = series.sort_values("date").groupby("ags")["population"].transform("first")
    return series.assign(index=100 * series["population"] / first, region=series["ags"].map(labels))


def first_and_latest(series: pd.DataFrame, key: str) -> tuple[pd.Series, pd.Series]:
    """Return the first and the latest row of one area."""
    held = series[series["ags"] == key].sort_values("date")
    return held.iloc[0], held.iloc[-1]


def municipal_growth(
    population: pd.DataFrame, census: pd.DataFrame, mergers: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return `ags, growth`: change of the official update from the end of 2015 to June 2022, as a fraction.

    With `mergers`, what was merged in between counts as one municipality in both years.
    """
    earlier = population[population["date"] == "2015-12-31"]
    if mergers is not None:
        earlier = after_mergers(earlier, mergers, f"{UPDATE_BEFORE_CENSUS:%Y-%m-%d}", ["population"])
    start = earlier.set_index("ags")["population"]
    end = census.set_index("ags")["population_update_2022_06_30"]
    return (end / start - 1).dropna().rename("growth").rename_axis("ags").reset_index()


def age_structure(age_groups: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    """Return shares under 18, 18–64 and 65 and older, and the old-age ratio (65+ per 100 aged 20–64)."""
    held = _in_order(age_groups, keys)
    young, old = held[YOUNG].sum(axis=1), held[OLD].sum(axis=1)
    working = held["total"] - held[UNDER_20].sum(axis=1) - old
    return pd.DataFrame(
        {
            "ags": held["ags"],
            "share_under_18": young / held["total"],
            "share_18_64": 1 - (young + old) / held["total"],
            "share_65_plus": old / held["total"],
            "old_age_ratio": 100 * old / working,
        }
    ).reset_index(drop=True)


def commuting(
    employment: pd.DataFrame, facts: pd.DataFrame, keys: Iterable[str], until: date
) -> pd.DataFrame:
    """Return employees at residence and workplace and commuters across the municipal border, latest year known.

    All four numbers of a municipality come from one date; a later year from the collected facts is taken only
    if it holds all four, else the full table of 2015 stands.
    """
    rows = []
    for key in keys:
        row = _latest_commuting(facts, key, until)
        if row is None:
            held = employment[employment["ags"] == key]
            if held.empty:
                continue
            row = {name: float(held.iloc[0][name]) for name in COMMUTING} | {
                "period": str(held.iloc[0]["date"])
            }
        rows.append({"ags": key, **row})
    frame = pd.DataFrame(rows, columns=["ags", "period", *COMMUTING])
    return frame.assign(
        out_commuter_rate=frame["out_commuters"] / frame["employed_at_residence"],
        jobs_per_resident=frame["employed_at_workplace"] / frame["employed_at_residence"],
    )


def commuter_flows(commuters: pd.DataFrame, district: str) -> pd.DataFrame:
    """Return the partner districts of one district with commuters out and in, largest out-flow first.

    Totals, rest rows and countries are left out; values are rounded to tens by the source.
    """
    held = commuters[
        (commuters["reference_code"] == district) & commuters["partner_code"].str.fullmatch(r"\d{5}")
    ]
    held = held[held["partner_code"] != district]
    flows = held.pivot_table(
        index=["partner_code", "partner_region"], columns="direction", values="total", aggfunc="sum"
    )
    flows = flows.reindex(columns=["out", "in"]).rename(
        columns={"out": "commuters_out", "in": "commuters_in"}
    )
    return flows.sort_values("commuters_out", ascending=False).reset_index()


def _latest_commuting(facts: pd.DataFrame, key: str, until: date) -> dict | None:
    try:
        found = [pick(facts, name, key, until=until) for name in COMMUTING]
    except InputFault:
        return None
    periods = {observation.period for observation in found}
    if len(periods) > 1:
        return None
    return {observation.indicator: observation.value for observation in found} | {"period": periods.pop()}


def _in_order(frame: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    order = list(keys)
    held = frame[frame["ags"].isin(order)]
    return held.sort_values("ags", key=lambda column: column.map(order.index), kind="stable")
