"""The study's statistics by role: from the shipped tables and from offices' own files, put in their place or beside them.

A file in its original layout (a newer Pendleratlas export, GENESIS table or Gemeindeverzeichnis) is recognised by its
content and gives the same columns as the shipped one. Several files of a role add up to one table; where region and
date stand in several of them, the file that `catalog.yaml` names last counts, and `contradictions` tells where
they differ. Every row names its day (`date`, ISO) and its file (`entry`, name in the catalogue).
"""

from pathlib import Path

import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.intake_record import intake_record
from ohv_coworking.formats.statistics.periods import period_in
from ohv_coworking.raw import Catalog, Entry
from ohv_coworking.region.census_base import BASES, CENSUS_2011, CENSUS_2022, census_base
from ohv_coworking.region.facts import period_end
from ohv_coworking.region.office_files import OFFICE_FILES, is_shipped_layout, long_table_of

CENSUS_AGES = ["age_0_15", "age_16_24", "age_25_59", "age_60_66", "age_67_plus"]
FACTS = ["indicator", "region", "ags", "period", "value", "row", "entry"]
UPDATE_BEFORE_CENSUS = "population_update_2022_06_30"
# What makes a row one of its role.
KEYS = {
    "population": ["ags", "date", "base"], "age_groups": ["ags", "date"], "employment": ["ags", "date"],
    "census_population": ["ags", "date"], "municipal_directory": ["ags", "date"],
    "commuters": ["direction", "reference_code", "partner_code", "date"],
    "census_ages": ["ags", "date"], "district_series": ["ags", "indicator", "period"],
}  # fmt: skip
# Figures counted on from a census: which one decides what they may be compared with.
BASED = {"population", "age_groups", "municipal_directory", "district_series"}
# Names of districts that are one municipality: offices write so, or nothing at all, where others are a county.
INDEPENDENT = r"kreisfr|krsfr|Stadtkreis|^(?!.*(?:kreis|region|verband))"
MOST_NAMED = 4  # regions or days that a reference names one by one


def population(catalog: Catalog) -> pd.DataFrame:
    """Return the official update of the population: `ags, region, date, population, male, female`, `base` (census)."""
    return _by_area(catalog, "population")


def age_groups(catalog: Catalog) -> pd.DataFrame:
    """Return the population by age: `ags, region, date, age_0_2 … age_75_plus, total`, `base` (census)."""
    return _by_area(catalog, "age_groups")


def employment(catalog: Catalog) -> pd.DataFrame:
    """Return employees (SvB) at workplace and residence and commuters across the municipal border, by `ags`, `date`."""
    return _by_area(catalog, "employment")


def census(catalog: Catalog) -> pd.DataFrame:
    """Return the population by the census: `ags, ars, name, date, population, quality_flag`, the update before.

    The update of the population before the new base is no part of the census's own file: another file's stays, and
    `update_entry` names it.
    """
    tables = files(catalog, "census_population")
    held = _combined(tables, "census_population").drop(columns=UPDATE_BEFORE_CENSUS)
    before = pd.concat(tables).dropna(subset=UPDATE_BEFORE_CENSUS).drop_duplicates("ags", keep="last")
    told = before.rename(columns={"entry": "update_entry"})[["ags", UPDATE_BEFORE_CENSUS, "update_entry"]]
    return held.merge(told, on="ags", how="left")


def census_ages(catalog: Catalog) -> pd.DataFrame:
    """Return the population by age as the census counted it: `ags, date, age_0_15 … age_67_plus, total`, `base`.

    Municipalities with the sums of their districts and Länder. The groups below 60 follow from percentages rounded to
    one decimal, so that the five add up to the total only nearly.
    """
    if not catalog.with_role("census_ages"):
        return pd.DataFrame(columns=["ags", "date", *CENSUS_AGES, "total", "entry", "base"])
    found = _of_role(catalog, "census_ages")
    for name in CENSUS_AGES[:3]:
        found[name] = found[f"share_{name}"] / 100 * found["population"]
    counts = found.rename(columns={"population": "total"})[["ags", "date", *CENSUS_AGES, "total", "entry"]]
    return with_districts(counts).assign(base=CENSUS_2022)


def district_series(catalog: Catalog) -> pd.DataFrame:
    """Return yearly indicators of districts and Länder: `indicator, ags, region, period` (year), `value, unit, base`."""
    return _of_role(catalog, "district_series")


def facts(catalog: Catalog) -> pd.DataFrame:
    """Return the collected facts of all files: `indicator, region, ags, period, value …`, `row` (line of the file), `entry`."""
    tables = {entry.name: catalog.read_csv(entry.name) for entry in catalog.with_role("facts")}
    rows = [table.assign(row=table.index + 2, entry=name) for name, table in tables.items()]
    return pd.concat([pd.DataFrame(columns=FACTS), *rows], ignore_index=True)


def with_districts(municipal: pd.DataFrame) -> pd.DataFrame:
    """Return counts of municipalities (numbers by `ags` and what else stands in a row) with sums of districts and Länder."""
    counts = list(municipal.select_dtypes("number"))
    others = [name for name in municipal if name not in ("ags", *counts)]
    sums = [
        municipal.assign(ags=municipal["ags"].str[:digits])
        .groupby(["ags", *others], as_index=False)[counts]
        .sum()
        for digits in (5, 2)
    ]
    return pd.concat([municipal, *sums], ignore_index=True)


def commuters(catalog: Catalog) -> pd.DataFrame:
    """Return commuters between districts: `direction, reference_…, partner_…` (region, code) and the counts."""
    return _of_role(catalog, "commuters")


def directories(catalog: Catalog) -> pd.DataFrame:
    """Return the municipalities of all days: `ags, ars, name`, area, population, postcode, position, urbanisation."""
    return _of_role(catalog, "municipal_directory")


