"""Put the executed chapters together into one notebook: the only source of every binding of the study.

Texts are rendered again from the notebooks as they are now; only figures and tables come from the
executed ones.  So a changed sentence executes nothing.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import nbformat
from markupsafe import Markup, escape
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from ohv_coworking.parameters import Study
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.entry import Entry
from ohv_coworking.study.chapter import study_ledger
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.freshness import is_text
from ohv_coworking.study.ledger import ChapterLedger, Ledger
from ohv_coworking.study.magics import CAPTION_RULE
from ohv_coworking.study.prose import SYNTHETIC_MARK, ProseError, anchor, render, shown_period

HEADING = re.compile(r"^(#{1,4})[ \t]+(.+?)[ \t]*$", re.MULTILINE)
SURVEYS = {"survey", "employer_survey"}
# What the catalogue says of a file that collects single facts, how a basis cites one, how many a source line names.
SOURCE_PER_ROW = "Quelle je Zeile"
CITED_ROW = re.compile(r"#Zeile \d+, (.+)")
MOST_TITLES = 4
# The whole text of a chapter that broke off.
BROKEN_OFF = """%%answer
Für {{ study.name }} lässt sich dieses Kapitel noch nicht rechnen.
Dazu fehlen noch Angaben: {{ lacking }}.
Wo sie erhältlich sind, steht in {{ see("annex.gaps") }}; mit „make accept FILE=…“ aufgenommen, gehen sie in den nächsten Bau ein.
"""
SORT_IN_GERMAN = {"figure": "Abbildung", "table": "Tabelle"}


@dataclass
class Numbering:
    """Numbers of chapters, headings, figures and tables in the order of the document."""

    chapters: dict[str, str] = field(default_factory=dict)
    exhibits: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    contents: list[dict] = field(default_factory=list)

    def see(self, chapter: str, name: str) -> str:
        """Return a linked cross reference to an exhibit (`name` or `chapter.name`) or to a chapter."""
        if name in self.chapters:
            number = self.chapters[name]
            shown = (
                f"Kapitel {number}"
                if number.isdigit()
                else f"Anhang {number}"
                if number
                else "Zusammenfassung"
            )
            return f'<a href="#chapter-{name}">{shown}</a>'
        holder, _, exhibit = name.rpartition(".")
        if (holder or chapter, exhibit) not in self.exhibits:
            raise ProseError(
                f"{name} is neither a chapter of this study nor an exhibit of {holder or chapter}"
            )
        kind, number = self.exhibits[(holder or chapter, exhibit)]
        return f'<a href="#exhibit-{holder or chapter}-{exhibit}">{SORT_IN_GERMAN[kind]} {number}</a>'


@dataclass
class ChapterSource:
    """One chapter: its notebook as it is now, and the displayed outputs of its last run by cell id."""

    name: str
    notebook: NotebookNode
    outputs: dict[str, list[NotebookNode]]

    @classmethod
    def read(cls, edition: Edition, name: str) -> "ChapterSource":
        executed = nbformat.read(edition.built(name) / "executed.ipynb", as_version=4)
        return cls(
            name,
            nbformat.read(edition.notebook(name), as_version=4),
            {
                cell.id: [output for output in cell.outputs if "study" in output.get("metadata", {})]
                for cell in executed.cells
                if cell.cell_type == "code"
            },
        )

    @property
    def numbering(self) -> str:
        """`arabic`, `letter` or `none`, from the notebook's metadata."""
        return self.notebook.metadata.get("study", {}).get("numbering", "arabic")

    def exhibits(self) -> Iterable[NotebookNode]:
        for cell in self.notebook.cells:
            yield from self.outputs.get(cell.id, [])


