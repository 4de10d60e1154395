"""Columns of a table, typed: numbers in the style the whole column shows, symbols kept beside what is missing."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ohv_coworking.errors import InputFault
from ohv_coworking.reading.grid import as_text
from ohv_coworking.reading.numbers import (
    BLANKS,
    ENGLISH,
    GERMAN,
    STYLES,
    NumberStyle,
    is_symbol,
    number_style,
    split_flag,
)
from ohv_coworking.reading.shapes import shapes, text_mask
from ohv_coworking.reading.table import Table

KEY_NAME = re.compile(
    r"schlüssel|schluessel|\b(AGS|ARS|PLZ|RAUMID|LOR|NUTS\d?)\b|postleitzahl|kennziffer|_id\b", re.I
)


@dataclass(frozen=True, eq=False)
class Values:
    """The typed columns of a table.

    `frame`: float columns for numbers, datetime for dates, trimmed text otherwise; missing is NaN, NaT or None.
    `symbols`: for the columns that have any, the sign that stood in place of a number or beside it, else "".
    """

    frame: pd.DataFrame
    symbols: pd.DataFrame
    styles: dict[str, NumberStyle]
    notices: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return how often each symbol stands in the table."""
        found: Counter[str] = Counter()
        for name in self.symbols:
            found.update(symbol for symbol in self.symbols[name] if symbol)
        return dict(sorted(found.items()))


def typed(table: Table, keys: tuple[str, ...] = (), measures: Collection[str] | None = None) -> Values:
    """Return the table's columns as numbers, dates or text; `keys` and what looks like a key stay text.

    A format that knows its `measures` names them: these are numbers even if they look like keys, all else is text.
    """
    styles, columns, symbols, notices = {}, {}, {}, list(table.notices)
    parts = {name: table.coded(name) for name in table.frame}
    preferred = _language([values for _, values in parts.values()], table.grid.separator)
    for name, (codes, values) in parts.items():
        if name in keys or (measures is not None and name not in measures):
            column = None
        else:
            column = _numbers(name, values, preferred, forced=measures is not None)
        if column is None:
            columns[name] = _words(values)[codes]
            continue
        numbers, signs, style, ambiguous = column
        columns[name], styles[name] = numbers[codes], style
        if any(signs):
            symbols[name] = signs[codes]
        if ambiguous:
            notices.append(
                f"Spalte „{name}“: Zahlen wie {ambiguous} sind als {style.name} geschrieben gelesen (mehrdeutig)."
            )
    index = table.frame.index
    return Values(
        pd.DataFrame(columns, index=index), pd.DataFrame(symbols, index=index), styles, tuple(notices)
    )


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


def _words(values: np.ndarray) -> np.ndarray:
    if len(values) and all(isinstance(value, date) or value == "" for value in values) and any(values != ""):
        return pd.to_datetime(pd.Series([value or None for value in values])).to_numpy()
    return np.array([as_text(value) or None for value in values], dtype=object)


def _numbers(
    name: str, values: np.ndarray, preferred: NumberStyle, forced: bool
) -> tuple[np.ndarray, np.ndarray, NumberStyle, str] | None:
    """Return numbers and symbols of the values, or None for a key or a column that is not numeric throughout."""
    is_text = text_mask(values)
    if not {type(value) for value in values[~is_text]} <= {int, float}:
        return None
    numbers = np.full(len(values), np.nan)
    numbers[~is_text] = values[~is_text].astype(float)
    texts = values[is_text]
    codes, forms = shapes(texts)
    forms = [form.strip() for form in forms]
    if not forced and _is_key(name, [form for form in forms if form] + _forms_of_numbers(numbers)):
        return None
    written = [split_flag(form) for form in forms if form and not is_symbol(form)]
    style, ambiguous = number_style([text for text, _ in written], preferred)
    signs = np.full(len(values), "", dtype=object)
    if style is None or not (forced or written or np.isfinite(numbers).any() or any(forms)):
        return None
    # Shapes that are plain numbers are converted together, the rest (symbols, flags) one by one.
    is_plain = np.array(
        [bool(form) and not is_symbol(form) and not split_flag(form)[1] for form in forms], bool
    )
    plain = is_plain[codes]
    places = np.flatnonzero(is_text)
    numbers[places[plain]] = style.numbers(texts if plain.all() else texts[plain])
    for place in places[~plain & (texts != "")]:
        text = values[place].strip()
        if is_symbol(text):
            signs[place] = text
        else:
            number, signs[place] = split_flag(text)
            numbers[place] = style.number(number)
    return numbers, signs, style, next(iter(texts[plain]), "") if ambiguous else ""


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


def _language(columns: list[np.ndarray], separator: str | None) -> NumberStyle:
    """Return the style most unambiguous columns show; else English for comma-separated text, German otherwise."""
    votes: Counter[str] = Counter({"." if separator == "," else ",": 0.5})
    for values in columns:
        texts = [
            value.strip() for value in values[:200] if isinstance(value, str) and any(map(str.isdigit, value))
        ]
        texts = [text for text in texts if "," in text or "." in text]
        style, ambiguous = number_style(texts) if texts else (None, True)
        if style and not ambiguous:
            votes[style.decimal] += 1
    return ENGLISH if votes["."] > votes[","] else GERMAN
