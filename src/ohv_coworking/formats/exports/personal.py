"""Columns that tell who answered: found by their names and by what they hold, left out by default."""

import re

from ohv_coworking.formats.exports.answers import Answers

NAMES = re.compile(
    r"(ihr(e|er)?\s+)?("
    r"e-?mail(\s*-?\s*(adresse|address))?|mail-?adresse|recipient\s?(e-?mail|first\s?name|last\s?name)"
    r"|(vor|nach|familien|zu)?name|vor- und (nach|zu)name|(first|last|full|sur)\s?name|name des respondenten"
    r"|ip(\s*-?\s*(adresse|address))?|ipaddr|ipaddress|tel(efon)?(\s*-?\s*nummer)?|handy(nummer)?|phone(\snumber)?"
    r"|(post)?anschrift|adresse|address|stra(ß|ss)e( und hausnummer)?|(location)?\s?(latitude|longitude)|breitengrad|längengrad"
    r"|geburtsdatum|date of birth|token|zugangs(code|schlüssel)|external\s?(data\s?)?reference|externe datenreferenz"
    r"|panel.?id|prolific(_| )?(p?id)?|worker_?id|participant_?id|pid|serial|ref|teilnahmecode|benutzername|user\s?name"
    r"|custom data \d+|benutzerdefinierte daten( \d+)?"
    r")\s*[:?*]?",
    re.IGNORECASE,
)
ASKS_FOR_CONTACT = re.compile(
    r"(ihre|deine|your)\s+(e-?mail|telefon|handy|phone|post-?anschrift)", re.IGNORECASE
)
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}")
ADDRESS_V4 = re.compile(r"(\d{1,3}\.){3}\d{1,3}")
PHONE = re.compile(r"(\+|00)[\d ()/-]{8,}")
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
    if NAMES.fullmatch(name.strip()):
        return True
    given = sum(answers.counts.values())
    if not given:
        return False
    ids = [text for text in answers.counts if MACHINE_ID.fullmatch(text)]
    if len(ids) >= MOST * given and any(map(str.isdigit, "".join(ids))):
        return True
    contacts = sum(count for text, count in answers.counts.items() if is_contact(text))
    return contacts >= SHARE * given or bool(contacts and ASKS_FOR_CONTACT.search(name))


def contacts_in_words(answers: Answers) -> int:
    """Return how many answers hold an e-mail address somewhere in their words."""
    return sum(count for text, count in answers.counts.items() if "@" in text and MAIL.search(text))


def is_contact(text: str) -> bool:
    """Tell whether a text is an e-mail address, an IP address or a telephone number."""
    if "@" in text:
        return MAIL.fullmatch(text) is not None
    return text[:1] in "+0123456789" and any(pattern.fullmatch(text) for pattern in (ADDRESS_V4, PHONE))
