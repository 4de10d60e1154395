"""The one shape all statistics come in: a row for each region, indicator and period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.formats.statistics.doubts import (
    doubts,
    refuse_exponents,
    refuse_ragged,
    refuse_strange_keys,
    refuse_twins,
)
from ohv_coworking.formats.statistics.hierarchy import unequal_sums
from ohv_coworking.formats.statistics.periods import ANY_YEAR
from ohv_coworking.formats.statistics.places import Places, Signs, mended, places_of, refuse_doubled
from ohv_coworking.raw.balance import IntakeRecord
from ohv_coworking.reading import Table, Values
from ohv_coworking.reading.columns import number_fault

# `aggregate`: "total" and "rest" rows stand beside their parts and must not be added to them.
COLUMNS = ["indicator", "region_key", "region", "period", "value", "unit", "symbol", "aggregate", "row"]
PLACE = ["region_key", "region", "period", "breakdown", "unit", "aggregate"]


@dataclass(frozen=True)
class Measure:
    """A column of numbers: what it counts, and its unit and period if the rows do not tell theirs."""

    column: str
    indicator: str
    unit: str = ""
    period: str = ""


@dataclass(frozen=True, eq=False)
class LongTable:
    """A statistics file understood; fulfils `reading.Meaning`.

    `frame` has the columns `indicator`, `region_key`, `region`, `period`, `value` (NaN where missing), `unit`,
    `symbol` (sign in place of a value, or flag beside it), `aggregate` ("", "total", "rest") and `row` of the source.
    """

    kind: str
    table: Table
    frame: pd.DataFrame
    rows: int
    dropped: Sequence[tuple[int, str]] = ()
    symbols: Mapping[str, int] = field(default_factory=dict)
    notices: Sequence[str] = ()
    personal_columns: Sequence[str] = ()
    places: pd.Index | None = None  # rows that were kept; None: all of the table
    odd_cells: int = 0  # one refuses the file
    record: IntakeRecord | None = None

    @property
    def kept_rows(self) -> pd.Index:
        left_out = [row for row, _ in self.dropped]
        return self.places if self.places is not None else self.table.rows.difference(left_out)

    @property
    def columns(self) -> Sequence[str]:
        return self.table.names

    def tally(self) -> dict[str, int]:
        told = {one: len(held) for one, held in self.details().items()}
        values = int(self.frame["value"].notna().sum())
        return {
            "Werte": values,
            "Merkmale": told["indicators"],
            "Gebiete": told["regions"],
            "Zeiträume": told["periods"],
        }

    def details(self) -> dict[str, Any]:
        pairs = self.frame[["region_key", "region"]].drop_duplicates()
        return {
            "indicators": pd.unique(self.frame["indicator"]).tolist(),
            "regions": list(dict.fromkeys(key or name for key, name in pairs.to_numpy() if key or name)),
            "periods": sorted(period for period in pd.unique(self.frame["period"]) if period),
        }


def long_table(
    kind: str,
    table: Table,
    values: Values,
    places: Places | pd.DataFrame,
    measures: Sequence[Measure],
    *,
    dropped: Mapping[int, str] | None = None,
    uncounted: int = 0,
    notices: Sequence[str] = (),
    has_own_keys: bool = False,
) -> LongTable:
    """Return the long table of measures by column and places by row.

    `places` holds, for the source rows that are kept, `region_key`, `region` and optionally `period`,
    `breakdown` (what splits an indicator within the region), `unit` and `aggregate`. `uncounted` rows are kept but
    are no regions (totals without a key). A format that `has_own_keys` judges them itself. Raises `InputFault` for cells
    that are no numbers, for doubled regions and for strange keys.
    """
    if not measures:
        raise InputFault(
            "Die Tabelle enthält keine Spalte mit Zahlen.", **table.grid.place, found=", ".join(table.names),
            expected="mindestens eine Spalte mit Werten", remedy="Blatt (--sheet) und Kopfzeilen (--header-rows) prüfen.",
        )  # fmt: skip
    faults = [number_fault(table, values, measure.column) for measure in measures]
    raise_all([fault for fault in faults if fault], "In Spalten mit Zahlen stehen andere Angaben:")
    if isinstance(places, pd.DataFrame):
        places = places_of(places.index, dict(places.items()))
    nothing = places_of(places.rows, dict.fromkeys(PLACE, ""))
    places, told = mended(Places(places.rows, {**nothing.columns, **places.columns}))
    columns = [measure.column for measure in measures]
    refuse_ragged(table, places.rows)
    refuse_exponents(table, columns)
    refuse_twins(table, [(measure.indicator, measure.period, measure.unit) for measure in measures], columns)
    refuse_doubled(table, places)
    if not has_own_keys:
        refuse_strange_keys(table, places)
    numbers = np.stack([values.numbers[name] for name in columns]).T  # columns stay in one piece
    if not places.rows.equals(table.rows):
        numbers = numbers[table.rows.get_indexer(places.rows)]
    signs = _signs(values, columns, places.rows)
    said = np.isfinite(numbers)
    said[signs.row, signs.column] = True
    counted = pd.Series(signs.text).value_counts()
    undated = [measure.column for measure in measures if not measure.period]
    if len(undated) < len(measures) and undated and "" in places.columns["period"].values:
        notices = [*notices, f"Spalte „{undated[0]}“ nennt keinen Zeitraum, andere Spalten tun es."]
    elif len(undated) == len(measures) and "" in places.columns["period"].values:
        names = [*(measure.indicator for measure in measures), *places.columns["breakdown"].values]
        if dated := next((name for name in names if ANY_YEAR.search(name)), None):
            notices = [
                *notices,
                f"Kein Zeitraum erkannt; „{dated}“ scheint einen zu nennen und zählt als Merkmal.",
            ]
    doubtful = (
        *unequal_sums(places, columns, numbers, signs, [measure.unit for measure in measures]),
        *doubts(table, values, places, columns, said),
    )
    return LongTable(
        kind=kind,
        table=table,
        frame=_melted(places, measures, numbers, signs, said),
        rows=len(places.rows) - uncounted,
        places=places.rows,
        dropped=tuple(sorted({**dict(table.dropped), **(dropped or {})}.items())),
        symbols={sign: int(count) for sign, count in sorted(counted.items())},
        notices=(*values.notices, *told, *doubtful, *notices),
    )


def _signs(values: Values, columns: Sequence[str], rows: pd.Index) -> Signs:
    """Return the signs of the columns in the rows that are kept."""
    found = []
    for column, name in enumerate(columns):
        if name in values.signs:
            places = rows.get_indexer(values.signs[name].index)
            texts = values.signs[name].to_numpy()[places >= 0]
            found.append((places[places >= 0], np.full(len(texts), column), texts))
    if not found:
        return Signs(np.zeros(0, dtype=int), np.zeros(0, dtype=int), np.zeros(0, dtype=object))
    return Signs(*map(np.concatenate, zip(*found, strict=True)))


def _melted(
    places: Places, measures: Sequence[Measure], numbers: np.ndarray, signs: Signs, said: np.ndarray
) -> pd.DataFrame:
    """Return a row for each value or sign, measure after measure; empty cells say nothing and are left out."""
    kept = [slice(None) if told.all() else np.flatnonzero(told) for told in said.T]
    counts = said.sum(axis=0)

    def by_row(name: str) -> np.ndarray:
        held = places.columns[name]
        if len(held.values) == 1:
            return _repeated(held.values[0], counts.sum())
        column = held.cells
        return _joined([column[rows] for rows in kept])

    def by_measure(texts: Sequence[str]) -> np.ndarray:
        return np.repeat(np.array(texts, dtype=object), counts)

    def own(name: str) -> np.ndarray:
        """Return what the measures say themselves, else the rows."""
        told = [getattr(measure, name) for measure in measures]
        if all(told) or not any(told):
            return by_measure(told) if any(told) else by_row(name)
        column = places.columns[name].cells
        pairs = zip(told, counts, kept, strict=True)
        return _joined([_repeated(text, count) if text else column[rows] for text, count, rows in pairs])

    def indicators() -> np.ndarray:
        held = places.columns["breakdown"]
        names = [
            [" | ".join(filter(None, (measure.indicator, part))) for part in held.values]
            for measure in measures
        ]
        if len(held.values) == 1:
            return by_measure([name for (name,) in names])
        pairs = zip(names, kept, strict=True)
        return _joined([np.array(own_names, dtype=object)[held.codes[rows]] for own_names, rows in pairs])

    cells = {name: by_row(name) for name in ("region_key", "region", "aggregate")} | {
        "indicator": indicators(), "period": own("period"), "unit": own("unit"),
        "value": _joined([column[rows] for column, rows in zip(numbers.T, kept, strict=True)]),
        "row": _joined([places.rows.to_numpy()[rows] for rows in kept]),
        "symbol": _repeated("", counts.sum()),
    }  # fmt: skip
    if len(signs.row):
        place = np.cumsum(said.T) - 1  # of each cell among those that are said
        cells["symbol"][place[signs.column * len(places.rows) + signs.row]] = signs.text
    # Without a dtype of its own, each column of text would be inspected and copied.
    # What is still the file's own column cannot be written to; a reader of the frame may.
    own_cells = {name: held if held.flags.writeable else held.copy() for name, held in cells.items()}
    columns = {name: pd.Series(own_cells[name], dtype=own_cells[name].dtype, copy=False) for name in COLUMNS}
    return pd.DataFrame(columns, copy=False)


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=object)


def _repeated(text: str, count: int) -> np.ndarray:
    return np.repeat(np.array([text], dtype=object), count)  # np.full is ten times slower with texts
