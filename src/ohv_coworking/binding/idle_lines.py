"""Lines of the ledger that no reader sees and nothing rests on: they can go."""

import json
import re
from collections.abc import Iterator

from ohv_coworking.exhibits.ledger import CLAIMS, EFFECTS, KeyFigure, Ledger
from ohv_coworking.exhibits.named_figures import names_in
from ohv_coworking.exhibits.notebook_cells import Cell, notebook_cells
from ohv_coworking.exhibits.words import FIGURE_SHOWN
from ohv_coworking.registers.reference_numbers import PARAMETERS_OF_THE_EDITION
from ohv_coworking.study.edition import Edition

_ASKED = re.compile(r'\bchapter\.(figure|frame|draws)\(f?"([\w.]+)"\)')
# Lines that a chapter keeps about itself.
_OF_THE_CHAPTER = {"lacking", "missing", CLAIMS}


def idle_lines(edition: Edition, ledger: Ledger) -> list[str]:
    """Return the references of key figures and frames that no text names, no exhibit shows, no code asks for and nothing rests on.

    A figure whose label stands in the formula of another is what that one is reckoned of.
    """
    chapters = [name for name in ledger if name != PARAMETERS_OF_THE_EDITION]
    lines = [
        one for name in chapters for one in (*ledger[name].figures.values(), *ledger[name].frames.values())
    ]
    used = {reference for one in lines for reference in one.basis}
    used |= {reference for name in chapters for reference in _shown(edition, ledger, name)}
    formulas = " ".join(one.formula for one in lines if isinstance(one, KeyFigure))
    return [
        one.reference
        for one in lines
        if one.reference not in used
        and one.name not in _OF_THE_CHAPTER
        and not one.name.startswith(EFFECTS)
        and f"„{one.label}“" not in formulas
    ]


def _shown(edition: Edition, ledger: Ledger, chapter: str) -> Iterator[str]:
    """Yield what the texts, the exhibits and the code of a chapter use, of its own or of earlier chapters."""
    for cell in notebook_cells(edition.notebook(chapter)):
        if cell.is_text or cell.kind == "caption":
            yield from _named(cell, ledger, chapter)
        for sort, name in _ASKED.findall(cell.body):
            yield f"{'frame' if sort == 'frame' else 'figure'}:{name if '.' in name else f'{chapter}.{name}'}"
    folder = edition.built(chapter)
    for cell in json.loads((folder / "executed.ipynb").read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            if mark := output.get("metadata", {}).get("study"):
                yield from (f"frame:{chapter}.{mark['name']}", *mark["basis"])
    if edition.words(chapter).is_file():
        for name in FIGURE_SHOWN.findall(edition.words(chapter).read_text(encoding="utf-8")):
            yield f"figure:{name if '.' in name else f'{chapter}.{name}'}"
    if chapter != "annex":  # which reads them all
        yield from json.loads((folder / "record.json").read_text(encoding="utf-8"))["lines"]


def _named(cell: Cell, ledger: Ledger, chapter: str) -> Iterator[str]:
    for name in names_in(cell.body, ledger, chapter):
        holder, _, own = name.rpartition(".")
        yield f"figure:{holder or chapter}.{own}"
        yield f"frame:{holder or chapter}.{own}"
