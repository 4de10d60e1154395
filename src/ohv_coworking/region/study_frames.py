"""Long tables as the frames the study calculates with: one column for each indicator, keys and dates in one form."""

import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.long_table import LongTable
from ohv_coworking.formats.statistics.region_keys import GERMANY, ags_from_ars
from ohv_coworking.reading.names import JOINT

COUNTRY = "00"
# Berlin and Hamburg are Land, district and municipality at once; their municipal key stands for all three.
CITY_STATES = {f"{land}{rest}": f"{land}000000" for land in ("02", "11") for rest in ("", "000")}

ALL = {"", "Insgesamt"}
SEXES = {"männlich": "male", "weiblich": "female"}
AGE = re.compile(
    r"unter (?P<below>\d+) Jahren?|(?P<low>\d+) bis unter (?P<high>\d+) Jahren?|(?P<oldest>\d+) Jahre und mehr"
)
AGE_HEADING = re.compile(r"Altersgruppen?\b.*")
# One indicator of INKAR, under the name it has in the shipped extract.
SHARE_65, SHARE_65_PLUS = (
    "share_65plus",
    re.compile(r"(Anteil )?(der )?Einwohner (ab |von )?65 Jahren? und älter"),
)
EMPLOYMENT = {
    "employed_at_workplace": r"Sozialversicherungspfl.*Arbeitsort.*", "in_commuters": r"Einpendler.*",
    "employed_at_residence": r"Sozialversicherungspfl.*Wohnort.*", "out_commuters": r"Auspendler.*",
    "commuter_balance": r"Pendlersaldo.*",
}  # fmt: skip
EMPLOYED = ["employed_at_residence", "employed_at_workplace"]


def population_frame(found: LongTable) -> pd.DataFrame:
    """Return `ags, region, date, population, male, female` of a table of the population by sex."""
    expected = "Bevölkerung nach Geschlecht, Regionaldatenbank 12411-01-01-4 oder -5"
    return _wide(found, _sex, ["population", "male", "female"], expected)


def age_frame(found: LongTable) -> pd.DataFrame:
    """Return `ags, region, date`, a column for each age group (`age_0_2` … `age_75_plus`) and `total`."""
    expected = "Bevölkerung nach 17 Altersgruppen, Regionaldatenbank 12411-02-03-4 oder -5"
    frame = _wide(found, _age, ["age_0_2", "age_65_74", "age_75_plus", "total"], expected)
    ages = sorted(
        filter(lambda name: name.startswith("age_"), frame), key=lambda name: int(name.split("_")[1])
    )
    return frame[["ags", "region", "date", *ages, "total"]]


def employment_frame(found: LongTable) -> pd.DataFrame:
    """Return employees at workplace and residence, commuters across the municipal border and their balance.

    A table of the one or the other is read too; what it does not count is missing.
    """
    expected = "Beschäftigte und Pendelnde der Gemeinden, Regionaldatenbank 13111-08-02-5"
    told = {_employed(indicator.split(JOINT)) for indicator in pd.unique(found.frame["indicator"])}
    frame = _wide(found, _employed, sorted(told & set(EMPLOYED)) or EMPLOYED[:1], expected)
    return frame.reindex(columns=["ags", "region", "date", *EMPLOYMENT])


def series_frame(found: LongTable) -> pd.DataFrame:
    """Return `indicator, ags, region, period, date, value, unit` of INKAR: of its indicators the share of people from 65 on."""
    frame = found.frame[found.frame["indicator"].map(lambda name: bool(SHARE_65_PLUS.fullmatch(name)))]
    if frame.empty:
        raise _missing(
            found, SHARE_65, "INKAR (inkar.de), Indikator „Einwohner 65 Jahre und älter“, nach Kreisen"
        )
    ags = frame["region_key"].astype(str).replace({GERMANY: COUNTRY, **CITY_STATES})
    told = frame[["region", "period", "value"]].astype({"period": str}).reset_index(drop=True)
    return told.assign(indicator=SHARE_65, unit="percent", ags=ags.to_numpy(), date=told["period"] + "-12-31")


