"""One question's answers in tidy columns; here the questions that were answered in a single column."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from ohv_coworking.formats.exports.answer_layout import Asked
from ohv_coworking.formats.exports.answers import (
    CURRENCY,
    LABELLED_NUMBER,
    MONEY_QUESTION,
    Answers,
    amounts,
    is_closed,
    is_usual_number,
    numbers,
    odd_ones,
    postcodes,
    prices,
    scale,
)
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.formats.exports.lists import code_lists, split_answers
from ohv_coworking.formats.exports.moments import (
    FEWEST_ALIKE,
    clock_times,
    moments,
    single_moments,
    unlike_the_others,
)
from ohv_coworking.formats.exports.told import OTHER, Told
from ohv_coworking.reading.kinds import WRITTEN_DATE

POSTCODE = re.compile(r"Postleitzahl|\bPLZ\b|\bpost ?code|\bzip\b", re.IGNORECASE)
BLANK = "leer: nicht gesehen oder nicht beantwortet"
SAMPLE = 200  # distinct answers looked at for a currency
MEASURED = {QuestionType.DATE, QuestionType.NUMBER, QuestionType.SCALE}
MOST_COUNTED = 100  # distinct numbers shown one by one in the codebook


@dataclass(frozen=True, eq=False)
class Tidy:
    """The tidy columns of one question; `ticks` names the boolean ones, `unclear` holds (place, column, answer)."""

    type: QuestionType
    columns: Mapping[str, Any]
    labels: Mapping[str, str]
    answered: np.ndarray
    counts: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    missing: str = BLANK
    ticks: frozenset[str] = frozenset()
    unclear: tuple[tuple[int, str, str], ...] = ()
    blank_is_answer: bool = False  # an empty cell says "not chosen"


def single_answers(asked: Asked, answers: Answers) -> Tidy:
    """Return the tidy column (or, for a list in a cell, columns) of a question answered in one column.

    The first kind that explains the answers is theirs, unless the question is of a known type.
    """
    wanted = asked.type
    if not wanted and POSTCODE.search(asked.text) and (whole := postcodes(answers)) is not None:
        answers, wanted = whole, QuestionType.SINGLE if is_closed(whole) else QuestionType.TEXT
    if not wanted and (tidy := _but_for_odd(asked, answers)) is not None:
        return tidy
    if not answers.distinct:
        kind = wanted or QuestionType.TEXT
        return _column(kind, asked, answers, as_words(answers), options=_options(asked, answers))
    if wanted in (None, QuestionType.MULTIPLE) and (tidy := _codes(asked, answers)) is not None:
        return tidy
    kinds = [kind for kind in READERS if wanted in (None, kind)]
    if wanted == QuestionType.SCALE:  # numbers without any words
        kinds.append(QuestionType.NUMBER)
    for kind in kinds:
        if (tidy := READERS[kind](asked, answers)) is not None:
            return replace(tidy, type=QuestionType.SCALE) if wanted == QuestionType.SCALE else tidy
    return _column(QuestionType.TEXT, asked, answers, as_words(answers))


def _but_for_odd(asked: Asked, answers: Answers) -> Tidy | None:
    """Return the measured answers of a column in which single cells hold something else; these are unclear."""
    kinds = (is_usual_number(answers), WRITTEN_DATE.fullmatch, LABELLED_NUMBER.fullmatch)
    dates = sum(WRITTEN_DATE.fullmatch(text) is not None for text in answers.distinct[:SAMPLE])
    slips = unlike_the_others(answers) if dates >= FEWEST_ALIKE else []  # 31.03.203
    for odd in (*(odd_ones(answers, fits) for fits in kinds), slips):
        if odd:
            tidy = single_answers(asked, answers.labelled(dict.fromkeys(odd, "")))
            if tidy.type in MEASURED:
                return replace(tidy, unclear=(*tidy.unclear, *_places(asked, answers, odd)))
    return None


def _column(kind: QuestionType, asked: Asked, answers: Answers, values: Any, **more: Any) -> Tidy:
    return Tidy(kind, {asked.name: values}, {asked.name: ""}, answers.given, **more)


def _date(asked: Asked, answers: Answers) -> Tidy | None:
    if asked.told:
        found, unclear = single_moments(answers)
        return _column(QuestionType.DATE, asked, answers, found, unclear=_places(asked, answers, unclear))
    found = moments(answers)
    return None if found is None else _column(QuestionType.DATE, asked, answers, found)


def _time(asked: Asked, answers: Answers) -> Tidy | None:
    found = clock_times(answers)
    return None if found is None else _column(QuestionType.TIME, asked, answers, found)


def _codes(asked: Asked, answers: Answers) -> Tidy | None:
    chosen = None if asked.told else code_lists(answers, asked.joint)
    if chosen is None:
        return None
    options = sorted({part for parts in chosen.values() for part in parts}, key=int)
    return _listed(QuestionType.MULTIPLE, asked, answers, chosen, options)


def _scale(asked: Asked, answers: Answers) -> Tidy | None:
    found = scale(answers)
    if found is None:
        return None
    options = _by_number(answers)
    return _column(QuestionType.SCALE, asked, answers, found, counts=answers.counts, options=options)


def _price(asked: Asked, answers: Answers) -> Tidy | None:
    if asked.told:
        return _amount(QuestionType.PRICE, asked, answers, *amounts(answers, asked.told.unit))
    found = prices(answers) if _asks_for_money(asked, answers) else None
    return None if found is None else _amount(QuestionType.PRICE, asked, answers, *found)


def _number(asked: Asked, answers: Answers) -> Tidy | None:
    found = numbers(answers)
    if found is not None:
        return _amount(QuestionType.NUMBER, asked, answers, found, [])
    if asked.told:
        return _amount(QuestionType.NUMBER, asked, answers, *amounts(answers, asked.told.unit))
    return None


def _amount(
    kind: QuestionType, asked: Asked, answers: Answers, values: np.ndarray, unclear: list[str]
) -> Tidy:
    places = _places(asked, answers, unclear)
    return _column(kind, asked, answers, values, counts=number_counts(values), unclear=places)


def _choice(asked: Asked, answers: Answers) -> Tidy | None:
    if not (asked.type or asked.labels or is_closed(answers)):
        return None
    words = [text for text in answers.distinct if asked.told and text not in asked.told.options.values()]
    if (
        asked.told and asked.told.free_text
    ):  # tools without a column of its own put the text in place of the answer
        chosen = answers.labelled(dict.fromkeys(words, OTHER))
        typed = answers.mapped(lambda text: text if text in words else None)
        tidy = _column(QuestionType.SINGLE, asked, answers, categories(chosen))
        return replace(tidy, columns={**tidy.columns, f"{asked.name}[{OTHER}]": typed})
    return _column(
        QuestionType.SINGLE,
        asked,
        answers,
        categories(answers),
        counts=option_counts(asked, answers),
        options=_options(asked, answers),
    )


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
    return tuple(dict.fromkeys([*asked.labels.values(), *answers.counts]))


def _by_number(answers: Answers) -> tuple[str, ...]:
    return tuple(sorted(answers.distinct, key=lambda text: float(LABELLED_NUMBER.fullmatch(text)["number"])))


def _asks_for_money(asked: Asked, answers: Answers) -> bool:
    if asked.type == QuestionType.PRICE:
        return True
    first = answers.distinct[:SAMPLE]
    return sum(CURRENCY.search(text) is not None for text in first) >= len(first) / 3 or bool(
        MONEY_QUESTION.search(asked.text)
    )


def _places(asked: Asked, answers: Answers, texts: Collection[str]) -> tuple[tuple[int, str, str], ...]:
    column = next(iter(asked.columns))
    unclear = np.isin(answers.texts.astype(str), list(texts))[answers.codes]
    return tuple(
        (int(place), column, str(answers.texts[answers.codes[place]])) for place in np.flatnonzero(unclear)
    )


def _list(asked: Asked, answers: Answers) -> Tidy | None:
    if asked.told:
        return _told_list(asked, answers, asked.told)
    chosen = split_answers(answers, asked.joint)
    if chosen is None:
        return None
    contents = {frozenset(parts) for parts in chosen.values()}
    options = dict.fromkeys(part for parts in chosen.values() for part in parts)
    ranked = len(contents) == 1 and len(options) > 2 and len(chosen) > 2
    return _listed(
        QuestionType.RANKING if ranked else QuestionType.MULTIPLE, asked, answers, chosen, [*options]
    )


def _told_list(asked: Asked, answers: Answers, told: Told) -> Tidy:
    parts = {text: told.parts(text) for text in answers.distinct}
    options = list(dict.fromkeys(told.options.values()))
    chosen = {text: [part for part in found or () if part in options] for text, found in parts.items()}
    words = {
        text: "; ".join(part for part in found or () if part not in options) for text, found in parts.items()
    }
    unclear = _places(asked, answers, [text for text, found in parts.items() if found is None])
    tidy = replace(_listed(asked.type, asked, answers, chosen, options), unclear=unclear)
    if not told.free_text:
        return tidy
    typed = answers.mapped(lambda text: words.get(text) or None)
    return replace(tidy, columns={**tidy.columns, f"{asked.name}[{OTHER}]": typed})


def _listed(
    kind: QuestionType,
    asked: Asked,
    answers: Answers,
    chosen: Mapping[str, list[str]],
    options: Sequence[str],
) -> Tidy:
    names = {option: f"{asked.name}[{option}]" for option in options}
    columns, counts = {}, {}
    for option, name in names.items():
        if kind == QuestionType.RANKING:
            ranks = answers.mapped(
                lambda text, option=option: (
                    chosen[text].index(option) + 1 if option in chosen.get(text, ()) else np.nan
                ),
                float,
            )
            columns[name], counts[option] = ranks, number_counts(ranks)
        else:
            ticks = answers.mapped(lambda text, option=option: option in chosen.get(text, ()), bool)
            columns[name], counts[option] = ticks, int(ticks.sum())
    return Tidy(
        kind,
        columns,
        {name: option for option, name in names.items()},
        answers.given,
        counts,
        tuple(options),
        ticks=frozenset() if kind == QuestionType.RANKING else frozenset(columns),
    )


# How a question of a known type is read; without one the first kind that explains the answers.
READERS = {
    QuestionType.DATE: _date,
    QuestionType.TIME: _time,
    QuestionType.SCALE: _scale,
    QuestionType.PRICE: _price,
    QuestionType.NUMBER: _number,
    QuestionType.MULTIPLE: _list,
    QuestionType.RANKING: _list,
    QuestionType.SINGLE: _choice,
}
