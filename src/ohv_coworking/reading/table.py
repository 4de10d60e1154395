"""Third step: a grid → the table in it, with named columns; everything left out is listed with its reason."""

import re
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.broken import refuse_broken_rows
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.footer import find_end, rows_outside
from ohv_coworking.reading.grid import DETECT, Grid, ReadingOptions
from ohv_coworking.reading.header import Start, find_start
from ohv_coworking.reading.kinds import Body, Kind, body_of, cell_kinds
from ohv_coworking.reading.names import JOINT, read_levels, unique
from ohv_coworking.reading.neighbours import first_of_neighbours

DESCRIBING_SHEET = re.compile(
    r"Inhalt|Contents|Deckblatt|Cover|Tite?l|Impressum|Vorbemerkung|Erläuterung|Merkmalsdef|Hinweis|Notes?\b|Legende",
    re.IGNORECASE,
)


@dataclass
class NoTable(InputFault):
    """The fault of a grid that holds no table."""

    problem: str = "Es wurde keine Datentabelle gefunden."
    expected: str | None = "Kopfzeile mit Spaltennamen und Datenzeilen darunter"
    remedy: str | None = "Das Blatt (--sheet) oder die Kopfzeilen (--header-rows) angeben."


@dataclass(frozen=True, eq=False)
class Table:
    """The table of a grid: unique column names, and the rows of the source, counted from 1 as a spreadsheet shows them.

    `levels` are the header texts of each column from top to bottom.
    """

    grid: Grid
    names: tuple[str, ...]
    rows: pd.RangeIndex
    header_rows: tuple[int, ...]
    levels: tuple[tuple[str, ...], ...]
    units: dict[str, str] = field(default_factory=dict)
    dropped: tuple[tuple[int, str], ...] = ()  # (row, reason)
    blank: tuple[int, ...] = ()  # rows of the table without any cell
    notices: tuple[str, ...] = ()
    places: tuple[int, ...] | None = None  # of the columns in the grid, from 0; None: as they come

    @cached_property
    def columns(self) -> dict[str, Coded]:
        """Return the columns by name, coded, without what only rows outside the table hold."""
        rows = slice(self.rows.start - 1, self.rows.stop - 1)
        held = (
            self.grid.columns if self.places is None else [self.grid.columns[place] for place in self.places]
        )
        return {name: column.where(rows) for name, column in zip(self.names, held, strict=False)}

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Return the cells as they were read: text untrimmed, nothing as ""."""
        cells = {name: column.cells for name, column in self.columns.items()}
        return pd.DataFrame(cells, index=self.rows, columns=list(self.names), dtype=object)

    @cached_property
    def filled(self) -> np.ndarray:
        """Return which cells hold something, as a boolean array of rows and columns."""
        return np.column_stack([column.spread(column.values != "") for column in self.columns.values()])

    @property
    def is_named(self) -> bool:
        """Tell whether the columns have names: from a header row, or from a file that has names apart from cells."""
        return any(map(any, self.levels))

    @property
    def size(self) -> int:
        """Return the number of cells."""
        return len(self.rows) * len(self.names)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return the original header text of each column, before duplicates were told apart."""
        return {
            name: JOINT.join(dict.fromkeys(filter(None, levels)))
            for name, levels in zip(self.names, self.levels, strict=True)
        }


def whole_table(frame: pd.DataFrame, file: str, encoding: str | None = None) -> Table:
    """Return the table of a file whose columns are named by its format: nothing to be found, no header row."""
    cells = frame.astype(object).where(frame.notna(), "")
    names = tuple(map(str, frame))
    grid = Grid.of(
        [cells.iloc[:, place].to_numpy() for place in range(len(names))], file=file, encoding=encoding
    )
    return Table(grid, names, pd.RangeIndex(1, len(frame) + 1), (), tuple((name,) for name in names))


