"""Coworking spaces that exist, are planned or have ended: the list a consultant keeps."""

import pandas as pd
from pydantic import Field

from ohv_coworking.basics.records import Address, Record
from ohv_coworking.basics.typed_files import text_like
from ohv_coworking.formats.maps.geodata import LATITUDES, LONGITUDES

# The list writes umlauts out.
TRANSCRIBED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


class Space(Record):
    """One space with its prices in euros; an empty cell means unknown."""

    table = "spaces"
    identity = ("name", "town")

    name: str
    operator: str | None = None
    street: str | None = None
    postcode: text_like(r"^\d{5}$", "fünf Ziffern") | None = None
    town: str
    latitude: float | None = Field(default=None, ge=LATITUDES[0], le=LATITUDES[1])
    longitude: float | None = Field(default=None, ge=LONGITUDES[0], le=LONGITUDES[1])
    opened: str | None = None
    desks: int | None = Field(default=None, ge=1, le=1_000)
    desks_low: int | None = Field(default=None, ge=1, le=1_000)
    desks_high: int | None = Field(default=None, ge=1, le=1_000)
    area_m2: float | None = Field(default=None, ge=1, le=50_000)
    price_day_pass_eur: float | None = Field(default=None, ge=0, le=200)
    price_flex_month_eur: float | None = Field(default=None, ge=0, le=1_000)
    price_fix_month_eur: float | None = Field(default=None, ge=0, le=2_000)
    price_meeting_hour_eur: float | None = Field(default=None, ge=0, le=500)
    status: str
    source_url: Address
    note: str


# The products of the plan whose prices the list of spaces holds.
PUBLISHED = {
    "day_pass": "price_day_pass_eur",
    "flex_desk": "price_flex_month_eur",
    "fixed_desk": "price_fix_month_eur",
    "meeting_room": "price_meeting_hour_eur",
}


def published_prices(spaces: pd.DataFrame, product: str) -> pd.Series:
    """Return the prices that spaces have published for a product of the plan, euros as consumers pay them; none for others."""
    column = PUBLISHED.get(product)
    return spaces[column].dropna().astype(float) if column else pd.Series(dtype=float)
