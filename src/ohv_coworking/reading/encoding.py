"""Bytes → characters: byte order mark, ASCII, strict UTF-8, else cp1252.

The order is fixed: guessing libraries were wrong on every cp1252 file tried.
"""

import codecs
import re

from ohv_coworking.basics.errors import InputFault

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# How UTF-8 shows that was taken for cp1252 and saved again: Ã¤ for ä, â€“ for a dash.
ENCODED_TWICE = re.compile(r"Ã[\x80-\xbfŒœŠšŸŽžƒˆ˜‐-™]|â[\x80€‚]")
SAMPLE_CHARACTERS = 65_536
PIECE = 1 << 18


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and the codec's name; a prescribed `encoding` must fit.

    >>> decode("Fläche".encode("cp1252"), "a.csv")
    ('Fläche', 'cp1252')
    """
    if encoding is None:
        encoding = find_encoding(data)
    try:
        return data.decode(encoding), encoding
    except LookupError as fault:
        raise InputFault(
            "Der angegebene Zeichensatz ist unbekannt.",
            file=name,
            found=encoding,
            expected="zum Beispiel utf-8, cp1252 oder utf-16",
        ) from fault
    except UnicodeError as fault:
        raise InputFault(
            f"Der Text lässt sich nicht als {encoding} lesen.",
            file=name,
            row=data[: getattr(fault, "start", 0)].count(b"\n") + 1,
            remedy="Den Zeichensatz angeben (--encoding) oder die Datei als „CSV UTF-8“ neu speichern.",
        ) from fault


def to_utf8(data: bytes, name: str, encoding: str | None = None) -> tuple[bytes, str]:
    """Return the text as UTF-8 without byte order mark, and the codec it came in; a prescribed one must fit."""
    found = encoding or find_encoding(data)
    if encoding is None and found in ("ascii", "utf-8"):
        return data, found
    if found == "utf-8-sig" and is_utf8(data):
        return data.removeprefix(codecs.BOM_UTF8), found
    text, found = decode(data, name, found)
    return text.encode("utf-8"), found


def find_encoding(data: bytes) -> str:
    """Return the codec by byte order mark, then ASCII, strict UTF-8, UTF-16 without mark, cp1252."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return encoding
    if b"\0" in data[:SAMPLE_CHARACTERS]:
        return "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    if data.isascii():
        return "ascii"
    return "utf-8" if is_utf8(data) else "cp1252"


def is_utf8(data: bytes) -> bool:
    """Tell whether the bytes are UTF-8; looks at some at a time, which is faster than making one long text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), PIECE):
            decoder.decode(data[start : start + PIECE], final=start + PIECE >= len(data))
    except UnicodeDecodeError:
        return False
    return True
