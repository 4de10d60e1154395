"""SPSS files (`.sav`, `.zsav`): cells and metadata, read by pyreadstat."""

from typing import Any

import numpy as np
import pandas as pd
import pyreadstat

from ohv_coworking.errors import InputFault
from ohv_coworking.reading.document import Document, damaged
from ohv_coworking.reading.grid import DETECT, Grid, ReadingOptions
from ohv_coworking.reading.table import Table


def read_spss(document: Document, options: ReadingOptions = DETECT) -> tuple[Table, Any]:
    """Return the table (user-defined missing values empty) and pyreadstat's metadata."""
    try:
        frame, metadata = pyreadstat.read_sav(str(document.path), encoding=options.encoding)
    except Exception as fault:  # damage shows as errors of reading, of dates, of text
        raise InputFault(
            "Die SPSS-Datei lässt sich nicht lesen.",
            file=document.name,
            found=str(fault),
            remedy="Neu exportieren; bei alten Dateien den Zeichensatz angeben (--encoding cp1252).",
        ) from fault
    names = list(frame.columns)
    grouped = {name for group in metadata.mr_sets.values() for name in group["variable_list"]}
    texts = all(isinstance(name, str) for name in names)
    if len(set(names)) < len(names) or not texts or not grouped <= set(names):
        raise damaged(document.path)
    cells = frame.astype(object).where(frame.notna(), "").to_numpy(dtype=object)
    grid = Grid(cells=cells, file=document.name, encoding=(metadata.file_encoding or "utf-8").lower())
    return (
        Table(
            grid=grid,
            frame=pd.DataFrame(cells, columns=names, index=np.arange(1, len(frame) + 1), dtype=object),
            header_rows=(),
            levels=tuple((name,) for name in names),
        ),
        metadata,
    )
