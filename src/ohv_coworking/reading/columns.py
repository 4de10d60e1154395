"""Columns of a table, typed: numbers in the style the whole column shows, symbols kept beside what is missing."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.grid import INVISIBLE, as_text
from ohv_coworking.reading.kinds import Kind, kinds_of
from ohv_coworking.reading.numbers import (
    BLANKS,
    ENGLISH,
    GERMAN,
    LINE,
    STYLES,
    NumberStyle,
    is_symbol,
    number_style,
    split_flag,
)
from ohv_coworking.reading.shapes import Shaped
from ohv_coworking.reading.table import Table

KEY_NAME = re.compile(
    r"schlüssel|schluessel|(?<![^\W_])(AGS|ARS|PLZ|RAUMID|LOR|NUTS\d?)(?![^\W_])|postleitzahl|postcode|kennziffer|_id\b",
    re.I,
)
FEWEST_NUMBERS, NEARLY_NONE, MOST_ODD = (
    10,
    0.1,
    0.02,
)  # beside which words are odd; shares of numbers and of rows
SLIP = re.compile(r"0\d+|.*\dE[+-]?\d+", re.IGNORECASE)  # a key, an exponent
FEWEST_BESIDE_ONE = 4  # numbers beside which a single word is odd
# White space other than single blanks, and marks without width: what makes a text differ from what is seen.
UNEVEN = ("  ", f" {LINE}", f"{LINE} ", *"\t\n\v\f\r\x1c\x1d\x1e\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",
          *map(chr, range(0x2000, 0x200B)), *map(chr, INVISIBLE))  # fmt: skip


@dataclass(frozen=True, eq=False)
class Values:
    """The typed columns of a table.

    `numbers`: the columns of numbers by name, a float array each, missing is NaN.
    `signs`: for the columns that have any, by row, what stood in place of a number or flags it.
    `odd`: how many cells are missing because they are unlike all others of their column.
    """

    table: Table
    numbers: dict[str, np.ndarray]
    signs: dict[str, pd.Series]
    styles: dict[str, NumberStyle]
    notices: tuple[str, ...] = ()
    odd: int = 0

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Return floats for numbers, datetime for dates, trimmed text otherwise; missing is NaN, NaT or None."""
        columns = {
            name: self.numbers[name] if name in self.numbers else _with_dates(column, self.texts(name))
            for name, column in self.table.columns.items()
        }
        return pd.DataFrame(columns, index=self.table.rows, copy=False)

    def texts(self, name: str) -> Coded:
        """Return a column as trimmed texts, nothing being the empty text."""
        column = self.table.columns[name]
        shown = LINE.join(["", *column.shapes.forms, ""])  # what is not seen shows in the shapes too
        if column.shapes.is_text.all() and not any(mark in shown for mark in UNEVEN):
            return column
        return column.renamed(list(map(as_text, column.values)))

    @property
    def counts(self) -> dict[str, int]:
        """Return how often each sign stands in the table."""
        found: Counter[str] = Counter()
        for signs in self.signs.values():
            found.update(signs)
        return dict(sorted(found.items()))


def typed(
    table: Table, keys: tuple[str, ...] = (), measures: Collection[str] | None = None, odd_cells: bool = False
) -> Values:
    """Return the table's columns as numbers, dates or text; `keys` and what looks like a key stay text.

    A format that knows its `measures` names them: these are numbers even if they look like keys, all else is text.
    With `odd_cells` single words among many numbers are missing and told, and so is what more of them make of a column;
    without, one of them makes the column text, which official formats refuse.
    """
    numbers, styles, signs, notices, set_aside = {}, {}, {}, list(table.notices), 0
    preferred = _language([column.shapes for column in table.columns.values()], table.grid.separator)
    for name in table.columns if measures is None else measures:
        column = table.columns[name]
        read = None if name in keys else _numbers(name, column, preferred, forced=measures is not None)
        odd, beside = _odd(column) if read is None and odd_cells and name not in keys else ((), 0)
        if len(odd):
            few = _once(column, odd) and odd.size <= max(1, MOST_ODD * len(table.rows))
            few &= beside >= FEWEST_BESIDE_ONE
            first = table.rows[np.flatnonzero(np.isin(column.codes, odd))[0]]
            then = (
                "gilt als fehlend"
                if few
                else f"steht{f' wie {odd.size - 1} andere Angaben' if odd.size > 1 else ''} zwischen Zahlen: die Spalte ist Text"
            )
            notices.append(
                f"Spalte „{name}“, Zeile {first}: „{as_text(column.values[odd[0]])}“ ist keine Zahl wie die anderen und {then}."
            )
            if few:
                set_aside += int(np.isin(column.codes, odd).sum())
                cleaned = column.values.copy()
                cleaned[odd] = ""
                column = column.renamed(cleaned)
                read = _numbers(name, column, preferred, forced=False)
        if read is None:
            continue
        numbers[name], styles[name] = column.spread(read.numbers), read.style
        if read.signs:
            signed = np.zeros(len(column.values), dtype=bool)
            signed[list(read.signs)] = True
            rows = np.flatnonzero(column.spread(signed))
            signs[name] = pd.Series(
                map(read.signs.get, column.codes[rows]), index=table.rows[rows], dtype=object
            )
        if read.ambiguous:
            notices.append(
                f"Spalte „{name}“: Zahlen wie {read.ambiguous} sind als {read.style.name} geschrieben gelesen (mehrdeutig)."
            )
    return Values(table, numbers, signs, styles, tuple(notices), set_aside)


