"""Rooms and equipment: how many of each a number of desks calls for, their area or price, and who says so."""

from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.records import AnyRecord, Key, Origin, Record, Source, records

# What a quantity rule may count; `site` is always one.
Driver = Literal["site", "desks", "open_desks", "team_desks", "meeting_rooms", "phone_booths"]


class Room(Record):
    """One kind of room, needed always or only desirable: one for every `per` units of its driver, with m² low, base, high for each."""

    key: Key
    room: str
    priority: int = Field(ge=1, le=9)
    wanted: Literal["immer", "wünschenswert"] = "immer"
    driver: Driver
    per: float = Field(gt=0)
    area_low: float = Field(ge=0)
    area: float = Field(ge=0)
    area_high: float = Field(ge=0)
    kind: Origin
    source: Source
    note: str = ""


class EquipmentItem(Record):
    """One piece of equipment: one for every `per` units of its driver; net price in euros, life in years.

    `plan_item` is the investment of the financial plan that pays for it; `workshop` says whether a social carrier's
    workshop for wood and metal could make it.
    """

    key: Key
    item: str
    category: str
    plan_item: Key
    workshop: Literal["ja", "nein"]
    driver: Driver
    per: float = Field(gt=0)
    price_low: float = Field(ge=0)
    price: float = Field(ge=0)
    price_high: float = Field(ge=0)
    life_years: float = Field(gt=0)
    life_source: Source
    kind: Origin
    source: Source
    note: str = ""


def rooms(table: pd.DataFrame, file: str | Path) -> list[Room]:
    """Return the checked room rules in file order."""
    return _ordered(records(table, Room, file, unique="key"), "area", file)


def equipment(table: pd.DataFrame, file: str | Path) -> list[EquipmentItem]:
    """Return the checked equipment list in file order."""
    return _ordered(records(table, EquipmentItem, file, unique="key"), "price", file)


def _ordered(rows: list[AnyRecord], measure: str, file: str | Path) -> list[AnyRecord]:
    faults = []
    for row, record in enumerate(rows, start=2):
        low, base, high = (getattr(record, f"{measure}{end}") for end in ("_low", "", "_high"))
        if not low <= base <= high:
            problem = "Unterer, mittlerer und oberer Wert sind nicht geordnet."
            expected = f"{measure}_low ≤ {measure} ≤ {measure}_high"
            found = f"{low:g}, {base:g}, {high:g}"
            faults.append(
                InputFault(problem, file=file, row=row, column=measure, found=found, expected=expected)
            )
    raise_all(faults, "Spannen der Tabelle sind nicht geordnet.")
    return rows
