"""Small tables written as files: a workbook, a text."""

from openpyxl import Workbook

from ohv_coworking.formats.recognise import understand


def saved(path, *sheets, merged=()):
    """Write a workbook of sheets, each a name with its rows, and return its path; `merged` are spans of cells."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for span in merged:
            sheet.merge_cells(span)
    book.save(path)
    return path


def text(folder, content, name="tabelle.csv"):
    """Return what is understood of a text file."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return understand(path)
