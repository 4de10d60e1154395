"""Qualtrics: a row of codes, a row of texts, a row of import ids in JSON (missing in the legacy export)."""

import re
from collections.abc import Sequence

from ohv_coworking.formats.exports.answer_layout import UNFINISHED, AnswerLayout, Asked, rows_said
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.answers import NO_ANSWER
from ohv_coworking.formats.exports.headers import named, split_dash
from ohv_coworking.formats.exports.wording import plain
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, find_table

KIND = "survey/qualtrics"
LABEL = "Qualtrics-Export"

NOTES = {
    "responseid": "id",
    "startdate": "started",
    "enddate": "submitted",
    "recordeddate": "changed",
    "duration (in seconds)": "seconds",
    "finished": "finished",
    "userlanguage": "language",
    "distributionchannel": "channel",
}
TECHNICAL = re.compile(
    r"Status|IPAddress|Progress|Recipient(LastName|FirstName|Email)|ExternalReference|ExternalDataReference"
    r"|Location(Latitude|Longitude|Accuracy)|Q_\w+|ResponseSet|V\d+|.*_(First Click|Last Click|Page Submit|Click Count)"
    r"|.*_DO(_.*)?",
    re.IGNORECASE,
)
CODE = re.compile(r"(?P<question>.+?)(?P<item>(?:#\d+)?(?:_\d+)+)?(?P<text>_TEXT)?", re.DOTALL)
# Kinds of response (column Status) that are no interview, as words and as codes.
TRIALS = frozenset(
    {"survey preview", "survey test", "spam", "offline preview", "umfragevorschau", "umfragetest"}
    | {*"128", "9", "12", "17", "24", "40", "48"}
)
UNASKED = frozenset({"-99"})  # the tool's code for a question seen and not answered


def matches(grid: Grid) -> float:
    """Recognise the import ids, or the tool's notes."""
    names = {text.casefold() for text in grid.row(1)}
    if any(text.startswith('{"ImportId"') for text in grid.row(3)):
        return 1.0
    return (
        0.9 if {"responseid", "finished"} <= names or {"startdate", "enddate", "finished"} <= names else 0.0
    )


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> AnswerSheet:
    """Return the sheet of answers; codes such as Q5_2 and Q5_2_TEXT belong to the question Q5."""
    if not options.header_rows:
        rows = 3 if any(text.startswith('{"ImportId"') for text in grid.row(3)) else 2
        options = options.model_copy(update={"header_rows": tuple(range(1, rows + 1))})
    table = find_table(grid, options, footer=False)
    codes = {column: levels[0] or column for column, levels in zip(table.frame, table.levels, strict=True)}
    texts = {
        column: plain(levels[1:2][0] if levels[1:2] else levels[0])
        for column, levels in zip(table.frame, table.levels, strict=True)
    }
    notes = {NOTES[name]: column for column, code in codes.items() if (name := code.casefold()) in NOTES}
    technical = {column for column, code in codes.items() if TECHNICAL.fullmatch(code)}
    columns = [column for column in table.frame if column not in technical and column not in notes.values()]
    layout = AnswerLayout(
        asked=tuple(_asked(columns, codes, texts)),
        metadata=notes,
        missing=NO_ANSWER | UNASKED,
        joint=",",
    )
    status = next((column for column, code in codes.items() if code == "Status"), None)
    excluded = rows_said(table, status, TRIALS, "Vorschau, Test oder Spam")
    if not options.incomplete:
        excluded += rows_said(table, notes.get("finished"), UNFINISHED, "nicht abgeschlossen")
    return AnswerSheet(KIND, table, layout, excluded)


def _asked(columns: list[str], codes: dict[str, str], texts: dict[str, str]) -> list[Asked]:
    groups: dict[str, list[str]] = {}
    for column in columns:
        groups.setdefault(CODE.fullmatch(codes[column])["question"], []).append(column)
    asked = []
    for code, members in groups.items():
        typed = [column for column in members if codes[column].endswith("_TEXT")]
        closed = [column for column in members if column not in typed] or members
        if len(closed) == 1:
            text, labels = texts[closed[0]], {closed[0]: ""}
        else:
            text, labels = (
                split_dash(texts[closed[0]])[1],
                {column: _item(texts[column]) for column in closed},
            )
        if len(members) > len(closed):
            labels |= dict.fromkeys(typed, "Sonstiges")
        asked.append(Asked(code, text or code, labels))
    return named(asked)


def _item(text: str) -> str:
    return split_dash(text)[2] or text
