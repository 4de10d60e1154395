"""Rows that cannot be right: shifted, cut off, or calculated but without a value."""

import numpy as np

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.grid import Grid
from ohv_coworking.reading.header import Start
from ohv_coworking.reading.kinds import Kind


def refuse_broken_rows(grid: Grid, kind: np.ndarray, start: Start, rows: np.ndarray) -> None:
    """Raise `InputFault` naming the first row of the table that is broken; do nothing without rows."""
    if not rows.size:
        return
    _refuse_unvalued(grid, start, rows)
    if start.header:
        named = int(np.flatnonzero((kind[list(start.header)] != Kind.EMPTY).any(axis=0)).max()) + 1
        _refuse_shifted(grid, kind, rows, named)
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


def _refuse_shifted(grid: Grid, kind: np.ndarray, rows: np.ndarray, named: int) -> None:
    """Refuse single rows that reach beyond the header; a column without a name is filled in most rows."""
    beyond = np.flatnonzero((kind[rows, named:] != Kind.EMPTY).any(axis=1))
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
