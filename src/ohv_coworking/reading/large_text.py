"""A text file too large to be held as it stands: cut into records piece by piece, each distinct cell kept once.

What a piece says is what the whole says: encoding and separator are found first, a piece ends with a record, and the
columns that come out are the same as if the file had been read at once. What is held grows with the distinct cells and
with one to four bytes a cell, not with the bytes of the file.
"""

import codecs
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading import text
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.document import Document
from ohv_coworking.reading.encoding import ENCODED_TWICE, PIECE, find_encoding
from ohv_coworking.reading.grid import Grid, ReadingOptions

LARGE_BYTES = 64_000_000
PIECE_BYTES = 16_000_000
MOST_DISTINCT = 30_000_000  # cells of a text that differ; about 3 GB
MOST_LARGE_CELLS = 400_000_000
HEAD_BYTES = 1_000_000


class _Column:
    """The cells of one column as codes into the distinct ones met so far."""

    def __init__(self, rows_before: int) -> None:
        self.known: dict[str, int] = {}
        self.pieces: list[np.ndarray] = []
        if rows_before:
            self.add(np.full(rows_before, "", dtype=object))

    def add(self, cells: np.ndarray) -> None:
        codes, distinct = pd.factorize(cells)
        for cell in distinct:
            self.known.setdefault(cell, len(self.known))
        own = np.array([self.known[cell] for cell in distinct], dtype=np.min_scalar_type(len(self.known)))
        self.pieces.append(own[codes])

    def coded(self) -> Coded:
        """Return the column; what it was gathered from is gone then."""
        codes = np.concatenate([one.astype(np.min_scalar_type(len(self.known))) for one in self.pieces])
        values = np.array([*self.known, None], dtype=object)[:-1]
        self.known, self.pieces = {}, []
        return Coded(codes, values)


def is_large(document: Document) -> bool:
    """Tell whether a file is a text to be read piece by piece; what is packed has a limit of its own."""
    return document.kind == "text" and not document.member and document.path.stat().st_size > LARGE_BYTES


def read_large_text(document: Document, options: ReadingOptions) -> Grid:
    """Return the grid of a large text file, as `text.read_text` does of any other."""
    with document.open() as stream:
        head = stream.read(HEAD_BYTES)
    encoding = options.encoding or _encoding(document, head)
    first = head[: head.rfind(b"\n") + 1 or None].decode(encoding, errors="replace")
    separator = options.separator or text.find_separator(first.encode())
    twice = encoding != "ascii" and ENCODED_TWICE.search(first)
    columns: list[_Column] = []
    widths: list[np.ndarray] = []
    rows, footer, ended, lost = 0, "", True, False
    titled = bool(text.TITLED.match(first.encode()))
    with document.open() as stream:
        for piece in (pieces := _pieces(stream, document, encoding, b"\n" not in head)):
            lost = lost or "\N{REPLACEMENT CHARACTER}".encode() in piece
            body, _ = text.cut_footer(piece, always=titled)
            if len(body) < len(piece):
                _, footer = text.cut_footer(piece[len(body) :] + b"".join(pieces), always=True)
            if not body:
                continue
            try:
                cells, held = text.separated(body, separator, document.name)
            except InputFault as fault:
                raise replace(fault, row=fault.row and fault.row + rows) from None
            columns += [_Column(rows) for _ in range(len(cells) - len(columns))]
            nothing = np.full(len(held), "", dtype=object)
            for place, column in enumerate(columns):
                column.add(cells[place] if place < len(cells) else nothing)
            widths.append(held.astype(np.min_scalar_type(text.MOST_COLUMNS)))
            rows, ended = rows + len(held), body.endswith((b"\n", b"\r"))
            _refuse_boundless(document, rows, columns)
    return Grid.coded(
        [column.coded() for column in columns],
        widths=np.concatenate(widths) if widths else np.zeros(0, dtype=int),
        file=document.name,
        encoding=encoding,
        separator=separator,
        ended=ended,
        footer=footer,
        notices=text.told_of_letters(lost, bool(twice)),
    )


def _refuse_boundless(document: Document, rows: int, columns: list[_Column]) -> None:
    distinct = sum(len(column.known) for column in columns)
    if distinct > MOST_DISTINCT or rows * len(columns) > MOST_LARGE_CELLS:
        raise InputFault(
            "Die Tabelle ist zu groß für den Arbeitsspeicher.",
            file=document.name,
            found=f"mehr als {rows} Zeilen zu {len(columns)} Spalten, {distinct} verschiedene Zellen",
            expected=f"höchstens {MOST_LARGE_CELLS} Zellen und {MOST_DISTINCT} verschiedene",
            remedy="Beim Herunterladen weniger Gebiete, Jahre oder Merkmale wählen, oder die Datei teilen.",
        )


def _encoding(document: Document, head: bytes) -> str:
    """Return the codec of the whole file: one that its head does not contradict may fail further below."""
    found = find_encoding(head)
    if found not in ("ascii", "utf-8", "utf-8-sig", "cp1252"):
        return found
    decoder, ascii_only = codecs.getincrementaldecoder("utf-8")(), True
    with document.open() as stream:
        while part := stream.read(PIECE):
            try:
                ascii_only &= part.isascii()
                decoder.decode(part)
            except UnicodeDecodeError:
                return "cp1252"
    return "ascii" if ascii_only else "utf-8-sig" if found == "utf-8-sig" else "utf-8"


def _pieces(stream: BinaryIO, document: Document, encoding: str, returns: bool) -> Iterator[bytes]:
    """Yield the text as UTF-8 in pieces that end with a record; `returns`: lines end as on old Macintosh computers."""
    decoder, rest = codecs.getincrementaldecoder(encoding)(), ""
    while part := stream.read(PIECE_BYTES):
        try:
            held = rest + (decoder.decode(part).replace("\r", "\n") if returns else decoder.decode(part))
        except UnicodeError as fault:
            raise InputFault(
                f"Der Text lässt sich nicht als {encoding} lesen.",
                file=document.name,
                remedy="Den Zeichensatz angeben (--encoding) oder die Datei als „CSV UTF-8“ neu speichern.",
            ) from fault
        # A line end within quotes ends no record.
        end = held.rfind("\n")
        while end >= 0 and held.count('"', 0, end) % 2:
            end = held.rfind("\n", 0, end)
        rest = held[end + 1 :]
        if end >= 0:
            yield held[: end + 1].encode()
    if rest:
        yield rest.encode()
