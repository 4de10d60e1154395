"""The register of people and organisations who said they would use the space, and who may be named where.

Nobody is named without a valid consent at the reference date, and persons never in public. Faults name file and
row, but do not repeat what stands in the cell: messages are forwarded, and cells hold personal data.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import pandas as pd
from pydantic import BeforeValidator, Field, field_validator, model_validator

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.records import Record, records
from ohv_coworking.basics.typed_files import broken_rule
from ohv_coworking.basics.typed_numbers import how_to_write
from ohv_coworking.reading import ReadingOptions, read_grids

SHEET = "Register"
NEEDS = ("Flexibler Arbeitsplatz", "Fester Arbeitsplatz", "Teambüro", "Besprechungsraum", "Veranstaltung")
KINDS = ("Person", "Organisation")
GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
GERMAN_DECIMAL = re.compile(r"(\d+)(?:,(\d{1,2}))?(?: ?(?:€|EUR|Euro))?")
# Enough digits to be a telephone number: behind a zero or a plus apart from blanks and slashes, else in a row.
TELEPHONE = re.compile(r"(?<!\d)(?:\+|\(?0)(?:[\s/()-]*\d){5,}|\d{6,}")


def _german_date(cell: object) -> object:
    if not isinstance(cell, str):
        return cell.date() if isinstance(cell, datetime) else cell
    try:
        if found := GERMAN_DATE.fullmatch(cell.strip()):
            return date(*map(int, reversed(found.groups())))
        return date.fromisoformat(cell.strip())
    except ValueError:
        raise broken_rule("Der Eintrag ist kein Tag.", expected="ein Datum als TT.MM.JJJJ") from None


def _typed(cell: object) -> object:
    if isinstance(cell, str) and how_to_write(cell):
        raise broken_rule(
            "Diese Zahl lässt sich auf zwei Weisen lesen.",
            expected="eine Zahl ohne Tausenderpunkt, 1200 oder 1,2",
        )
    decimal = GERMAN_DECIMAL.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return f"{decimal[1]}.{decimal[2] or 0}" if decimal else cell


Number = Annotated[float, BeforeValidator(_typed)]
Count = Annotated[int, BeforeValidator(_typed)]
Day = Annotated[date, BeforeValidator(_german_date)]
YesNo = Literal["ja", "nein"]


class RegisterEntry(Record):
    """One interested person or organisation, as the German spreadsheet has it."""

    kind: Literal[KINDS] = Field(alias="Art")
    name: str = Field(alias="Name")
    town: str = Field(alias="Ort")
    need: Literal[NEEDS] = Field(alias="Bedarf")
    days_per_week: Number = Field(alias="Tage je Woche", gt=0, le=7)
    desks: Count = Field(alias="Plätze", ge=1, le=200)
    price_eur: Number | None = Field(default=None, alias="Preis je Platz und Monat in €", ge=0)
    starts: Day | None = Field(default=None, alias="Ab wann")
    contact: str = Field(default="", alias="Kontakt")
    consent_contact: YesNo = Field(default="nein", alias="Einwilligung Kontakt")
    consent_named: YesNo = Field(default="nein", alias="Einwilligung Nennung")
    consent_date: Day | None = Field(default=None, alias="Datum der Einwilligung")
    purpose: str = Field(default="", alias="Zweck")
    delete_by: Day | None = Field(default=None, alias="Löschen bis")

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if "@" in name:
            raise broken_rule("In der Spalte für den Namen steht eine E-Mail-Adresse.", "Name", "ein Name")
        if TELEPHONE.search(name):
            raise broken_rule("In der Spalte für den Namen steht eine Telefonnummer.", "Name", "ein Name")
        return name

    @model_validator(mode="after")
    def _consent_is_dated(self) -> "RegisterEntry":
        if "ja" in (self.consent_contact, self.consent_named):
            if self.consent_date is None:
                column = "Datum der Einwilligung"
                raise broken_rule(
                    "Zu einer Einwilligung fehlt ihr Datum.", column, "ein Datum als TT.MM.JJJJ"
                )
            if self.delete_by is None:
                column = "Löschen bis"
                raise broken_rule(
                    "Zu einer Einwilligung fehlt die Löschfrist.", column, "ein Datum als TT.MM.JJJJ"
                )
        if self.consent_date and self.delete_by and self.delete_by < self.consent_date:
            raise broken_rule("Die Löschfrist liegt vor der Einwilligung.", "Löschen bis")
        return self


HEADERS = [field.alias for field in RegisterEntry.model_fields.values()]


def read_sheet(path: Path) -> pd.DataFrame:
    """Return the register sheet of a workbook as a table; empty cells are the empty string.

    Raises InputFault for a file that is no workbook, is protected or has no sheet of that name.
    """
    grid = next(iter(read_grids(path, ReadingOptions(sheet=SHEET))))
    headers = grid.row(1)
    columns = [column.cells[1:] for column in grid.columns]
    used = [bool(header) or (cells != "").any() for header, cells in zip(headers, columns, strict=True)]
    return pd.DataFrame(np.column_stack(columns), columns=headers).loc[:, used]


def register_entries(table: pd.DataFrame, reference_date: date, file: str | Path) -> list[RegisterEntry]:
    """Return the checked entries of the register sheet, in file order.

    An empty consent cell is no consent. Raises InputFault with file and row for a missing consent column, an
    e-mail address where a name belongs, an undated consent, one after the reference date, and a second entry
    for the same person.
    """
    entries = records(table, RegisterEntry, file, sheet=SHEET, confidential=True)
    raise_all(_faults(entries, reference_date, file), "Das Register enthält fehlerhafte Einträge.")
    return entries


def _faults(entries: list[RegisterEntry], reference_date: date, file: str | Path) -> list[InputFault]:
    faults, seen = [], {}
    for row, entry in enumerate(entries, start=2):
        place = {"file": file, "sheet": SHEET, "row": row}
        if entry.consent_date and entry.consent_date > reference_date:
            faults.append(
                InputFault(
                    "Die Einwilligung liegt nach dem Stichtag.",
                    **place,
                    column="Datum der Einwilligung",
                    found=f"{entry.consent_date:%d.%m.%Y}",
                    expected=f"ein Tag bis zum {reference_date:%d.%m.%Y}",
                    remedy="Datum prüfen oder den Stichtag (reference_date in study.yaml) nachführen.",
                )
            )
        key = (entry.kind, " ".join(entry.name.split()).casefold(), entry.town.casefold())
        if key in seen:
            problem = f"Dieser Eintrag nennt dieselbe {entry.kind} wie Zeile {seen[key]}."
            faults.append(InputFault(problem, **place, column="Name", remedy="Beide Zeilen zusammenführen."))
        seen.setdefault(key, row)
    return faults


def entries_in_force(entries: Iterable[RegisterEntry], reference_date: date) -> list[RegisterEntry]:
    """Return the entries with a delete-by date that has not passed; the others count nowhere.

    An entry without a date may not be kept for good: it waits until somebody enters one.
    """
    return [entry for entry in entries if entry.delete_by and entry.delete_by >= reference_date]


def may_be_named(entry: RegisterEntry, reference_date: date) -> bool:
    """Return whether consent to be named is given and valid at the reference date."""
    return entry.consent_named == "ja" and _consent_holds(entry, reference_date)


def may_be_contacted(entry: RegisterEntry, reference_date: date) -> bool:
    """Return whether consent to be contacted is given and valid at the reference date."""
    return entry.consent_contact == "ja" and _consent_holds(entry, reference_date)


def _consent_holds(entry: RegisterEntry, reference_date: date) -> bool:
    if entry.consent_date is None or entry.delete_by is None:
        return False
    return entry.consent_date <= reference_date <= entry.delete_by


def named_organisations(entries: Iterable[RegisterEntry], reference_date: date) -> list[str]:
    """Return the organisations the public study may name, sorted; persons are never among them."""
    return sorted(
        entry.name
        for entry in entries
        if entry.kind == "Organisation" and may_be_named(entry, reference_date)
    )
