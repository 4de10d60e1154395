"""Group open answers by lists of keywords, so that they can be counted without being shown."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from ohv_coworking.basics.records import Record

OTHER = "Sonstiges"
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


class Keyword(Record):
    """A word that puts an open answer into a group."""

    table = "answer_groups"
    identity = ("group", "keyword")

    group: str
    keyword: str


def touched_groups(answers: pd.Series, keywords: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return which groups each answer belongs to: one column of True and False a group, `Sonstiges` for none.

    A keyword is found at the beginning of a word ("Park" in "Parkplatz"), with a star before it anywhere in a word
    ("*park" in "Fahrradparkhaus"). Capitals and the spelling of umlauts and ß make no difference. An empty answer
    belongs to no group.

    >>> group_answers(pd.Series(["Ruhe und WLAN"]), {"Technik": ["wlan"]}).to_dict("list")
    {'Technik': [True], 'Sonstiges': [False]}
    """
    text = answers.astype("string").fillna("").map(_plain)
    groups = pd.DataFrame(
        {group: text.str.contains(_pattern(words)) for group, words in keywords.items()}, index=answers.index
    ).astype(bool)
    groups[OTHER] = ~groups.any(axis=1) & text.str.contains(r"\w")
    return groups


def _plain(text: str) -> str:
    return text.casefold().translate(UMLAUTS)


def _pattern(words: Sequence[str]) -> str:
    """Return one pattern for all keywords of a group; without a keyword nothing matches."""
    parts = [
        ("" if word.startswith("*") else r"\b") + re.escape(_plain(word.lstrip("*").strip()))
        for word in words
        if word.strip("* ")
    ]
    return "|".join(parts) or r"(?!)"
