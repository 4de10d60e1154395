"""From a sheet of answers to tidy ones with a codebook: the same for every tool."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from ohv_coworking.formats.exports.answer_layout import AnswerLayout, Asked
from ohv_coworking.formats.exports.answer_sheet import AnswerSheet
from ohv_coworking.formats.exports.answers import Answers, is_usual_number, numbers, odd_ones
from ohv_coworking.formats.exports.codebook import CodebookQuestion, ResponseTable, Unclear
from ohv_coworking.formats.exports.groups import group_answers
from ohv_coworking.formats.exports.moments import (
    DAY_OR_MONTH,
    day_and_month_unclear,
    moments,
    unlike_the_others,
)
from ohv_coworking.formats.exports.remarks import remarks_on
from ohv_coworking.formats.exports.tidy import Tidy, as_words, single_answers
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.grid import as_text
from ohv_coworking.reading.kinds import WRITTEN_DATE
from ohv_coworking.reading.numbers import is_number_like

MOMENTS = ("submitted", "started", "changed")
NUMBERS = ("last_page", "seconds")
# What the tool's notes look like: one cell that looks otherwise must not make words of them all.
FITTING = dict.fromkeys(NUMBERS, is_usual_number) | dict.fromkeys(
    MOMENTS, lambda _: lambda text: WRITTEN_DATE.fullmatch(text) or is_number_like(text)
)
ODD_NOTES = "Spalte „{column}“: {count} Angaben sind anders als alle übrigen und gelten als fehlend, zuerst Zeile {row}."


def respondents(sheet: AnswerSheet) -> ResponseTable:
    """Return the tidy responses of a sheet of answers."""
    layout, table, answers, rows = sheet.layout, sheet.table, sheet.answers, sheet.rows
    asked_columns = [column for asked in layout.asked for column in asked.columns]
    hidden = _hidden({name: sheet.coded[name] for name in asked_columns}, layout.not_shown)
    codebook, responses, remarks = [], {}, []
    for asked in layout.asked:
        shown = {column: label for column, label in asked.columns.items() if column not in sheet.personal}
        if not shown:
            continue
        given = {column: answers[column].labelled(asked.labels) for column in shown}
        tidy = _tidy(asked, shown, given, layout)
        seen = _seen(asked, tidy, [hidden[column] for column in shown] if hidden else [])
        codebook.append(_question(asked, shown, tidy, seen, rows))
        responses |= {
            name: _ticks(values, seen) if name in tidy.ticks else values
            for name, values in tidy.columns.items()
        }
        remarks += remarks_on(codebook[-1], given)
    metadata, told = _metadata(layout, answers, rows, sheet.personal)
    return ResponseTable(
        kind=sheet.kind,
        table=table,
        responses=pd.DataFrame(responses, index=rows),
        metadata=metadata,
        codebook=tuple(codebook),
        personal_columns=sheet.personal,
        dropped=sheet.dropped,
        symbols=_symbols(answers[name] for name in asked_columns),
        notices=(*table.notices, *sheet.remarks, *told, *remarks),
    )


def _tidy(asked: Asked, shown: dict[str, str], given: dict[str, Answers], layout: AnswerLayout) -> Tidy:
    unclear: list[tuple[int, str, str]] = []
    if asked.told:
        for column, label in shown.items():
            given[column], strange = asked.told.fitted(
                asked.type, label, given[column], layout.chosen, layout.not_chosen
            )
            unclear += [(int(place), column, text) for text, place in strange]
    if len(shown) == 1 and not any(shown.values()):
        tidy = single_answers(replace(asked, joint=layout.joint), next(iter(given.values())))
    else:
        tidy = group_answers(
            asked, {column: (label, given[column]) for column, label in shown.items()}, layout
        )
    return replace(tidy, unclear=(*unclear, *tidy.unclear))


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
    asked: Asked, shown: dict[str, str], tidy: Tidy, seen: np.ndarray, rows: pd.Index
) -> CodebookQuestion:
    return CodebookQuestion(
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
        unclear=tuple(Unclear(int(rows[place]), column, text) for place, column, text in tidy.unclear),
        source=shown,
    )


def _metadata(
    layout: AnswerLayout, answers: dict[str, Answers], rows: pd.Index, personal: Sequence[str]
) -> tuple[pd.DataFrame, list[str]]:
    """Return what the tool noted, and which single notes are of another kind than the others and therefore missing."""
    columns, told = {}, []
    for role, column in layout.metadata.items():
        if column in personal:
            continue
        read = partial(moments, serials=True) if role in MOMENTS else numbers if role in NUMBERS else as_words
        noted = answers[column]
        if odd := odd_ones(noted, FITTING[role](noted)) if role in FITTING else []:
            place = int(np.flatnonzero((noted.texts == odd[0])[noted.codes])[0])
            told.append(ODD_NOTES.format(column=column, count=len(odd), row=rows[place]))
            noted = noted.labelled(dict.fromkeys(odd, ""))
        if role in MOMENTS and day_and_month_unclear(noted):
            told.append(f"Spalte „{column}“: {DAY_OR_MONTH}")
        values = read(noted)
        if values is None and role in MOMENTS and noted.distinct:
            if odd := unlike_the_others(noted):
                place = int(np.flatnonzero((noted.texts == odd[0])[noted.codes])[0])
                told.append(ODD_NOTES.format(column=column, count=len(odd), row=rows[place]))
                noted = noted.labelled(dict.fromkeys(odd, ""))
                values = read(noted)
            else:
                told.append(f"Spalte „{column}“: die Zeiten sind nicht alle zu lesen und bleiben Text.")
        columns[role] = as_words(noted) if values is None else values
    return pd.DataFrame(columns, index=rows), told


def _symbols(columns: Iterable[Answers]) -> dict[str, int]:
    """Count the marks that say "not shown" or "no answer"."""
    found: Counter[str] = Counter()
    for answers in columns:
        found.update(answers.marks)
    return dict(sorted((mark, count) for mark, count in found.items() if count))
