"""Tables as offices and people really write them: neighbours, notes, days, keys and periods; own small files."""

import zipfile

import pytest
from openpyxl import Workbook

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand


def saved(path, *sheets, merged=()):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for span in merged:
            sheet.merge_cells(span)
    book.save(path)
    return path


def text(tmp_path, content, name="tabelle.csv"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return understand(path)


PLACES = [["Ort", "Art", "Zahl"], *[[f"Ort {n}", "ab"[n % 2], 10 + n] for n in range(12)]]


class TestWhereATableEnds:
    def test_empty_rows_inside_are_left_out_and_told(self, tmp_path):
        rows = [f"A{n};Posten {n};{n if n % 3 else ''}" for n in range(1, 31)]

        found = text(
            tmp_path, "\n".join(["Nr;Name;Konto", *rows[:10], ";;", *rows[10:20], ";;", *rows[20:], ""])
        )

        assert (30, [(12, "leer"), (23, "leer")]) == (found.rows, list(found.dropped))

    def test_a_drawn_line_inside_is_none_of_its_rows(self, tmp_path):
        rows = [f"Ort {n};{n}" for n in range(1, 11)]

        found = text(tmp_path, "\n".join(["Ort;Zahl", *rows[:5], "__________;", *rows[5:], ""]))

        assert (10, [(7, "Trennlinie")]) == (found.rows, list(found.dropped))

    def test_notes_above_and_below(self, tmp_path):
        notes = [["bitte", None, "prüfen"], *PLACES, [None, "noch offen", None], [None, None, "siehe oben"]]

        found = understand(saved(tmp_path / "t.xlsx", ("Blatt", notes)))

        assert ((2,), 12) == (found.table.header_rows, found.rows)

    def test_a_last_row_that_is_incomplete_stays(self, tmp_path):
        found = understand(saved(tmp_path / "t.xlsx", ("Blatt", [*PLACES, ["Ort 12", "a", None]])))

        assert 13 == found.rows


class TestWhatElseIsInTheFile:
    def test_a_second_table_beside_is_told(self, tmp_path):
        beside = [["Jahr", "Summe"], *[[2000 + n, n] for n in range(5)], *[[None, None]] * 7]
        rows = [[*left, None, *right] for left, right in zip(PLACES, beside, strict=True)]

        found = understand(saved(tmp_path / "t.xlsx", ("Blatt", rows)))

        assert (["Ort", "Art", "Zahl"], 12) == (list(found.columns), found.rows)
        assert "Jahr, Summe" in " ".join(found.notices)

    def test_a_second_table_under_the_same_header_is_told(self, tmp_path):
        rows = [
            [*row, None, *(row if place == 0 else [f"Nord {place}", "c", place])]
            for place, row in enumerate(PLACES)
        ]

        found = understand(saved(tmp_path / "t.xlsx", ("Blatt", rows)))

        assert (["Ort", "Art", "Zahl"], 12) == (list(found.columns), found.rows)
        assert "weitere Tabelle" in " ".join(found.notices)

    def test_where_a_second_table_may_begin_is_told(self, tmp_path):
        rows = [
            [*row, None, *(["Angebot", "Preis"] if place == 0 else [f"Raum {place}", place])]
            for place, row in enumerate(PLACES)
        ]

        found = understand(saved(tmp_path / "t.xlsx", ("Blatt", rows)))

        assert 6 == len(found.columns)
        assert "„Angebot“" in " ".join(found.notices)

    def test_one_table_with_an_empty_column_stays_whole(self, tmp_path):
        rows = [[*row, None, "Bemerkung" if place == 0 else "x"] for place, row in enumerate(PLACES)]

        assert 5 == len(understand(saved(tmp_path / "t.xlsx", ("Blatt", rows))).columns)

    def test_other_sheets_are_told_whatever_the_format(self, tmp_path):
        genesis = [["Tabelle: 12411-01-01-4"], ["Bevölkerung"], [None, None, "31.12.2020"], [None, None, "Anzahl"],
                   ["12065", "Oberhavel", 210000], ["12060", "Barnim", 180000], ["__________"], ["Stand: 01.01.2021"]]  # fmt: skip

        found = understand(saved(tmp_path / "t.xlsx", ("Tabelle", genesis), ("Weitere", PLACES)))

        assert "statistics/genesis-table" == found.kind
        assert "Weitere" in " ".join(found.notices)

    def test_an_empty_column_before_it_is_none_of_its_columns(self, tmp_path):
        rows = [[None] * 4, *[[None, *row] for row in PLACES]]

        assert ["Ort", "Art", "Zahl"] == list(understand(saved(tmp_path / "t.xlsx", ("Blatt", rows))).columns)

    @pytest.mark.parametrize("kind", ["ods", "zip"])
    def test_an_encrypted_file_asks_for_its_password(self, tmp_path, kind):
        path = tmp_path / f"t.{kind}"
        with zipfile.ZipFile(path, "w") as archive:
            if kind == "ods":
                archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
                archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
                archive.writestr("content.xml", b"\x01\x02")
            else:
                archive.writestr("t.csv", "a;b\n1;2\n")
        if kind == "zip":  # the bit that says: encrypted
            data = bytearray(path.read_bytes())
            for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
                data[data.find(mark) + place] |= 1
            path.write_bytes(bytes(data))

        with pytest.raises(InputFault, match="Kennwort"):
            understand(path)


class TestKeysAndNumbers:
    def test_keys_of_mixed_length_get_their_zero(self, tmp_path):
        found = text(
            tmp_path, "AGS;Ort;Wert\n" + "".join(f"{key};Ort;1\n" for key in (1001000, 12065256, 9161000))
        )

        assert ["01001000", "12065256", "09161000"] == found.frame["AGS"].tolist()
        assert "2 Regionalschlüssel" in " ".join(found.notices).replace("\xa0", " ")

    def test_keys_in_exponents_are_refused(self, tmp_path):
        with pytest.raises(InputFault, match="Exponentenschreibweise"):
            text(tmp_path, "ARS;Ort;Wert\n1,2065E+11;A;1\n1,2065E+11;B;2\n1,206E+11;C;3\n")

    @pytest.mark.parametrize(
        ("numbers", "doubtful"), [("12,345 11,872 9 8,104", True), ("12.345 1.872 900 56", False)]
    )
    def test_three_decimals_or_thousands(self, tmp_path, numbers, doubtful):
        """Told where the numbers without mark are as small as the others would be with decimals."""
        rows = "".join(f"Ort {place};{number}\n" for place, number in enumerate(numbers.split()))

        assert doubtful == ("mehrdeutig" in " ".join(text(tmp_path, "Ort;Wert\n" + rows).notices))

    def test_one_word_among_numbers_is_missing_and_told(self, tmp_path):
        rows = [f"Ort {n};{n}" for n in range(1, 41)]
        rows[6] = "Ort 7;unklar"

        found = text(tmp_path, "\n".join(["Ort;Zahl", *rows, ""]))

        assert (39, True) == (found.frame["Zahl"].count(), "Zeile 8: „unklar“" in " ".join(found.notices))

    def test_many_words_make_text_and_that_is_told(self, tmp_path):
        rows = [f"Ort {n};{n if n % 12 else 'offen'}" for n in range(1, 41)]

        found = text(tmp_path, "\n".join(["Ort;Zahl", *rows, ""]))

        assert "Spalte ist Text" in " ".join(found.notices)

    def test_fixed_width_is_named(self, tmp_path):
        lines = "".join(f"60{n:08}  {'Ort, Stadt':<40}{'':<20}{n:011}\n" for n in range(10))

        with pytest.raises(InputFault, match="fester Breite"):
            text(tmp_path, lines, "gv100.txt")


GENESIS = "GENESIS-Tabelle: 99999-0001\nMusterstatistik\nFälle: {title}\n{head}\n{rows}\n__________\nStand: 01.01.2031\n"


class TestGenesis:
    @pytest.mark.parametrize(
        ("title", "head", "rows", "key", "periods"),
        [
            ("Deutschland, Monate", ";;Fälle", "2030;Januar;10\n2030;Februar;11\n2030;März;12", "DG", ["2030-01", "2030-02", "2030-03"]),
            ("Bundesländer, Jahre", ";;Fälle", "Bayern;2029;10\nBayern;2030;11\nDeutschland;2030;90", "09", ["2029", "2030", "2030"]),
            ("Kreise, Schuljahr", ";;2021/22;2022/23\n;;Fälle;Fälle", "12065;Oberhavel;10;11\n12060;Barnim;10;12", "12065", ["2021/22", "2021/22", "2022/23", "2022/23"]),
            ("Kreise, Quartale", ";;;Fälle", "1. Quartal 2030;12065;Oberhavel;10\n2. Quartal 2030;12065;Oberhavel;11", "12065", ["2030-Q1", "2030-Q2"]),
        ],
        ids=["months of Germany", "Länder by name", "school years", "quarters"],
    )  # fmt: skip
    def test_periods_and_regions(self, tmp_path, title, head, rows, key, periods):
        found = text(tmp_path, GENESIS.format(title=title, head=head, rows=rows)).frame

        assert (key, periods) == (found["region_key"].iloc[0], found["period"].tolist())

    def test_letters_of_quality_are_signs(self, tmp_path):
        rows = "12065;Oberhavel;10;e;11;p\n12060;Barnim;20;e;21;p"
        found = text(
            tmp_path,
            GENESIS.format(title="Kreise", head=";;31.12.2029;;31.12.2030;\n;;Fälle;;Fälle;", rows=rows),
        ).frame

        assert (["Fälle"], ["e", "e", "p", "p"]) == (
            found["indicator"].unique().tolist(),
            found["symbol"].tolist(),
        )

    def test_measures_rounded_part_by_part_are_no_contradiction(self, tmp_path):
        """Hectares may be off by half of one for each part; people are counted."""
        rows = "2030;12;Land;341\n2030;12065;A;120\n2030;12060;B;220\n2030;13;Land;30\n2030;13001;A;10\n2030;13002;B;20"
        table = GENESIS.format(title="Kreise\nFläche ({})", head=";;;Insgesamt", rows=rows)

        assert () == tuple(text(tmp_path, table.format("ha")).notices)
        assert ["341"] == [
            notice.split(": ")[1][:3] for notice in text(tmp_path, table.format("Anzahl")).notices
        ]

    def test_a_former_town_stands_in_for_its_later_district(self, tmp_path):
        rows = "05;Land;1500\n05334;Städteregion;-\n05334002;Stadt;500\n05358;Kreis;1000\n12;Land;300\n12060;A;100\n12065;B;200"

        assert () == tuple(
            text(tmp_path, GENESIS.format(title="Kreise, 31.12.2005", head=";;Fälle", rows=rows)).notices
        )


FLAT = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;"
    "1_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label\n"
)


