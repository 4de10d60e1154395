"""Who saw a filtered question: LimeSurvey's relevance equations, as far as they compare answers with codes."""

import re

import numpy as np
import pandas as pd

COMPARISON = re.compile(
    r"""(?P<code>[A-Za-z]\w*?)(?:_(?P<item>[A-Za-z0-9]+))?\.(?:NAOK|value|shown)\s*"""
    r"""(?P<sign>==|!=|eq|ne)\s*(?P<quote>["'])(?P<value>[^"']*)(?P=quote)"""
)
TOKEN = re.compile(
    rf"\s*(?:(?P<open>\()|(?P<close>\))|(?P<junction>and|or|&&|\|\||AND|OR)|(?P<comparison>{COMPARISON.pattern}))"
)


def saw(equation: str, frame: pd.DataFrame) -> np.ndarray | None:
    """Return which rows saw the question, or None where the equation says more than comparisons can.

    No equation, or the equation 1, means everyone.
    """
    equation = equation.strip()
    if equation in ("", "1"):
        return np.ones(len(frame), dtype=bool)
    tokens = []
    place = 0
    while place < len(equation):
        found = TOKEN.match(equation, place)
        if found is None or (found["comparison"] and _compared(found, frame) is None):
            return None
        tokens.append(found)
        place = found.end()
        while place < len(equation) and equation[place].isspace():
            place += 1
    value, rest = _alternatives(tokens, frame)
    return value if value is not None and not rest else None


def _alternatives(tokens: list[re.Match[str]], frame: pd.DataFrame):
    """Parse comparisons joined by `or`, each of them joined by `and`: the usual precedence."""
    value, tokens = _conjunction(tokens, frame)
    while tokens and tokens[0]["junction"] in ("or", "OR", "||") and value is not None:
        other, tokens = _conjunction(tokens[1:], frame)
        value = None if other is None else value | other
    return value, tokens


def _conjunction(tokens: list[re.Match[str]], frame: pd.DataFrame):
    value, tokens = _operand(tokens, frame)
    while tokens and tokens[0]["junction"] in ("and", "AND", "&&") and value is not None:
        other, tokens = _operand(tokens[1:], frame)
        value = None if other is None else value & other
    return value, tokens


def _operand(tokens: list[re.Match[str]], frame: pd.DataFrame):
    if not tokens:
        return None, []
    first, rest = tokens[0], tokens[1:]
    if first["open"]:
        value, rest = _alternatives(rest, frame)
        return (value, rest[1:]) if rest and rest[0]["close"] else (None, rest)
    return (_compared(first, frame), rest) if first["comparison"] else (None, rest)


def _compared(found: re.Match[str], frame: pd.DataFrame) -> np.ndarray | None:
    item = found["item"]
    names = [f"{found['code']}[{item}]", f"{found['code']}_{item}"] if item else [found["code"]]
    column = next((name for name in frame if name.split(". ")[0] in names), None)
    if column is None:
        return None
    equal = (frame[column] == found["value"]).to_numpy()
    return equal if found["sign"] in ("==", "eq") else ~equal
