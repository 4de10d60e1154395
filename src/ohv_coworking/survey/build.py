"""From a table and its layout to tidy answers with a codebook: the same for every tool."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ohv_coworking.reading import Table
from ohv_coworking.survey.answers import Answers, numbers
from ohv_coworking.survey.codebook import Question, QuestionType, ResponseTable
from ohv_coworking.survey.groups import group_answers
from ohv_coworking.survey.layout import Asked, Layout
from ohv_coworking.survey.moments import moments
from ohv_coworking.survey.personal import contacts_in_words, is_personal
from ohv_coworking.survey.tidy import Tidy, as_words, single_answers

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
    blank = () if layout.blank_rows_count else table.frame.index[(table.frame == "").all(axis=1)]
    reasons = {int(row): "leer" for row in blank} | dict(excluded)
    frame = table.frame.loc[~table.frame.index.isin(list(reasons))]

    answers = {name: Answers.of(frame[name], layout.missing | layout.not_shown) for name in frame}
    personal = [name for name in frame if is_personal(_own_header(table, name), answers[name])]
    hidden = _hidden(frame, asked_columns, layout)
    codebook, responses, remarks = [], {}, []
    for asked in layout.asked:
        shown = {column: label for column, label in asked.columns.items() if column not in personal}
        if not shown:
            continue
        given = {column: answers[column].labelled(asked.labels) for column in shown}
        tidy = _tidy(asked, shown, given, layout)
        seen = _seen(asked, tidy, [hidden[column] for column in shown] if hidden else [])
        codebook.append(_question(asked, shown, tidy, seen, frame.index, layout))
        responses |= {
            name: pd.arrays.BooleanArray(values, ~seen) if name in tidy.ticks else values
            for name, values in tidy.columns.items()
        }
        remarks += _remarks(codebook[-1], given)
    return ResponseTable(
        kind=kind,
        table=table,
        responses=pd.DataFrame(responses, index=frame.index),
        metadata=_metadata(layout, answers, frame.index, personal),
        codebook=tuple(codebook),
        personal_columns=tuple(personal),
        dropped=tuple(sorted([*table.dropped, *reasons.items()])),
        symbols=_symbols(frame[asked_columns], layout),
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


def _hidden(frame: pd.DataFrame, columns: list[str], layout: Layout) -> dict[str, np.ndarray]:
    """Return for each column which rows are marked as not shown; nothing if the file marks none at all."""
    marks = (
        {name: frame[name].isin(list(layout.not_shown)).to_numpy() for name in columns}
        if layout.not_shown
        else {}
    )
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
        read = moments if role in MOMENTS else numbers if role in NUMBERS else as_words
        values = read(answers[column])
        columns[role] = as_words(answers[column]) if values is None else values
    return pd.DataFrame(columns, index=rows)


def _symbols(frame: pd.DataFrame, layout: Layout) -> dict[str, int]:
    """Count the marks that say "not shown" or "no answer"."""
    cells = frame.to_numpy()
    found = {mark: int((cells == mark).sum()) for mark in sorted((layout.missing | layout.not_shown) - {""})}
    return {mark: count for mark, count in found.items() if count}
