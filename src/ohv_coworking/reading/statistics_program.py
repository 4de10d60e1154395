"""Files of SPSS (`.sav`, `.zsav`) and Stata (`.dta`): cells and metadata, read by pyreadstat."""

from typing import Any

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.document import Document, damaged
from ohv_coworking.reading.grid import DETECT, ReadingOptions
from ohv_coworking.reading.table import Table, whole_table

PROGRAMS = {"sav": "SPSS", "dta": "Stata"}


def read_labelled(document: Document, options: ReadingOptions = DETECT) -> tuple[Table, Any]:
    """Return the table (user-defined missing values empty) and pyreadstat's metadata."""
    import pyreadstat  # asked for by few

    try:
        read = pyreadstat.read_dta if document.kind == "dta" else pyreadstat.read_sav
        frame, metadata = read(str(document.path), encoding=options.encoding)
    except Exception as fault:  # damage shows as errors of reading, of dates, of text
        raise InputFault(
            f"Die {PROGRAMS[document.kind]}-Datei lässt sich nicht lesen.",
            file=document.name,
            expected="eine vollständige Datei, deren Texte in dem Zeichensatz stehen, den sie nennt",
            remedy="Neu exportieren; bei alten Dateien den Zeichensatz angeben (--encoding cp1252).",
        ) from fault
    names = list(frame.columns)
    grouped = {name for group in metadata.mr_sets.values() for name in group["variable_list"]}
    texts = all(isinstance(name, str) for name in names)
    if len(set(names)) < len(names) or not texts or not grouped <= set(names):
        raise damaged(document.path)
    return whole_table(frame, document.name, (metadata.file_encoding or "utf-8").lower()), metadata