class TestFlatFile:
    def row(self, key, name, value, code, variable="GEOGM4"):
        return f"1000A;Zensus;STAG;Stichtag;2022-05-15;{variable};Gemeinden;{key};{name};{value};Anzahl;{code};Personen\n"

    def test_a_total_counted_otherwise_does_not_rename_the_places(self, tmp_path):
        rows = [self.row(f"12065080100{n}", f"Ort {n}", n * 100, "PRS018") for n in range(1, 5)]

        found = text(tmp_path, FLAT + "".join(rows) + self.row("DG", "Deutschland", 5000, "PRS001")).frame

        assert {"Personen", "Personen (PRS001)"} == set(found["indicator"])
        assert ["DG"] == found.loc[found["indicator"] != "Personen", "region_key"].tolist()

    def test_two_measures_of_one_label_for_each_place_both_bear_their_code(self, tmp_path):
        rows = [
            self.row(f"12065080100{n}", f"Ort {n}", n, code) for n in range(1, 5) for code in ("A1", "B1")
        ]

        assert {"Personen (A1)", "Personen (B1)"} == set(
            text(tmp_path, FLAT + "".join(rows)).frame["indicator"]
        )

    def test_keys_of_the_finance_statistics(self, tmp_path):
        found = text(tmp_path, FLAT + self.row("F1206502560", "Oranienburg", 10, "A1", "FGEMEIN")).frame

        assert ("F1206502560", "Oranienburg", "Personen") == tuple(
            found.loc[0, ["region_key", "region", "indicator"]]
        )


