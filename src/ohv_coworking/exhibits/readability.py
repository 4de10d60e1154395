"""How hard a German text is to read: Wiener Sachtextformel and Flesch's reading ease for German (Amstad)."""

import re
from dataclasses import dataclass

from ohv_coworking.basics import german
from ohv_coworking.exhibits.notebook_cells import TextFault
from ohv_coworking.exhibits.text_checks import sentences

# Einfache Sprache is written for people who read like pupils of the sixth class.
PLAIN_GRADE = 6.0
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+|\d[\d.,]*")
_VOWELS = re.compile(r"äu|au|eu|ei|ai|ie|aa|ee|oo|[aeiouäöüy]")
_LONG = 6  # letters that a word may have without being long


@dataclass(frozen=True)
class Readability:
    """`grade`: the class at school that can read it (first Wiener Sachtextformel, about 4 to 15); `ease`: Amstad, 0 hard to 100 easy."""

    grade: float
    ease: float


def syllables(word: str) -> int:
    """Return about how many syllables a German word has: its groups of vowels, at least one; a number has one.

    >>> [syllables(word) for word in ("Haus", "Bibliothek", "Betreuung", "21.900")]
    [1, 4, 3, 1]
    """
    return max(len(_VOWELS.findall(word.lower())), 1)


def readability(text: str) -> Readability:
    """Return how hard a plain text is; raise ValueError for one without a word.

    Wiener Sachtextformel 1 (Bamberger und Vanecek 1984): 0,1935 MS + 0,1672 SL + 0,1297 IW - 0,0327 ES - 0,875 with the share
    of words of three syllables and more, words a sentence, share of words of more than six letters, share of words of one
    syllable, shares in percent. Amstad (1978): 180 - SL - 58,5 syllables a word.
    """
    words = _WORD.findall(text)
    if not words:
        raise ValueError("a text without words has no readability")
    counts = [syllables(word) for word in words]
    share = 100 / len(words)
    many, one = share * sum(count >= 3 for count in counts), share * sum(count == 1 for count in counts)
    long = share * sum(len(word) > _LONG for word in words)
    words_a_sentence = len(words) / max(sentences(text), 1)
    grade = 0.1935 * many + 0.1672 * words_a_sentence + 0.1297 * long - 0.0327 * one - 0.875
    return Readability(grade, 180 - words_a_sentence - 58.5 * sum(counts) / len(words))


def plain_text(told: str) -> str:
    """Return the words of a text as it is shown; a heading or an item of a list ends like a sentence."""
    bare = re.sub(r"<[^>]*>", "", told).replace("*", "")
    lines = (re.sub(r"^(#+|-|\d+\.)\s+", "", line.strip()) for line in bare.splitlines())
    return " ".join(line if line[-1] in ".!?:" else f"{line}." for line in lines if line)


def require_plain(told: str) -> None:
    """Raise `TextFault` for a text, as it is shown, that is harder than `PLAIN_GRADE`."""
    found = readability(plain_text(told))
    if found.grade > PLAIN_GRADE:
        raise TextFault(
            "Ein Text in Einfacher Sprache ist zu schwer.",
            found=f"Stufe {german.number(found.grade, 1)} nach der Wiener Sachtextformel",
            expected=f"höchstens Stufe {german.number(PLAIN_GRADE)}",
            remedy="Kürzere Sätze und kürzere Wörter, oder ein schweres Wort erklären.",
        )
