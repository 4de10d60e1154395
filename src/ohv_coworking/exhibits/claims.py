"""Claims: what a text judges, as a predicate over key figures, with how firmly it holds and what would overturn it.

    claims:
      carries_itself:
        label: "Trägt sich der Raum ohne Zuschüsse?"
        holds: "result_drawn >= 0"
        says: "Der Raum trägt sich."
        otherwise: "Der Raum trägt sich nicht."

A claim stands beside the notebook's other words (`words.py`). It is a rule of the chapter: a block `::: wenn carries_itself`
asks it, `{{ says("carries_itself") }}` prints the sentence that is true. A predicate compares numbers, key figures of the
chapter (`name`), of earlier ones (`chapter.name`), their ends (`name.low`, `name.high`) and thresholds of `study.yaml`
(`rules.name`), joined by `and`, `or`, `not`. It is asked of the values, and of the draws behind them: no model runs again.
Where the value is that of a base case without draws, `drawn` says what is asked of the draws instead.
"""

import ast
import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from numbers import Integral

import numpy as np
import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.exhibits.ledger import CLAIMS, KeyFigure, Ledger
from ohv_coworking.exhibits.prose import shown_value

Number = float | np.ndarray
Look = Callable[[str], Number]

ENDS = ("low", "high")
RULES = "rules."
_ARITHMETIC = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARED = {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge}
_JOINED = {ast.And: np.logical_and, ast.Or: np.logical_or}
EXPECTED = (
    "ein Vergleich (<, <=, >, >=) von Kennzahlen, „kapitel.name“, „name.low“, „rules.name“ oder 0 und 1, "
    "mehrere verbunden mit and, or, not"
)


class UnreadablePredicate(ValueError):
    """A predicate that is no comparison of key figures."""


@dataclass(frozen=True)
class Turn:
    """Where a claim turns: the key figure that decides, the value beyond which the claim falls, and whether it falls there already."""

    path: str
    at: float
    above: bool
    reached: bool


@dataclass(frozen=True)
class Predicate:
    """A comparison of key figures, or several joined by `and`, `or`, `not`.

    >>> Predicate("need > 0 and need.low < rules.most").figures
    ('need',)
    """

    text: str

    def __post_init__(self):
        if not any(isinstance(node, ast.Compare) for node in ast.walk(self._tree)):
            raise UnreadablePredicate(self.text)
        _asked(self._tree, lambda path: 1.0)

    @cached_property
    def _tree(self) -> ast.expr:
        try:
            return ast.parse(self.text, mode="eval").body
        except SyntaxError:
            raise UnreadablePredicate(self.text) from None

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """All it looks up, ends of ranges apart from their figures."""
        return tuple(dict.fromkeys(_paths(self._tree)))

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The key figures it rests on."""
        return tuple(dict.fromkeys(without_end(path) for path in self.paths if not path.startswith(RULES)))

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The thresholds of `study.yaml` it rests on."""
        return tuple(path.removeprefix(RULES) for path in self.paths if path.startswith(RULES))

    def holds(self, look: Look) -> bool | np.ndarray:
        """Return whether it holds for what `look` finds under each path: yes or no, or one answer a draw."""
        answer = _asked(self._tree, look)
        return answer if getattr(answer, "ndim", 0) else bool(answer)

    def turns(self, look: Look) -> list[Turn]:
        """Return for each comparison that alone decides where its first key figure would turn it, all else as it is."""
        held = self.holds(look)
        found = []
        for comparison in (node for node in ast.walk(self._tree) if isinstance(node, ast.Compare)):
            turned = {comparison: not _asked(comparison, look)}
            if bool(_asked(self._tree, look, turned)) != held and (turn := _turn(comparison, look)):
                found.append(turn)
        return found


