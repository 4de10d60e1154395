"""Rows that are true only somewhere: shown there, left out elsewhere."""

from collections.abc import Iterable
from typing import TypeVar

from ohv_coworking.basics.records import Record

AnyLocal = TypeVar("AnyLocal", bound="Local")


class Local(Record):
    """A row with a place: the key of a municipality, district or Land, or empty for everywhere."""

    region: str = ""


def for_region(rows: Iterable[AnyLocal], keys: Iterable[str]) -> list[AnyLocal]:
    """Return the rows that hold everywhere or in one of the regions with these keys."""
    keys = set(keys)
    return [row for row in rows if not row.region or row.region in keys]
