"""What is wrong with a template, in German and with the line on which it stands."""

import traceback
from difflib import get_close_matches

from ohv_coworking.exhibits.ledger import Ledger
from ohv_coworking.exhibits.notebook_cells import EXCERPT, TextFault


def unknown_figure(name: str, ledger: Ledger, chapter: str, template: str, row: int | None) -> TextFault:
    """Return the fault of a text that names what the ledger does not hold."""
    holder, _, own = name.rpartition(".")
    known = ledger[holder or chapter].figures if (holder or chapter) in ledger else {}
    close = get_close_matches(own, known, 1)
    return TextFault(
        f"Eine Kennzahl „{name}“ gibt es nicht.",
        row=row,
        found=excerpt(template, row),
        expected=f"vielleicht „{close[0]}“" if close else None,
        remedy="Den Namen berichtigen oder die Kennzahl im Notebook veröffentlichen.",
    )


def unreadable(template: str, row: int) -> TextFault:
    """Return the fault of a template that Jinja cannot read, with the line it stumbled at."""
    return TextFault(
        "Was hier in geschweiften Klammern steht, ist nicht zu lesen.",
        row=row,
        found=excerpt(template, row),
        expected="{{ kennzahl }}; was nur bedingt gilt, steht als Block „::: wenn NAME“ in eigenen Zeilen",
        remedy="Klammern und Anführungszeichen prüfen.",
    )


def line_of(error: Exception, innermost: bool = False) -> int | None:
    """Return the line of the template on which an error arose; `innermost`: only if it arose in the template itself."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        frame.lineno for frame in (frames[-1:] if innermost else frames) if frame.filename == "<template>"
    ]
    return lines[-1] if lines else None


def excerpt(template: str, row: int | None) -> str | None:
    return row and template.split("\n")[row - 1].strip()[:EXCERPT]