def number_fault(table: Table, values: Values, name: str) -> InputFault | None:
    """Return the fault of the first cell that keeps a column from being numbers; None for a column of numbers."""
    if name in values.styles:
        return None
    cells = pd.Series(table.columns[name].cells, index=table.rows, dtype=object)
    written = {row: cell for row, cell in cells.items() if as_text(cell) and not is_symbol(as_text(cell))}
    texts = {
        row: split_flag(cell.strip())[0].translate(BLANKS)
        for row, cell in written.items()
        if isinstance(cell, str)
    }
    strange = [row for row, cell in written.items() if type(cell) not in (str, int, float)]
    style = max(STYLES, key=lambda style: sum(map(style.explains, texts.values())))
    row = min([*strange, *(row for row, text in texts.items() if not style.explains(text))], default=None)
    return InputFault(
        "Eine Zelle passt nicht zu den Zahlen ihrer Spalte.",
        **table.grid.place,
        row=row,
        column=name,
        found=None if row is None else as_text(cells[row]),
        expected=f"Zahl, {style.name} geschrieben, oder ein Zeichen wie - . / x",
        remedy="Die Datei unverändert von der herausgebenden Stelle neu laden; verschobene Spalten prüfen.",
    )


class _Column(NamedTuple):
    """The numbers of a column's values, the signs by place, and an example of a number that could mean another."""

    numbers: np.ndarray
    signs: dict[int, str]
    style: NumberStyle
    ambiguous: str


def _odd(column: Coded) -> tuple[np.ndarray, int]:
    """Return the places of the values that are no numbers in a column where nearly all are, and how many these are."""
    kinds = kinds_of(column)
    times = np.bincount(column.codes, minlength=len(column.values))
    odd = np.flatnonzero(np.isin(kinds, (Kind.TEXT, Kind.DATE)))
    numbers = int(times[kinds == Kind.NUMBER].sum())
    if not odd.size:
        slip = _slip(column, numbers)
        slip = slip if slip.size else _of_another_style(column, times)
        return (slip, numbers - 1) if times[slip].sum() == 1 < numbers - 1 else (slip[:0], numbers)
    words = times[odd].sum()
    few = words <= NEARLY_NONE * numbers if numbers >= FEWEST_NUMBERS else words == 1 < numbers
    return (odd if few else odd[:0]), numbers


def _of_another_style(column: Coded, times: np.ndarray) -> np.ndarray:
    """Return the places of the values that the style of most numbers does not explain: 12.462.000 among 13.405538."""
    is_text, codes, forms = column.shapes
    texts = [split_flag(form.strip())[0].translate(BLANKS) for form in forms]
    often = np.bincount(codes, weights=times[is_text], minlength=len(forms))
    explained = [np.array([style.explains(text) for text in texts], dtype=bool) for style in STYLES]
    said = np.array([bool(text) and not is_symbol(text) for text in texts], dtype=bool)
    odd = said & ~max(explained, key=lambda fits: often[fits].sum())
    return np.flatnonzero(is_text)[odd[codes]]


def _slip(column: Coded, numbers: int) -> np.ndarray:
    """Return the places of the values written as no number of the column is: rounded, or with zeros in front.

    Keys begin with zeros too, and are of one length.
    """
    slips = [place for place, value in enumerate(column.values) if SLIP.fullmatch(as_text(value))]
    own = {len(as_text(column.values[place])) for place in slips}
    forms = map(str.strip, column.shapes.forms)
    others = {len(form) for form in forms if form.isdigit() and not SLIP.fullmatch(form)}
    apart = others != own if numbers > FEWEST_NUMBERS else others.isdisjoint(own)
    return np.array(slips if apart else [], dtype=int)


def _once(column: Coded, places: np.ndarray) -> bool:
    return bool(np.isin(column.codes, places).sum() == places.size)


