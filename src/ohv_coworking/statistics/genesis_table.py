"""Tables of GENESIS-Online and the Regionaldatenbank (regionalstatistik.de), CSV and XLSX.

Title lines, one to four header rows, no header above keys and names. The period is a column, a header level, a title
line, or a line of its own above the rows it holds for; what further splits the rows is a column without header too.
"""

import re
from collections.abc import Sequence
from itertools import groupby

import numpy as np
import pandas as pd

from ohv_coworking.errors import InputFault
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, find_table, typed
from ohv_coworking.reading.names import UNITS
from ohv_coworking.statistics.doubts import refuse_headless
from ohv_coworking.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.statistics.periods import period_in, period_of
from ohv_coworking.statistics.places import joined
from ohv_coworking.statistics.region_keys import are_keys, is_official

KIND = "statistics/genesis-table"
LABEL = "GENESIS-Tabelle"

CODE = re.compile(r"(?:GENESIS-)?Tabelle: ?([\w-]+)")
MEASURE_WITH_UNIT = re.compile(r"(.+?) ?\(([^()]+)\)")
TIME_WORDS = {"Stichtag", "Jahr", "Jahre", "Zeit", "Monat"}


def matches(grid: Grid) -> float:
    """Look for the table's code in the first line."""
    texts = [text for row in grid.head(3) for text in row if text]
    return 0.95 if any(CODE.fullmatch(text) for text in texts) else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return the table's values with region, period and indicator."""
    table = find_table(grid, options)
    refuse_headless(table)
    _refuse_keys_above(table)
    beside = [name for name, levels in zip(table.frame, table.levels, strict=True) if not any(levels)]
    columns = [name for name in table.frame if name not in beside]
    values = typed(table, measures=columns)
    texts = values.frame[beside].fillna("")
    titles = [" ".join(filter(None, grid.row(row))) for row, _ in table.dropped if row < table.header_rows[0]]
    places, headings = _places(table, texts, titles)
    _refuse_gaps(table, columns, places.index)
    measures = _measures(table, columns, titles)
    _refuse_undated(table, places, measures)
    notices = [] if grid.footer else ["Die Fußzeile fehlt: die Datei ist möglicherweise nicht vollständig."]
    return long_table(
        KIND, table, values, places, measures,
        dropped={row: "Zeile mit dem Zeitraum" for row in headings}, notices=notices,
    )  # fmt: skip


def _places(table: Table, texts: pd.DataFrame, titles: list[str]) -> tuple[pd.DataFrame, pd.Index]:
    """Return region, period and breakdown of each row, and the rows that only name a period."""
    first = texts.iloc[:, 0] if texts.shape[1] else pd.Series(dtype=object)
    lonely = ~table.filled[:, 1:].any(axis=1)
    headings = first[lonely].index[[period_of(text) is not None for text in first[lonely]]]
    period = first.loc[headings].map(period_of).reindex(texts.index).ffill()
    texts = texts.drop(headings)
    period = period.drop(headings).fillna(next(filter(None, map(period_of, titles)), None))
    roles: dict[str, str] = {}
    for name in texts:
        distinct = pd.Series(pd.unique(texts[name]), dtype=object)
        if "period" not in roles and all(period_of(text) for text in distinct):
            roles["period"] = name
            period = texts[name].map(dict(zip(distinct, map(period_of, distinct), strict=True)))
        elif "region_key" not in roles and are_keys(distinct):
            roles["region_key"] = name
        elif "region_key" in roles and "region" not in roles:
            roles["region"] = name
    if "region_key" not in roles:
        raise InputFault(
            "In der GENESIS-Tabelle fehlt die Spalte mit den Regionalschlüsseln.",
            **table.grid.place, row=table.frame.index[0], found=", ".join(map(str, texts.iloc[0])) if len(texts) else None,
            expected="Schlüssel wie 12065 oder DG vor dem Namen der Region",
            remedy="Die Tabelle mit Regionalschlüsseln herunterladen (regionalstatistik.de, Option „Schlüssel“).",
        )  # fmt: skip
    if table.grid.merged:  # a workbook writes a region once above its rows
        held = list(filter(None, map(roles.get, ("region_key", "region"))))
        texts[held] = texts[held].where(texts[[roles["region_key"]]].to_numpy() != "").ffill().fillna("")
    others = [texts[name] for name in texts if name not in roles.values()]
    fallback = period_in(" ".join(titles)) or ""
    return pd.DataFrame(
        {
            "region_key": texts[roles["region_key"]],
            "region": texts[roles["region"]] if "region" in roles else "",
            "period": period.fillna(fallback),
            "breakdown": joined(others) if others else "",
        }
    ), headings


