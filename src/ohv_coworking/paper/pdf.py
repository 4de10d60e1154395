"""Bind a volume of the study as PDF/UA: Typst sets it, pikepdf marks the row heads and gives the file stable bytes."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pikepdf
import typst

from ohv_coworking.basics.colours import shade
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.paper.typst_source import TypstWriter, literal
from ohv_coworking.paper.volumes import Volume

STYLE = files("ohv_coworking.paper") / "template" / "studie.typ"
EMBLEM = files("ohv_coworking.binding") / "template" / "studie" / "emblem.svg"
FONT_PACKAGE = "fontpkg_source_sans_3"


def to_pdf(volume: Volume) -> bytes:
    """Return the volume as PDF with its mark at the foot of each page; same input, same bytes.

    Raises typst.TypstError where the result would not be PDF/UA-1: a picture without words, a skipped heading level.
    """
    enclosed = typst_files(volume)
    fonts = {"font_paths": [str(font_folder())], "ignore_system_fonts": True}
    midnight = int(datetime(volume.day.year, volume.day.month, volume.day.day, tzinfo=UTC).timestamp())
    pdf, warnings = typst.compile_with_warnings(
        enclosed, format="pdf", pdf_standards=["ua-1"], timestamp=midnight, **fonts
    )
    if warnings:
        raise ValueError(f"Typst warns: {[warning.message for warning in warnings]}")
    return _finished(pdf, json.loads(typst.query(enclosed, "<turned>", field="value", **fonts)))


def font_folder(package: str = FONT_PACKAGE) -> Path:
    """Return the folder of the text face. Raises InputFault where its package or its files are missing."""
    try:
        folder = Path(str(files(package) / "files"))
    except ModuleNotFoundError:
        folder = Path()
    if not any(folder.glob("*.ttf")) and not any(folder.glob("*.otf")):
        raise InputFault(
            "Die Schrift für das Papier fehlt.",
            found=f"das Programmpaket {package} ohne Schriftdateien",
            expected="Source Sans 3, wie requirements.lock sie nennt",
            remedy="Die Arbeitsumgebung neu einrichten: den Ordner .venv löschen, dann „make setup“.",
        )
    return folder


def typst_files(volume: Volume) -> dict[str, bytes]:
    """Return what Typst is given, by name: the source `main.typ` and the pictures it shows."""
    writer, day = TypstWriter(volume.elements), volume.day
    style = STYLE.read_text(encoding="utf-8")
    style = style.replace("@accent@", shade(1)).replace("@ground@", shade(0.04))
    named = f"name: {literal(volume.title)}, mark: {literal(volume.mark)}"
    dated = f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day})"
    source = f"{style}\n#show: studie.with({named}, {dated})\n#{{\n{writer.volume()}\n}}\n"
    return {"main.typ": source.encode(), "emblem.svg": EMBLEM.read_bytes(), **writer.pictures}


def _finished(pdf: bytes, turned: Iterable[int]) -> bytes:
    """Return the PDF with heads in the rows of its tables, and with the pages `turned` upright on a screen.

    Typst's own word for row heads is not offered by its wheel yet.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        for number in turned:
            document.pages[number - 1].Rotate = 90
        for row in _rows(document.Root.StructTreeRoot):
            first, *_ = [cell for cell in _kids(row) if cell.S in ("/TD", "/TH")]
            if first.S == "/TD":
                first.S = pikepdf.Name.TH
                first.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
        written = BytesIO()
        document.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _rows(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.get("/S") == "/TBody":
            yield from _kids(node)
        else:
            waiting += _kids(node)


def _kids(node: pikepdf.Object) -> list[pikepdf.Object]:
    kids = node.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [one for one in kids if isinstance(one, pikepdf.Dictionary) and "/S" in one]
