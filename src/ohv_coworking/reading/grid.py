"""The grid of cells: what every file becomes before anyone asks what it means."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Annotated, Any

import numpy as np
from pydantic import Field, SecretStr

from ohv_coworking.basics.typed_files import Typed
from ohv_coworking.reading.coded import Coded

Ranges = tuple[tuple[tuple[int, int], tuple[int, int]], ...]

HEAD_ROWS = 80  # of which the formats ask again and again
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))  # marks without width, left over from editors


class ReadingOptions(Typed):
    """What a consultant may prescribe where the detection is wrong; None means: detect."""

    encoding: str | None = Field(None, description="Zeichensatz der Textdatei, zum Beispiel cp1252")
    separator: str | None = Field(None, max_length=1, description="Trennzeichen der Textdatei")
    sheet: str | int | None = Field(None, description="Blatt (Name oder Nummer ab 1) oder Datei im Archiv")
    header_rows: tuple[Annotated[int, Field(ge=1)], ...] | None = Field(
        None, description="Zeilennummern der Kopfzeilen, ab 1 gezählt"
    )
    password: SecretStr | None = Field(None, description="Kennwort einer geschützten Arbeitsmappe")
    incomplete: bool = Field(False, description="auch Antworten zählen, die nicht abgeschickt wurden")


DETECT = ReadingOptions()


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells of one sheet or text file, all rows and columns kept, each column coded.

    Text files hold `str` only; workbooks also `float`, `bool`, `date`, `datetime`, `time` and `timedelta`.
    Nothing (also white space only) is the empty string; an error cell holds its text, such as `#N/A`.
    """

    columns: Sequence[Coded]
    file: str
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    hidden: bool = False
    merged: Ranges = ()  # zero-based, corners included: ((row, column), (row, column))
    unvalued: tuple[tuple[int, int], ...] = ()  # zero-based places of formulas saved without a value
    widths: np.ndarray | None = None  # cells of each record of a text file, before short ones were filled up
    ended: bool = True  # whether the last record of a text file ends with a line break
    footer: str = ""  # text below a ruled line, cut off before the cells were separated
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, columns: Iterable[np.ndarray], **facts: Any) -> "Grid":
        """Return the grid of columns of cells, all of one length."""
        return cls.coded(map(Coded.of, columns), **facts)

    @classmethod
    def coded(cls, columns: Iterable[Coded], **facts: Any) -> "Grid":
        """Return the grid of columns that are coded already."""
        return cls(list(map(_as_seen, columns)), **facts)

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.columns[0].codes) if self.columns else 0

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.columns)

    @property
    def size(self) -> int:
        """Return the number of cells."""
        return self.height * self.width

    @property
    def place(self) -> dict[str, str | None]:
        """Return file and sheet as the arguments an `InputFault` takes."""
        return {"file": self.file, "sheet": self.sheet}

    def cell(self, row: int, column: int) -> object:
        """Return a cell, both counted from 0."""
        return self.columns[column].cell(row)

    def cells(self, row: int) -> list[object]:
        """Return the cells of a row, counted from 0."""
        return [column.cell(row) for column in self.columns]

    def row(self, number: int) -> list[str]:
        """Return row `number` (from 1) as trimmed text; rows outside the grid are empty."""
        if number not in self._head:  # each format looks at the first rows
            texts = list(map(as_text, self.cells(number - 1))) if 0 < number <= self.height else []
            if number > HEAD_ROWS:
                return texts
            self._head[number] = texts
        return list(self._head[number])

    @cached_property
    def _head(self) -> dict[int, list[str]]:
        return {}

    def head(self, rows: int = 40) -> list[list[str]]:
        """Return the first rows as trimmed text: enough to recognise a format."""
        return [self.row(number) for number in range(1, min(rows, self.height) + 1)]

    def texts(self, rows: int = 60) -> set[str]:
        """Return the distinct trimmed texts of the first rows: enough to look for known words."""
        return {text for row in self.head(rows) for text in row if text}


def as_text(cell: object) -> str:
    """Return a cell as a reader sees it: whole numbers without decimals, white space trimmed and joined.

    >>> as_text(2022.0), as_text(" Fläche \\n in km2 ")
    ('2022', 'Fläche in km2')
    """
    if isinstance(cell, str):
        return " ".join((cell if cell.isascii() else cell.translate(INVISIBLE)).split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _as_seen(column: Coded) -> Coded:
    """Return the column with nothing in place of what is only white space, and letters composed (ä, not a with dots).

    Both are told by the shapes.
    """
    shapes = column.shapes
    if not all(map(partial(unicodedata.is_normalized, "NFC"), shapes.forms)):
        texts = [
            unicodedata.normalize("NFC", value) if type(value) is str else value for value in column.values
        ]
        if column.single:
            return _as_seen(Coded.singly(np.array([*texts, None], dtype=object)[:-1]))
        return _as_seen(column.renamed(texts))
    blank = [place for place, form in enumerate(shapes.forms) if form.isspace()]
    if not blank:
        return column
    values = column.values.copy()
    values[np.flatnonzero(shapes.is_text)[np.isin(shapes.codes, blank)]] = ""
    return replace(column, values=values) if column.single else column.renamed(values)
