"""Statutory values as a dated table: value, valid from, valid to, paragraph; and what is in force in each month."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
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


def in_force(values: Iterable[StatutoryValue], months: Sequence[date]) -> dict[str, np.ndarray]:
    """Return the value (months,) of each key on the first day of each month.

    Beyond the last known date the last value is carried on; `beyond_known` says where.
    """
    by_key: dict[str, list[StatutoryValue]] = {}
    for value in values:
        by_key.setdefault(value.key, []).append(value)
    found, days = {}, np.array(months, "datetime64[D]")
    for key, dated in by_key.items():
        starts = [value.valid_from for value in dated]
        places = np.searchsorted(np.array(starts, "datetime64[D]"), days, "right") - 1
        if places[0] < 0:
            raise InputFault(
                "Für den Beginn des Plans fehlt ein gesetzlicher Wert.",
                parameter=key,
                found=f"gültig ab {starts[0]}",
                expected=f"ein Wert, der am {months[0]} gilt",
                remedy="data/raw/law/statutory_values.csv ergänzen.",
            )
        found[key] = np.array([value.value for value in dated])[places]
    return found


def beyond_known(values: Iterable[StatutoryValue], months: Sequence[date]) -> dict[str, np.ndarray]:
    """Return, for each key whose last value ends, the months (months,) that lie beyond its last known date."""
    last = {value.key: value.valid_to for value in values}
    days = np.array(months, "datetime64[D]")
    return {
        key: days > np.datetime64(end)
        for key, end in last.items()
        if end and (days > np.datetime64(end)).any()
    }
