"""How wide the columns of a table are: one rule for page, paper and word processor."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from lxml.etree import _Element as Element

from ohv_coworking.binding.elements import words

# In em: the mean sign of a text face, and the space beside the text of a cell.
SIGN, PADDING = 0.5, 0.9
# Longer words are hyphenated, so no column needs to hold them whole; in a narrow table shorter ones too.
LONGEST_WORD, NARROW_WORD = 13, 8
# The type of a head is heavier; these letters are wider than others.
HEAD, WIDE, WIDER = 1.1, re.compile("[mwMW%@]"), 1.0
# In em: a line of a text with its blanks, how far lines of a cell stand apart, and what is above and below them.
TEXT_SIGN, LINE, AROUND = 0.45, 1.08, 0.3


@dataclass(frozen=True)
class Columns:
    """The widths, in em of the table's type, at which its columns are just readable and at which no line breaks."""

    least: tuple[float, ...]
    natural: tuple[float, ...]
    signs: tuple[tuple[int, ...], ...]  # of each cell, column by column

    @classmethod
    def of(cls, table: Element, longest_word: int = LONGEST_WORD) -> "Columns":
        """Return the columns of a table whose rows have as many cells as its head, but for rows of groups.

        Words of more than `longest_word` signs may be hyphenated.
        """
        rows = [row for row in table.iter("tr") if row.get("class") != "group"]
        columns = [
            [(words(cell), cell.get("class") == "number") for cell in cells]
            for cells in zip(*rows, strict=True)
        ]
        return cls(
            tuple(PADDING + SIGN * _least(column, longest_word) for column in columns),
            tuple(PADDING + SIGN * max(len(text) for text, _ in column) for column in columns),
            tuple(tuple(len(text) for text, _ in column) for column in columns),
        )

    @property
    def need(self) -> float:
        """The width in em below which the table is unreadable."""
        return sum(self.least)

    def within(self, width: float) -> list[float]:
        """Return the widths that fill `width` em at most: what is left goes where most is written."""
        if sum(self.natural) <= width:
            return list(self.natural)
        widths, left = list(self.least), max(0.0, width - self.need)
        written = [sqrt(sum(column)) for column in self.signs]
        open_ones = {at for at, one in enumerate(self.natural) if one > self.least[at]}
        while open_ones and left > 0.01:
            total, shared = sum(written[at] for at in open_ones), left
            for at in sorted(open_ones):
                added = min(shared * written[at] / total, self.natural[at] - widths[at])
                widths[at] += added
                left -= added
            open_ones = {at for at in open_ones if self.natural[at] - widths[at] > 0.01}
        return widths

    def height(self, widths: Sequence[float]) -> float:
        """Return about how high the table is at these widths of its columns, in em."""
        inner = [width - PADDING for width in widths]
        rows = zip(*self.signs, strict=True)
        lines = (
            max(1, *(ceil(TEXT_SIGN * signs / room) for signs, room in zip(row, inner, strict=True)))
            for row in rows
        )
        return sum(LINE * count + AROUND for count in lines)


def _least(column: Sequence[tuple[str, bool]], longest_word: int) -> float:
    """Return the signs a line of the column must hold: numbers and words whole, texts in a bearable number of lines."""
    numbers = [len(text) for text, is_number in column[1:] if is_number]
    texts = [text for text, is_number in column[1:] if not is_number] or [""]
    parts = [_length(word, longest_word) for text in texts for word in re.split(r"[ -]", text)]
    parts += [HEAD * _length(word, longest_word) for word in re.split(r"[ -]", column[0][0])]
    typical = sorted(map(len, texts))[len(texts) * 4 // 5]
    return max([1.3 * sqrt(typical), *numbers, *parts])


def _length(word: str, longest: int) -> float:
    """Return how many mean signs a word is long, one of more than `longest` as far as it must stay whole."""
    kept = word[:longest]
    return len(kept) + WIDER * len(WIDE.findall(kept))
