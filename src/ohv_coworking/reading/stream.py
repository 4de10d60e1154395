"""Very large regular text tables, piece by piece: one header row, then nothing but data.

For grid files and timetables of millions of rows, where a grid of cells would not fit into memory.
"""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.archive import identify
from ohv_coworking.reading.document import CHUNK_BYTES, Document
from ohv_coworking.reading.encoding import SAMPLE_CHARACTERS, decode, find_encoding
from ohv_coworking.reading.grid import DETECT, ReadingOptions
from ohv_coworking.reading.text import find_separator

ROWS_AT_ONCE = 200_000


def read_pieces(
    path: str | Path,
    wanted: Callable[[str], bool] = lambda name: True,
    options: ReadingOptions = DETECT,
    rows: int = ROWS_AT_ONCE,
) -> Iterator[pd.DataFrame]:
    """Yield the wanted columns as text, `rows` at a time; the index counts the file's lines from 1.

    Raises `InputFault` for a file that is no text, has no wanted column or a record of too many cells.
    """
    document = identify(path, options)
    if document.kind != "text":
        raise InputFault("Die Datei ist keine Textdatei.", file=document.name, expected="CSV, auch gepackt")
    encoding = options.encoding or _encoding(document)
    with document.open() as stream:
        head, _ = decode(stream.read(SAMPLE_CHARACTERS).rpartition(b"\n")[0], document.name, encoding)
    separator = options.separator or find_separator(head.encode()) or ";"
    try:
        with document.open() as stream:
            pieces = pd.read_csv(
                stream,
                sep=separator,
                encoding=encoding,
                dtype=object,
                na_filter=False,
                usecols=lambda name: wanted(name.strip()),
                chunksize=rows,
                skipinitialspace=True,
            )
            for piece in pieces:
                piece.index += 2
                yield piece.rename(columns=str.strip)
    except (ValueError, pd.errors.ParserError) as fault:
        raise InputFault(
            "Die Textdatei ist nicht regelmäßig aufgebaut.",
            file=document.name,
            found=str(fault).strip(),
            expected="eine Kopfzeile und darunter Zeilen mit gleich vielen Zellen",
        ) from fault


def _encoding(document: Document) -> str:
    """Return the codec of a whole stream without holding it."""
    with document.open() as stream:
        first = stream.read(CHUNK_BYTES)
        encoding = find_encoding(first[:-4]) if len(first) == CHUNK_BYTES else find_encoding(first)
        if encoding not in ("ascii", "utf-8", "utf-8-sig", "cp1252"):
            return encoding
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(first)
            while chunk := stream.read(CHUNK_BYTES):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig" if encoding == "utf-8-sig" else "utf-8"
