"""Where the table ends: above rules, footnotes and whatever follows an empty row; and what was left out why."""

import re
from collections.abc import Iterator

import numpy as np

from ohv_coworking.reading.grid import Grid, as_text
from ohv_coworking.reading.header import RULE, Start
from ohv_coworking.reading.kinds import Body, Kind

FOOTNOTE = re.compile(
    r"(Quellen?\b|Source\b|Fuente\b|©|\(c\)|Stand:|Fußnoten?|Anmerkung|Hinweis|Legende|Notes?:|Exportdatum|Nachdruck"
    r"|Erläuterung|Zeichenerklärung|\d{1,2}[.)]\s(?!\w+\.? \d{4}\s*$)|\*\)|[*_]{10,})",
    re.IGNORECASE,
)


def find_end(grid: Grid, kind: np.ndarray, body: Body, start: Start) -> int:
    """Return the row after the last one of data: above rules, footnotes and whatever follows an empty row."""
    filled = kind != Kind.EMPTY
    counts = filled.sum(axis=1)
    end = int(np.flatnonzero(counts).max()) + 1
    if not start.header:
        return end
    typical = np.median(counts[start.first : end][counts[start.first : end] > 0]) if end > start.first else 0
    agrees = body.agreeing > body.disagreeing
    full = agrees if body.measured.any() else counts >= max(2, typical / 2)
    rows = np.arange(grid.height)
    last_blank, last_full = (
        np.maximum.accumulate(np.where(mask & (rows >= start.first), rows, -1))
        for mask in (counts == 0, full)
    )
    narrow = counts <= max(1, typical / 3)
    if full[start.first : end].all():
        return end
    known = _patterns(filled, start.first, end)
    last_of_all = int(rows[full & (rows < end)].max(initial=-1))
    if (above := _trailing_notes(filled, body, known, start.first, last_of_all, end)) is not None:
        end = above
    for row in np.flatnonzero((counts > 0) & (narrow | ~full) & (rows >= start.first) & (rows < end)):
        after_gap = last_blank[row] > last_full[row - 1]
        text = as_text(grid.cell(row, np.flatnonzero(filled[row])[0]))
        if RULE.fullmatch(text) and counts[row] <= 1:
            if row + 1 < end and full[row + 1 : min(row + 4, end)].all():
                continue  # drawn between rows of the table
            return _last_filled(counts, start.first, row)
        if narrow[row] and FOOTNOTE.match(text) and (after_gap or not body.agreeing[row]):
            return _last_filled(counts, start.first, row)
        contradicts = body.disagreeing[row] > body.agreeing[row]
        goes_on = known[row] < row - 1 and counts[row] > 1
        if not full[row] and after_gap and (contradicts or not (goes_on or full[row + 1 : row + 4].any())):
            return _last_filled(counts, start.first, row)
    return end


def _patterns(filled: np.ndarray, first: int, end: int) -> np.ndarray:
    """Return for each row the first row of the table that has the same cells filled; the height for rows outside."""
    seen: dict[bytes, int] = {}
    known = np.full(len(filled), len(filled))
    for row in range(first, end):
        known[row] = seen.setdefault(filled[row].tobytes(), row)
    return known


def _trailing_notes(
    filled: np.ndarray, body: Body, known: np.ndarray, first: int, last_full: int, end: int
) -> int | None:
    """Return the end above scattered words below the numbers: rows filled as no row of the table is.

    One of them begins right of where all rows begin, or says a word where the table has numbers; without such a sign
    a last row that is merely incomplete stays.
    """
    if not body.measured.any() or last_full < first:
        return None
    below = [row for row in range(last_full + 1, end) if filled[row].any()]
    strange = [row for row in below if known[row] > last_full]
    left = filled[first : last_full + 1].argmax(axis=1).max()
    signs = [row for row in strange if filled[row].argmax() > left or body.disagreeing[row]]
    return last_full + 1 if signs and strange == below else None


def _last_filled(counts: np.ndarray, first: int, row: int) -> int:
    above = np.flatnonzero(counts[first:row])
    return first + int(above[-1]) + 1 if above.size else first


def rows_outside(filled: np.ndarray, start: Start, end: int) -> Iterator[tuple[int, str]]:
    """Yield the rows (from 1) that are neither header nor data, with the reason."""
    top = min([start.first, *start.header])
    for row in np.flatnonzero(filled[: start.first]).tolist():
        if row < top:
            yield row + 1, "Titel oder Vorspann"
        elif row not in start.header:
            yield row + 1, "zwischen Kopf und Daten"
    for row, some in enumerate(filled[end:].tolist(), end + 1):
        yield row, "unter der Tabelle" if some else "leer"
