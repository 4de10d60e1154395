"""The lines of a plan: each is one formula, repeated along its axis, with its German label and unit.

A formula is written in Python's syntax over the names of inputs and other lines. `reckoning` reckons it with numpy
and `workbook/excel.py` prints it as Excel; both know its functions.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from types import CodeType
from typing import Self


class Axis(Enum):
    """Along what a line repeats: plan months, calendar years, steps of occupancy, rates of a grid, or a single value."""

    MONTH = "month"
    YEAR = "year"
    STEP = "step"
    RATE = "rate"
    SINGLE = "single"


# The lines that functions of formulas read without being told: the calendar behind months, years and the law.
READ_BY = {
    "trailing": ("month",), "delayed": ("month",), "discounted": ("month",), "last_year": ("month", "closing_month"),
    "yearly": ("year", "calendar_year"), "of_year": ("year", "calendar_year"), "year_end": ("last_month",),
    "in_force": ("date",), "known_until": ("last_date",),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line; `style` names its number format, `result` marks what is a key figure and gets a name `out_…`."""

    name: str
    label: str
    unit: str
    formula: str
    style: str = "euro"
    result: bool = False
    axis: Axis = Axis.SINGLE

    @cached_property
    def tree(self) -> ast.expr:
        return ast.parse(self.formula, self.name, mode="eval").body

    @cached_property
    def code(self) -> CodeType:
        return compile(self.formula, self.name, "eval")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The inputs and lines the formula names, functions apart."""
        called = {node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call)}
        named = (node for node in ast.walk(self.tree) if isinstance(node, ast.Name) and node not in called)
        return tuple(dict.fromkeys(node.id for node in named))

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """The inputs and lines behind the formula, those its functions read unasked among them."""
        called = (node.func.id for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        unasked = (name for function in called for name in READ_BY.get(function, ()))
        return tuple(dict.fromkeys([*self.names, *unasked]))


@dataclass(frozen=True)
class Block:
    """Some lines under one heading, all along the same axis."""

    heading: str
    axis: Axis
    lines: Sequence[Line]

    def __post_init__(self):
        object.__setattr__(self, "lines", [replace(line, axis=self.axis) for line in self.lines])


@dataclass(frozen=True)
class Page:
    """One calculation sheet: its name on the tab, its title, its blocks from top to bottom."""

    name: str
    title: str
    blocks: Sequence[Block]

    @classmethod
    def along(cls, axis: Axis, name: str, title: str, blocks: Mapping[str, Sequence[Line]]) -> Self:
        """Return a page all of whose blocks, lines by heading, run along one axis."""
        return cls(name, title, [Block(heading, axis, lines) for heading, lines in blocks.items()])

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
