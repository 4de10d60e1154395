"""What law, norm and good practice ask of the rooms: accessibility and permits."""

from typing import Literal

from pydantic import Field

from ohv_coworking.basics.records import Key, Origin, Record, Source
from ohv_coworking.concept.scope import Local

UNKNOWN = "unbekannt"


class AccessibilityItem(Record):
    """One requirement with its measure; `state` says whether the place examined meets it."""

    table = "accessibility"
    identity = ("key",)

    key: Key
    place: str
    requirement: str
    measure: str
    norm: str
    state: Literal["erfüllt", "nicht erfüllt", "unbekannt"] = UNKNOWN
    kind: Origin
    source: Source


class Permit(Local):
    """One permit or notice: who grants it, how many weeks it takes, what it costs; empty is not known."""

    table = "permits"
    identity = ("key",)

    key: Key
    permit: str
    authority: str
    basis: str
    needed: Literal["ja", "nein", "zu prüfen"]
    weeks_low: float | None = Field(default=None, ge=0)
    weeks_high: float | None = Field(default=None, ge=0)
    cost: str = UNKNOWN
    note: str = ""
    kind: Origin
    source: Source
