"""A region side by side with its county, Land and city: names, ageing, employment, commuting.

Every function takes frames as `source` delivers them (each row names its `date` and `entry`) and a list of region
keys. Employment counts employees under social insurance (SvB) only.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.commuters import TOTAL
from ohv_coworking.formats.statistics.region_keys import LAND_NAMES
from ohv_coworking.region.facts import period_end, pick
from ohv_coworking.region.source import references

COMMUTING = ["employed_at_residence", "employed_at_workplace", "out_commuters", "in_commuters"]
DISTRICT_SORTS = ("Landkreis", "Kreis", "Region", "Städteregion", "Regionalverband")


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
            # A city may be its own district.
            known[key] = known.get(f"{key}000", f"Kreis {key}")
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


def district_dative(name: str) -> str:
    """Return the name of a district as it follows a preposition.

    >>> [district_dative(name) for name in ("Landkreis Oberhavel", "Rhein-Kreis Neuss", "Märkischer Kreis")]
    ['dem Landkreis Oberhavel', 'dem Rhein-Kreis Neuss', 'dem Märkischen Kreis']
    >>> district_dative("Region Hannover"), district_dative("Potsdam")
    ('der Region Hannover', 'Potsdam')
    """
    if name.casefold().startswith(("region ", "städteregion ")):
        return f"der {name}"
    declined = re.sub(r"er Kreis$", "en Kreis", name)  # Märkischer Kreis
    return f"dem {declined}" if re.search(r"kreis\b|verband\b", name, re.IGNORECASE) else name


def in_district(name: str) -> str:
    """Return the name of a district behind "in".

    >>> in_district("Landkreis Oberhavel"), in_district("Region Hannover"), in_district("Potsdam")
    ('im Landkreis Oberhavel', 'in der Region Hannover', 'in Potsdam')
    """
    return f"in {district_dative(name)}".replace("in dem ", "im ")


def with_region(frame: pd.DataFrame, towns: Sequence[str], region: str) -> pd.DataFrame:
    """Return `frame` with the sum of `towns` as one more area whose key is the region's name.

    Only dates on which each of the towns has a row are summed, on one census `base`; `entry` is that of the first.
    """
    by = [name for name in ("date", "base") if name in frame]
    held = frame[frame["ags"].isin(towns)]
    held = held[held.groupby(by)["ags"].transform("nunique") == len(set(towns))].groupby(by, as_index=False)
    sums = held.sum(numeric_only=True)
    if "entry" in frame:
        sums = sums.merge(held["entry"].first(), on=by)
    return pd.concat([sums.assign(ags=region), frame], ignore_index=True)


def commuting(
    employment: pd.DataFrame, facts: pd.DataFrame, keys: Iterable[str], until: date
) -> pd.DataFrame:
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
    return frame.assign(out_commuter_rate=frame["out_commuters"] / frame["employed_at_residence"])


def commuter_flows(commuters: pd.DataFrame, district: str) -> pd.DataFrame:
    """Return the flows of one district with its partners, each direction at its latest date.

    `direction, partner_code, partner_region, total, …, date, entry` as in the source; totals, rest rows and countries
    are left out.
    """
    held = commuters[
        (commuters["reference_code"] == district) & commuters["partner_code"].str.fullmatch(r"\d{5}")
    ]
    held = held[held["partner_code"] != district]
    return held[held["date"] == held.groupby("direction")["date"].transform("max")].reset_index(drop=True)


def all_commuters(commuters: pd.DataFrame, district: str, direction: str = "out") -> float:
    """Return all commuters of a district at the latest date: its total as stated, else partners and pooled rests; NaN if none."""
    held = commuters[(commuters["reference_code"] == district) & (commuters["direction"] == direction)]
    held = held[held["date"] == held["date"].max()]
    stated = held[held["partner_code"].map(lambda key: bool(TOTAL.fullmatch(key)))]
    # Keys of one and two digits are subtotals of the partners.
    parts = held[~held["partner_code"].str.fullmatch(r"\d{1,2}") & (held["partner_code"] != district)]
    return float((stated if len(stated) else parts)["total"].sum(min_count=1))


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
    held = employment[(employment["ags"] == key) & (employment["date"] <= until.isoformat())].dropna(
        subset=COMMUTING
    )
    if held.empty:
        return {}
    row = held.sort_values("date").iloc[[-1]]
    return {**row[COMMUTING].iloc[0], "period": row["date"].iloc[0], "basis": references(row)}


def _commuting_in_facts(facts: pd.DataFrame, key: str, until: date) -> dict:
    held = facts[(facts["ags"] == key) & facts["indicator"].isin(COMMUTING)]
    known = held.groupby("period")["indicator"].nunique()
    ends = {period: period_end(period) for period in known[known == len(COMMUTING)].index}
    for period in sorted(
        (one for one in ends if ends[one] <= pd.Timestamp(until)), key=ends.get, reverse=True
    ):
        try:
            found = [pick(facts, name, key, period=period) for name in COMMUTING]
        except InputFault:  # sources differ on that period: an older one counts
            continue
        rows = ", ".join(str(one.row) for one in sorted(found, key=lambda one: one.row))
        titles = "; ".join(dict.fromkeys(one.source_title for one in found))
        basis = [f"raw:regional_facts#Zeilen {rows}: {titles}"]
        return {one.indicator: one.value for one in found} | {"period": period, "basis": basis}
    return {}
