"""Numbers as people and offices write them, decided for a whole column and never cell by cell.

`3.266,7` and `2591,94` are German, `229,932.50` English, `1'234.5` Swiss, `11 141` official.
What stands for a value that is not there (`-`, `.`, `x`, `/`, `*`, an error cell) is a symbol and is kept as such.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import eq

import numpy as np
import pandas as pd

# Official signs (Wirtschaft und Statistik 4/2014) and their typographic variants, runs of stars apart.
SIGNS = frozenset({"-", "–", "—", ".", "...", "…", "x", "X", "/", "( )", "()"})
EXCEL_ERRORS = frozenset(
    {"#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)
MISSING_WORDS = frozenset(
    {"NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "k. A.", "k.A.", "blank_response"}
)
MANY = 5_000  # numbers, from which on it pays to start a parser for them
LINE = "\x1f"  # joins texts, and is part of none
SYMBOLS = SIGNS | EXCEL_ERRORS | MISSING_WORDS
EXPONENT = re.compile(r"\d[eE][+-]?\d")
STARS = re.compile(r"\*+")

FLAGGED = re.compile(r"(?P<open>\()?(?P<number>[^()]*?)(?P<close>\))?\s?(?P<flag>[prse])?")
BLANKS = str.maketrans(
    {"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{THIN SPACE}": " ", "−": "-", "’": "'"}
)


@dataclass(frozen=True)
class NumberStyle:
    """How a column writes numbers: its thousands mark (may be empty) and its decimal mark."""

    name: str
    thousands: str
    decimal: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern of all numbers in this style; groups of three never start with zero."""
        grouped = rf"[1-9]\d{{0,2}}(?:{re.escape(self.thousands)}\d{{3}})+"
        decimals = rf"{re.escape(self.decimal)}\d+"
        return re.compile(rf"[+-]?(?:(?:{grouped}|\d+)(?:{decimals})?|{decimals})(?:[eE][+-]?\d+)?")

    def explains(self, text: str) -> bool:
        """Tell whether the text is a number in this style."""
        return self.pattern.fullmatch(text) is not None

    def number(self, text: str) -> float:
        """Return the number a text of this style means."""
        text = text.translate(BLANKS).strip()
        return float(text.replace(self.thousands, "").replace(self.decimal, "."))

    def numbers(self, texts: np.ndarray) -> np.ndarray:
        """Return the numbers many texts of this style mean."""
        joined = LINE.join(texts)
        if not joined.isascii():
            joined = joined.translate(BLANKS)
        plain = joined.replace(self.thousands, "").replace(self.decimal, ".")
        if len(texts) > MANY and joined.isascii():
            lines = io.BytesIO(plain.replace(LINE, "\n").encode())
            return pd.read_csv(lines, header=None, dtype=float, skip_blank_lines=False)[0].to_numpy()
        try:
            return (texts if plain == joined else np.array(plain.split(LINE), dtype=object)).astype(float)
        except ValueError:  # control characters beside the digits
            return np.array([self.number(text) for text in texts])


GERMAN = NumberStyle("deutsch", ".", ",")
ENGLISH = NumberStyle("englisch", ",", ".")
SWISS = NumberStyle("schweizerisch", "'", ".")
BLANK_COMMA = NumberStyle("Leerzeichen als Tausendertrennung, Dezimalkomma", " ", ",")
BLANK_POINT = NumberStyle("Leerzeichen als Tausendertrennung, Dezimalpunkt", " ", ".")
STYLES = (GERMAN, ENGLISH, SWISS, BLANK_COMMA, BLANK_POINT)


def is_symbol(text: str) -> bool:
    """Tell whether a trimmed text stands in place of a number."""
    return text in SYMBOLS or (text[:1] == "*" and STARS.fullmatch(text) is not None)


def is_number_like(text: str) -> bool:
    """Tell whether a trimmed text is a number in some style."""
    text = text.translate(BLANKS)
    return text[-1:].isdigit() and any(style.explains(text) for style in STYLES)


def number_style(texts: Iterable[str], preferred: NumberStyle = GERMAN) -> tuple[NumberStyle | None, bool]:
    """Return the style that explains all texts, and whether another style would read them differently.

    A mark with exactly three digits behind it in every value is a thousands mark if other values have no mark:
    nobody writes three decimals or none. Where all have the mark, the preferred style decides.

    >>> number_style(["3.266,7", "1.234"])[0].name, number_style(["229,932.50"])[0].name
    ('deutsch', 'englisch')
    >>> number_style(["1,613", "379"])[0].name, number_style(["1.613", "2.003"])[1]
    ('englisch', True)
    """
    texts = list(texts)
    if texts and not is_number_like(texts[0]):  # most columns of words are told by their first
        return None, False
    texts = [text.translate(BLANKS) for text in texts]
    plain = [text for text in texts if not EXPONENT.search(text)]
    if plain and len(plain) < len(texts):  # what a spreadsheet rounded says nothing of the others' marks
        style, ambiguous = number_style(plain, preferred)
        return (style if style and all(map(style.explains, texts)) else None), ambiguous
    fitting = [style for style in dict.fromkeys((preferred, *STYLES)) if all(map(style.explains, texts))]
    readings = {style: [style.number(text) for text in texts] for style in fitting}
    if len({tuple(numbers) for numbers in readings.values()}) < 2:
        return (fitting[0] if fitting else None), False
    if any(text.lstrip("+-").isdigit() for text in texts):
        # One number that another style would read as larger does not decide for all, and is told.
        largest = list(map(max, zip(*(map(abs, numbers) for numbers in readings.values()), strict=True)))
        fits = {style: sum(map(eq, map(abs, readings[style]), largest)) for style in fitting}
        best = max(fitting, key=lambda style: (fits[style], sum(map(abs, readings[style]))))
        return best, fits[best] < len(texts)
    return fitting[0], True


def split_flag(text: str) -> tuple[str, str]:
    """Return the number's text and its flag: `( )` for limited reliability, or a letter p, r, s, e.

    >>> split_flag("(1.234)"), split_flag("56,7 p"), split_flag("12")
    (('1.234', '( )'), ('56,7', 'p'), ('12', ''))
    """
    found = FLAGGED.fullmatch(text.strip())
    if found and is_number_like(found["number"].strip()) and bool(found["open"]) == bool(found["close"]):
        return found["number"].strip(), "( )" if found["open"] else found["flag"] or ""
    return text, ""
