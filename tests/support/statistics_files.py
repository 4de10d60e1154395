"""The shipped statistics written back in the layouts of the offices they came from, for round trips."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

FOOTER = [
    "__________",
    '"© Statistische Ämter des Bundes und der Länder, Deutschland, 2024."',
    "Stand: 01.02.2024 / 10:00:00",
]
AGES = [
    (0, 2),
    (3, 5),
    (6, 9),
    (10, 14),
    (15, 17),
    (18, 19),
    *((low, low + 4) for low in range(20, 65, 5)),
    (65, 74),
]
DIRECTORY_HEADER = [
    [
        "Satz-\nart", "Text-\nkenn-\nzeichen", "Amtlicher Regionalschlüssel (ARS)", None, None, None, None, "Gemeindename",
        "Fläche km² 1)", "Bevölkerung 2)", None, None, None, "Post-\nleit-\nzahl 3)",
        "Geografische Mittelpunktkoordinaten 4)", None, "Reisegebiete", None, "Grad der Verstädterung 5)", None,
    ],
    [
        None, None, "Land", "RB", "Kreis", "VB", "Gem", None, None, "insgesamt", "männlich", "weiblich", "je km2", None,
        "Längengrad", "Breitengrad", "Schlüssel", "Bezeichnung", "Schlüssel", "Bezeichnung",
    ],
]  # fmt: skip
COUNTS = ["total", "men", "women", "german", "foreign", "apprentices"]
COUNT_LABELS = ["Insgesamt", "Männer", "Frauen", "Deutsche", "Ausländer", "Auszubildende"]


def on_base(census: str) -> list[str]:
    """Return the footnote by which an office says on which census its figures rest."""
    return [f"Ergebnisse auf Grundlage des {census}."] if census else []


def genesis_population(population: pd.DataFrame, census: str = "") -> bytes:
    """Return the population as the Regionaldatenbank's table 12411-01-01-5: dates and sexes side by side."""
    wide = population.pivot(index="ags", columns="date", values=["population", "male", "female"])
    dates = sorted(population["date"].unique(), reverse=True)
    header = [
        ";;" + ";".join(german(day) for day in dates for _ in range(3)),
        ";;" + ";".join(["Insgesamt", "männlich", "weiblich"] * len(dates)),
    ]
    values = {
        key: [wide.at[key, (sex, day)] for day in dates for sex in ("population", "male", "female")]
        for key in wide.index
    }
    titles = [
        "Bevölkerung nach Geschlecht - Stichtag 31.12. -;;",
        "regionale Tiefe: Gemeinden;;",
        "Bevölkerungsstand (Anzahl);;",
    ]
    return genesis("12411-01-01-5", titles, header, regions(population), values, notes=on_base(census))


def genesis_age_groups(age_groups: pd.DataFrame, census: str = "") -> bytes:
    """Return the age groups as table 12411-02-03-5, the date above the header; sexes other than all are zero."""
    labels = [
        "unter 3 Jahre",
        *(f"{low} bis unter {high + 1} Jahre" for low, high in AGES[1:]),
        "75 Jahre und mehr",
        "Insgesamt",
    ]
    names = [*(f"age_{low}_{high}" for low, high in AGES), "age_75_plus", "total"]
    header = [
        ";;" + ";".join(sex for sex in ("Insgesamt", "männlich", "weiblich") for _ in labels),
        ";;" + ";".join(["Altersgruppen (unter 1 bis 75 u.m.)"] * 3 * len(labels)),
        ";;" + ";".join(labels * 3),
    ]
    values = {
        row["ags"]: [row[name] for name in names] + [0] * 2 * len(names) for _, row in age_groups.iterrows()
    }
    titles = [
        "Bevölkerungsstand: Bevölkerung nach Geschlecht;;",
        "Bevölkerungsstand (Anzahl);;",
        f"{german(age_groups['date'].iloc[0])};;",
    ]
    return genesis("12411-02-03-5", titles, header, regions(age_groups), values, notes=on_base(census))


