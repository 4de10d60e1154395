"""Synthetic answers, drawn from published margins until a real survey exists; every row says so.

Only `random` and `integers` of the generator and arithmetic without rounding differences between platforms are
used, so that a seed gives the same bytes everywhere. Each question and option has a stream of chance of its own: one
more leaves the answers to all others as they are.
"""

import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import numpy as np
import pandas as pd

from ohv_coworking.survey import bases
from ohv_coworking.survey.limesurvey_layout import export_columns
from ohv_coworking.survey.questionnaire import Question, Questionnaire
from ohv_coworking.survey.response_frame import empty_frame
from ohv_coworking.survey.synthetic_margins import Margin, MarginCase, Margins, Shares

MARK_COLUMN = "Hinweis"
MARK = "synthetisch: erfundene Antwort, keine Entscheidungsgrundlage"
MARK_WORD = MARK.partition(":")[0]

FIRST_HOUR, LAST_HOUR = 7, 23

Streams = Callable[[str], np.random.Generator]  # what is drawn → its stream of chance


def draw(questionnaire: Questionnaire, margins: Margins, seed: int) -> pd.DataFrame:
    """Return synthetic answers as text in LimeSurvey's layout, marked in the first column of every row."""
    streams = partial(stream, seed)
    answers = _drawn_answers(questionnaire, margins, streams)
    last_section = _last_sections(questionnaire, margins, streams("last section"))
    asked = bases.asked(questionnaire, answers) & _reached(questionnaire, last_section)
    for question in questionnaire.questions.values():
        answers.loc[~asked[question.id], question.columns] = pd.NA

    columns = export_columns(questionnaire, answers)
    complete = last_section == len(questionnaire.sections)
    table = pd.concat([_records(margins, last_section, complete, streams("moment")), columns], axis=1)
    table["Gesamtzeit"] = _seconds(margins, complete, streams("seconds"))
    repeated = _with_duplicates(table, margins.behaviour.duplicates, streams("duplicates"))
    return _numbered(repeated, streams("numbers"))


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the stream of chance that belongs to a name."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def is_marked(table: pd.DataFrame) -> bool:
    """Tell whether a table of responses says of any row that it is synthetic."""
    return MARK_COLUMN in table and bool(table[MARK_COLUMN].astype(str).str.startswith(MARK_WORD).any())


def _drawn_answers(questionnaire: Questionnaire, margins: Margins, streams: Streams) -> pd.DataFrame:
    rows = range(margins.respondents)
    answers = empty_frame(questionnaire, rows)
    for margin in margins.margins:
        question = questionnaire.questions[margin.question]
        for column, values in _margin_columns(question, margin, answers, streams).items():
            answers[column] = pd.Series(values, rows).astype(answers[column].dtype)
        if question.optional:
            left_out = streams(f"{question.id} left out").random(len(answers)) < margins.behaviour.unanswered
            answers.loc[left_out, question.columns] = pd.NA
    _straight_line(questionnaire, answers, margins.behaviour.straight_liners, streams)
    if margins.prices:
        _price_answers(answers, margins, streams)
    return answers


def _margin_columns(
    question: Question, margin: Margin, answers: pd.DataFrame, streams: Streams
) -> dict[str, np.ndarray]:
    columns: dict[str, np.ndarray] = {}
    if question.type == "matrix":
        for item, shares in margin.items.items():
            by_option = dict(zip(question.option_ids, shares, strict=True))
            column = f"{question.id}__{item}"
            columns[column] = _picked(by_option, streams(column).random(len(answers)))
    elif question.type == "multiple":
        ticked = {
            option.id: streams(f"{question.id}__{option.id}").random(len(answers))
            < _by_case(margin.cases, option.id, answers)
            for option in question.options
        }
        taken = np.zeros(len(answers), dtype=bool)
        # Whoever ticks an exclusive answer ticks no other.
        for option in sorted(question.options, key=lambda option: not option.exclusive):
            columns[f"{question.id}__{option.id}"] = ticked[option.id] & ~taken
            taken |= ticked[option.id] & option.exclusive
    elif question.type == "ranking":
        columns = _ranks(question, margin.cases, answers, streams(question.id))
    else:
        columns[question.id] = _first_case(margin.cases, answers, streams(question.id).random(len(answers)))
    if margin.other:
        texts = _picked(margin.other.shares, streams(question.other_column).random(len(answers)))
        columns[question.other_column] = texts
        if question.type == "single":
            columns[question.id] = np.where(pd.notna(texts), "other", columns[question.id])
    return columns


def _picked(shares: Shares, chance: np.ndarray) -> np.ndarray:
    """Return for each chance in [0, 1) the answer whose stretch of the cumulated shares it falls into."""
    bounds = np.cumsum(list(shares.values()))
    place = np.searchsorted(bounds, chance * bounds[-1], side="right")
    answers = np.array([pd.NA if answer == "" else answer for answer in shares], dtype=object)
    return answers[np.minimum(place, len(answers) - 1)]


def _holds(case: MarginCase, answers: pd.DataFrame) -> np.ndarray:
    holds = np.ones(len(answers), dtype=bool)
    for name, wanted in case.when.items():
        holds &= answers[name].isin(wanted).to_numpy()
    return holds


def _first_case(cases: tuple[MarginCase, ...], answers: pd.DataFrame, chance: np.ndarray) -> np.ndarray:
    picked = np.full(len(answers), pd.NA, dtype=object)
    for case in reversed(cases):
        holds = _holds(case, answers)
        picked[holds] = _picked(case.shares, chance[holds])
    return picked


