"""What the rows of a table stand for: regions, their keys as text, each of them once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import plural
from ohv_coworking.formats.statistics.periods import period_of
from ohv_coworking.formats.statistics.region_keys import told_of_zeros, with_zeros
from ohv_coworking.reading import Table
from ohv_coworking.reading.coded import Coded

AS_TABLE = "Nur ansehen, ohne Regionen: als einfache Tabelle (--as table/plain)."
IDENTITY = ["region_key", "period", "breakdown", "unit", "aggregate"]


class Signs(NamedTuple):
    """What stands in place of numbers or flags them: row and column, counted from 0, and the sign."""

    row: np.ndarray
    column: np.ndarray
    text: np.ndarray


@dataclass(frozen=True, eq=False)
class Places:
    """What rows stand for, by columns of texts: what is asked of them is asked of each distinct one once."""

    rows: pd.Index
    columns: Mapping[str, Coded]

    def where(self, chosen: np.ndarray) -> "Places":
        """Return the places of the rows chosen by truth."""
        if chosen.all():
            return self
        return Places(self.rows[chosen], {name: held.where(chosen) for name, held in self.columns.items()})


def places_of(rows: pd.Index, parts: Mapping[str, Coded | pd.Series | np.ndarray | str]) -> Places:
    """Return the places of the rows by column; a single text holds for all rows."""
    return Places(rows, {name: _coded(part, len(rows)) for name, part in parts.items()})


def _coded(part: Coded | pd.Series | np.ndarray | str, rows: int) -> Coded:
    if isinstance(part, Coded):
        return part
    if isinstance(part, str):
        return Coded.same(part, rows)
    return Coded.of(np.asarray(part, dtype=object))


def joint(parts: Sequence[Coded], mark: str = " | ") -> Coded:
    """Return the texts of several columns as one, row by row: `männlich | unter 3 Jahre`."""
    codes, texts = combined(parts, mark=mark)
    return Coded(codes, texts).renamed(texts)


def filled_down(column: Coded, said: np.ndarray) -> Coded:
    """Return the column with every cell that is not said taken from the last one above that is."""
    cells = pd.Series(column.cells, dtype=object).where(said).ffill().fillna("")
    return Coded.of(cells.to_numpy(dtype=object))


def periods_above(table: Table) -> pd.Series:
    """Return by row the period it names for the rows below: rows whose first cell alone is filled, and with a period."""
    lonely = ~table.filled[:, 1:].any(axis=1)
    named = list(map(period_of, table.columns[table.names[0]].where(lonely).cells))
    return pd.Series(named, index=table.rows[lonely], dtype=object).reindex(table.rows)


def mended(places: Places) -> tuple[Places, list[str]]:
    """Return the places with the leading zeros that a spreadsheet took from their keys, and what was done."""
    given = places.columns["region_key"]
    keys, lost = with_zeros(given)
    if keys is given:
        return places, []
    return Places(places.rows, {**places.columns, "region_key": keys}), [told_of_zeros(given, lost)]


def refuse_doubled(table: Table, places: Places) -> None:
    """Raise `InputFault` for a region that occurs twice for the same period and breakdown."""
    keys = places.columns["region_key"]
    keyed = places.where(keys.spread(keys.values != ""))
    codes, _ = combined([keyed.columns[name] for name in IDENTITY], named=False)
    doubled = pd.Series(codes).duplicated().to_numpy()
    if doubled.any():
        place = int(doubled.argmax())
        first = keyed.rows[np.argmax(codes == codes[place])]
        held = (keyed.columns[name] for name in ("region_key", "region"))
        region = " ".join(column.cell(place) for column in held)
        count = plural(int(doubled.sum()), "doppelte Zeile", "doppelte Zeilen")
        raise InputFault(
            "Eine Region steht doppelt in der Tabelle.",
            **table.grid.place,
            row=int(keyed.rows[place]),
            found=f"{region}, schon in Zeile {first}; insgesamt {count}",
            expected="jede Region einmal je Zeitraum",
            remedy="Unterscheidet eine Spalte die Zeilen, die Tabelle mit ihrer Kopfzeile vollständig laden. "
            + AS_TABLE,
        )


def combined(parts: Sequence[Coded], named: bool = True, mark: str = " | ") -> tuple[np.ndarray, np.ndarray]:
    """Return for each row the code of its combination of texts, and the combinations joined."""
    first, *others = (part.distinct for part in parts)
    codes, texts = first.codes, first.values
    for part in others:
        known = np.arange(len(texts))
        if len(part.values) != 1:
            codes, known = pd.factorize(codes.astype(np.int64) * len(part.values) + part.codes)
        if named:
            before, added = texts[known // len(part.values)], part.values[known % len(part.values)]
            both = np.where((before != "") & (added != ""), mark, "").astype(object)
            texts = before + both + added
    return codes, texts
