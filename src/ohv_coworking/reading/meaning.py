"""What a format is, and what every meaning found in a file can tell about itself.

A format is a module with these names; it knows no files, encodings or CSV.
It is listed in `exports.survey_formats` or `statistics.statistics_formats` and thereby takes part in the recognition.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

import pandas as pd

from ohv_coworking.raw.balance import IntakeRecord
from ohv_coworking.reading.grid import Grid, ReadingOptions
from ohv_coworking.reading.table import Table


@runtime_checkable
class Format(Protocol):
    """A module that says whether a grid is of its kind, and what it means."""

    KIND: str  # English, as given on the command line: "survey/limesurvey", "statistics/genesis-table"
    LABEL: str  # German, as shown to a reader: "GENESIS-Tabelle"

    def matches(self, grid: Grid) -> float:
        """Return the evidence from 0 (none) to 1 (certain); looks at the grid's head only."""

    def interpret(self, grid: Grid, options: ReadingOptions, sheets: Sequence[Grid]) -> Any:
        """Return the meaning, of a survey the sheet of answers, or raise `InputFault`; `sheets` are all grids of the file."""


class Meaning(Protocol):
    """A file understood: its tidy frame, and what a report tells about how it was read."""

    kind: str
    table: Table  # the source: encoding, separator, sheet, header rows
    frame: pd.DataFrame  # tidy; what `--out` writes
    rows: int  # how many records there are: respondents, places
    kept_rows: pd.Index  # rows of the source that were kept, totals among them
    columns: Sequence[str]  # names of the source's columns in their order, personal ones left out
    dropped: Sequence[tuple[int, str]]  # row (from 1) and German reason
    symbols: Mapping[str, int]  # sign in place of a number, and how often
    personal_columns: Sequence[str]
    notices: Sequence[str]  # German sentences
    record: IntakeRecord | None  # of a file that is no table of rows: a map, a timetable
    odd_cells: int  # single cells that are unlike all others of their column, and therefore missing

    def tally(self) -> dict[str, int]:
        """Return how much was read, by German words: `Werte`, `Gebiete`; `Fragen`, `Antworten`."""

    def details(self) -> dict[str, Any]:
        """Return what only this family reports: `questions`; or `indicators`, `regions`, `periods`."""
