"""Texts that differ only in their digits are alike: what is decided for one of them is decided for all.

`2591,94` and `1808,20` have the shape `1111,11`; a column of a hundred thousand numbers has a dozen shapes.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

BREAK = b"\x1f"  # the unit separator: no cell holds it, line breaks occur
ONES = bytes.maketrans(b"0123456789\0", b"1111111111\1")  # no letter is nothing
WORD = 8  # letters in a machine word
LETTERS = np.array(
    [(1 << 8 * count) - 1 for count in range(WORD + 1)], dtype=np.uint64
)  # masks of the first ones


class Shaped(NamedTuple):
    """Values by shape: which are text, and for the texts in their order the place of each one's shape in `forms`."""

    is_text: np.ndarray
    codes: np.ndarray
    forms: list[str]

    def where(self, chosen: np.ndarray | slice) -> "Shaped":
        """Return the shapes of the chosen values, and only these."""
        held = np.zeros(len(self.is_text), dtype=bool)
        held[chosen] = True
        codes = self.codes[held[self.is_text]]
        used = np.bincount(codes, minlength=len(self.forms)) > 0
        forms = [form for form, kept in zip(self.forms, used.tolist(), strict=True) if kept]
        return Shaped(self.is_text[chosen], codes if used.all() else (np.cumsum(used) - 1)[codes], forms)


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
    ['11,11', '0,1', '011']
    """
    if not len(texts):
        return np.zeros(0, dtype=int), []
    data = BREAK.decode().join(texts).encode("utf-8", "surrogatepass") + BREAK
    if data.count(BREAK) != len(texts):
        return shapes(np.array([text.replace(BREAK.decode(), " ") for text in texts], dtype=object))
    letters = np.frombuffer(data.translate(ONES), dtype=np.uint8)
    starts_number = np.frombuffer(data, dtype=np.uint8) == ord("0")
    starts_number[1:] &= letters[:-1] != ord("1")
    letters = letters - starts_number
    ends = np.flatnonzero(letters == BREAK[0])
    starts = np.append(0, ends[:-1] + 1)
    codes, firsts = _alike(letters, starts, ends - starts)
    written = letters.tobytes()
    spans = zip(starts[firsts].tolist(), ends[firsts].tolist(), strict=True)
    return codes, [written[start:end].decode("utf-8", "surrogatepass") for start, end in spans]


def _alike(letters: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a code for each stretch of letters, equal for equal ones, and where each code occurs first.

    Stretches are compared eight letters at a time, read as one number. Told apart as texts, in one line, the old flat
    file, commuters and INKAR take 3.0 to 3.2 times the bare reader (`bench/official_files.py` allows three).
    """
    padded = np.append(letters, np.zeros(WORD, dtype=np.uint8))
    words = np.ndarray(len(letters) + 1, dtype="<u8", buffer=padded, strides=(1,))
    codes, known = pd.factorize(words[starts] & LETTERS[np.minimum(lengths, WORD)])
    count = len(known)
    for offset in range(WORD, lengths.max(), WORD):
        longer = np.flatnonzero(lengths > offset)
        rest = LETTERS[np.minimum(lengths[longer] - offset, WORD)]
        added, following = pd.factorize(words[starts[longer] + offset] & rest)
        if len(following) == 1 and longer.size == len(codes):
            continue
        renewed, known = pd.factorize(codes[longer] * len(following) + added)
        codes[longer] = count + renewed
        count += len(known)
    codes, known = pd.factorize(codes)
    firsts = np.empty(len(known), dtype=np.intp)
    firsts[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return codes, firsts
