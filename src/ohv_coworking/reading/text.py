"""Second step for text files: bytes → characters → records → a grid of text."""

import csv
import io
import re
from collections import Counter

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.document import SAVE_AS, Document
from ohv_coworking.reading.encoding import ENCODED_TWICE, PIECE, SAMPLE_CHARACTERS, to_utf8
from ohv_coworking.reading.grid import DETECT, Grid, ReadingOptions

SEPARATORS = ";,\t|"
SEPARATOR_NAMES = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
MOST_COLUMNS = 16_384  # a spreadsheet's limit
MOST_CELLS = 60_000_000
WIDE = 1000  # columns, from which on they are looked through for empty ones on the right

# GENESIS rules off its tables; below the line quotes may be unbalanced.
TITLED = re.compile(rb"\"?(GENESIS-)?Tabelle: ?[\w-]+")
FEWEST_OF_A_ROW = 3  # filled cells that a word below the table has not
RULED_LINE = re.compile(rb"^\"?_{10,}\"?[;,\t|]*\s*$", re.MULTILINE)


def read_text(document: Document, options: ReadingOptions = DETECT) -> Grid:
    """Return the grid of a text file; raises `InputFault` naming the first record that cannot be right."""
    data, encoding = to_utf8(document.read(), document.name, options.encoding)
    if b"\n" not in data:  # line ends of old Macintosh programs
        data = data.replace(b"\r", b"\n")
    replaced = "\N{REPLACEMENT CHARACTER}".encode()
    lost = replaced[0] in data and replaced in data  # its first byte is rare, and faster to look for
    head = data[:1_000_000]
    twice = encoding != "ascii" and ENCODED_TWICE.search(head.decode(errors="ignore"))
    body, footer = cut_footer(data)
    separator = options.separator or find_separator(body)
    if separator is None and document.path.suffix.lower() in (".xls", ".xlsx", ".xlsm", ".ods"):
        raise InputFault(
            "Die Datei ist keine lesbare Tabelle.",
            file=document.name,
            found="Text ohne Spalten",
            remedy=SAVE_AS,
        )
    _refuse_rows_below(body, footer, separator, document.name)
    columns, widths = separated(body, separator, document.name)
    return Grid.of(
        columns,
        widths=widths,
        file=document.name,
        encoding=encoding,
        separator=separator,
        ended=body.endswith((b"\n", b"\r")),
        footer=footer,
        notices=told_of_letters(lost, bool(twice)),
    )


def told_of_letters(lost: bool, twice: bool) -> tuple[str, ...]:
    """Return what a reader should know of letters that were lost before, or encoded twice."""
    told = {
        "Der Text enthält Ersatzzeichen (�): Umlaute gingen schon vor dieser Datei verloren. Möglichst neu exportieren.": lost,
        "Umlaute sind doppelt kodiert (Ã¤ statt ä): die Datei wurde mit falschem Zeichensatz gespeichert. "
        "Möglichst neu exportieren.": twice,
    }
    return tuple(sentence for sentence, applies in told.items() if applies)


def cut_footer(data: bytes, always: bool = False) -> tuple[bytes, str]:
    """Return the text of a GENESIS table above its ruled line and the text below it; any other text has no footer.

    In other files a line of underscores is a cell like any other: somebody may have typed it. `always`: the data are known
    to be part of such a table.
    """
    if not always and not TITLED.match(data):
        return data, ""
    start = data.find(b"_" * 10)
    rule = RULED_LINE.search(data, data.rfind(b"\n", 0, start) + 1) if start >= 0 else None
    return (data[: rule.start()], data[rule.end() :].decode().strip()) if rule else (data, "")


def _refuse_rows_below(body: bytes, footer: str, separator: str | None, name: str) -> None:
    """Raise `InputFault` where below the ruled line stands what is a row of the table, not a word on it."""
    above = next((line for line in reversed(body.splitlines()) if line.strip()), b"").decode()
    needed = _filled(above, separator)
    for place, line in enumerate(footer.splitlines() if needed >= FEWEST_OF_A_ROW else ()):
        if _filled(line, separator) >= needed:
            raise InputFault(
                "Unter der Trennlinie, die das Ende der Tabelle zeigt, stehen weitere Zeilen mit Werten.",
                file=name,
                row=body.count(b"\n") + 2 + place,
                expected="eine Tabelle je Datei, unter der Linie nur Erläuterungen",
                remedy="Die Linie aus Unterstrichen löschen, wenn die Zeilen zur Tabelle gehören; sonst beide Tabellen getrennt ablegen.",
            )


def _filled(line: str, separator: str | None) -> int:
    return sum(bool(cell.strip()) for cell in line.split(separator or "\x1f"))


