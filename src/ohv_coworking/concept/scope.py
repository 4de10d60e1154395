"""Rows as a region reads them: those that are true there, in the words for its number of towns."""

import re
from collections.abc import Iterable

from ohv_coworking.basics.records import AnyRecord, Record
from ohv_coworking.parameters import Region
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_rows

_NUMBERED = re.compile(r"\[([^|\[\]]*)\|([^|\[\]]*)\]")


class Local(Record):
    """A row with a place: the key of a municipality, district or Land, or empty for everywhere."""

    region: str = ""


def regional_rows(catalog: Catalog, kind: type[AnyRecord], region: Region) -> list[AnyRecord]:
    """Return the checked rows of a planning table that hold in the region, in the words for its number of towns."""
    keys = {"", *region.towns, region.district, region.state}
    rows = [row for row in planning_rows(catalog, kind) if not isinstance(row, Local) or row.region in keys]
    return for_towns(rows, len(region.towns))


def for_towns(rows: Iterable[AnyRecord], count: int) -> list[AnyRecord]:
    """Return the rows as they read for so many towns: `[Räte der Städte|Rat der Stadt]` is one of both."""
    part = r"\1" if count > 1 else r"\2"
    return [
        row.model_copy(
            update={
                name: _NUMBERED.sub(part, value)
                for name, value in row
                if isinstance(value, str) and "|" in value
            }
        )
        for row in rows
    ]
