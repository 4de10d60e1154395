"""Whether each cell is what its column promises: kind, presence, range, key."""

from collections.abc import Iterator, Set

import pandas as pd

from ohv_coworking.basics.german import number, plural
from ohv_coworking.intake.findings import Finding, Severity, Topic
from ohv_coworking.intake.schema import ColumnRule, Schema
from ohv_coworking.reading.encoding import ENCODED_TWICE

PATTERNS = {
    "text": r"[\s\S]*\S[\s\S]*",
    "count": r"[0-9]+",
    "integer": r"-?[0-9]+",
    "number": r"-?[0-9]+(\.[0-9]+)?",
    "day": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "period": r"undated|[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?",
    "region": r"[0-9]{2}|[0-9]{5}|[0-9]{8}",
    "municipality": r"[0-9]{8}",
    "digits": r"[0-9]+",
    "address": r"https?://\S+",
}
EXPECTED = {
    "text": "Text",
    "count": "ganze Zahl ab 0, ohne Punkt und Komma",
    "integer": "ganze Zahl ohne Punkt und Komma",
    "number": "Zahl mit Dezimalpunkt, ohne Tausendertrennung",
    "day": "Tag wie 2022-05-15",
    "period": "Zeitraum wie 2022, 2022-05, 2022-05-15, 2019/2030 oder undated",
    "region": "Schlüssel mit 2, 5 oder 8 Ziffern als Text, führende Nullen erhalten",
    "municipality": "Gemeindeschlüssel (AGS) mit 8 Ziffern als Text, führende Nullen erhalten",
    "digits": "nur Ziffern",
    "address": "Adresse, beginnt mit https:// oder http://",
}
NUMERIC = {"count", "integer", "number"}


def cell_findings(
    table: pd.DataFrame, schema: Schema, file: str, municipalities: Set[str]
) -> Iterator[Finding]:
    """Report each column that is missing, unknown or holds cells other than described, and each doubled key."""

    def fault(text: str, row: int | None = None, column: str | None = None) -> Finding:
        return Finding(Severity.FAULT, Topic.CELL, text, file, row, column)

    needed = [name for name, column in schema.columns.items() if not column.absent]
    yield from (fault("Die Spalte fehlt.", 1, name) for name in needed if name not in table)
    yield from (
        fault("Die Spalte ist nicht beschrieben.", 1, name) for name in table if name not in schema.columns
    )
    for name in [name for name in schema.columns if name in table]:
        cells, column = table[name], schema.columns[name]
        for bad, sentence in _mistakes(table, cells, column, municipalities):
            if bad.any():
                text = f"„{cells[bad].iloc[0]}“: {sentence}{more_rows(bad.sum())}"
                yield fault(text, int(bad.idxmax()), name)
    if set(schema.key) <= set(table):
        keys = table[list(schema.key)]
        doubled = keys.duplicated()
        if doubled.any():
            row = int(doubled.idxmax())
            first = (keys == keys.loc[row]).all(axis=1).idxmax()
            text = f"doppelt, gleicher Schlüssel ({', '.join(schema.key)}) wie Zeile {first}"
            yield fault(text + more_rows(doubled.sum()), row)


def misread_findings(table: pd.DataFrame, file: str) -> Iterator[Finding]:
    """Remark each column with text that was read in the wrong encoding."""
    for name in table:
        misread = table[name].str.contains(ENCODED_TWICE)
        if misread.any():
            text = f"„{table.loc[misread, name].iloc[0]}“: falsch kodierte Umlaute{more_rows(misread.sum())}"
            yield Finding(Severity.REMARK, Topic.CELL, text, file, int(misread.idxmax()), name)


def more_rows(count: int) -> str:
    """Return how many rows share a finding that is told for the first of them."""
    return f" (insgesamt {plural(count, 'Zeile', 'Zeilen')})" if count > 1 else ""


def _mistakes(
    table: pd.DataFrame, cells: pd.Series, column: ColumnRule, municipalities: Set[str]
) -> Iterator[tuple[pd.Series, str]]:
    empty = cells == ""
    if not column.optional:
        yield empty, "leere Zelle, erwartet: " + EXPECTED[column.kind]
    usual = ~empty & ~cells.isin(column.also)
    shaped = cells.str.fullmatch(PATTERNS[column.kind])
    yield usual & ~shaped, "erwartet: " + EXPECTED[column.kind]
    if column.kind == "day":
        days = pd.to_datetime(cells.where(shaped), format="%Y-%m-%d", errors="coerce")
        yield usual & shaped & days.isna(), "kein Tag im Kalender"
    if column.values:
        yield usual & ~cells.isin(column.values), f"erwartet eines von: {', '.join(column.values)}"
    if column.kind in ("region", "municipality"):
        yield (
            usual & shaped & _unknown(cells, municipalities),
            "dieser Schlüssel steht nicht im Gemeindeverzeichnis",
        )
    if column.kind in NUMERIC:
        yield from _implausible(table, cells.where(shaped), column)


def _unknown(keys: pd.Series, municipalities: Set[str]) -> pd.Series:
    # Districts and Länder are the beginnings of municipal keys; the directory vouches only for its own Länder.
    known = {key[:length] for key in municipalities for length in (2, 5, 8)}
    return keys.str[:2].isin(known) & ~keys.isin(known)


def _implausible(
    table: pd.DataFrame, cells: pd.Series, column: ColumnRule
) -> Iterator[tuple[pd.Series, str]]:
    numbers = pd.to_numeric(cells)
    unit = f" {column.unit}" if column.unit else ""
    if column.range:
        low, high = column.range
        yield (numbers < low) | (numbers > high), f"erwartet {_span(low, high)}{unit}"
    if column.range_by in table:
        by = table[column.range_by]
        yield ~by.isin(column.ranges), f"unbekannte Angabe in Spalte {column.range_by}"
        for value, (low, high) in column.ranges.items():
            outside = (numbers < low) | (numbers > high)
            yield (by == value) & outside, f"erwartet {_span(low, high)} für {column.range_by} {value}"


def _span(low: float, high: float) -> str:
    return f"{number(low, 0 if low == int(low) else 2)} bis {number(high, 0 if high == int(high) else 2)}"
