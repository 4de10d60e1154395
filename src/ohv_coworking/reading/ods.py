"""The sheets of an OpenDocument workbook, measured before it is opened: cells and rows may be repeated a million times."""

import html
import re

from ohv_coworking.reading.document import Document
from ohv_coworking.reading.extent import MOST_CELLS, SheetFacts, too_wide

ODS_TAG = re.compile(
    rb"<table:(?P<name>table-row|(?:covered-)?table-cell|table)(?=[\s/>])(?P<attributes>[^>]*)>"
)
ODS_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated=["'](\d+)""")
ODS_NAME = re.compile(rb"""table:name=["']([^"']*)""")
ODS_TEXT = re.compile(rb"<text:p[^>]*>([^<]*)<")


def ods_facts(content: bytes, document: Document) -> dict[str, SheetFacts]:
    """Follow rows and cells with their repetitions; only cells that hold something count."""
    sheets: dict[str, SheetFacts] = {}
    facts = SheetFacts()
    row = column = 0
    for tag in ODS_TAG.finditer(content):
        attributes = tag["attributes"]
        times = int(found[1]) if (found := ODS_REPEATED.search(attributes)) else 1
        if tag["name"] == b"table":
            name = ODS_NAME.search(attributes)
            facts = sheets[html.unescape(name[1].decode()) if name else ""] = SheetFacts()
            row = 0
        elif tag["name"] == b"table-row":
            row, column = row + times, 0
        else:
            column += times
            place = (row - 1, column - 1)
            if b"value-type" in attributes:
                facts.height, facts.width = max(facts.height, row), max(facts.width, column)
            if b'calcext:value-type="error"' in attributes:
                shown = ODS_TEXT.search(content, tag.end())
                facts.errors[place] = shown[1].decode() if shown else "#N/A"
            elif b"table:formula" in attributes and b"office:value-type" not in attributes:
                facts.unvalued.append(place)
            if facts.height * facts.width > MOST_CELLS:
                raise too_wide(document, facts)
    return sheets
