"""What a chapter may publish and how much of it: values with words of their own, plain numbers, tables that can be read."""

from typing import Any, Protocol

import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.basics.errors import InputFault

MOST_ROWS_SHOWN = 500


class Quotable(Protocol):
    """One collected figure as its source states it."""

    value: float
    period: str

    @property
    def reference(self) -> str: ...


class Worded(Protocol):
    """A computed result that brings its own words, as those of the plan do."""

    name: str
    label: str
    unit: str
    value: Any
    basis: tuple[str, ...]
    cell: str
    decimals: int | None
    range: str
    formula: str


def published_twice(chapter: str, name: str) -> InputFault:
    """Return the fault of a key figure whose name is taken."""
    return InputFault(
        "Eine Kennzahl ist zweimal veröffentlicht.",
        file=f"notebooks/{chapter}.ipynb",
        found=name,
        expected="jeder Name in einem Kapitel einmal",
        remedy="Der zweiten Kennzahl einen eigenen Namen geben, im Notebook und in der Datei der Beschriftungen.",
    )


def too_long(chapter: str, name: str, rows: int) -> InputFault:
    """Return the fault of a table that nobody reads to its end."""
    return InputFault(
        "Die Tabelle ist zu lang, um gelesen zu werden.",
        file=f"notebooks/{chapter}.ipynb",
        found=f"{name}: {german.plural(rows, 'Zeile', 'Zeilen')}",
        expected=f"höchstens {german.number(MOST_ROWS_SHOWN)} Zeilen",
        remedy="Zusammenfassen oder kürzen (head); die ganze Reihe veröffentlicht chapter.publish_frame.",
    )


def few_digits(value: Any, decimals: int) -> bool:
    """Return whether rounding to tens, hundreds … would leave a number with one digit or none."""
    return isinstance(value, int | float) and abs(value) < 10 ** (1 - decimals)


def plain_number(value):
    """Return a plain Python number; what could not be computed (NaN) is missing."""
    plain = value.item() if hasattr(value, "item") else value
    return None if plain is None or plain is pd.NA or plain != plain else plain
