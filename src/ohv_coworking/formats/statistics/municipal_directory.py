"""Gemeindeverzeichnis of the Statistisches Bundesamt (GV-ISys, quarterly `AuszugGV…`): the municipalities.

Record types (Satzart): 10 Land, 20 Regierungsbezirk, 30 region, 40 district, 50 association, 60 municipality; only
municipalities are kept. The key stands in five columns: Land, RB, Kreis, VB, Gem.
"""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.formats.statistics.periods import period_in
from ohv_coworking.formats.statistics.region_keys import ags_from_parts, ars_from_parts
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, Values, find_table, typed

KIND = "statistics/municipal-directory"
LABEL = "Gemeindeverzeichnis (GV-ISys, Auszug)"

RECORDS = {
    "10": "Land", "20": "Regierungsbezirk", "30": "Region", "40": "Kreis", "50": "Gemeindeverband", "60": "Gemeinde",
}  # fmt: skip
MUNICIPALITY, DISTRICT = "60", "40"
# Textkennzeichen of districts whose sort is no part of their name.
DISTRICT_SORTS = {"43": "Kreis ", "44": "Landkreis "}
FIGURES = ("area_km2", "population", "male", "female", "density_per_km2")
COORDINATES = "Geografische Mittelpunktkoordinaten"
# A day in the header, alone or with what it is the day of: "Gebietsstand am 31.03.2025 (1. Quartal)".
DAYS = re.compile(
    r"(?:(?:Gebiets|Zuordnungs)stand )?(?:am )?\d{1,2}\.\d{1,2}\.\d{4}(?: \((?:\d\. Quartal|Jahr)\))?"
)
PARTS = ["Land", "RB", "Kreis", "VB", "Gem"]
TEXTS = {
    "record": r"Satzart.*", "mark": r"Textkennzeichen.*", **{part: rf"(.* )?{part}" for part in PARTS}, "name": r"Gemeindename.*",
    "postcode": r"Postleitzahl.*", "urbanisation_code": r".*Verstädterung.* Schlüssel",
    "urbanisation_label": r".*Verstädterung.* Bezeichnung",
}  # fmt: skip
NUMBERS = {
    "area_km2": (r"Fläche.*km.*", "Fläche", "km²"),
    "population": (r"Bevölkerung.* insgesamt", "Bevölkerung, insgesamt", "Personen"),
    "male": (r"Bevölkerung.* männlich", "Bevölkerung, männlich", "Personen"),
    "female": (r"Bevölkerung.* weiblich", "Bevölkerung, weiblich", "Personen"),
    "density_per_km2": (r"Bevölkerung.* je km.*", "Bevölkerungsdichte", "Personen je km²"),
    "longitude": (r".*Längengrad", "Längengrad", "Grad"),
    "latitude": (r".*Breitengrad", "Breitengrad", "Grad"),
}


