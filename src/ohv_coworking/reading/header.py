"""Where the table starts: which rows are titles, which are headers, which is the first row of data.

The columns tell: most of their cells are numbers (or symbols, or dates), and the rows above the first one that
agrees with them are the header. A table of words starts at its first nearly full row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ohv_coworking.reading.grid import Grid, as_text
from ohv_coworking.reading.kinds import Body, Kind, kind_of

RULE = re.compile(r"[*_=#-]{5,}")
FEWEST_NAMES = 3  # of a header that may be written again on each page
FEWEST_BETWEEN = 5  # rows below it
HEADER_SEARCH_ROWS = 300  # preambles of official tables stay far below


@dataclass(frozen=True)
class Start:
    """Zero-based rows: the headers in order, a row of column numbers below them, the first row of data."""

    header: tuple[int, ...]
    first: int
    column_numbers: int | None = None


def find_start(grid: Grid, kind: np.ndarray, body: Body) -> Start:
    """Return header rows and first row of data; no header rows if nothing sets them apart."""
    first = _first_agreeing(grid, kind, body) if body.measured.any() else None
    if first is None:
        return _start_of_words(grid, kind)
    above = [row for row in range(first) if _is_header(grid, row, body)]
    if not above and first and _reaches_right(grid, kind, first - 1):
        above = [first - 1]  # it names only columns of words
    if not above:
        return Start((), first)
    last = above[-1]
    column_numbers = None
    if _counts_columns(grid.cells(last)):
        column_numbers = last
        last = max((row for row in above if row < last), default=last)
    header = [*_upwards(grid, kind, last), *([] if column_numbers is None else [column_numbers])]
    header += _downwards(grid, kind, body, header, first)
    # Headings of groups (a state above its districts) belong to the data, titles above the header do not.
    below = [row for row in range(header[-1] + 1, first) if (kind[row] != Kind.EMPTY).any()]
    return Start(tuple(header), min([first, *below]), column_numbers)


def _downwards(grid: Grid, kind: np.ndarray, body: Body, header: list[int], first: int) -> list[int]:
    """Return the rows below that still belong to the header: merged into it, or naming only inner columns."""
    last = header[-1]
    merged = max((bottom for (top, _), (bottom, _) in grid.merged if top in header), default=last)
    for row in range(last + 1, first):
        places = np.flatnonzero(kind[row] != Kind.EMPTY)
        inner = places.size > 1 and places[0] > 0 and not body.measured[places].any() and row == last + 1
        if row <= merged or inner:
            last = row
    return list(range(header[-1] + 1, last + 1))


def _first_agreeing(grid: Grid, kind: np.ndarray, body: Body) -> int | None:
    """Return the first row of numbers that is not years or column numbers and is not followed by words."""
    agrees = body.agreeing > 0
    # A single word or a drawn line between two rows of data is no header below the first.
    filled = (kind != Kind.EMPTY).sum(axis=1) > min(1, grid.width - 1)
    contradicts = body.disagreeing > body.agreeing
    limit = min(grid.height, HEADER_SEARCH_ROWS)
    for row in range(limit):
        if (
            not agrees[row]
            or contradicts[row]
            or _names_years(grid, row, body)
            or _counts_columns(grid.cells(row))
        ):
            continue
        following = [after for after in range(row + 1, min(row + 8, grid.height)) if filled[after]][:2]
        if not any(contradicts[after] for after in following) or row + 1 >= grid.height:
            return row
    return None


def _is_header(grid: Grid, row: int, body: Body) -> bool:
    cells = grid.cells(row)
    texts = list(filter(None, map(as_text, cells)))
    is_remark = all(map(RULE.fullmatch, texts)) or (len(texts) == 1 and texts[0].startswith("#"))
    named = bool(body.disagreeing[row]) and not is_remark
    return named or _names_years(grid, row, body) or _counts_columns(cells)


def _names_years(grid: Grid, row: int, body: Body) -> bool:
    """Tell whether all numbers of the row are years although their columns hold other things."""
    places = [
        column for column in np.flatnonzero(body.measured) if kind_of(grid.cell(row, column)) == Kind.NUMBER
    ]
    if len(places) < 2 or not all(_is_year(grid.cell(row, column)) for column in places):
        return False
    rows = range(row + 1, min(row + 21, grid.height))
    below = [grid.cell(under, column) for under in rows for column in places]
    others = [value for value in below if kind_of(value) == Kind.NUMBER]
    return sum(map(_is_year, others)) <= len(others) / 2


def _is_year(value: object) -> bool:
    text = as_text(value)
    return len(text) == 4 and text.isdigit() and 1800 <= int(text) <= 2100


def _counts_columns(cells: Sequence[object]) -> bool:
    """Tell whether the numbers of a row are 1, 2, 3, …: the columns' numbers."""
    numbered = [text for text in map(as_text, cells) if text.isdigit()]
    return len(numbered) >= 3 and numbered == [str(number) for number in range(1, len(numbered) + 1)]


def _upwards(grid: Grid, kind: np.ndarray, last: int) -> list[int]:
    """Return `last` and the header rows directly above it."""
    header = [last]
    while header[0] and _reaches_right(grid, kind, header[0] - 1):
        header.insert(0, header[0] - 1)
    return header


def _reaches_right(grid: Grid, kind: np.ndarray, row: int) -> bool:
    """Tell a header row from a title: it reaches into the right half of the table, and says no "key: value"."""
    filled = kind != Kind.EMPTY
    places = np.flatnonzero(filled[row])
    if not places.size or _counts_columns(grid.cells(row)):
        return False
    start = as_text(grid.cell(row, places[0]))
    width = np.flatnonzero(filled[row:].any(axis=0)).max() + 1
    is_title = start.startswith("#") or start.endswith(":") or RULE.fullmatch(start)
    return not is_title and bool(places[-1] >= width / 2)


def _start_of_words(grid: Grid, kind: np.ndarray) -> Start:
    """Return the start of a table without numbers: its first nearly full row, unless that row recurs below."""
    counts = (kind != Kind.EMPTY).sum(axis=1)
    fullest = counts[:HEADER_SEARCH_ROWS].max()
    followed = np.append(counts[1:] > 0, False)
    for (top, _), (bottom, _) in grid.merged:
        if top < grid.height:
            followed[top] |= bottom > top
    last = int(np.argmax((counts >= 0.7 * fullest) & (followed | (counts.sum() == counts))))
    header = _upwards(grid, kind, last)
    end = max(
        [
            last,
            *(corner[0] for start, corner in grid.merged if start[0] in header and corner[0] - start[0] < 5),
        ]
    )
    below = [column.cells[end + 1 :] for column in grid.columns]
    # A header written again on each page recurs as a whole; words of data recur one by one.
    again = np.zeros(grid.height - end - 1, dtype=bool)
    if counts[last] >= FEWEST_NAMES and grid.height - end > FEWEST_BETWEEN:
        again[:] = np.all(
            [cells == value for value, cells in zip(grid.cells(last), below, strict=True)], axis=0
        )
    recurring = [
        value in set(cells[~again])
        for value, cells in zip(grid.cells(last), below, strict=True)
        if value != ""
    ]
    if np.mean(recurring) >= 0.5 or end + 1 >= grid.height:
        return Start((), last)
    return Start((*header, *range(last + 1, end + 1)), end + 1)
