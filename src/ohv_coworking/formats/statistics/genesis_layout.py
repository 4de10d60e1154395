"""The layout of a GENESIS table: where its header stands, and what was done to it where a cell is missing."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.periods import period_of
from ohv_coworking.formats.statistics.quality import LETTERS
from ohv_coworking.formats.statistics.region_keys import is_official
from ohv_coworking.reading import Grid, Table
from ohv_coworking.reading.kinds import Kind, kind_of

HEAD_ROWS = 60  # titles and headers stay far below
MEASURED = (Kind.NUMBER, Kind.SYMBOL)


def header_rows(grid: Grid) -> tuple[int, ...] | None:
    """Return the rows above the first region whose first cell is empty; None without such a region or row.

    For tables of a few rows, whose columns do not show what they mostly hold.
    """
    head = grid.head(HEAD_ROWS)
    regions = (place for place, row in enumerate(head) if row[0] and any(map(is_official, row[:3])))
    first = next((place for place in regions if kind_of(_last_value(head[place])) in MEASURED), 0)
    above = [place for place in range(first) if not _names_period(head[place])]
    header: list[int] = []
    while above and any(head[above[-1]]) and not head[above[-1]][0]:
        header.insert(0, above.pop() + 1)
    return tuple(header) or None


def _last_value(row: Sequence[str]) -> str:
    """Return the last cell of a row that is no letter of quality."""
    return next((text for text in reversed(row) if text not in LETTERS - {""}), "")


def _names_period(row: Sequence[str]) -> bool:
    """Tell a row that only names the period of the rows below."""
    return period_of(row[0]) is not None and not any(row[1:])


def refuse_keys_above(table: Table) -> None:
    """Refuse a region among the header rows: its values are no numbers, so it was not seen as data."""
    for row in range(1, int(table.rows[0])):
        key = next((text for text in table.grid.row(row)[:3] if is_official(text)), None)
        if key is not None:
            raise InputFault(
                "Eine Region steht über den Daten: ihre Werte sind keine Zahlen.",
                **table.grid.place, row=row, found=" ; ".join(table.grid.row(row)), expected="Zahlen oder Zeichen hinter Schlüssel und Name",
                remedy="Die Zellen der Zeile prüfen; die Tabelle neu herunterladen.",
            )  # fmt: skip


def refuse_gaps(table: Table, columns: Sequence[str], rows: pd.Index) -> None:
    """Refuse empty cells: the offices put a sign where there is no value, so a cell is missing or moved."""
    empty = ~table.filled & table.rows.isin(rows)[:, None] & np.isin(table.names, columns)
    if empty.any():
        place, column = (int(found[0]) for found in np.nonzero(empty))
        row = int(table.rows[place])
        raise InputFault(
            "In einer Zeile der GENESIS-Tabelle fehlt ein Wert.",
            **table.grid.place, row=row, column=table.names[column],
            found=" ; ".join(table.grid.row(row)), expected="in jeder Zelle eine Zahl oder ein Zeichen wie - . x /",
            remedy="Zeile auf verschobene oder gelöschte Zellen prüfen; die Tabelle neu herunterladen.",
        )  # fmt: skip
