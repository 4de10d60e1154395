"""What a reader of the answers to one question should know: set aside, doubtful, or telling who answered."""

import re
from collections.abc import Callable, Mapping

from ohv_coworking.basics.german import enumeration, plural
from ohv_coworking.formats.exports.answers import Answers, periods, postcodes
from ohv_coworking.formats.exports.codebook import CodebookQuestion, QuestionType
from ohv_coworking.formats.exports.lists import like_lists
from ohv_coworking.formats.exports.moments import DAY_OR_MONTH, day_and_month_unclear
from ohv_coworking.formats.exports.personal import contacts_in_words
from ohv_coworking.formats.exports.tidy import POSTCODE

# What a spreadsheet makes of 1-9, 10-49, 3-4: "01. Sep", "Okt 49", "3-Apr", or a whole date.
MONTH = r"(Jan|Feb|M[aä]r|Mrz|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[kc]t|Nov|De[zc])[a-z]{0,7}"
MADE_A_DATE = re.compile(
    rf"\d{{1,2}}\.?[ -]?{MONTH}\.?|{MONTH}\.?[ -]\d{{1,4}}|\d{{4}}-\d\d-\d\d( 00:00:00)?", re.IGNORECASE
)
SHORT_POSTCODE = re.compile(r"[0-9]{4}")
MOST_SHOWN = 5


def remarks_on(question: CodebookQuestion, given: Mapping[str, Answers]) -> list[str]:
    """Return German sentences on a question's answers by column."""
    said = [text for text in (_set_aside(question), *_doubts(question, given)) if text]
    return [f"Frage „{question.text}“: {text}" for text in said]


def _set_aside(question: CodebookQuestion) -> str:
    if not question.unclear:
        return ""
    rows = ", ".join(f"Zeile {row} „{text}“" for row, _, text in question.unclear[:MOST_SHOWN])
    count = len(question.unclear) - MOST_SHOWN
    more = f" und {count} weitere" if count > 0 else ""
    kind = (
        "kein eindeutiger Betrag"
        if question.type == QuestionType.PRICE
        else "anders als alle übrigen Antworten"
    )
    return f"{kind} und daher fehlend: {rows}{more}."


def _doubts(question: CodebookQuestion, given: Mapping[str, Answers]) -> list[str]:
    told = []
    worded = question.type in (QuestionType.TEXT, QuestionType.SINGLE)
    if worded and (found := sum(map(contacts_in_words, given.values()))):
        told.append(
            f"{found} offene Antworten nennen eine E-Mail-Adresse, eine Telefonnummer oder eine IBAN."
        )
    if question.type == QuestionType.DATE and any(map(day_and_month_unclear, given.values())):
        told.append(DAY_OR_MONTH)
    elif worded:
        short = _matching(given, SHORT_POSTCODE.fullmatch)
        if short and all(map(postcodes, given.values())) and POSTCODE.search(question.text):
            told.append(
                f"{plural(sum(short.values()), 'Postleitzahl hat', 'Postleitzahlen haben')} nur vier Ziffern, zuerst {next(iter(short))}; "
                "eine Null ist davor ergänzt, die eine Tabellenkalkulation gestrichen haben dürfte."
            )
        if dates := _matching(given, MADE_A_DATE.fullmatch):
            told.append(
                f"{plural(sum(dates.values()), 'Antwort sieht', 'Antworten sehen')} aus wie ein Datum, zuerst „{next(iter(dates))}“: "
                "vermutlich hat eine Tabellenkalkulation Bereiche wie 1-9 umgewandelt. Den Export neu erstellen und nicht dort öffnen."
            )
        lists = [text for answers in given.values() for text in like_lists(answers)]
        if lists:
            told.append(
                f"Antworten wie „{lists[0]}“ nennen vermutlich mehrere Möglichkeiten; sie sind als Ganzes gezählt."
            )
        named = periods(*given.values()) if len(given) == 1 else {}
        if len(named) > 1:
            shown = enumeration([f"{period.capitalize()} {count}-mal" for period, count in named.items()])
            told.append(
                f"die Beträge gelten für verschiedene Zeiträume ({shown}) und sind deshalb nicht als Zahlen gelesen."
            )
    return told


def _matching(given: Mapping[str, Answers], fits: Callable[[str], object]) -> dict[str, int]:
    return {text: count for answers in given.values() for text, count in answers.counts.items() if fits(text)}
