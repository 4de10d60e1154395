"""One chapter as it goes into the document: its cells as they are now, its exhibits as the last run showed them.

An exhibit is known by kind and name.  Its place is the code cell that showed it, found by what the cells say:
a run is valid only for the code as it is, so the code cells of both notebooks are the same ones in order.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode, v4

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.ledger import ChapterLedger
from ohv_coworking.exhibits.notebook_cells import Cell, evaluates, notebook_cells, numbering
from ohv_coworking.study.edition import Edition

# The whole text of a chapter that broke off.
BROKEN_OFF = """\
Für {{ study.name }} lässt sich dieses Kapitel noch nicht rechnen.
Dazu fehlen noch Angaben: {{ lacking }}.
Wo sie erhältlich sind, steht in {{ see("annex.gaps") }}; mit „make accept FILE=DATEI“ aufgenommen, gehen sie in den nächsten Bau ein.
"""


@dataclass(frozen=True)
class ChapterSource:
    """A chapter's way of numbering, its cells that are told, and the outputs of each code cell by its number.

    `evaluates` names the raw file of the answers it evaluates, see `documents`.
    """

    name: str
    numbering: str
    cells: list[Cell]
    outputs: dict[int, list[NotebookNode]]
    evaluates: str | None = None

    @classmethod
    def read(cls, edition: Edition, ledger: ChapterLedger) -> "ChapterSource":
        """Return the chapter of `ledger`; of one that broke off only its title and that it did."""
        notebook = edition.notebook(ledger.chapter)
        cells, way, answers = notebook_cells(notebook), numbering(notebook), evaluates(notebook)
        lacking = ledger.figures.get("lacking")
        if lacking is not None and lacking.value:
            heading = next(cell for cell in cells if cell.is_text)
            broken_off = Cell(notebook.name, heading.number, "answer", BROKEN_OFF, tags=heading.tags)
            return cls(ledger.chapter, way, [heading, broken_off], {}, answers)
        code = [cell for cell in cells if cell.kind == "code"]
        ran = _executed(edition, ledger.chapter)
        if [cell.body for cell in code] != [source for source, _ in ran]:
            raise InputFault(
                "Das Notebook ist geändert worden, während die Studie zusammengesetzt wurde.",
                file=f"notebooks/{notebook.name}",
                remedy="Noch einmal „make study“ aufrufen.",
            )
        shown = {cell.number: outputs for cell, (_, outputs) in zip(code, ran, strict=True)}
        return cls(ledger.chapter, way, cells, shown, answers)

    def exhibits(self) -> Iterator[tuple[str, str]]:
        """Yield kind and name of each exhibit in order."""
        for outputs in self.outputs.values():
            for output in outputs:
                yield output.metadata["study"]["kind"], output.metadata["study"]["name"]

    def captions(self) -> dict[str, Cell]:
        """Return the caption cells by the name of their exhibit."""
        return {cell.argument: cell for cell in self.cells if cell.kind == "caption"}

    def faults(self) -> Iterator[InputFault]:
        """Yield an exhibit or a caption that stands alone or twice, and a cell that no reader would see."""
        named, code = list(self.exhibits()), " ".join(cell.body for cell in self.cells if cell.kind == "code")
        shown, captions = Counter(name for _, name in named), self.captions()
        for cell in self.cells:
            if cell.kind == "raw":
                yield cell.placed(
                    InputFault("Eine Zelle vom Typ „Raw“ steht nicht in der Studie.", remedy=RAW)
                )
            if cell.is_text and cell.argument:
                problem = "Text hinter „%%prose“ oder „%%answer“ steht nicht in der Studie."
                remedy = "Ihn in die nächste Zeile setzen."
                yield cell.placed(InputFault(problem, found=cell.argument, remedy=remedy))
            if cell.kind == "caption":
                yield from self._caption_faults(cell, captions, shown, code)
        for kind, name in dict.fromkeys(named):
            if shown[name] > 1:
                yield self._fault(
                    f"Der Name „{name}“ ist an mehrere Abbildungen oder Tabellen vergeben.", NAMES
                )
            if name not in captions:
                what = "Die Abbildung" if kind == "figure" else "Die Tabelle"
                yield self._fault(
                    f"{what} „{name}“ hat keine Unterschrift.", f"Eine Zelle „%%caption {name}“ anlegen."
                )

    def _caption_faults(self, cell: Cell, captions: dict, shown: Counter, code: str) -> Iterator[InputFault]:
        name = cell.argument
        if not name.isidentifier():
            problem = "Eine Unterschrift nennt keine Abbildung oder Tabelle."
            yield cell.placed(InputFault(problem, found=f"%%caption {name}".strip(), remedy=CAPTION))
        elif captions[name] is not cell:
            yield cell.placed(
                InputFault(f"Zu „{name}“ gibt es zwei Unterschriften.", remedy="Eine von beiden löschen.")
            )
        elif not shown[name] and f'"{name}"' not in code.replace("'", '"'):
            # What only some regions' data allow to be shown stands in the code all the same.
            problem = f"Zur Unterschrift „{name}“ gibt es keine Abbildung oder Tabelle."
            yield cell.placed(InputFault(problem, remedy=CAPTION))

    def _fault(self, problem: str, remedy: str) -> InputFault:
        return InputFault(problem, file=f"notebooks/{self.name}.ipynb", remedy=remedy)


RAW = "Den Typ der Zelle auf „Markdown“ stellen oder sie löschen."
NAMES = "Jeder Abbildung und Tabelle eines Kapitels einen eigenen Namen geben."
CAPTION = "In die erste Zeile „%%caption NAME“ schreiben, mit dem Namen aus chapter.show_table oder chapter.show_figure."


def _executed(edition: Edition, chapter: str) -> list[tuple[str, list[NotebookNode]]]:
    """Return the code cells of the last run: what they say and what they showed."""
    file = edition.built(chapter) / "executed.ipynb"
    # Papermill has written it: it is read as it is, without the check that a notebook of an author needs.
    cells = v4.reads(file.read_text(encoding="utf-8")).cells
    return [
        (
            cell.body,
            [output for output in cells[cell.number - 1].outputs if "study" in output.get("metadata", {})],
        )
        for cell in notebook_cells(file)
        if cell.kind == "code"
    ]
