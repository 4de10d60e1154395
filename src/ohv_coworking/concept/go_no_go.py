"""Rules agreed before a pop-up phase starts, held against what each scenario brings."""

from collections.abc import Iterable, Mapping
from typing import Literal, Protocol

import pandas as pd

GO, NO_GO, UNKNOWN = "weiter", "Abbruch", "nicht messbar"


class Rule(Protocol):
    """One rule: a measure, which way it must go and how far."""

    key: str
    measure: str
    direction: Literal["mindestens", "höchstens"]
    threshold: float


def evaluate(rules: Iterable[Rule], scenarios: Mapping[str, Mapping[str, float]]) -> pd.DataFrame:
    """Return for each rule (rows) and scenario (columns) whether to go on, to stop, or that it cannot be told.

    A scenario that lacks the measure leaves the rule open: silence is no consent.
    """
    return pd.DataFrame(
        {name: {rule.key: _answer(rule, measures) for rule in rules} for name, measures in scenarios.items()}
    )


def verdict(answers: pd.DataFrame) -> pd.Series:
    """Return for each scenario: stop if any rule says so, else open if any is, else go on."""
    stopped, open_ = (answers == NO_GO).any(), (answers == UNKNOWN).any()
    return pd.Series(GO, index=answers.columns).mask(open_, UNKNOWN).mask(stopped, NO_GO)


def _answer(rule: Rule, measures: Mapping[str, float]) -> str:
    value = measures.get(rule.measure)
    if value is None or value != value:
        return UNKNOWN
    met = value >= rule.threshold if rule.direction == "mindestens" else value <= rule.threshold
    return GO if met else NO_GO