def assemble(
    edition: Edition, study: Study, catalog: Catalog, chapters: list[str], stamp: dict
) -> NotebookNode:
    """Return the whole study as one notebook without code, ready for any binding."""
    ledger = Ledger(
        [study_ledger(study), *(ChapterLedger.read(edition.built(name) / "ledger.json") for name in chapters)]
    )
    sources = [ChapterSource.read(edition, name) for name in chapters]
    numbering = _number(sources)
    cells = []
    for source in sources:
        cells += _chapter_cells(source, ledger, numbering, catalog)
    if mark_text := edition_mark(ledger, catalog):
        # The first line of the study's first chapter, below its title.
        mark = f'</h1>\n\n<p class="edition-mark">{mark_text}</p>\n'
        cells[0].source = cells[0].source.replace("</h1>\n", mark, 1)
    for position, cell in enumerate(cells):
        cell.id = f"cell-{position}"
    notebook = new_notebook(cells=cells)
    notebook.metadata["study"] = {
        "commission": study.commission.model_dump(),
        "region": study.region.long_name,
        "reference_date": study.reference_date.isoformat(),
        "price_base": study.price_base,
        "mark": mark_text,
        "contents": numbering.contents,
        "stamp": stamp,
    }
    return notebook


def edition_mark(ledger: Ledger, catalog: Catalog) -> str:
    """Return what the title page and the summary say of an edition that rests on synthetic data, else nothing."""
    entries = [catalog.entry(name) for chapter in ledger.values() for name in chapter.sources]
    roles = {entry.role for entry in entries if entry.synthetic}
    if not roles:
        return ""
    what = "synthetischer Befragung" if roles & SURVEYS else "synthetischem Register"
    return (
        f"<strong>Fassung mit {what} – keine Entscheidungsgrundlage.</strong> "
        "Modellfassung, nicht die amtliche Studie; nicht von den genannten Stellen geprüft."
    )


def _number(sources: list[ChapterSource]) -> Numbering:
    numbering = Numbering()
    arabic, letters = 0, iter("ABCDEFG")
    counts = dict.fromkeys(SORT_IN_GERMAN, 0)
    for source in sources:
        if source.numbering == "arabic":
            arabic += 1
        numbering.chapters[source.name] = {"arabic": str(arabic), "none": ""}.get(source.numbering) or (
            next(letters) if source.numbering == "letter" else ""
        )
        for output in source.exhibits():
            mark = output.metadata["study"]
            counts[mark["kind"]] += 1
            numbering.exhibits[(source.name, mark["name"])] = (mark["kind"], str(counts[mark["kind"]]))
    return numbering


def _chapter_cells(
    source: ChapterSource, ledger: Ledger, numbering: Numbering, catalog: Catalog
) -> list[NotebookNode]:
    def shown(template: str) -> str:
        return render(
            template, ledger, source.name, lambda name: numbering.see(source.name, name), linked=True
        )

    captions = _captions(source.notebook)
    headings = _Headings(source.name, numbering)
    cells = []
    for cell in _told(source, ledger):
        if cell.cell_type != "code":
            continue
        if cell.source.startswith(("%%prose", "%%answer")):
            magic, _, body = cell.source.partition("\n")
            text = new_markdown_cell(HEADING.sub(headings, shown(body)))
            text.metadata["study"] = {"kind": magic.removeprefix("%%").strip()}
            cells.append(text)
        elif not is_text(cell.source):
            for output in source.outputs.get(cell.id, []):
                cells.append(_exhibit(source.name, output, captions, shown, numbering, ledger, catalog))
    return cells


def _told(source: ChapterSource, ledger: Ledger) -> list[NotebookNode]:
    """Return the cells of a chapter; of one that broke off only its title and that it did."""
    lacking = ledger[source.name].figures.get("lacking")
    if lacking is None or not lacking.value:
        return source.notebook.cells
    title = next(cell for cell in source.notebook.cells if cell.source.startswith("%%prose"))
    return [title, new_code_cell(BROKEN_OFF)]


def _captions(notebook: NotebookNode) -> dict[str, tuple[str, str]]:
    """Return caption and alternative-text templates by the name of their exhibit."""
    found = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.startswith("%%caption"):
            first, _, body = cell.source.partition("\n")
            text, _, alternative = body.partition(CAPTION_RULE)
            found[first.split()[1]] = (text.strip(), alternative.strip())
    return found


