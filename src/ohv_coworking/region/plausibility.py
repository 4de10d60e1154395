"""Counts of several files that can't be true together: a part greater than its whole, in one place and period."""

from collections.abc import Collection

import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.raw import Catalog
from ohv_coworking.region import office_files, source
from ohv_coworking.region.facts import period_end

EMPLOYED, INHABITANTS = "employed_at_residence", "population"
WORDS = {
    "out_commuters": "Auspendelnde", "in_commuters": "Einpendelnde", EMPLOYED: "Beschäftigte am Wohnort",
    "employed_at_workplace": "Beschäftigte am Arbeitsort", INHABITANTS: "Einwohnerinnen und Einwohner",
}  # fmt: skip
PART_OF = {"out_commuters": EMPLOYED, "in_commuters": "employed_at_workplace", EMPLOYED: INHABITANTS}


def beyond_their_whole(catalog: Catalog, only: Collection[str] | None = None) -> list[InputFault]:
    """Return a fault for each count greater than what it is part of: in the tables of employment and the collected facts.

    Commuters are held against the employed of the same period, the employed against the inhabitants of the nearest
    day. `only` are the regions looked at, by key.
    """
    if not catalog.with_role("employment") or not catalog.with_role("population"):
        return []
    stated = _stated(catalog)
    if only is not None:
        stated = stated[stated["ags"].isin(only)]
    people = source.population(catalog).assign(row=pd.NA, indicator=INHABITANTS)
    people = people.rename(columns={"population": "value"})
    wholes = pd.concat(
        [stated, people[stated.columns.intersection(people.columns)].assign(period=people["date"])]
    )
    wholes = wholes.assign(end=pd.to_datetime(wholes["period"].map(period_end))).dropna(
        subset=["end", "value"]
    )
    faults = {}
    for part, whole in PART_OF.items():
        parts = wholes[wholes["indicator"] == part].sort_values("end")
        pairs = pd.merge_asof(
            parts, wholes[wholes["indicator"] == whole].sort_values("end"), on="end", by="ags", suffixes=("", "_whole"),
            direction="nearest", tolerance=None if whole == INHABITANTS else pd.Timedelta(366, "D"),
        )  # fmt: skip
        for pair in pairs[pairs["value"] > pairs["value_whole"]].itertuples():
            faults.setdefault((pair.entry, pair.row, pair.ags), _fault(catalog, pair, part, whole))
    return list(faults.values())


def _fault(catalog: Catalog, pair, part: str, whole: str) -> InputFault:
    files = {name: catalog.shown(catalog.entry(name).file) for name in (pair.entry, pair.entry_whole)}
    line = "" if pd.isna(pair.row_whole) else f", Zeile {pair.row_whole}"
    return InputFault(
        f"Es gibt mehr {WORDS[part]} als {WORDS[whole]}; das kann nicht stimmen.",
        file=files[pair.entry],
        row=None if pd.isna(pair.row) else int(pair.row),
        column=pair.column,
        found=f"{pair.region.strip()}, {pair.period}: {german.number(pair.value)} {WORDS[part]}",
        expected=f"höchstens {german.number(pair.value_whole)} {WORDS[whole]} ({pair.period_whole}; "
        f"{files[pair.entry_whole]}{line})",
        remedy="Beide Zahlen mit ihrer Quelle vergleichen und die falsche berichtigen; danach die Datei aufnehmen: "
        f"make accept FILE={files[pair.entry]}",
    )


def _stated(catalog: Catalog) -> pd.DataFrame:
    """Return the counts with their place: `ags, region, period, indicator, value`, `entry, row, column`."""
    collected = source.facts(catalog).assign(column="value")
    parts = [collected[collected["indicator"].isin(WORDS.keys() - {INHABITANTS})]]
    for table in source.files(catalog, "employment"):
        shipped = office_files.is_shipped_layout(catalog.path(table["entry"].iloc[0]))
        rows = table.assign(row=table.index + 2 if shipped else pd.NA, period=table["date"])
        long = rows.melt(
            ["ags", "region", "period", "entry", "row"], list(WORDS.keys() & set(table)), "indicator"
        )
        parts.append(long.assign(column=long["indicator"]))
    columns = ["ags", "region", "period", "indicator", "value", "entry", "row", "column"]
    return pd.concat([part[columns] for part in parts], ignore_index=True).astype({"row": "Int64"})
