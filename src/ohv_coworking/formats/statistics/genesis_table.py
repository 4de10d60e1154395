"""Tables of GENESIS-Online and the Regionaldatenbank (regionalstatistik.de), CSV and XLSX.

Title lines, one to four header rows, no header above keys and names. The period is a column, a header level, a title
line, or a line of its own above the rows it holds for; what further splits the rows is a column without header too.
"""

import re
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.doubts import refuse_headless
from ohv_coworking.formats.statistics.genesis_layout import header_rows, refuse_gaps, refuse_keys_above
from ohv_coworking.formats.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.formats.statistics.periods import TIME_WORDS, is_part_of_year, period_of, period_of_figures
from ohv_coworking.formats.statistics.places import (
    AS_TABLE,
    Places,
    filled_down,
    joint,
    periods_above,
    places_of,
)
from ohv_coworking.formats.statistics.quality import quality_columns, with_quality
from ohv_coworking.formats.statistics.region_keys import GERMANY, are_keys, keys_of_names, strange_among_lands
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, Values, find_table, typed
from ohv_coworking.reading.coded import Coded
from ohv_coworking.reading.grid import as_text
from ohv_coworking.reading.names import UNITS

KIND = "statistics/genesis-table"
LABEL = "GENESIS-Tabelle"

CODE = re.compile(r"(?:GENESIS-)?Tabelle: ?([\w-]+)")
NATIONAL = re.compile(r"\bDeutschland\b")
FEWEST_PARTS = 4  # months or quarters beside which another word is a slip
MEASURE_WITH_UNIT = re.compile(r"(.+?) ?\(([^()]+)\)")


def matches(grid: Grid) -> float:
    """Look for the table's code in the first line."""
    texts = [text for row in grid.head(3) for text in row if text]
    return 0.95 if any(CODE.fullmatch(text) for text in texts) else 0.0


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return the table's values with region, period and indicator."""
    header = options.header_rows or header_rows(grid)
    table = find_table(grid, options.model_copy(update={"header_rows": header}))
    refuse_headless(table)
    refuse_keys_above(table)
    nameless = [name for name, levels in zip(table.names, table.levels, strict=True) if not any(levels)]
    quality = quality_columns(table, nameless)
    beside = [name for name in nameless if name not in quality.values()]
    columns = [name for name in table.names if name not in nameless and name not in quality.values()]
    values = with_quality(typed(table, measures=columns), quality)
    titles = [" ".join(filter(None, grid.row(row))) for row, _ in table.dropped if row < table.header_rows[0]]
    places, left_out = _places(table, values, beside, titles)
    refuse_gaps(table, columns, places.rows)
    measures = _measures(table, columns, titles)
    _refuse_undated(table, places, measures)
    below = (row for row, _ in table.dropped if row >= table.rows.stop)  # where a workbook has its footer
    ended = bool(grid.footer) or any(any(grid.row(row)) for row in below)
    notices = [] if ended else ["Die Fußzeile fehlt: die Datei ist möglicherweise nicht vollständig."]
    return long_table(
        KIND, table, values, places, measures,
        dropped=left_out, notices=notices,
    )  # fmt: skip


