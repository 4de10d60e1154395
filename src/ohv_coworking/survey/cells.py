"""Cells of a response file as answers to one question: options by code or text, ticks, ranks, amounts, dates.

What a closed question does not offer is a fault; what is no amount or date in an open one is set aside.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import pandas as pd

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.grid import as_text
from ohv_coworking.survey.headings import NEAR_MISS, Target, normal
from ohv_coworking.survey.limesurvey_export import OTHER_CODE
from ohv_coworking.survey.questionnaire import Question

TICKED = {"y", "yes", "ja", "1", "true", "wahr", "x", "quoted", "ausgewählt", "gewählt"}
UNTICKED = {"n", "no", "nein", "0", "false", "falsch", "not quoted", "nicht ausgewählt", "nicht gewählt"}
NOT_SHOWN = {"", "n/a", "na", "nan"}
OTHER = {normal(OTHER_CODE), "other", "sonstiges"}

AMOUNT = re.compile(r"(\d+)(?:[.,](\d{1,2}))?\s*(€|euro|eur|minuten|min\.?|tage?|plätze?)?", re.IGNORECASE)
DATE_FORMATS = ("%d.%m.%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S")
# Behind an option any separator ends it; words of one's own may hold commas.
PART_END, UP_TO_END = re.compile(r"\s*[;,|\n]?\s*"), re.compile(r"[^;|\n]*")
UNKNOWN = object()


@dataclass
class Translation:
    """The answers to one question by column of the response frame, and what could not be translated.

    `unread` marks the rows whose amount or date is none; `faults` are answers the question does not offer.
    """

    columns: dict[str, pd.Series] = field(default_factory=dict)
    faults: list[InputFault] = field(default_factory=list)
    unread: pd.Series | None = None


def translate(question: Question, cells: Mapping[Target, pd.Series], file: str) -> Translation:
    """Return the answers to a question from its columns in the file; a series' name is the column's name."""
    mine = {target: column for target, column in cells.items() if target.question == question.id}
    whole = mine.get(Target(question.id))
    translation = Translation()
    if not mine:
        return translation
    match question.type:
        case "multiple" if whole is not None:
            _split_ticks(question, whole, translation, file)
        case "ranking" if whole is not None:
            _split_ranks(question, whole, translation, file)
        case "single" | "scale" if whole is not None:
            # Tools without a column of its own for "Sonstiges" put the text in place of the answer.
            free_text = question.other and Target(question.id, "other") not in mine
            translation.columns[question.id] = _choices(question, whole, translation, file, free_text)
            if free_text:
                translation.columns[question.other_column] = _other_text(question, whole)
        case "number" | "price" if whole is not None:
            _open_answer(question, whole, translation, _amount(question))
        case "date" if whole is not None:
            _open_answer(question, whole, translation, _date)
        case "text" if whole is not None:
            translation.columns[question.id] = _by_value(whole, _text)
        case "multiple":
            _ticks(question, mine, translation, file)
        case "ranking":
            _ranks(question, mine, translation, file)
        case "matrix":
            for target, column in mine.items():
                name = f"{question.id}__{target.part}"
                translation.columns[name] = _choices(question, column, translation, file)
    other = mine.get(Target(question.id, "other"))
    if other is not None:
        translation.columns[question.other_column] = _by_value(other, _text)
    return translation


def _by_value(cells: pd.Series, decide: Callable[[str], object]) -> pd.Series:
    """Return what each cell means; decided once per distinct value, NA where nothing stands."""
    codes, values = pd.factorize(cells.to_numpy(dtype=object))
    meanings = np.empty(len(values) + 1, dtype=object)
    meanings[:-1] = [decide(as_text(value)) for value in values]
    meanings[-1] = pd.NA  # code -1: a missing cell
    return pd.Series(meanings[codes], cells.index, dtype=object, name=cells.name)


def _text(text: str) -> object:
    return pd.NA if text.casefold() in NOT_SHOWN else text


def _option_lookup(question: Question) -> dict[str, str]:
    return {normal(name): option.id for option in question.options for name in (option.text, option.code)}


def _choices(
    question: Question, cells: pd.Series, translation: Translation, file: str, free_text: bool = False
) -> pd.Series:
    options = _option_lookup(question)

    def chosen(text: str) -> object:
        key = normal(text)
        if key in options:
            return options[key]
        if key in NOT_SHOWN:
            return pd.NA
        if question.other and key in OTHER:
            return "other"
        near = difflib.get_close_matches(key, options, cutoff=NEAR_MISS)
        return "other" if free_text and not near else UNKNOWN

    return _offered(question, cells, _by_value(cells, chosen), translation, file)


def _other_text(question: Question, cells: pd.Series) -> pd.Series:
    known = _option_lookup(question).keys() | OTHER | NOT_SHOWN
    return _by_value(cells, lambda text: pd.NA if normal(text) in known else text)


def _ticks(
    question: Question, cells: Mapping[Target, pd.Series], translation: Translation, file: str
) -> None:
    for option in question.options:
        own = {normal(option.text), normal(option.code)}

        def ticked(text: str, own: Iterable[str] = own) -> object:
            key = normal(text)
            if key in own or key in TICKED:
                return True
            return False if key in UNTICKED else pd.NA if key in NOT_SHOWN else UNKNOWN

        column = cells[Target(question.id, "option", option.id)]
        answers = _offered(
            question, column, _by_value(column, ticked), translation, file, "Ja, Nein oder leer"
        )
        translation.columns[f"{question.id}__{option.id}"] = answers


def _ranks(
    question: Question, cells: Mapping[Target, pd.Series], translation: Translation, file: str
) -> None:
    chosen = {
        int(target.part): _choices(question, column, translation, file)
        for target, column in cells.items()
        if target.kind == "rank"
    }
    for option in question.options:
        at_rank = pd.DataFrame({rank: answers == option.id for rank, answers in sorted(chosen.items())})
        ranks = at_rank.fillna(False).astype(bool)
        translation.columns[f"{question.id}__{option.id}"] = ranks.idxmax(axis=1).where(ranks.any(axis=1))


def _split_ticks(question: Question, cells: pd.Series, translation: Translation, file: str) -> None:
    answers = _split(question, cells, translation, file)
    for option in question.options:
        ticked = answers.map(lambda parts, id=option.id: id in parts, na_action="ignore")
        translation.columns[f"{question.id}__{option.id}"] = ticked
    if question.other:
        told = answers.map(lambda parts: "; ".join(parts.get("other", [])) or pd.NA, na_action="ignore")
        translation.columns[question.other_column] = told


def _split_ranks(question: Question, cells: pd.Series, translation: Translation, file: str) -> None:
    answers = _split(question, cells, translation, file)
    highest = question.maximum or len(question.options)
    for option in question.options:
        rank = answers.map(
            lambda parts, id=option.id: list(parts).index(id) + 1 if id in parts else pd.NA,
            na_action="ignore",
        )
        translation.columns[f"{question.id}__{option.id}"] = rank.where(rank.le(highest).fillna(False))


def _split(question: Question, cells: pd.Series, translation: Translation, file: str) -> pd.Series:
    """Return the answers of each cell in order, option id → nothing, "other" → texts; split only at options."""
    ids = _option_lookup(question)
    names = [name for option in question.options for name in (option.text, option.code)]
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    option_here = re.compile(rf"({longest_first})(?=\s*[;,|\n]|\s*$)", re.IGNORECASE)

    def parts(text: str) -> object:
        if normal(text) in NOT_SHOWN:
            return pd.NA
        found: dict[str, list[str]] = {}
        at = 0
        while at < len(text):
            if option := option_here.match(text, at):
                found.setdefault(ids[normal(option[1])], [])
                end = option.end()
            else:
                words = UP_TO_END.match(text, at)
                end = words.end()
                if words[0].strip():
                    if not question.other or option_here.search(text, at, end):
                        return UNKNOWN
                    found.setdefault("other", []).append(words[0].strip())
            at = PART_END.match(text, end).end()
        return found

    return _offered(question, cells, _by_value(cells, parts), translation, file)


def _amount(question: Question) -> Callable[[str], object]:
    low = -np.inf if question.minimum is None else question.minimum
    high = np.inf if question.maximum is None else question.maximum

    def amount(text: str) -> object:
        found = AMOUNT.fullmatch(text)
        value = float(f"{found[1]}.{found[2] or 0}") if found else np.nan
        return value if low <= value <= high else UNKNOWN

    return amount


def _date(text: str) -> object:
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return UNKNOWN


def _open_answer(
    question: Question, cells: pd.Series, translation: Translation, read: Callable[[str], object]
) -> None:
    answers = _by_value(cells, lambda text: pd.NA if text.casefold() in NOT_SHOWN else read(text))
    translation.unread = _is_unknown(answers)
    translation.columns[question.id] = answers.mask(translation.unread, pd.NA)


def _is_unknown(answers: pd.Series) -> pd.Series:
    return pd.Series([answer is UNKNOWN for answer in answers], answers.index)


def _offered(
    question: Question,
    cells: pd.Series,
    answers: pd.Series,
    translation: Translation,
    file: str,
    expected: str = "",
) -> pd.Series:
    """Return the answers without the unknown ones; each distinct one of these is a fault at its first row."""
    unknown = _is_unknown(answers)
    texts = [option.text for option in question.options]
    for row, cell in cells[unknown].drop_duplicates().items():
        near = difflib.get_close_matches(as_text(cell), texts, n=1, cutoff=NEAR_MISS)
        remedy = "Die Antwort im Fragebogen ergänzen oder den Export prüfen."
        if near:
            remedy = f"Gemeint ist vielleicht „{near[0]}“; den Wortlaut angleichen."
        translation.faults.append(
            InputFault(
                "Eine Antwort steht nicht im Fragebogen.",
                file=file,
                row=row,
                column=cells.name,
                found=as_text(cell),
                expected=expected or ", ".join(texts),
                remedy=remedy,
            )
        )
    return answers.mask(unknown, pd.NA)
