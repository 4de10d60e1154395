"""Periods as offices write them, told as ISO text: a day, a week, a month, a quarter, half a year, a school year, a semester or a year."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.grid import Grid, as_text

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
NUMBERED = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
NUMBERED |= {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"mrz": 3, "sept": 9}
NAMED = "|".join(sorted(NUMBERED, key=len, reverse=True))
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
OF_YEAR = r"(?:Schuljahr|Studienjahr|Ausbildungsjahr|SJ)"
PLAIN = r"(?:Jahr|Kalenderjahr|Haushaltsjahr|Berichtsjahr|Geschäftsjahr|Stand:?|Stichtag:?)"
TIME_WORDS = {"Stichtag", "Jahr", "Jahre", "Zeit", "Monat", "Monate", "Quartal", "Schuljahr", "Semester"}
SHORT = re.compile(r"([1-9]|1[0-2])/((?:19|20)\d\d)")  # a month, or a quarter
SHORT_FORM = "1/1111"
MONTHLY, QUARTERLY = (
    re.compile(rf"(?:{words}).*", re.IGNORECASE) for words in ("Monat", "Quartal|Vierteljahr|Vj")
)
# The day of the boundaries, which need not be the day of the figures.
TERRITORY = re.compile(
    rf"\bGebietsst[\w.]*(?: am| vom| zum|:)? ?(?:\d{{1,2}}\. ?(?:\d{{1,2}}\.|{NAMED}) ?\d{{2,4}}|\d{{4}})",
    re.IGNORECASE,
)
ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _day(day: str, month: str, year: str) -> str | None:
    number = NUMBERED.get(month.lower()) or int(month)
    whole = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    try:
        return date(whole, number, int(day)).isoformat()
    except ValueError:
        return None


def _quarter(number: str, year: str) -> str | None:
    place = ROMAN.get(number.upper()) or int(number)
    return f"{year}-Q{place}" if place <= 4 else None


def _half(number: str, year: str) -> str | None:
    place = ROMAN.get(number.upper()) or int(number)
    return {1: f"{year}-01/{year}-06", 2: f"{year}-07/{year}-12"}.get(place)


def _week(number: str, year: str) -> str | None:
    try:
        return "/".join(date.fromisocalendar(int(year), int(number), day).isoformat() for day in (1, 7))
    except ValueError:
        return None


def _semester(word: str, year: str, end: str | None) -> str | None:
    first = int(year) if len(year) == 4 else 2000 + int(year)
    if word.lower() in ("ss", "sose", "sommersemester"):
        return None if end else f"{first}-04/{first}-09"
    return None if end and int(end) % 100 != (first + 1) % 100 else f"{first}-10/{first + 1}-03"


# The most precise first: within a sentence it decides what is looked for.
KINDS: tuple[tuple[re.Pattern[str], Callable[..., str | None]], ...] = tuple(
    (re.compile(rf"(?<![\w./])(?:{pattern})(?![\w/])", re.IGNORECASE), told)
    for pattern, told in (
        (r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d\d)", _day),
        (rf"(\d{{1,2}})\. ?({NAMED})\.? (\d{{4}})", _day),
        (r"(\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?)", str),
        (rf"({NAMED})\.?[ /-]?(\d{{4}})", lambda name, year: f"{year}-{NUMBERED[name.lower()]:02}"),
        (r"(0[1-9]|1[0-2])/(\d{4})", lambda month, year: f"{year}-{month}"),
        (r"(?:KW|Kalenderwoche) ?(\d{1,2})[ /]?(\d{4})", _week),
        (r"([1-4]|I{1,3}|IV)\.? ?(?:Quartal|Vj\.?|Vierteljahr)[ /]?(\d{4})", _quarter),
        (r"(?:Q|Quartal )([1-4])[ /-]?(\d{4})", _quarter),
        (r"(\d{4})[ /-]?Q([1-4])", lambda year, number: _quarter(number, year)),
        (r"([12]|I{1,2})\.? ?(?:Halbjahr|Hj\.?)[ /]?(\d{4})", _half),
        (r"(WS|WiSe|Wintersemester|SS|SoSe|Sommersemester) ?(\d{4}|\d\d)(?:/(\d{4}|\d\d))?", _semester),
        (rf"(?:{OF_YEAR} )?(\d{{4}}/(?:\d{{4}}|\d\d))(?: {OF_YEAR})?", str),
        (r"(\d{4}) ?[-–] ?(\d{4})", lambda first, last: f"{first}/{last}" if first < last else None),
        (r"(\d{4})-(\d\d)", lambda first, last: f"{first}/{last}"),
        (r"(?:Jahresende|Ende) (\d{4})", lambda year: f"{year}-12-31"),
        (rf"(?:{PLAIN} )?((?:18|19|20)\d\d)", str),
    )
)  # fmt: skip


def period_of(cell: object) -> str | None:
    """Return the period a cell names, None if it names none.

    >>> period_of("31.12.2018"), period_of("Juni 2023"), period_of(2014.0), period_of("Insgesamt")
    ('2018-12-31', '2023-06', '2014', None)
    >>> period_of("2021/22"), period_of("1. Quartal 2023"), period_of("WS 2022/23")
    ('2021/22', '2023-Q1', '2022-10/2023-03')
    >>> period_of("2023-Q1"), period_of("SoSe 2024"), period_of("2. Halbjahr 2022"), period_of("31.02.2023")
    ('2023-Q1', '2024-04/2024-09', '2022-07/2022-12', None)
    """
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    text = as_text(cell).strip().removeprefix("am ")
    if not any(map(str.isdigit, text[-5:])) and not text.lower().endswith(("jahr", "sj")):
        return None
    return next((told(*found.groups()) for kind, told in KINDS if (found := kind.fullmatch(text))), None)


def told_apart(grid: Grid) -> Grid:
    """Return the grid with cells like 4/2022 written as the month or quarter that they are.

    Numbers above four are months; else a word of the table's head says it. Raises `InputFault` where nothing does.
    """
    places = [place for place, column in enumerate(grid.columns) if SHORT_FORM in column.shapes.forms]
    found = [
        (place, short)
        for place in places
        for value in grid.columns[place].values
        if (short := SHORT.fullmatch(as_text(value)))
    ]
    if not found:
        return grid
    monthly, quarterly = (any(map(words.fullmatch, grid.texts())) for words in (MONTHLY, QUARTERLY))
    monthly |= max(int(short[1]) for _, short in found) > len(ROMAN)
    if not monthly and not quarterly:
        place, short = found[0]
        column = grid.columns[place]
        raise InputFault(
            "Ob ein Zeitraum ein Monat oder ein Vierteljahr ist, sagt die Datei nicht.",
            **grid.place,
            row=next(row for row in range(grid.height) if as_text(column.cell(row)) == short[0]) + 1,
            found=short[0],
            expected=f"0{short[0]} für den Monat oder Q{short[0]} für das Vierteljahr",
            remedy="Die Zeiträume so schreiben, oder der Spalte die Überschrift Monat oder Quartal geben.",
        )
    sign = "0" if monthly else "Q"
    columns = list(grid.columns)
    for place in places:
        columns[place] = columns[place].renamed(
            [
                f"{sign}{short[0]}"
                if (short := SHORT.fullmatch(as_text(value))) and len(short[1]) == 1
                else value
                for value in columns[place].values
            ]
        )
    return replace(grid, columns=columns)


def is_part_of_year(cell: object) -> bool:
    """Tell whether a cell names a month or quarter whose year stands elsewhere."""
    text = as_text(cell).strip()
    return bool(text) and period_of(f"{text} 2000") is not None and period_of(cell) is None


def period_in(text: str) -> str | None:
    """Return the one period named within a sentence, None if it names none or several.

    >>> period_in("Gebietsstand: 31.12.2018"), period_in("2014 und 2015"), period_in("Schüler, 1. Quartal 2023")
    ('2018-12-31', None, '2023-Q1')
    """
    pattern = _pattern(text)
    found = {found[0] for found in pattern.finditer(text)} if pattern else set()
    return period_of(found.pop()) if len(found) == 1 else None


def period_of_figures(texts: Iterable[str]) -> str:
    """Return the period that the first of the texts names apart from the day of its territory, else that day; "" for none.

    >>> period_of_figures(["Gemeinden, Gebietsstand 01.01.2026, Bevölkerung am 31.12.2024"])
    '2024-12-31'
    """
    texts = list(texts)
    told = (period_in(TERRITORY.sub("", text)) for text in texts)
    return next(filter(None, [*told, *map(period_in, texts)]), "")


def day_within(text: str) -> str:
    """Return the day of the figures that a heading names beside other words; "" for none.

    >>> day_within("Bevölkerung am 31.12.2024"), day_within("Zensus 2022"), day_within("Gebietsstand 01.01.2026")
    ('2024-12-31', '', '')
    """
    found = period_in(TERRITORY.sub("", text)) or ""
    return found if len(found) == len("2024-12-31") and "/" not in found else ""


def without_period(text: str) -> str:
    """Return the sentence without the period it names.

    >>> without_period("Fläche am 31.12.2015, Zensus 2011")
    'Fläche, Zensus 2011'
    """
    pattern = _pattern(text)
    if not pattern:
        return text
    bare = " ".join(re.sub(rf"(\b(?:am|zum|im) )?{pattern.pattern}", "", text).split())
    return bare.replace(" ,", ",").replace("()", "").strip()


def _pattern(text: str) -> re.Pattern[str] | None:
    """Return the most precise kind of period the sentence names."""
    if not ANY_YEAR.search(text) and not any(map(str.isdigit, text)):
        return None
    return next(
        (kind for kind, _ in KINDS if any(period_of(found[0]) for found in kind.finditer(text))), None
    )