class TestOfficeTable:
    def test_one_key_told_apart_by_its_neighbour(self, tmp_path):
        rows = [["Statistisches Bundesamt"], ["Regionalschlüssel", "Name", "Ebene", "Bevölkerung"],
                ["00", "Deutschland", "mit Ausland", 130], ["00", "Deutschland", "ohne Ausland", 120],
                ["12", "Brandenburg", "Land", 120], ["12065", "Oberhavel", "Kreis", 70], ["12060", "Barnim", "Kreis", 50]]  # fmt: skip

        found = understand(saved(tmp_path / "t.xlsx", ("Daten", rows))).frame

        assert ["Bevölkerung | mit Ausland", "Bevölkerung | ohne Ausland", *["Bevölkerung"] * 3] == found[
            "indicator"
        ].tolist()

    def test_a_day_in_a_row_of_its_own_is_the_period_of_the_rows_below(self, tmp_path):
        ages = [[f"{n} Jahre", n, n + 1] for n in range(5)]
        rows = [
            ["Statistisches Bundesamt"],
            ["Alter", "männlich", "weiblich"],
            ["31.12.2029"],
            *ages,
            ["31.12.2030"],
            *ages,
        ]

        found = understand(saved(tmp_path / "t.xlsx", ("Daten", rows)))

        assert ({"2029-12-31": 10, "2030-12-31": 10}, 10) == (
            found.frame["period"].value_counts().to_dict(),
            found.rows,
        )


