"""Made-up official workbooks of at least 20 MB of content, one function for each format; the data stand on the last sheet."""

from pathlib import Path

from written.writing import CHANCE, COVER, municipal_keys, write_workbook


def municipal_directory(path: Path) -> None:
    rows = 190_000
    titles = [
        "Satz- art",
        "Textkenn-zeichen",
        "Land",
        "RB",
        "Kreis",
        "VB",
        "Gem",
        "Gemeindename",
        "Fläche km²",
    ]
    titles += [f"Bevölkerung {word}" for word in ("insgesamt", "männlich", "weiblich", "je km²")]
    titles += [
        "Post- leitzahl",
        "Längengrad",
        "Breitengrad",
        "Reisegebiete Schlüssel",
        "Reisegebiete Bezeichnung",
    ]
    titles += ["Grad der Verstädterung Schlüssel", "Grad der Verstädterung Bezeichnung"]
    people = CHANCE.integers(100, 50_000, (rows, 2)).tolist()
    cells = (
        [
            "60",
            "64",
            key[:2],
            key[2],
            key[3:5],
            "0101",
            key[5:],
            f"Gemeinde {key}",
            women % 977 / 10,
            men + women,
            men,
            women,
            men % 991,
            f"{men:05}",
            f"13,{women:06}",
            f"52,{men:06}",
            "E12",
            f"Gebiet {key[:4]}",
            "03",
            "gering",
        ]
        for key, (men, women) in zip(municipal_keys(rows), people, strict=True)
    )
    write_workbook(path, "Onlineprodukt_Gemeinden31122024", [["Gemeinden am 31.12.2024"], titles, *cells])


def district_directory(path: Path) -> None:
    rows = 340_000
    people = CHANCE.integers(100_000, 900_000, (rows, 2)).tolist()
    head = [["Kreisfreie Städte und Landkreise"], ["Gebietsstand: 31.12.2018"], []]
    head += [
        [
            "Schlüssel-nummer",
            "Regionale Bezeichnung",
            "Kreisfreie Stadt",
            "NUTS3",
            "Fläche in km2",
            "Bevölkerung insgesamt",
            "männlich",
            "weiblich",
            "je km2",
        ]
    ]
    head += [["", "", "Kreis / Landkreis"]]
    cells = (
        [
            f"{place:05}",
            "Kreis",
            f"Kreis {place}",
            f"DE{place:05}",
            men % 9973 / 100,
            men + women,
            men,
            women,
            men % 991,
        ]
        for place, (men, women) in enumerate(people)
    )
    write_workbook(path, "Kreise", [*head, *(row for row in cells)])


def genesis_workbook(path: Path) -> None:
    rows, width = 90_000, 18
    years = [f"31.12.{year}" for year in range(2015, 2021)]
    head = [
        ["GENESIS-Tabelle: 12411-01-01-5"],
        ["Bevölkerungsstand: Bevölkerung nach Geschlecht"],
        ["Bevölkerungsstand (Anzahl)"],
    ]
    head += [
        ["", "", *(text for year in years for text in (year, "", ""))],
        ["", "", *["Insgesamt", "männlich", "weiblich"] * 6],
    ]
    people = CHANCE.integers(100, 900_000, (rows, width)).tolist()
    cells = (
        [key, f"Gemeinde {key}", *counts] for key, counts in zip(municipal_keys(rows), people, strict=True)
    )
    write_workbook(
        path,
        "12411-01-01-5",
        [*head, *cells, ["__________"], ["© Statistische Ämter des Bundes und der Länder"]],
    )


def commuter_workbook(path: Path) -> None:
    rows = 230_000
    people = CHANCE.integers(10, 20_000, (rows, 2)).tolist()
    head = [
        ["Auspendler Kreise"],
        ["Stichtag: 30. Juni 2023"],
        [],
        [
            "Wohnort",
            "",
            "Arbeitsort",
            "",
            "Insgesamt",
            "Männer",
            "Frauen",
            "Deutsche",
            "Ausländer",
            "Auszubildende",
        ],
    ]
    cells = (
        [f"{1001 + place // 15_984:05}", f"Kreis {place // 15_984}", f"{1 + place % 16:02}{place // 16 % 999:03}", f"Kreis {place % 15_984}",
         men + women, men, women, men, women, men // 20]
        for place, (men, women) in enumerate(people)
    )  # fmt: skip
    write_workbook(path, "Auspendler Kreise", [*head, *cells], COVER)


def office_workbook(path: Path) -> None:
    """Row labels with a heading for each district, years across, cover and contents before."""
    rows, width = 130_000, 12
    people = CHANCE.integers(100, 900_000, (rows, width)).tolist()
    head = [
        ["Tabelle 1: Wohnungen nach Gemeinden (Anzahl)"],
        [],
        ["Gemeindeschlüssel", "Gemeinde", *(str(2011 + year) for year in range(width))],
    ]
    cells = (
        [key, f"Gemeinde {key}", *counts] for key, counts in zip(municipal_keys(rows), people, strict=True)
    )
    write_workbook(path, "Tab 1", [*head, *cells, [], ["© Amt für Statistik Berlin-Brandenburg"]], COVER)


def inkar_workbook(path: Path) -> None:
    rows, width = 90_000, 18
    shares = (CHANCE.integers(0, 10_000, (rows, width)) / 100).tolist()
    head = [
        ["Kennziffer", "Raumeinheit", "Aggregat", *(f"Indikator {column // 3}" for column in range(width))]
    ]
    head += [["", "", "", *(str(2018 + column % 3) for column in range(width))]]
    cells = (
        [key, f"Gemeinde {key}", "Gemeinden", *values]
        for key, values in zip(municipal_keys(rows), shares, strict=True)
    )
    write_workbook(path, "Daten", [*head, *cells])
