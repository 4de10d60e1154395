"""Numbers that people type and a machine reads otherwise: refused and asked about, never guessed."""

import re

THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+")
LEADING_ZERO = re.compile(r"[+-]?0\d+(?:\.\d*)?")
CLOCK = re.compile(r"[+-]?\d+(?::\d+)+(?:\.\d*)?")


def how_to_write(text: str) -> str | None:
    """Return how to write a number that can be meant in two ways; None for one that can't.

    >>> how_to_write("60.000")
    'ohne Tausenderpunkt (60000), oder als Dezimalzahl mit anderer Stellenzahl (60.0)'
    >>> how_to_write("0120"), how_to_write("1:20")
    ('ohne führende Null (120), oder als Text in Anführungszeichen', 'eine einzelne Zahl; eine Uhrzeit in Anführungszeichen')
    >>> how_to_write("0.207"), how_to_write("1.25"), how_to_write("2030")
    (None, None, None)
    """
    typed = text.strip()
    if THOUSANDS.fullmatch(typed):
        whole = typed.replace(".", "")
        shorter = typed.rstrip("0")
        decimal = f"{typed}0" if shorter == typed else shorter + "0" * shorter.endswith(".")
        more = f", oder als Dezimalzahl mit anderer Stellenzahl ({decimal})" if typed.count(".") == 1 else ""
        return f"ohne Tausenderpunkt ({whole}){more}"
    if LEADING_ZERO.fullmatch(typed):
        return f"ohne führende Null ({typed.lstrip('+-').lstrip('0') or '0'}), oder als Text in Anführungszeichen"
    if CLOCK.fullmatch(typed):
        return "eine einzelne Zahl; eine Uhrzeit in Anführungszeichen"
    return None
