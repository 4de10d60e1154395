"""From a table and its layout to tidy answers with a codebook: the same for every tool."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np
import pandas as pd

from ohv_coworking.formats.exports.answer_layout import Asked, Layout
from ohv_coworking.formats.exports.answers import Answers, numbers
from ohv_coworking.formats.exports.codebook import Question, QuestionType, ResponseTable
from ohv_coworking.formats.exports.groups import group_answers
from ohv_coworking.formats.exports.moments import moments
from ohv_coworking.formats.exports.personal import contacts_in_words, is_personal
from ohv_coworking.formats.exports.tidy import Tidy, as_words, single_answers
from ohv_coworking.reading import Table
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.grid import as_text

MOMENTS = ("submitted", "started", "changed")
NUMBERS = ("last_page", "seconds")


def respondents(
    kind: str,
    table: Table,
    layout: Layout,
    excluded: Sequence[tuple[int, str]] = (),
    notices: Sequence[str] = (),
) -> ResponseTable:
    """Return the tidy responses of a table; `excluded` rows (with their reasons) are no respondents."""
    asked_columns = [column for asked in layout.asked for column in asked.columns]
    blank = () if layout.blank_rows_count else table.blank
    reasons = dict.fromkeys(blank, "leer") | dict(excluded)
    kept = ~table.frame.index.isin(list(reasons))
    rows = table.frame.index[kept]

    coded = {name: column.where(kept) for name, column in table.columns.items()}
    answers = {
        name: Answers.coded(column.codes, column.values, layout.missing | layout.not_shown)
        for name, column in coded.items()
    }
    personal = [name for name in answers if is_personal(_own_header(table, name), answers[name])]
    hidden = _hidden({name: coded[name] for name in asked_columns}, layout.not_shown)
    codebook, responses, remarks = [], {}, []
    for asked in layout.asked:
        shown = {column: label for column, label in asked.columns.items() if column not in personal}
        if not shown:
            continue
        given = {column: answers[column].labelled(asked.labels) for column in shown}
        tidy = _tidy(asked, shown, given, layout)
        seen = _seen(asked, tidy, [hidden[column] for column in shown] if hidden else [])
        codebook.append(_question(asked, shown, tidy, seen, rows, layout))
        responses |= {
            name: _ticks(values, seen) if name in tidy.ticks else values
            for name, values in tidy.columns.items()
        }
        remarks += _remarks(codebook[-1], given)
    return ResponseTable(
        kind=kind,
        table=table,
        responses=pd.DataFrame(responses, index=rows),
        metadata=_metadata(layout, answers, rows, personal),
        codebook=tuple(codebook),
        personal_columns=tuple(personal),
        dropped=tuple(sorted([*table.dropped, *reasons.items()])),
        symbols=_symbols(answers[name] for name in asked_columns),
        notices=(*table.notices, *notices, *remarks),
    )


def _own_header(table: Table, name: str) -> str:
    """Return the lowest header text of a column; the upper ones may name a whole group."""
    levels = table.levels[table.frame.columns.get_loc(name)]
    return next((level for level in reversed(levels) if level), name)


def _tidy(asked: Asked, shown: dict[str, str], given: dict[str, Answers], layout: Layout) -> Tidy:
    if len(shown) == 1 and not any(shown.values()):
        return single_answers(asked, next(iter(given.values())))
    return group_answers(asked, {column: (label, given[column]) for column, label in shown.items()}, layout)


def _hidden(coded: dict[str, Coded], not_shown: frozenset[str]) -> dict[str, np.ndarray]:
    """Return for each column which rows are marked as not shown; nothing if the file marks none at all."""
    marks = {
        name: column.spread(np.array([as_text(value) in not_shown for value in column.values], dtype=bool))
        for name, column in coded.items()
        if not_shown
    }
    return marks if any(mark.any() for mark in marks.values()) else {}


def _seen(asked: Asked, tidy: Tidy, hidden: list[np.ndarray]) -> np.ndarray:
    """Return which respondents saw the question, as far as the file tells."""
    if asked.seen is not None:
        return asked.seen | tidy.answered
    if hidden:
        return ~np.logical_and.reduce(hidden)
    if tidy.blank_is_answer:
        return np.ones(tidy.answered.shape, dtype=bool)
    return tidy.answered


def _ticks(values: np.ndarray | pd.arrays.BooleanArray, seen: np.ndarray) -> pd.arrays.BooleanArray:
    """Return ticks as booleans, missing where the question was not seen or the option not answered."""
    if isinstance(values, pd.arrays.BooleanArray):
        return pd.arrays.BooleanArray(values.to_numpy(bool, na_value=False), ~seen | values.isna())
    return pd.arrays.BooleanArray(values, ~seen)


def _question(
    asked: Asked, shown: dict[str, str], tidy: Tidy, seen: np.ndarray, rows: pd.Index, layout: Layout
) -> Question:
    return Question(
        name=asked.name,
        text=asked.text,
        type=tidy.type,
        columns=tidy.labels,
        base=int(seen.sum()),
        answered=int(tidy.answered.sum()),
        missing=tidy.missing,
        counts=tidy.counts,
        options=tidy.options,
        codes=asked.labels,
        unclear=tuple((int(rows[place]), text) for place, text in tidy.unclear),
        source=shown,
        labels=_in_words(asked, tidy, layout),
    )


def _in_words(asked: Asked, tidy: Tidy, layout: Layout) -> dict[str, str]:
    words = dict.fromkeys(layout.missing | layout.not_shown, "") | dict(asked.labels)
    if tidy.type == QuestionType.MULTIPLE:
        words |= dict.fromkeys(layout.chosen, "Ja") | dict.fromkeys(layout.not_chosen, "Nein")
    return words


def _remarks(question: Question, given: dict[str, Answers]) -> list[str]:
    remarks = []
    if question.unclear:
        rows = ", ".join(f"Zeile {row} „{text}“" for row, text in question.unclear[:5])
        more = f" und {len(question.unclear) - 5} weitere" if len(question.unclear) > 5 else ""
        remarks.append(f"Frage „{question.text}“: kein eindeutiger Betrag und daher fehlend: {rows}{more}.")
    if question.type == QuestionType.TEXT and (found := sum(map(contacts_in_words, given.values()))):
        remarks.append(f"Frage „{question.text}“: {found} offene Antworten enthalten eine E-Mail-Adresse.")
    return remarks


def _metadata(
    layout: Layout, answers: dict[str, Answers], rows: pd.Index, personal: list[str]
) -> pd.DataFrame:
    columns = {}
    for role, column in layout.metadata.items():
        if column in personal:
            continue
        read = partial(moments, serials=True) if role in MOMENTS else numbers if role in NUMBERS else as_words
        values = read(answers[column])
        columns[role] = as_words(answers[column]) if values is None else values
    return pd.DataFrame(columns, index=rows)


def _symbols(columns: Iterable[Answers]) -> dict[str, int]:
    """Count the marks that say "not shown" or "no answer"."""
    found: Counter[str] = Counter()
    for answers in columns:
        found.update(answers.marks)
    return dict(sorted((mark, count) for mark, count in found.items() if count))
