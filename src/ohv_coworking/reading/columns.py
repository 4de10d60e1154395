"""Columns of a table, typed: numbers in the style the whole column shows, symbols kept beside what is missing."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ohv_coworking.reading.grid import as_text
from ohv_coworking.reading.numbers import ENGLISH, GERMAN, NumberStyle, is_symbol, number_style, split_flag
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


def typed(table: Table, keys: tuple[str, ...] = ()) -> Values:
    """Return the table's columns as numbers, dates or text; `keys` and what looks like a key stay text."""
    styles, columns, symbols, notices = {}, {}, {}, list(table.notices)
    coded = {name: pd.factorize(table.frame[name].to_numpy(), use_na_sentinel=False) for name in table.frame}
    preferred = _language([values for _, values in coded.values()], table.grid.separator)
    for name, (codes, values) in coded.items():
        is_key = name in keys or _is_key(name, values)
        column = None if is_key else _numbers(values, preferred)
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


def _words(values: np.ndarray) -> np.ndarray:
    if len(values) and all(isinstance(value, date) or value == "" for value in values) and any(values != ""):
        return pd.to_datetime(pd.Series([value or None for value in values])).to_numpy()
    return np.array([as_text(value) or None for value in values], dtype=object)


def _numbers(
    values: np.ndarray, preferred: NumberStyle
) -> tuple[np.ndarray, np.ndarray, NumberStyle, str] | None:
    """Return numbers and symbols of the distinct values, or None for a column that is not numeric throughout."""
    numbers = np.full(len(values), np.nan)
    signs = np.full(len(values), "", dtype=object)
    written: dict[int, str] = {}
    for place, value in enumerate(values):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            numbers[place] = value
        elif not isinstance(value, str):
            return None
        elif text := value.strip():
            if is_symbol(text):
                signs[place] = text
            else:
                written[place], signs[place] = split_flag(text)
    style, ambiguous = number_style(written.values(), preferred)
    if style is None or not (written or np.isfinite(numbers).any() or any(signs)):
        return None
    for place, text in written.items():
        numbers[place] = style.number(text)
    return numbers, signs, style, next(iter(written.values())) if ambiguous else ""


def _is_key(name: str, values: np.ndarray) -> bool:
    """Tell whether the column holds keys: leading zeros, or digits of one length from eight on, or by its name."""
    digits = [text for text in map(as_text, values) if text.isdigit()]
    if any(len(text) > 1 and text[0] == "0" for text in digits):
        return True
    if KEY_NAME.search(name) and digits:
        return True
    return (
        bool(digits)
        and len(digits) == sum(values != "")
        and min(map(len, digits)) >= 8
        and len(set(map(len, digits))) == 1
    )


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
