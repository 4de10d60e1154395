"""Dates and times as survey tools write them."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from ohv_coworking.formats.exports.answers import Answers

# An anonymised LimeSurvey export writes this instead of the time: submitted, time unknown.
ANONYMISED = "1980-01-01 00:00:00"

# Slashes: Google and SurveyMonkey write month/day/year; day/month/year only where the other fails.
FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M:%S",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%d.%m.%y %H:%M",
    "%d.%m.%y",
    "%Y/%m/%d %I:%M:%S %p",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y",
    "%m/%d/%y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
)
ZONE = re.compile(r"\s+(?:[A-ZÄÖÜ]{2,5}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)$")
MERIDIEM = re.compile(r"(?i)\b([ap])\.?\s?m\.?$")
DAY_OR_MONTH = "bei Daten wie 03/04/2024 ist nicht zu erkennen, ob Tag oder Monat vorn steht; gelesen ist der Monat vorn."
SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}\b")
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?(?:\s*Uhr)?")
FEWEST_ALIKE, MOST_ODD = 3, 0.02  # times of one format, beside which a share is odd
SERIAL_DAYS = (20_000, 80_000)  # spreadsheet day numbers of the years 1954 to 2119


def moments(answers: Answers, serials: bool = False) -> np.ndarray | None:
    """Return the answers as datetimes (NaT where none was given), or None if they are none.

    All answers must have one format; local zone names and the anonymised date are taken off.
    `serials`: numbers are a spreadsheet's day numbers, as in the notes of a tool (in an answer they are numbers).
    """
    given = [text for text in answers.distinct if text != ANONYMISED]
    if given and _written([_without_zone(given[0])]) is None and not (serials and _is_serial(given[0])):
        return None
    texts = {text: _without_zone(text) for text in given}
    if not texts:
        return np.full(answers.codes.shape, np.datetime64("NaT", "s")) if answers.distinct else None
    parsed = (
        _serials(texts.values()) if all(map(_is_serial, texts.values())) else _written(list(texts.values()))
    )
    if parsed is None:
        return None
    known = dict(zip(texts, parsed, strict=True))
    values = [known.get(text, np.datetime64("NaT", "s")) for text in answers.texts]
    return np.array(values, dtype="datetime64[s]")[answers.codes]


def unlike_the_others(answers: Answers) -> list[str]:
    """Return the few answers that the format of most others does not read; none if no format reads nearly all."""
    given = [text for text in answers.distinct if text != ANONYMISED]
    bare = list(map(_without_zone, given))
    for pattern in FORMATS:
        odd = np.flatnonzero(pd.to_datetime(bare, format=pattern, errors="coerce").isna())
        if len(odd) <= max(1, MOST_ODD * len(given)) and len(given) - len(odd) >= FEWEST_ALIKE:
            return [given[place] for place in odd]
    return []


def single_moments(answers: Answers) -> tuple[np.ndarray, list[str]]:
    """Return the answers as datetimes and those that are none; without one format for all, each in its own.

    Dates with slashes then name no day for certain: month or day may stand first.
    """
    whole = moments(answers)
    if whole is not None:
        return whole, []
    certain = [pattern for pattern in FORMATS if "/" not in pattern]
    read = {text: _written([_without_zone(text)], certain) for text in answers.distinct}
    none = np.datetime64("NaT", "s")
    values = [none if (found := read.get(text)) is None else found[0] for text in answers.texts]
    return np.array(values, dtype="datetime64[s]")[answers.codes], [
        text for text in read if read[text] is None
    ]


def day_and_month_unclear(answers: Answers) -> bool:
    """Tell whether all dates are written with slashes and no number beyond twelve says which is the day."""
    found = [SLASHES.match(text) for text in answers.distinct]
    return bool(found) and all(match and max(int(match[1]), int(match[2])) <= 12 for match in found)


def clock_times(answers: Answers) -> np.ndarray | None:
    """Return the answers as "HH:MM", or None if one of them is no time of day."""
    found = {text: CLOCK.fullmatch(text) for text in answers.distinct}
    if not found or not all(found.values()):
        return None
    return answers.mapped(lambda text: f"{int(found[text][1]):02}:{found[text][2]}" if text else None)


def _without_zone(text: str) -> str:
    if MERIDIEM.search(text):
        return MERIDIEM.sub(lambda match: match[1].upper() + "M", text)
    bare = ZONE.sub("", text)
    return MERIDIEM.sub(lambda match: match[1].upper() + "M", bare)


def _is_serial(text: str) -> bool:
    return (
        re.fullmatch(r"\d{5}(?:\.\d+)?", text) is not None and SERIAL_DAYS[0] < float(text) < SERIAL_DAYS[1]
    )


def _serials(texts: Iterable[str]) -> np.ndarray:
    seconds = np.round(np.array([float(text) for text in texts]) * 86_400).astype("timedelta64[s]")
    return np.datetime64("1899-12-30", "s") + seconds


def _written(texts: list[str], patterns: Sequence[str] = FORMATS) -> np.ndarray | None:
    if not texts[:1] or not texts[0][:1].isdigit():  # all formats begin with one
        return None
    for pattern in patterns:
        try:
            return pd.to_datetime(texts, format=pattern).to_numpy().astype("datetime64[s]")
        except ValueError:
            continue
    return None
