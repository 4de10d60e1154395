"""Survey answers, tidy, and the codebook that says what was asked, of whom, and what an empty cell means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

import pandas as pd

from ohv_coworking.raw.balance import IntakeRecord
from ohv_coworking.reading import Table


class QuestionType(StrEnum):
    """How a question is answered, and thereby what its columns in the tidy frame hold."""

    SINGLE = "single"  # one option: categorical
    MULTIPLE = "multiple"  # one boolean column for each option, missing where the question was not seen
    SLOTS = "slots"  # several options spread over numbered columns: as MULTIPLE
    SCALE = "scale"  # a number whose ends may carry words: float
    NUMBER = "number"  # float
    PRICE = "price"  # float, in euros
    DATE = "date"  # datetime
    TIME = "time"  # "HH:MM"
    RANKING = "ranking"  # one float column for each option: its rank
    MATRIX = "matrix"  # one column for each item, all answered on one scale: categorical or float
    TEXT = "text"  # words


class Unclear(NamedTuple):
    """An answer that is none of its question's kind (no amount, no date, no option) and therefore missing."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class CodebookQuestion:
    """One question of the codebook.

    `columns` are its columns in the tidy frame, with the option or item each stands for ("" for a single column);
    `source` the same for the columns of the file.
    `base` counts the respondents who saw the question as far as the file tells, `answered` those who answered.
    `counts` holds answers by option; for matrix and ranking by item, then by answer; nothing for words.
    """

    name: str
    text: str
    type: QuestionType
    columns: Mapping[str, str]
    base: int
    answered: int
    missing: str
    counts: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(
        default_factory=dict
    )  # answer code → option, as the file or its structure says
    unclear: tuple[Unclear, ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class ResponseTable:
    """A survey understood: one row per respondent.

    `responses` holds the questions' columns, `metadata` what the tool noted (id, submitted, started, seconds, …);
    the index of both is the row number of the source. It fulfils `reading.Meaning`.
    """

    kind: str
    table: Table
    responses: pd.DataFrame
    metadata: pd.DataFrame
    codebook: tuple[CodebookQuestion, ...]
    personal_columns: tuple[str, ...] = ()
    dropped: tuple[tuple[int, str], ...] = ()
    symbols: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    record: IntakeRecord | None = None

    @property
    def rows(self) -> int:
        """Return the number of respondents."""
        return len(self.responses)

    @property
    def kept_rows(self) -> pd.Index:
        """Return the rows of the respondents in the file."""
        return self.responses.index

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the source's columns, personal ones left out."""
        return tuple(name for name in self.table.frame if name not in self.personal_columns)

    @property
    def frame(self) -> pd.DataFrame:
        """Return metadata and responses side by side."""
        return pd.concat([self.metadata, self.responses], axis=1)

    @property
    def odd_cells(self) -> int:
        """Return how many answers were set aside."""
        return sum(len(question.unclear) for question in self.codebook)

    def tally(self) -> dict[str, int]:
        return {"Fragen": len(self.codebook), "Antworten": sum(one.answered for one in self.codebook)}

    def question(self, name: str) -> CodebookQuestion:
        """Return the question of that name; a `KeyError` names the known ones."""
        known = {question.name: question for question in self.codebook}
        if name not in known:
            raise KeyError(f"{name!r} is not among the questions {list(known)}")
        return known[name]

    def details(self) -> dict[str, Any]:
        """Return the questions as the reading report shows them."""
        return {
            "questions": [
                {
                    "name": question.name,
                    "text": question.text,
                    "type": str(question.type),
                    "base": question.base,
                    "answered": question.answered,
                    "missing": question.missing,
                    "counts": dict(question.counts),
                    "labels": dict(question.codes),
                }
                for question in self.codebook
            ]
        }
