"""Official files with one thing wrong: refused with the place, or read as before, or read with a notice; nothing else.

Every text format is mutated systematically (`DAMAGE`), at its first, a middle and its last row.
What counts is the long table: no number, key or period may change without being told.
"""

import csv
import re

import pytest

import samples
from ohv_coworking.formats.statistics.long_table import LongTable
from statistics_mutations import TEXTS, content, places, read, records, told_or_equal, unharmed, written

NEW_NAME = "Umbenannt"


def number_columns(row: list[str]) -> list[int]:
    return [place for place, cell in enumerate(row) if re.fullmatch(r" *\d[\d.]*(,\d+)?", cell)]


def last_number(row: list[str]) -> int:
    return max(number_columns(row), default=len(row) - 1)


def key_columns(name: str) -> list[int]:
    """Return the columns whose cells in the data are keys that may lose a zero."""
    rows, _, _ = records(name)
    width = max(map(len, rows))
    data = [rows[row - 1] for row in unharmed(name).frame["row"].unique()]
    return [
        column for column in range(width)
        if any(column < len(row) and re.fullmatch(r"0\d{4,}", row[column].strip()) for row in data)
    ]  # fmt: skip


# Each takes the records and the row to harm, and returns them harmed.
def empty_cell_inserted(rows, row):
    rows[row].insert(len(rows[row]) // 2, "")


def cell_lost(rows, row):
    del rows[row][len(rows[row]) // 2]


def shifted_within_the_row(rows, row):
    rows[row][:] = ["", *rows[row][:-1]]


def cells_exchanged(rows, row):
    line = rows[row]
    line[0], line[last_number(line)] = line[last_number(line)], line[0]


def value_emptied(rows, row):
    rows[row][last_number(rows[row])] = ""


def word_for_a_value(rows, row):
    rows[row][last_number(rows[row])] = "unbekannt"


def point_for_comma(rows, row):
    place = next((column for column in number_columns(rows[row]) if "," in rows[row][column]), None)
    if place is not None:
        rows[row][place] = rows[row][place].replace(",", ".")


def point_with_three_decimals(rows, row):
    place = last_number(rows[row])
    rows[row][place] = "12.345" if "," in rows[row][place] else rows[row][place]


def thousands_as_decimals(rows, row):
    """A count that a program divided by a thousand: 26938 becomes 26.938."""
    place = last_number(rows[row])
    if len(rows[row][place].strip()) > 4 and rows[row][place].strip().isdigit():
        rows[row][place] = rows[row][place].strip()[:-3] + "," + rows[row][place].strip()[-3:]


def exponent(rows, row):
    place = last_number(rows[row])
    rows[row][place] = "1,2E+05"


def date_for_a_value(rows, row):
    rows[row][last_number(rows[row])] = "03. Jan"


def row_doubled(rows, row):
    rows.insert(row, list(rows[row]))


def row_doubled_with_another_value(rows, row):
    again = list(rows[row])
    again[last_number(again)] = "1"
    rows.insert(row, again)


def heading_repeated(rows, row):
    rows.insert(row, list(rows[min(row, 5)]))


def words_between(rows, row):
    rows.insert(row, ["Hinweis: vorläufige Werte"] + [""] * (len(rows[row]) - 1))


DAMAGE = [
    empty_cell_inserted, cell_lost, shifted_within_the_row, cells_exchanged, value_emptied, word_for_a_value,
    point_for_comma, point_with_three_decimals, thousands_as_decimals, exponent, date_for_a_value, row_doubled,
    row_doubled_with_another_value, words_between,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("name", TEXTS)
def test_one_row_is_harmed(name, damage):
    """A row shifted, emptied, doubled or with a foreign cell is refused, read as before, or pointed at."""
    for row in places(name):
        rows, separator, footer = records(name)
        damage(rows, row)
        told_or_equal(name, written(rows, separator, footer))


@pytest.mark.parametrize("name", TEXTS)
def test_another_program_saved_it(name):
    """Line ends, quotes, character set, padding and archive of another program change nothing."""
    rows, separator, footer = records(name)
    text = written(rows, separator, footer).decode()
    padded = [[*row, "", ""] for row in rows]
    saved = [
        written(rows, separator, footer, ends="\r\n"), written(rows, separator, footer, ends="\r"),
        written(rows, separator, footer, quoting=csv.QUOTE_ALL), text.encode("utf-8-sig"), text.encode("utf-16"),
        written(padded, separator, footer), (text + ";;;;\n;;;;\n").encode() if not footer else text.encode(),
        text.encode("cp1252", errors="ignore"),
    ]  # fmt: skip
    for data in saved:
        told_or_equal(name, data)


@pytest.mark.parametrize("rows_left", [1, 2, 3])
@pytest.mark.parametrize("name", TEXTS)
def test_a_table_of_few_regions(name, rows_left):
    """A file cut down to its first rows says about them what the whole says."""
    rows, separator, footer = records(name)
    frame = unharmed(name).frame
    first = frame["row"].min() - 1
    left = range(first + 1, first + rows_left + 1)
    few = read(written(rows[: first + rows_left], separator, footer), name)

    assert isinstance(few, LongTable), str(few)
    whole = frame[frame["row"].isin(left)].drop(columns="row").reset_index(drop=True)
    assert sorted(whole.astype(str).to_numpy().tolist()) == sorted(
        few.frame.drop(columns="row").astype(str).to_numpy().tolist()
    )


@pytest.mark.parametrize("name", TEXTS)
def test_keys_became_numbers(name):
    """Keys without their leading zeros are mended, or refused."""
    rows, separator, footer = records(name)
    for column in key_columns(name):
        for row in rows:
            if column < len(row) and re.fullmatch(r"\s*0\d+", row[column]):
                row[column] = row[column].strip().lstrip("0")
    told_or_equal(name, written(rows, separator, footer))


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_a_header_is_renamed(name):
    """A renamed header renames its column and nothing else, or is refused."""
    table = unharmed(name).table
    for header in table.header_rows:
        width = len(table.frame.columns)
        for column in sorted({*range(min(width, 15)), width // 2, width - 2, width - 1}):
            rows, separator, footer = records(name)
            if column < len(rows[header - 1]) and rows[header - 1][column].strip():
                rows[header - 1][column] = NEW_NAME
                told_or_equal(name, written(rows, separator, footer), but=["indicator", "unit"])


@pytest.mark.parametrize("name", TEXTS)
def test_a_header_is_written_twice(name):
    """Two columns of the same name and period (years mixed up) are refused, not added to each other."""
    table = unharmed(name).table
    header = table.header_rows[-1] - 1
    rows, separator, footer = records(name)
    named = [place for place, cell in enumerate(rows[header]) if cell.strip()]
    if len(set(rows[header])) < 3:
        pytest.skip("one column of numbers")
    rows[header][named[-1]] = rows[header][named[-2]]
    found = read(written(rows, separator, footer), name)
    if isinstance(found, LongTable):
        identity = ["indicator", "region_key", "region", "period", "unit", "aggregate"]
        before = unharmed(name).frame.duplicated(identity).sum()
        assert found.notices or found.frame.duplicated(identity).sum() <= before


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_breaks_off(name):
    """A file that ends within a row, or lost its footer, is refused or pointed at."""
    data = content(name).rstrip()
    _, _, footer = records(name)
    ends = (
        [data[:-3]]
        if not footer
        else [data[: data.index(b"__________")], data[: data.index(b"__________") - 4]]
    )
    for end in ends:
        told_or_equal(name, end)


@pytest.mark.parametrize("name", TEXTS)
def test_umlauts_encoded_twice(name):
    """UTF-8 taken for cp1252 and saved: numbers stay, and the damage is told where a letter shows it."""
    text = written(*records(name)).decode()
    twice = text.encode().decode("cp1252", errors="replace").encode()

    told_or_equal(name, twice)


@samples.needed
@pytest.mark.parametrize("row", [3, 100, 300])
def test_a_total_no_longer_adds_up(row):
    """One district's count changed is told at its Land, with the row of the Land and both sums."""
    name = "genesis_12411-01-01-4_population_2018.csv"
    rows, separator, footer = records(name)
    frame = unharmed(name).frame
    district = frame[frame["value"].notna() & (frame["region_key"].str.len() == 5)].iloc[row]
    land = frame.loc[frame["region_key"] == district["region_key"][:2], "row"].iloc[0]
    line = rows[district["row"] - 1]
    line[-1] = str(int(line[-1]) + 1)

    told = read(written(rows, separator, footer), name).notices

    assert any(f"Zeile {land}," in sentence for sentence in told)
