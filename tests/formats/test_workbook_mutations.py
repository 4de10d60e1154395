"""Official workbooks with cells changed by hand: refused with the place, or read as before, or told; nothing else."""

import re
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook

import samples
import statistics_files as files
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand
from ohv_coworking.raw import Catalog
from statistics_mutations import OFFICIAL, RAW, cells, read


def county(catalog: Catalog) -> pd.DataFrame:
    """Return the population of Oberhavel and its municipalities."""
    population = catalog.read_csv("population")
    return population[population["ags"].str.startswith("12065")]


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory):
    """The official workbooks by name, and what they mean unharmed."""
    folder = tmp_path_factory.mktemp("workbooks")
    catalog = Catalog.load(RAW)
    files.municipal_directory(catalog.read_csv("municipal_directory"), folder / "AuszugGV.xlsx")
    files.commuter_workbook(catalog.read_csv("commuters"), folder / "krpend.xlsx")
    files.genesis_workbook(files.genesis_population(county(catalog)), folder / "12411-01-01-5.xlsx")
    for entry in OFFICIAL:
        if entry["file"] in ("destatis_04-kreise_2018.xlsx", "ba_bibb_cottbus_2023_merged_headers.xlsx"):
            (folder / entry["file"]).write_bytes((samples.FOLDER / entry["file"]).read_bytes())
    for path in folder.iterdir():  # saved once: a program rounds the last digit of a number
        load_workbook(path).save(path)
    return {path.name: (path, understand(path)) for path in folder.iterdir()}


def key_as_number(sheet, row, column):
    for line in sheet.iter_rows(min_row=row):
        for cell in line:
            if isinstance(cell.value, str) and re.fullmatch(r"\d+", cell.value):
                cell.value = int(cell.value)


def word_for_a_count(sheet, row, column):
    sheet.cell(row, column).value = "unbekannt"


def count_lost(sheet, row, column):
    sheet.cell(row, column).value = None


def count_as_date(sheet, row, column):
    sheet.cell(row, column).value = date(2023, 1, 3)


def row_twice(sheet, row, column):
    cells = [cell.value for cell in sheet[row]]
    sheet.insert_rows(row)
    for place, value in enumerate(cells, 1):
        sheet.cell(row, place).value = value


def row_shifted(sheet, row, column):
    cells = [cell.value for cell in sheet[row]]
    for place, value in enumerate([None, *cells[:-1]], 1):
        sheet.cell(row, place).value = value


def test_a_workbook_says_what_the_text_says(tmp_path):
    """A GENESIS table as a workbook, whole or of one region, is read as the same table in CSV, its footer seen."""
    population = county(Catalog.load(RAW))
    for part in (population, population[population["ags"] == "12065256"]):
        table = files.genesis_population(part)
        book = understand(files.genesis_workbook(table, tmp_path / "12411-01-01-5.xlsx"))
        text = read(table, "12411-01-01-5.csv")

        assert cells(text) == cells(book)
        assert list(text.notices) == list(book.notices) == []


SHEET_DAMAGE = [key_as_number, word_for_a_count, count_lost, count_as_date, row_twice, row_shifted]


@pytest.mark.parametrize("damage", SHEET_DAMAGE, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize(
    "name",
    [
        "AuszugGV.xlsx",
        "krpend.xlsx",
        "12411-01-01-5.xlsx",
        "destatis_04-kreise_2018.xlsx",
        "ba_bibb_cottbus_2023_merged_headers.xlsx",
    ],
)
def test_a_workbook_is_harmed(workbooks, name, damage, tmp_path):
    """Cells of a workbook changed by hand: refused with the place, read as before, or told."""
    if name not in workbooks:
        pytest.skip("the sample files are not beside the repository")
    path, before = workbooks[name]
    book = load_workbook(path)
    sheet = book[before.table.grid.sheet]
    rows = before.frame.loc[before.frame["value"].notna(), "row"]
    row = int(rows.iloc[len(rows) // 3])
    numbers = [cell.column for cell in sheet[row] if isinstance(cell.value, int | float)]
    damage(sheet, row, numbers[-1])
    book.save(tmp_path / name)

    try:
        after = understand(tmp_path / name)
    except InputFault as fault:
        assert name in str(fault) and ("Zeile" in str(fault) or "Spalte" in str(fault))
        return

    assert set(after.notices) - set(before.notices) or cells(before) == cells(after)
