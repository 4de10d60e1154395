"""Periods in the ways offices write them: read the same wherever they stand, or refused or told in words."""

import pytest
from openpyxl import Workbook

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand
from ohv_coworking.formats.statistics.periods import period_in, period_of

REGIONS = [
    ("12051", "Brandenburg an der Havel"),
    ("12060", "Barnim"),
    ("12063", "Havelland"),
    ("12065", "Oberhavel"),
]
HEAD = "GENESIS-Tabelle: 21111-01-05-4\nSchulen: Schüler, Kreise\nStatistik der Schulen\n"
FOOT = "__________\n© Statistische Ämter des Bundes und der Länder, 2024\nStand: 01.02.2024\n"
OLD = (
    "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;"
    "1_Auspraegung_Label;SCH001__Schueler__Anzahl\n"
)  # fmt: skip


def records(line: str, *periods: str) -> str:
    return "".join(
        line.format(p=p, k=k, n=n, v=1000 + i) for p in periods for i, (k, n) in enumerate(REGIONS)
    )


def in_header(first, second):
    return (
        HEAD
        + f";;{first};{second}\n;;Schüler;Schüler\n;;Anzahl;Anzahl\n"
        + records("{k};{n};{v};{v}\n", "")
        + FOOT
    )


def in_column(first, second):
    return HEAD + ";;;Schüler\n;;;Anzahl\n" + records("{p};{k};{n};{v}\n", first, second) + FOOT


def above_rows(first, second):
    held = "".join(f"{one};;\n{records('{k};{n};{v}' + chr(10), '')}" for one in (first, second))
    return HEAD + ";;Schüler\n;;Anzahl\n" + held + FOOT


def flat(first, second):
    return OLD + records("21111;Schulen;SMJ;Zeit;{p};KREISE;Kreise;{k};{n};{v}\n", first, second)


def workbook(first, second):
    book = Workbook()
    for row in (
        ["Schüler nach Kreisen"],
        ["Quelle: Amt für Statistik"],
        [],
        ["Schlüssel", "Gebiet", first, second],
    ):
        book.active.append(row)
    for place, (key, name) in enumerate(REGIONS):
        book.active.append([key, name, 1000 + place, 1100 + place])
    return book


LAYOUTS = (in_header, in_column, above_rows, flat, workbook)
WRITTEN = {
    ("2021/22", "Schuljahr 2022/23"): ["2021/22", "2022/23"],
    ("2021/2022 Schuljahr", "2022-23"): ["2021/2022", "2022/23"],
    ("WS 2022/23", "SoSe 2024"): ["2022-10/2023-03", "2024-04/2024-09"],
    ("Wintersemester 22/23", "Sommersemester 2023"): ["2022-10/2023-03", "2023-04/2023-09"],
    ("2022-Q4", "1. Quartal 2023"): ["2022-Q4", "2023-Q1"],
    ("Q4/2022", "2023 Q1"): ["2022-Q4", "2023-Q1"],
    ("IV. Vj. 2022", "1. Vierteljahr 2023"): ["2022-Q4", "2023-Q1"],
    ("1. Halbjahr 2022", "II. Halbjahr 2022"): ["2022-01/2022-06", "2022-07/2022-12"],
    ("Dez. 2022", "01/2023"): ["2022-12", "2023-01"],
    ("4/2022", "5/2022"): ["2022-04", "2022-05"],
    ("9/2022", "10/2022"): ["2022-09", "2022-10"],
    ("31. Dezember 2022", "31.12.23"): ["2022-12-31", "2023-12-31"],
    ("Ende 2022", "Haushaltsjahr 2023"): ["2022-12-31", "2023"],
}