@dataclass(frozen=True)
class ClaimWords:
    """What a text judges: the question, the predicate over key figures, and the sentences that answer it, if it has any."""

    label: str
    holds: Predicate
    says: str = ""
    otherwise: str = ""
    drawn: Predicate | None = None

    @property
    def predicates(self) -> tuple[Predicate, ...]:
        return (self.holds, self.drawn) if self.drawn else (self.holds,)

    @property
    def figures(self) -> tuple[str, ...]:
        """The key figures it rests on."""
        return tuple(dict.fromkeys(name for one in self.predicates for name in one.figures))

    @property
    def rules(self) -> tuple[str, ...]:
        """The thresholds of `study.yaml` it rests on."""
        return tuple(dict.fromkeys(name for one in self.predicates for name in one.rules))


def judged(
    words: ClaimWords,
    figures: Mapping[str, KeyFigure],
    rules: Mapping[str, float],
    drawn: Mapping[str, np.ndarray],
) -> dict:
    """Return whether a claim `holds` and what it `says` then, in what `share` of the draws the answer is the same, and what `turns` it.

    A claim on a figure that is missing does not hold. Without draws behind any figure the share is None.
    """

    def look(path: str) -> float | None:
        if path.startswith(RULES):
            return rules[path.removeprefix(RULES)]
        name, end = without_end(path), path.rpartition(".")[2]
        return getattr(figures[name], "value" if name == path else end)

    known = all(isinstance(look(path), int | float) for one in words.predicates for path in one.paths)
    held = known and words.holds.holds(look)
    return {
        "holds": held, "says": words.says if held else words.otherwise,
        "share": agreement(words.drawn or words.holds, held, drawn, look) if known else None,
        "turns": turning_words(words.holds.turns(look), figures) if known else "",
    }  # fmt: skip


def without_end(path: str) -> str:
    """Return the key figure of a path: `desks.low` → `desks`."""
    name, _, end = path.rpartition(".")
    return name if end in ENDS and name else path


def agreement(predicate: Predicate, held: bool, drawn: Mapping[str, np.ndarray], look: Look) -> float | None:
    """Return in what share of the draws the answer is the same; None where nothing in it is drawn."""
    if not any(path in drawn for path in predicate.paths):
        return None
    answers = predicate.holds(lambda path: drawn[path] if path in drawn else look(path))
    return float(np.mean(answers == held))


def turning_words(turns: Iterable[Turn], figures: Mapping[str, KeyFigure]) -> str:
    """Return in German what would overturn a claim; empty where no one key figure alone does.

    Where one figure would do it at two values on the same side, the first to be reached is told.
    """
    nearest: dict[tuple[str, bool], Turn] = {}
    for turn in sorted(turns, key=lambda one: one.at, reverse=True):
        side = (turn.path, turn.above)
        if side not in nearest or turn.above:
            nearest[side] = turn
    return " oder ".join(_turning(turn, figures[without_end(turn.path)]) for turn in nearest.values())


def share_words(share: float) -> str:
    """Return in how many draws a claim holds.

    >>> share_words(0.973), share_words(0.9999), share_words(1.0)
    ('in 97 % der Verläufe', 'in mehr als 99 % der Verläufe', 'in allen Verläufen')
    """
    if share == 1:
        return "in allen Verläufen"
    percent = f"{german.number(min(max(100 * share, 1), 99), 0)} %"
    aside = "mehr als " if share > 0.99 else "weniger als " if share < 0.01 else ""
    return f"in {aside}{percent} der Verläufe"


def firmness(claims: Iterable[Mapping]) -> str:
    """Return in German how firm claims are and what would overturn them: `label`, `holds`, `share`, `turns` of each."""
    told = []
    for claim in claims:
        answer = "Ja" if claim["holds"] else "Nein"
        share = "" if pd.isna(claim["share"]) else f", {share_words(claim['share'])}"
        turns = f"; es kippt, wenn {claim['turns']}" if claim["turns"] else ""
        told.append(f"{claim['label']} {answer}{share}{turns}.")
    return " ".join(told)


def statements(titles: Mapping[str, str], ledger: Ledger) -> pd.DataFrame:
    """Return what the texts of the chapters in `titles` judge: `chapter, label, answer, firm, turns`, all as a reader sees them."""
    rows = [
        {
            "chapter": title, "label": f"{claim.label}{' (synthetisch)' if claim.synthetic else ''}", "answer": "ja" if claim.holds else "nein",
            "firm": "" if pd.isna(claim.share) else share_words(claim.share), "turns": claim.turns,
        }
        for chapter, title in titles.items()
        if chapter in ledger and CLAIMS in ledger[chapter].frames
        for claim in ledger[chapter].frames[CLAIMS].frame.itertuples()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["chapter", "label", "answer", "firm", "turns"])


