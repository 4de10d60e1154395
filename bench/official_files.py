"""What reading official statistics costs, measured against the bare reader with the settings given, in the same run.

Every format is generated in at least 20 MB; text against `pandas.read_csv(dtype=str)`, workbooks against calamine's
`to_python()`: at most three times its processor time. A census of 3.1 million cells of 100 m is cut to one district
in a process of its own: at most 500 MB.
"""

import gc
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from python_calamine import CalamineWorkbook

from ohv_coworking.recognise import understand

LEAST_BYTES = 20_000_000
MOST_TIME, MOST_MEGABYTES = 3.0, 500
RUNS = 3
CELLS = 3_100_000

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
        "Satz-art",
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
        "Post-leitzahl",
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
        ]  # fmt: skip
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


def write_workbook(path: Path, sheet: str, rows: Iterable[list]) -> None:
    """Write one sheet of inline texts and numbers: fast, and with as little around it as a reader needs."""

    def cell(value: object) -> str:
        return (
            f'<c t="inlineStr"><is><t>{value}</t></is></c>'
            if isinstance(value, str)
            else f"<c><v>{value}</v></c>"
        )

    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        types = "".join(
            f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
            for part, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"))
        )
        rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        archive.writestr(
            "[Content_Types].xml", f'<Types xmlns="{package}/content-types">{rels}{types}</Types>'
        )
        for place, kind, target in (
            ("_rels/.rels", "officeDocument", "xl/workbook.xml"),
            ("xl/_rels/workbook.xml.rels", "worksheet", "worksheets/sheet1.xml"),
        ):
            relation = f'<Relationship Id="r1" Type="{relations}/{kind}" Target="{target}"/>'
            archive.writestr(
                place, f'<Relationships xmlns="{package}/relationships">{relation}</Relationships>'
            )
        book = f'<workbook {space} xmlns:r="{relations}"><sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>'
        archive.writestr("xl/workbook.xml", book)
        with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
            stream.write(f"<worksheet {space}><sheetData>".encode())
            for number, row in enumerate(rows, 1):
                stream.write(f'<row r="{number}">{"".join(map(cell, row))}</row>'.encode())
            stream.write(b"</sheetData></worksheet>")


TEXTS: list[Callable[[Path], dict]] = [
    genesis_table, genesis_table_decimals, flat_file_new, flat_file_old, zensus_grid, commuters, inkar_data_set,
    inkar_table, election_structure, office_table,
]  # fmt: skip
WORKBOOKS: list[Callable[[Path], None]] = [municipal_directory, district_directory]

DISTRICT = """
import resource
from ohv_coworking.statistics.population_cells import read_population_cells
from ohv_coworking.statistics.zensus_grid import Bounds
cells = read_population_cells({path!r}, Bounds(4_480_000, 3_270_000, 4_545_000, 3_340_000))
print(len(cells), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def seconds(task: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    task()
    return time.process_time() - started


def ratio(name: str, path: Path, bare: Callable[[], object]) -> float:
    """Print and return how many times the bare reader's time the whole reading takes."""
    size = path.stat().st_size
    assert size >= LEAST_BYTES, (name, size)
    runs = [(seconds(bare), seconds(lambda: understand(path))) for _ in range(RUNS)]
    bare_time, whole_time = (min(run[place] for run in runs) for place in (0, 1))
    kind = understand(path).kind.removeprefix("statistics/")
    print(
        f"{name:24}{kind:22}{size / 1e6:8.1f}{bare_time:9.2f}{whole_time:9.2f}{whole_time / bare_time:8.2f}",
        flush=True,
    )
    return whole_time / bare_time


def main() -> int:
    wanted = sys.argv[1:]
    print(f"{'statistics':24}{'read as':22}{'MB':>8}{'bare s':>9}{'whole s':>9}{'ratio':>8}")
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        for generate in (*TEXTS, *WORKBOOKS):
            if wanted and generate.__name__ not in wanted:
                continue
            path = Path(folder) / generate.__name__
            settings = generate(path)
            if settings is None:
                ratios.append(
                    ratio(
                        generate.__name__,
                        path,
                        lambda path=path: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(),
                    )
                )
            else:
                ratios.append(
                    ratio(
                        generate.__name__,
                        path,
                        lambda path=path, given=settings: pd.read_csv(path, dtype=str, **given),
                    )
                )
            path.unlink()
        if wanted:
            return 0
        path = Path(folder) / "grid.csv"
        write_cells(path, CELLS)
        done = subprocess.run(
            [sys.executable, "-c", DISTRICT.format(path=str(path))],
            capture_output=True,
            text=True,
            check=True,
        )
        found, megabytes = map(float, done.stdout.split())
    print(
        f"{CELLS} cells of 100 m cut to {found:.0f} of one district: {megabytes:.0f} MB (at most {MOST_MEGABYTES})"
    )
    worst = max(ratios)
    print(f"largest ratio {worst:.2f} (at most {MOST_TIME})")
    return 0 if worst <= MOST_TIME and megabytes <= MOST_MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
