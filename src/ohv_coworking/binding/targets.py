"""Whether every link and every picture of the finished documents leads somewhere; links from one into the other."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from html import unescape

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.exhibits.notebook_cells import Cell, TextFault, notebook_cells
from ohv_coworking.study.edition import Edition

_ID = re.compile(r'<[^<>]*\sid="([^"]*)"')
_LINK = re.compile(r'(<a\b[^<>]*\s)href="([^"]*)"')
_PICTURE = re.compile(r'<img\b[^<>]*\ssrc="(?!data:)([^"]*)"')
_NUMBER = re.compile(r'<a class="key" href="([^"]*)">([^<]*)</a>')
# What a reader of the file alone can follow, or has within it.
OUTWARD = ("https://", "http://", "mailto:", "tel:", "data:text/csv;")


def led(pages: Mapping[str, str]) -> dict[str, str]:
    """Return the documents, by the name of their file, with the links whose target stands in another one leading there.

    The number of a line that no document shows as mere text leads nowhere: there is nothing to lead back to.
    """
    ids = {file: set(_ID.findall(page)) for file, page in pages.items()}

    def across(found: re.Match, own: str) -> str:
        target = found[2][1:]
        if found[2].startswith("#") and target not in ids[own]:
            for file in ids:
                if target in ids[file]:
                    return f'{found[1]}href="{file}#{target}"'
        return found[0]

    def numbered(found: re.Match, own: str) -> str:
        file, _, target = found[1].partition("#")
        return found[0] if target in ids[file or own] else f'<span class="key">{found[2]}</span>'

    return {
        file: _NUMBER.sub(
            lambda found, own=file: numbered(found, own),
            _LINK.sub(lambda found, own=file: across(found, own), page),
        )
        for file, page in pages.items()
    }


def require_targets(pages: Mapping[str, str], edition: Edition, chapters: list[str]) -> None:
    """Raise `InputFault` for each link of a text without a target and each picture outside the document, with its place.

    `pages` holds the documents by the name of their file.
    """
    ids = {file: set(map(unescape, _ID.findall(page))) for file, page in pages.items()}

    @cache  # and read only where something is wrong
    def texts() -> list[Cell]:
        cells = [cell for name in chapters for cell in notebook_cells(edition.notebook(name))]
        return [cell for cell in cells if cell.kind != "code"]

    faults: list[InputFault] = []
    for own, page in pages.items():
        for address in dict.fromkeys(unescape(link) for _, link in _LINK.findall(page)):
            file, _, target = address.partition("#")
            if not file or file in ids:
                if target and target not in ids[file or own]:
                    faults += _named(LEADS_NOWHERE, address, texts)
            elif not address.startswith(OUTWARD) and not (edition.reports / address).is_file():
                faults += _named(NOT_ENCLOSED, address, texts)
        for address in dict.fromkeys(map(unescape, _PICTURE.findall(page))):
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


def _named(fault: TextFault, address: str, texts: Callable[[], list[Cell]]) -> Iterator[InputFault]:
    """Yield the fault for each line of a text that names the address; what no text names is the library's own."""
    for cell in texts():
        for row, line in enumerate(cell.body.split("\n"), 1):
            if address in line:
                yield cell.placed(replace(fault, row=row, found=address))
