"""Tables as offices and people really write them: neighbours, notes, days, keys and periods; own small files."""

import zipfile

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand
from small_tables import saved, text

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
