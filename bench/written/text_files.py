"""Made-up official text files of at least 20 MB, one function for each format.

Each writes a file and returns the settings with which `pandas.read_csv` reads it.
"""

from pathlib import Path

import numpy as np
from written.writing import CHANCE, municipal_keys, numbers, write, write_cells


def genesis_table(path: Path) -> dict:
    """Population by sex of eight years; every hundredth value is a sign."""
    rows, width = 130_000, 24
    values = numbers(rows, width).astype(object)
    values[CHANCE.random(values.shape) < 0.01] = "-"
    years = ";".join(f"31.12.{year}" for year in range(2008, 2016) for _ in range(3))
    head = [
        "GENESIS-Tabelle: 12411-01-01-5",
        "Bevölkerungsstand: Bevölkerung nach Geschlecht;;",
        "Bevölkerungsstand (Anzahl);;",
    ]
    head += [f";;{years}", ";;" + ";".join(["Insgesamt", "männlich", "weiblich"] * 8)]
    lines = (
        f"{key};        Gemeinde {key};{';'.join(row)}"
        for key, row in zip(municipal_keys(rows), values, strict=True)
    )
    write(
        path,
        [
            *head,
            *lines,
            "__________",
            '"© Statistische Ämter des Bundes und der Länder"',
            "Stand: 21.03.2020 / 12:15:06",
        ],
        "cp1252",
    )
    return {
        "sep": ";",
        "encoding": "cp1252",
        "skiprows": 5,
        "header": None,
        "names": range(width + 2),
        "nrows": rows,
    }


def genesis_table_decimals(path: Path) -> dict:
    """Areas in hectares with a decimal comma."""
    rows, width = 120_000, 18
    values = np.char.add(np.char.add(numbers(rows, width, 100_000), ","), numbers(rows, width, 100))
    head = [
        "GENESIS-Tabelle: 33111-01-01-5",
        "Flächennutzung;;",
        ";;" + ";".join(f"Nutzung {column}" for column in range(width)),
    ]
    head += [";;" + ";".join(["ha"] * width)]
    lines = (
        f"31.12.2020;{key};{';'.join(row)}" for key, row in zip(municipal_keys(rows), values, strict=True)
    )
    write(path, [*head, *lines, "__________"], "cp1252")
    return {
        "sep": ";",
        "encoding": "cp1252",
        "skiprows": 4,
        "header": None,
        "names": range(width + 2),
        "nrows": rows,
    }


def flat_file_new(path: Path) -> dict:
    rows = 180_000
    head = (
        "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;"
        "1_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label;value_q"
    )
    keys, values = municipal_keys(rows), numbers(rows, 1)[:, 0]
    lines = (
        f"1000A;Bevölkerung kompakt;STAG;Stichtag;2022-05-15;GEOGM4;Gemeinden;{key[:5]}0000{key[5:]};Gemeinde {key};{value};Anzahl;PRS018;Personen;e"
        for key, value in zip(keys, values, strict=True)
    )
    write(path, [head, *lines], "utf-8")
    return {"sep": ";"}


def flat_file_old(path: Path) -> dict:
    rows = 160_000
    head = (
        "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;1_Auspraegung_Label;"
        "2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label;BEVSTD__Bevoelkerungsstand__Anzahl;BEVSTD__Bevoelkerungsstand__Anzahl__q"
    )
    keys, values = municipal_keys(rows // 2), numbers(rows, 1)[:, 0]
    lines = (
        f"12411;Fortschreibung;STAG;Stichtag;31.12.2022;GEMEIN;Gemeinden;{keys[row // 2]};Gemeinde {keys[row // 2]};"
        f"GES;Geschlecht;GES{'MW'[row % 2]};{('männlich', 'weiblich')[row % 2]};{value};e"
        for row, value in enumerate(values)
    )
    write(path, [head, *lines], "utf-8")
    return {"sep": ";"}


def zensus_grid(path: Path) -> dict:
    write_cells(path, 480_000)
    return {"sep": ";"}


def commuters(path: Path) -> dict:
    rows = 250_000
    keys = [f"{1 + place % 16:02}{place // 16 % 999:03}" for place in range(rows)]
    counts = CHANCE.integers(1, 2_000, (rows, 2)) * 10
    head = [
        "Land;Brandenburg",
        "Berichtsmonat;Juni 2024",
        "Wohnort;Regionalschlüssel;Arbeitsort;Regionalschlüssel;Insgesamt;Männer;Frauen;Deutsche;Ausländer;Auszubildende",
    ]
    lines = (
        f"Kreis {place // 15_984};{12051 + place // 15_984};Kreis {key};{key};{men + women};{men};{women};{men};{women};10"
        for place, (key, (men, women)) in enumerate(zip(keys, counts.tolist(), strict=True))
    )
    quoted = (";".join(f'"{cell}"' for cell in line.split(";")) for line in (*head, *lines))
    write(path, quoted, "utf-8-sig")
    return {"sep": ";", "skiprows": 2}


def inkar_data_set(path: Path) -> dict:
    rows = 240_000
    head = "Bereich;ID;Kuerzel;Indikator;Raumbezug;Kennziffer;Name;Zeitbezug;Wert"
    keys, values = municipal_keys(rows // 12), numbers(rows, 2, 100)
    lines = (
        f"Bevölkerung;11;q_pop;Anteil der Bevölkerung ab 65 Jahren;Gemeinden;{keys[row // 12]};Gemeinde {row // 12};{2010 + row % 12};{whole},{part}"
        for row, (whole, part) in enumerate(values)
    )
    write(path, [head, *lines], "utf-8")
    return {"sep": ";"}


def inkar_table(path: Path) -> dict:
    rows, width = 90_000, 32
    values = np.char.add(np.char.add(numbers(rows, width, 1_000), ","), numbers(rows, width, 10))
    head = [
        "Kennziffer;Raumeinheit;Aggregat;" + ";".join(f"Indikator {column // 4}" for column in range(width))
    ]
    head += [";;;" + ";".join(str(2017 + column % 4) for column in range(width))]
    lines = (
        f"{key};Gemeinde {key};Gemeinden;{';'.join(row)}"
        for key, row in zip(municipal_keys(rows), values, strict=True)
    )
    write(path, [*head, *lines], "utf-8")
    return {"sep": ";", "skiprows": 2, "header": None, "names": range(width + 3)}


def election_structure(path: Path) -> dict:
    rows, width = 85_000, 48
    values = np.char.add(np.char.add(numbers(rows, width, 100), ","), numbers(rows, width, 10))
    head = ["# © Die Bundeswahlleiterin", "Spalten-Nr.;;;" + ";".join(map(str, range(1, width + 1)))]
    head += [
        "Land;Wahlkreis-Nr.;Wahlkreis-Name;"
        + ";".join(f"Anteil {column} am 31.12.2020 (%)" for column in range(width))
    ]
    lines = (f"Land;{place};Wahlkreis {place};{';'.join(row)}" for place, row in enumerate(values, 1))
    write(path, [*head, *lines], "utf-8")
    return {"sep": ";", "skiprows": 3, "header": None, "names": range(width + 3)}


def office_table(path: Path) -> dict:
    rows, width = 150_000, 18
    values = numbers(rows, width)
    head = ["RAUMID;Bezirk;Planungsraum;" + ";".join(str(2001 + year) for year in range(width))]
    lines = (
        f"{key};Bezirk {key[:2]};Planungsraum {key};{';'.join(row)}"
        for key, row in zip(municipal_keys(rows), values, strict=True)
    )
    write(path, [*head, *lines], "utf-8")
    return {"sep": ";"}
