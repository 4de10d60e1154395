"""Texts that differ only in their digits are alike: what is decided for one of them is decided for all.

`2591,94` and `1808,20` have the shape `1111,11`; a column of a hundred thousand numbers has a dozen shapes.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

BREAK = b"\x1f"  # the unit separator: no cell holds it, line breaks occur
MANY_ROWS = 5_000
SAMPLE_ROWS = 1_000


def coded(column: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return codes and values, `values[codes]` being the column; the values are distinct unless most cells differ.

    Answers and region names repeat, counts do not: there a table of distinct values costs more than it saves.
    """
    if len(column) > MANY_ROWS:
        sample = column[:: len(column) // SAMPLE_ROWS]
        if len(pd.unique(sample)) > len(sample) / 2:
            return np.arange(len(column)), column
    return pd.factorize(column)


class Shaped(NamedTuple):
    """Values by shape: which are text, and for the texts in their order the place of each one's shape in `forms`."""

    is_text: np.ndarray
    codes: np.ndarray
    forms: list[str]


def shaped(values: np.ndarray) -> Shaped:
    """Return the shapes of the texts among the values."""
    is_text = text_mask(values)
    return Shaped(is_text, *shapes(values if is_text.all() else values[is_text]))


def text_mask(values: np.ndarray) -> np.ndarray:
    """Return which values are text; the cells of a workbook may be of any type."""
    if pd.api.types.infer_dtype(values, skipna=False) in ("string", "empty"):
        return np.ones(len(values), dtype=bool)
    return np.fromiter((type(value) is str for value in values), dtype=bool, count=len(values))


def shapes(texts: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Return the place of each text's shape among the distinct shapes, and these.

    A digit becomes 1, or 0 if it is a zero that starts a number, so that leading zeros can still be told.

    >>> shapes(np.array(["25,90", "18,20", "0,7", "007"], dtype=object))[1]
    ['011', '11,11', '0,1']
    """
    if not len(texts):
        return np.zeros(0, dtype=int), []
    data = BREAK.decode().join(texts).encode("utf-8", "surrogatepass") + BREAK
    if data.count(BREAK) != len(texts):
        return shapes(np.array([text.replace(BREAK.decode(), " ") for text in texts], dtype=object))
    letters = np.frombuffer(data, dtype=np.uint8).copy()
    breaks = letters == BREAK[0]
    digits = (letters >= ord("0")) & (letters <= ord("9"))
    starts_number = digits & (letters == ord("0"))
    starts_number[1:] &= ~digits[:-1]
    letters[digits & ~starts_number] = ord("1")
    ends = np.flatnonzero(breaks)
    lengths = np.diff(ends, prepend=-1) - 1
    plain = np.logical_and.reduceat(digits | breaks, ends - lengths) & (lengths > 0)

    # Digits only: how many, and whether the first is zero.
    first = letters[(ends - lengths)[plain]]
    codes = np.empty(len(texts), dtype=np.intp)
    known, codes[plain] = np.unique(2 * lengths[plain] + (first == ord("0")), return_inverse=True)
    forms = [
        f"{1 - zero}" + "1" * (length - 1) for length, zero in (divmod(code, 2) for code in known.tolist())
    ]
    others = np.flatnonzero(~plain)
    if others.size:
        written = letters.tobytes()
        spans = zip((ends - lengths)[others].tolist(), ends[others].tolist(), strict=True)
        cells = [written[start:end] for start, end in spans]
        codes[others], distinct = pd.factorize(np.array(cells, dtype=object))
        codes[others] += len(forms)
        forms += [shape.decode("utf-8", "surrogatepass") for shape in distinct]
    return codes, forms
