"""Columns that tell who answered: found by their names and by what they hold, left out by default."""

import ipaddress
import re

from ohv_coworking.formats.exports.answers import Answers

NAMES = re.compile(
    r"((ihr|dein)(e|er)?\s+)?("
    r"e-?mail(\s*-?\s*(adresse|address))?|mail-?adresse|recipient\s?(e-?mail|first\s?name|last\s?name)"
    r"|(vor|nach|familien|zu)?name[n]?|vor- und (nach|zu)name|(first|last|full|sur)\s?name|name des respondenten"
    r"|wie hei(ß|ss)en sie|ansprechpartner(in|/in|:in|\*in)?|ansprechperson|kontakt(daten|person|adresse|möglichkeit)?|erreichbar(keit)? (unter|über)"
    r"|ip(v[46])?(\s*-?\s*(adresse|address))?|ipaddr|ipaddress|tel(efon)?(\s*-?\s*nummer)?|tel\.|(tele)?fax(nummer)?|rufnummer"
    r"|handy(nummer)?|mobil(nummer|telefon|funknummer)?|phone(\snumber)?"
    r"|((post|wohn|privat)?anschrift|(wohn|post|privat)?adresse)|address|stra(ß|ss)e|hausnummer|hausnr\.?|(location)?\s?(latitude|longitude)|breitengrad|längengrad"
    r"|gps(-?koordinaten)?|geburts(datum|tag)|date of birth|iban|bic|kontonummer|bankverbindung|kfz(-?kennzeichen)?|kennzeichen"
    r"|token|zugangs(code|schlüssel)|external\s?(data\s?)?reference|externe datenreferenz"
    r"|panel.?id|prolific(_| )?(p?id)?|worker_?id|participant_?id|pid|serial|ref|teilnahmecode|benutzername|user\s?name"
    r"|custom data \d+|benutzerdefinierte daten( \d+)?"
    r")",
    re.IGNORECASE,
)
# What stands around such a word: a question's code, "(freiwillig)", "bitte angeben", signs.
AROUND = re.compile(
    r"^[A-Z]\w*[.:]\s+|\((freiwillig|optional|pflicht(feld|angabe)?|bitte angeben|falls gewünscht|für rückfragen)\)|^(bitte )?(geben sie|nennen sie)( bitte)?"
    r"|[\s:?*!.]+$|\s+(an|ein)$|[/:*_]-?in(nen)?$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:[,/;&+]|\bund\b|\boder\b|\bbzw\.)\s*", re.IGNORECASE)
ASKS_FOR_CONTACT = re.compile(
    r"(ihre|deine|your)\s+(e-?mail|telefon|handy|phone|post-?anschrift)", re.IGNORECASE
)
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}")
ADDRESS_V4 = re.compile(r"(\d{1,3}\.){3}\d{1,3}")
# With the country, with a cut behind the area code, or a mobile one; other digits in a row are keys.
PHONE = re.compile(r"(\+|00)[\d ()/-]{8,}|\(?0\d{2,5}\)?\s?[ /-]\s?\d[\d -]{3,}\d|01[5-7]\d{8,9}")
IBAN = re.compile(r"[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,4})?")
IN_WORDS = re.compile(rf"(?<![\w+/])({PHONE.pattern}|{IBAN.pattern})(?![\w/])")
# What programs give persons as ids: hexadecimal digits, UUIDs, other long mixtures of letters and digits.
MACHINE_ID = re.compile(
    r"[0-9a-f]{16,64}|\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?|(?=(.*\d){3})(?=(.*[a-z]){3})[\w-]{16,64}",
    re.IGNORECASE,
)
SHARE = 0.3
MOST = 0.9


def is_personal(name: str, answers: Answers) -> bool:
    """Tell whether a column names or locates persons: by its header, or by a third of its answers.

    A column that only repeats a word such as "anonymous" holds nobody's data but is left out all the same.
    """
    if names_persons(name):
        return True
    given = sum(answers.counts.values())
    if not given:
        return False
    ids = [text for text in answers.counts if MACHINE_ID.fullmatch(text)]
    if len(ids) >= MOST * given and any(map(str.isdigit, "".join(ids))):
        return True
    contacts = sum(count for text, count in answers.counts.items() if is_contact(text))
    return contacts >= SHARE * given or bool(contacts and ASKS_FOR_CONTACT.search(name))


def names_persons(heading: str) -> bool:
    """Tell whether a heading asks for nothing but who somebody is or how to reach them.

    >>> names_persons("Telefon (freiwillig)"), names_persons("Name, Vorname"), names_persons("Wie wichtig ist Ihnen ein Telefonraum?")
    (True, True, False)
    """
    before, bare = "", heading.strip()
    while bare != before:
        before, bare = bare, AROUND.sub("", bare).strip()
    parts = [part for part in BETWEEN.split(bare) if part]
    return bool(parts) and all(map(NAMES.fullmatch, parts))


def contacts_in_words(answers: Answers) -> int:
    """Return how many answers hold an e-mail address, a telephone number or an IBAN somewhere in their words."""
    return sum(
        count
        for text, count in answers.counts.items()
        if ("@" in text and MAIL.search(text)) or IN_WORDS.search(text)
    )


def is_contact(text: str) -> bool:
    """Tell whether a text is an e-mail address, an IP address, a telephone number or an IBAN."""
    if "@" in text:
        return MAIL.fullmatch(text) is not None
    if text.count(":") >= 2:
        return _is_address_v6(text)
    return any(pattern.fullmatch(text) for pattern in (ADDRESS_V4, PHONE, IBAN))


def _is_address_v6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text.partition("%")[0])
    except ValueError:
        return False
    return True
