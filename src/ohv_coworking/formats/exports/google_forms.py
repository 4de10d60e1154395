"""Google Forms: the sheet's CSV (checkbox answers joined by ", ") and the direct download (joined by ";").

The first column is the timestamp, German or English, with a 12-hour clock and a zone name in the direct download.
"""

from collections.abc import Sequence
from dataclasses import replace

from ohv_coworking.formats.exports.answer_layout import AnswerLayout, Asked
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.headers import questions, split_brackets, split_number
from ohv_coworking.formats.exports.wording import plain
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, find_table

KIND = "survey/google-forms"
LABEL = "Google-Formular"

TIMESTAMPS = frozenset({"zeitstempel", "timestamp"})


def matches(grid: Grid) -> float:
    """Recognise the timestamp among the first columns of the first row."""
    head = [text.casefold() for text in grid.row(1)[:2]]
    return 0.9 if TIMESTAMPS & set(head) and len(grid.row(1)) > 2 else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> AnswerSheet:
    """Return the sheet of answers; a grid question's items stand in brackets, slots are numbered."""
    options = options if options.header_rows else options.model_copy(update={"header_rows": (1,)})
    # Google writes UTF-8; a file of ASCII characters only is UTF-8 as well.
    table = find_table(
        replace(grid, encoding="utf-8") if grid.encoding == "ascii" else grid, options, footer=False
    )
    stamp = next((name for name in table.frame if plain(name).casefold() in TIMESTAMPS), None)
    place = list(table.frame).index(stamp) if stamp else 0
    columns = list(table.frame)[place + 1 :]
    headers = [table.labels[column] for column in columns]
    layout = AnswerLayout(
        asked=tuple(_split_further(questions(columns, headers, split_brackets))),
        metadata={"submitted": stamp} if stamp else {},
        joint=";",
        signature="submitted",
    )
    return AnswerSheet(KIND, table, layout)


def _split_further(asked: Sequence[Asked]) -> list[Asked]:
    """Group the slots "question 1", "question 2", … among the questions of one column."""
    result: list[Asked] = []
    waiting: list[Asked] = []
    for question in [*asked, None]:
        if question is not None and len(question.columns) == 1:
            waiting.append(question)
            continue
        columns = [column for single in waiting for column in single.columns]
        result += questions(columns, [single.text for single in waiting], split_number)
        waiting = []
        if question is not None:
            result.append(question)
    return result
