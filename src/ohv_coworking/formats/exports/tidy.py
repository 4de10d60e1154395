"""One question's answers in tidy columns; here the questions that were answered in a single column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ohv_coworking.formats.exports.answer_layout import Asked
from ohv_coworking.formats.exports.answers import (
    CURRENCY,
    LABELLED_NUMBER,
    MONEY_QUESTION,
    Answers,
    is_closed,
    numbers,
    prices,
    scale,
)
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.formats.exports.lists import split_answers
from ohv_coworking.formats.exports.moments import clock_times, moments

BLANK = "leer: nicht gesehen oder nicht beantwortet"
SAMPLE = 200  # distinct answers looked at for a currency
MOST_COUNTED = 100  # distinct numbers shown one by one in the codebook


@dataclass(frozen=True, eq=False)
class Tidy:
    """The tidy columns of one question; `ticks` names the boolean ones, `unclear` holds (place, answer)."""

    type: QuestionType
    columns: Mapping[str, Any]
    labels: Mapping[str, str]
    answered: np.ndarray
    counts: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    missing: str = BLANK
    ticks: frozenset[str] = frozenset()
    unclear: tuple[tuple[int, str], ...] = ()
    blank_is_answer: bool = False  # an empty cell says "not chosen"


def single_answers(asked: Asked, answers: Answers) -> Tidy:
    """Return the tidy column (or, for a list in a cell, columns) of a question answered in one column."""

    def tidy(kind: QuestionType, values: Any, **more: Any) -> Tidy:
        return Tidy(kind, {asked.name: values}, {asked.name: ""}, answers.given, **more)

    wanted = asked.type
    if not answers.distinct:
        return tidy(wanted or QuestionType.TEXT, as_words(answers), options=_options(asked, answers))
    if wanted in (None, QuestionType.DATE) and (found := moments(answers)) is not None:
        return tidy(QuestionType.DATE, found)
    if wanted in (None, QuestionType.TIME) and (found := clock_times(answers)) is not None:
        return tidy(QuestionType.TIME, found)
    if wanted in (None, QuestionType.SCALE) and (found := scale(answers)) is not None:
        return tidy(QuestionType.SCALE, found, counts=answers.counts, options=_by_number(answers))
    if wanted in (None, QuestionType.PRICE) and _asks_for_money(asked, answers):
        found = prices(answers)
        if found is not None:
            amounts, unclear = found
            return tidy(
                QuestionType.PRICE, amounts, counts=number_counts(amounts), unclear=_places(answers, unclear)
            )
    if wanted in (None, QuestionType.NUMBER, QuestionType.SCALE) and (found := numbers(answers)) is not None:
        return tidy(wanted or QuestionType.NUMBER, found, counts=number_counts(found))
    if wanted in (None, QuestionType.MULTIPLE, QuestionType.RANKING):
        chosen = split_answers(answers, asked.options)
        if chosen is not None:
            return _list(asked, answers, chosen)
    if wanted == QuestionType.SINGLE or (wanted is None and (asked.labels or is_closed(answers))):
        return tidy(
            QuestionType.SINGLE,
            categories(answers),
            counts=option_counts(asked, answers),
            options=_options(asked, answers),
        )
    return tidy(QuestionType.TEXT, as_words(answers))


def categories(answers: Answers) -> pd.Categorical:
    """Return the answers as a categorical in the order of first appearance."""
    places = np.cumsum(answers.texts != "") - 1
    codes = np.where(answers.texts != "", places, -1)[answers.codes]
    return pd.Categorical.from_codes(codes, categories=answers.distinct)


def as_words(answers: Answers) -> np.ndarray:
    """Return the answers as texts, None where none was given."""
    return np.array([text or None for text in answers.texts], dtype=object)[answers.codes]


def number_counts(values: np.ndarray) -> dict[str, int]:
    """Return how often each number was given, in rising order; nothing for many different ones."""
    distinct, times = np.unique(values[~np.isnan(values)], return_counts=True)
    if len(distinct) > MOST_COUNTED:
        return {}
    return {f"{number:g}": int(count) for number, count in zip(distinct, times, strict=True)}


def option_counts(asked: Asked, answers: Answers) -> dict[str, int]:
    """Return the counts of all known options, also of those nobody chose."""
    return {option: answers.counts.get(option, 0) for option in _options(asked, answers)}


def _options(asked: Asked, answers: Answers) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*asked.labels.values(), *asked.options, *answers.counts]))


def _by_number(answers: Answers) -> tuple[str, ...]:
    return tuple(sorted(answers.distinct, key=lambda text: float(LABELLED_NUMBER.fullmatch(text)["number"])))


def _asks_for_money(asked: Asked, answers: Answers) -> bool:
    if asked.type == QuestionType.PRICE:
        return True
    first = answers.distinct[:SAMPLE]
    return sum(CURRENCY.search(text) is not None for text in first) >= len(first) / 3 or bool(
        MONEY_QUESTION.search(asked.text)
    )


def _places(answers: Answers, texts: list[str]) -> tuple[tuple[int, str], ...]:
    unclear = np.isin(answers.texts.astype(str), texts)[answers.codes]
    return tuple((int(place), str(answers.texts[answers.codes[place]])) for place in np.flatnonzero(unclear))


def _list(asked: Asked, answers: Answers, chosen: dict[str, list[str]]) -> Tidy:
    options = tuple(dict.fromkeys([*asked.options, *(part for parts in chosen.values() for part in parts)]))
    contents = {frozenset(parts) for parts in chosen.values()}
    ranked = len(contents) == 1 and len(options) > 2 and len(chosen) > 2
    names = {option: f"{asked.name}[{option}]" for option in options}
    columns, counts = {}, {}
    for option, name in names.items():
        if ranked:
            ranks = answers.mapped(
                lambda text, option=option: chosen[text].index(option) + 1 if text else np.nan, float
            )
            columns[name], counts[option] = ranks, number_counts(ranks)
        else:
            ticks = answers.mapped(lambda text, option=option: option in chosen.get(text, ()), bool)
            columns[name], counts[option] = ticks, int(ticks.sum())
    return Tidy(
        QuestionType.RANKING if ranked else QuestionType.MULTIPLE,
        columns,
        {name: option for option, name in names.items()},
        answers.given,
        counts,
        options,
        ticks=frozenset() if ranked else frozenset(columns),
    )