def find_separator(data: bytes) -> str | None:
    """Return semicolon, comma, tab or bar, whichever cuts the records most evenly; None for none."""
    head = data[: 4 * SAMPLE_CHARACTERS].decode(errors="ignore")[:SAMPLE_CHARACTERS]
    evenness = {separator: _evenness(head, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=evenness.__getitem__)
    if evenness[best]:
        return best
    # Too few or too uneven lines: the most frequent candidate, if any.
    counts = {separator: data.count(separator.encode()) for separator in SEPARATORS}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else None


def _evenness(head: str, separator: str) -> float:
    """Return the share of the filled records that are cut into the most frequent number of cells, two at the least."""
    try:
        records = list(csv.reader(io.StringIO(head, newline=""), delimiter=separator))
    except csv.Error:
        return 0.0
    widths = Counter(len(record) for record in records if any(map(str.strip, record)))
    cut = {width: count for width, count in widths.items() if width > 1}
    return round(max(cut.values()) / widths.total(), 3) if cut else 0.0


def separated(data: bytes, separator: str | None, name: str) -> tuple[list[np.ndarray], np.ndarray]:
    """Cut the text into columns, shorter records filled with empty cells; return these and the records' widths."""
    widths = record_widths(data, separator, name)
    if not widths.size:
        return [], widths
    reach = _reach(data, separator) if widths.max() > WIDE else None
    if reach:
        widths = np.minimum(widths, reach)
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
            usecols=range(reach) if reach else None,
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
    return [frame[column].to_numpy() for column in frame], widths


def _reach(data: bytes, separator: str | None) -> int:
    """Return the number of the last column in which anything stands: a used range far too wide reserves nothing."""
    reach = 1
    for record in csv.reader(io.StringIO(data.decode(), newline=""), delimiter=separator or "\x1f"):
        if len(record) > reach:
            reach += max((place for place, cell in enumerate(record[reach:], 1) if cell.strip()), default=0)
    return reach


def record_widths(data: bytes, separator: str | None, name: str) -> np.ndarray:
    """Return the number of cells of each record, and refuse quotes that do not pair.

    A lost quote swallows the following records without any parser's complaint; it shows in the neighbours
    of the quotes: an opening one follows a separator, a line end or a quote, a closing one is followed by one.
    """
    codes = np.frombuffer(data, dtype=np.uint8)
    cuts = "".join(cut for cut in ("\n", "\r", separator or "") if cut.encode() in data and cut)
    quotes = _places(codes, '"') if b'"' in data else np.zeros(0, dtype=int)
    if separator and quotes.size and (widths := _widths_of_quoted(codes, quotes, separator)) is not None:
        return widths
    places = _places(codes, cuts)
    if quotes.size:
        outer = np.concatenate([quotes[::2] - 1, quotes[1::2] + 1])
        is_border = np.isin(np.arange(256), list(map(ord, cuts + '"')))
        if quotes.size % 2 or not is_border[codes.take(outer, mode="clip")].all():
            return _widths_one_by_one(data.decode(), separator, name)
        places = places[np.searchsorted(quotes, places) % 2 == 0]
    letters = codes[places]
    if "\r" in cuts:  # before a line feed it is one end with it, not two
        first = (letters[:-1] == ord("\r")) & (letters[1:] == ord("\n")) & (np.diff(places) == 1)
        letters = letters[~np.append(first, False)[: letters.size]]
    last = np.flatnonzero((letters == ord("\n")) | (letters == ord("\r")))  # of each record
    ended = not data or data.endswith((b"\n", b"\r"))
    return np.diff(last if ended else np.append(last, letters.size), prepend=-1)


def _widths_of_quoted(codes: np.ndarray, quotes: np.ndarray, separator: str) -> np.ndarray | None:
    """Return the widths of a text whose cells are all quoted and hold no quotes; None for any other."""
    tail = codes[quotes[-1] + 1 :].tobytes()
    if quotes.size % 2 or quotes[0] or tail not in (b"", b"\n", b"\r\n", b"\r"):
        return None
    closing, opening = quotes[1:-1:2], quotes[2::2]  # of neighbours: just one cut stands between them
    after = codes[closing + 1]
    last = (after == ord("\n")) | (after == ord("\r"))
    length = 1 + ((after == ord("\r")) & (codes[closing + 2] == ord("\n")))
    if (opening - closing - 1 != length).any() or (~last & (after != ord(separator))).any():
        return None
    return np.diff(np.append(np.flatnonzero(last), quotes.size // 2 - 1), prepend=-1)


def _places(codes: np.ndarray, letters: str) -> np.ndarray:
    """Return where any of the letters stands; looks at some at a time, which is faster than at all."""
    found = [np.zeros(0, dtype=int)]
    for start in range(0, codes.size if letters else 0, PIECE):
        piece = codes[start : start + PIECE]
        held = piece == ord(letters[0])
        for letter in letters[1:]:
            held |= piece == ord(letter)
        found.append(np.flatnonzero(held) + start)
    return np.concatenate(found)


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
