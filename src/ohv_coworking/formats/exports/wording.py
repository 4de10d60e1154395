"""Texts of headers and options, freed of what only the tool put into them."""

import html
import re
import unicodedata

TAGS = re.compile(r"<[^<>]*>")


def plain(text: str) -> str:
    """Return a header text without HTML tags and entities, white space joined."""
    return " ".join(html.unescape(TAGS.sub(" ", text)).split())


def normal(text: str) -> str:
    """Return text as it is compared: without markup, case, outer punctuation and differences in white space.

    >>> normal(" Wo&nbsp;wohnen <b>Sie</b>? *")
    'wo wohnen sie'
    """
    bare = unicodedata.normalize("NFKC", plain(text))
    return " ".join(bare.casefold().split()).strip(" .:;,?!*\"'„“”")