def _places(
    table: Table, values: Values, beside: list[str], titles: list[str]
) -> tuple[Places, dict[int, str]]:
    """Return region, period and breakdown of each row, and the rows left out, with the reason."""
    above = periods_above(table)
    blank = ~table.filled[:, [table.names.index(name) for name in beside]].any(axis=1)
    left_out = dict.fromkeys(map(int, table.rows[blank]), "Werte ohne jede Bezeichnung davor")
    left_out |= dict.fromkeys(map(int, above.index[above.notna()]), "Zeile mit dem Zeitraum")
    kept = ~table.rows.isin(list(left_out))
    roles: dict[str, Coded] = {}
    others = []
    for name in beside:
        written, texts = table.columns[name].where(kept), values.texts(name).where(kept)
        if "period" not in roles and all(map(period_of, written.values)):
            roles["period"] = written.renamed(list(map(period_of, written.values)))
        elif "period" in roles and all(map(is_part_of_year, written.values)):
            whole = joint([texts, roles["period"]], " ")
            roles["period"] = whole.renamed([period_of(text) or "" for text in whole.values])
        elif "region_key" not in roles and are_keys(texts):
            roles["region_key"] = texts
        elif "region_key" not in roles and (named := keys_of_names(texts)):
            roles |= {"region_key": named, "region": texts}
        elif "region_key" in roles and "region" not in roles:
            roles["region"] = texts
        else:
            others.append(texts)
    if "period" in roles:
        _refuse_odd_part(table, values, beside, kept)
    if "region_key" not in roles and any(NATIONAL.search(title) for title in titles):
        roles["region_key"] = Coded.same(GERMANY, int(kept.sum()))
        roles["region"] = Coded.same("Deutschland", int(kept.sum()))
    if "region_key" not in roles:
        odd = [name for held in others for name in strange_among_lands(held)]
        first = odd[:1] or [
            table.columns[name].cell(place) for place in np.flatnonzero(kept)[:1] for name in beside
        ]
        raise InputFault(
            "In der GENESIS-Tabelle fehlt die Spalte mit den Regionalschlüsseln.",
            **table.grid.place, row=table.rows[0], found=", ".join(map(as_text, first)) or None,
            expected="die Länder und Deutschland mit ihrem Namen" if odd else "Schlüssel wie 12065 oder DG vor dem Namen der Region",
            remedy="Gibt es die Tabelle mit Regionalschlüsseln, sie so laden (regionalstatistik.de, Option „Schlüssel“). " + AS_TABLE,
        )  # fmt: skip
    if table.grid.merged:  # a workbook writes a region once above its rows
        said = roles["region_key"].by_shape(bool)
        roles |= {name: filled_down(roles[name], said) for name in ("region_key", "region") if name in roles}
    if "period" not in roles:
        told = next(filter(None, map(period_of, titles)), None) or period_of_figures([" ".join(titles)])
        roles["period"] = Coded.of(above.ffill().fillna(told)[kept].to_numpy(dtype=object))
    breakdown = joint(others) if others else ""
    return places_of(table.rows[kept], {"region": "", **roles, "breakdown": breakdown}), left_out


def _refuse_odd_part(table: Table, values: Values, beside: list[str], kept: np.ndarray) -> None:
    """Refuse the one cell that is none among months or quarters: the others would become a breakdown for its sake."""
    for name in beside:
        cells = table.columns[name].cells[kept]
        odd = np.array([not is_part_of_year(cell) for cell in cells], dtype=bool)
        if odd.sum() == 1 and odd.size > FEWEST_PARTS:
            place = int(odd.argmax())
            raise InputFault(
                "Ein Zeitraum ist nicht lesbar.",
                **table.grid.place, row=int(table.rows[kept][place]), column=name, found=as_text(cells[place]) or None,
                expected="ein Monat oder Quartal wie in den anderen Zeilen", remedy="Die Zelle prüfen; die Tabelle neu herunterladen.",
            )  # fmt: skip


def _measures(table: Table, columns: list[str], titles: list[str]) -> list[Measure]:
    """Return what each column counts: its header levels without periods, else the last title line."""
    last = next((title for title in reversed(titles) if not period_of(title)), "")
    named = MEASURE_WITH_UNIT.fullmatch(last)
    subject, unit = named.groups() if named and UNITS.fullmatch(named[2]) else ("", "")
    measures = []
    levels_of = dict(zip(table.names, table.levels, strict=True))
    for name in columns:
        levels = [level for level, _ in groupby(filter(None, levels_of[name]))]
        periods = [period for level in levels if (period := period_of(level))]
        words = [level for level in levels if not period_of(level) and level not in TIME_WORDS]
        indicator = " | ".join(filter(None, (subject, *words))) or last or name
        measures.append(Measure(name, indicator, table.units.get(name, unit), periods[0] if periods else ""))
    return measures


def _refuse_undated(table: Table, places: Places, measures: list[Measure]) -> None:
    """Refuse numbers without a period: the office always tells one, so a header or title was changed."""
    undated = next((measure for measure in measures if not measure.period), None)
    if undated is not None and "" in places.columns["period"].values:
        raise InputFault(
            "Der Zeitraum einer Spalte ist nicht zu finden.",
            **table.grid.place, row=table.header_rows[0], column=undated.column, found=table.labels[undated.column],
            expected="Stichtag oder Jahr im Titel, im Kopf oder vor den Zeilen", remedy="Die Tabelle neu herunterladen.",
        )  # fmt: skip
