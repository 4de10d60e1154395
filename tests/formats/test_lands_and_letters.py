"""Länder by any of their names are the Länder; letters of quality beside numbers are signs, however they are written."""

import pytest
from openpyxl import Workbook

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand

HEAD = "GENESIS-Tabelle: {code}\n{title}\nStatistik\nBevölkerungsstand (Anzahl)\n"
FOOT = "__________\n© Statistisches Bundesamt (Destatis), 2024\nStand: 01.02.2024\n"
KREISE = ["12051", "12060", "12063", "12065", "12068"]


def genesis(folder, rows: list[str]):
    path = folder / "tabelle.csv"
    path.write_text(
        HEAD.format(code="12411-01-05-4", title="Bevölkerung") + "\n".join(rows) + "\n" + FOOT,
        encoding="utf-8",
    )
    return understand(path)


def of_lands(folder, names):
    return genesis(folder, [";31.12.2022", ";Anzahl", *(f"{name};{100 + n}" for n, name in enumerate(names))])


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["Bayern", "Berlin", "Brandenburg"], ["09", "11", "12"]),
        (["BAYERN", "berlin", "Land Brandenburg"], ["09", "11", "12"]),
        (
            ["Freistaat Sachsen", "Freie und Hansestadt Hamburg", "Freie Hansestadt Bremen"],
            ["14", "02", "04"],
        ),
        (["Thueringen", "Baden-Wuerttemberg", "Nordrhein - Westfalen"], ["16", "08", "05"]),
        (["BB", "BE", "MV"], ["12", "11", "13"]),
        (["Bayern", "Berlin", "Bundesrepublik Deutschland"], ["09", "11", "DG"]),
    ],
)
def test_lands_by_name(tmp_path, names, keys):
    assert keys == of_lands(tmp_path, names).frame["region_key"].tolist()


@pytest.mark.parametrize("odd", ["Sachsn", "Früheres Bundesgebiet", "Neue Länder einschl. Berlin"])
def test_what_is_no_land_among_lands_is_named(tmp_path, odd):
    with pytest.raises(InputFault, match="Regionalschlüssel") as fault:
        of_lands(tmp_path, ["Bayern", "Berlin", odd])

    assert odd == fault.value.found


def test_lands_of_a_workbook_that_no_database_made(tmp_path):
    book = Workbook()
    rows = [["Bevölkerung nach Ländern"], ["Quelle: Statistisches Bundesamt"], [], ["Land", "2021", "2022"]]
    for row in [*rows, ["Bayern", 1, 2], ["Berlin", 3, 4], ["Brandenburg", 5, 6]]:
        book.active.append(row)
    book.save(tmp_path / "laender.xlsx")
    found = understand(tmp_path / "laender.xlsx").frame

    assert 6 == found.loc[(found["region_key"] == "12") & (found["period"] == "2022"), "value"].item()


@pytest.mark.parametrize(
    ("heading", "letters"),
    [
        ("", "eeepp"), ("", "EEEPP"), ("Qualität", "eeepp"), ("", ["", "", "p", "", ""]),
        ("", ["endgültig", "endgültig", "vorläufig", "vorläufig", "vorläufig"]),
    ],
)  # fmt: skip
def test_letters_of_quality(tmp_path, heading, letters):
    """Beside the numbers, with or without a heading, small, capital, in words, or of one row only."""
    rows = [f"{key};Kreis {key};{100 + n};{letters[n]}" for n, key in enumerate(KREISE)]
    found = genesis(tmp_path, [f";;31.12.2022;{heading}", *rows]).frame

    assert {"Bevölkerungsstand"} == set(found["indicator"])
    assert {"2022-12-31"} == set(found["period"])
    assert [letter for letter in letters] == found["symbol"].tolist()
    assert [100, 101, 102, 103, 104] == found["value"].tolist()


def test_a_row_with_a_separator_too_many_is_still_refused(tmp_path):
    rows = [f"{key};Kreis {key};{100 + n};" for n, key in enumerate(KREISE)]
    rows[2] = "12063;Kreis; 12063;102;"
    with pytest.raises(InputFault, match=r"mehr Werte|nicht"):
        genesis(tmp_path, [";;31.12.2022;", *rows])
