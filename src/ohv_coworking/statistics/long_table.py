"""The one shape all statistics come in: a row for each region, indicator and period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ohv_coworking.errors import InputFault, raise_all
from ohv_coworking.german import number, plural
from ohv_coworking.reading import Table, Values
from ohv_coworking.reading.columns import number_fault
from ohv_coworking.statistics.hierarchy import deviations
from ohv_coworking.statistics.region_keys import with_zeros

# `aggregate`: "total" and "rest" rows stand beside their parts and must not be added to them.
COLUMNS = ["indicator", "region_key", "region", "period", "value", "unit", "symbol", "aggregate", "row"]
PLACE = ["region_key", "region", "period", "breakdown", "unit", "aggregate"]
NOTHING = ["-", "–", ""]  # signs for: nothing there
MOST_SENTENCES = 5
IDENTITY = ["region_key", "period", "breakdown", "unit", "aggregate"]


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

    @property
    def columns(self) -> Sequence[str]:
        return tuple(self.table.frame)

    def details(self) -> dict[str, Any]:
        keyed = self.frame["region_key"].where(self.frame["region_key"] != "", self.frame["region"])
        return {
            "indicators": pd.unique(self.frame["indicator"]).tolist(),
            "regions": [key for key in pd.unique(keyed).tolist() if key],
            "periods": sorted(period for period in pd.unique(self.frame["period"]) if period),
        }


def long_table(
    kind: str,
    table: Table,
    values: Values,
    places: pd.DataFrame,
    measures: Sequence[Measure],
    *,
    dropped: Mapping[int, str] | None = None,
    uncounted: int = 0,
    notices: Sequence[str] = (),
) -> LongTable:
    """Return the long table of measures by column and places by row.

    `places` holds, for the source rows that are kept (its index), `region_key`, `region` and optionally `period`,
    `breakdown` (what splits an indicator within the region), `unit` and `aggregate`. `uncounted` rows are kept but are no
    regions (totals without a key). Raises `InputFault` for cells that are no numbers and places that occur twice.
    """
    places = places.reindex(columns=PLACE, fill_value="")
    raise_all(
        [fault for measure in measures if (fault := number_fault(table, values, measure.column))],
        "In Spalten mit Zahlen stehen andere Angaben:",
    )
    places, mended = _with_zeros(places)
    _refuse_doubled(table, places)
    kept = np.asarray(table.frame.index.isin(places.index))
    blocks = [_block(measure, values, places, kept) for measure in measures]
    frame = pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=COLUMNS, dtype=object)
    left_out = {**dict(table.dropped), **(dropped or {})}
    return LongTable(
        kind=kind,
        table=table,
        frame=frame,
        rows=len(places) - uncounted,
        dropped=tuple(sorted(left_out.items())),
        symbols=_counts(values, [measure.column for measure in measures], kept),
        notices=(*values.notices, *mended, *_sums(values, places, measures, kept), *notices),
    )


def joined(parts: Sequence[pd.Series]) -> pd.Series:
    """Return the texts of several columns as one, row by row: `männlich | unter 3 Jahre`."""
    codes, texts = np.zeros(len(parts[0]), dtype=int), [""]
    for part in parts:
        own, distinct = pd.factorize(part.to_numpy())
        codes, known = pd.factorize(codes * len(distinct) + own)
        pairs = (divmod(code, len(distinct)) for code in known.tolist())
        texts = [" | ".join(filter(None, (texts[before], distinct[added]))) for before, added in pairs]
    return pd.Series(np.array(texts, dtype=object)[codes], index=parts[0].index, dtype=object)


def _block(measure: Measure, values: Values, places: pd.DataFrame, kept: np.ndarray) -> pd.DataFrame:
    """Return the rows of one measure; cells with neither a value nor a symbol say nothing and are left out."""
    value = values.frame[measure.column].to_numpy()[kept]
    symbols = values.symbols.get(measure.column)
    symbol = np.full(len(value), "", dtype=object) if symbols is None else symbols.to_numpy()[kept]
    said = ~np.isnan(value) | (symbol != "")
    if not said.all():
        value, symbol, places = value[said], symbol[said], places[said]
    codes, breakdowns = pd.factorize(places["breakdown"].to_numpy())
    indicators = np.array(
        [" | ".join(filter(None, (measure.indicator, part))) for part in breakdowns], object
    )
    text = {name: places[name].to_numpy(dtype=object) for name in PLACE}
    for name in ("period", "unit"):
        if told := getattr(measure, name):
            text[name] = np.full(len(value), told, dtype=object)
    block = {
        "indicator": indicators[codes] if len(indicators) else codes,
        **text,
        "value": value,
        "symbol": symbol,
        "row": places.index.to_numpy(),
    }
    # Without a dtype of its own, each column of text would be inspected and copied.
    return pd.DataFrame(
        {name: pd.Series(block[name], dtype=block[name].dtype, copy=False) for name in COLUMNS}
    )


def _with_zeros(places: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    keys = places["region_key"]
    distinct = pd.Series(pd.unique(keys), dtype=object)
    mended, lost = with_zeros(distinct)
    if not lost.any():
        return places, []
    count = int(keys.isin(distinct[lost]).sum())
    notice = (
        f"{plural(count, 'Regionalschlüssel', 'Regionalschlüssel')} ohne führende Null "
        f"(zuerst „{distinct[lost].iloc[0]}“) ergänzt: eine Tabellenkalkulation hatte sie als Zahlen gelesen."
    )
    return places.assign(region_key=keys.map(dict(zip(distinct, mended, strict=True)))), [notice]


def _refuse_doubled(table: Table, places: pd.DataFrame) -> None:
    """Refuse a region that occurs twice for the same period and breakdown."""
    keyed = places[places["region_key"] != ""]
    doubled = keyed.duplicated(IDENTITY)
    if doubled.any():
        row = int(doubled.idxmax())
        first = (keyed[IDENTITY] == keyed.loc[row, IDENTITY]).all(axis=1).idxmax()
        region = " ".join(keyed.loc[row, ["region_key", "region"]])
        raise InputFault(
            "Eine Region steht doppelt in der Tabelle.",
            **table.grid.place,
            row=row,
            found=f"{region}, schon in Zeile {first}; insgesamt {plural(doubled.sum(), 'doppelte Zeile', 'doppelte Zeilen')}",
            expected="jede Region einmal je Zeitraum",
            remedy="Die überzählige Zeile löschen oder die Datei neu herunterladen.",
        )


def _sums(values: Values, places: pd.DataFrame, measures: Sequence[Measure], kept: np.ndarray) -> list[str]:
    """Return sentences on regions whose parts do not add up to them."""
    columns = [measure.column for measure in measures]
    numbers = values.frame[columns].to_numpy(dtype=float)[kept]
    unknown = np.isnan(numbers)
    for place, column in enumerate(columns):
        if column in values.symbols:
            unknown[:, place] &= ~values.symbols[column].isin(NOTHING).to_numpy()[kept]
    own = (places["aggregate"] != "rest").to_numpy()
    groups = joined([places[name] for name in ("period", "breakdown", "unit")])
    found = deviations(places["region_key"][own], groups[own], numbers[own], unknown[own])
    rows = places.index[own]
    sentences = [
        f"Zeile {rows[off.row]}, Spalte „{columns[off.column]}“: {_plain(off.stated)}, "
        f"die Teile der Region {places.at[rows[off.row], 'region_key']} ergeben {_plain(off.summed)}."
        for off in found[:MOST_SENTENCES]
    ]
    if len(found) > MOST_SENTENCES:
        sentences.append(f"Insgesamt {number(len(found))} Summen stimmen nicht mit ihren Teilen überein.")
    return sentences


def _plain(value: float) -> str:
    return number(value, 0 if value % 1 == 0 else 2)


def _counts(values: Values, columns: Sequence[str], kept: np.ndarray) -> dict[str, int]:
    held = [values.symbols[name].to_numpy()[kept] for name in columns if name in values.symbols]
    counted = pd.Series(np.concatenate(held) if held else [], dtype=object).value_counts()
    return {symbol: int(count) for symbol, count in sorted(counted.items()) if symbol}
