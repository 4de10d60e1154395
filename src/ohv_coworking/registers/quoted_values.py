"""Values of cited rows in German: the files of single facts keep the words and the points of their collectors."""

import re
from collections.abc import Mapping

from ohv_coworking.basics.german import number

# What stands in the units of the files, word by word; others stay as they are.
_WORDS = {
    "persons": "Personen", "thousand": "Tsd.", "million": "Mio.", "billion": "Mrd.", "percent": "%", "eur": "€", "m2": "m²", "m3": "m³", "km2": "km²", "pkm": "Personenkilometer", "day": "Tag", "month": "Monat",
    "year": "Jahr", "hour": "Stunde", "hours": "Stunden", "minutes": "Minuten", "weeks": "Wochen", "week": "Woche", "months": "Monate",
    "years": "Jahre", "desk": "Platz", "desks": "Plätze", "seat": "Platz", "seats": "Plätze", "rented": "vermieteten",
    "workplace": "Arbeitsplatz", "workplaces": "Arbeitsplätze", "spaces": "Räume", "rooms": "Räume", "places": "Plätze", "sites": "Orte",
    "members": "Mitglieder", "member": "Mitglied", "users": "Nutzende", "user": "nutzende Person", "companies": "Betriebe",
    "inhabitants": "Einwohner", "taxpayers": "Steuerpflichtige", "cases": "Fälle", "cars": "Autos", "jobs": "Stellen",
    "municipalities": "Gemeinden", "vacancies": "offene Stellen", "flats": "Wohnungen", "houses": "Häuser", "gross": "brutto",
    "net": "netto", "per": "je", "units": "Einheiten", "events": "Veranstaltungen",
    "conversations": "Gespräche", "interviews": "Gespräche", "steps": "Stufen", "types": "Typen", "factor": "Faktor", "100,000": "100.000", "1000": "1.000", "10000": "10.000",
}  # fmt: skip
_WHOLE = {
    "percentage_points": "Prozentpunkte", "percent of gross pay": "% vom Bruttolohn", "percent of workplaces": "% der Arbeitsplätze",
    "percent of a month's pay": "% eines Monatslohns", "monthly costs": "Kosten eines Monats", "fixed tenants": "feste Mietende",
    "municipal_units": "Verwaltungseinheiten", "growth_centres": "Wachstumskerne",
    "practically no open-space use": "praktisch nicht im offenen Bereich",
}  # fmt: skip
_BREAKS = re.compile(r"([ _/]|(?<=per)(?=\d))")


def german_unit(unit: str) -> str:
    """Return a unit of a file of single facts in German.

    >>> german_unit("EUR/m2/month"), german_unit("thousand_persons"), german_unit("g CO2e/pkm")
    ('€ je m² je Monat', 'Tsd. Personen', 'g CO2e je Personenkilometer')
    """
    if unit in _WHOLE:
        return _WHOLE[unit]
    parts = (
        {"/": " je ", "_": " "}.get(part, _WORDS.get(part.lower(), part)) for part in _BREAKS.split(unit)
    )
    return "".join(parts)


def german_value(held: Mapping[str, str]) -> str:
    """Return the value of a cited row with its ends and its unit; one end alone is a limit.

    >>> german_value({"value": "12.8", "unit": "percent"}), german_value({"high": "50000", "unit": "EUR"})
    ('12,8 %', 'höchstens 50.000 €')
    >>> german_value({"low": "2", "value": "3", "high": "4", "unit": "months"})
    '3 (2 bis 4) Monate'
    """
    low, value, high = (_written(held.get(one, "")) for one in ("low", "value", "high"))
    limits = [f"{word} {end}" for word, end in (("mindestens", low), ("höchstens", high)) if end]
    ends = f"{low} bis {high}" if len(limits) == 2 else "".join(limits)
    told = f"{value} ({ends})" if value and ends else value or ends
    return " ".join(filter(None, [told, german_unit(held.get("unit", ""))]))


def _written(text: str) -> str:
    """Return a number as written, with a comma and points; what is none stays."""
    written = re.fullmatch(r"-?\d+(?:\.(\d+))?", text)
    return number(float(text), len(written[1] or "")) if written else text
