"""Statutory values as a dated table: value, valid from, valid to, paragraph; and what is in force in each month."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal, Self

import numpy as np
from pydantic import Field

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.records import Day, Key, Record


class StatutoryValue(Record):
    """One value of a statute for a time; an empty `valid_to` means in force until changed."""

    table = "statutory_values"
    identity = ("key", "valid_from")

    key: Key
    label: str
    value: float = Field(ge=0, le=1_000_000)
    unit: Literal["Anteil", "€", "Monate", "Jahre"]
    valid_from: Day
    valid_to: Day | None = None
    law: str = Field(min_length=3)
    checked: Literal["geprüft", "zu prüfen"]
    note: str = ""

    @classmethod
    def disagreements(cls, rows: Mapping[int, Self], file: str | Path) -> Iterable[InputFault]:
        """Return a fault for each value that does not begin after the one before it ends."""
        for (_, earlier), (row, later) in pairwise(rows.items()):
            if earlier.key == later.key and not (earlier.valid_to and earlier.valid_to < later.valid_from):
                yield InputFault(
                    "Zwei Zeiträume eines gesetzlichen Werts überschneiden sich oder stehen in falscher Folge.",
                    file=file,
                    row=row,
                    column="valid_from",
                    found=str(later.valid_from),
                    expected=f"ein Tag nach dem Ende der vorigen Zeile ({earlier.valid_to or 'offen'})",
                    remedy="valid_to der vorigen Zeile oder valid_from berichtigen.",
                )


def by_key(values: Iterable[StatutoryValue]) -> dict[str, list[StatutoryValue]]:
    """Return the dated values of each key in the order of their dates."""
    found: dict[str, list[StatutoryValue]] = {}
    for value in values:
        found.setdefault(value.key, []).append(value)
    return found


def in_force(dated: Sequence[StatutoryValue], days: np.ndarray) -> np.ndarray:
    """Return the value (days,) of one key on each day, ascending datetime64[D].

    Beyond the last known date the last value is carried on.
    """
    starts = np.array([value.valid_from for value in dated], "datetime64[D]")
    places = np.searchsorted(starts, days, "right") - 1
    if places[0] < 0:
        raise InputFault(
            "Für den Beginn des Plans fehlt ein gesetzlicher Wert.",
            parameter=dated[0].key,
            found=f"gültig ab {starts[0]}",
            expected=f"ein Wert, der am {days[0]} gilt",
            remedy="data/raw/law/statutory_values.csv ergänzen.",
        )
    return np.array([value.value for value in dated])[places]
