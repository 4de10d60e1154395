"""Questions answered in several columns: ticks, slots, rankings, matrices, several words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ohv_coworking.formats.exports.answer_layout import AnswerLayout, Asked, is_other
from ohv_coworking.formats.exports.answers import (
    LABELLED_NUMBER,
    Answers,
    is_closed,
    is_usual_number,
    numbers,
    odd_ones,
    scale,
)
from ohv_coworking.formats.exports.codebook import QuestionType
from ohv_coworking.formats.exports.lists import split_answers
from ohv_coworking.formats.exports.tidy import Tidy, as_words, categories, number_counts, single_answers
from ohv_coworking.formats.exports.told import OTHER
from ohv_coworking.reading.names import unique

RANK = re.compile(
    r"(?:rank(?:ing)?|rang(?:folge|platz)?|platz|priorität)\s*(\d+)|(\d+)\.?\s*(?:rang|platz|rank)", re.I
)
MAIN = frozenset({"", "response", "antwort", "open-ended response", "offene antwort"})

Group = Mapping[str, tuple[str, Answers]]  # table column → its label and its answers


def group_answers(asked: Asked, group: Group, layout: AnswerLayout) -> Tidy:
    """Return the tidy columns of a question answered in several columns."""
    others = (
        [column for column, (label, _) in group.items() if label == OTHER]
        if asked.told
        else _typed_in(group, layout)
    )
    main = {column: pair for column, pair in group.items() if column not in others}
    if not asked.told:
        main, odd = _without_odd(main, layout)
        if odd:
            tidy = group_answers(asked, {**group, **main}, layout)
            return replace(tidy, unclear=(*tidy.unclear, *odd))
    if not main:
        return single_answers(replace(asked, type=QuestionType.TEXT), next(iter(group.values()))[1])
    if len(main) == 1 and next(iter(main.values()))[0].casefold() in MAIN:
        tidy = single_answers(asked, next(iter(main.values()))[1])
    elif (ticks := _ticks(asked, main, layout)) is not None:
        tidy = ticks
    elif (grid := _checkbox_grid(asked, main, layout)) is not None:
        tidy = grid
    else:
        kind = asked.type or _kind_of_numbered(main, layout)
        tidy = {QuestionType.RANKING: _ranking, QuestionType.SLOTS: _slots}.get(kind, _matrix)(asked, main)
    return _with_other(asked, tidy, [group[column] for column in others])


def _without_odd(group: Group, layout: AnswerLayout) -> tuple[Group, list[tuple[int, str, str]]]:
    """Return the columns without single cells of another kind than all others, and these: place, column, text."""
    pooled = _pooled(group)
    words = layout.chosen | layout.not_chosen
    kinds = (words.__contains__, is_usual_number(pooled), LABELLED_NUMBER.fullmatch)
    odd = next(filter(None, (odd_ones(pooled, fits) for fits in kinds)), [])
    ticked = sum(label in answers.counts for label, answers in group.values()) > len(group) / 2
    cleaned, found = dict(group), []
    for column, (label, answers) in group.items():
        # A column of ticks repeats its own label.
        own = odd_ones(answers, label.__eq__) if ticked and label in answers.counts and not odd else odd
        if own:
            cleaned[column] = (label, answers.labelled(dict.fromkeys(own, "")))
        found += [
            (int(place), column, text)
            for text in own
            for place in np.flatnonzero((answers.texts == text)[answers.codes])
        ]
    return cleaned, found


def _checkbox_grid(asked: Asked, group: Group, layout: AnswerLayout) -> Tidy | None:
    """Return ticks for each option of each item where the cells hold several answers."""
    if asked.told or asked.type or _kind_of_numbered(group, layout):
        return None
    chosen = split_answers(_pooled(group), layout.joint)
    if chosen is None:
        return None
    options = list(dict.fromkeys(part for parts in chosen.values() for part in parts))
    columns, labels, counts = {}, {}, {}
    for label, answers in group.values():
        counts[label] = {}
        for option in options:
            name = f"{asked.name}[{label}][{option}]"
            columns[name] = answers.mapped(lambda text, option=option: option in chosen.get(text, ()), bool)
            labels[name], counts[label][option] = f"{label}: {option}", int(columns[name].sum())
    return Tidy(
        QuestionType.MATRIX,
        columns,
        labels,
        _answered(group),
        counts,
        tuple(options),
        ticks=frozenset(columns),
    )


def _typed_in(group: Group, layout: AnswerLayout) -> list[str]:
    """Return the columns that hold the text typed under "other": by their label, or beside ticks that repeat theirs.

    An option or item called "other" that is answered with the same words as the rest is one of them.
    """
    repeating = {
        column
        for column, (label, answers) in group.items()
        if answers.distinct == [label] or (label in answers.counts and odd_ones(answers, label.__eq__))
    }
    if len(repeating) > max(1, len(group) / 2):
        return [
            column for column, (_, answers) in group.items() if answers.distinct and column not in repeating
        ]
    named = [column for column, (label, _) in group.items() if is_other(label)]
    words = {
        word for column, (_, answers) in group.items() if column not in named for word in answers.distinct
    }
    words |= layout.chosen | layout.not_chosen
    return [column for column in named if not words.issuperset(group[column][1].distinct or [""])]


def _ticks(asked: Asked, group: Group, layout: AnswerLayout) -> Tidy | None:
    """Return ticks if each column says yes or no, or repeats its own option."""
    words = layout.chosen | layout.not_chosen
    by_word = all(words.issuperset(answers.distinct) for _, answers in group.values())
    by_option = all({label}.issuperset(answers.distinct) for label, answers in group.values())
    if not (by_word or by_option) or asked.type not in (None, QuestionType.MULTIPLE):
        return None
    if not any(answers.distinct for _, answers in group.values()) and asked.type is None:
        return None
    negated = by_word and any(
        layout.not_chosen.intersection(answers.distinct) for _, answers in group.values()
    )
    columns, labels, counts = {}, {}, {}
    for (label, answers), name in zip(group.values(), _names(asked, group), strict=True):
        ticks = answers.mapped(lambda text, label=label: text in layout.chosen or text == label, bool)
        columns[name] = pd.arrays.BooleanArray(ticks, ~answers.given) if negated else ticks
        labels[name], counts[label] = label, counts.get(label, 0) + int(ticks.sum())
    blank_is_answer = layout.blank_is_not_chosen and not negated
    return Tidy(
        QuestionType.MULTIPLE,
        columns,
        labels,
        _answered(group),
        counts,
        tuple(counts),
        "leer: nicht gewählt; ob die Frage gesehen wurde, steht nicht in der Datei"
        if blank_is_answer
        else "leer in allen Optionen: nicht gesehen oder nicht beantwortet",
        frozenset(columns),
        blank_is_answer=blank_is_answer,
    )


def _ranking(asked: Asked, group: Group) -> Tidy:
    """Turn "which option stands at rank n" into "which rank has this option"."""
    ranked = [answers for _, answers in group.values()]
    options = tuple(
        dict.fromkeys([*asked.labels.values(), *(text for answers in ranked for text in answers.counts)])
    )
    columns, labels, counts = {}, {}, {}
    for option in options:
        ranks = np.full(ranked[0].codes.shape, np.nan)
        for rank, answers in reversed(list(enumerate(ranked, start=1))):
            ranks[(answers.texts == option)[answers.codes]] = rank
        name = f"{asked.name}[{option}]"
        columns[name], labels[name], counts[option] = ranks, option, number_counts(ranks)
    return Tidy(QuestionType.RANKING, columns, labels, _answered(group), counts, options)


def _slots(asked: Asked, group: Group) -> Tidy:
    """Count an option over all numbered columns of one question."""
    slots = [answers for _, answers in group.values()]
    options = tuple(dict.fromkeys(text for answers in slots for text in answers.counts))
    columns, labels, counts = {}, {}, {}
    for option in options:
        name = f"{asked.name}[{option}]"
        columns[name] = np.logical_or.reduce([(answers.texts == option)[answers.codes] for answers in slots])
        labels[name], counts[option] = option, int(columns[name].sum())
    return Tidy(
        QuestionType.SLOTS, columns, labels, _answered(group), counts, options, ticks=frozenset(columns)
    )


def _matrix(asked: Asked, group: Group) -> Tidy:
    """Return one column for each item: numbers, options of a common scale, or words."""
    filled = [answers for _, answers in group.values() if answers.distinct]
    ways = () if asked.told or not filled else (scale, numbers, _scale_or_number)
    as_number = next((read for read in ways if all(read(a) is not None for a in filled)), None)
    closed = asked.told or asked.labels or _pooled_closed(group)
    columns, labels, counts = {}, {}, {}
    for (label, answers), name in zip(group.values(), _names(asked, group), strict=True):
        labels[name] = label
        if as_number is not None:
            values = as_number(answers) if answers.distinct else np.full(answers.codes.shape, np.nan)
            columns[name], counts[label] = values, number_counts(values)
        elif closed:
            columns[name], counts[label] = categories(answers), dict(answers.counts)
        else:
            columns[name] = as_words(answers)
    options = tuple(dict.fromkeys([*asked.labels.values(), *(text for a in filled for text in a.counts)]))
    kind = QuestionType.MATRIX if as_number is not None or closed else QuestionType.TEXT
    return Tidy(
        kind, columns, labels, _answered(group), counts, options if kind == QuestionType.MATRIX else ()
    )


def _scale_or_number(answers: Answers) -> np.ndarray | None:
    found = scale(answers)
    return numbers(answers) if found is None else found


def _with_other(asked: Asked, tidy: Tidy, others: Sequence[tuple[str, Answers]]) -> Tidy:
    """Add the texts typed under "other" as columns of words; in ticks they count as an option."""
    columns, labels, counts = dict(tidy.columns), dict(tidy.labels), dict(tidy.counts)
    answered = tidy.answered
    for label, answers in others:
        *_, name = unique([*columns, f"{asked.name}[{label}]"])
        columns[name], labels[name] = as_words(answers), label
        if tidy.ticks:
            counts[label] = counts.get(label, 0) + int(answers.given.sum())
        answered = answered | answers.given
    return replace(tidy, columns=columns, labels=labels, counts=counts, answered=answered)


def _names(asked: Asked, group: Group) -> list[str]:
    """Return the tidy columns' names, told apart where two options share a label."""
    return unique([f"{asked.name}[{label}]" for label, _ in group.values()])


def _answered(group: Group) -> np.ndarray:
    return np.logical_or.reduce([answers.given for _, answers in group.values()])


def _kind_of_numbered(group: Group, layout: AnswerLayout) -> QuestionType | None:
    """Tell ranks and slots: numbered columns that draw on one list, no option twice in a row."""
    if all(RANK.fullmatch(label) for label, _ in group.values()):
        return QuestionType.RANKING
    if not all(label.isdigit() for label, _ in group.values()) or not _pooled_closed(group):
        return None
    taken = np.array([answers.texts[answers.codes] for _, answers in group.values()])
    repeats = any(
        ((taken[i] == taken[j]) & (taken[i] != "")).any() for i in range(len(taken)) for j in range(i)
    )
    return None if repeats else layout.numbered


def _pooled_closed(group: Group) -> bool:
    """Tell whether all columns together draw their answers from one list of options."""
    return is_closed(_pooled(group))


def _pooled(group: Group) -> Answers:
    """Return the answers of all columns as if of one."""
    pooled: Counter[str] = Counter()
    for _, answers in group.values():
        pooled.update(answers.counts)
    texts = np.array([*pooled, None], dtype=object)[:-1]
    return Answers(np.repeat(np.arange(len(texts)), list(pooled.values())), texts)
