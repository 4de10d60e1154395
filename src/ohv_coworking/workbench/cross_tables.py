"""One question by one group within one filter, coarse enough that no table tells of a few people, nor do two together.

A cell of one to four people is hidden, and so is one from which the filter keeps out one to four; bases are rounded to
tens and shares to steps of five percent, so that tables with and without a filter, or with two, can't be subtracted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.disclosure.figures import MINIMUM
from ohv_coworking.disclosure.protection import label
from ohv_coworking.estimation.stratified import share
from ohv_coworking.evaluation.counted_answers import GAPS, shown_groups
from ohv_coworking.evaluation.evaluated_survey import CountedPeople
from ohv_coworking.evaluation.public_answers import rounded_base

EVERYBODY = "alle"
STEP = 0.05


@dataclass(frozen=True)
class CrossTables:
    """Tables of the people asked; `minimum` is the smallest base, `sensitive` names what is never crossed with `places`."""

    asked: CountedPeople
    minimum: int
    sensitive: Sequence[str]
    places: Sequence[str]

    @property
    def variables(self) -> list[str]:
        """The columns that may be asked for: answers as given, not what sums up others or tells who left a question out."""
        words, recodes = self.asked.words, self.asked.recodes
        return [name for name in words if name not in recodes and not name.startswith("left_out__")]

    def values(self, name: str) -> list[str]:
        """Return the answers to a question that a filter may ask for."""
        return [one for one in self.asked.counted[name].cat.categories if one not in GAPS]

    def table(self, question: str, group: str, filtered: str = "", value: str = "") -> pd.DataFrame:
        """Return the answers to a question (rows) by group: `group, answer, n, share, low, high`; everybody comes last.

        `filtered` and `value` keep those who gave one answer to a third question. Shares are weighted, low and high the
        ends of their interval; missing where hidden. Raises InputFault where a sensitive group would be crossed with a
        place, and where a variable is asked for twice.
        """
        names = [name for name in (question, group, filtered) if name]
        self._check(names)
        people = self.asked.counted
        within = people[filtered] == value if filtered else pd.Series(True, people.index)
        answered = ~people[question].isin(GAPS) | people[question].isin(self._silent_kept(question))
        rows, everybody = [], frozenset(people[group].cat.categories)
        # In a region of one town, its people are everybody.
        for groups in dict.fromkeys([*self._groups(group), everybody]):
            told = EVERYBODY if groups == everybody else label(groups, list(people[group].cat.categories))
            members = answered & people[group].isin(groups)
            for answer in self._groups(question):
                chosen = people[question].isin(answer)
                row = self._row(chosen, members & within, chosen & members & ~within)
                rows.append([told, label(answer, list(people[question].cat.categories)), *row])
        return pd.DataFrame(rows, columns=["group", "answer", "n", "share", "low", "high"])

    def _row(self, chosen: pd.Series, members: pd.Series, kept_out: pd.Series) -> list:
        n, count, rest = int(members.sum()), int((chosen & members).sum()), int(kept_out.sum())
        few = range(1, MINIMUM)
        if n < self.minimum or count in few or n - count in few or rest in few:
            return [None] * 4
        found = share(chosen.astype("boolean").where(members), self.asked.weights.design)
        return [rounded_base(n), *(STEP * round(one / STEP) for one in (found.value, *found.interval()))]

    def _groups(self, name: str) -> list[frozenset[str]]:
        """Return the answers as the study shows them: silent ones that are too few to tell stand with the answer beside them."""
        shown = shown_groups(self.asked.counted, self.asked.recodes, name)
        return [one for one in shown if one and not one <= GAPS]

    def _silent_kept(self, name: str) -> frozenset[str]:
        return frozenset().union(*self._groups(name)) & GAPS

    def _check(self, names: Sequence[str]) -> None:
        if len(set(names)) < len(names):
            raise InputFault(
                "Frage, Gruppe und Filter sind nicht drei verschiedene.",
                remedy="Eine andere wählen.",
            )
        if set(names) & set(self.sensitive) and set(names) & set(self.places):
            raise InputFault(
                "Eine schutzbedürftige Gruppe wird nicht mit einem Ort gekreuzt.",
                expected="schutzbedürftige Gruppen nur für das ganze Gebiet",
                remedy="Eines der beiden Merkmale weglassen.",
            )
