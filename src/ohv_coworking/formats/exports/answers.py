"""The answers of one column, each distinct one once, and what kind of answer they are."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from ohv_coworking.reading.grid import as_text
from ohv_coworking.reading.numbers import GERMAN, NumberStyle, number_style

NO_ANSWER = frozenset({"", "N/A", "NA", "#N/A", "blank_response", "NULL", "nan", "NaN"})

# "0 - Mostly me", "1 (Dissimilar)", "10 (All my time)", "100% - I spent all", "5 = sehr gut", "7"
LABELLED_NUMBER = re.compile(r"(?P<number>-?\d{1,3})\s*%?(?:\s*(?:[-–=:]\s*|\()\s*(?P<label>[^\d)].*?)\)?)?")
PRICE = re.compile(
    r"(?P<about>ca\.?|circa|etwa|ungefähr|rund|max(?:imal|\.)?|bis(?: zu)?|höchstens|~)?\s*"
    r"(?P<before>€|EUR|Euro)?\s*(?P<number>\d[\d.,'’ ]*?)\s*(?:,[-–—]+)?\s*(?P<after>€|EUR|Euro)?"
    r"\s*(?:(?:/|pro|im|je|p\.)\s*(?:Monat|Tag|Stunde|Woche|Jahr|[dmh])\.?|mtl\.?|monatlich)?",
    re.IGNORECASE,
)
RANGE = re.compile(r"\d\s*(?:€|EUR|Euro)?\s*(?:-|–|bis)\s*\d", re.IGNORECASE)
CURRENCY = re.compile(r"€|\bEUR\b|\bEuro\b", re.IGNORECASE)
MONEY_QUESTION = re.compile(r"€|\bEUR\b|\bEuro\b|\bPreis|zahlen|kosten|teuer|günstig|billig", re.IGNORECASE)

MOST_OPTIONS = 60  # more distinct answers than any closed question offers


@dataclass(frozen=True, eq=False)
class Answers:
    """A column as codes into its distinct trimmed texts; `texts[codes]` is the column."""

    codes: np.ndarray
    texts: np.ndarray
    marks: Mapping[str, int] = field(default_factory=dict)  # how often each word for "no answer" stood there

    @classmethod
    def of(cls, column: Iterable[object], missing: frozenset[str] = NO_ANSWER) -> "Answers":
        """Return the answers of a column of cells; what says "no answer" becomes the empty text."""
        return cls.coded(*pd.factorize(np.asarray(column, dtype=object), use_na_sentinel=False), missing)

    @classmethod
    def coded(cls, codes: np.ndarray, values: np.ndarray, missing: frozenset[str] = NO_ANSWER) -> "Answers":
        """Return the answers of a coded column; what says "no answer" becomes the empty text."""
        trimmed = [as_text(value) for value in values]
        marked = [place for place, text in enumerate(trimmed) if text and text in missing]
        times = np.bincount(codes, minlength=len(trimmed)) if marked else ()
        marks: Counter[str] = Counter()
        for place in marked:  # a value may stand at several places
            marks[trimmed[place]] += int(times[place])
        texts = np.array(["" if text in missing else text for text in trimmed], dtype=object)
        if marked or len(set(trimmed)) < len(trimmed):
            merged, texts = pd.factorize(texts)
            codes = merged[codes]
        return cls(codes, texts, dict(marks))

    def mapped(self, function: Callable[[str], object], dtype: type = object) -> np.ndarray:
        """Apply a function to the distinct texts and return the whole column."""
        return np.array([function(text) for text in self.texts], dtype=dtype)[self.codes]

    @cached_property
    def given(self) -> np.ndarray:
        """Return which respondents answered."""
        return (self.texts != "")[self.codes]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how often each answer was given, the most frequent first."""
        numbers = np.bincount(self.codes, minlength=len(self.texts))
        order = sorted(range(len(self.texts)), key=lambda place: -numbers[place])
        return {self.texts[place]: int(numbers[place]) for place in order if self.texts[place]}

    @property
    def distinct(self) -> list[str]:
        """Return the distinct answers in the order of their first appearance."""
        return [text for text in self.texts if text]

    def labelled(self, labels: Mapping[str, str]) -> "Answers":
        """Return the answers with codes replaced by their labels."""
        if not labels:
            return self
        replaced = np.array([labels.get(text, text) for text in self.texts], dtype=object)
        codes, texts = pd.factorize(replaced)
        return Answers(codes[self.codes], texts, self.marks)


def is_closed(answers: Answers) -> bool:
    """Tell whether the answers come from a list of options: few of them, and most are given more than once."""
    given = sum(answers.counts.values())
    repeated = sum(count for count in answers.counts.values() if count > 1)
    return 0 < len(answers.counts) <= MOST_OPTIONS and (
        repeated >= 0.8 * given or (given <= 12 and len(answers.counts) <= given / 2)
    )


def scale(answers: Answers) -> np.ndarray | None:
    """Return the leading numbers of a scale with labelled ends, or None if it is none."""
    found = {text: LABELLED_NUMBER.fullmatch(text) for text in answers.distinct}
    if not found or not all(found.values()) or not any(match["label"] for match in found.values()):
        return None
    plain = sum(not match["label"] for match in found.values())
    if len({match["number"] for match in found.values()}) < len(found) or (plain == 0 and len(found) < 2):
        return None
    return answers.mapped(lambda text: float(found[text]["number"]) if text else np.nan, float)


def numbers(answers: Answers) -> np.ndarray | None:
    """Return the answers as numbers in the style of the column, or None if one of them is no number."""
    style, _ = number_style(answers.distinct) if answers.distinct else (None, False)
    return (
        None if style is None else answers.mapped(lambda text: style.number(text) if text else np.nan, float)
    )


def prices(answers: Answers) -> tuple[np.ndarray, list[str]] | None:
    """Return prices in euros and the answers that name none, or None if too few answers are prices.

    Approximate words are accepted; a range ("100-120 €") names no price and becomes missing, reported.
    """
    found = {text: PRICE.fullmatch(text) for text in answers.distinct if not RANGE.search(text)}
    written = {text: match["number"].strip() for text, match in found.items() if match}
    if not written or sum(answers.counts[text] for text in written) < 0.6 * sum(answers.counts.values()):
        return None
    style: NumberStyle | None
    style, _ = number_style(written.values(), GERMAN)
    if style is None:
        return None
    amounts = answers.mapped(lambda text: style.number(written[text]) if text in written else np.nan, float)
    return amounts, [text for text in answers.distinct if text not in written]
