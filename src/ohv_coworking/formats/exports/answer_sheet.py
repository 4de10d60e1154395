"""A table of answers before they are looked at: which columns belong to which question, which rows are respondents."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ohv_coworking.formats.exports.answer_layout import AnswerLayout, Asked
from ohv_coworking.formats.exports.answers import Answers
from ohv_coworking.formats.exports.personal import is_personal
from ohv_coworking.reading import Table
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.grid import as_text

MOST_UNSIGNED = 0.1  # share of the rows; where more have no id, the tool was told not to write it


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
        return self._without_signature() | dict.fromkeys(blank, "leer") | dict(self.excluded)

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
