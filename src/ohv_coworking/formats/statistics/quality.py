"""Letters of quality (p, r, s, e) in columns beside the numbers they flag."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ohv_coworking.reading import Table, Values

LETTERS = frozenset({"", "p", "r", "s", "e", "b", "k", "t", "u", "g", "f", "()", "( )"})


def quality_columns(table: Table, nameless: Sequence[str]) -> dict[str, str]:
    """Return the nameless columns that hold letters of quality only, by the column of numbers on their left."""
    found = {}
    for left, name in zip(table.names, table.names[1:], strict=False):
        if (
            name in nameless
            and left not in nameless
            and LETTERS.issuperset(map(str.strip, map(str, table.columns[name].values)))
        ):
            found[left] = name
    return found


def with_quality(values: Values, beside: Mapping[str, str]) -> Values:
    """Return the values with letters as symbols where no sign stands already; `beside` names each column's letters."""
    signs = dict(values.signs)
    for name, quality in beside.items():
        if name not in values.numbers:  # refused where its numbers are asked for
            continue
        letters = values.texts(quality)
        told = letters.spread(letters.values != "") & np.isfinite(values.numbers[name])
        flags = pd.Series(letters.where(told).cells, index=values.table.rows[told], dtype=object)
        signs[name] = signs[name].combine_first(flags) if name in signs else flags
    return replace(values, signs=signs)
