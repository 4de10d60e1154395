"""SurveyMonkey: a row of questions over a row of options, in the coded export below a row of codes.

A chosen option repeats its own text; an empty one was not chosen, and whether it was seen stays open.
"""

import re
from collections.abc import Sequence

from ohv_coworking.formats.exports.answer_layout import Layout
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.headers import by_levels
from ohv_coworking.formats.exports.wording import plain
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, find_table

KIND = "survey/surveymonkey"
LABEL = "SurveyMonkey-Export"

NOTES = {
    "respondent id": "id",
    "respondent_id": "id",
    "respondentid": "id",
    "befragten-id": "id",
    "start date": "started",
    "startdatum": "started",
    "date_created": "started",
    "end date": "submitted",
    "enddatum": "submitted",
    "date_modified": "submitted",
    "collector": "channel",
    "collector id": "channel",
    "collectorid": "channel",
    "collector_id": "channel",
    "collector-id": "channel",
}
CODES = re.compile(r"respondent_?id|q\d{4}(_\d{4})*", re.IGNORECASE)


def matches(grid: Grid) -> float:
    """Recognise respondent id and collector at the start of one of the first rows."""
    for row in grid.head(3):
        names = {text.casefold() for text in row[:12]}
        if NOTES.keys() & {name for name in names if "respondent" in name or "befragten" in name} and (
            len(names & NOTES.keys()) >= 2
        ):
            return 1.0
    return 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> AnswerSheet:
    """Return the sheet of answers; questions continue to the right until the next one is named."""
    if not options.header_rows:
        coded = CODES.fullmatch((grid.row(1) or [""])[0]) is not None
        rows = next(rows for rows in (3 if coded else 2, 2, 1) if rows == 1 or _is_header(grid, rows))
        options = options.model_copy(update={"header_rows": tuple(range(1, rows + 1))})
    table = find_table(grid, options, footer=False)
    notes: dict[str, str] = {}
    for column, levels in zip(table.frame, table.levels, strict=True):
        role = next((NOTES[name] for level in levels if (name := plain(level).casefold()) in NOTES), "")
        notes.setdefault(role, column)
    notes.pop("", None)
    nameless = {column for column, levels in zip(table.frame, table.levels, strict=True) if not any(levels)}
    asked = [
        question
        for question in by_levels(table, codes=len(table.header_rows) > 2)
        if not {*notes.values(), *nameless} & set(question.columns)
    ]
    layout = Layout(asked=tuple(asked), metadata=notes)
    return AnswerSheet(KIND, table, layout)


def _is_header(grid: Grid, row: int) -> bool:
    """Tell whether a row holds texts but does not start with a respondent's number."""
    cells = grid.row(row)
    return any(cells) and not cells[0].replace(".", "").isdigit()
