"""Real files come out with the facts their manifest states."""

import csv
from pathlib import Path

import pytest

from ohv_coworking.errors import InputFault
from ohv_coworking.reading import ReadingOptions, read_table, typed

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not beside the repository")


def manifest() -> list[dict[str, str]]:
    if not SAMPLES.is_dir():
        return []
    with open(SAMPLES / "MANIFEST.csv", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def header_rows(text: str) -> tuple[int, ...]:
    first, _, last = text.split()[0].partition("-") if text else ("", "", "")
    return tuple(range(int(first), int(last or first) + 1)) if first else ()


# Totals, rest rows and former regions are left out by the format, not by the table.
WITH_TOTALS = {"destatis_04-kreise_2018.xlsx": 473, "ba_bibb_cottbus_2023_merged_headers.xlsx": 40}
WITH_TOTALS["berlin_lor_population_2001_2018.csv"] = 448
READ = [entry for entry in manifest() if entry["data_rows"] != "0" and entry["format"] != "sav"]


@pytest.mark.parametrize("entry", READ, ids=lambda entry: entry["file"])
def test_table_has_the_shape_and_the_layout_of_the_manifest(entry):
    """Encoding, separator, header rows, rows and columns of every readable sample are the manifest's."""
    password = "Password1234_" if entry["file"].startswith("password") else None

    table = read_table(SAMPLES / entry["file"], ReadingOptions(password=password))

    assert table.grid.encoding in (entry["encoding"] or None, "ascii")  # ASCII is UTF-8 without umlauts
    assert (entry["separator"] or None) == table.grid.separator
    assert header_rows(entry["header_rows"]) == table.header_rows
    assert WITH_TOTALS.get(entry["file"], int(entry["data_rows"])) == len(table.frame)
    assert int(entry["data_columns"]) == table.frame.shape[1]


@pytest.mark.parametrize(
    ("file", "symbols"),
    [
        ("genesis_11111-01-01-4_area.csv", {"-": 77}),
        ("genesis_12111-10-01-4_census2011_slash.csv", {"-": 1340, "/": 155}),
        ("genesis_32214-01-02-4_symbols.csv", {"-": 2099, ".": 114, "x": 6}),
        ("ba_bibb_cottbus_2023_merged_headers.xlsx", {"*": 168, ".": 31}),
        ("btw2017_strukturdaten_cp1252.csv", {".": 26}),
        ("cr_only_line_ends_title_rows.csv", {"****": 3, "*****": 10}),
        ("utf16_comma.csv", {}),
    ],
)
def test_symbols_are_counted_where_numbers_stand(file, symbols):
    """Signs in place of numbers are counted; a dash as a name is a name."""
    assert symbols == typed(read_table(SAMPLES / file)).counts


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("password_protected.xlsx", "Kennwort"),
        ("not_an_office_file.xls", "Datentabelle"),
        ("zensus2022_grid_dataset_description.xlsx", "Kein Blatt"),
    ],
)
def test_what_cannot_be_read_is_named(file, problem):
    """A file without a readable table ends in a German fault with its name and the next step."""
    with pytest.raises(InputFault, match=problem) as fault:
        read_table(SAMPLES / file)

    assert file == fault.value.file
    assert fault.value.remedy
