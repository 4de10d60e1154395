"""How far a sheet's cells reach, and what else its XML tells that the reader of cells does not."""

from dataclasses import dataclass, field

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.document import Document

MOST_CELLS = 20_000_000  # all rows of a sheet with 19 columns; about 700 MB in the reader
Place = tuple[int, int]  # row and column, counted from 0


@dataclass
class SheetFacts:
    """Height and width of the rectangle around all cells, errors by place, formulas without value."""

    height: int = 0
    width: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    unvalued: list[Place] = field(default_factory=list)


def too_wide(document: Document, facts: SheetFacts) -> InputFault:
    """Return the fault of a sheet whose cells lie too far apart."""
    return InputFault(
        "Die Arbeitsmappe spannt einen zu großen Bereich auf und wird nicht geöffnet.",
        file=document.name,
        found=f"{facts.height} Zeilen und {facts.width} Spalten",
        expected=f"höchstens {MOST_CELLS} Zellen",
        remedy="Einträge weit außerhalb der Tabelle löschen oder die Tabelle als CSV speichern.",
    )
