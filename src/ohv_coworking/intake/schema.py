"""What the columns of a raw file must hold, as `schemas.yaml` describes it."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from ohv_coworking.raw.catalog_file import plain_content, typed_content
from ohv_coworking.raw.entry import CatalogRecord

SCHEMA_FILE = "schemas.yaml"

Kind = Literal[
    "text", "count", "integer", "number", "day", "period", "region", "municipality", "digits", "address"
]
Range = tuple[float, float]


class Description(CatalogRecord, strict=False):
    """A part of `schemas.yaml`; its lists become tuples."""


class ColumnRule(Description):
    """One column: kind of text, whether it may be empty, what values are plausible."""

    kind: Kind
    optional: bool = False
    absent: bool = False  # the whole column may be missing
    unit: str | None = None
    range: Range | None = None
    values: tuple[str, ...] = ()
    # Texts that are right although the kind forbids them, such as keys of regions that are no official unit.
    also: tuple[str, ...] = ()
    # In a long table the plausible range depends on another column; units not listed are unknown ones.
    range_by: str | None = None
    ranges: dict[str, Range] = Field(default={})


class Total(Description):
    """A column that is the sum of others, within an absolute tolerance for rounded figures."""

    column: str
    parts: tuple[str, ...]
    tolerance: float = 0


class Hierarchy(Description):
    """Columns whose municipalities add up to districts and districts to Länder, per value of `by`."""

    columns: tuple[str, ...]
    by: tuple[str, ...] = ()
    tolerance_percent: float = 0


class Comparison(Description):
    """Two series of a long table that measure nearly the same: where they differ, a reader should know."""

    column: str
    series: tuple[str, str]
    by: tuple[str, ...]
    value: str


class Schema(Description):
    """One table: its columns, what identifies a row, and what must agree within it."""

    columns: dict[str, ColumnRule]
    key: tuple[str, ...]
    one_value_per: tuple[str, ...] = ()
    totals: tuple[Total, ...] = ()
    hierarchy: Hierarchy | None = None
    comparisons: tuple[Comparison, ...] = ()


class _Schemas(Description):
    tables: dict[str, Schema]


def schemas(folder: Path) -> dict[str, Schema]:
    """Return the column descriptions by name of the catalogue entry."""
    file = folder / SCHEMA_FILE
    return typed_content(plain_content(file), file, _Schemas).tables
