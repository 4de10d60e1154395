"""Second step for text files: bytes → characters → records → a grid of text."""

import csv
import io
import re

import numpy as np
import pandas as pd

from ohv_coworking.errors import InputFault
from ohv_coworking.reading.document import SAVE_AS, Document
from ohv_coworking.reading.encoding import SAMPLE_CHARACTERS, to_utf8
from ohv_coworking.reading.grid import DETECT, Grid, ReadingOptions

SEPARATORS = ";,\t|"
SEPARATOR_NAMES = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
MOST_COLUMNS = 16_384  # a spreadsheet's limit
MOST_CELLS = 60_000_000

ENCODED_TWICE = ("Ã".encode(), "â€".encode())  # how UTF-8 shows that was taken for cp1252

# GENESIS and its kin rule off the table; below the line quotes may be unbalanced.
RULED_LINE = re.compile(rb"^\"?_{10,}\"?[;,\t|]*\s*$", re.MULTILINE)


def read_text(document: Document, options: ReadingOptions = DETECT) -> Grid:
    """Return the grid of a text file; raises `InputFault` naming the first record that cannot be right."""
    data, encoding = to_utf8(document.read(), document.name, options.encoding)
    if b"\n" not in data:  # line ends of old Macintosh programs
        data = data.replace(b"\r", b"\n")
    notices = []
    replaced = "\N{REPLACEMENT CHARACTER}".encode()
    if replaced[0] in data and replaced in data:  # its first byte is rare, and faster to look for
        notices.append(
            "Der Text enthält Ersatzzeichen (�): Umlaute gingen schon vor dieser Datei verloren. "
            "Möglichst neu exportieren."
        )
    head = data[:1_000_000]
    if encoding != "ascii" and any(mark in head for mark in ENCODED_TWICE):
        notices.append(
            "Umlaute sind doppelt kodiert (Ã¤ statt ä): die Datei wurde mit falschem Zeichensatz gespeichert. "
            "Möglichst neu exportieren."
        )
    body, footer = cut_footer(data)
    separator = options.separator or find_separator(body)
    if separator is None and document.path.suffix.lower() in (".xls", ".xlsx", ".xlsm", ".ods"):
        raise InputFault(
            "Die Datei ist keine lesbare Tabelle.",
            file=document.name,
            found="Text ohne Spalten",
            remedy=SAVE_AS,
        )
    cells, widths = separated(body, separator, document.name)
    return Grid(
        cells=cells,
        widths=widths,
        file=document.name,
        encoding=encoding,
        separator=separator,
        ended=body.endswith((b"\n", b"\r")),
        footer=footer,
        notices=tuple(notices),
    )


def cut_footer(data: bytes) -> tuple[bytes, str]:
    """Return the text above the first ruled line and the text below it."""
    start = data.find(b"_" * 10)
    rule = RULED_LINE.search(data, data.rfind(b"\n", 0, start) + 1) if start >= 0 else None
    return (data[: rule.start()], data[rule.end() :].decode().strip()) if rule else (data, "")


def find_separator(data: bytes) -> str | None:
    """Return semicolon, comma, tab or bar, whichever cuts the records most evenly; None for none."""
    head = data[: 4 * SAMPLE_CHARACTERS].decode(errors="ignore")[:SAMPLE_CHARACTERS]
    try:
        return csv.Sniffer().sniff(head, SEPARATORS).delimiter
    except csv.Error:
        # Too few or too uneven lines for the sniffer: the most frequent candidate, if any.
        counts = {separator: data.count(separator.encode()) for separator in SEPARATORS}
        best = max(counts, key=counts.__getitem__)
        return best if counts[best] else None


def separated(data: bytes, separator: str | None, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Cut the text into cells, shorter records filled with empty cells; return these and the records' widths."""
    widths = record_widths(data, separator, name)
    if not widths.size:
        return np.empty((0, 0), dtype=object), widths
    if widths.max() > MOST_COLUMNS or widths.max() * widths.size > MOST_CELLS:
        raise InputFault(
            "Die Tabelle ist zu groß.",
            file=name,
            found=f"{widths.size} Zeilen, bis zu {widths.max()} Spalten",
            expected=f"höchstens {MOST_CELLS} Zellen und {MOST_COLUMNS} Spalten",
            remedy="Trennzeichen prüfen (--separator) oder die Datei teilen.",
        )
    try:
        frame = pd.read_csv(
            io.BytesIO(data),
            sep=separator or "\x1f",
            header=None,
            names=range(widths.max()),
            index_col=False,
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
            encoding="utf-8",
        )
    except pd.errors.ParserError as fault:
        raise _quotes(name, None) from fault
    if len(frame) != widths.size:
        raise _quotes(name, None)
    return frame.to_numpy(dtype=object, copy=True), widths


def record_widths(data: bytes, separator: str | None, name: str) -> np.ndarray:
    """Return the number of cells of each record, and refuse quotes that do not pair.

    A lost quote swallows the following records without any parser's complaint; it shows in the neighbours
    of the quotes: an opening one follows a separator, a line end or a quote, a closing one is followed by one.
    """
    codes = np.frombuffer(data, dtype=np.uint8)
    if not codes.size:
        return np.zeros(0, dtype=int)
    ends, returns = codes == ord("\n"), b"\r" in data
    separators = codes == ord(separator) if separator else np.zeros(codes.size, dtype=bool)
    if returns:  # alone, it ends a record too
        ends[:-1] |= (codes[:-1] == ord("\r")) & ~ends[1:]
    if b'"' in data:
        quotes = codes == ord('"')
        inside = np.logical_xor.accumulate(quotes)  # of a cell: from an opening quote up to the closing one
        borders = quotes | separators | ends
        if returns:
            borders |= codes == ord("\r")
        opening, closing = quotes & inside, quotes & ~inside
        if inside[-1] or (opening[1:] & ~borders[:-1]).any() or (closing[:-1] & ~borders[1:]).any():
            return _widths_one_by_one(data.decode(), separator, name)
        ends &= ~inside
        separators &= ~inside
    ends, separators = np.flatnonzero(ends), np.flatnonzero(separators)
    if not ends.size or ends[-1] != codes.size - 1:
        ends = np.append(ends, codes.size)
    return np.diff(np.searchsorted(separators, ends), prepend=0) + 1


def _widths_one_by_one(text: str, separator: str | None, name: str) -> np.ndarray:
    """Count with the strict csv module, for files with quotes inside unquoted cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or "\x1f", strict=True)
    widths = []
    try:
        for record in reader:
            widths.append(max(len(record), 1))
    except csv.Error as fault:
        raise _quotes(name, len(widths) + 1) from fault
    return np.array(widths, dtype=int)


def _quotes(name: str, row: int | None) -> InputFault:
    return InputFault(
        "Die Anführungszeichen der Datei passen nicht zusammen.",
        file=name,
        row=row,
        expected="jede Zelle, die mit einem Anführungszeichen beginnt, endet auch mit einem",
        remedy="Die Datei neu exportieren oder das Anführungszeichen in der genannten Zeile ergänzen.",
    )
