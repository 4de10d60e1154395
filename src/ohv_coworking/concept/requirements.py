"""What law, norm and good practice ask of the rooms: accessibility and permits."""

from collections.abc import Sequence
from typing import Literal

import pandas as pd
from pydantic import Field

from ohv_coworking.basics.records import Key, Origin, Record, Source, frame
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


def permit_table(permits: Sequence[Permit]) -> pd.DataFrame:
    """Return the permits as a frame with their `duration` in words; `weeks_low` and `weeks_high` are NaN if unknown."""
    listed = frame(permits, Permit)
    weeks = ["weeks_low", "weeks_high"]
    listed[weeks] = listed[weeks].apply(pd.to_numeric)
    durations = [
        UNKNOWN if pd.isna(high) else f"{low:.0f} bis {high:.0f}"
        for low, high in listed[weeks].itertuples(index=False)
    ]
    return listed.assign(duration=durations)
