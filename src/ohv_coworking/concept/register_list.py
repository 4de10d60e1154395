"""The confidential list of the interested, for the client only."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from ohv_coworking.basics.spreadsheet_bytes import spreadsheet_bytes
from ohv_coworking.concept.register_entries import (
    RegisterEntry,
    entries_in_force,
    may_be_contacted,
    may_be_named,
    read_sheet,
    register_entries,
)
from ohv_coworking.concept.register_sheet import head, write_register
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.private_files import begin_for_owner

HEADERS = ("Art", "Name", "Ort", "Bedarf", "Tage je Woche", "Plätze", "Ab wann", "Kontakt", "Löschen bis")


def internal_annex(entries: Iterable[RegisterEntry], reference_date: date) -> bytes:
    """Return a spreadsheet of the entries in force: names and contacts each only with the consent to them.

    It is written by its own command into a folder outside version control and is no part of the study.
    """
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Vertraulich"
    head(sheet, list(HEADERS))
    for row, entry in enumerate(entries_in_force(entries, reference_date), start=2):
        name = entry.name if may_be_named(entry, reference_date) else f"{entry.kind} ohne Nennung {row - 1}"
        contact = entry.contact if may_be_contacted(entry, reference_date) else None
        shown = (entry.kind, name, entry.town, entry.need, entry.days_per_week, entry.desks, entry.starts)
        for column, value in enumerate((*shown, contact, entry.delete_by), start=1):
            write_register(sheet, row, column, value)
    return spreadsheet_bytes(workbook)


def write_internal_annex(catalog: Catalog, reference_date: date, folder: Path) -> Path:
    """Write the internal annex into `folder`, which must be outside version control, and return the file."""
    entry = catalog.entry("interested_users")
    table = read_sheet(catalog.path("interested_users"))
    entries = register_entries(table, reference_date, catalog.shown(entry.file))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "interessierte_vertraulich.xlsx"
    begin_for_owner(file)
    file.write_bytes(internal_annex(entries, reference_date))
    return file
