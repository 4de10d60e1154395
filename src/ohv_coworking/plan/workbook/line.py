"""The lines of the workbook: each is one formula, repeated along its axis.

A formula is written in Python's syntax over the names of inputs and other lines, with the functions of
`excel` and `reckoning`: the one prints it as Excel formulas, the other reckons its values.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum


class Axis(Enum):
    """Along what a line repeats: plan months, calendar years, steps of a grid, or a single value."""

    MONTH = "month"
    YEAR = "year"
    STEP = "step"
    SINGLE = "single"


@dataclass(frozen=True)
class Line:
    """One line of a sheet; `style` names its number format, `result` marks what gets a name `out_…`."""

    name: str
    label: str
    unit: str
    formula: str
    style: str = "euro"
    result: bool = False


@dataclass(frozen=True)
class Block:
    """Some lines under one heading, all along the same axis."""

    heading: str
    axis: Axis
    lines: Sequence[Line]


@dataclass(frozen=True)
class Page:
    """One calculation sheet: its name on the tab, its title, its blocks from top to bottom."""

    name: str
    title: str
    blocks: Sequence[Block]

    def placed(self) -> Iterator[tuple[int, Block, Line | None]]:
        """Return (row, block, line) from top to bottom, rows from 0; a heading has no line."""
        row = FIRST_ROW
        for block in self.blocks:
            yield row, block, None
            for line in block.lines:
                row += 1
                yield row, block, line
            row += 2


# Rows and columns, counted from 0: four rows of header; label, unit, name, single value, gap, then the axis.
FIRST_ROW = 4
SINGLE_COLUMN = 3
AXIS_COLUMN = 5