def genesis_employment(employment: pd.DataFrame) -> bytes:
    """Return employees and commuters as table 13111-08-02-5; what is missing is blocked (x)."""
    labels = [
        "Sozialversicherungspfl. Beschäftigte (Arbeitsort)", "Einpendler(innen) über Gemeindegrenze (Arbeitsort)",
        "Sozialversicherungspfl. Beschäftigte (Wohnort)", "Auspendler(innen) über Gemeindegrenzen (Wohnort)",
        "Pendlersaldo (über Gemeindegrenze)",
    ]  # fmt: skip
    values = {row["ags"]: row.iloc[3:].tolist() for _, row in employment.iterrows()}
    header = [";;" + ";".join(labels), ";;" + ";".join(["Anzahl"] * len(labels))]
    titles = [
        "Sozialversicherungspflichtig Beschäftigte am Arbeits- und;;",
        f"{german(employment['date'].iloc[0])};;",
    ]
    return genesis("13111-08-02-5", titles, header, regions(employment), values, missing="x")


def genesis(
    code: str,
    titles: list[str],
    header: list[str],
    names: dict[str, str],
    values: dict,
    missing: str = "-",
    notes: Sequence[str] = (),
) -> bytes:
    """Return a GENESIS table as the database delivers it: cp1252, names indented by level, a ruled footer."""
    lines = [f"GENESIS-Tabelle: {code}", *titles, *header]
    for key, cells in values.items():
        indent = {2: 2, 5: 6, 8: 8}[len(key)] if key not in ("00", "11000000") else 0
        shown = [missing if pd.isna(cell) else str(int(cell)) for cell in cells]
        lines.append(
            ";".join([{"00": "DG", "11000000": "11"}.get(key, key), " " * indent + names[key], *shown])
        )
    return "\n".join([*lines, FOOTER[0], *notes, *FOOTER[1:], ""]).encode("cp1252")


def genesis_workbook(table: bytes, path: Path) -> Path:
    """Write a GENESIS table as the database's workbook: the same cells, numbers as numbers, equal headers side by side merged."""
    rows = [line.strip('"').split(";") for line in table.decode("cp1252").splitlines()]
    first = next(place for place, row in enumerate(rows) if row[0] and row[-1].isdigit())
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(
            [int(cell) if cell.isdigit() and column > 1 else cell or None for column, cell in enumerate(row)]
        )
    for number, row in enumerate(rows[:first], 1):
        starts = [place for place, cell in enumerate(row) if place > 1 and cell and cell != row[place - 1]]
        for start, end in zip(starts, [*starts[1:], len(row)], strict=False):
            if end - start > 1:
                sheet.merge_cells(start_row=number, end_row=number, start_column=start + 1, end_column=end)
    book.save(path)
    return path


def regions(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["ags"], frame["region"], strict=True))


def german(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number}.{month}.{year}"


def census_flat_file(census: pd.DataFrame) -> bytes:
    """Return the census as table 1000A-0000 of the Zensusdatenbank: flat file in the new layout, rows in any order."""
    head = (
        "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
        "1_variable_attribute_code;1_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label;value_q"
    )
    lines = [
        f"1000A;Bevölkerung kompakt;STAG;Stichtag;{row.date};GEOGM4;Gemeinden;{row.ars};{row.name};{row.population};"
        f"Anzahl;PRS018;Personen;{row.quality_flag}"
        for row in census.sample(frac=1, random_state=1).itertuples(index=False)
    ]
    return ("\n".join([head, *lines]) + "\n").encode("utf-8-sig")


def pendleratlas(commuters: pd.DataFrame, month: str = "Juni 2023") -> bytes:
    """Return one direction of one region as the Pendleratlas exports it: all cells quoted, key and value lines above."""
    outwards = commuters["direction"].iloc[0] == "out"
    places = ["Wohnort", "Arbeitsort"] if outwards else ["Arbeitsort", "Wohnort"]
    rows = [["Land", "Brandenburg"], ["Kreis", "Alle"], ["", ""], ["Berichtsmonat", month], [""]]
    rows += [["Thema:", "Auspendler Kreise" if outwards else "Einpendler Kreise"]]
    rows += [[places[0], "Regionalschlüssel", places[1], "Regionalschlüssel", *COUNT_LABELS]]
    columns = ["reference_region", "reference_code", "partner_region", "partner_code", *COUNTS]
    rows += commuters[columns].astype(str).to_numpy().tolist()
    rows += [[""], ["Exportdatum: ", "15072024", "23:9:14"], ["© Statistik der Bundesagentur für Arbeit"]]
    return "".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows).encode("utf-8-sig")


