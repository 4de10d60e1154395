"""Put the executed chapters together into one notebook a document: the only source of every binding of it.

Texts are rendered again from the notebooks as they are now; only figures and tables come from the
executed ones.  So a changed sentence executes nothing.  Every text and every exhibit finds its place, or is told.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path

from markupsafe import Markup
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_notebook

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.german import enumeration
from ohv_coworking.exhibits import named_figures, pictures, text_checks
from ohv_coworking.exhibits.claims import firmness
from ohv_coworking.exhibits.exhibit_data import exhibit_data
from ohv_coworking.exhibits.ledger import CLAIMS, KeyFigure, Ledger, NamedFrame
from ohv_coworking.exhibits.notebook_cells import HEADING, Cell, TextFault, caption_parts, notebook_cells
from ohv_coworking.exhibits.prose import SYNTHETIC_MARK, anchor, render
from ohv_coworking.exhibits.readability import require_plain
from ohv_coworking.exhibits.words import read_words
from ohv_coworking.parameters import Study
from ohv_coworking.raw import Catalog
from ohv_coworking.registers.reference_numbers import PARAMETERS_OF_THE_EDITION, reference_numbers
from ohv_coworking.registers.source_lines import source_line
from ohv_coworking.study.chapter_source import ChapterSource
from ohv_coworking.study.documents import DOCUMENTS, EVALUATED, STUDY, Report, appendix, part, stands_apart
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.numbering import SORT_IN_GERMAN, Headings, Numbering

# The tag of texts in Einfache Sprache.
PLAIN = "plain"
# What an edition holds of synthetic data, by the roles of the files, as its mark says it.
SYNTHETIC = {
    "synthetischer Befragung": {"survey", "employer_survey"},
    "synthetischem Register": {"interested_users"},
}


def assemble(
    edition: Edition, study: Study, catalog: Catalog, ledger: Ledger, stamp: dict
) -> dict[Report, NotebookNode]:
    """Return each document of the edition as one notebook without code, ready for any binding.

    `ledger` holds the chapters in the order of the document. Raise `InputFault` with all that is wrong with its texts and exhibits, each with notebook, cell and line.
    """
    chapters = [name for name in ledger if name != PARAMETERS_OF_THE_EDITION]
    sources = [ChapterSource.read(edition, ledger[name]) for name in chapters]
    apart = {source.name: stands_apart(catalog, source.evaluates) for source in sources}
    parts = {document: _parts(sources, document, apart) for document in DOCUMENTS}
    numberings = {
        document: Numbering.of(((one.name, one.numbering, one.exhibits()) for one in held), document)
        for document, held in parts.items()
        if held
    }
    words = {name: read_words(edition.words(name)) for name in chapters}

    @cache
    def publishable(chapter: str) -> re.Pattern:
        if chapter not in words:
            return named_figures.NOTHING
        return named_figures.publishable(notebook_cells(edition.notebook(chapter)), words[chapter].claims)

    faults = [fault for source in sources for fault in (*source.faults(), *text_checks.faults(source.cells))]
    faults += [
        fault
        for name in chapters
        for fault in named_figures.unfounded(name, words[name], ledger, publishable)
    ]
    texts: dict[Report, list[NotebookNode]] = {}
    for document, numbering in numberings.items():
        numbering.others = [other for other in numberings.values() if other is not numbering]
        texts[document] = [
            cell
            for source in parts[document]
            for cell in _ChapterCells(source, ledger, numbering, catalog, edition.root, faults).all(
                publishable
            )
        ]
    # A name that is unknown may be found by looking and by printing.
    raise_all(
        list({str(fault): fault for fault in faults}.values()),
        "Die Studie lässt sich so nicht zusammensetzen.",
    )
    numbers = reference_numbers(ledger)
    told = {
        "numbers": {anchor(reference): number for reference, number in numbers.items()},
        "commission": study.commission.model_dump(),
        "region": study.region.long_name,
        "reference_date": study.reference_date.isoformat(),
        "price_base": study.price_base,
        "mark": edition_mark(ledger, catalog),
        "stamp": stamp,
    }
    return {
        document: _notebook(cells, {**told, "part": document.part, "contents": numberings[document].contents})
        for document, cells in texts.items()
    }


def _parts(sources: list[ChapterSource], document: Report, apart: Mapping[str, bool]) -> list[ChapterSource]:
    """Return what stands in a document; that of the evaluation needs a chapter that evaluates something."""
    held = [one for one in (part(source, document, apart[source.name]) for source in sources) if one]
    if document is STUDY:
        held += [one for one in map(appendix, sources) if one]
    return held if document is not EVALUATED or any(one.evaluates for one in held) else []


def _cell(sort: str, source: str, **more: object) -> NotebookNode:
    """Return a cell; whether all are right is asked once, of the whole notebook."""
    return from_dict({"cell_type": sort, "metadata": {}, "source": source, **more})


def _text_cell(source: str, kind: str) -> NotebookNode:
    return _cell("markdown", source, metadata={"study": {"kind": kind}})


def _notebook(cells: list[NotebookNode], told: dict) -> NotebookNode:
    if told["mark"]:
        # The first line of the first chapter, below its title.
        mark = f'</h1>\n\n<p class="edition-mark">{told["mark"]}</p>\n'
        cells[0].source = cells[0].source.replace("</h1>\n", mark, 1)
    for position, cell in enumerate(cells):
        cell.id = f"cell-{position}"
    notebook = new_notebook(cells=cells)
    notebook.metadata["study"] = told
    return notebook


def edition_mark(ledger: Ledger, catalog: Catalog) -> str:
    """Return what the title page and the summary say of an edition that rests on synthetic data, else nothing."""
    entries = [catalog.entry(name) for chapter in ledger.values() for name in chapter.sources]
    roles = {entry.role for entry in entries if entry.synthetic}
    if not roles:
        return ""
    what = [words for words, of in SYNTHETIC.items() if roles & of]
    return (
        f"<strong>Fassung mit {enumeration(what)} – keine Entscheidungsgrundlage.</strong> "
        "Modellfassung, nicht die amtliche Studie; nicht von den genannten Stellen geprüft."
    )


class _ChapterCells:
    """The cells of one chapter in the document; what is wrong with its texts is added to `faults`."""

    def __init__(self, source: ChapterSource, ledger, numbering, catalog, root, faults: list[InputFault]):
        self._source, self._ledger, self._numbering = source, ledger, numbering
        self._catalog, self._root, self._faults = catalog, root, faults
        self._headings = Headings(source.name, numbering)
        self._captions = source.captions()
        self._numbers = reference_numbers(ledger)

    def all(self, publishable: Callable[[str], re.Pattern]) -> list[NotebookNode]:
        """Return the cells; `publishable` tells for each chapter what its code could name a key figure."""
        cells = []
        for cell in self._source.cells:
            self._look(cell, publishable)
            if cell.is_text:
                asked: list[str] = []
                cells += self._checked(cell, partial(self._text, asked=asked))
                if cell.kind == "answer" and PLAIN not in cell.tags and (firm := self._firmness(asked)):
                    cells.append(firm)
            for output in self._source.outputs.get(cell.number, ()):
                mark = output.metadata["study"]
                if mark["name"] in self._captions:
                    cells += self._checked(
                        self._captions[mark["name"]],
                        lambda caption, output=output: self._exhibit(caption, output),
                    )
        return cells

    def _checked(self, cell: Cell, shown: Callable[[Cell], NotebookNode]) -> list[NotebookNode]:
        try:
            return [shown(cell)]
        except TextFault as fault:
            self._faults.append(cell.placed(fault))
            return []

    def _look(self, cell: Cell, publishable: Callable[[str], re.Pattern]) -> None:
        if cell.is_text or cell.kind == "caption":
            try:
                unknown = list(named_figures.unknown(cell, self._source.name, self._ledger, publishable))
            except TextFault as fault:
                unknown = [fault]
            self._faults += map(cell.placed, unknown)

    def _shown(self, template: str, asked: list[str] | None = None) -> str:
        name = self._source.name
        return render(
            template, self._ledger, name, lambda other: self._numbering.see(name, other), True, asked
        )

    def _text(self, cell: Cell, asked: list[str]) -> NotebookNode:
        told = pictures.embedded(self._shown(cell.body, asked), cell.attachments, self._root)
        if cell.kind == "answer":
            text_checks.require_three_sentences(told)
        if PLAIN in cell.tags:
            require_plain(told)
        return _text_cell(HEADING.sub(self._headings, told), cell.kind)

    def _firmness(self, asked: Iterable[str]) -> NotebookNode | None:
        """Return how firm the claims are that an answer went by."""
        found = {name: claim for name in dict.fromkeys(asked) if (claim := self._claim(name))}
        told = firmness(found.values())
        if not told:
            return None
        judged = dict.fromkeys(name.rpartition(".")[0] or self._source.name for name in found)
        lines = (self._ledger[chapter].frames[CLAIMS].reference for chapter in judged)
        links = Markup(", ").join(
            Markup('<a class="origin" href="#{}">{}</a>').format(anchor(one), self._numbers[one])
            for one in lines
        )
        return _text_cell(f"**Wie fest das steht:** {told} ({links})", "prose")

    def _claim(self, name: str) -> dict | None:
        """Return a claim of this chapter or, as `chapter.name`, of another one; None for a rule that is none."""
        chapter, _, own = name.rpartition(".")
        held = self._ledger[chapter or self._source.name].frames.get(CLAIMS)
        rows = held.frame[held.frame["name"] == own].to_dict("records") if held else []
        return rows[0] if rows else None

    def _exhibit(self, cell: Cell, output: NotebookNode) -> NotebookNode:
        mark = output.metadata["study"]
        caption, alternative = caption_parts(self._shown(cell.body))
        if mark["kind"] == "figure" and not alternative:
            raise TextFault(
                f"Die Abbildung „{mark['name']}“ hat keinen Alternativtext.",
                expected="unter der Unterschrift eine Zeile „---“ und darunter, was die Abbildung zeigt",
                remedy="Den Alternativtext ergänzen.",
            )
        number = self._numbering.exhibits[(self._source.name, mark["name"])][1]
        lines = self._lines(mark)
        told = {
            **mark,
            "id": f"exhibit-{self._source.name}-{mark['name']}",
            "label": f"{SORT_IN_GERMAN[mark['kind']]} {number}",
            "caption": caption,
            "alternative": Markup(alternative.replace(SYNTHETIC_MARK, " (synthetisch)")).striptags(),
            "source": source_line(
                mark["basis"],
                self._ledger,
                self._catalog,
                self._source.name,
                lambda other: self._numbering.see(self._source.name, other),
                {one.reference: self._numbers[one.reference] for one in lines},
            ),
            "data": exhibit_data(lines, self._ledger, self._catalog, mark["kind"] == "figure"),
        }
        shown = {"output_type": "display_data", "data": output.data, "metadata": {"study": told}}
        return _cell("code", "", outputs=[shown], execution_count=None)

    def _lines(self, mark: Mapping) -> list[KeyFigure | NamedFrame]:
        """Return the lines of the ledger that an exhibit shows: of a table its frame, of a chart what is drawn."""
        own = self._ledger[self._source.name].frames.get(mark["name"])
        if mark["kind"] == "table":
            return [own] if own else []
        return [self._ledger.line(one) for one in mark["basis"] if one.startswith(("figure:", "frame:"))]


def write_document(notebook: NotebookNode, file: Path) -> None:
    """Write the assembled notebook, an internal file, with stable bytes."""
    file.write_text(
        json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