def understood(folder, layout, periods):
    made = layout(*periods)
    path = folder / f"tabelle.{'csv' if isinstance(made, str) else 'xlsx'}"
    made.save(path) if path.suffix == ".xlsx" else path.write_text(made, encoding="utf-8")
    return understand(path)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_way_of_writing_in_every_layout(tmp_path, layout):
    found = {written: understood(tmp_path, layout, written) for written in WRITTEN}

    assert {written: sorted(told) for written, told in WRITTEN.items()} == {
        written: one.details()["periods"] for written, one in found.items()
    }
    assert {8} == {len(one.frame) for one in found.values()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_month_or_quarter_is_asked_where_nothing_tells(tmp_path, layout):
    with pytest.raises(InputFault, match="Vierteljahr") as fault:
        understood(tmp_path, layout, ("4/2022", "1/2023"))

    assert "04/2022" in fault.value.expected


@pytest.mark.parametrize(
    ("word", "periods"), [("Monat", ["2022-04", "2023-01"]), ("Quartal", ["2022-Q4", "2023-Q1"])]
)
def test_a_heading_says_whether_it_is_a_month(tmp_path, word, periods):
    def named(*written):
        return in_column(*written).replace(";;;Schüler", f"{word};;;Schüler")

    assert periods == understood(tmp_path, named, ("4/2022", "1/2023")).details()["periods"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_period_nobody_knows_is_refused_or_told(tmp_path, layout):
    written = "2022SMJ", "2023SMJ"
    if layout is workbook:
        assert "2022SMJ" in " ".join(understood(tmp_path, layout, written).notices)
        return
    with pytest.raises(InputFault) as fault:
        understood(tmp_path, layout, written)
    assert any(word in fault.value.problem for word in ("Zeitraum", "Regionalschlüssel"))


@pytest.mark.parametrize(
    "text", ["WS 2022/24", "SoSe 2023/24", "5. Quartal 2023", "31.02.2023", "3. Halbjahr 2022", "4/2022"]
)
def test_what_cannot_be_is_no_period(text):
    assert period_of(text) is None


def test_a_title_tells_its_most_precise_period():
    titles = [
        "Schüler im Schuljahr 2021/22",
        "Studierende, WS 2023/24",
        "Beschäftigte im 2. Quartal 2023",
        "Stand 31.12.2022, Zensus 2011",
    ]

    assert ["2021/22", "2023-10/2024-03", "2023-Q2", "2022-12-31"] == list(map(period_in, titles))


@pytest.mark.parametrize("odd", ["NaN", "Januar.000", ""])
def test_one_odd_month_decides_nothing(tmp_path, odd):
    """Refused with its place: else the months of all rows would become a part of what is counted."""
    months = ["Januar", "Februar", "März", "April", "Mai", odd]
    rows = "".join(f"2023;{month};{100 + n}\n" for n, month in enumerate(months))
    head = HEAD.replace("Kreise", "Deutschland, Monate")
    (tmp_path / "t.csv").write_text(head + ";;Fälle\n;;Anzahl\n" + rows + FOOT, encoding="utf-8")
    with pytest.raises(InputFault, match="Zeitraum") as fault:
        understand(tmp_path / "t.csv")

    assert 11 == fault.value.row


def test_a_number_beyond_all_numbers_is_refused(tmp_path):
    rows = records("{k};{n};{v}\n", "").replace("1002", "1e999")
    (tmp_path / "t.csv").write_text(HEAD + ";;31.12.2022\n;;Anzahl\n" + rows + FOOT, encoding="utf-8")
    with pytest.raises(InputFault, match="Exponent"):
        understand(tmp_path / "t.csv")


def test_one_exponent_does_not_decide_how_the_others_are_written(tmp_path):
    """1,446 beside whole numbers stays 1446; the rounded cell is missing and told."""
    rows = "".join(
        f"{letter};{value}\n"
        for letter, value in zip(
            "abcdefghijk", ["1,446", "2,500", "379", "1,2E+05", *range(12, 19)], strict=True
        )
    )
    (tmp_path / "t.csv").write_text("Name;Wert\n" + rows, encoding="utf-8")
    found = understand(tmp_path / "t.csv")

    assert [1446, 2500, 379] == found.frame["Wert"].tolist()[:3]
    assert "1,2E+05" in " ".join(found.notices)
