"""Tables that consultants keep: text in, so that a key like „00“ stays a key and „1,5“ is a fault, not a guess."""

import pandas as pd

from ohv_coworking.basics.records import AnyRecord, Record, frame, records
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.text_table import read_own_table


def planning_rows(catalog: Catalog, kind: type[AnyRecord]) -> list[AnyRecord]:
    """Return the checked rows of the catalogued table of that kind of record: the entry, or else the role, of its name."""
    in_role = catalog.with_role(kind.table) if kind.table in catalog.roles else []
    entry = in_role[0] if in_role else catalog.entry(kind.table)
    shown = catalog.shown(entry.file)
    return records(read_own_table(catalog.path(entry.name), shown), kind, shown)


def planning_frame(catalog: Catalog, kind: type[Record]) -> pd.DataFrame:
    """Return the checked rows of the catalogued table of that kind as a frame, one column a field, in file order."""
    return frame(planning_rows(catalog, kind))