def find_table(grid: Grid, options: ReadingOptions = DETECT, footer: bool = True) -> Table:
    """Return the table of the grid; raises `InputFault` if it holds none.

    Prescribed header rows (by the consultant, or by a format that knows them) replace the detection.
    `footer=False`: all rows below the header are data, as in the export of a survey tool.
    """
    kind, beside = first_of_neighbours(grid, cell_kinds(grid))
    body = body_of(kind)
    filled = (kind != Kind.EMPTY).any(axis=1)
    if not filled.any():
        raise NoTable(**grid.place)
    start = (
        _prescribed(grid, filled, options.header_rows)
        if options.header_rows
        else find_start(grid, kind, body)
    )
    end = find_end(grid, kind, body, start) if footer else int(np.flatnonzero(filled).max()) + 1
    rows = np.arange(start.first, end)
    columns = _used(kind, start, end)
    if not _is_table(grid, kind, body, start, rows, columns):
        raise NoTable(**grid.place)
    refuse_broken_rows(grid, kind, start, rows)
    levels, units = read_levels(grid, start, columns)
    names = unique(
        [
            JOINT.join(dict.fromkeys(filter(None, texts))) or f"Spalte {column + 1}"
            for column, texts in zip(columns, levels, strict=True)
        ]
    )
    return Table(
        grid=grid,
        names=tuple(names),
        rows=pd.RangeIndex(start.first + 1, end + 1),
        header_rows=tuple(row + 1 for row in start.header),
        levels=levels,
        units={name: units[column] for column, name in zip(columns, names, strict=True) if column in units},
        dropped=tuple(rows_outside(filled, start, end)),
        blank=tuple((rows[~filled[rows]] + 1).tolist()),
        notices=(*_notices(grid, kind, end), *beside),
        places=tuple(columns.tolist()),
    )


def _prescribed(grid: Grid, filled: np.ndarray, header_rows: tuple[int, ...]) -> Start:
    # A header of several rows may hold an empty one; a single one may not be empty.
    outside = [row for row in header_rows if row > grid.height]
    missing = outside or ([] if any(filled[row - 1] for row in header_rows) else list(header_rows))
    if missing:
        raise InputFault(
            "Die angegebene Kopfzeile gibt es nicht, oder sie ist leer.",
            **grid.place,
            found=missing[0],
            expected=f"eine beschriftete Zeile von 1 bis {grid.height}",
        )
    header = tuple(sorted(row - 1 for row in header_rows))
    return Start(header, header[-1] + 1)


def _used(kind: np.ndarray, start: Start, end: int) -> np.ndarray:
    """Return the places of the table's columns: from the first to the last that holds anything."""
    parts = kind[list(start.header)], kind[start.first : end]
    used = np.flatnonzero(np.logical_or(*((part != Kind.EMPTY).any(axis=0) for part in parts)))
    return np.arange(used.min(), used.max() + 1) if used.size else used


def _is_table(
    grid: Grid, kind: np.ndarray, body: Body, start: Start, rows: np.ndarray, columns: np.ndarray
) -> bool:
    filled = kind != Kind.EMPTY
    if body.measured.any() and (body.agreeing[rows] > 0).any():
        return True
    if columns.size < 2 or DESCRIBING_SHEET.match(grid.sheet or ""):
        return False
    # Words alone: a description has gaps and stands beside other text, a table does neither.
    gaps = np.mean(~filled[rows].any(axis=1)) if rows.size else 0
    inside = filled[[*start.header, *rows]].sum()
    return bool(gaps <= 0.1 and inside >= filled.sum() / 2)


def _notices(grid: Grid, kind: np.ndarray, end: int) -> tuple[str, ...]:
    notices = list(grid.notices)
    if grid.hidden:
        notices.append("Die Tabelle steht auf einem ausgeblendeten Blatt.")
    numbers = (kind == Kind.NUMBER).sum(axis=1)
    if end < len(numbers) and (
        numbers[end:].sum() >= 10 or numbers[end:].max() >= max(1, numbers[end - 1] / 2)
    ):
        notices.append(
            f"Unter der Tabelle (ab Zeile {end + 1}) stehen weitere Zahlen, die nicht gelesen wurden."
        )
    return tuple(notices)
