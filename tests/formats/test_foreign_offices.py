"""Tables in the layouts of the offices as they really come: titles, notes, days, keys and periods; own small files."""

import pytest

from ohv_coworking.formats.recognise import understand
from small_tables import saved, text

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