def matches(grid: Grid) -> float:
    """Look for the five parts of the key side by side."""
    return 0.95 if any(_holds_parts(row) for row in grid.head(10)) else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return area, population and position of each municipality."""
    table, values, columns = _understood(grid, options)
    records = values.frame[columns["record"]].fillna("")
    kept = values.frame[records == MUNICIPALITY]
    keys = _keys(kept, columns)
    places = pd.DataFrame(
        {"region_key": keys["ags"], "region": kept[columns["name"]].fillna(""), "period": _day(table)}
    )
    days = _days_of_figures(table, columns)
    measures = [
        Measure(columns[name], label, unit, days.get(columns[name], ""))
        for name, (_, label, unit) in NUMBERS.items()
    ]
    others = records[records != MUNICIPALITY].map(RECORDS).fillna("ohne Satzart")
    dropped = {row: f"keine Gemeinde, sondern: {record}" for row, record in others.items()}
    return long_table(KIND, table, values, places, measures, dropped=dropped)


def municipalities(grid: Grid, options: ReadingOptions = DETECT) -> pd.DataFrame:
    """Return a row for each municipality: `ags`, `ars`, `name`, numbers, `postcode`, position, `urbanisation_…`, `date`.

    `district` is the name of its district: `Landkreis Oberhavel`; `date` the day of the population, which may be another
    than that of the territory.
    """
    interpret(grid, options)  # raises for doubled municipalities and cells that are no numbers
    table, values, columns = _understood(grid, options)
    kept = values.frame[values.frame[columns["record"]] == MUNICIPALITY]
    frame = (
        kept[[*columns.values()]]
        .set_axis([*columns], axis="columns")
        .drop(columns=["record", "mark", *PARTS])
    )
    codes = {
        name: frame[name].str.zfill(digits) for name, digits in (("postcode", 5), ("urbanisation_code", 2))
    }
    keys = _keys(kept, columns)
    districts = keys["ags"].str[:5].map(_districts(values.frame, columns))
    day = _days_of_figures(table, columns).get(columns["population"]) or _day(table)
    return keys.join(frame.assign(**codes, date=day, district=districts)).reset_index(drop=True)


def _districts(texts: pd.DataFrame, columns: dict[str, str]) -> dict[str, str]:
    held = texts[texts[columns["record"]] == DISTRICT]
    sorts = held[columns["mark"]].map(DISTRICT_SORTS).fillna("")
    # „Rhein-Sieg-Kreis“ tells its sort already.
    names = held[columns["name"]].where(
        held[columns["name"]].str.contains("kreis", case=False), sorts + held[columns["name"]]
    )
    return dict(zip(_keys(held, columns)["ags"].str[:5], names, strict=True))


def _keys(texts: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    land, region, district, association, municipality = (texts[columns[part]].fillna("") for part in PARTS)
    ars = ars_from_parts(land, region, district, association, municipality)
    return pd.DataFrame({"ags": ags_from_parts(land, region, district, municipality), "ars": ars})


def _day(table: Table) -> str:
    titles = (text for row in table.grid.head(table.header_rows[0] - 1) for text in row)
    return period_in(" ".join(titles)) or ""


def _days_of_figures(table: Table, columns: Mapping[str, str]) -> dict[str, str]:
    """Return the days of the columns' figures, as their own headers name them; they may be older than the territory.

    Where the population names none itself, the one day in the header that is not the territory's is its own.
    """
    days, others = {}, set()
    for name, levels in zip(table.names, table.levels, strict=True):
        told = [(level, day) for level in levels if (day := period_in(level))]
        days |= {name: told[-1][1]} if told else {}
        others |= {day for level, day in told if "stand " not in level}
    if columns["population"] not in days and len(others) == 1:
        days |= dict.fromkeys((columns[name] for name in FIGURES), *others)
    return days


def _label(levels: Sequence[str]) -> str:
    """Return a header without its days and the hyphens that break its words: "Post- leit- zahl", "Post-leit-zahl"."""
    words = [DAYS.sub("", level).strip() for level in levels]
    return re.sub(r"- ?(?=[a-zäöü])", "", " ".join(dict.fromkeys(filter(None, words))))


def _understood(grid: Grid, options: ReadingOptions) -> tuple[Table, Values, dict[str, str]]:
    """Return the table, its values, and the column of each part of the directory."""
    head = grid.head(15)
    first = next((number for number, row in enumerate(head, 1) if row[0] in RECORDS), len(head))
    top = next(
        (number for number, row in enumerate(head, 1) if any(text.startswith("Satz") for text in row)), 1
    )
    header = options.header_rows or tuple(range(top, first))
    table = find_table(grid, options.model_copy(update={"header_rows": header}))
    labels = {name: _label(levels) for name, levels in zip(table.names, table.levels, strict=True)}
    columns = {}
    # Newer editions name the pair of coordinates once, the longitude first.
    pair = [name for name, label in labels.items() if label == COORDINATES]
    labels |= {
        name: f"{COORDINATES} {part}" for name, part in zip(pair, ("Längengrad", "Breitengrad"), strict=False)
    }
    for part, pattern in (TEXTS | {name: pattern for name, (pattern, *_) in NUMBERS.items()}).items():
        found = [name for name, label in labels.items() if re.fullmatch(pattern, label)]
        if not found:
            raise InputFault(
                "Dem Gemeindeverzeichnis fehlt eine Spalte.",
                **grid.place, row=top, column=part, found=", ".join(labels.values()),
                expected="die Spalten des Auszugs von destatis.de, von Satzart bis Grad der Verstädterung",
                remedy="Die Arbeitsmappe unverändert von destatis.de laden (Gemeindeverzeichnis, AuszugGV….xlsx).",
            )  # fmt: skip
        columns[part] = found[0]
    return table, typed(table, measures=[columns[name] for name in NUMBERS]), columns


def _holds_parts(row: list[str]) -> bool:
    return PARTS == [text for text in row if text in PARTS]
