"""The cells of a notebook as they are now: what a kernel runs, and what the study says.

Texts are Markdown cells and code cells that begin with `%%prose`, `%%answer` or `%%caption NAME`.
This module imports nothing heavy, because make asks it for every chapter on every build.
"""

import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ohv_coworking.basics.digests import digest
from ohv_coworking.basics.errors import InputFault

MAGIC = re.compile(r"%%(prose|answer|caption)\b[ \t]*([^\n]*)\n?")
HEADING = re.compile(r"^(#{1,4})[ \t]+(.+?)[ \t]*$", re.MULTILINE)
CAPTION_RULE = "\n---\n"
EXCERPT = 160


class TextFault(InputFault):
    """A text that cannot be shown as it stands; `row` counts the lines of the text from 1."""


@dataclass(frozen=True)
class Cell:
    """One cell: `number` counts all cells from 1, `kind` is code, prose, answer, caption or raw.

    `body` is the code or the Markdown without its magic; `first_line` is the line of the cell on which it begins,
    `argument` what stands behind the magic.
    """

    notebook: str
    number: int
    kind: str
    body: str
    argument: str = ""
    first_line: int = 1
    tags: tuple[str, ...] = ()
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        return self.kind in ("prose", "answer")

    def placed(self, fault: InputFault) -> InputFault:
        """Return a fault of this cell's text with notebook, cell and line of the cell; without a line, of the cell."""
        row = fault.row and fault.row + self.first_line - 1
        return replace(fault, file=f"notebooks/{self.notebook}, Zelle {self.number}", row=row)


def notebook_cells(notebook: Path) -> list[Cell]:
    """Return the cells of a notebook that hold anything, in order."""
    cells = [_cell(notebook.name, number, cell) for number, cell in enumerate(stored(notebook)["cells"], 1)]
    return [cell for cell in cells if cell.body.strip() or cell.argument or cell.kind == "caption"]


def numbering(notebook: Path) -> str:
    """Return how a chapter is numbered, from its notebook's metadata: `arabic`, `letter` or `none`."""
    return stored(notebook)["metadata"].get("study", {}).get("numbering", "arabic")


def evaluates(notebook: Path) -> str | None:
    """Return the raw file of the answers that a chapter evaluates, from its notebook's metadata; of most chapters None."""
    return stored(notebook)["metadata"].get("study", {}).get("evaluates")


def title(cells: Iterable[Cell]) -> str | None:
    """Return the title of a chapter: the first heading of its texts."""
    headings = (HEADING.search(cell.body) for cell in cells if cell.is_text)
    return next((heading[2] for heading in headings if heading and heading[1] == "#"), None)


def caption_parts(body: str) -> tuple[str, str]:
    """Return caption and alternative text of a `%%caption` cell."""
    caption, _, alternative = body.partition(CAPTION_RULE)
    return caption.strip(), alternative.strip()


def code_digest(notebook: Path) -> str:
    """Return the digest of what a kernel would execute: code cells in order, without the texts."""
    return digest(
        [(cell.body, sorted(cell.tags)) for cell in notebook_cells(notebook) if cell.kind == "code"]
    )


def content_digest(notebook: Path) -> str:
    """Return the digest of all that a notebook says and does: not of cell ids, outputs or an editor's notes."""
    cells = [
        (cell.kind, cell.argument, cell.body, sorted(cell.tags), cell.attachments)
        for cell in notebook_cells(notebook)
    ]
    return digest([numbering(notebook), evaluates(notebook), cells])


def stored(notebook: Path) -> dict:
    """Return a notebook as it is stored, each cell with type, source and metadata; raise InputFault for what is none."""
    file = f"notebooks/{notebook.name}"
    try:
        content = json.loads(notebook.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise InputFault(
            "Das Notebook eines Kapitels fehlt.",
            file=file,
            expected="eine Datei in notebooks/",
            remedy="Das Notebook wiederherstellen.",
        ) from None
    except UnicodeDecodeError:
        raise _no_notebook(file, None, "kein UTF-8-Text") from None
    except RecursionError:
        raise _no_notebook(file, None, "zu viele Klammern ineinander") from None
    except json.JSONDecodeError as error:
        line = error.doc.split("\n")[error.lineno - 1].strip()
        raise _no_notebook(file, error.lineno, line or "das Ende der Datei") from None
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list):
        raise _no_notebook(file, None, "keine Liste von Zellen (cells)")
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict) or not {"cell_type", "source"} <= set(cell):
            raise _no_notebook(file, None, f"Zelle {number} ohne Art oder Inhalt")
        cell.setdefault("metadata", {})
    content.setdefault("metadata", {})
    return content


def _no_notebook(file: str, row: int | None, found: str) -> InputFault:
    return InputFault(
        "Das Notebook ist nicht lesbar.",
        file=file,
        row=row,
        found=found,
        expected="ein Notebook, wie JupyterLab es speichert",
        remedy="In JupyterLab öffnen und speichern oder die letzte gute Fassung wiederherstellen.",
    )


def _cell(notebook: str, number: int, stored: Mapping) -> Cell:
    source, sort = "".join(stored["source"]), stored["cell_type"]
    tags = tuple(stored["metadata"].get("tags", ()))
    if sort != "code":
        kind = "prose" if sort == "markdown" else "raw"
        return Cell(notebook, number, kind, source, tags=tags, attachments=stored.get("attachments", {}))
    # As IPython reads a cell: blank lines before the magic and a common indent are nothing.
    shifted = textwrap.dedent(source).lstrip()
    magic = MAGIC.match(shifted)
    if magic is None:
        return Cell(notebook, number, "code", source, tags=tags)
    before = source[: len(source) - len(source.lstrip())].count("\n")
    body, argument = shifted[magic.end() :], magic[2].strip()
    return Cell(notebook, number, magic[1], body, argument, before + 2, tags)
