"""Letters of quality (p, r, s, e) in columns beside the numbers they flag."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading import Table, Values
from ohv_coworking.reading.grid import as_text

FEWEST_LETTERS = 3  # beside which another text is a slip
LETTERS = frozenset({"", "p", "r", "s", "e", "b", "k", "t", "u", "g", "f", "()", "( )"})
WORDS = frozenset({"vorläufig", "endgültig", "berichtigt", "revidiert", "geschätzt"})
HEADINGS = frozenset({"qualität", "güte", "q", "kennzeichen", "status", "qualitätskennzeichen", "fußnote"})


def names_quality(heading: str) -> bool:
    """Tell whether the heading of a column is one for letters of quality."""
    return heading.strip().lower() in HEADINGS


def quality_columns(table: Table, nameless: Sequence[str]) -> dict[str, str]:
    """Return the nameless columns that hold letters of quality only, by the column of numbers on their left.

    Raises `InputFault` for the one cell of such a column that is no such letter.
    """
    found = {}
    for left, name in zip(table.names, table.names[1:], strict=False):
        if (name not in nameless and not names_quality(table.labels[name])) or left in nameless:
            continue
        column = table.columns[name]
        odd = np.array(
            [str(value).strip().lower() not in LETTERS | WORDS for value in column.values], dtype=bool
        )
        strange = column.spread(odd)
        if strange.sum() == 1 and column.spread(~odd & (column.values != "")).sum() >= FEWEST_LETTERS:
            place = int(strange.argmax())
            raise InputFault(
                "Neben den Werten steht kein Kennbuchstabe.",
                **table.grid.place, row=int(table.rows[place]), column=name, found=as_text(column.cell(place)),
                expected=f"einer von: {', '.join(sorted(LETTERS - {''}))}",
                remedy="Die Datei unverändert von der herausgebenden Stelle neu laden; verschobene Spalten prüfen.",
            )  # fmt: skip
        if not strange.any():
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
