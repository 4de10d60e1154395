"""SoSci Survey: tab-separated codes; negative codes are missing answers, labels come in files of their own."""

import re
from collections.abc import Sequence

from ohv_coworking.formats.exports.answer_layout import UNFINISHED, AnswerLayout, Asked, rows_said
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.answers import NO_ANSWER
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.formats.exports.structure import Structure
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, find_table
from ohv_coworking.reading.grid import as_text

KIND = "survey/sosci"
LABEL = "SoSci-Survey-Export"

NOTES = {
    "CASE": "id",
    "STARTED": "started",
    "LASTDATA": "submitted",
    "TIME_SUM": "seconds",
    "FINISHED": "finished",
    "LASTPAGE": "last_page",
    "LANGUAGE": "language",
    "MODE": "channel",
}
FIRST = frozenset({"CASE", "SERIAL", "REF", "QUESTNNR", "MODE", "STARTED"})
TECHNICAL = re.compile(
    r"SERIAL|REF|QUESTNNR|TIME(\d{3}|_RSI|_SUM)|MAILSENT|STATUS|Q_VIEWER|MAXPAGE|MISSING|MISSREL|DEG_TIME|[A-Z]{2}\d\d_(CP|RV\d)"
)
VARIABLE = re.compile(r"(?P<question>[A-Z]{2}\d\d)(?:_(?P<item>\d+\w?))?")
TICKED, UNTICKED = "2", "1"
TRIALS = frozenset({"admin", "debug", "pretest", "test"})  # column MODE of what is no interview
# -9 not answered, -1 don't know or evaded, -8 to -2 further ways not to answer
MISSING = frozenset(str(code) for code in range(-11, 0))


def matches(grid: Grid) -> float:
    """Recognise the tool's first columns."""
    return 1.0 if len(FIRST.intersection(grid.row(1)[:8])) >= 4 else 0.0


def interpret(
    grid: Grid,
    options: ReadingOptions = DETECT,
    sheets: Sequence[Grid] = (),
    structure: Structure | None = None,
) -> AnswerSheet:
    """Return the sheet of answers; a second row of labels (in exports for spreadsheets) names the variables."""
    if not options.header_rows:
        number = grid.row(2)[grid.row(1).index("CASE")] if "CASE" in grid.row(1) and grid.height > 1 else "1"
        labelled = not number.isdigit()
        options = options.model_copy(update={"header_rows": (1, 2) if labelled else (1,)})
    table = find_table(grid, options, footer=False)
    codes = {column: levels[0] for column, levels in zip(table.frame, table.levels, strict=True)}
    texts = {levels[0]: levels[1] for levels in table.levels if len(levels) > 1}
    texts |= {code: found.text for code, found in structure.questions.items()} if structure else {}
    answers = {
        code: {answer: label for answer, label in found.answers.items() if answer not in MISSING}
        for code, found in (structure.questions.items() if structure else ())
    }
    notes = {NOTES[code]: column for column, code in codes.items() if code in NOTES}
    technical = {column for column, code in codes.items() if TECHNICAL.fullmatch(code)}
    columns = [column for column in table.frame if column not in technical and column not in notes.values()]
    layout = AnswerLayout(
        asked=tuple(_asked(table, columns, codes, texts, answers)),
        metadata=notes,
        chosen=frozenset({TICKED}),
        not_chosen=frozenset({UNTICKED}),
        missing=NO_ANSWER | MISSING,
    )
    excluded = rows_said(table, notes.get("channel"), TRIALS, "Probelauf")
    if not options.incomplete:
        excluded += rows_said(table, notes.get("finished"), UNFINISHED, "nicht abgeschlossen")
    return AnswerSheet(KIND, table, layout, excluded)


def _asked(
    table: Table,
    columns: list[str],
    codes: dict[str, str],
    texts: dict[str, str],
    answers: dict[str, dict[str, str]],
) -> list[Asked]:
    groups: dict[str, dict[str, str]] = {}
    for column in columns:
        found = VARIABLE.fullmatch(codes[column])
        question, item = (found["question"], found["item"]) if found else (codes[column], None)
        groups.setdefault(question, {})[column] = item or ""
    asked = []
    for question, members in groups.items():
        ticks = [column for column, item in members.items() if item and _is_ticked(table, column)]
        if len(ticks) > 1:  # the number of ticked options comes beside the ticks
            members = {column: item for column, item in members.items() if item}
        code = codes[next(iter(members))]
        labels = {column: texts.get(codes[column], "") or codes[column] for column in members}
        if len(members) == 1:
            asked.append(
                Asked(
                    code, labels[next(iter(members))], {next(iter(members)): ""}, labels=answers.get(code, {})
                )
            )
            continue
        stems = {label.partition(": ")[0] for label in labels.values() if ": " in label}
        text = texts.get(question, "") or (stems.pop() if len(stems) == 1 else question)
        kind = QuestionType.MULTIPLE if len(ticks) == len(members) else None
        items = {column: label.partition(": ")[2] or label for column, label in labels.items()}
        asked.append(Asked(question, text, items, kind, {} if kind else answers.get(code, {})))
    return asked


def _is_ticked(table: Table, column: str) -> bool:
    return ({TICKED, UNTICKED, ""} | MISSING).issuperset(map(as_text, table.columns[column].values))