def census_frame(found: LongTable) -> pd.DataFrame:
    """Return `ags, ars, name, date, population, quality_flag` of the municipalities of the census.

    The update of the population on the day before the new base is no part of that file and is missing.
    """
    frame = found.frame[found.frame["region_key"].str.len() == 12]
    people = frame[frame["indicator"].isin(["Personen", "Bevölkerung"])]
    if people.empty:
        raise _missing(
            found, "population", "Zensusdatenbank, Tabelle 1000A-0000 nach Gemeinden (Flatfile-CSV)"
        )
    ars = people["region_key"].astype(str)
    columns = {"ags": ags_from_ars(ars), "ars": ars, "name": people["region"], "date": people["period"]}
    counted = {
        "population": people["value"],
        "quality_flag": people["symbol"],
        "population_update_2022_06_30": np.nan,
    }
    return _whole(pd.DataFrame(columns | counted).sort_values("ags", ignore_index=True))


def _wide(
    found: LongTable, column_of: Callable[[Sequence[str]], str | None], required: list[str], expected: str
) -> pd.DataFrame:
    """Return a row for each region and date, a column for each indicator that `column_of` names."""
    frame = found.frame[found.frame["aggregate"] == ""]
    names = {indicator: column_of(indicator.split(JOINT)) for indicator in pd.unique(frame["indicator"])}
    for name in required:
        if name not in names.values():
            raise _missing(found, name, expected)
    named = frame.assign(name=frame["indicator"].map(names)).dropna(subset="name")
    key = named["region_key"].astype(str)
    named["ags"] = key.replace({GERMANY: COUNTRY, **CITY_STATES})
    named["region"] = named["region"].str.strip()
    named["date"] = named["period"].astype(str)
    # A city state stands in the table up to three times with the same figures.
    named = named.drop_duplicates(["ags", "date", "name"], keep="last")
    columns = [*required, *(name for name in names.values() if name and name not in required)]
    wide = named.pivot(index=["ags", "date"], columns="name", values="value")[list(dict.fromkeys(columns))]
    regions = named.drop_duplicates("ags").set_index("ags")["region"]
    wide = wide.dropna(how="all").reset_index().rename_axis(columns=None)
    wide.insert(1, "region", wide["ags"].map(regions))
    return _whole(wide)


def _sex(parts: Sequence[str]) -> str | None:
    divided = _divisions(parts)
    if not divided:
        return "population"
    return SEXES.get(divided[0]) if len(divided) == 1 else None


def _age(parts: Sequence[str]) -> str | None:
    divided = _divisions(parts)
    if not divided:
        return "total"
    found = AGE.fullmatch(divided[0]) if len(divided) == 1 else None
    if found is None:
        return None
    if found["oldest"]:
        return f"age_{found['oldest']}_plus"
    return f"age_{found['low'] or 0}_{int(found['high'] or found['below']) - 1}"


def _employed(parts: Sequence[str]) -> str | None:
    if _divisions(parts):
        return None
    return next((name for name, pattern in EMPLOYMENT.items() if re.fullmatch(pattern, parts[0])), None)


def _divisions(parts: Sequence[str]) -> list[str]:
    """Return what narrows an indicator: `männlich`, `unter 3 Jahre`; not its subject, headings, or "Insgesamt"."""
    begins = parts[0] in ALL or parts[0] in SEXES or AGE.fullmatch(parts[0])
    divisions = parts if begins else parts[1:]
    return [part for part in divisions if part not in ALL and not AGE_HEADING.fullmatch(part)]


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with counts as whole numbers where none is missing."""
    counts = [
        name
        for name in frame.select_dtypes("float")
        if not (frame[name] % 1).to_numpy().any() and frame[name].notna().all()
    ]
    return frame.astype(dict.fromkeys(counts, "int64"))


def _missing(found: LongTable, name: str, expected: str) -> InputFault:
    return InputFault(
        "Die Datei enthält nicht, was die Studie an dieser Stelle braucht.",
        **found.table.grid.place,
        column=name,
        found="; ".join(found.details()["indicators"][:5]),
        expected=expected,
        remedy="Die genannte Tabelle laden oder die Datei unter einem anderen Eintrag aufnehmen.",
    )
