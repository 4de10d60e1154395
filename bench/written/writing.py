"""How the made-up files are written: keys, numbers, texts, sheets."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

CHANCE = np.random.default_rng(1)


def municipal_keys(count: int) -> list[str]:
    """Return made-up municipal keys, all different, in the shape of real ones."""
    return [f"{1 + place // 99_000 % 16:02}{place // 990 % 100:03}{place % 990:03}" for place in range(count)]


def numbers(rows: int, columns: int, most: int = 200_000) -> np.ndarray:
    return CHANCE.integers(0, most, (rows, columns)).astype(str)


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


COVER = {
    "Deckblatt": [["Statistik der Bundesagentur für Arbeit"], ["Stand: 01.02.2024"]],
    "Inhalt": [["Inhaltsverzeichnis"], ["Tabelle 1"]],
}