def _measures(table: Table, columns: list[str], titles: list[str]) -> list[Measure]:
    """Return what each column counts: its header levels without periods, else the last title line."""
    last = next((title for title in reversed(titles) if not period_of(title)), "")
    named = MEASURE_WITH_UNIT.fullmatch(last)
    subject, unit = named.groups() if named and UNITS.fullmatch(named[2]) else ("", "")
    measures = []
    levels_of = dict(zip(table.frame, table.levels, strict=True))
    for name in columns:
        levels = [level for level, _ in groupby(filter(None, levels_of[name]))]
        periods = [period for level in levels if (period := period_of(level))]
        words = [level for level in levels if not period_of(level) and level not in TIME_WORDS]
        indicator = " | ".join(filter(None, (subject, *words))) or name
        measures.append(Measure(name, indicator, table.units.get(name, unit), periods[0] if periods else ""))
    return measures


def _refuse_keys_above(table: Table) -> None:
    """Refuse a region among the header rows: its values are no numbers, so it was not seen as data."""
    for row in range(1, int(table.frame.index[0])):
        key = next((text for text in table.grid.row(row)[:3] if is_official(text)), None)
        if key is not None:
            raise InputFault(
                "Eine Region steht über den Daten: ihre Werte sind keine Zahlen.",
                **table.grid.place, row=row, found=" ; ".join(table.grid.row(row)), expected="Zahlen oder Zeichen hinter Schlüssel und Name",
                remedy="Die Zellen der Zeile prüfen; die Tabelle neu herunterladen.",
            )  # fmt: skip


def _refuse_undated(table: Table, places: pd.DataFrame, measures: list[Measure]) -> None:
    """Refuse numbers without a period: the office always tells one, so a header or title was changed."""
    undated = next((measure for measure in measures if not measure.period), None)
    if undated is not None and (places["period"] == "").any():
        raise InputFault(
            "Der Zeitraum einer Spalte ist nicht zu finden.",
            **table.grid.place, row=table.header_rows[0], column=undated.column, found=table.labels[undated.column],
            expected="Stichtag oder Jahr im Titel, im Kopf oder vor den Zeilen", remedy="Die Tabelle neu herunterladen.",
        )  # fmt: skip


def _refuse_gaps(table: Table, columns: list[str], rows: pd.Index) -> None:
    """Refuse empty cells: the offices put a sign where there is no value, so a cell is missing or moved."""
    empty = ~table.filled & table.frame.index.isin(rows)[:, None] & table.frame.columns.isin(columns)
    if empty.any():
        place, column = (int(found[0]) for found in np.nonzero(empty))
        row = int(table.frame.index[place])
        raise InputFault(
            "In einer Zeile der GENESIS-Tabelle fehlt ein Wert.",
            **table.grid.place, row=row, column=table.frame.columns[column],
            found=" ; ".join(table.grid.row(row)), expected="in jeder Zelle eine Zahl oder ein Zeichen wie - . x /",
            remedy="Zeile auf verschobene oder gelöschte Zellen prüfen; die Tabelle neu herunterladen.",
        )  # fmt: skip
