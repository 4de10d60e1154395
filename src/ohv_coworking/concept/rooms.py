"""Rooms and equipment: how many of each a number of desks calls for, their area or price, and who says so."""

from typing import Literal

from pydantic import Field

from ohv_coworking.basics.records import Key, Origin, Record, Source

# What a quantity rule may count; `site` is always one.
Driver = Literal["site", "desks", "open_desks", "team_desks", "meeting_rooms", "phone_booths"]


class Room(Record):
    """One kind of room, needed always or only desirable: one for every `per` units of its driver, with m² low, base, high for each."""

    table = "rooms"
    identity = ("key",)
    spans = ("area",)

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

    table = "equipment"
    identity = ("key",)
    spans = ("price",)

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
