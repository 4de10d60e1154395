"""Answers of a survey as they may be printed: in words, counted under disclosure control, estimated with intervals.

The counts of all tables go through one list (`disclosure.protect`); where a count is hidden, so is its share.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ohv_coworking.disclosure.figures import CountTable
from ohv_coworking.disclosure.protection import TOTAL, Protected, label
from ohv_coworking.survey import bases
from ohv_coworking.survey.mapping import Responses
from ohv_coworking.survey.questionnaire import Question
from ohv_coworking.survey.stratified import Design, Share, difference, mean, share

YES, NO = "ja", "nein"
TICKED = pd.CategoricalDtype([YES, NO])
ESTIMATES = {"label": object, "n": "Int64", "count": "Int64", "share": float, "low": float, "high": float}


def in_words(responses: Responses, questions: Iterable[str]) -> pd.DataFrame:
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


def ordered_columns(words: pd.DataFrame) -> list[str]:
    """Return the columns whose categories have an order: only neighbours of these may be merged."""
    return [name for name in words if words[name].cat.ordered]


def one_way(words: pd.DataFrame, survey: str) -> dict[str, CountTable]:
    """Return the table of each column, counted among those who answered.

    How many left a question out is no secret, hence every question is a base of its own.
    """
    tables = {}
    for name in words:
        place = table_name(survey, name)
        tables[place] = CountTable.of(words[[name]].dropna(), [name], place)
    return tables


def crossed(words: pd.DataFrame, survey: str, by: Iterable[str], outcome: str) -> dict[str, CountTable]:
    """Return the tables of an outcome by each of some columns; no answer counts as no."""
    answered = words[[*by, outcome]].apply(
        lambda column: column.fillna(NO) if column.dtype == TICKED else column
    )
    return {
        table_name(survey, name, outcome): CountTable.of(answered, [name, outcome], survey) for name in by
    }


def table_name(survey: str, *variables: str) -> str:
    """Return the name a table has in the list: "Befragung: town × interested"."""
    return f"{survey}: {' × '.join(variables)}"


@dataclass(frozen=True, eq=False)
class PublicAnswers:
    """One survey's answers in words with their weights; all it returns may be printed.

    Estimates are frames of `label`, `n` (answers in the base), `count`, `share`, `low` and `high`: missing where the
    count is hidden, and where the base has fewer than `minimum` answers.
    """

    survey: str
    words: pd.DataFrame
    design: Design
    protected: Protected
    minimum: int

    def shares(self, name: str) -> pd.DataFrame:
        """Return the share of each answer, small ones merged."""
        place = table_name(self.survey, name)
        counts = self.protected.table(place)
        rows = []
        for group in self._groups(place, name):
            word = label(group, self.words[name].cat.categories)
            rows.append(self._estimate(word, name, group, counts[word], counts[TOTAL]))
        return _estimates(rows)

    def ticked(self, labels: Mapping[str, str]) -> pd.DataFrame:
        """Return the share of yes in each of some columns (name → label), the largest first."""
        rows = []
        for name, word in labels.items():
            counts = self.protected.table(table_name(self.survey, name))
            rows.append(self._estimate(word, name, [YES], counts.get(YES, pd.NA), counts[TOTAL]))
        return _estimates(rows).sort_values("share", ascending=False, ignore_index=True)

    def yes(self, name: str) -> tuple[float, float, float]:
        """Return the share of yes in one column between the ends of its interval: low, share, high; NaN if hidden."""
        row = self.ticked({name: name}).iloc[0]
        return row["low"], row["share"], row["high"]

    def members(self, name: str, label: str, outcome: str) -> pd.DataFrame:
        """Return the share of yes in the outcome among those with a yes in one column, under a label of its own."""
        rows = self.by(name, outcome)
        return rows[rows["label"] == YES].assign(label=label)

    def by(self, name: str, outcome: str) -> pd.DataFrame:
        """Return the share of yes in the outcome for each category of a column, small ones merged.

        `n` and the share count those whose outcome is known.
        """
        place = table_name(self.survey, name, outcome)
        counts = self.protected.table(place)
        rows = []
        for group in self._groups(place, name):
            word = label(group, self.words[name].cat.categories)
            members = self.words[name].isin(group)
            cells = [counts.get((word, answer), pd.NA) for answer in (YES, NO)]
            shown = pd.NA if any(pd.isna(cell) for cell in cells) else cells[0]
            n = int((members & self.words[outcome].notna()).sum())
            rows.append(self._estimate(word, outcome, [YES], shown, n, members))
        return _estimates(rows)

    def share(self, name: str, members: pd.Series | None = None) -> Share:
        """Return the share of yes in a column, among all or some members, for comparisons; it is not protected."""
        chosen = self.words[name].eq(YES).astype("boolean").mask(self.words[name].isna())
        return share(chosen, self.design, members)

    def _groups(self, place: str, name: str) -> tuple[frozenset, ...]:
        """Return the groups of categories a table shows; none where all are merged into one."""
        groups = self.protected.groupings[place][name]
        return groups if len(groups) > 1 else ()

    def _estimate(self, word: str, name: str, answers: Iterable[str], count, n: int, members=None) -> list:
        # The base itself may be hidden, too.
        base = n if pd.notna(n) and n >= self.minimum else pd.NA
        if pd.isna(base) or pd.isna(count):
            return [word, base, pd.NA, *[float("nan")] * 3]
        chosen = self.words[name].isin(list(answers)).astype("boolean").mask(self.words[name].isna())
        found = share(chosen, self.design, members)
        return [word, n, count, found.value, *found.interval()]


def _estimates(rows: list[list]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(ESTIMATES)).astype(ESTIMATES)


def gap(first: PublicAnswers, second: PublicAnswers, name: str) -> tuple[float, float, float]:
    """Return the share of yes in a column of one survey less that of another: low, difference, high; NaN if either is hidden."""
    if np.isnan([*first.yes(name), *second.yes(name)]).any():
        return (np.nan,) * 3
    shares = first.share(name), second.share(name)
    low, high = difference(*shares)
    return low, shares[0].value - shares[1].value, high


def means(values: Mapping[str, pd.Series], design: Design, minimum: int) -> pd.DataFrame:
    """Return `label`, `n`, `mean`, `low` and `high` of some amounts; missing with fewer than `minimum` answers."""
    rows = []
    for name, amounts in values.items():
        n, found = int(amounts.notna().sum()), mean(amounts, design)
        numbers = [found.value, *found.interval()] if n >= minimum else [float("nan")] * 3
        rows.append([name, n, *numbers])
    return pd.DataFrame(rows, columns=["label", "n", "mean", "low", "high"])


def _question_in_words(question: Question, responses: Responses) -> dict[str, pd.Series]:
    texts = {option.id: option.text for option in question.options if not option.no_answer}
    if "other" in question.option_ids:
        texts["other"] = "Sonstiges"
    categories = pd.CategoricalDtype(list(texts.values()), ordered=question.type in ("scale", "matrix"))
    answers = responses.answers
    if question.type == "multiple":
        refused = [f"{question.id}__{option.id}" for option in question.options if option.no_answer]
        answered = bases.answered(question, answers) & ~answers[refused].fillna(False).any(axis=1)
        return {
            column: ticks(answers[column].where(answered))
            for column in question.option_columns
            if column not in refused
        }
    return {
        column: answers[column].astype(object).map(texts).astype(categories)
        for column in question.columns
        if column != question.other_column
    }