def commuter_workbook(commuters: pd.DataFrame, path: Path) -> Path:
    """Write both directions as the flow workbook of all districts: cover sheet, key before name, reference once."""
    workbook = Workbook()
    workbook.active.title = "Deckblatt"
    workbook.active["A5"] = "Sozialversicherungspflichtig Beschäftigte - Pendlerverflechtungen nach Kreisen"
    for direction, title in (("out", "Auspendler Kreise"), ("in", "Einpendler Kreise")):
        sheet = workbook.create_sheet(title)
        sheet["A1"], sheet["A2"] = title, "Stichtag: 30. Juni 2023"
        sheet["A3"] = "Stichtag 30.06.2023"
        first, second = ("Wohnort", "Arbeitsort") if direction == "out" else ("Arbeitsort", "Wohnort")
        sheet.append([])
        sheet.append([first, None, second, None, *COUNT_LABELS])
        for (code, region), flows in commuters[commuters["direction"] == direction].groupby(
            ["reference_code", "reference_region"], sort=False
        ):
            sheet.append([code, region])
            for row in flows.itertuples(index=False):
                counts = [getattr(row, name) for name in COUNTS]
                key = "Z" if row.partner_code == "0" else row.partner_code
                sheet.append([None, None, key, row.partner_region, *counts])
        sheet.append([])
        sheet.append(["© Statistik der Bundesagentur für Arbeit"])
    workbook.save(path)
    return path


def municipal_directory(
    directory: pd.DataFrame, path: Path, day: str = "31.12.2019", census: str = ""
) -> Path:
    """Write the directory as GV-ISys delivers it: merged header, the key in five columns, records of all levels."""
    workbook = Workbook()
    workbook.active.title = "Deckblatt"
    sheet = workbook.create_sheet(f"Onlineprodukt_Gemeinden{day.replace('.', '')}")
    sheet.append([f"Alle politisch selbständigen Gemeinden mit ausgewählten Merkmalen am {day} (4. Quartal)"])
    sheet.append([])
    sheet.append(DIRECTORY_HEADER[0])
    sheet.append(DIRECTORY_HEADER[1])
    for merged in ("A3:A4", "B3:B4", "C3:G3", "H3:H4", "I3:I4", "J3:M3", "N3:N4", "O3:P3", "Q3:R3", "S3:T3"):
        sheet.merge_cells(merged)
    sheet.append([])
    sheet.append([])
    for land in directory["ags"].str[:2].unique():
        sheet.append(["10", None, land, None, None, None, None, f"Land {land}"])
        for district, held in directory[directory["ags"].str.startswith(land)].groupby(
            directory["ags"].str[:5]
        ):
            sheet.append(["40", "43", land, district[2], district[3:], None, None, f"Kreis {district}"])
            for row in held.itertuples(index=False):
                parts = [row.ars[:2], row.ars[2], row.ars[3:5], row.ars[5:9], row.ars[9:]]
                counts = [row.area_km2, row.population, row.male, row.female, row.density_per_km2]
                place = [f"{value}".replace(".", ",") for value in (row.longitude, row.latitude)]
                sheet.append(
                    [
                        "60",
                        "64",
                        *parts,
                        row.name,
                        *counts,
                        row.postcode,
                        *place,
                        "E01",
                        "Prignitz",
                        row.urbanisation_code,
                        row.urbanisation_label,
                    ]
                )
    sheet.append([])
    for note in on_base(census):
        sheet.append([f"2) {note}"])
    sheet.append(["© Statistisches Bundesamt (Destatis), 2020"])
    workbook.save(path)
    return path


def zipped(content: bytes, path: Path, member: str) -> Path:
    """Write an archive of one file, as the databases deliver flat files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return path
