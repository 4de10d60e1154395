"""The figures of public tables.

A figure is a number of people of one base: those who meet conditions on at most two variables. A cell has two
conditions, a margin one, the total none. The same figure in two tables is one number: that is what links tables.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import NamedTuple

import pandas as pd

NO_ANSWER = "keine Angabe"
MINIMUM = 5  # people; fewer are not told


class Figure(NamedTuple):
    """The people of a base for whom each variable lies in a group of categories."""

    base: str
    conditions: frozenset[tuple[str, frozenset]] = frozenset()


def figure(base: str, conditions: Mapping[str, object]) -> Figure:
    """Return the figure of people with one category of each variable: `figure("Befragung", {"Ort": "Velten"})`."""
    return Figure(base, frozenset((name, frozenset([category])) for name, category in conditions.items()))


class Same(NamedTuple):
    """The same people counted under two names: `whole` is the sum of `parts`, as a reader knows."""

    whole: Figure
    parts: tuple[Figure, ...]


class Known(NamedTuple):
    """A sum of figures that a reader learns elsewhere to lie between `low` and `high` people."""

    figures: tuple[Figure, ...]
    low: float
    high: float


@dataclass(frozen=True)
class CountTable:
    """Counts of people by one or two variables, the named levels of the index; a cell left out is 0.

    Tables of one `base` count the same people: the respondents of the survey, the entries of the register. A multiple
    choice is one variable for each option, with the categories yes and no. `groups` holds, for variables shown less
    finely than counted, the groups of categories: so a table of "interested or not" stays one of the answers it sums up.
    Of variables `in_order` only neighbouring groups may be merged.
    """

    counts: pd.Series
    base: str
    groups: Mapping[str, Sequence[Collection]] = field(default_factory=dict)
    in_order: Collection[str] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.counts.index.nlevels <= 2 or None in self.counts.index.names:
            raise ValueError("a public table has one or two variables, each with a name")

    @classmethod
    def of(
        cls,
        people: pd.DataFrame,
        variables: Sequence[str],
        base: str,
        **shown,
    ) -> "CountTable":
        """Return the table that counts `people` (rows) by `variables`; no answer is a category of its own."""
        answers = [_answered(people[name]) for name in variables]
        return cls(people.groupby(answers, observed=False).size(), base, **shown)

    @cached_property
    def categories(self) -> dict[str, tuple]:
        """Return the categories of each variable in their order."""
        return {name: tuple(self.counts.index.unique(name)) for name in self.counts.index.names}

    @property
    def grouping(self) -> "Grouping":
        """Return the groups it shows before any are merged: those asked for, as far as they occur, else each category."""
        shown = dict(ungrouped(self.categories))
        for name, groups in self.groups.items():
            occurring = (frozenset(group).intersection(self.categories[name]) for group in groups)
            shown[name] = tuple(group for group in occurring if group)
        return shown


def _answered(answers: pd.Series) -> pd.Series:
    """Return the answers as categories, in the order they have if they are categories already."""
    answers = answers.astype("category")
    if not answers.hasnans:
        return answers
    return answers.cat.set_categories([*answers.cat.categories, NO_ANSWER]).fillna(NO_ANSWER)


Grouping = Mapping[str, tuple[frozenset, ...]]
"""How a table shows its variables: each as a sequence of groups of categories."""

Place = tuple[frozenset | None, ...]
"""Where a figure stands in a table: the group of each variable, None for the sum over all."""


def ungrouped(categories: Mapping[str, Sequence]) -> Grouping:
    """Return the grouping that shows every category on its own."""
    return {name: tuple(frozenset([value]) for value in values) for name, values in categories.items()}


def shown_figures(base: str, grouping: Grouping) -> dict[Place, Figure]:
    """Return the figures a table shows, margins and total among them; a single group is no more than the sum."""
    sides = [[*groups, None] if len(groups) > 1 else [None] for groups in grouping.values()]
    return {
        place: Figure(
            base, frozenset((name, group) for name, group in zip(grouping, place, strict=True) if group)
        )
        for place in product(*sides)
    }