DIRECTORY_HEAD = [
    ["Satz-art", "Text-kenn-zeichen", "Amtlicher Regionalschlüssel (ARS)", None, None, None, None, "Gemeindename", "Fläche km2 1)",
     "Bevölkerung2){day}", None, None, None, "Post-leit-zahl3)", "Geografische Mittelpunktkoordinaten", None, "Reisegebiete", None,
     "Grad der Verstädterung", None],
    [None, None, "Land", "RB", "Kreis", "VB", "Gem", None, None, "insgesamt", "männlich", "weiblich", "je km2", None, None, None,
     "Schlüssel", "Bezeichnung", "Schlüssel", "Bezeichnung"],
]  # fmt: skip


@pytest.mark.parametrize("where", ["in the name", "in a row below", "nowhere"])
def test_the_population_of_the_directory_has_its_own_day(tmp_path, where):
    """The title names the day of the territory, the column that of the figures, in whatever row of the header."""
    head = [[text.replace("{day}", " am 31.12.2028" if where == "in the name" else "") if text else None for text in row]
            for row in DIRECTORY_HEAD]  # fmt: skip
    if where == "in a row below":
        head.append(
            [
                None,
                None,
                "Gebietsstand am 31.03.2030 (1. Quartal)",
                *[None] * 6,
                "am 31.12.2028 (Jahr)",
                *[None] * 10,
            ]
        )
    town = [
        "60",
        "63",
        "12",
        "0",
        "65",
        "0256",
        "256",
        "Neustadt",
        21.5,
        1007,
        503,
        504,
        47,
        "16001",
        "13,1",
        "52,7",
        "B05",
        "Land",
        "03",
        "gering",
    ]
    rows = [
        ["Gemeinden in Deutschland am 31.03.2030 (1. Quartal)"],
        [],
        *head,
        [],
        town,
        [*town[:6], "257", "Altdorf", *town[8:]],
    ]

    merged = ["C3:G3", "J3:M3", "O3:P3", "Q3:R3", "S3:T3"]
    found = understand(saved(tmp_path / "gv.xlsx", ("Onlineprodukt_Gemeinden", rows), merged=merged)).frame

    day = "2030-03-31" if where == "nowhere" else "2028-12-31"
    assert {day} == set(found.loc[found["indicator"] == "Bevölkerung, insgesamt", "period"])
    assert 1007 == found.loc[found["indicator"] == "Bevölkerung, insgesamt", "value"].iloc[0]


def test_a_format_s_word_alone_does_not_make_it_that_format(tmp_path):
    rows = "".join(f"05{n};Kreis {n};12;065;Ort {n}\n" for n in range(8))

    assert "table/plain" == text(tmp_path, "Wahlkreis-Nr;Wahlkreis-Bez;Land;Kreis;Gemeinde\n" + rows).kind


