"""Answers of a survey as they may be printed: in words, counted under disclosure control, estimated with intervals.

The counts of all tables go through one list (`counted_answers`, `disclosure.protect`); where a count is hidden, so is its share.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from ohv_coworking.disclosure.figures import MINIMUM
from ohv_coworking.disclosure.protection import Protected, label
from ohv_coworking.disclosure.steps import is_dominated
from ohv_coworking.estimation.stratified import Design, Share, difference, mean, share
from ohv_coworking.evaluation.counted_answers import (
    GAPS,
    NO,
    NOT_ASKED,
    REFUSED,
    SILENT,
    TICKED,
    YES,
    Recode,
    table_name,
)
from ohv_coworking.survey import bases
from ohv_coworking.survey.mapping import Responses
from ohv_coworking.survey.questionnaire import Question

REGROUPED, OUTCOME = "regrouped", "interested"
# Questions and what is made of them whose bases the study shows side by side; `audit_counts` looks whether one lacks here.
SHOWN = frozenset(
    "remote_allowed barriers interest frequency preferred_town way way_mode needs important first cooperation "
    "accessibility_needs mentions attitude obstacles".split()
)
ESTIMATES = {"label": object, "n": "Int64", "count": "Int64", "share": float, "low": float, "high": float}


def answers_in_words(responses: Responses, questions: Iterable[str]) -> pd.DataFrame:
    """Return the answers to some questions as categories in German words, in the order asked.

    An option to tick is a column of its own, yes or no; so is a row of a matrix. Missing where a question was not
    asked, not answered or answered with "keine Angabe".
    """
    columns = {}
    for name in questions:
        columns |= _question_in_words(responses.questionnaire.questions[name], responses)
    return pd.DataFrame(columns, index=responses.answers.index)


def ticks(chosen: pd.Series) -> pd.Series:
    """Return True and False as yes and no; missing stays missing."""
    return chosen.astype("boolean").astype(object).map({True: YES, False: NO}).astype(TICKED)


def one_of(answers: pd.Series, options: Iterable[str]) -> pd.Series:
    """Return yes for those whose answer is one of some options, no for other answers, missing without one."""
    return ticks(answers.isin(list(options)).astype("boolean").mask(answers.isna()))


@dataclass(frozen=True, eq=False)
class PublicAnswers:
    """One survey's answers in words with their weights; all it returns may be printed.

    `counted` are the words with every gap named, `recodes` tells which columns sum up the answers of others.
    Estimates are frames of `label`, `n` (answers in the base), `count`, `share`, `low` and `high`: missing where the
    count is hidden, and where the base has fewer than `minimum` answers; without a row where nobody was asked. The base are those who answered; where they
    who did not are too few to be told apart, they count with the answer they were merged with.
    """

    survey: str
    words: pd.DataFrame
    counted: pd.DataFrame
    recodes: Mapping[str, Recode]
    design: Design
    protected: Protected
    minimum: int

    def shares(self, name: str) -> pd.DataFrame:
        """Return the share of each answer, small ones merged."""
        if name not in self.words:
            return _estimates([])
        cells, members, n = self._column(name)
        groups = [group for group in cells if not group <= GAPS]
        return _estimates(
            [self._row(self._word(name, one), name, one, cells[one], n, members) for one in groups]
        )

    def ticked(self, labels: Mapping[str, str]) -> pd.DataFrame:
        """Return the share of yes in each of some columns (name → label), the largest first."""
        rows = []
        for name, word in labels.items():
            if name not in self.words:
                continue
            cells, members, n = self._column(name)
            rows.append(self._row(word, name, self._yes(name), cells.get(self._yes(name)), n, members))
        return _estimates(rows).sort_values("share", ascending=False, ignore_index=True)

    def yes(self, name: str) -> tuple[float, float, float]:
        """Return the share of yes in one column between the ends of its interval: low, share, high; NaN if hidden or not asked."""
        if name not in self.words:
            return (np.nan,) * 3
        row = self.ticked({name: name}).iloc[0]
        return row["low"], row["share"], row["high"]

    def members(self, name: str, label: str, outcome: str) -> pd.DataFrame:
        """Return the share of yes in the outcome among those with a yes in one column, under a label of its own."""
        rows = self.by(name, outcome)
        return rows[rows["label"] == YES].assign(label=label)

    def by(self, name: str, outcome: str) -> pd.DataFrame:
        """Return the share of yes in the outcome for each category of a column, small ones merged.

        Who did not answer the outcome counts as no.
        """
        if not {name, outcome} <= set(self.words):
            return _estimates([])
        cells = self.protected.cells(table_name(self.survey, name, outcome))
        yes, rows = self._yes(outcome), []
        for group in dict.fromkeys(group for group, _ in cells):
            if group is not None and not group & GAPS:
                members = self.counted[self._of(name)].isin(group)
                row = cells.get((group, yes)), cells[group, None], members
                rows.append(self._row(self._word(name, group), outcome, yes, *row))
        return _estimates(rows)

    def base(self, name: str, groups: Iterable[frozenset[str]]) -> list[int | None]:
        """Return how many gave an answer out of each of some groups, None where that is hidden, of a `regrouped` table."""
        cells = self.protected.cells(table_name(self.survey, name, REGROUPED))
        return [cells.get((group,)) for group in groups]

    def share(self, name: str, members: pd.Series | None = None) -> Share:
        """Return the share of yes in a column, among all or some members, for comparisons; it is not protected."""
        chosen = self.words[name].eq(YES).astype("boolean").mask(self.words[name].isna())
        return share(chosen, self.design, members)

    def careful_share(self, name: str, flags: Iterable[str]) -> float | None:
        """Return the share of yes in a column without those who are flagged as careless.

        None with too few answers, or where the share of all is hidden or was not asked.
        """
        known = [flag for flag in flags if flag in self.words]
        if np.isnan(self.yes(name)[1]):
            return None
        found = self.share(name, ~self.words[known].eq(YES).any(axis=1))
        return found.value if found.n >= self.minimum else None

    def released(self) -> set[int]:
        """Return the counts of people that its tables show, margins among them, and the bases of its shares."""
        cells = {count for name in self._tables() for count in self.protected.cells(name).values()}
        return (cells | self._bases()) - {None}

    @cached_property
    def rounds(self) -> bool:
        """Whether its bases are rounded to tens: two that are shown differ by so few that they would tell who left a question out."""
        shown = {self._column(name)[2] for name in self.words if name.partition("__")[0] in SHOWN}
        for name in self.words:
            table = table_name(self.survey, name, OUTCOME)
            cells = self.protected.cells(table) if table in self.protected.tables else {}
            shown |= {
                count
                for (group, outcome), count in cells.items()
                if outcome is None
                and group
                and group in ((self._yes(name),) if name in self.recodes else (group,))
            }
        found = sorted(one for one in shown - {None} if one >= self.minimum)
        return any(more - less < MINIMUM for less, more in pairwise(found))

    def _tables(self) -> list[str]:
        return [name for name in self.protected.tables if self.protected.tables[name].base == self.survey]

    def _bases(self) -> set[int | None]:
        own = self._tables()
        return {self._column(name)[2] for name in self.words if table_name(self.survey, name) in own}

    def _of(self, name: str) -> str:
        return self.recodes[name].of if name in self.recodes else name

    def _yes(self, name: str) -> frozenset[str]:
        return self.recodes[name].yes if name in self.recodes else frozenset([YES])

    def _column(self, name: str) -> tuple[dict[frozenset, int | None], pd.Series, int | None]:
        """Return the counts of a table by group, who belongs to its base, and how many those are, None where hidden."""
        place = self.protected.cells(table_name(self.survey, name))
        cells = {group: count for (group,), count in place.items() if group is not None}
        silent = self.recodes[name].silent if name in self.recodes else SILENT
        outside = [group for group in cells if group <= silent | {NOT_ASKED}]
        gaps = frozenset().union(*outside)
        members = ~self.counted[self._of(name)].isin(gaps)
        known = [cells[group] for group in outside]
        mixed = any(NOT_ASKED in group and group not in outside for group in cells)
        unsure = None in known or mixed or (not cells and not members.all())
        return ({} if mixed else cells), members, None if unsure else place[None,] - sum(known)

    def _word(self, name: str, group: frozenset) -> str:
        """Return the label of a group of answers; who kept silent in either way gave none."""
        if name in self.recodes:
            return YES if group == self._yes(name) else NO
        order = self.counted[name].cat.categories
        if group & SILENT:
            group = group - SILENT | {REFUSED}
            order = [*(one for one in order if one not in SILENT), REFUSED]
        return label(group, order)

    def _row(self, word: str, name: str, group: frozenset, count, n, members: pd.Series) -> list:
        base = pd.NA if n is None or members.sum() < self.minimum else rounded_base(n) if self.rounds else n
        if count is None or members.sum() < self.minimum:
            return [word, base, pd.NA, *[float("nan")] * 3]
        chosen = self.counted[self._of(name)].isin(group).astype("boolean").where(members)
        found = share(chosen, self.design)
        return [word, base, count, found.value, *found.interval()]


def _estimates(rows: list[list]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(ESTIMATES)).astype(ESTIMATES)


def gap(first: PublicAnswers, second: PublicAnswers, name: str) -> tuple[float, float, float]:
    """Return the share of yes in a column of one survey less that of another: low, difference, high; NaN if either is hidden."""
    if np.isnan([*first.yes(name), *second.yes(name)]).any():
        return (np.nan,) * 3
    shares = first.share(name), second.share(name)
    low, high = difference(*shares)
    return low, shares[0].value - shares[1].value, high


def rounded_base(n: int | pd.Series) -> int | pd.Series:
    """Return a number of answers rounded to tens, so that it does not tell how few are missing from another.

    >>> rounded_base(253), rounded_base(255)
    (250, 260)
    """
    return 10 * ((n + 5) // 10)


def means(values: Mapping[str, pd.Series], design: Design, minimum: int) -> pd.DataFrame:
    """Return `label`, `n` (rounded), `mean`, `low` and `high` of some amounts.

    Missing with fewer than `minimum` answers, and where one amount is so large that the mean tells it.
    """
    rows = []
    for name, amounts in values.items():
        n, found = int(amounts.notna().sum()), mean(amounts, design)
        told = n >= minimum and not is_dominated(amounts.dropna())
        numbers = [found.value, *found.interval()] if told else [float("nan")] * 3
        rows.append([name, rounded_base(n), *numbers])
    return pd.DataFrame(rows, columns=["label", "n", "mean", "low", "high"])


def _question_in_words(question: Question, responses: Responses) -> dict[str, pd.Series]:
    texts = {option.id: option.text for option in question.options if not option.no_answer}
    if "other" in question.option_ids:
        texts["other"] = "Sonstiges"
    texts = {option: text for option, text in texts.items() if responses.asks(question.id, [option])}
    categories = pd.CategoricalDtype(list(texts.values()), ordered=question.type in ("scale", "matrix"))
    answers = responses.answers
    if question.type == "multiple":
        refused = [f"{question.id}__{option.id}" for option in question.options if option.no_answer]
        answered = bases.answered(question, answers) & ~answers[refused].fillna(False).any(axis=1)
        return {
            column: ticks(answers[column].where(answered))
            for column in question.option_columns
            if column.removeprefix(f"{question.id}__") in texts
        }
    return {
        column: answers[column].astype(object).map(texts).astype(categories)
        for column in question.columns
        if column != question.other_column
    }
