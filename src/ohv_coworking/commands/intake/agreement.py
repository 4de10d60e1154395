"""Whether figures agree with each other: totals, hierarchy, one value per fact, series that ought to be alike."""

from collections.abc import Iterator

import pandas as pd

from ohv_coworking.basics.german import number
from ohv_coworking.commands.intake.cell_checks import more_rows
from ohv_coworking.commands.intake.findings import Finding, Severity, Topic
from ohv_coworking.commands.intake.schema import Comparison, Hierarchy, Schema, Total


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
    by = list(hierarchy.by)
    numbers = table[list(hierarchy.columns)].apply(pd.to_numeric)
    for part_length, whole_length in ((8, 5), (5, 2)):
        is_part = table["ags"].str.len() == part_length
        is_whole = table["ags"].str.len() == whole_length
        wholes = table[is_whole].assign(whole=table["ags"])
        groups = [
            table.loc[is_part, "ags"].str[:whole_length].rename("whole"),
            *(table.loc[is_part, c] for c in by),
        ]
        for column in hierarchy.columns:
            parts = numbers.loc[is_part, column].groupby(groups).sum(min_count=1)
            incomplete = numbers.loc[is_part, column].isna().groupby(groups).any()
            compared = wholes.join(parts[~incomplete].rename("parts"), on=["whole", *by], how="inner")
            for row, found, expected in zip(
                compared.index, compared["parts"], numbers[column][compared.index], strict=True
            ):
                if found != expected:
                    yield _deviation(table, row, column, found, expected, hierarchy.tolerance_percent, file)


def _deviation(
    table: pd.DataFrame, row: int, column: str, found: float, expected: float, tolerance: float, file: str
) -> Finding:
    percent = 100 * abs(found / expected - 1) if expected else float("inf")
    severity = Severity.FAULT if percent > tolerance else Severity.REMARK
    text = (
        f"Gebiet {table.at[row, 'ags']}: {number(expected)}, die Teile ergeben {number(found)} "
        f"({number(percent, 1)} % Abweichung, zulässig {number(tolerance, 1)} %)"
    )
    return Finding(severity, Topic.SUM, text, file, int(row), column)


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
