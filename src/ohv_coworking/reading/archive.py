"""First step: what kind of bytes is this, and is it safe to open?

Decided by content, never by name: a `.xls` may be text, a `.csv` may be tab-separated, a `.xlsx` may be encrypted.
"""

import io
import re
import zipfile
from pathlib import Path

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.document import DAMAGE, SAVE_AS, Document, Kind, check_archive, damaged, locked
from ohv_coworking.reading.grid import DETECT, ReadingOptions

# Microsoft Excel encrypts read-only workbooks with this published password; they open without asking.
EXCEL_DEFAULT_PASSWORD = "VelvetSweatshop"
FOREIGN = {
    b"%PDF": "ein PDF-Dokument",
    b"{\\rtf": "ein RTF-Textdokument",
    b"\x89PNG": "ein Bild",
    b"\xff\xd8\xff": "ein Bild",
    b"GIF8": "ein Bild",
    b"SQLite format 3": "eine Datenbank",
    b"Rar!": "ein RAR-Archiv",
    b"7z\xbc\xaf": "ein 7-Zip-Archiv",
    b"PAR1": "eine Parquet-Datei",
}
STATA_BEFORE_13 = re.compile(rb"[\x69-\x73][\x01\x02]\x01\x00")
# Files of programs for statistics that hold no table of their own, or one only that program opens.
OF_PROGRAMS = {
    (".rds", ".rdata", ".rda"): "Daten von R",
    (".r", ".do", ".sps", ".sas"): "Befehle für R, Stata, SPSS oder SAS, nicht die Daten",
    (".sas7bdat", ".xpt"): "Daten von SAS",
    (".por",): "Daten von SPSS im alten Austauschformat",
    (".jasp", ".omv"): "Daten von JASP oder jamovi",
}
EXPORT_AS = (
    "Im Befragungsprogramm als CSV oder SPSS (.sav) ausführen, oder im Statistikprogramm: R write.csv2(daten, "
    '"daten.csv", row.names = FALSE), Stata export delimited, SPSS Speichern unter .sav.'
)


def identify(path: str | Path, options: ReadingOptions = DETECT) -> Document:
    """Return the document behind `path`: its kind by content, the table inside a zip or gz, passwords opened.

    Raises `InputFault` for what is missing, empty, damaged, encrypted, oversized or not a table.
    """
    path = Path(path)
    if not path.is_file():
        raise InputFault("Die Datei ist nicht vorhanden.", file=path, remedy="Pfad und Schreibweise prüfen.")
    with open(path, "rb") as stream:
        start = stream.read(4096)
    if not start:
        raise InputFault("Die Datei ist leer.", file=path.name, remedy="Den Export wiederholen.")
    if of_program := next((what for ends, what in OF_PROGRAMS.items() if path.suffix.lower() in ends), None):
        raise InputFault(
            "Die Datei ist keine lesbare Tabelle.", file=path.name, found=of_program, remedy=EXPORT_AS
        )
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _in_zip(path, options)
    if start.startswith(b"\x1f\x8b"):
        return _in_gzip(path)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _in_ole(path, options)
    if b"ENCRYPTED" in start[:40]:  # SPSS
        raise locked(path)
    if start.startswith((b"$FL2", b"$FL3")):
        return Document(path, "sav")
    if start.startswith(b"<stata_dta>") or STATA_BEFORE_13.match(start):
        return Document(path, "dta")
    _require_text(path.name, start)
    return Document(path, "text")


def _in_zip(path: Path, options: ReadingOptions) -> Document:
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, path)
            names = [name for name in archive.namelist() if not name.endswith("/") and "__MACOSX" not in name]
            if "[Content_Types].xml" in names or any(name.startswith("xl/") for name in names):
                return _office_document(path, names)
            if "mimetype" in names:
                if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
                    "META-INF/manifest.xml"
                ):
                    raise locked(path)
                return _open_document(path, archive.read("mimetype"))
            member = _only_table(path, names, options)
            with archive.open(member) as stream:
                start = stream.read(4096)
    except DAMAGE as fault:
        raise damaged(path) from fault
    except RuntimeError as fault:  # zipfile's word for an encrypted member
        raise locked(path) from fault
    _require_text(member, start)
    return Document(path, "text", member)


def _office_document(path: Path, names: list[str]) -> Document:
    if "xl/workbook.bin" in names:
        raise InputFault("Binäre Arbeitsmappen (.xlsb) werden nicht gelesen.", file=path.name, remedy=SAVE_AS)
    if not any(name.startswith("xl/worksheets/") for name in names):
        raise InputFault("Die Datei ist keine Arbeitsmappe.", file=path.name, remedy=SAVE_AS)
    return Document(path, "xlsx")


def _open_document(path: Path, mimetype: bytes) -> Document:
    if b"spreadsheet" not in mimetype:
        raise InputFault("Die Datei ist keine Arbeitsmappe.", file=path.name, remedy=SAVE_AS)
    return Document(path, "ods")


def _only_table(path: Path, names: list[str], options: ReadingOptions) -> str:
    if isinstance(options.sheet, str) and options.sheet in names:
        return options.sheet
    tables = [name for name in names if name.lower().endswith((".csv", ".txt", ".tsv", ".tab"))]
    if len(tables) == 1:
        return tables[0]
    raise InputFault(
        "Das Archiv enthält nicht genau eine Tabelle.",
        file=path.name,
        found=", ".join(tables or names[:10]) or "nichts",
        expected="eine Datei mit der Endung .csv oder .txt",
        remedy="Die gewünschte Datei auspacken oder ihren Namen als Blatt angeben (--sheet NAME).",
    )


def _in_gzip(path: Path) -> Document:
    document = Document(path, "text", path.stem)
    with document.open() as stream:
        _require_text(path.stem, stream.read(4096))
    return document


def _in_ole(path: Path, options: ReadingOptions) -> Document:
    with open(path, "rb") as stream:
        try:
            office = msoffcrypto.OfficeFile(stream)
            if not office.is_encrypted():
                return Document(path, "xls")
            password = options.password.get_secret_value() if options.password else EXCEL_DEFAULT_PASSWORD
            office.load_key(password=password)
            unlocked = io.BytesIO()
            office.decrypt(unlocked)
        except (InvalidKeyError, DecryptionError) as fault:
            raise locked(path) from fault
        except Exception as fault:  # msoffcrypto and olefile report damage by a dozen types
            raise damaged(path) from fault
    kind: Kind = "xlsx" if unlocked.getvalue().startswith(b"PK") else "xls"
    return Document(path, kind, unlocked=unlocked.getvalue())


def _require_text(name: str, start: bytes) -> None:
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff")) or start[1::2].count(0) > len(start) // 3
    found = next((what for magic, what in FOREIGN.items() if start.startswith(magic)), None)
    if found is None and b"\0" in start and not wide:
        found = "eine Binärdatei"
    opening = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if found is None and opening.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        found = "eine HTML- oder XML-Seite"
    if found:
        raise InputFault("Die Datei ist keine lesbare Tabelle.", file=name, found=found, remedy=SAVE_AS)
