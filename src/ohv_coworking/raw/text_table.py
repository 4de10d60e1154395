"""A raw file as a table of text, exactly as written: nothing is interpreted before it was checked."""

import csv
import io
import json
from pathlib import Path

import pandas as pd

from ohv_coworking.basics.errors import InputFault

TABULAR = {".csv", ".geojson"}


def read_text_table(path: Path, shown: str) -> pd.DataFrame:
    """Return the cells of a CSV file, or the properties of a GeoJSON file, as text; the index is the row.

    Rows count as a spreadsheet shows them, in GeoJSON by feature. Raises InputFault for a file that is not
    UTF-8 with LF line ends, or whose rows differ in length.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_plain(shown, f"Byte {error.start} gehört nicht zu UTF-8") from error
    if text.startswith("\N{BYTE ORDER MARK}"):
        raise _not_plain(shown, "Byte-Reihenfolge-Marke am Anfang")
    if "\r" in text:
        raise _not_plain(shown, "Zeilenende CR oder CR LF")
    return _features(text, shown) if path.suffix == ".geojson" else _rows(text, shown)


def read_own_table(path: Path, shown: str, errors: str = "strict") -> pd.DataFrame:
    """Return the cells of a table that a consultant keeps as text; the index is the row.

    A spreadsheet may have saved it with a byte order mark, Windows line ends, semicolons or empty rows at the end.
    Raises InputFault for a file that is not UTF-8 (unless `errors` says otherwise), or whose rows differ in length.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig", errors)
    except UnicodeDecodeError as error:
        raise _not_plain(shown, f"Byte {error.start} gehört nicht zu UTF-8") from error
    head = text.partition("\n")[0]
    return _rows(text.rstrip("\r\n"), shown, ";" if head.count(";") > head.count(",") else ",")


def _rows(text: str, shown: str, separator: str = ",") -> pd.DataFrame:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if len(rows) < 2:
        raise InputFault(
            "Die Datei enthält keine Daten.", file=shown, expected="eine Kopfzeile und Datenzeilen"
        )
    header = rows[0]
    if doubled := {name for name in header if header.count(name) > 1}:
        raise InputFault(
            "Eine Spalte steht zweimal in der Kopfzeile.", file=shown, row=1, column=min(doubled)
        )
    uneven = [number for number, row in enumerate(rows, 1) if len(row) != len(header)]
    if uneven:
        mark = "Semikolon" if separator == ";" else "Komma"
        raise InputFault(
            "Die Zeile hat nicht so viele Zellen wie die Kopfzeile.",
            file=shown,
            row=uneven[0],
            found=f"{len(rows[uneven[0] - 1])} Zellen{f', ebenso {len(uneven) - 1} weitere Zeilen' if uneven[1:] else ''}",
            expected=f"{len(header)} Zellen, durch {mark} getrennt; Text mit {mark} in Anführungszeichen",
        )
    return pd.DataFrame(rows[1:], columns=header, index=range(2, len(rows) + 1), dtype=str)


def _features(text: str, shown: str) -> pd.DataFrame:
    try:
        properties = [feature["properties"] for feature in json.loads(text)["features"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InputFault(
            "Die Datei ist kein gültiges GeoJSON.",
            file=shown,
            expected="eine FeatureCollection mit properties",
        ) from error
    frame = pd.DataFrame(properties, index=range(1, len(properties) + 1), dtype=object)
    return frame.map(lambda cell: "" if cell is None or cell != cell else str(cell)).astype(str)


def _not_plain(shown: str, found: str) -> InputFault:
    return InputFault(
        "Die Datei ist kein einfacher UTF-8-Text.",
        file=shown,
        found=found,
        expected="UTF-8 ohne Marke, Zeilenende LF",
        remedy="In der Tabellenkalkulation als „CSV UTF-8“ mit Komma speichern oder die Originaldatei verwenden.",
    )