def _turning(turn: Turn, figure: KeyFigure) -> str:
    end = turn.path.rpartition(".")[2] if turn.path != without_end(turn.path) else "value"
    now = getattr(figure, end)
    more = (figure.decimals, *(max(figure.decimals or 0, 0) + further for further in (1, 2)))
    shown = (
        tuple(shown_value(value, figure.unit, decimals) for value in (turn.at, now)) for decimals in more
    )
    at, now = next(
        (pair for pair in shown if pair[0] != pair[1]),
        tuple(shown_value(one, figure.unit) for one in (turn.at, now)),
    )
    beyond = "über" if turn.above else "unter"
    if (
        isinstance(figure.value, Integral) and "€" not in figure.unit
    ):  # of whole things one says which number does it
        beyond = "bei mindestens" if turn.above else "bei höchstens"
        whole = math.floor(turn.at) if turn.above else math.ceil(turn.at)
        step = 0 if whole == turn.at and turn.reached else 1
        at = shown_value(whole + step if turn.above else whole - step, figure.unit)
    which = {"low": "die untere Grenze von ", "high": "die obere Grenze von "}.get(end, "")
    return f"{which}„{figure.label}“ {beyond} {at} liegt (jetzt {now})"


def _turn(comparison: ast.Compare, look: Look) -> Turn | None:
    """Return where the first key figure of a comparison turns it, if both sides are straight lines in it."""
    path = next((path for path in _paths(comparison) if not path.startswith(RULES)), None)
    if path is None:
        return None

    def gap(value: float) -> float:
        left, right = (
            _asked(side, lambda asked: value if asked == path else look(asked))
            for side in (comparison.left, comparison.comparators[0])
        )
        return float(left - right)

    with np.errstate(all="ignore"):
        try:
            start, slope = gap(0.0), gap(1.0) - gap(0.0)
            at = -start / slope + 0.0
            straight = abs(gap(at)) <= 1e-9 * max(1.0, abs(start))
        except ZeroDivisionError:
            return None
    if not straight:
        return None
    greater = isinstance(comparison.ops[0], ast.Gt | ast.GtE)
    holds_above = greater == (slope > 0)
    held = bool(_asked(comparison, look))
    return Turn(
        path, at, above=holds_above != held, reached=_COMPARED[type(comparison.ops[0])](0.0, 0.0) != held
    )


def _paths(tree: ast.AST) -> Iterator[str]:
    if isinstance(tree, ast.Name | ast.Attribute):
        yield ast.unparse(tree)
    else:
        for child in ast.iter_child_nodes(tree):
            yield from _paths(child)


def _asked(node: ast.expr, look: Look, turned: Mapping[ast.expr, bool] | None = None) -> Number | bool:
    def value(inner: ast.expr) -> Number | bool:
        return _asked(inner, look, turned)

    if turned and node in turned:
        return turned[node]
    match node:
        case ast.Constant(value=0 | 1):
            return float(node.value)
        case (
            ast.Name()
            | ast.Attribute(value=ast.Name())
            | ast.Attribute(value=ast.Attribute(value=ast.Name()))
        ):
            return look(ast.unparse(node))
        case ast.UnaryOp(op=ast.USub()):
            return -value(node.operand)
        case ast.UnaryOp(op=ast.Not()):
            return np.logical_not(value(node.operand))
        case ast.BinOp() if type(node.op) in _ARITHMETIC:
            return _ARITHMETIC[type(node.op)](value(node.left), value(node.right))
        case ast.BoolOp():
            return reduce(_JOINED[type(node.op)], map(value, node.values))
        case ast.Compare(ops=[one], comparators=[right]) if type(one) in _COMPARED:
            return _COMPARED[type(one)](value(node.left), value(right))
    raise UnreadablePredicate(ast.unparse(node))
