"""Whether every link and every picture of the finished document leads somewhere."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.notebook_cells import Cell, TextFault, notebook_cells

_ID = re.compile(r'<[^<>]*\sid="([^"]*)"')
_LINK = re.compile(r'<a\b[^<>]*\shref="([^"]*)"')
_PICTURE = re.compile(r'<img\b[^<>]*\ssrc="(?!data:)([^"]*)"')
# What a reader of the file alone can follow.
OUTWARD = ("https://", "http://", "mailto:", "tel:")


def require_targets(html: str, edition: Edition, chapters: list[str]) -> None:
    """Raise `InputFault` for each link of a text without a target and each picture outside the document, with its place."""
    ids = set(map(unescape, _ID.findall(html)))
    texts = [
        cell for name in chapters for cell in notebook_cells(edition.notebook(name)) if cell.kind != "code"
    ]
    faults: list[InputFault] = []
    for address in dict.fromkeys(map(unescape, _LINK.findall(html))):
        if address.startswith("#"):
            if address[1:] not in ids:
                faults += _named(LEADS_NOWHERE, address, texts)
        elif not address.startswith(OUTWARD) and not (edition.reports / address).is_file():
            faults += _named(NOT_ENCLOSED, address, texts)
    for address in dict.fromkeys(map(unescape, _PICTURE.findall(html))):
        faults += _named(PICTURE_OUTSIDE, address, texts)
    raise_all(faults, "Nicht jeder Verweis der Studie hat ein Ziel.")


LEADS_NOWHERE = TextFault(
    "Ein Verweis im Text führt ins Leere.",
    remedy='Auf Kapitel, Abbildungen und Tabellen mit {{ see("name") }} verweisen oder die Sprungmarke berichtigen.',
)
NOT_ENCLOSED = TextFault(
    "Ein Verweis führt auf eine Datei, die der Studie nicht beiliegt.",
    remedy="Eine Adresse mit https:// angeben.",
)
PICTURE_OUTSIDE = TextFault(
    "Ein Bild liegt außerhalb der Studie.",
    remedy="Das Bild in notebooks/ ablegen und als ![Was es zeigt](bild.png) nennen.",
)


def _named(fault: TextFault, address: str, texts: Iterable[Cell]) -> Iterator[InputFault]:
    """Yield the fault for each line of a text that names the address; what no text names is the library's own."""
    for cell in texts:
        for row, line in enumerate(cell.body.split("\n"), 1):
            if address in line:
                yield cell.placed(replace(fault, row=row, found=address))
