"""SurveyMonkey: a row of questions over a row of options, in the coded export below a row of codes.

A chosen option repeats its own text; an empty one was not chosen, and whether it was seen stays open.
"""

from collections.abc import Sequence
from dataclasses import replace

from ohv_coworking.formats.exports.answer_layout import AnswerLayout, Asked, is_other
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.answers import Answers, odd_ones
from ohv_coworking.formats.exports.headers import by_levels
from ohv_coworking.formats.exports.wording import plain
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, find_table

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
HEADER_ROWS = 3  # codes, questions, options; the first or the last may be missing


def matches(grid: Grid) -> float:
    """Recognise respondent id and collector at the start of one of the first rows."""
    return 1.0 if any(_id_column(row) is not None for row in grid.head(HEADER_ROWS)) else 0.0


def _id_column(row: Sequence[str]) -> int | None:
    """Return where a row names the respondent's id beside another of the tool's notes."""
    names = [text.casefold() for text in row[:12]]
    if len(NOTES.keys() & set(names)) < 2:
        return None
    return next((place for place, name in enumerate(names) if NOTES.get(name) == "id"), None)


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> AnswerSheet:
    """Return the sheet of answers; questions continue to the right until the next one is named."""
    if not options.header_rows:
        options = options.model_copy(update={"header_rows": tuple(range(1, _header_rows(grid) + 1))})
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
    layout = AnswerLayout(asked=tuple(_with_codes_of_ticks(one, table) for one in asked), metadata=notes)
    return AnswerSheet(KIND, table, layout)


def _with_codes_of_ticks(asked: Asked, table: Table) -> Asked:
    """Return a question with the meaning of its codes where each of its columns holds one number of its own: that option, ticked.

    What was typed under "other" says itself.
    """
    codes = {}
    for column, label in asked.columns.items():
        if is_other(label):
            continue
        answers = Answers.of(table.columns[column].cells)
        given = set(answers.counts) - set(odd_ones(answers, next(iter(answers.counts), "").__eq__))
        if len(given) > 1 or not all(map(str.isdigit, given)) or given & set(codes):
            return asked
        codes |= dict.fromkeys(given, label)
    return replace(asked, labels=codes) if len(codes) > 1 else asked


def _header_rows(grid: Grid) -> int:
    """Return how many rows stand above the first respondent: the first row with an id below that name."""
    head = grid.head(HEADER_ROWS + 1)
    named = next((place for place, row in enumerate(head) if _id_column(row) is not None), 0)
    column = _id_column(head[named]) or 0
    for place in range(named + 1, len(head)):
        if not any(head[place]) or head[place][column].casefold() not in {"", *NOTES}:
            return place
    return min(len(head), HEADER_ROWS)
