"""Formulas as Excel: the syntax tree of a line printed cell by cell."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from xlsxwriter.utility import xl_col_to_name

from ohv_coworking.plan.line import AXIS_COLUMN, SINGLE_COLUMN, Axis

NOTHING = "–"
"""What a cell shows that has no value; sums, counts and extremes leave it out."""

# Excel binds from loose to tight: comparison, concatenation, plus, times, power, sign.
_OPERATORS = {
    ast.Eq: ("=", 1), ast.NotEq: ("<>", 1), ast.Lt: ("<", 1), ast.LtE: ("<=", 1), ast.Gt: (">", 1), ast.GtE: (">=", 1),
    ast.Add: ("+", 3), ast.Sub: ("-", 3), ast.Mult: ("*", 4), ast.Div: ("/", 4), ast.Pow: ("^", 5),
}  # fmt: skip
_TIGHTEST = 9
# Functions of a whole line that Excel has under another name.
_OVER_ROW = {"sum_of": "SUM", "largest": "MAX", "smallest": "MIN", "count_of": "COUNT"}


@dataclass(frozen=True)
class Place:
    """Where a line stands."""

    page: str
    row: int
    axis: Axis


@dataclass(frozen=True)
class BookLayout:
    """Where everything stands: lines by name, inputs by their defined name, length of each axis, dated statutory values."""

    lines: Mapping[str, Place]
    inputs: Mapping[str, str]
    length: Mapping[Axis, int]
    statutes: Mapping[str, tuple[str, str]]
    known_until: Mapping[str, str]

    def cell(self, name: str, page: str, column: int) -> str:
        """Return the reference to a line from a cell in `column` of its own axis."""
        place = self.lines[name]
        if place.axis is Axis.SINGLE:
            return f"{_sheet(place, page)}${xl_col_to_name(SINGLE_COLUMN)}${place.row + 1}"
        return f"{_sheet(place, page)}{xl_col_to_name(column)}{place.row + 1}"

    def row(self, name: str, page: str) -> str:
        """Return the reference to a whole line."""
        place = self.lines[name]
        first, last = (xl_col_to_name(AXIS_COLUMN + end) for end in (0, self.length[place.axis] - 1))
        return f"{_sheet(place, page)}${first}{place.row + 1}:${last}{place.row + 1}"

    def so_far(self, name: str, page: str, column: int) -> str:
        """Return the reference to a line from its first cell to the one in `column`."""
        place = self.lines[name]
        first, here = xl_col_to_name(AXIS_COLUMN), xl_col_to_name(column)
        return f"{_sheet(place, page)}${first}{place.row + 1}:{here}{place.row + 1}"


def excel_formula(formula: str, layout: BookLayout, page: str, axis: Axis, column: int) -> str:
    """Return a line's formula as it stands in one cell, with its equals sign."""
    return "=" + _Printer(layout, page, axis, column).text(_parsed(formula))


