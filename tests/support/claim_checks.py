"""What a built edition judges, reckoned a second time from its ledgers and draws, with Python's own comparisons."""

import ast
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import yaml

from ohv_coworking.exhibits.prose import shown_value
from study_runs import ledgers

TOLERANCE = 1e-9


def false_claims(folder: Path, edition: str = "study", parameters: str = "study.yaml") -> list[str]:
    """Return each claim of an edition whose answer or firmness differs from what its predicate says of the ledger."""
    lines = ledgers(folder, edition)
    rules = yaml.safe_load((folder / parameters).read_text(encoding="utf-8"))["rules"]
    return [
        fault
        for reference, frame in lines.items()
        if reference.startswith("frame:") and reference.endswith(".claims")
        for fault in _faults(folder, edition, frame, lines, rules)
    ]


def _faults(folder: Path, edition: str, frame: dict, lines: dict, rules: dict):
    chapter, told = frame["chapter"], frame["data"]
    words = yaml.safe_load((folder / "notebooks" / f"{chapter}.words.yaml").read_text(encoding="utf-8"))[
        "claims"
    ]
    built = folder / "data" / "processed" / edition
    for name, holds, share in zip(told["name"], told["holds"], told["share"], strict=True):
        where = f"{chapter}.{name}"
        if holds != lines[f"figure:{where}"]["value"]:
            yield f"{where}: the rule and the claim differ"
        values = _names(chapter, lines, lambda line: line["value"])
        answer = _reckoned(words[name]["holds"], values | {"rules": SimpleNamespace(**rules)})
        if bool(answer) != holds:
            yield f"{where}: said {holds}, reckoned {answer}"
        drawn = _names(chapter, lines, lambda line: _draws(built, line))
        asked = words[name].get("drawn") or words[name]["holds"]
        answers = _reckoned(asked, drawn | {"rules": SimpleNamespace(**rules)})
        if share is not None and abs(np.mean(np.asarray(answers) == holds) - share) > TOLERANCE:
            yield f"{where}: said in {share}, reckoned in {np.mean(np.asarray(answers) == holds)}"
        if equal := _printed_alike(words[name]["holds"], holds, chapter, lines):
            yield f"{where}: compares what is printed alike, {equal}"


def _names(chapter: str, lines: dict, value) -> dict:
    """Return what a predicate of the chapter may name: own figures, chapters with theirs."""
    chapters: dict[str, dict] = {}
    for reference, line in lines.items():
        if reference.startswith("figure:"):
            shown = value(line)
            number = shown if isinstance(shown, int | float | np.ndarray) else np.nan
            held = _Figure(number, line["low"], line["high"]) if np.ndim(number) == 0 else number
            chapters.setdefault(line["chapter"], {})[line["name"]] = held
    spaces = {name: SimpleNamespace(**figures) for name, figures in chapters.items()}
    return spaces | chapters.get(chapter, {})


class _Figure(float):
    """A number that knows the ends of its range."""

    def __new__(cls, value, low, high):
        one = super().__new__(cls, value)
        one.low, one.high = low, high
        return one


def _draws(built: Path, line: dict):
    if not line["draws"]:
        return line["value"]
    with np.load(built / line["chapter"] / "draws.npz", allow_pickle=False) as archive:
        return archive[line["name"]]


def _reckoned(predicate: str, values: dict):
    try:
        # Arrays answer place by place: their words for and, or, not are &, |, ~.
        tree = _Words().visit(ast.parse(predicate, mode="eval"))
        return eval(compile(ast.fix_missing_locations(tree), "claim", "eval"), {"np": np, **values})
    except (TypeError, AttributeError):  # an end of a range that is not known
        return False


JOINED = {ast.And: "logical_and", ast.Or: "logical_or"}


class _Words(ast.NodeTransformer):
    def visit_BoolOp(self, node):
        self.generic_visit(node)
        joined = node.values[0]
        for other in node.values[1:]:
            joined = _call(JOINED[type(node.op)], joined, other)
        return joined

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        return _call("logical_not", node.operand) if isinstance(node.op, ast.Not) else node


def _call(name: str, *arguments):
    return ast.Call(ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load()), list(arguments), [])


def _printed_alike(predicate: str, holds: bool, chapter: str, lines: dict) -> str:
    """Return the printed value of two figures where one is said to exceed the other and a reader sees no difference."""
    node = ast.parse(predicate, mode="eval").body
    if not holds or not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Gt | ast.Lt):
        return ""
    sides = [ast.unparse(side) for side in (node.left, node.comparators[0])]
    found = [lines.get(f"figure:{side if '.' in side else f'{chapter}.{side}'}") for side in sides]
    if not all(found) or found[0]["unit"] != found[1]["unit"]:
        return ""
    shown = {shown_value(one["value"], one["unit"], one["decimals"]) for one in found}
    return shown.pop() if len(shown) == 1 else ""