class TestOneCellAmongNumbers:
    @pytest.mark.parametrize(
        ("cells", "read"),
        [
            (["12", "13", "12", "14", "0801"], True),  # a key that slipped into a column of numbers
            (["12,5", "9", "0001", "8,25", "7"], True),
            (["13.405538", "13.2", "12.462.000", "13.75", "12.9"], True),
            (["12", "9", "unbekannt"], False),
            (["12,345", "0001", "9,872"], False),
        ],
    )
    def test_it_is_set_aside_or_makes_text_of_them_and_is_told(self, tmp_path, cells, read):
        lines = [f"Ort {chr(65 + place)};{cell}" for place, cell in enumerate(cells)]

        found = text(tmp_path, "\n".join(["Ort;Miete", *lines, ""]))

        assert read == (found.frame["Miete"].dtype == float)
        assert any("keine Zahl wie die anderen" in notice for notice in found.notices)

    @pytest.mark.parametrize("keys", [["01", "12", "14", "15", "16"], ["09", *map(str, range(10, 24))]])
    def test_keys_of_one_length_stay_keys(self, tmp_path, keys):
        lines = [f"Land {chr(65 + place)};{key}" for place, key in enumerate(keys)]

        assert keys == list(text(tmp_path, "\n".join(["Name;Land", *lines, ""])).frame["Land"])

    def test_a_key_told_by_its_name_stays_one(self, tmp_path):
        lines = [f"1206{place:04};{place}" for place in range(8)]

        found = text(tmp_path, "\n".join(["former_ags;Zahl", *lines, "12060009.000;3", ""]))

        assert "12060003" == found.frame["former_ags"].iloc[3]

    def test_a_remark_below_the_header_names_nothing(self, tmp_path):
        lines = [f"{place};Ort {place}" for place in range(10, 18)]

        found = text(tmp_path, "\n".join(["Nr;Ort", "# bitte prüfen;", *lines, ""]))

        assert (["Nr", "Ort"], 8, [(2, "Bemerkung")]) == (
            list(found.columns),
            found.rows,
            list(found.dropped),
        )

    def test_a_number_of_another_style_decides_nothing_and_is_told(self, tmp_path):
        lines = [
            f"Ort {place};{cell}" for place, cell in enumerate(["1,338", "12,500", "2,004", "45", "90.000"])
        ]

        found = text(tmp_path, "\n".join(["Ort;Zahl", *lines, ""]))

        assert [1338, 12500, 2004, 45] == list(found.frame["Zahl"].iloc[:4])
        assert any("mehrdeutig" in notice for notice in found.notices)

    def test_a_line_of_underscores_below_the_header_names_nothing(self, tmp_path):
        lines = [f"{place};Ort {place}" for place in range(10, 18)]

        found = text(tmp_path, "\n".join(["Nr;Ort", "________;", *lines, ""]))

        assert (["Nr", "Ort"], 8) == (list(found.columns), found.rows)

    def test_a_header_row_written_twice_says_no_more_than_once(self, tmp_path):
        lines = [f"Ort {chr(65 + place)};{place};{place}" for place in range(6)]

        once, twice = (
            text(tmp_path, "\n".join([";Fläche;Länge", *[";km²;km"] * times, *lines, ""])) for times in (1, 2)
        )

        assert list(once.columns) == list(twice.columns)


def test_figures_of_another_day_than_the_territory(tmp_path):
    rows = [
        ["Amt für Statistik Berlin-Brandenburg"],
        ["Gemeinden, Gebietsstand 01.01.2026"],
        ["Schlüssel", "Gemeinde", "Fläche in km²", "Bevölkerung am 31.12.2024"],
        *[[f"12065{number:03}", f"Ort {number}", 10.5, 1000 + number] for number in (36, 84, 96, 256)],
    ]

    frame = understand(saved(tmp_path / "t.xlsx", ("Blatt", rows))).frame

    assert {("Fläche in km²", "2026-01-01"), ("Bevölkerung", "2024-12-31")} == set(
        zip(frame["indicator"], frame["period"], strict=True)
    )
