"""Files as received → one table with named columns, in three steps, none of which knows a format's meaning.

1. `archive.identify`: what kind of bytes is this (by content), is it safe to open? → `Document`
2. `text.read_text`, `sheet.read_sheets`: encoding, separator, sheets → `Grid`, all cells at their place
3. `table.find_table`: titles, header rows, footer → `Table`; `columns.typed`: numbers and symbols → `Values`

A column is `coded.Coded` all along: distinct values, the code of each cell, and the values' `shapes`. What can be decided
per value or per shape is never decided per cell; rows of cells and frames are made where somebody asks for them.

Formats (modules in `formats` that fulfil `meaning.Format`) say what a grid means.
Each detection can be prescribed by `ReadingOptions`; what cannot be read is an `InputFault`, never a guess.
"""

from collections.abc import Sequence
from pathlib import Path

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.archive import identify
from ohv_coworking.reading.columns import Values, typed
from ohv_coworking.reading.document import Document
from ohv_coworking.reading.grid import DETECT, Grid, ReadingOptions
from ohv_coworking.reading.large_text import is_large, read_large_text
from ohv_coworking.reading.meaning import Format, Meaning
from ohv_coworking.reading.sheet import read_sheets
from ohv_coworking.reading.statistics_program import PROGRAMS
from ohv_coworking.reading.table import NoTable, Table, find_table
from ohv_coworking.reading.text import read_text

__all__ = [
    "DETECT",
    "Format",
    "Grid",
    "Meaning",
    "ReadingOptions",
    "Table",
    "Values",
    "choose_table",
    "find_table",
    "read_grids",
    "read_table",
    "typed",
]

# A log or legend beside the data is far smaller than a twentieth of it.
SMALLEST_SHARE = 0.05


def read_grids(path: str | Path, options: ReadingOptions = DETECT) -> list[Grid]:
    """Return the grids of a file: one of a text file, one for each sheet with cells of a workbook."""
    return grids_of(identify(path, options), options)


def grids_of(document: Document, options: ReadingOptions = DETECT) -> list[Grid]:
    """Return the grids of a document that is identified already."""
    if document.kind == "text":
        return [read_large_text(document, options) if is_large(document) else read_text(document, options)]
    if document.kind in PROGRAMS:
        raise InputFault(f"{PROGRAMS[document.kind]}-Dateien enthalten keine Zellen.", file=document.name)
    return read_sheets(document, options)


def read_table(path: str | Path, options: ReadingOptions = DETECT) -> Table:
    """Return the table of a file; of a workbook the first one that is not dwarfed by another.

    Raises `InputFault` if no sheet holds a table.
    """
    return choose_table(read_grids(path, options), Path(path).name, options)


def choose_table(grids: Sequence[Grid], file: str, options: ReadingOptions = DETECT) -> Table:
    """Return the first table among the sheets that is not dwarfed by another."""
    tables: list[Table] = []
    for grid in grids:
        try:
            tables.append(find_table(grid, options))
        except NoTable:
            if len(grids) == 1:
                raise
    if not tables:
        raise InputFault(
            "Kein Blatt der Arbeitsmappe enthält eine Datentabelle.",
            file=file,
            found=", ".join(grid.sheet or "" for grid in grids) or "keine Zellen",
            remedy="Die Datei mit den Daten selbst ablegen; Beschreibungen und Deckblätter werden nicht gelesen.",
        )
    largest = max(table.size for table in tables)
    return next(table for table in tables if table.size >= SMALLEST_SHARE * largest)
