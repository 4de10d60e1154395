"""Rows that cannot be right: shifted, cut off, or calculated but without a value."""

from collections.abc import Iterable, Sequence

import numpy as np

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import plural
from ohv_coworking.reading.grid import Grid
from ohv_coworking.reading.header import Start
from ohv_coworking.reading.kinds import Kind

MOST_UNEVEN = 0.5  # share of the rows; where more differ from the header, the program writes them so


def refuse_broken_rows(grid: Grid, kind: np.ndarray, start: Start, rows: np.ndarray) -> None:
    """Raise `InputFault` naming the first row of the table that is broken; do nothing without rows."""
    if not rows.size:
        return
    _refuse_unvalued(grid, start, rows)
    if start.header:
        named = int(np.flatnonzero((kind[list(start.header)] != Kind.EMPTY).any(axis=0)).max()) + 1
        _refuse_shifted(grid, kind, rows, named, start.header[-1])
        _refuse_cut_off(grid, rows, named)


def _refuse_unvalued(grid: Grid, start: Start, rows: np.ndarray) -> None:
    for row, column in grid.unvalued:
        if row in start.header or rows[0] <= row <= rows[-1]:
            raise InputFault(
                "Die Arbeitsmappe enthält Formeln ohne gespeicherten Wert.",
                **grid.place,
                row=row + 1,
                column=column + 1,
                remedy="In der Tabellenkalkulation öffnen, neu berechnen lassen und speichern.",
            )


def _refuse_shifted(grid: Grid, kind: np.ndarray, rows: np.ndarray, named: int, header: int) -> None:
    """Refuse single rows that reach beyond the header; a column without a name is filled in most rows, or its cell is there."""
    reaching = (kind[rows, named:] != Kind.EMPTY).any(axis=1)
    if grid.widths is not None:
        reaching &= grid.widths[rows] != grid.widths[header]
    beyond = np.flatnonzero(reaching)
    if 0 < beyond.size < rows.size / 2:
        row = int(rows[beyond[0]])
        raise InputFault(
            "Die Zeile hat mehr Werte, als der Kopf Spalten nennt; ihre Werte können verschoben sein.",
            **grid.place,
            row=row + 1,
            found=f"{int(np.flatnonzero(kind[row] != Kind.EMPTY).max()) + 1} Spalten",
            expected=f"{named} Spalten",
            remedy="Das überzählige Trennzeichen in der Zeile entfernen oder die Zelle in Anführungszeichen setzen.",
        )


def _refuse_cut_off(grid: Grid, rows: np.ndarray, named: int) -> None:
    """Refuse a text file whose last record alone is too short: its transfer broke off."""
    if grid.widths is None or rows.size < 2:
        return
    others, last = grid.widths[rows[:-1]], int(grid.widths[rows[-1]])
    if last < named <= others.min():
        raise InputFault(
            "Die letzte Zeile bricht ab; die Datei ist unvollständig.",
            **grid.place,
            row=int(rows[-1]) + 1,
            found=f"{last} Spalten",
            expected=f"{named} Spalten",
            remedy="Die Datei neu herunterladen oder exportieren.",
        )


def told_of_uneven_rows(grid: Grid, header_rows: Sequence[int], rows: Iterable[int]) -> str:
    """Return a sentence on records of a text that have fewer or more cells than its header; "" for none.

    Programs leave out empty cells at the end of a row, but a lost separator shows in the same way.
    """
    if grid.widths is None or not header_rows:
        return ""
    named = int(grid.widths[header_rows[-1] - 1])
    uneven = [row for row in rows if grid.widths[row - 1] != named]
    if not uneven or len(uneven) > MOST_UNEVEN * grid.height:
        return ""
    count = plural(len(uneven), "Zeile hat", "Zeilen haben")
    return (
        f"{count} weniger oder mehr Zellen als der Kopf, zuerst Zeile {uneven[0]}; was am Ende fehlt, gilt als leer. "
        "Ging ein Trennzeichen verloren oder kam eines hinzu, sind die Werte der Zeile verschoben."
    )
