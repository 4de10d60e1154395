"""Whether figures agree with each other: totals, hierarchy, one value per fact, series that ought to be alike."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ohv_coworking.basics.german import number
from ohv_coworking.formats.statistics.hierarchy import deviations
from ohv_coworking.intake.cell_checks import more_rows
from ohv_coworking.intake.findings import Finding, Severity, Topic
from ohv_coworking.intake.schema import Comparison, Hierarchy, Schema, Total
from ohv_coworking.reading.coded import Coded


def agreement_findings(table: pd.DataFrame, schema: Schema, file: str) -> Iterator[Finding]:
    """Report what contradicts itself in a table of text whose cells were found to be in order."""
    for total in schema.totals:
        yield from _totals(table, total, file)
    if schema.hierarchy:
        yield from _hierarchy(table, schema.hierarchy, file)
    if schema.one_value_per:
        yield from _one_value(table, list(schema.one_value_per), file)
    for comparison in schema.comparisons:
        yield from _compared(table, comparison, file)


def _totals(table: pd.DataFrame, total: Total, file: str) -> Iterator[Finding]:
    numbers = table[[total.column, *total.parts]].apply(pd.to_numeric)
    # A suppressed part leaves the sum unknown, so those rows say nothing.
    parts = numbers[list(total.parts)].sum(axis=1, min_count=len(total.parts))
    wrong = (parts - numbers[total.column]).abs() > total.tolerance
    if wrong.any():
        row = int(wrong.idxmax())
        stated, summed = number(numbers.at[row, total.column]), number(parts[row])
        text = f"{stated}, die Summe aus {', '.join(total.parts)} ist {summed}{more_rows(wrong.sum())}"
        yield Finding(Severity.FAULT, Topic.SUM, text, file, row, total.column)


def _hierarchy(table: pd.DataFrame, hierarchy: Hierarchy, file: str) -> Iterator[Finding]:
    numbers = table[list(hierarchy.columns)].apply(pd.to_numeric).to_numpy(float)
    periods = table.groupby(list(hierarchy.by)).ngroup().to_numpy()
    keys = Coded.of(table["ags"].to_numpy())
    for off in deviations(keys, periods, numbers, np.isnan(numbers), mostly=0):
        percent = 100 * abs(off.summed / off.stated - 1) if off.stated else float("inf")
        severity = Severity.FAULT if percent > hierarchy.tolerance_percent else Severity.REMARK
        text = (
            f"Gebiet {keys.cell(off.row)}: {number(off.stated)}, die Teile ergeben {number(off.summed)} "
            f"({number(percent, 1)} % Abweichung, zulässig {number(hierarchy.tolerance_percent, 1)} %)"
        )
        yield Finding(
            severity, Topic.SUM, text, file, int(table.index[off.row]), hierarchy.columns[off.column]
        )


def _one_value(table: pd.DataFrame, fact: list[str], file: str) -> Iterator[Finding]:
    numbers = table.assign(number=pd.to_numeric(table["value"]))
    for key, rows in numbers[numbers.duplicated(fact, keep=False)].groupby(fact, sort=False):
        if rows["number"].nunique() > 1:
            values = "; ".join(f"{value} (Zeile {row})" for row, value in rows["value"].items())
            text = f"{' '.join(key)}: mehrere Angaben: {values}"
            yield Finding(Severity.REMARK, Topic.CONFLICT, text, file, int(rows.index[0]), "value")


def _compared(table: pd.DataFrame, comparison: Comparison, file: str) -> Iterator[Finding]:
    by = list(comparison.by)
    rows = table.assign(row=table.index, number=pd.to_numeric(table[comparison.value]))
    first, second = (rows[rows[comparison.column] == series] for series in comparison.series)
    pairs = first.merge(second, on=by, suffixes=("", "_second"))
    pairs["percent"] = 100 * (pairs["number"] / pairs["number_second"] - 1)
    differing = pairs[pairs["percent"] != 0]
    if differing.empty:
        return
    most = differing.loc[differing["percent"].abs().idxmax()]
    text = (
        f"{' und '.join(comparison.series)} weichen in {len(differing)} von {len(pairs)} Fällen voneinander ab, "
        f"um {number(differing['percent'].min(), 1)} bis {number(differing['percent'].max(), 1)} %; am meisten bei "
        f"{' '.join(most[by])}: {number(most['number'])} gegen {number(most['number_second'])}"
    )
    yield Finding(Severity.REMARK, Topic.CONFLICT, text, file, int(most["row"]), comparison.value)
