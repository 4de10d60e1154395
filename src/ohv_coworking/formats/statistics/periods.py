"""Periods as offices write them, told as ISO text: a day, a month or a year."""

import re
from datetime import date

from ohv_coworking.reading.grid import as_text

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
MONTH = re.compile(rf"({'|'.join(MONTHS)}) (\d{{4}})")
DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
# School years stay as they are; a semester is told by its months, a quarter by its number.
SCHOOL_YEAR = re.compile(r"(?:Schuljahr )?(\d{4}/(?:\d\d|\d{4}))")
SEMESTER = re.compile(r"(?:WS|WiSe|Wintersemester) (\d{4})/(\d{2}|\d{4})|(?:SS|SoSe|Sommersemester) (\d{4})")
QUARTER = re.compile(r"(?:(\d)\.|(I{1,3}|IV)\.?) ?(?:Quartal|Vj\.?|Vierteljahr) (\d{4})")
ROMAN = ("I", "II", "III", "IV")
ISO = re.compile(r"\d{4}-\d{2}(-\d{2})?")
YEAR = re.compile(r"(?:Jahr )?((?:18|19|20)\d\d)")
TIME_WORDS = {"Stichtag", "Jahr", "Jahre", "Zeit", "Monat", "Monate", "Quartal", "Schuljahr", "Semester"}
ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def period_of(cell: object) -> str | None:
    """Return the period a cell names, None if it names none.

    >>> period_of("31.12.2018"), period_of("Juni 2023"), period_of(2014.0), period_of("Insgesamt")
    ('2018-12-31', '2023-06', '2014', None)
    >>> period_of("2021/22"), period_of("1. Quartal 2023"), period_of("WS 2022/23")
    ('2021/22', '2023-Q1', '2022-10/2023-03')
    """
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    text = as_text(cell).removeprefix("am ")
    if found := DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        return f"{year}-{month:02}-{day:02}" if month <= 12 and day <= 31 else None
    if found := MONTH.fullmatch(text):
        return f"{found[2]}-{MONTHS.index(found[1]) + 1:02}"
    if found := YEAR.fullmatch(text) or SCHOOL_YEAR.fullmatch(text):
        return found[1]
    if found := QUARTER.fullmatch(text):
        return f"{found[3]}-Q{found[1] or ROMAN.index(found[2]) + 1}"
    if found := SEMESTER.fullmatch(text):
        winter, end, summer = found.groups()
        return f"{summer}-04/{summer}-09" if summer else f"{winter}-10/{winter[: 4 - len(end)]}{end}-03"
    return text if ISO.fullmatch(text) else None


def is_part_of_year(cell: object) -> bool:
    """Tell whether a cell names a month or quarter whose year stands elsewhere."""
    return period_of(f"{as_text(cell)} 2000") is not None and period_of(cell) is None


def period_in(text: str) -> str | None:
    """Return the one period named within a sentence, None if it names none or several.

    >>> period_in("Gebietsstand: 31.12.2018"), period_in("2014 und 2015")
    ('2018-12-31', None)
    """
    pattern = _pattern(text)
    found = {found[0] for found in pattern.finditer(text)} if pattern else set()
    return period_of(found.pop()) if len(found) == 1 else None


def without_period(text: str) -> str:
    """Return the sentence without the period it names.

    >>> without_period("Fläche am 31.12.2015, Zensus 2011")
    'Fläche, Zensus 2011'
    """
    pattern = _pattern(text)
    return (
        " ".join(re.sub(rf"(\b(?:am|zum|im) )?{pattern.pattern}", "", text).split()).replace(" ,", ",")
        if pattern
        else text
    )


def _pattern(text: str) -> re.Pattern[str] | None:
    """Return the most precise kind of period the sentence names."""
    return next((pattern for pattern in (DAY, MONTH, ANY_YEAR) if pattern.search(text)), None)
