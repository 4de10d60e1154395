"""The numbers under which a reader finds what is published: key figures K1, K2, …, tables and series R1, R2, …

Rules that only say yes or no have none: no reader sees them, and what they decide stands among the claims.
They follow the order of the chapters and, within one, that of publishing: the same build, the same numbers.
"""

from collections.abc import Mapping

from ohv_coworking.exhibits.ledger import Ledger

PARAMETERS_OF_THE_EDITION = "study"


def reference_numbers(ledger: Ledger) -> dict[str, str]:
    """Return the number of each key figure and frame of the chapters by its reference, parameters of the edition apart."""
    chapters = [chapter for name, chapter in ledger.items() if name != PARAMETERS_OF_THE_EDITION]
    figures = [
        one.reference
        for chapter in chapters
        for one in chapter.figures.values()
        if not isinstance(one.value, bool)
    ]
    frames = [one.reference for chapter in chapters for one in chapter.frames.values()]
    return {**_numbered("K", figures), **_numbered("R", frames)}


def _numbered(letter: str, references: list[str]) -> Mapping[str, str]:
    return {reference: f"{letter}{number}" for number, reference in enumerate(references, 1)}
