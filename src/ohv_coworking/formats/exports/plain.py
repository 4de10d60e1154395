"""Plain spreadsheets of answers: one header row or two, no tool's notes; also lists joined by ";" (Stack Overflow)."""

import re
from collections.abc import Sequence

from ohv_coworking.formats.exports.answer_layout import NO, YES, AnswerLayout
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.headers import by_levels, joined_others, questions, split_brackets
from ohv_coworking.formats.exports.wording import plain
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, find_table

KIND = "survey/plain"
LABEL = "einfache Tabelle mit Antworten"

RESPONDENT = re.compile(
    r"(respond(ent|er)|response|teilnehmer|befragt|antwort|fragebogen|interview)\w*[ _.-]*(id|nr\.?|nummer)?",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(lfd\.? ?)?(id|nr\.?|nummer|#)", re.IGNORECASE)
STAMP = re.compile(r"(datum|date|zeitstempel|timestamp|abgeschickt|submitted|ausgefüllt am)", re.IGNORECASE)
ASKING = re.compile(
    r".*\?|(wie|was|wo|wann|welche\w*|warum|wer|how|what|which|where|when|do|are)\s.+", re.IGNORECASE
)


def matches(grid: Grid) -> float:
    """Look for questions, a respondent's number or yes/no columns: weak evidence, for want of a tool's notes."""
    head = grid.head(12)
    asking = max((sum(ASKING.fullmatch(text) is not None for text in row) for row in head), default=0)
    numbered = any(RESPONDENT.fullmatch(text) for row in head for text in row[:2])
    columns = list(zip(*head, strict=True)) if head else []
    grouped = _shares_a_stem(columns)
    ticked = sum(any(texts) and sum(text in YES | NO for text in texts) >= 3 for texts in columns)
    return min(0.4, 0.15 * asking + 0.3 * (numbered or grouped) + 0.15 * ticked)


def _shares_a_stem(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether columns of words stand side by side as "question [item]" and "question [another]"."""
    stems = [
        stem
        for column in columns
        for key, stem, item in [split_brackets(plain(next(filter(None, column), "")))]
        if item and key == stem and not any(text[:1].isdigit() for text in column)
    ]
    return len(set(stems)) < len(stems)


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> AnswerSheet:
    """Return the sheet of answers; a first column that numbers the rows, and a date beside it, are no questions."""
    table = find_table(grid, options)
    notes: dict[str, str] = {}
    for column in list(table.frame)[:3]:
        name = plain(column)
        if (NUMBER.fullmatch(name) or RESPONDENT.fullmatch(name)) and 2 * table.frame[column].nunique() > len(
            table.rows
        ):
            notes.setdefault("id", column)
        elif STAMP.fullmatch(name):
            notes.setdefault("submitted", column)
    columns = [column for column in table.frame if column not in notes.values() and any(table.labels[column])]
    if len(table.header_rows) > 1:
        asked = [question for question in by_levels(table) if not set(question.columns) & set(notes.values())]
    else:
        asked = joined_others(
            questions(columns, [table.labels[column] for column in columns], split_brackets)
        )
    return AnswerSheet(KIND, table, AnswerLayout(asked=tuple(asked), metadata=notes))
