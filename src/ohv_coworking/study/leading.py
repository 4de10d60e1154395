"""Where a reader is led from the columns and rows of a table whose grounds differ: to the line of what each rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from ohv_coworking.exhibits.ledger import Column, KeyFigure
from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.study.basis import Basis


def led_columns(
    columns: Mapping[str, Column], given: Mapping[str, Any], figures: Mapping[str, KeyFigure], basis: Basis
) -> dict[str, Column]:
    """Return the columns, each with what it leads to: what the chapter names, else its words, else the figure of its name.

    What this region or chapter does not have leads nowhere.
    """

    def ground(key: str, column: Column) -> str:
        if key in given:
            return basis.references([given[key]])[0]
        if column.leads_to:
            return column.leads_to if basis.holds(column.leads_to) else ""
        own = figures.get(key)
        return own.reference if own and not isinstance(own.value, bool) else ""

    return {key: replace(one, leads_to=ground(key, one)) for key, one in columns.items()}


def led_rows(
    frame: pd.DataFrame, first: str, references: Iterable[str], inputs: Mapping[str, Input]
) -> tuple[str, ...]:
    """Return for each row the first input of the plan among `references` that it is called as, or that belongs to its `key`.

    `first` is the column of the heads of rows; empty where no row has one.
    """
    named: dict[str, str] = {}
    for reference in references:
        if one := inputs.get(reference.removeprefix("assumption:")):
            for name in (one.label, *map(str, one.path[1:-1])):
                named.setdefault(name, reference)
    if not named:
        return ()
    keys = frame["key"] if "key" in frame else frame[first]
    led = [named.get(head, named.get(key, "")) for head, key in zip(frame[first], keys, strict=True)]
    return tuple(led) if any(led) else ()