@cache
def _parsed(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body


@dataclass(frozen=True)
class _Printer:
    layout: BookLayout
    page: str
    axis: Axis
    column: int

    def text(self, node: ast.AST, binding: int = 0) -> str:
        printed, own = self._printed(node)
        return f"({printed})" if own < binding else printed

    def _printed(self, node: ast.AST) -> tuple[str, int]:
        match node:
            case ast.Constant(value=str()):
                return f'"{node.value}"', _TIGHTEST
            case ast.Constant():
                return repr(node.value), _TIGHTEST
            case ast.Name():
                return self._name(node.id), _TIGHTEST
            case ast.UnaryOp(op=ast.USub()):
                return "-" + self.text(node.operand, 6), 3
            case ast.BinOp():
                sign, own = _OPERATORS[type(node.op)]
                # Excel reads powers from the left, and a - (b - c) needs its brackets.
                return f"{self.text(node.left, own)}{sign}{self.text(node.right, own + 1)}", own
            case ast.Compare(ops=[operator]):
                sign, own = _OPERATORS[type(operator)]
                return f"{self.text(node.left, own + 1)}{sign}{self.text(node.comparators[0], own + 1)}", own
            case ast.Call(func=ast.Name(id=name)):
                return self._call(name, node.args), _TIGHTEST
        raise ValueError(f"a formula can't hold {ast.unparse(node)}")

    def _name(self, name: str) -> str:
        if name == "nothing":
            return f'"{NOTHING}"'
        if name in self.layout.inputs:
            return self.layout.inputs[name]
        place = self.layout.lines[name]
        if place.axis not in (self.axis, Axis.SINGLE):
            raise ValueError(f"{name} runs along another axis than the formula that names it")
        return self.layout.cell(name, self.page, self.column)

    def _call(self, name: str, args: list[ast.expr]) -> str:
        if name.isupper():
            return f"{name}({','.join(self.text(arg) for arg in args)})"
        if name in _OVER_ROW:
            return f"{_OVER_ROW[name]}({self._row(args[0])})"
        return getattr(self, name)(*args)

    def _row(self, node: ast.expr) -> str:
        return self.layout.row(node.id, self.page)

    def _in_row(self, name: str) -> str:
        return self.layout.row(name, self.page)

    def position(self) -> str:
        first, here = xl_col_to_name(AXIS_COLUMN), xl_col_to_name(self.column)
        return f"(COLUMNS(${first}$1:{here}$1)-1)"

    def cumulated(self, line: ast.Name) -> str:
        return f"SUM({self.layout.so_far(line.id, self.page, self.column)})"

    def highest(self, line: ast.Name) -> str:
        return f"MAX({self.layout.so_far(line.id, self.page, self.column)})"

    def before(self, line: ast.Name) -> str:
        return self.layout.cell(line.id, self.page, self.column - 1)

    def following(self, line: ast.Name) -> str:
        return self.layout.cell(line.id, self.page, self.column + 1)

    def trailing(self, line: ast.Name, window: ast.expr) -> str:
        months, here = self._in_row("month"), self._name("month")
        after = f'">"&({here}-{self.text(window, 4)})'
        return f'SUMIFS({self._row(line)},{months},{after},{months},"<="&{here})'

    def delayed(self, line: ast.Name, by: ast.expr) -> str:
        return f"SUMIFS({self._row(line)},{self._in_row('month')},{self._name('month')}-{self.text(by, 4)})"

    def compounded(self, rate: ast.expr, times: ast.expr) -> str:
        return f"(1+{self.text(rate, 4)})^{self.text(times, 6)}"

    def yearly(self, line: ast.Name) -> str:
        return f"SUMIFS({self._row(line)},{self._in_row('year')},{self._name('calendar_year')})"

    def year_end(self, line: ast.Name) -> str:
        return f"SUMIFS({self._row(line)},{self._in_row('month')},{self._name('last_month')})"

    def of_year(self, line: ast.Name) -> str:
        return f"SUMIFS({self._row(line)},{self._in_row('calendar_year')},{self._name('year')})"

    def in_force(self, key: ast.Constant) -> str:
        starts, values = self.layout.statutes[key.value]
        return f"LOOKUP({self._name('date')},{starts},{values})"

    def known_until(self, key: ast.Constant) -> str:
        end = self.layout.known_until[key.value]
        return f'IF({end}="",{self._name("last_date")},{end})'

    def last_year(self, line: ast.Name) -> str:
        months, end = self._in_row("month"), self._name("closing_month")
        return f'SUMIFS({self._row(line)},{months},">="&({end}-12),{months},"<"&{end})'

    def discounted(self, line: ast.Name, rate: ast.expr) -> str:
        months = self._in_row("month")
        return f"SUMPRODUCT({self._row(line)}*(1+{self.text(rate, 4)})^(-{months}/12))"

    def first(self, line: ast.Name) -> str:
        return f'IFERROR(MATCH(1,{self._row(line)},0)-1,"{NOTHING}")'

    def entry(self, line: ast.Name, at: ast.expr) -> str:
        return f'IFERROR(INDEX({self._row(line)},1,{self.text(at, 4)}+1),"{NOTHING}")'

    def sum_of_sizes(self, line: ast.Name) -> str:
        return f"SUMPRODUCT(ABS({self._row(line)}))"


def _sheet(place: Place, page: str) -> str:
    return "" if place.page == page else f"'{place.page}'!"
