"""Tables that consultants keep: text in, so that a key like „00“ stays a key and „1,5“ is a fault, not a guess."""

from collections.abc import Sequence

import pandas as pd

from ohv_coworking.basics.errors import InputFault, name_remedy, raise_all
from ohv_coworking.basics.records import AnyRecord, Record, frame, records
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.balance import frame_record
from ohv_coworking.raw.text_table import read_own_table


def planning_rows(catalog: Catalog, kind: type[AnyRecord]) -> list[AnyRecord]:
    """Return the checked rows of the catalogued table of that kind of record: the entry, or else the role, of its name."""
    in_role = catalog.with_role(kind.table) if kind.table in catalog.roles else []
    entry = in_role[0] if in_role else catalog.entry(kind.table)
    shown = catalog.shown(entry.file)
    rows = records(read_own_table(catalog.path(entry.name), shown), kind, shown)
    catalog.refuse_worse(frame_record(frame(rows, kind)), entry.name)
    raise_all(unknown_names(catalog, rows, kind, shown), "Mehrere Namen stehen in der anderen Tabelle nicht.")
    return rows


def unknown_names(
    catalog: Catalog, rows: Sequence[Record], kind: type[Record], file: str
) -> list[InputFault]:
    """Return a fault for each name that a table takes from another (`Record.refers`) and that does not stand there."""
    faults = []
    for column, other, name in kind.refers:
        known = [getattr(one, name) for one in planning_rows(catalog, other)]
        for row, one in enumerate(rows, start=2):
            if (found := getattr(one, column)) not in known:
                problem = f"Diesen Namen gibt es in der Tabelle {catalog.shown(catalog.entry(other.table).file)} nicht."
                remedy = name_remedy(found, known)
                faults.append(
                    InputFault(
                        problem,
                        file=file,
                        row=row,
                        column=column,
                        found=found,
                        expected=f"ein Name aus der Spalte {name} dort",
                        remedy=remedy,
                    )
                )
    return faults


def planning_frame(catalog: Catalog, kind: type[Record]) -> pd.DataFrame:
    """Return the checked rows of the catalogued table of that kind as a frame, one column a field, in file order."""
    return frame(planning_rows(catalog, kind))
