"""Weights of a survey whose answers are few in some groups: margins made coarse enough, then raked and trimmed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ohv_coworking.estimation.raking import design_effect, effective_n, rake, trim
from ohv_coworking.estimation.stratified import Design

AND = "+"


@dataclass(frozen=True, eq=False)
class SurveyWeights:
    """Weights that add up to the people of the margins, and the groups of categories they were raked to.

    A group of several categories is named after all of them, with `AND` between.
    """

    weights: np.ndarray
    groups: pd.DataFrame
    margins: Mapping[str, pd.Series]

    @property
    def design(self) -> Design:
        """Return the design for estimates and their errors."""
        return Design(self.weights, calibrated_to=self.groups if self.margins else None)

    @property
    def design_effect(self) -> float:
        return design_effect(self.weights)

    @property
    def effective_n(self) -> float:
        return effective_n(self.weights)

    @property
    def largest(self) -> float:
        """Return the largest weight as a multiple of the mean weight."""
        return float(self.weights.max() / self.weights.mean())

    def representation(self) -> pd.DataFrame:
        """Return how each group is represented: `margin`, `group`, `n`, `share`, `official` and `weighted` share."""
        rows = []
        for name, target in self.margins.items():
            answered = self.groups[name].notna().to_numpy()
            weight = pd.Series(self.weights).groupby(self.groups[name].to_numpy()).sum()
            counts = self.groups[name].value_counts()
            for group, people in target.items():
                n = counts[group]
                rows.append(
                    (name, group, n, n / answered.sum(), people / target.sum(), weight[group] / weight.sum())
                )
        return pd.DataFrame(rows, columns=["margin", "group", "n", "share", "official", "weighted"])


def weigh(
    categories: pd.DataFrame,
    margins: Mapping[str, pd.Series],
    minimum: int,
    most: float,
    ordered: Collection[str] = (),
) -> SurveyWeights:
    """Return the weights of respondents (rows) from their categories (one column a margin, missing: no answer).

    Categories with fewer than `minimum` answers are merged, of `ordered` margins with a neighbour; weights above
    `most` times the mean are cut and given to the others. A margin that nobody told anything of is left out; without
    any all weigh the same. Raises `InputFault` as
    `rake` does.
    """
    groups, targets = {}, {}
    for name, target in margins.items():
        if categories[name].isna().all():  # the question was left out: the weights can't know it
            continue
        counts = categories[name].value_counts().reindex(target.index, fill_value=0)
        merged = merged_categories(counts, minimum, name in ordered)
        groups[name] = categories[name].map(merged)
        targets[name] = target.groupby(target.index.map(merged), sort=False).sum()
    frame = pd.DataFrame(groups, index=categories.index, dtype=object)
    if not targets:
        return SurveyWeights(np.ones(len(frame)), frame, targets)
    return SurveyWeights(trim(rake(frame, targets).weights, most), frame, targets)


def merged_categories(counts: pd.Series, minimum: int, ordered: bool) -> dict[str, str]:
    """Return the group each category belongs to, every group of at least `minimum` answers as far as there are any.

    The group with the fewest answers joins the smaller neighbour, or where there is no order the smallest other one.

    >>> merged_categories(pd.Series({"young": 30, "middle": 40, "old": 12, "oldest": 3}), 20, ordered=True)["old"]
    'middle+old+oldest'
    """
    groups = [([name], int(count)) for name, count in counts.items()]
    while len(groups) > 1 and min(count for _, count in groups) < minimum:
        first = min(range(len(groups)), key=lambda at: groups[at][1])
        others = [at for at in range(len(groups)) if at != first and (not ordered or abs(at - first) == 1)]
        second = min(others, key=lambda at: groups[at][1])
        first, second = sorted((first, second))
        joined = (groups[first][0] + groups[second][0], groups[first][1] + groups[second][1])
        groups = [*groups[:first], joined, *groups[first + 1 : second], *groups[second + 1 :]]
    return {name: AND.join(names) for names, _ in groups for name in names}
