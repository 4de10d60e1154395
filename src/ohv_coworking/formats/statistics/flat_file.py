"""Flat files (ffcsv) of GENESIS-Online, the Regionaldatenbank and the Zensusdatenbank, old and new layout.

Old: German names, one column of values for each measure, named `CODE__Label__Unit`, quality beside it in `…__q`.
New: English names, one column `value` for all measures, with unit and code in columns of their own, `value_q`.
"""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.statistics.doubts import refuse_empty
from ohv_coworking.formats.statistics.flat_file_layout import (
    NEW,
    NEW_VALUE,
    OLD,
    TIME,
    VARIABLE,
    refuse_unknown,
    require,
)
from ohv_coworking.formats.statistics.long_table import LongTable, Measure, long_table
from ohv_coworking.formats.statistics.periods import period_of
from ohv_coworking.formats.statistics.places import Places, joint, places_of
from ohv_coworking.formats.statistics.quality import with_quality
from ohv_coworking.formats.statistics.region_keys import are_keys
from ohv_coworking.reading import DETECT, Grid, ReadingOptions, Table, Values, find_table, typed
from ohv_coworking.reading.coded import Coded

KIND = "statistics/genesis-flat-file"
LABEL = "GENESIS-Flatfile (ffcsv), auch Zensusdatenbank"

# Variables that hold regions: Germany, Länder, Regierungsbezirke, districts, municipalities of all kinds; with an F those
# of the finance statistics, which have keys of their own.
REGION = re.compile(r"D(INSG|LAND|REG|GES).*|F?KREISE?.*|F?GEM.*|GEO.*|REGIO.*")
FINANCE_KEY = re.compile(r"F\d{5,12}")


def matches(grid: Grid) -> float:
    """Look for the first two column names of either layout."""
    head = grid.row(1)[:2]
    return (
        1.0
        if head in (["Statistik_Code", "Statistik_Label"], ["statistics_code", "statistics_label"])
        else 0.0
    )


def interpret(grid: Grid, options: ReadingOptions = DETECT, sheets: Sequence[Grid] = ()) -> LongTable:
    """Return the file's values; rows come in any order and are sorted by nothing."""
    if options.header_rows is None:
        options = options.model_copy(update={"header_rows": (1,)})
    table = find_table(grid, options)
    refuse_empty(table)
    layout = OLD if OLD in table.names else NEW
    require(table, [TIME[layout], *(NEW_VALUE if layout == NEW else ())])
    refuse_unknown(table, layout)
    columns = (
        ["value"]
        if layout == NEW
        else [name for name in table.names if "__" in name and not _is_quality(name)]
    )
    beside = {name: held for name in columns for held in (f"{name}_q", f"{name}__q") if held in table.columns}
    values = with_quality(typed(table, measures=columns), beside)
    places = _places(table, values, layout)
    measures = [_measure(name) for name in columns] if layout == OLD else [Measure("value", "")]
    return long_table(KIND, table, values, places, measures)


def _places(table: Table, values: Values, layout: str) -> Places:
    """Return region, period and the other variables' values of each row."""
    texts = values.texts
    variables = []
    while VARIABLE[layout][2].format(len(variables) + 1) in table.columns:
        variables.append([name.format(len(variables) + 1) for name in VARIABLE[layout]])
    require(table, [name for variable in variables for name in variable])
    region = next((v for v in variables if _holds_regions(texts(v[0]), texts(v[2]))), None)
    others = [texts(variable[3]) for variable in variables if variable is not region]
    if layout == NEW:
        labels, codes = texts("value_variable_label"), texts("value_variable_code")
        others.insert(0, _measured(labels, codes, texts(region[2]) if region else None))
    return places_of(
        table.rows,
        {
            "region_key": texts(region[2]) if region else "",
            "region": texts(region[3]) if region else "",
            "period": _periods(table, texts(TIME[layout]), TIME[layout]),
            "breakdown": joint(others) if others else "",
            "unit": texts("value_unit") if layout == NEW else "",
        },
    )


def _holds_regions(variable: Coded, keys: Coded) -> bool:
    named = any(REGION.fullmatch(str(code)) for code in variable.values)
    own = keys.by_shape(lambda form: FINANCE_KEY.fullmatch(form) is not None)
    return named and bool(own.all() or are_keys(keys))


def _periods(table: Table, times: Coded, column: str) -> Coded:
    periods = times.renamed([period_of(time) or "" for time in times.values])
    if not all(periods.values):
        row = int(periods.spread(periods.values == "").argmax())
        raise InputFault(
            "Ein Zeitraum ist nicht lesbar.",
            **table.grid.place, row=int(table.rows[row]), column=column,
            found=times.cell(row) or None, expected="Tag oder Jahr wie 31.12.2022, 2022-05-15 oder 2022",
        )  # fmt: skip
    return periods


def _measured(labels: Coded, codes: Coded, keys: Coded | None) -> Coded:
    """Return what each row of the new layout counts; the code tells measures of one label apart.

    The code that most rows have goes without saying where it never meets another of its label in one region: a total
    may be counted otherwise than the places.
    """
    both = joint([labels, codes])
    if len(both.values) == len(labels.distinct.values):
        return labels
    rows = pd.DataFrame({"label": labels.distinct.codes, "code": codes.distinct.codes})
    main = rows.groupby("label")["code"].agg(lambda held: held.value_counts().index[0])
    if (
        keys is None
        or rows.assign(key=keys.distinct.codes).groupby(["label", "key"])["code"].nunique().max() > 1
    ):
        is_main = np.zeros(len(rows), dtype=bool)
    else:
        is_main = rows["code"].to_numpy() == rows["label"].map(main).to_numpy()
    told = codes.renamed([f"({code})" for code in codes.values]).cells
    return joint([labels, Coded.of(np.where(is_main, "", told).astype(object))], " ")


def _measure(name: str) -> Measure:
    _, label, unit = (*name.split("__"), "", "")[:3]
    return Measure(name, label.replace("_", " "), unit)


def _is_quality(name: str) -> bool:
    return name.endswith("__q")
