"""Ranges of numbers as answers: „18 bis 29“, „unter 18“, „ab 75“, „75 und mehr“."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

NUMBER = r"(\d+(?:[.,]\d+)?)"
UNITS = r"(?:\s*(?:%|€|Jahren?|Prozent|Minuten|Tagen?|Euro|Beschäftigten?|years?(?: old)?|percent))?"
BETWEEN = re.compile(rf"{NUMBER}{UNITS}\s*(bis unter|bis|-|–|—|to|under)\s*{NUMBER}{UNITS}", re.I)
UP_TO = re.compile(
    rf"(bis|höchstens|up to){UNITS}\s*{NUMBER}{UNITS}|{NUMBER}{UNITS} (?:und|oder|or) (?:weniger|jünger|less|younger)",
    re.I,
)
BELOW = re.compile(
    rf"(?:unter|weniger als|jünger als|under|less than|younger than|<)\s*{NUMBER}{UNITS}", re.I
)
FROM = re.compile(
    rf"(?:ab|mindestens|from|at least)\s*{NUMBER}{UNITS}|{NUMBER}{UNITS}\s*(?:\+|(?:und|oder|and|or) (?:mehr|älter|more|older|over|above))",
    re.I,
)
ABOVE = re.compile(rf"(?:über|mehr als|älter als|over|more than|older than|>)\s*{NUMBER}{UNITS}", re.I)
ALONE = re.compile(rf"{NUMBER}{UNITS}", re.I)


class Class(NamedTuple):
    """The numbers from `low` to `high`; `high` itself is one of them where `closed`."""

    answer: str
    low: float
    high: float
    closed: bool = True

    def __str__(self) -> str:
        return f"{self.answer} ({self.low:g} bis {'' if self.closed else 'unter '}{self.high:g})".replace(
            ".", ","
        )


def number_class(answer: str, text: str) -> Class | None:
    """Return the class a text describes, None if it describes none.

    >>> number_class("old", "75 Jahre und älter")[1:]
    (75.0, inf, True)
    """
    text = " ".join(text.split())
    if found := BETWEEN.fullmatch(text):
        return Class(
            answer, _number(found[1]), _number(found[3]), found[2].casefold() not in ("bis unter", "under")
        )
    if found := UP_TO.fullmatch(text):
        return Class(answer, -np.inf, _number(found[2] or found[3]))
    if found := BELOW.fullmatch(text):
        return Class(answer, -np.inf, _number(found[1]), closed=False)
    if found := FROM.fullmatch(text):
        return Class(answer, _number(found[1] or found[2]), np.inf)
    if found := ABOVE.fullmatch(text):
        return Class(answer, np.nextafter(_number(found[1]), np.inf), np.inf)
    if found := ALONE.fullmatch(text):
        return Class(answer, _number(found[1]), _number(found[1]))
    return None


def class_faults(classes: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield (answer, found, expected) of texts that are no class, of classes that overlap and of gaps between them.

    From 29 to 30 there is no gap: numbers between two classes belong to the lower one.
    """
    found = {}
    for answer, text in classes.items():
        if (one := number_class(answer, text)) is None or one.low > one.high:
            yield answer, text, "Zahlen wie 18 bis 29, bis 9, unter 18, ab 75 oder 75 und mehr"
        else:
            found[answer] = one
    for lower, upper in pairwise(sorted(found.values(), key=lambda one: (one.low, one.high))):
        if upper.low < lower.high or (upper.low == lower.high and lower.closed):
            yield upper.answer, f"{lower} und {upper}", "Klassen, die sich nicht überschneiden"
        elif upper.low - lower.high > 1:
            yield upper.answer, f"{lower} und {upper}", "Klassen ohne Lücke dazwischen"


def classified(values: pd.Series, classes: Mapping[str, str]) -> pd.Series:
    """Return the answer whose class holds each number, missing below, above and without a number."""
    answers = pd.Series(pd.NA, values.index, dtype=object)
    rising = sorted((number_class(answer, text) for answer, text in classes.items()), key=lambda one: one.low)
    ends = [upper.low for upper in rising[1:]]
    for one, end in zip(rising, [*ends, None], strict=True):
        if end is not None:
            inside = values.ge(one.low) & values.lt(end)
        else:
            inside = values.ge(one.low) & (values.le(one.high) if one.closed else values.lt(one.high))
        answers = answers.mask(inside.fillna(False).astype(bool), one.answer)
    return answers


def _number(text: str) -> float:
    return float(text.replace(",", "."))
