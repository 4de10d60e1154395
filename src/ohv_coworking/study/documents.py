"""The documents of an edition, and which part of a chapter stands in which.

A chapter that evaluates what people said names the raw file of their answers in its notebook's metadata, as in
`"study": {"evaluates": "survey"}`. It stands in the study once these answers are real; as long as they are synthetic only
its cells tagged `sample` do, and those tagged `instead`, which say where the rest is. The whole chapter always stands in a
document of its own, and with it the cells of other chapters that are tagged `evaluation`. The summary stands in the study and alone.
A long table that its chapter only sums up is tagged `appendix`: it stands behind the annex.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ohv_coworking.exhibits.notebook_cells import Cell
from ohv_coworking.raw import Catalog

if TYPE_CHECKING:  # make asks which documents there are on every build
    from ohv_coworking.study.chapter_source import ChapterSource

SAMPLE, INSTEAD, EVALUATION, APPENDIX = "sample", "instead", "evaluation", "appendix"


@dataclass(frozen=True)
class Report:
    """A file below reports: its name, its title and, for references from the other one, its name in the genitive."""

    name: str
    title: str
    genitive: str

    @property
    def file(self) -> str:
        return f"{self.name}.html"

    @property
    def part(self) -> str:
        """Its title below that of the commission; none for the study itself."""
        return "" if self == STUDY else self.title


STUDY = Report("studie", "Studie", "der Studie")
EVALUATED = Report(
    "befragung", "Auswertung von Befragung und Register", "der Auswertung von Befragung und Register"
)
SHORT = Report("kurzfassung", "Kurzfassung", "der Kurzfassung")
"""The summary alone, for whoever reads nothing else."""
DOCUMENTS = (STUDY, SHORT, EVALUATED)
SUMMARY = "summary"


def stands_apart(catalog: Catalog, answers: str | None) -> bool:
    """Return whether the answers that a chapter evaluates are synthetic: the study then shows a sample of it."""
    return answers is not None and catalog.entry(answers).synthetic


def part(source: "ChapterSource", document: Report, apart: bool) -> "ChapterSource | None":
    """Return what of a chapter stands in a document, None for nothing; `apart` as `stands_apart` tells."""
    if document is SHORT:
        return source if source.name == SUMMARY else None
    if source.evaluates:
        if apart and document is STUDY:
            return _only(source, lambda cell: not {SAMPLE, INSTEAD}.isdisjoint(cell.tags))
        return _only(source, lambda cell: INSTEAD not in cell.tags)
    if document is STUDY:
        return _only(source, lambda cell: {EVALUATION, APPENDIX}.isdisjoint(cell.tags))
    if not any(EVALUATION in cell.tags for cell in source.cells):
        return None
    title = next(cell for cell in source.cells if cell.is_text)
    return _only(source, lambda cell: cell is title or EVALUATION in cell.tags)


def appendix(source: "ChapterSource") -> "ChapterSource | None":
    """Return the long tables of a chapter that stand behind the annex of the study; None where it shows none."""
    found = _only(source, lambda cell: APPENDIX in cell.tags)
    return replace(found, numbering=APPENDIX) if found and any(found.outputs.values()) else None


def _only(source: "ChapterSource", stands: Callable[[Cell], bool]) -> "ChapterSource | None":
    """Return a chapter with the cells that stand in a document and what these showed; captions follow their exhibits."""
    cells = [cell for cell in source.cells if stands(cell)]
    shown = {cell.number: source.outputs[cell.number] for cell in cells if cell.number in source.outputs}
    captions = [cell for cell in source.cells if cell.kind == "caption" and cell not in cells]
    return replace(source, cells=[*cells, *captions], outputs=shown) if cells else None
