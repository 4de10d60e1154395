"""Second step for workbooks: sheets → grids of typed cells, hidden ones marked, very hidden ones left out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.reading.document import SAVE_AS, Document, damaged, locked
from ohv_coworking.reading.extent import SheetFacts
from ohv_coworking.reading.grid import DETECT, Grid, ReadingOptions
from ohv_coworking.reading.workbook_xml import inspect

OLD_FORMAT = ("Im alten Format .xls sind Fehlerwerte nicht von leeren Zellen zu unterscheiden.",)


def read_sheets(document: Document, options: ReadingOptions = DETECT) -> list[Grid]:
    """Return the grid of each sheet that holds cells, or only of the one prescribed.

    Very hidden sheets belong to the tool that wrote the workbook (Microsoft Forms) and are read only by name.
    """
    facts = inspect(document) if document.kind in ("xlsx", "ods") else {}
    grids = []
    with (
        _reader_faults(document),
        document.open() as stream,
        CalamineWorkbook.from_filelike(stream) as workbook,
    ):
        sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        wanted = _prescribed([sheet.name for sheet in sheets], options.sheet, document)
        for metadata in sheets:
            shown = (
                metadata.visible != SheetVisibleEnum.VeryHidden if wanted is None else metadata.name == wanted
            )
            if shown and (
                grid := _grid(workbook, metadata, facts.get(metadata.name, SheetFacts()), document)
            ):
                grids.append(grid)
    return grids


@contextmanager
def _reader_faults(document: Document) -> Iterator[None]:
    """Turn the cell reader's faults into the consultant's.

    On some damaged .xls the reader (written in Rust) panics: it prints a trace itself and raises what is no Exception.
    """
    error_output = os.dup(2)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    except PasswordError as fault:
        raise locked(document.path) from fault
    except ZipError as fault:
        raise damaged(document.path) from fault
    except CalamineError as fault:
        raise InputFault(
            "Die Datei ist keine lesbare Arbeitsmappe.", file=document.name, remedy=SAVE_AS
        ) from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise damaged(document.path) from None
    finally:
        os.dup2(error_output, 2)
        os.close(error_output)


def _prescribed(names: list[str], sheet: str | int | None, document: Document) -> str | None:
    if sheet is None or sheet in names:
        return sheet
    if str(sheet).isdigit() and 0 < int(sheet) <= len(names):
        return names[int(sheet) - 1]
    raise InputFault(
        "Das angegebene Blatt gibt es nicht.", file=document.name, found=sheet, expected=", ".join(names)
    )


def _grid(workbook: CalamineWorkbook, metadata, facts: SheetFacts, document: Document) -> Grid | None:
    sheet = workbook.get_sheet_by_name(metadata.name)
    rows = sheet.to_python(skip_empty_area=False)
    if not rows or not rows[0]:
        return None
    cells = np.empty((len(rows), len(rows[0])), dtype=object)
    cells[:] = rows
    del rows
    for (row, column), error in facts.errors.items():
        if row < cells.shape[0] and column < cells.shape[1]:
            cells[row, column] = error
    grid = Grid.of(
        cells.T,
        file=document.name,
        sheet=metadata.name,
        hidden=metadata.visible != SheetVisibleEnum.Visible,
        merged=tuple(sheet.merged_cell_ranges or ()),
        unvalued=tuple(facts.unvalued),
        notices=OLD_FORMAT if document.kind == "xls" else (),
    )
    return grid if any((column.values != "").any() for column in grid.columns) else None
