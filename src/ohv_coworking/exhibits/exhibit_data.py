"""What an exhibit shows as data that a reader can take along: a file for spreadsheets, and beside a chart a table."""

import csv
from base64 import b64encode
from collections.abc import Iterable
from io import StringIO

import pandas as pd

from ohv_coworking.basics.safe_csv import inert_text
from ohv_coworking.exhibits import tables
from ohv_coworking.exhibits.ledger import KeyFigure, Ledger, NamedFrame
from ohv_coworking.exhibits.prose import shown_value
from ohv_coworking.raw import Catalog

# Longer series are given as a file only.
MOST_ROWS = 150


def exhibit_data(
    lines: Iterable[KeyFigure | NamedFrame], ledger: Ledger, catalog: Catalog, with_tables: bool
) -> list[dict[str, str]]:
    """Return label, file as base64 and, if asked for, HTML table of each frame that an exhibit shows, all its figures as one.

    Numbers are those that were reckoned; what rests on the answers of people stands as it is printed, because more
    digits than that would tell how many they were.
    """
    lines = list(lines)
    figures = [one for one in lines if isinstance(one, KeyFigure)]
    frames = [one for one in lines if isinstance(one, NamedFrame) and one.columns]
    found = [
        {
            "label": frame.label,
            "csv": _encoded(_cells(frame, bool(people_files(frame.basis, ledger, catalog)))),
            "table": tables.html(frame) if with_tables and len(frame.frame) <= MOST_ROWS else "",
        }
        for frame in frames
    ]
    if figures:
        rows = [[one.label, shown_value(one.value, one.unit, one.decimals)] for one in figures]
        found.append(
            {"label": "Einzelne Kennzahlen", "csv": _encoded([["Kennzahl", "Wert"], *rows]), "table": ""}
        )
    return found


def people_files(basis: Iterable[str], ledger: Ledger, catalog: Catalog) -> list[str]:
    """Return the surveys and registers at the bottom of a basis: raw files whose real ones are private, by name."""
    names = sorted(one.removeprefix("raw:") for one in ledger.foundation(basis) if one.startswith("raw:"))
    return [name for name in names if catalog.entry(name).private_file or catalog.entry(name).is_private]


def _cells(frame: NamedFrame, as_printed: bool) -> list[list[object]]:
    columns = frame.columns.items()
    head = [f"{column.label} ({column.unit})" if column.unit else column.label for _, column in columns]

    def cell(value: object, unit: str, decimals: int | None) -> object:
        if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
            return ""
        if isinstance(value, bool) or not isinstance(value, float | int):
            return inert_text(shown_value(value, unit))
        if as_printed:
            return shown_value(value, unit, decimals, unit_shown=False)
        return f"{value:.10g}".replace(".", ",")

    data = frame.to_json()["data"]
    held = [data[name] for name, _ in columns]
    rows = [
        [cell(value, column.unit, column.decimals) for value, (_, column) in zip(row, columns, strict=True)]
        for row in zip(*held, strict=True)
    ]
    return [head, *rows]


def _encoded(rows: Iterable[Iterable[object]]) -> str:
    """Return a table with byte order mark, semicolons and decimal commas, as German spreadsheets read it, in base64."""
    stream = StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
    return b64encode(("\ufeff" + stream.getvalue()).encode()).decode()
