"""Made-up official files of at least 20 MB, one function for each format.

Each writes a file and returns the settings with which `pandas.read_csv` reads it; workbooks need none, their data stand on the last sheet.
"""

import zipfile
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

CHANCE = np.random.default_rng(1)


def municipal_keys(count: int) -> list[str]:
    """Return made-up municipal keys, all different, in the shape of real ones."""
    return [f"{1 + place // 99_000 % 16:02}{place // 990 % 100:03}{place % 990:03}" for place in range(count)]


def numbers(rows: int, columns: int, most: int = 200_000) -> np.ndarray:
    return CHANCE.integers(0, most, (rows, columns)).astype(str)


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


def write(path: Path, lines: Iterable[str], encoding: str) -> None:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)


def write_cells(path: Path, count: int) -> None:
    """Write inhabited cells of 100 m over the whole of Germany, row by row from the south."""
    width = 2_000
    people = CHANCE.integers(3, 400, count).astype(str)
    people[CHANCE.random(count) < 0.05] = "–"
    with open(path, "w", encoding="utf-8") as stream:
        stream.write("GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\n")
        for start in range(0, count, width):
            north = 2_700_000 + start // width * 500
            stream.writelines(
                f"CRS3035RES100mN{north}E{4_100_000 + 250 * place};{4_100_050 + 250 * place};{north + 50};{value}\n"
                for place, value in enumerate(people[start : start + width])
            )


def write_workbook(
    path: Path, sheet: str, rows: Iterable[list], before: dict[str, list[list]] | None = None
) -> None:
    """Write sheets of inline texts and numbers: fast, and with as little around them as a reader needs."""
    sheets = {**(before or {}), sheet: rows}
    numbers = range(1, len(sheets) + 1)
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = {"workbook": "sheet.main"} | {f"worksheets/sheet{number}": "worksheet" for number in numbers}
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    linked = "".join(
        f'<Relationship Id="r{number}" Type="{relations}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    named = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>' for number, name in enumerate(sheets, 1)
    )
    office = f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types xmlns="{package}/content-types">{rels}{types}</Types>'
        )
        archive.writestr(
            "_rels/.rels", f'<Relationships xmlns="{package}/relationships">{office}</Relationships>'
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{linked}</Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook {space} xmlns:r="{relations}"><sheets>{named}</sheets></workbook>'
        )
        for number, held in zip(numbers, sheets.values(), strict=True):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as stream:
                stream.write(f"<worksheet {space}><sheetData>".encode())
                for row, cells in enumerate(held, 1):
                    stream.write(f'<row r="{row}">{"".join(map(_cell, cells))}</row>'.encode())
                stream.write(b"</sheetData></worksheet>")


def _cell(value: object) -> str:
    return (
        f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        if isinstance(value, str)
        else f"<c><v>{value}</v></c>"
    )


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


def timetable(path: Path) -> dict:
    """A zipped feed: 30 rail lines, 24,000 trips of 20 calls each."""
    trips, calls = 24_000, 20
    days = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    stops = [f"{stop},Bahnhof {stop},{52 + stop / 1000:.5f},{13 + stop / 900:.5f}" for stop in range(600)]
    routes = [f"r{line},RB{line},2" for line in range(30)]
    runs = [f"r{trip % 30},daily,t{trip}" for trip in range(trips)]
    times = (
        f"t{trip},{_clock(trip // 30 + 3 * call)},{_clock(trip // 30 + 3 * call + 1)},{20 * (trip % 30) + call},{call},0,0,regional"
        for trip in range(trips) for call in range(calls)
    )  # fmt: skip
    tables = {
        "stops.txt": ["stop_id,stop_name,stop_lat,stop_lon", *stops], "routes.txt": ["route_id,route_short_name,route_type", *routes],
        "trips.txt": ["route_id,service_id,trip_id", *runs],
        "stop_times.txt": ["trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,stop_headsign", *times],
        "calendar.txt": [f"service_id,{days},start_date,end_date", "daily,1,1,1,1,1,1,1,20250106,20250126"],
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, lines in tables.items():
            archive.writestr(name, "\n".join(lines) + "\n")
    return {}


def boundaries(path: Path) -> dict:
    """11,000 municipalities of 100 corners each as a GeoPackage with the layers of VG250."""
    angles = np.linspace(0, 2 * np.pi, 100)
    circle = np.column_stack([np.cos(angles), np.sin(angles)]) * 1500
    keys = municipal_keys(11_000)
    centres = [
        (300_000 + 4000 * (place % 105), 5_300_000 + 4000 * (place // 105)) for place in range(len(keys))
    ]
    areas = gpd.GeoDataFrame(
        {"AGS": keys, "GEN": [f"Gemeinde {key}" for key in keys], "GF": 4},
        geometry=[shapely.Polygon(circle + centre) for centre in centres], crs="EPSG:25832",
    )  # fmt: skip
    areas.head(16).to_file(path, layer="vg250_lan", driver="GPKG")
    areas.to_file(path, layer="vg250_gem", driver="GPKG")
    return {}


def _clock(minutes: int) -> str:
    return f"{4 + minutes // 60:02}:{minutes % 60:02}:00"


COVER = {
    "Deckblatt": [["Statistik der Bundesagentur für Arbeit"], ["Stand: 01.02.2024"]],
    "Inhalt": [["Inhaltsverzeichnis"], ["Tabelle 1"]],
}
