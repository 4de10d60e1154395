"""German numbers, dates and plurals, as a reader sees them.

Locale data come from Babel (Unicode CLDR); nothing here depends on the locale of the machine.
"""

import math
import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "de_DE"
MISSING = "k. A."

# Digits after the decimal mark that a unit usually deserves; other units get none.
DECIMALS_BY_UNIT = {"%": 1, "km": 1, "km²": 1, "€/m²": 2, "h": 1, "t CO2e": 1, "Faktor": 1, "Exponent": 1}


@lru_cache(maxsize=10_000, typed=True)  # tables print the same ones again and again
def number(value: float, decimals: int = 0) -> str:
    """Return `value` with point thousands and decimal comma, rounded half away from zero, `k. A.` if missing.

    >>> number(1234.5, 1), number(62.5)
    ('1.234,5', '63')
    >>> number(-0.2)
    '0'
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return MISSING
    if math.isinf(value):
        return "unbegrenzt" if value > 0 else "−unbegrenzt"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(rounded(value, decimals), format=pattern, locale=LOCALE)
    return text.replace("-", "−")


def rounded(value: float, decimals: int = 0) -> Decimal:
    """Return a finite number rounded half away from zero, as German readers round; -0 becomes 0.

    Fifteen digits are what a float holds of a decimal number: 100 × 0,285 is 28,5, not 28,499999999999996.

    >>> rounded(48.5), rounded(-0.125, 2), rounded(100 * 0.285)
    (Decimal('49'), Decimal('-0.13'), Decimal('29'))
    """
    return Decimal(f"{float(value):.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


# What the study counts: plural, as units are stored, and singular.
SINGULAR = {
    "Annahmen": "Annahme", "Antworten": "Antwort", "Arbeitsplätze": "Arbeitsplatz", "Bedingungen": "Bedingung",
    "Bestandteile": "Bestandteil", "Dateien": "Datei", "Einträge": "Eintrag", "Fälle": "Fall", "Gemeinden": "Gemeinde", "Hinweise": "Hinweis", "Jahre": "Jahr",
    "Kennzahlen": "Kennzahl", "Monate": "Monat", "Monatsentgelte": "Monatsentgelt", "Monatsmieten": "Monatsmiete",
    "Monatspreise": "Monatspreis", "Möglichkeiten": "Möglichkeit", "Nutzungstage": "Nutzungstag", "Organisationen": "Organisation", "Pakete": "Paket", "Personen": "Person",
    "Platztage": "Platztag", "Plätze": "Platz", "Programme": "Programm", "Prozentpunkte": "Prozentpunkt",
    "Punkte": "Punkt", "Regeln": "Regel", "Risiken": "Risiko", "Räume": "Raum", "Schritte": "Schritt", "Standorte": "Standort",
    "Stellen": "Stelle", "Stunden": "Stunde", "Städte": "Stadt", "Tage": "Tag", "Termine": "Termin", "Träger": "Träger",
    "Verträge": "Vertrag", "Warnzeichen": "Warnzeichen", "Vollzeitstellen": "Vollzeitstelle", "Wege": "Weg", "Werte": "Wert", "Wochen": "Woche",
}  # fmt: skip


def quantity(value: float, unit: str = "", decimals: int | None = None, dative: bool = False) -> str:
    """Return `value` with its unit, joined by a no-break space; `dative` is the case behind „mit“ and „von“.

    >>> quantity(12.345, "%")
    '12,3\\xa0%'
    >>> quantity(2, "Tage je Woche", dative=True)
    '2\\xa0Tagen je Woche'
    """
    if decimals is None:
        decimals = DECIMALS_BY_UNIT.get(unit, 0)
    text = number(value, decimals)
    noun, space, rest = unit.partition(" ")
    if noun in SINGULAR:
        unit = (SINGULAR[noun] if text == "1" else dative_plural(noun) if dative else noun) + space + rest
    return f"{text}\N{NO-BREAK SPACE}{unit}" if unit and text != MISSING else text


def dative_plural(noun: str) -> str:
    """Return the dative of a noun in the plural.

    >>> dative_plural("Arbeitsplätze"), dative_plural("Personen")
    ('Arbeitsplätzen', 'Personen')
    """
    return noun if noun.endswith(("n", "s")) else noun + "n"


def day(value: date) -> str:
    """Return a date as `31.12.2020`."""
    return format_date(value, "dd.MM.yyyy", locale=LOCALE)


def month(value: date) -> str:
    """Return a month as `März 2021`."""
    return format_date(value, "MMMM yyyy", locale=LOCALE)


def plural(count: float, singular: str, many: str) -> str:
    """Return the count with the fitting noun: `1 Ort`, `3 Orte`."""
    return f"{number(count)}\N{NO-BREAK SPACE}{singular if count == 1 else many}"


def enumeration(words: list[str], last: str = "und") -> str:
    """Join words as in a sentence: `Velten, Hennigsdorf und Oranienburg`."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def alphabetic(word: str) -> str:
    """Return what a word is ordered by, as in a German dictionary: ä like a, ß like ss.

    >>> sorted(["Zossen", "Päwesin", "Putlitz", "Ölsa"], key=alphabetic)
    ['Ölsa', 'Päwesin', 'Putlitz', 'Zossen']
    """
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


CLASS = re.compile(r"(\d+) (?:bis (\d+) (\w+)|(\w+) und (?:älter|mehr))")


def taken_together(classes: list[str]) -> str:
    """Return the name of classes taken together; neighbouring ones become one, as 65–74 and 75+ become 65+.

    >>> taken_together(["65 bis 74 Jahre", "75 Jahre und älter"]), taken_together(["Hennigsdorf", "Velten"])
    ('65 Jahre und älter', 'Hennigsdorf und Velten')
    """
    read = [CLASS.fullmatch(one) for one in classes]
    if len(read) < 2 or not all(read):
        return enumeration(classes)
    if any(before[2] is None or int(before[2]) + 1 != int(after[1]) for before, after in pairwise(read)):
        return enumeration(classes)
    first, last = read[0][1], classes[-1]
    return last.replace(read[-1][1], first, 1)
