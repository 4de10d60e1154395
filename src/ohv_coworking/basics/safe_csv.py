"""Tables written as CSV that a spreadsheet may open: no cell of text can become a formula."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def inert_text(cell: object) -> object:
    """Return a cell for CSV: text that begins like a formula gets a leading apostrophe, whole floats no decimals.

    >>> as_text("=1+1"), as_text(-5.0), as_text("<b>ja</b>")
    ("'=1+1", '-5', '<b>ja</b>')
    """
    if isinstance(cell, str):
        return "'" + cell if cell.startswith(FORMULA_STARTS) else cell
    if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:
        return ""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return (
        cell.isoformat(" ")
        if isinstance(cell, pd.Timestamp)
        else cell.isoformat()
        if isinstance(cell, date)
        else cell
    )


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write the frame with its row numbers: UTF-8 with byte order mark, semicolons, German spreadsheets' habit."""
    with open(path, "w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerow([inert_text(frame.index.name or "Zeile"), *map(inert_text, frame.columns)])
        columns = [frame[name].astype(object) for name in frame]
        for row, *cells in zip(frame.index, *columns, strict=True):
            writer.writerow([inert_text(row), *map(inert_text, cells)])
