"""What the reader of cells does not tell, taken from the workbook's XML before it is opened.

The reader (calamine) reserves memory for the rectangle around all cells, so that one cell in the last row and
column ends the whole program; it shows error cells and formulas saved without a value as empty.
One pass over the unpacked parts measures that rectangle, refuses document types (external entities, entity bombs)
and notes errors and formulas without value.
"""

import re
import zipfile
from collections.abc import Iterator

import numpy as np
from defusedxml import DefusedXmlException, ElementTree

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.document import CHUNK_BYTES, DAMAGE, Document, check_archive, damaged, locked
from ohv_coworking.reading.extent import MOST_CELLS, Place, SheetFacts, too_wide
from ohv_coworking.reading.ods import ods_facts

LONGEST_ROW_BYTES = 64 * CHUNK_BYTES
PREFIX = re.compile(rb"<(\w+:)worksheet\b")
ROW_NUMBER = re.compile(rb"""<row\s[^>]*?\br=["'](\d+)""")
CELL_COLUMN = re.compile(rb"""<c\s[^>]*?\br=["']([A-Z]+)""")
ERROR_CELL = re.compile(
    rb"""<c\s(?P<attributes>[^>]*?t=["']e["'][^>]*)>(?:(?!</c>).)*?<v>(?P<error>[^<]*)<""", re.DOTALL
)
UNVALUED_CELL = re.compile(
    rb"""<c\s(?P<attributes>[^>]*)>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?P<empty><v\s*/>|<v>\s*</v>)?\s*</c>"""
)
RETURNS_TEXT = re.compile(rb"""\bt=["']str["']""")
ADDRESS = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")


def inspect(document: Document) -> dict[str, SheetFacts]:
    """Return the facts of each sheet by name; raise `InputFault` for a workbook that must not be opened."""
    try:
        with document.open() as stream, zipfile.ZipFile(stream) as archive:
            check_archive(archive, document.path)
            if document.kind == "ods":
                return ods_facts(b"".join(_chunks(archive, "content.xml", document)), document)
            sheets = _sheet_parts(archive)
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")) and part not in sheets.values():
                    for _ in _chunks(archive, part, document):
                        pass
            return {
                sheet: _sheet_facts(_chunks(archive, part, document), document)
                for sheet, part in sheets.items()
            }
    except (*DAMAGE, ElementTree.ParseError) as fault:
        raise damaged(document.path) from fault
    except RuntimeError as fault:  # zipfile's word for an encrypted part
        raise locked(document.path) from fault
    except DefusedXmlException as fault:
        raise _foreign_content(document) from fault


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part that holds each worksheet's cells, by sheet name."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
    parts = {}
    for sheet in workbook.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            identifier = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            target = targets.get(identifier, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if "worksheets/" in part:
                parts[sheet.get("name", "")] = part
    return parts


def _chunks(archive: zipfile.ZipFile, part: str, document: Document) -> Iterator[bytes]:
    """Unpack a part piece by piece; a document type before its root element is refused."""
    with archive.open(part) as stream:
        first = True
        while chunk := stream.read(CHUNK_BYTES):
            if first and _declares_type(chunk):
                raise _foreign_content(document)
            first = False
            yield chunk


def _declares_type(start: bytes) -> bool:
    text = (
        start.decode("utf-16", errors="ignore").encode() if start[:2] in (b"\xff\xfe", b"\xfe\xff") else start
    )
    return b"<!DOCTYPE" in text or b"<!ENTITY" in text


def _sheet_facts(chunks: Iterator[bytes], document: Document) -> SheetFacts:
    facts = SheetFacts()
    prefix, carried = None, b""
    for chunk in chunks:
        carried += chunk
        if prefix is None:
            found = PREFIX.search(carried)
            prefix = found[1] if found else b""
        if (cut := carried.rfind(b"<" + prefix + b"row ")) > 0:
            _note(_bare(carried[:cut], prefix), facts)
            carried = carried[cut:]
        if len(carried) > LONGEST_ROW_BYTES:
            raise too_wide(document, facts)
    _note(_bare(carried, prefix or b""), facts)
    if facts.height * facts.width > MOST_CELLS:
        raise too_wide(document, facts)
    return facts


def _bare(rows: bytes, prefix: bytes) -> bytes:
    """Take the namespace prefix off the elements' names."""
    return rows.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else rows


def _note(rows: bytes, facts: SheetFacts) -> None:
    codes = np.frombuffer(rows + bytes(9), dtype=np.uint8)
    tags = np.flatnonzero(codes[:-9] == ord("<"))
    initials = codes[tags + 1]
    numbers = ROW_NUMBER.findall(rows)
    unnumbered = int(((initials == ord("r")) & (codes[tags + 2] == ord("o"))).sum()) - len(numbers)
    facts.height = max([facts.height + max(unnumbered, 0), *map(int, numbers)])
    cells = tags[(initials == ord("c")) & (codes[tags + 2] == ord(" "))]
    facts.width = max(facts.width, _widest(rows, codes, cells))
    if b't="e"' in rows or (b"'" in rows and b"t='e'" in rows):
        for cell in ERROR_CELL.finditer(rows):
            if place := _place(cell["attributes"]):
                facts.errors[place] = cell["error"].decode("utf-8", errors="replace")
    if (initials == ord("f")).any():
        for cell in UNVALUED_CELL.finditer(rows):
            text = cell["empty"] and RETURNS_TEXT.search(cell["attributes"])
            if not text and (place := _place(cell["attributes"])):
                facts.unvalued.append(place)


def _widest(rows: bytes, codes: np.ndarray, cells: np.ndarray) -> int:
    """Return the number of the last column any cell stands in: read for each cell, yet without a loop."""
    if not ((codes[cells + 3] == ord("r")) & (codes[cells + 5] == ord('"'))).all():
        # Attributes in another order, or cells without address that follow one another.
        longest = max((row.count(b"<c ") for row in rows.split(b"<row")), default=0)
        return max([longest, *map(_column_number, set(CELL_COLUMN.findall(rows)))])
    number = np.zeros(cells.size, dtype=np.int32)
    inside = np.ones(cells.size, dtype=bool)
    for place in range(6, 9):
        letters = codes[cells + place]
        inside &= letters >= ord("A")
        number = np.where(inside, number * 26 + (letters - np.uint8(64)), number)
    return int(number.max(initial=0))


def _place(attributes: bytes) -> Place | None:
    address = ADDRESS.search(attributes)
    return (int(address[2]) - 1, _column_number(address[1]) - 1) if address else None


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _foreign_content(document: Document) -> InputFault:
    return InputFault(
        "Die Arbeitsmappe enthält Verweise auf fremde Inhalte (Dokumenttyp, Entitäten) und wird nicht geöffnet.",
        file=document.name,
        remedy="Herkunft der Datei prüfen; in der Tabellenkalkulation öffnen und neu speichern.",
    )
