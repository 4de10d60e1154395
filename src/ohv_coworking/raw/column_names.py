"""What the columns of raw tables are called in German."""

from pathlib import Path

from pydantic import Field

from ohv_coworking.raw.catalog_file import plain_content, typed_content
from ohv_coworking.raw.entry import CatalogRecord, Text

COLUMNS_FILE = "columns.yaml"


class _Names(CatalogRecord):
    columns: dict[str, Text]
    tables: dict[str, dict[str, Text]] = Field(default={})


def german_columns(folder: Path, table: str) -> dict[str, str]:
    """Return the German names of columns by those in the file, as they are meant in a table (entry of the catalogue)."""
    file = folder / COLUMNS_FILE
    found = typed_content(plain_content(file), file, _Names)
    return found.columns | found.tables.get(table, {})