def _by_case(cases: tuple[MarginCase, ...], option: str, answers: pd.DataFrame) -> np.ndarray:
    share = np.zeros(len(answers))
    for case in reversed(cases):
        share[_holds(case, answers)] = case.shares.get(option, 0.0)
    return share


def _ranks(
    question: Question, cases: tuple[MarginCase, ...], answers: pd.DataFrame, generator: np.random.Generator
) -> dict[str, np.ndarray]:
    """Return the rank of each option, drawn one after the other without putting back."""
    options = question.option_ids
    weights = np.column_stack([_by_case(cases, option, answers) for option in options])
    ranks = np.full(weights.shape, pd.NA, dtype=object)
    for rank in range(1, (question.maximum or len(options)) + 1):
        bounds = weights.cumsum(axis=1)
        chance = generator.random(len(answers)) * bounds[:, -1]
        chosen = (bounds <= chance[:, None]).sum(axis=1)
        ranks[np.arange(len(answers)), chosen] = rank
        weights[np.arange(len(answers)), chosen] = 0.0
    return {f"{question.id}__{option}": ranks[:, place] for place, option in enumerate(options)}


def _straight_line(
    questionnaire: Questionnaire, answers: pd.DataFrame, share: float, streams: Streams
) -> None:
    for question in questionnaire.questions.values():
        if question.type == "matrix":
            liners = streams(f"{question.id} straight line").random(len(answers)) < share
            for column in question.columns[1:]:
                answers.loc[liners, column] = answers.loc[liners, question.columns[0]]


def _price_answers(answers: pd.DataFrame, margins: Margins, streams: Streams) -> None:
    prices = margins.prices
    reference = _picked(prices.reference, streams("reference price").random(len(answers))).astype(float)
    for column, (low, high) in prices.ratios.items():
        ratio = low + (high - low) * streams(column).random(len(answers))
        steps = np.floor(reference * ratio / prices.rounded_to + 0.5)
        answers[column] = pd.Series(steps * prices.rounded_to, answers.index).astype("Float64")
    confused = streams("disordered prices").random(len(answers)) < margins.behaviour.disordered_prices
    swapped = answers.loc[confused, ["price_expensive", "price_cheap"]].to_numpy()
    answers.loc[confused, ["price_cheap", "price_expensive"]] = swapped
    for column in prices.ratios:
        left_out = streams(f"{column} left out").random(len(answers)) < margins.behaviour.unanswered
        answers.loc[left_out, column] = pd.NA


def _last_sections(
    questionnaire: Questionnaire, margins: Margins, generator: np.random.Generator
) -> np.ndarray:
    """Return the number of the last section each respondent finished; some break off before the end."""
    sections = len(questionnaire.sections)
    broken = generator.random(margins.respondents) < margins.behaviour.broken_off
    return np.where(broken, generator.integers(1, sections, margins.respondents), sections)


def _reached(questionnaire: Questionnaire, last_section: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            question.id: last_section >= number
            for number, section in enumerate(questionnaire.sections, start=1)
            for question in section.questions
        }
    )


def _records(
    margins: Margins, last_section: np.ndarray, complete: np.ndarray, generator: np.random.Generator
) -> pd.DataFrame:
    chance = generator.random(margins.respondents)
    # Many answer in the first days: the square draws the chance towards zero.
    day = np.floor(margins.days * chance * chance).astype(int)
    second = generator.integers(FIRST_HOUR * 3600, LAST_HOUR * 3600, margins.respondents)
    start = datetime.combine(margins.first_day, datetime.min.time())
    moments = sorted(start + timedelta(days=int(d), seconds=int(s)) for d, s in zip(day, second, strict=True))
    submitted = [
        f"{moment:%Y-%m-%d %H:%M:%S}" if done else "" for moment, done in zip(moments, complete, strict=True)
    ]
    return pd.DataFrame(
        {
            MARK_COLUMN: MARK,
            "Datum Abgeschickt": submitted,
            "Letzte Seite": last_section.astype(str),
            "Start-Sprache": "de",
            "Zufallsstartwert": generator.integers(1, 2**31, margins.respondents).astype(str),
        },
        dtype=object,
    )


def _seconds(margins: Margins, complete: np.ndarray, generator: np.random.Generator) -> pd.Series:
    """Return the time taken as text: three uniform parts around ten minutes, for speeders one to two minutes."""
    parts = [generator.integers(60, 300, margins.respondents) for _ in range(3)]
    hurried = generator.integers(60, 120, margins.respondents)
    speeders = generator.random(margins.respondents) < margins.behaviour.speeders
    seconds = np.where(speeders, hurried, sum(parts))
    return pd.Series(seconds).astype(str).where(complete, "").astype(object)


def _with_duplicates(table: pd.DataFrame, count: int, generator: np.random.Generator) -> pd.DataFrame:
    """Return the table with some rows sent a second time, right after the first, as impatient respondents do."""
    complete = np.flatnonzero(table["Datum Abgeschickt"] != "")
    repeated = complete[generator.integers(0, len(complete), count)]
    order = np.sort(np.concatenate([np.arange(len(table)), repeated]))
    return table.iloc[order].reset_index(drop=True)


def _numbered(table: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Return the table with response numbers that rise with gaps, as deleted test rows leave them."""
    numbers = np.cumsum(generator.integers(1, 3, len(table)))
    table.insert(1, "Antwort ID", numbers.astype(str).astype(object))
    return table
