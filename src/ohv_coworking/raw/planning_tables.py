"""Planning tables as catalogued: text in, so that a key like „00“ stays a key and „1,5“ is a fault, not a guess."""

import pandas as pd

from ohv_coworking.basics.records import AnyRecord, records
from ohv_coworking.raw import Catalog


def text_table(catalog: Catalog, name: str) -> tuple[pd.DataFrame, str]:
    """Return the cells of a catalogued CSV file as text, and the place of the file as a consultant types it."""
    table = pd.read_csv(catalog.path(name), dtype=str, keep_default_na=False)
    return table, catalog.shown(catalog.entry(name).file)


def planning_rows(catalog: Catalog, name: str, kind: type[AnyRecord]) -> list[AnyRecord]:
    """Return the checked rows of a catalogued planning table."""
    table, file = text_table(catalog, name)
    return records(table, kind, file)
