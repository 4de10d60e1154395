"""A table of answers before they are looked at: which columns belong to which question, which rows are respondents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ohv_coworking.basics.german import plural
from ohv_coworking.formats.exports.answer_layout import AnswerLayout, Asked
from ohv_coworking.formats.exports.answers import Answers
from ohv_coworking.formats.exports.personal import is_personal
from ohv_coworking.reading import Table
from ohv_coworking.reading.broken import told_of_uneven_rows
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.grid import as_text
from ohv_coworking.reading.numbers import is_number_like

MOST_UNSIGNED = 0.1  # share of the rows; where more have no id, the tool was told not to write it
# What people write below or between answers, into the column where the tool writes its own.
NOTE = re.compile(
    r"#.*|[_=–—-]{5,}|(summen?|gesamt\w*|insgesamt|total|mittelwert|durchschnitt)\b.{0,20}",
    re.IGNORECASE | re.DOTALL,
)
MOST_NOTES = 0.05  # share of the rows; what more of them say is an answer
FEWEST_SAID = 10  # filled cells that two people hardly fill alike


@dataclass(frozen=True, eq=False)
class AnswerSheet:
    """What a format says of a table; `excluded` rows (with their reasons) are no respondents.

    `build.respondents` reads the answers: as they look, or as a questionnaire tells (`retold`).
    """

    kind: str
    table: Table
    layout: AnswerLayout
    excluded: Sequence[tuple[int, str]] = ()
    notices: Sequence[str] = ()

    def retold(self, asked: Sequence[Asked]) -> "AnswerSheet":
        """Return the sheet with the questions as a questionnaire knows them."""
        return replace(self, layout=replace(self.layout, asked=tuple(asked)))

    @cached_property
    def reasons(self) -> dict[int, str]:
        """Return why a row is no respondent."""
        blank = () if self.layout.blank_rows_count else self.table.blank
        return self._notes() | self._without_signature() | dict.fromkeys(blank, "leer") | dict(self.excluded)

    def _notes(self) -> dict[int, str]:
        """Return the rows that begin with a sum, a comment or a drawn line; in an answer's column with nothing or numbers beside it."""
        first = self.table.names[0]
        marked = self.table.columns[first].spread(
            np.array([NOTE.fullmatch(as_text(value)) is not None for value in self.table.columns[first].values], dtype=bool)
        )  # fmt: skip
        if any(first in asked.columns for asked in self.layout.asked):
            beside = [column for name, column in self.table.columns.items() if name != first]
            for place in np.flatnonzero(marked):
                marked[place] = all(
                    map(is_number_like, filter(None, (as_text(one.cell(place)) for one in beside)))
                )
        marked |= self._headers_again()
        rows = self.table.rows[marked]
        few = len(rows) <= max(1, MOST_NOTES * len(marked))
        return dict.fromkeys(map(int, rows), "Summe, Kommentar, Trennlinie oder Kopfzeile") if few else {}

    def _headers_again(self) -> np.ndarray:
        """Return which rows repeat the header, as pages put one below the other do."""
        labels = self.table.labels
        again = np.ones(len(self.table.rows), dtype=bool)
        for name, column in self.table.columns.items():
            if not again.any():
                break
            again &= column.spread(
                np.array([as_text(value) == labels[name] for value in column.values], dtype=bool)
            )
        return again

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """Return the notices, with what is doubtful of the respondents' rows as wholes."""
        uneven = told_of_uneven_rows(self.table.grid, self.table.header_rows, self.rows)
        return (*self.notices, *filter(None, (self._told_of_doubles(), uneven)))

    def _told_of_doubles(self) -> str:
        """Return a sentence on answers that repeat an earlier one in every cell, the time included; "" for none."""
        seen = np.zeros(len(self.rows), dtype=np.uint64)
        for column in self.coded.values():
            seen = seen * np.uint64(0x100000001B3) ^ column.distinct.codes.astype(np.uint64)
        again = pd.Series(seen).duplicated().to_numpy()
        timed = any(role in self.layout.metadata for role in ("submitted", "started", "id"))
        said = self.table.filled[self.kept].sum(axis=1) >= FEWEST_SAID
        found = again & (said | timed | (again.sum() >= len(again) // 2))
        if not found.any():
            return ""
        count = plural(int(found.sum()), "Antwort gleicht", "Antworten gleichen")
        return f"{count} einer früheren in jeder Zelle, zuerst Zeile {self.rows[found.argmax()]}; sie zählen mit. Doppelte vor dem Ablegen löschen."

    def _without_signature(self) -> dict[int, str]:
        """Return the rows without the note every interview has, and those whose id stands above already.

        Sums, comments and lines drawn below the answers have none; answers exported twice have the same.
        """
        column = self.layout.metadata.get(self.layout.signature)
        if column is None:
            return {}
        cells = pd.Series(self.table.columns[column].cells, index=self.table.rows, dtype=object).map(as_text)
        unsigned = cells == ""
        if unsigned.mean() > MOST_UNSIGNED:
            return {}
        reasons = dict.fromkeys(
            map(int, cells.index[unsigned]), "ohne die Kennung, die das Programm jeder Antwort gibt"
        )
        if self.layout.signature == "id":
            counted = cells.drop([row for row, _ in self.excluded if row in cells.index])
            again = counted.index[counted.duplicated() & (counted != "")]
            reasons |= dict.fromkeys(map(int, again), "Kennung der Antwort kommt schon vor")
        return reasons

    @cached_property
    def kept(self) -> np.ndarray:
        """Return which rows are respondents."""
        return ~self.table.frame.index.isin(list(self.reasons))

    @property
    def rows(self) -> pd.Index:
        """Return the respondents' row numbers in the file."""
        return self.table.frame.index[self.kept]

    @property
    def dropped(self) -> tuple[tuple[int, str], ...]:
        """Return the rows that were left out, with the reasons."""
        return tuple(sorted([*self.table.dropped, *self.reasons.items()]))

    @cached_property
    def coded(self) -> dict[str, Coded]:
        """Return the respondents' cells by column."""
        return {name: column.where(self.kept) for name, column in self.table.columns.items()}

    @cached_property
    def answers(self) -> dict[str, Answers]:
        """Return the respondents' answers by column."""
        missing = self.layout.missing | self.layout.not_shown
        return {
            name: Answers.coded(column.codes, column.values, missing) for name, column in self.coded.items()
        }

    @cached_property
    def personal(self) -> tuple[str, ...]:
        """Return the columns that tell who answered."""
        return tuple(
            name for name in self.answers if is_personal(_own_header(self.table, name), self.answers[name])
        )


def _own_header(table: Table, name: str) -> str:
    """Return the lowest header text of a column; the upper ones may name a whole group."""
    levels = table.levels[table.frame.columns.get_loc(name)]
    return next((level for level in reversed(levels) if level), name)