def _exhibit(chapter, output, captions, shown, numbering, ledger, catalog) -> NotebookNode:
    mark = output.metadata["study"]
    if mark["name"] not in captions:
        raise ValueError(f"chapter {chapter}: {mark['name']} has no %%caption cell")
    caption, alternative = captions[mark["name"]]
    if mark["kind"] == "figure" and not alternative:
        raise ValueError(f"chapter {chapter}: figure {mark['name']} has no alternative text")
    number = numbering.exhibits[(chapter, mark["name"])][1]
    cell = new_code_cell(
        outputs=[
            new_output(
                "display_data",
                data=output.data,
                metadata={
                    "study": {
                        **mark,
                        "id": f"exhibit-{chapter}-{mark['name']}",
                        "label": f"{SORT_IN_GERMAN[mark['kind']]} {number}",
                        "caption": shown(caption),
                        "alternative": Markup(
                            shown(alternative).replace(SYNTHETIC_MARK, " (synthetisch)")
                        ).striptags(),
                        "source": source_line(mark["basis"], ledger, catalog),
                    }
                },
            )
        ]
    )
    return cell


def source_line(basis: Iterable[str], ledger: Ledger, catalog: Catalog) -> Markup:
    """Return the line below an exhibit: each credit once, with the dates of its files, linked to the annex."""
    bottom = sorted(ledger.bottom(basis))
    raw = [reference.removeprefix("raw:") for reference in bottom if reference.startswith("raw:")]
    dated: dict[str, dict[str, Markup]] = {}
    undated: dict[str, Markup] = {}
    for name, references in groupby(raw, key=lambda reference: reference.partition("#")[0]):
        entry = catalog.entry(name)
        link = Markup('<a href="#{}">{{}}</a>').format(anchor(f"raw:{name}"))
        if entry.source == SOURCE_PER_ROW:
            for credit in _credits_of_rows(entry, references):
                undated.setdefault(credit, link.format(credit))
        else:
            date = shown_period(entry.as_of)
            for credit in entry.attribution.split("; "):
                dated.setdefault(credit, {}).setdefault(date, link.format(date))
    credits = [Markup("{} ({})").format(credit, _dates(links)) for credit, links in dated.items()]
    credits += [link for credit, link in undated.items() if credit not in dated]
    if any(reference.startswith(("assumption:", "parameter:plan")) for reference in bottom):
        credits.append(Markup('<a href="#chapter-annex">Annahmen siehe Anhang</a>'))
    return Markup("Quelle: ") + Markup("; ").join([*credits, escape("eigene Berechnung und Darstellung")])


def _dates(links: dict[str, Markup]) -> Markup:
    """Return one or two dates as they are, more of them as the years they span."""
    if len(links) <= 2:
        return Markup("; ").join(links.values())
    years = sorted(re.findall(r"\d{4}", " ".join(links)))
    return Markup(f"{years[0]} bis {years[-1]}")


def _credits_of_rows(entry: Entry, references: Iterable[str]) -> list[str]:
    """Return the titles of the rows cited of a file whose rows have sources of their own, if they are few."""
    cited = [CITED_ROW.search(reference) for reference in references]
    titles = list(dict.fromkeys(row[1] for row in cited)) if all(cited) else []
    return titles if 0 < len(titles) <= MOST_TITLES else entry.attribution.split("; ")


class _Headings:
    """Number the headings of one chapter in order and note them for the table of contents."""

    def __init__(self, chapter: str, numbering: Numbering):
        self._chapter, self._numbering = chapter, numbering
        self._counts = [0, 0]

    def __call__(self, match: re.Match) -> str:
        level, title = len(match[1]), match[2]
        chapter_number = self._numbering.chapters[self._chapter]
        if level == 1:
            number, identifier = chapter_number, f"chapter-{self._chapter}"
        elif level == 2:
            self._counts = [self._counts[0] + 1, 0]
            number = f"{chapter_number}.{self._counts[0]}" if chapter_number else ""
            identifier = f"chapter-{self._chapter}-{self._counts[0]}"
        else:
            self._counts[1] += 1
            number, identifier = "", f"chapter-{self._chapter}-{self._counts[0]}-{self._counts[1]}"
        if level <= 2:
            self._numbering.contents.append(
                {"level": level, "number": number, "title": title, "id": identifier}
            )
        shown = f'<span class="heading-number">{number}</span> {title}' if number else title
        return f'\n<h{level} id="{identifier}">{shown}</h{level}>\n'


def write(notebook: NotebookNode, file: Path) -> None:
    """Write the assembled notebook, an internal file, with stable bytes."""
    file.write_text(
        json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
