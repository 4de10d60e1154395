"""Microsoft Forms: one sheet of answers, several choices joined by ";" with one at the end.

Quizzes add columns of points and feedback; a very hidden second sheet belongs to the tool.
"""

import re
from collections.abc import Sequence

from ohv_coworking.formats.exports.answer_layout import AnswerLayout
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.headers import questions, split_brackets
from ohv_coworking.formats.exports.wording import plain
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, find_table

KIND = "survey/microsoft-forms"
LABEL = "Microsoft-Forms-Export"

NOTES = {
    "id": "id",
    "start time": "started",
    "startzeit": "started",
    "completion time": "submitted",
    "fertigstellungszeit": "submitted",
    "last modified time": "changed",
    "uhrzeit der letzten änderung": "changed",
    "zeitpunkt der letzten änderung": "changed",
    "language": "language",
    "sprache": "language",
}
PERSONS = frozenset({"email", "e-mail", "name"})
MARKS = re.compile(
    r"(points|punkte|feedback)\s*[-–]\s.*|total points|gesamtpunktzahl|quiz feedback|quizfeedback|grade posted time|benotung veröffentlicht",
    re.IGNORECASE,
)


def matches(grid: Grid) -> float:
    """Recognise the tool's first columns."""
    head = {text.casefold() for text in grid.row(1)[:6]}
    start, end = {"start time", "startzeit"}, {"completion time", "fertigstellungszeit"}
    return 1.0 if head & start and head & end else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> AnswerSheet:
    """Return the sheet of answers; rating items stand as "question.item" or in brackets."""
    options = options if options.header_rows else options.model_copy(update={"header_rows": (1,)})
    table = find_table(grid, options, footer=False)
    notes: dict[str, str] = {}
    for column in table.frame:
        notes.setdefault(NOTES.get(plain(column).casefold(), ""), column)
    notes.pop("", None)
    technical = {
        column
        for column in table.frame
        if MARKS.fullmatch(plain(column)) or plain(column).casefold() in PERSONS or column in notes.values()
    }
    columns = [column for column in table.frame if column not in technical]
    layout = AnswerLayout(
        asked=tuple(questions(columns, [table.labels[column] for column in columns], split_brackets)),
        metadata=notes,
    )
    return AnswerSheet(KIND, table, layout)
