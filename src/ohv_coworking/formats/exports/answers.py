"""The answers of one column, each distinct one once, and what kind of answer they are."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from ohv_coworking.reading.grid import as_text
from ohv_coworking.reading.numbers import BLANKS, GERMAN, STYLES, is_number_like, number_style

NO_ANSWER = frozenset({"", "N/A", "NA", "#N/A", "blank_response", "NULL", "nan", "NaN"})

# "0 - Mostly me", "1 (Dissimilar)", "10 (All my time)", "100% - I spent all", "5 = sehr gut", "7"
LABELLED_NUMBER = re.compile(
    r"(?P<number>-?\d{1,3})\s*%?(?:\s*(?:[-–=:]\s*|\()\s*(?P<label>[^\d)\s].*?)\)?)?"
)
# An amount, an approximate word before it, its unit behind it: "ca. 99,90 EUR/Monat", "EUR 50", "1.200,-", "45 Min."
AMOUNT = re.compile(
    r"(?:ca\.?|circa|etwa|ungefähr|rund|max(?:imal|\.)?|bis(?: zu)?|höchstens|~)?\s*(?P<before>€|EUR|Euro)?\s*"
    r"(?P<number>\d[\d.,'’ ]*?)\s*(?:,[-–—]+)?\s*(?P<unit>[^\W\d][^\d]*|[€/][^\d]*)?",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"[0-9]{4,5}")
LEADING_ZERO = re.compile(r"0\d+")
UNIT_WORD = re.compile(r"€|[^\W\d_]+")
JOINING = frozenset({"pro", "im", "in", "je", "p", "der", "die", "den"})
SAME_UNIT = {
    **dict.fromkeys(("eur", "euro"), "€"),
    **dict.fromkeys(("m", "mtl", "monatlich", "monats"), "monat"),
    **dict.fromkeys(("d", "täglich"), "tag"),
    **dict.fromkeys(("h", "std", "stunden"), "stunde"),
    "wöchentlich": "woche",
}
PERIODS = frozenset({"monat", "tag", "stunde", "woche", "jahr"})
RANGE = re.compile(r"\d\s*(?:€|EUR|Euro)?\s*(?:-|–|bis)\s*\d", re.IGNORECASE)
CURRENCY = re.compile(r"€|\bEUR\b|\bEuro\b", re.IGNORECASE)
MONEY_QUESTION = re.compile(r"€|\bEUR\b|\bEuro\b|\bPreis|zahlen|kosten|teuer|günstig|billig", re.IGNORECASE)

FEWEST_OTHERS, MOST_ODD = 5, 0.05  # answers of one kind beside which single others are odd, and their share
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


def odd_ones(answers: Answers, fits: Callable[[str], object]) -> list[str]:
    """Return the few answers that are of another kind than all others; none if they are more than a few.

    Each is given once: what several people say is an answer. One odd cell never decides what a column holds.
    """
    odd = [text for text, count in answers.counts.items() if not fits(text)]
    others = sum(answers.counts.values()) - len(odd)
    few = others >= FEWEST_OTHERS and len(odd) <= max(1, MOST_ODD * others)
    return odd if few and all(answers.counts[text] == 1 for text in odd) else []


def is_usual_number(answers: Answers) -> Callable[[str], bool]:
    """Return whether a text is a number as the others are: one with zeros in front is not, unless keys are of its length."""
    lengths = {len(text) for text in answers.distinct if not LEADING_ZERO.fullmatch(text)}
    return lambda text: (
        is_number_like(text) and not (LEADING_ZERO.fullmatch(text) and len(text) not in lengths)
    )


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
    if any(LEADING_ZERO.fullmatch(text) for text in answers.distinct):  # postcodes and keys
        return None
    style, _ = number_style(answers.distinct) if answers.distinct else (None, False)
    return (
        None if style is None else answers.mapped(lambda text: style.number(text) if text else np.nan, float)
    )


def postcodes(answers: Answers) -> Answers | None:
    """Return postcodes with the zero that a spreadsheet took from them; None for other answers."""
    if not answers.distinct or not all(POSTCODE.fullmatch(text) for text in answers.distinct):
        return None
    return answers.labelled({text: text.zfill(5) for text in answers.distinct})


def amounts(answers: Answers, unit: str) -> tuple[np.ndarray, list[str]]:
    """Return the answers as amounts of a unit such as "€/Monat" or "Minuten", and the answers that name none.

    Approximate words and the unit's own words are accepted, in full or shortened; a range ("100-120 €"), another
    unit and a number that can be read in two ways name no amount.
    """
    known = _unit_words(unit)
    written = {text: number for text, (number, words) in _written(answers).items() if _is_part(words, known)}
    values = _values(written)
    unclear = [text for text in answers.distinct if text not in values]
    return answers.mapped(lambda text: values.get(text, np.nan), float), unclear


def prices(answers: Answers) -> tuple[np.ndarray, list[str]] | None:
    """Return prices in euros and the answers that name none, or None if too few answers are prices.

    Prices of another period than most name none.
    """
    values, unclear = amounts(answers, " ".join(["€", *list(periods(answers))[:1]]))
    given = sum(answers.counts.values())
    if not given or sum(answers.counts[text] for text in unclear) > 0.4 * given:
        return None
    return values, unclear


def periods(answers: Answers) -> dict[str, int]:
    """Return how many amounts name which period ("Tag", "Monat"), the most frequent first."""
    found: Counter[str] = Counter()
    for text, (_, words) in _written(answers).items():
        if words & PERIODS and "€" in words:
            found.update({word: answers.counts[text] for word in words & PERIODS})
    return dict(found.most_common())


def _written(answers: Answers) -> dict[str, tuple[str, set[str]]]:
    """Return the number and the words of the unit for each answer that holds one number."""
    found = {text: AMOUNT.fullmatch(text) for text in answers.distinct if not RANGE.search(text)}
    return {
        text: (match["number"].strip(), _unit_words(f"{match['before'] or ''} {match['unit'] or ''}"))
        for text, match in found.items()
        if match
    }


def _unit_words(unit: str) -> set[str]:
    words = {word for word in UNIT_WORD.findall(unit.casefold()) if word not in JOINING}
    return {SAME_UNIT.get(word, word) for word in words}


def _is_part(words: set[str], unit: set[str]) -> bool:
    """Tell whether words are a unit's own, in full, shortened ("Min") or in the other number ("Tag", "Platz")."""
    bare = {one.replace("ä", "a") for one in unit}
    return all(
        any(one.startswith(word.replace("ä", "a")) or word.replace("ä", "a").startswith(one) for one in bare)
        for word in words
    )


def _values(written: Mapping[str, str]) -> dict[str, float]:
    """Return numbers in the style that explains them all; where none does, those that all styles read alike."""
    style, _ = number_style(written.values(), GERMAN)
    if style is not None:
        return {text: style.number(number) for text, number in written.items()}
    read = {
        text: {style.number(number) for style in STYLES if style.explains(number.translate(BLANKS))}
        for text, number in written.items()
    }
    return {text: values.pop() for text, values in read.items() if len(values) == 1}
