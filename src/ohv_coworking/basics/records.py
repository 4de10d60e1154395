"""A table of text as typed records: one row, one record, every fault named by file, row and column.

A record type is a pydantic model of one row. Every field needs its column; an empty cell takes the field's
default, and is a fault where there is none. Numbers are written with a decimal point, dates as `2026-12-31`, lists with semicolons.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self, TypeVar

import pandas as pd
from pydantic import BeforeValidator, Field, ValidationError, model_validator

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.typed_files import DAY, Typed, broken_rule, misfits, text_like


class Record(Typed, str_strip_whitespace=True):
    """One row of a table whose columns are all known.

    `table` is the catalogue entry that holds such rows, `identity` the columns that no two rows share; of each of
    `spans` the columns `NAME_low`, `NAME` and `NAME_high` are in this order. `refers` holds each column whose
    names are taken from another table, with the records there and their column.
    """

    table: ClassVar[str] = ""
    identity: ClassVar[tuple[str, ...]] = ()
    spans: ClassVar[tuple[str, ...]] = ()
    refers: ClassVar[tuple[tuple[str, type["Record"], str], ...]] = ()

    @model_validator(mode="after")
    def _spans_are_ordered(self) -> Self:
        for name in self.spans:
            columns = [f"{name}_low", name, f"{name}_high"]
            values = [getattr(self, column) for column in columns]
            if values != sorted(values):
                found = ", ".join(f"{one:g}" for one in values)
                problem = "Unterer, mittlerer und oberer Wert sind nicht geordnet."
                raise broken_rule(problem, name, " ≤ ".join(columns), found)
        return self

    @classmethod
    def disagreements(cls, rows: Mapping[int, Self], file: str | Path) -> Iterable[InputFault]:
        """Return what is wrong between rows that are right one by one; their numbers are those of the file."""
        return ()


# What most planning tables share: a name for the machine, who says so, and whether it was seen or assumed.
Key = text_like("^[a-z0-9_-]+$", "Kleinbuchstaben, Ziffern, _ und -")
Source = Annotated[str, Field(min_length=3)]
Address = text_like(r"^https?://\S+$", "eine Adresse, die mit https:// oder http:// beginnt")
Origin = Literal["beobachtet", "angenommen"]

AnyRecord = TypeVar("AnyRecord", bound=Record)


def parts(cell: object) -> object:
    """Return the parts of a cell between semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip()) if isinstance(cell, str) else cell


def _iso(cell: object) -> object:
    if isinstance(cell, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell.strip()):
        raise broken_rule("Eine Angabe passt nicht.", None, DAY, cell)  # a bare year would count seconds
    return cell


Day = Annotated[date, BeforeValidator(_iso)]
Words = Annotated[tuple[str, ...], BeforeValidator(parts)]


def records(
    table: pd.DataFrame,
    kind: type[AnyRecord],
    file: str | Path,
    *,
    sheet: str | None = None,
    header_row: int = 1,
    confidential: bool = False,
) -> list[AnyRecord]:
    """Return the rows of `table` as checked records of `kind`.

    `table` holds text as read, the row after `header_row` first; what stands in a `confidential` table is in no
    message. Raises InputFault naming each missing or unknown column, else each faulty cell and each row that stands
    twice, else what disagrees between rows; all at once.
    """
    place = {"file": file, "sheet": sheet}
    columns = [field.alias or name for name, field in kind.model_fields.items()]
    faults = _column_faults(table, columns, place)
    raise_all(faults, "Die Spalten der Tabelle stimmen nicht.")

    found: dict[int, AnyRecord] = {}
    seen: dict[Hashable, int] = {}
    for row, cells in enumerate(_without_empty_tail(table), start=header_row + 1):
        filled = {column: cell for column, cell in cells.items() if not _is_empty(cell)}
        if not filled:
            remedy = "Die leere Zeile löschen."
            faults.append(
                InputFault("Zwischen den Einträgen steht eine leere Zeile.", **place, row=row, remedy=remedy)
            )
            continue
        try:
            record = kind.model_validate(filled)
        except ValidationError as error:
            told = [one.fault(**place, row=row, column=next(iter(one.place), None))
                    for one in misfits(error, kind, filled)]  # fmt: skip
            faults += [replace(fault, found=None) if confidential else fault for fault in told]
            continue
        key = tuple(getattr(record, column) for column in kind.identity)
        if kind.identity and seen.setdefault(key, row) != row:
            problem = f"Der Eintrag kommt schon in Zeile {seen[key]} vor."
            column = ", ".join(kind.identity)
            told = None if confidential else ", ".join(map(str, key))
            expected = "jeder Eintrag nur einmal"
            faults.append(InputFault(problem, **place, row=row, column=column, found=told, expected=expected))
        found[row] = record
    raise_all(faults, "Die Tabelle enthält fehlerhafte Einträge.")
    raise_all(list(kind.disagreements(found, file)), "Die Zeilen der Tabelle passen nicht zusammen.")
    return list(found.values())


def frame(rows: Sequence[AnyRecord], kind: type[AnyRecord] | None = None) -> pd.DataFrame:
    """Return records as a frame, one column a field; `kind` names the fields where there may be no record."""
    return pd.DataFrame([row.model_dump() for row in rows], columns=kind and list(kind.model_fields))


def _column_faults(table: pd.DataFrame, columns: list[str], place: dict) -> list[InputFault]:
    wrong = [
        *((column, "kommt mehrfach vor", None) for column in table.columns[table.columns.duplicated()]),
        *((column, "fehlt", None) for column in columns if column not in table),
        *((column, "ist unbekannt", ", ".join(columns)) for column in table if column not in columns),
    ]
    remedy = "Spaltenköpfe wie in der mitgelieferten Vorlage schreiben."
    return [
        InputFault(f"Die Spalte „{column}“ {what}.", **place, column=column, expected=expected, remedy=remedy)
        for column, what, expected in wrong
    ]


def _without_empty_tail(table: pd.DataFrame) -> list[dict]:
    rows = table.to_dict("records")
    while rows and all(map(_is_empty, rows[-1].values())):
        rows.pop()
    return rows


def _is_empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip()) or cell is pd.NaT or cell != cell
