"""Where several files of one statistic tell the same region and day otherwise."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.raw import Catalog
from ohv_coworking.region.source import KEYS, files


def contradictions(catalog: Catalog) -> pd.DataFrame:
    """Return where files of one role differ on the same region and day: `subject, values, reading, preferred`.

    One row for each pair of files and day, with the region that differs most.
    """
    rows = []
    for role in KEYS:
        held = files(catalog, role) if len(catalog.with_role(role)) > 1 else []
        for later, newer in enumerate(held):
            for older in held[:later]:
                rows += _differences(catalog, role, older, newer)
    return pd.DataFrame(rows, columns=["subject", "values", "reading", "preferred"])


def _differences(catalog: Catalog, role: str, older: pd.DataFrame, newer: pd.DataFrame) -> Iterator[tuple]:
    both = older.merge(newer, on=KEYS[role], suffixes=("", "_newer"))
    numbers = [name for name in older.select_dtypes("number") if f"{name}_newer" in both]
    for name in numbers:
        off = (both[f"{name}_newer"] - both[name]).abs()
        for day, differing in both[off > 0].groupby("date"):
            most = differing.loc[off[differing.index].idxmax()]
            region = next(most[word] for word in ("region", "name", "reference_region") if word in most)
            yield (
                f"{catalog.roles[role].title}, {german.day(date.fromisoformat(day))}, Spalte {name}: "
                f"{german.plural(len(differing), 'Angabe', 'Angaben')}",
                f"am meisten bei {region.strip()}: {german.number(most[name])} ({most['entry']}); "
                f"{german.number(most[f'{name}_newer'])} ({most['entry_newer']})",
                "Zwei Dateien nennen für denselben Stichtag verschiedene Zahlen.",
                f"die im Verzeichnis spätere Datei ({most['entry_newer']})",
            )
