"""Files that hold people's answers or contacts: they belong into data/raw/private, which git ignores, and nowhere else.

Synthetic answers are nobody's: they say so of themselves in every row.
"""

import re
from pathlib import Path

import numpy as np

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.concept.register_entries import HEADERS
from ohv_coworking.formats.exports.personal import SHARE, is_contact
from ohv_coworking.formats.exports.plain import KIND as PLAIN_ANSWERS
from ohv_coworking.formats.recognise import understand
from ohv_coworking.reading import Grid, read_grids
from ohv_coworking.reading.grid import as_text
from ohv_coworking.survey.synthetic_answers import MARK_WORD

# Files that only hold answers, whether or not they can be read.
ANSWERS = {".sav", ".zsav", ".por", ".dta", ".rds", ".rdata", ".vv", ".lsa"}
# Files that are read otherwise than as a table.
NO_TABLES = {".yaml", ".geojson", ".md"}
PERSONS = re.compile(
    r"(vor|nach|familien)name|(first|last)\s?name|geburts(datum|tag)|ip.?adresse|ip.?address", re.IGNORECASE
)
# Addresses kept free for examples: nobody has them.
NOBODYS = re.compile(r"[@.](example(\.\w+)?|invalid|test)$", re.IGNORECASE)


def confidential(file: str, folder: str, reason: str) -> InputFault:
    """Return the fault of a file that must not lie outside `folder`, the place of private files."""
    return InputFault(
        "Die Datei gehört zu den vertraulichen Dateien.",
        file=file,
        found=reason,
        expected=f"Angaben von Personen nur unter {folder}/, das git nicht versioniert",
        remedy=f"Die Datei nach {folder}/ verschieben und dort aufnehmen; war sie schon versioniert, auch den Verlauf "
        "bereinigen. Sind die Angaben öffentlich, die Datei ohne die genannte Spalte aufnehmen.",
    )


def why_confidential(path: Path) -> str | None:
    """Return in German by what a file is known as one of persons; None if by nothing."""
    if path.suffix.lower() in ANSWERS:
        return "eine Datei mit Antworten aus einem Befragungsprogramm"
    if path.suffix.lower() in NO_TABLES:
        return None
    try:
        grids = read_grids(path)
        meaning = understand(path)
    except InputFault:  # neither a table nor a survey: nothing to be found in it
        return None
    for grid in grids:
        if column := _contacts(grid):
            return f"die Spalte „{column}“ nennt Personen oder ihre Kontakte"
    if any(map(_is_marked, grids)):
        return None
    for grid in grids:
        if grid.height > 1 and len(set(grid.row(1)) & set(HEADERS)) > len(HEADERS) / 2:
            return "ein Register der Interessierten"
    if meaning.kind.startswith("survey/") and (meaning.kind != PLAIN_ANSWERS or meaning.personal_columns):
        return f"Antworten einer Befragung ({meaning.kind})"
    return None


def _contacts(grid: Grid) -> str | None:
    """Return the heading of the first column that names persons: by its name, or by a third of its cells."""
    for column in grid.columns:
        values = [as_text(value) for value in column.values]
        rows = np.bincount(column.codes, minlength=len(values))
        filled = sum(int(count) for value, count in zip(values, rows, strict=True) if value)
        found = [is_contact(value) and not NOBODYS.search(value) for value in values]
        contacts = int(rows[found].sum()) if any(found) else 0
        heading = next(
            (text for row in range(min(grid.height, 5)) if (text := as_text(column.cell(row)))), ""
        )
        if (contacts and contacts >= SHARE * filled) or (filled > 1 and PERSONS.fullmatch(heading)):
            return heading if not is_contact(heading) else "ohne Überschrift"
    return None


def _is_marked(grid: Grid) -> bool:
    """Tell whether a column says in every filled row but its heading that the answers are synthetic."""
    for column in grid.columns:
        texts = [text for cell in column.cells if (text := as_text(cell))][1:]
        if texts and all(MARK_WORD in text.lower() for text in texts):
            return True
    return False
