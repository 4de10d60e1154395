"""The formula of a line of the plan in words: what a reader of the register is told instead of Excel."""

import ast
from collections.abc import Callable, Mapping

from ohv_coworking.basics import german
from ohv_coworking.plan.line import Line

# Sums of more parts are told by their number.
MOST_PARTS = 4

_SIGNS: Mapping[type, tuple[str, int]] = {
    ast.Add: ("+", 2), ast.Sub: ("−", 2), ast.Mult: ("×", 3), ast.Div: ("÷", 3), ast.Pow: ("hoch", 4),
    ast.Eq: ("=", 1), ast.NotEq: ("≠", 1), ast.Lt: ("<", 1), ast.LtE: ("≤", 1), ast.Gt: (">", 1), ast.GtE: ("≥", 1),
}  # fmt: skip
_WHOLE = 9

# How a function is told, with a place for each of its values.
_TOLD = {
    "IF": "falls {}: {}, sonst {}",
    "MIN": "der kleinere Wert aus {}",
    "MAX": "der größere Wert aus {}",
    "ABS": "Betrag von {}",
    "ROUND": "{}, gerundet",
    "sum_of": "Summe aller Monate: {}",
    "last_year": "Summe der letzten zwölf Planmonate: {}",
    "largest": "höchster Wert: {}",
    "smallest": "niedrigster Wert: {}",
    "count_of": "Zahl der Werte: {}",
    "sum_of_sizes": "Summe der Beträge: {}",
    "first": "erster Monat mit {}",
    "entry": "{} im Planmonat {}",
    "discounted": "Barwert: {}, abgezinst mit {}",
    "cumulated": "{}, aufgelaufen",
    "before": "{} im Vormonat",
    "delayed": "{}, um {} Monate später",
    "compounded": "(1 + {}) hoch {}",
    "in_force": "geltender gesetzlicher Wert",
    "position": "Nummer der Spalte",
}


def formula_in_words(line: Line, labels: Mapping[str, str]) -> str:
    """Return the formula of a line in German; `labels` names inputs and lines.

    >>> formula_in_words(Line("a", "A", "€", "(b - c)/d"), {"b": "Kosten", "c": "Erlöse", "d": "Jahre"})
    '(„Kosten“ − „Erlöse“) ÷ „Jahre“'
    """
    return _text(line.tree, labels, 0)


def _text(node: ast.expr, labels: Mapping[str, str], binding: int) -> str:
    told, own = _printed(node, lambda part, bound=0: _text(part, labels, bound), labels)
    return f"({told})" if own < binding else told


def _printed(node: ast.expr, text: Callable[..., str], labels: Mapping[str, str]) -> tuple[str, int]:
    match node:
        case ast.Constant(value=str(word)):
            return f"„{word}“", _WHOLE
        case ast.Constant(value=value):
            return german.number(value, 0 if value == int(value) else 2), _WHOLE
        case ast.Name(id="nothing"):
            return "kein Wert", _WHOLE
        case ast.Name(id=name):
            return f"„{labels[name]}“", _WHOLE
        case ast.UnaryOp(operand=operand):
            return f"−{text(operand, 3)}", 3
        case ast.BinOp(op=ast.Add()) if len(parts := _summed(node)) > MOST_PARTS:
            return f"Summe aus {len(parts)} Posten, darunter {text(parts[0])}", 0
        case ast.BinOp(left=left, op=operator, right=right):
            sign, own = _SIGNS[type(operator)]
            return f"{text(left, own)} {sign} {text(right, own + 1)}", own
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            sign, own = _SIGNS[type(operator)]
            return f"{text(left, own + 1)} {sign} {text(right, own + 1)}", own
        case ast.Call(func=ast.Name(id="entry"), args=[line, ast.BinOp(left=ast.Name(id="month_count"))]):
            return f"{text(line)} am Ende des Plans", _WHOLE
        case ast.Call(func=ast.Name(id="entry"), args=[ast.Name(id="date"), moment]):
            return text(moment), 0
        case ast.Call(func=ast.Name(id=name), args=args):
            return _called(name, args, text)
    raise ValueError(f"no words for {ast.unparse(node)}")


def _called(name: str, args: list[ast.expr], text: Callable[..., str]) -> tuple[str, int]:
    told = _TOLD[name]
    if name in ("MIN", "MAX"):
        return told.format(german.enumeration([text(one) for one in args])), 0
    if name == "in_force":
        return told, _WHOLE
    return told.format(*map(text, args)), 0


def _summed(node: ast.expr) -> list[ast.expr]:
    """Return what a chain of plus signs adds up."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_summed(node.left), *_summed(node.right)]
    return [node]