def municipal_directory(catalog: Catalog) -> pd.DataFrame:
    """Return the municipalities as `directories`, of each Land at its latest day only."""
    held = directories(catalog)
    latest = held.groupby(held["ags"].str[:2])["date"].transform("max")
    return held[held["date"] == latest].reset_index(drop=True)


def references(rows: pd.DataFrame, what: str = "") -> list[str]:
    """Return rows of these tables as the basis of a key figure: `raw:employment#12065256; 30.06.2015`."""
    key = "ags" if "ags" in rows else "reference_code"
    if "stated_key" in rows:  # as it stands in the file
        rows = rows.assign(**{key: rows["stated_key"].fillna(rows[key])})
    found = []
    for entry, held in rows.groupby("entry", sort=False):
        days = [german.day(pd.Timestamp(day)) for day in sorted(held["date"].unique())]
        stated = _named(sorted(held[key].unique()), "Gebiete"), _named(days, "Stichtage", ends=True)
        found.append(f"raw:{entry}#" + "; ".join(filter(None, (what, *stated))))
    return found


def _of_role(catalog: Catalog, role: str) -> pd.DataFrame:
    return _combined(files(catalog, role), role)


def _by_area(catalog: Catalog, role: str) -> pd.DataFrame:
    """Return a role's table in which a kreisfreie Stadt stands as a municipality too: offices list it as a district.

    `stated_key` is the key in the file, for these rows only.
    """
    found = _of_role(catalog, role)
    towns = found[(found["ags"].str.len() == 5) & found["region"].str.contains(INDEPENDENT, case=False)]
    both = pd.concat([found, towns.assign(ags=towns["ags"] + "000", stated_key=towns["ags"])])
    return both.drop_duplicates(KEYS[role], ignore_index=True)


def _combined(tables: list[pd.DataFrame], role: str) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True).drop_duplicates(KEYS[role], keep="last", ignore_index=True)


def files(catalog: Catalog, role: str) -> list[pd.DataFrame]:
    """Return the table of each file of a role, in the order of the catalogue."""
    entries = catalog.with_role(role)
    if not entries:
        raise InputFault(
            "Für diese Statistik steht keine Datei im Verzeichnis.",
            file=catalog.shown("catalog.yaml"),
            parameter="role",
            expected=f"ein Eintrag mit der Rolle {role} ({catalog.roles[role].title})",
            remedy="Die Datei der herausgebenden Stelle aufnehmen: make accept FILE=…",
        )
    return [_table(catalog, entry) for entry in entries]


def _table(catalog: Catalog, entry: Entry) -> pd.DataFrame:
    path = catalog.path(entry.name)
    shipped = is_shipped_layout(path)
    frame = catalog.read_csv(entry.name) if shipped else OFFICE_FILES[entry.role](path)
    if entry.intake is not None and not shipped:
        catalog.refuse_worse(intake_record(long_table_of(path)), entry.name)
    days = _days(frame, entry.as_of)
    if days.isna().any():
        raise InputFault(
            "Die Datei nennt keinen Stichtag, und im Verzeichnis steht keiner.",
            file=catalog.shown(entry.file),
            parameter=f"entries.{entry.name}.as_of",
            found=entry.as_of,
            expected="ein Tag, zum Beispiel 31.12.2024",
            remedy="Den Stand in catalog.yaml eintragen.",
        )
    frame = frame.assign(date=days, entry=entry.name)
    if entry.role not in BASED:
        return frame
    frame["base"] = _bases(frame, days, entry.base)
    if (unknown := frame["base"].isna()).any():
        raise InputFault(
            "Auf welchem Zensus die Einwohnerzahlen ruhen, ist nicht bekannt.",
            file=catalog.shown(entry.file),
            parameter=f"entries.{entry.name}.base",
            found=f"Stichtag {german.day(pd.Timestamp(days[unknown].iloc[0]))} ohne Grundlage",
            expected=" oder ".join(BASES),
            remedy="In der Fußnote der Quelle nachsehen und angeben: "
            f'.venv/bin/ohv-coworking accept {catalog.shown(entry.file)} --base "{CENSUS_2022}" (oder "{CENSUS_2011}")',
        )
    return frame


def _days(frame: pd.DataFrame, as_of: str) -> pd.Series:
    # Some tables do not tell their day, or only its month or year.
    stated = [frame[name] for name in ("date", "period") if name in frame]
    told = stated[0].replace("", None) if stated else pd.Series(None, frame.index, dtype=object)
    days = told.fillna(period_in(as_of) or "")
    ends = {day: period_end(day) for day in days.unique() if day}
    return days.map({day: f"{end:%Y-%m-%d}" for day, end in ends.items() if end is not pd.NaT})


def _bases(frame: pd.DataFrame, days: pd.Series, recorded: str | None) -> pd.Series:
    told = frame["base"] if "base" in frame else pd.Series(None, frame.index, dtype=object)
    return told.fillna(pd.Series(census_base(days, recorded), frame.index))


def lacks_base(role: str, path: Path, as_of: str) -> bool:
    """Tell whether a file has days from the census of 2022 on and does not say on which census they rest."""
    if role not in BASED:
        return False
    frame = pd.read_csv(path, dtype=str) if is_shipped_layout(path) else OFFICE_FILES[role](path)
    return bool(_bases(frame, _days(frame, as_of).fillna(""), None).isna().any())


def _named(words: list[str], many: str, ends: bool = False) -> str:
    if len(words) <= MOST_NAMED:
        return ", ".join(words)
    return f"{words[0]} bis {words[-1]}" if ends else f"{german.number(len(words))} {many}"
