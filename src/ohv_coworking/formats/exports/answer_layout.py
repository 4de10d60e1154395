"""What a format says about a table of answers before anyone looks at the answers themselves."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from ohv_coworking.formats.exports.answers import NO_ANSWER
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.formats.exports.told import Told
from ohv_coworking.reading import Table
from ohv_coworking.reading.grid import as_text

YES = frozenset({"Ja", "ja", "Yes", "yes", "Y", "J", "WAHR", "True", "TRUE", "ausgewählt", "Checked"})
UNFINISHED = frozenset({"false", "f", "0", "falsch", "nein", "no", "n"})
NO = frozenset({"Nein", "nein", "No", "no", "N", "FALSCH", "False", "FALSE", "nicht gewählt", "Unchecked"})
OTHER = re.compile(
    r"(other|sonstige[sr]?|andere[sr]?)(\s*[:(].*|,? (please|bitte) .*|,? und zwar.*)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Asked:
    """One question and the columns of the table it was answered in.

    `columns` gives each column's option or item, "" for a question of one column.
    `labels` translates answer codes, `seen` tells the rows that saw it. What a questionnaire has `told` (its `type`
    and options) is not guessed: the tidy columns then speak of options by their names.
    """

    name: str
    text: str
    columns: Mapping[str, str]
    type: QuestionType | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    seen: np.ndarray | None = None
    told: Told | None = None
    joint: str = ""  # as `AnswerLayout.joint`


@dataclass(frozen=True)
class AnswerLayout:
    """The questions, the tool's own notes by role, and the tool's words; all other columns stay out.

    Roles: id, submitted, started, changed, last_page, language, seconds, finished, channel.
    """

    asked: tuple[Asked, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    chosen: frozenset[str] = YES
    not_chosen: frozenset[str] = NO
    not_shown: frozenset[str] = frozenset()
    missing: frozenset[str] = NO_ANSWER
    blank_is_not_chosen: bool = False  # an empty option was seen and not ticked
    blank_rows_count: bool = False  # a row without any cell is a respondent all the same
    numbered: QuestionType = QuestionType.SLOTS  # what columns 1, 2, 3, … of one question are
    joint: str = ""  # what the tool itself puts between several answers in one cell
    signature: str = "id"  # the tool's note that every interview has: a row without it is none


def rows_said(table: Table, column: str | None, said: Collection[str], reason: str) -> list[tuple[int, str]]:
    """Return the rows whose cell is one of these words, case aside, with the reason they are no respondents."""
    if column is None:
        return []
    cells = table.columns[column]
    chosen = cells.spread(cells.values_where(lambda value: as_text(value).casefold() in said))
    return [(int(row), reason) for row in table.rows[chosen]]


def is_other(label: str) -> bool:
    """Tell whether an option's column holds the text typed under "other"."""
    return OTHER.fullmatch(label.strip()) is not None