def _with_dates(column: Coded, texts: Coded) -> np.ndarray:
    """Return dates for a column of nothing else, its texts otherwise."""
    if not column.shapes.is_text.all() and all(
        isinstance(value, date) or value == "" for value in column.values
    ):
        return column.spread(pd.to_datetime(pd.Series([value or None for value in column.values])).to_numpy())
    nothing = np.array([None, *texts.values], dtype=object)
    nothing[nothing == ""] = None
    return texts.spread(nothing[1:])


def _numbers(name: str, column: Coded, preferred: NumberStyle, forced: bool) -> _Column | None:
    """Return the numbers and signs of the values, or None for a key or a column that is not numeric throughout."""
    values, (is_text, codes, forms) = column.values, column.shapes
    if not {type(value) for value in values[~is_text]} <= {int, float}:
        return None
    forms = [form.strip() for form in forms]
    numbers = np.full(len(values), np.nan)
    numbers[~is_text] = values[~is_text].astype(float)
    if not forced and _is_key(name, [form for form in forms if form] + _forms_of_numbers(numbers)):
        return None
    written = [split_flag(form) for form in forms if form and not is_symbol(form)]
    style, ambiguous = number_style([text for text, _ in written], preferred)
    if style is None or not (forced or written or np.isfinite(numbers).any() or any(forms)):
        return None
    # Shapes that are plain numbers are converted together, the rest (signs, flags) one by one.
    plain = np.array(
        [bool(form) and not is_symbol(form) and not split_flag(form)[1] for form in forms], bool
    )[codes]
    texts = values if is_text.all() else values[is_text]
    places = np.flatnonzero(is_text)
    numbers[places[plain]] = style.numbers(texts if plain.all() else texts[plain])
    signs = {}
    for place in places[~plain & (texts != "")].tolist():
        text = values[place].strip()
        if is_symbol(text):
            signs[place] = text
        else:
            number, signs[place] = split_flag(text)
            numbers[place] = style.number(number)
    example = (
        next(iter(texts[plain]), "")
        if ambiguous
        else _maybe_decimals(forms, codes[plain], texts[plain], numbers[places[plain]], style)
    )
    return _Column(numbers, signs, style, example)


def _maybe_decimals(
    forms: list[str], codes: np.ndarray, texts: np.ndarray, numbers: np.ndarray, style: NumberStyle
) -> str:
    """Return a number whose thousands mark may as well be a decimal one: 8,104 beside 12,345 and 9.

    So it is if all numbers without mark are as small as the others would then be.
    """
    marked = np.array([style.thousands in form for form in forms], dtype=bool)
    decimal = np.array([style.decimal in form for form in forms], dtype=bool)
    if not marked.any() or decimal.any() or len(marked) == marked.sum():
        return ""
    held = marked[codes]
    small, large = np.abs(numbers[~held]), np.abs(numbers[held]) / 1000
    small = small[small > 0]
    doubtful = small.size and large.size and large.min() <= small.min() and small.max() <= large.max()
    return texts[held][0] if doubtful else ""


def _is_key(name: str, forms: list[str]) -> bool:
    """Tell whether the column holds keys: leading zeros, or digits of one length from eight on, or by its name."""
    digits = [form for form in forms if form.isdigit()]
    if any(len(form) > 1 and form[0] == "0" for form in digits):
        return True
    if KEY_NAME.search(name) and digits:
        return True
    lengths = set(map(len, digits))
    return len(digits) == len(forms) and len(lengths) == 1 and min(lengths) >= 8


def _forms_of_numbers(numbers: np.ndarray) -> list[str]:
    """Return the shapes of cells that are numbers already: whole ones by their length, others as one."""
    finite = numbers[np.isfinite(numbers)]
    whole = (finite >= 0) & (finite == np.floor(finite))
    lengths = np.unique(np.floor(np.log10(np.maximum(finite[whole], 1)))) + 1
    return ["1" * int(length) for length in lengths] + ["1,1"] * (not whole.all())


def _language(columns: list[Shaped], separator: str | None) -> NumberStyle:
    """Return the style most unambiguous columns show; else English for comma-separated text, German otherwise."""
    votes: Counter[str] = Counter({"." if separator == "," else ",": 0.5})
    for shapes in columns:
        forms = [shapes.forms[place].strip() for place in pd.unique(shapes.codes[:200])]
        texts = [form for form in forms if ("," in form or "." in form) and any(map(str.isdigit, form))]
        style, ambiguous = number_style(texts) if texts else (None, True)
        if style and not ambiguous:
            votes[style.decimal] += 1
    return ENGLISH if votes["."] > votes[","] else GERMAN
