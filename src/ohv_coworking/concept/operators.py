"""Operator models side by side: strengths, rules, criteria, scores, and who could take part."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import Field

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.records import Key, Origin, Record, Source, frame
from ohv_coworking.sites.ranking_robustness import random_weights, share_of_first_places

# Five days a week, 52 weeks.
WORKING_DAYS_PER_MONTH = 260 / 12


class OperatorModel(Record):
    """One way of running the space, with strengths, weaknesses, opportunities and threats."""

    table = "operators"
    identity = ("key",)

    key: Key
    model: str
    legal_form: str
    strengths: str
    weaknesses: str
    opportunities: str
    threats: str
    example: str = ""
    kind: Origin
    source: Source


class OperatorRule(Record):
    """One field of law for one operator model: the paragraph, what it says, and whether a lawyer checked it."""

    table = "operator_rules"
    identity = ("operator", "field")
    refers = (("operator", OperatorModel, "key"),)

    operator: str
    field: Literal["Umsatzsteuer", "Gemeinnützigkeit", "Ertragsteuern", "Beihilfe", "Vergabe"]
    paragraph: str
    rule: str
    checked: Literal["ja", "nein"]


class Knockout(Record):
    """What can rule out an operator model: the paragraph, what is to be asked, what follows, and whether a lawyer checked it."""

    table = "operator_knockouts"
    identity = ("operator", "ground")
    refers = (("operator", OperatorModel, "key"),)

    operator: str
    ground: Literal[
        "Gemeinnützigkeit", "Dauerverlust", "Umsatzsteuer auf den Zuschuss", "Beihilfe", "Vergabe", "Haftung"
    ]
    paragraph: str
    question: str
    consequence: str
    checked: Literal["ja", "nein"]


class Criterion(Record):
    """One criterion of the comparison and its weight; the weights of all add up to one."""

    table = "operator_criteria"
    identity = ("key",)

    key: Key
    criterion: str
    question: str
    weight: float = Field(ge=0, le=1)


class Score(Record):
    """How well one model meets one criterion, 1 (badly) to 5 (well), and why."""

    table = "operator_scores"
    identity = ("operator", "criterion")
    refers = (("operator", OperatorModel, "key"), ("criterion", Criterion, "key"))

    operator: str
    criterion: str
    score: int = Field(ge=1, le=5)
    reason: str
    kind: Origin


class SubsidyRate(Record):
    """The share of the wage that a subsidised job is refunded in one of its years."""

    table = "wage_subsidies"
    identity = ("paragraph", "year")

    paragraph: str
    year: int = Field(ge=1)
    rate_percent: float = Field(ge=0, le=100)
    source: Source


class Contingent(Record):
    """A package of days or desks an employer books for its staff."""

    table = "contingents"
    identity = ("key",)

    key: Key
    contingent: str
    days_per_month: float = Field(gt=0)
    share_of_list_price: float = Field(gt=0, le=1)
    minimum_months: int = Field(ge=1)
    fits: str
    kind: Origin
    source: Source

    @property
    def full_desks(self) -> float:
        """Return how many desks the package fills on an average working day."""
        return self.days_per_month / WORKING_DAYS_PER_MONTH


def score_matrix(
    scores: Sequence[Score],
    operators: Sequence[OperatorModel],
    criteria: Sequence[Criterion],
    file: str | Path,
) -> pd.DataFrame:
    """Return scores with operators as rows and criteria as columns, both in the order of their tables.

    Raises InputFault for weights that do not add up to one, and for a score that is missing, double or of an
    unknown operator or criterion.
    """
    total = sum(criterion.weight for criterion in criteria)
    if abs(total - 1) > 1e-6:
        problem = "Die Gewichte der Kriterien ergeben zusammen nicht eins."
        raise InputFault(problem, column="weight", found=f"{total:g}", expected="1")
    rows = [operator.key for operator in operators]
    columns = [criterion.key for criterion in criteria]
    matrix = pd.DataFrame(index=rows, columns=columns, dtype=float)
    faults = []
    for row, score in enumerate(scores, start=2):
        if score.operator not in rows or score.criterion not in columns:
            problem = "Eine Bewertung nennt ein unbekanntes Modell oder Kriterium."
            found = f"{score.operator}, {score.criterion}"
            faults.append(InputFault(problem, file=file, row=row, found=found))
        elif pd.notna(matrix.loc[score.operator, score.criterion]):
            faults.append(InputFault("Eine Bewertung steht doppelt.", file=file, row=row))
        else:
            matrix.loc[score.operator, score.criterion] = score.score
    empty = [f"{row}, {column}" for row in rows for column in columns if pd.isna(matrix.loc[row, column])]
    if empty and not faults:
        problem = "Es fehlen Bewertungen."
        faults.append(InputFault(problem, file=file, found="; ".join(empty)))
    raise_all(faults, "Die Bewertungen der Betreibermodelle sind unvollständig.")
    return matrix


def rules_by_model(rules: Sequence[OperatorRule], operators: Sequence[OperatorModel]) -> pd.DataFrame:
    """Return each model with its rule in each field of law, and whether all of them have been checked."""
    table = frame(rules)
    by_field = table.pivot(index="operator", columns="field", values="rule")
    by_field = by_field.loc[[one.key for one in operators], list(table["field"].unique())]
    by_field.insert(0, "model", [one.model for one in operators])
    checked = table.groupby("operator")["checked"].agg(lambda answers: (answers == "ja").all())
    return by_field.assign(checked=checked.map({True: "ja", False: "nein"}))


def knockouts_by_model(knockouts: Sequence[Knockout], operators: Sequence[OperatorModel]) -> pd.DataFrame:
    """Return the knockouts in the order of the models, each with the name of its model."""
    names = {one.key: one.model for one in operators}
    table = frame(knockouts)
    order = table["operator"].map(list(names).index)
    table.insert(0, "model", table["operator"].map(names))
    return table.iloc[order.argsort(kind="stable")]


def field_headings(rules: Iterable[OperatorRule]) -> dict[str, str]:
    """Return each field of law, in the order of the rules, with its paragraph as named first: `Vergabe (UVgO)`."""
    headings: dict[str, str] = {}
    for rule in rules:
        headings.setdefault(rule.field, f"{rule.field} ({rule.paragraph})")
    return headings


def comparison(
    matrix: pd.DataFrame,
    operators: Sequence[OperatorModel],
    criteria: Sequence[Criterion],
    generator: np.random.Generator,
    draws: int = 10_000,
) -> pd.DataFrame:
    """Return the score matrix, best first, with each model's weighted `score` and the share of random weightings it `wins`."""
    weights = np.array([criterion.weight for criterion in criteria])
    drawn = random_weights(len(criteria), draws, generator)
    return matrix.assign(
        model=[one.model for one in operators],
        score=matrix.to_numpy() @ weights,
        wins=share_of_first_places(matrix, drawn),
    ).sort_values("score", ascending=False)
