"""LimeSurvey exports: headers of codes, texts or both; answers as texts or codes; edited files with two header rows.

A row without submit date is an interview broken off.
An anonymised survey writes 1980-01-01 instead of the date: submitted, time unknown.
"""

import re
from collections.abc import Sequence

from ohv_coworking.formats.exports.answer_layout import NO, YES, AnswerLayout, Asked, is_other
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.answers import NO_ANSWER
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.formats.exports.headers import (
    by_levels,
    joined_others,
    questions,
    split_brackets,
    split_code,
)
from ohv_coworking.formats.exports.structure import Structure
from ohv_coworking.formats.exports.wording import plain
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, find_table

KIND = "survey/limesurvey"
LABEL = "LimeSurvey-Export"

NOTES = {
    "id": "id",
    "antwort id": "id",
    "response id": "id",
    "submitdate": "submitted",
    "datum abgeschickt": "submitted",
    "date submitted": "submitted",
    "lastpage": "last_page",
    "letzte seite": "last_page",
    "last page": "last_page",
    "startlanguage": "language",
    "start-sprache": "language",
    "start language": "language",
    "startdate": "started",
    "datum gestartet": "started",
    "date started": "started",
    "datestamp": "changed",
    "datum letzte aktivität": "changed",
    "date last action": "changed",
    "interviewtime": "seconds",
    "gesamtzeit": "seconds",
    "total time": "seconds",
}
TECHNICAL = re.compile(
    r"seed|zufalls(generator)?startwert|ipaddr|ip-adresse|ip address|refurl|referrer url|weiterleitungs-url|token|zugangscode"
    r"|\{.*\}"  # an equation's result
    r"|(gruppenzeit|fragenzeit|group ?time|question ?time)\b.*",
    re.IGNORECASE,
)
SURE = frozenset(
    {"letzte seite", "last page", "lastpage", "start-sprache", "start language", "startlanguage"}
)
SUBQUESTION = re.compile(r"[A-Za-z]\w*(\[\w+\](\[\w+\])?(\.\s.*)?|_SQ\d+|\.SQ\w+\.(\w+\.)?)", re.DOTALL)


def matches(grid: Grid) -> float:
    """Recognise the tool's notes, its codes, or (in edited files) ticks spelled Ja and Nein beside "Sonstiges"."""
    row, evidence = _header(grid)
    if row:
        return evidence
    upper, lower, *body = [*grid.head(30), [], []]
    edited = 0 < sum(map(bool, upper)) < len(upper) / 2 and any(map(is_other, lower))
    ticks = sum({row[column] for row in body if row} <= YES | NO for column in range(len(lower)))
    return 0.5 if edited and ticks >= 3 else 0.0


def _header(grid: Grid) -> tuple[int, float]:
    """Return the row that holds the tool's notes or codes, and how sure that is; 0 for none."""
    for number, row in enumerate(grid.head(5), start=1):
        names = {wording for text in row for wording in _wordings(text)}
        if names & SURE and len(names & NOTES.keys()) >= 2:
            return number, 1.0
        if sum(SUBQUESTION.fullmatch(text) is not None for text in row) >= 3:
            return number, 0.8
    return 0, 0.0


def interpret(
    grid: Grid,
    options: ReadingOptions = DETECT,
    sheets: Sequence[Grid] = (),
    structure: Structure | None = None,
) -> AnswerSheet:
    """Return the sheet of answers; the structure (`.lss`) gives codes their texts, types and filters."""
    row, _ = _header(grid)
    if row and not options.header_rows:
        options = options.model_copy(update={"header_rows": (row,)})
    return sheet_of(find_table(grid, options, footer=not row), options, structure)


def names_are_its_own(names: Sequence[str]) -> bool:
    """Tell whether a file of another program (R, Stata, SPSS) has the tool's names of columns."""
    return len(NOTES.keys() & set(names)) >= 2 or sum(map(bool, map(SUBQUESTION.fullmatch, names))) >= 3


def sheet_of(
    table: Table, options: ReadingOptions = DETECT, structure: Structure | None = None, kind: str = KIND
) -> AnswerSheet:
    """Return the sheet of answers of a table with the tool's names of columns."""
    metadata = {role: column for column in table.frame if (role := _role(column))}
    technical = {column for column in table.frame if any(map(TECHNICAL.fullmatch, _wordings(column)))}
    technical |= _row_numbers(table) | {column for column in table.frame if _role(column)}
    columns = [column for column in table.frame if column not in technical]
    asked = _asked(table, columns)
    broken_off = _broken_off(table, metadata.get("submitted"), options)
    if structure is not None:
        asked = structure.applied(asked, table, {row for row, _ in broken_off})
    layout = AnswerLayout(
        asked=tuple(asked),
        metadata=metadata,
        not_shown=frozenset({"N/A"}),
        missing=NO_ANSWER | {"Keine Antwort", "No answer"},
        blank_is_not_chosen=True,
        numbered=QuestionType.RANKING,
    )
    return AnswerSheet(kind, table, layout, broken_off)


def _wordings(header: str) -> set[str]:
    """Return a header as it stands, and code and text apart ("lastpage. Letzte Seite")."""
    text = plain(header).casefold()
    code, _, words = text.partition(". ")
    return {text, code, words}


def _role(header: str) -> str | None:
    return next((NOTES[wording] for wording in _wordings(header) if wording in NOTES), None)


def _asked(table: Table, columns: list[str]) -> list[Asked]:
    if len(table.header_rows) > 1:
        return [question for question in by_levels(table) if set(columns).issuperset(question.columns)]
    headers = [table.labels[column] for column in columns]
    coded = sum(SUBQUESTION.fullmatch(plain(header)) is not None for header in headers)
    spaced = sum(" " in plain(header).split(". ")[0] for header in headers)
    if coded or not spaced:
        return questions(columns, headers, split_code, together=False)
    return joined_others(questions(columns, headers, split_brackets))


def _broken_off(table: Table, submitted: str | None, options: ReadingOptions) -> list[tuple[int, str]]:
    if submitted is None or options.incomplete:
        return []
    open_rows = table.frame.index[table.frame[submitted].isin(NO_ANSWER)]
    return [(int(row), "nicht abgeschickt") for row in open_rows]


def _row_numbers(table: Table) -> set[str]:
    """Return the nameless first column that only numbers the rows."""
    first = table.frame.columns[0]
    nameless = not any(table.levels[0]) if table.levels else False
    return {first} if nameless and table.frame[first].is_unique else set()
