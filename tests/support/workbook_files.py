"""The workbook as a file: other values put into its input cells, and recalculated by LibreOffice."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from python_calamine import CalamineWorkbook

INPUT_SHEET = "xl/worksheets/sheet3.xml"
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def with_inputs(file: Path, copy: Path, cells: Mapping[str, float | str]) -> Path:
    """Write a copy of a workbook with other values in cells of the sheet of inputs, all else as it was."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == INPUT_SHEET:
                content = _replaced(content.decode(), cells).encode()
            new.writestr(entry, content)
    return copy


def recalculated(files: Iterable[Path], folder: Path) -> list[CalamineWorkbook]:
    """Return the workbooks as LibreOffice reckons them, all in one process; skip where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    files, results = list(files), folder / "recalculated"
    command = [office, f"-env:UserInstallation=file://{profile.parent}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", results, *files], check=True, capture_output=True, timeout=1800)
    return [CalamineWorkbook.from_path(results / file.name) for file in files]


def _replaced(sheet: str, cells: Mapping[str, float | str]) -> str:
    found = 0

    def cell(match: re.Match) -> str:
        nonlocal found
        address, attributes = match[1], match[2]
        if address not in cells:
            return match[0]
        found += 1
        value, style = cells[address], re.search(r's="\d+"', attributes)[0]
        if isinstance(value, str):
            return f'<c r="{address}" {style} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f'<c r="{address}" {style}><v>{value!r}</v></c>'

    changed = re.sub(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(?:(?!</c>).)*</c>)', cell, sheet)
    assert found == len(cells), "a cell to fill is missing"
    return changed
