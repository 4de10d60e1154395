"""Columns of a table, typed: numbers in the style the whole column shows, symbols kept beside what is missing."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.errors import InputFault
from ohv_coworking.reading.grid import INVISIBLE, as_text
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
    r"schlüssel|schluessel|\b(AGS|ARS|PLZ|RAUMID|LOR|NUTS\d?)\b|postleitzahl|kennziffer|_id\b", re.I
)
# White space other than single blanks, and marks without width: what makes a text differ from what is seen.
UNEVEN = ("  ", f" {LINE}", f"{LINE} ", *"\t\n\v\f\r\x1c\x1d\x1e\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",
          *map(chr, range(0x2000, 0x200B)), *map(chr, INVISIBLE))  # fmt: skip


@dataclass(frozen=True, eq=False)
class Values:
    """The typed columns of a table.

    `frame`: float columns for numbers, datetime for dates, trimmed text otherwise; missing is NaN, NaT or None.
    `signs`: for the columns that have any, by row, what stood in place of a number or flags it.
    """

    frame: pd.DataFrame
    signs: dict[str, pd.Series]
    styles: dict[str, NumberStyle]
    notices: tuple[str, ...] = ()
    words: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict, repr=False)

    def coded(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Return a column of text as codes and distinct texts, nothing being the empty text."""
        codes, words = self.words[name]
        places, texts = pd.factorize(words, use_na_sentinel=False)
        if texts.dtype != object or pd.isna(texts).any():
            texts = np.array(["" if pd.isna(text) else as_text(text) for text in texts], dtype=object)
        return places[codes], texts

    @property
    def counts(self) -> dict[str, int]:
        """Return how often each sign stands in the table."""
        found: Counter[str] = Counter()
        for signs in self.signs.values():
            found.update(signs)
        return dict(sorted(found.items()))


def typed(table: Table, keys: tuple[str, ...] = (), measures: Collection[str] | None = None) -> Values:
    """Return the table's columns as numbers, dates or text; `keys` and what looks like a key stay text.

    A format that knows its `measures` names them: these are numbers even if they look like keys, all else is text.
    """
    styles, columns, signs, words, notices = {}, {}, {}, {}, list(table.notices)
    parts = {name: table.part(name) for name in table.frame}
    preferred = _language([shapes for _, _, shapes in parts.values()], table.grid.separator)
    for name, (codes, values, shapes) in parts.items():
        column = None
        if name not in keys and (measures is None or name in measures):
            column = _numbers(name, values, shapes, preferred, forced=measures is not None)
        if column is None:
            words[name] = codes, _words(values, shapes)
            columns[name] = words[name][1][codes]
            continue
        columns[name], styles[name] = column.numbers[codes], column.style
        if column.signs:
            rows = np.flatnonzero(np.isin(codes, list(column.signs)))
            signs[name] = pd.Series(
                map(column.signs.get, codes[rows]), index=table.frame.index[rows], dtype=object
            )
        if column.ambiguous:
            notices.append(
                f"Spalte „{name}“: Zahlen wie {column.ambiguous} sind als {column.style.name} geschrieben gelesen (mehrdeutig)."
            )
    frame = pd.DataFrame(columns, index=table.frame.index, copy=False)
    return Values(frame, signs, styles, tuple(notices), words)


def number_fault(table: Table, values: Values, name: str) -> InputFault | None:
    """Return the fault of the first cell that keeps a column from being numbers; None for a column of numbers."""
    if name in values.styles:
        return None
    cells = table.frame[name]
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


def _words(values: np.ndarray, shapes: Shaped) -> np.ndarray:
    if shapes.is_text.all():
        joined = LINE.join(["", *shapes.forms, ""])  # what is not seen shows in the shapes too
        if not any(mark in joined for mark in UNEVEN):
            return values if all(shapes.forms) else np.array([text or None for text in values], dtype=object)
    elif all(isinstance(value, date) or value == "" for value in values):
        return pd.to_datetime(pd.Series([value or None for value in values])).to_numpy()
    return np.array([as_text(value) or None for value in values], dtype=object)


def _numbers(
    name: str, values: np.ndarray, shapes: Shaped, preferred: NumberStyle, forced: bool
) -> _Column | None:
    """Return the numbers and signs of the values, or None for a key or a column that is not numeric throughout."""
    is_text, codes, forms = shapes
    if not {type(value) for value in values[~is_text]} <= {int, float}:
        return None
    present = np.bincount(codes, minlength=len(forms)) > 0
    forms = [form.strip() if held else "" for form, held in zip(forms, present, strict=True)]
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
    return _Column(numbers, signs, style, next(iter(texts[plain]), "") if ambiguous else "")


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
