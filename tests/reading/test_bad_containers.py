"""Bad workbooks and archives end in one German fault before anything is unpacked without end; never in a trace."""

import gzip
import io
import os
import zipfile

import pytest

from bad_files import TABLE, fault_of, saved, write
from ohv_coworking.reading import ReadingOptions, read_table, typed
from ohv_coworking.reading import workbook_xml as parts


def changed(source, target, part, change):
    """Write a copy of a zip file with one part changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return target


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95, 0.999])
def test_truncated_workbook_is_damaged(share, tmp_path):
    """A workbook cut anywhere is called damaged."""
    whole = saved(tmp_path / "ganz.xlsx", TABLE * 50).read_bytes()

    fault = fault_of(write(tmp_path / "halb.xlsx", whole[: int(len(whole) * share)]))

    assert "beschädigt" in fault.problem


def test_truncated_gzip_is_damaged(tmp_path):
    """A packed text file cut in the middle is called damaged."""
    packed = gzip.compress(("Ort;Einwohner\n" + "Velten;12\n" * 9000).encode())

    assert "beschädigt" in fault_of(write(tmp_path / "orte.csv.gz", packed[: len(packed) // 2])).problem


def test_tables_inside_archives_are_read(tmp_path):
    """One CSV in a zip or gz is read; of several the wanted one is named."""
    text = b"Ort;Einwohner\nVelten;12000\nOranienburg;47000\n"
    with zipfile.ZipFile(tmp_path / "eins.zip", "w") as archive:
        archive.writestr("tabelle.csv", text)
        archive.writestr("liesmich.pdf", b"%PDF")
    with zipfile.ZipFile(tmp_path / "zwei.zip", "w") as archive:
        archive.writestr("a.csv", text)
        archive.writestr("b.csv", text + b"Hennigsdorf;26000\n")
    write(tmp_path / "orte.csv.gz", gzip.compress(text))

    assert 2 == len(read_table(tmp_path / "eins.zip").frame)
    assert 2 == len(read_table(tmp_path / "orte.csv.gz").frame)
    assert "a.csv, b.csv" == fault_of(tmp_path / "zwei.zip").found
    assert 3 == len(read_table(tmp_path / "zwei.zip", ReadingOptions(sheet="b.csv")).frame)


def test_zip_bomb_is_refused_before_any_reader_opens_it(tmp_path, monkeypatch):
    """A part that unpacks to a thousand times its size is refused by its size alone."""
    source = saved(tmp_path / "klein.xlsx", TABLE)
    bomb = changed(source, tmp_path / "bombe.xlsx", SHEET, lambda data: data + b" " * 80_000_000)
    monkeypatch.setattr("ohv_coworking.reading.sheet.CalamineWorkbook", None)

    assert "unverhältnismäßig" in fault_of(bomb).problem


def test_a_lying_size_is_damage(tmp_path):
    """A part that unpacks to more than the archive declares does not reach the reader."""
    source = saved(tmp_path / "klein.xlsx", TABLE * 400).read_bytes()
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        size = archive.getinfo(SHEET).file_size
    lying = source.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little"))

    assert "beschädigt" in fault_of(write(tmp_path / "luege.xlsx", lying)).problem


def test_a_cell_in_the_last_corner_does_not_end_the_program(tmp_path):
    """One cell in XFD1048576 would reserve half a terabyte in the reader; it is refused with the extent."""

    def far(sheet):
        sheet["XFD1048576"] = 1

    fault = fault_of(saved(tmp_path / "weit.xlsx", TABLE, far))

    assert "1048576 Zeilen und 16384 Spalten" == fault.found


@pytest.mark.parametrize("dimension", [b"A1", b"A1:XFD1048576"])
def test_the_declared_dimension_is_not_believed(dimension, tmp_path):
    """Neither a declared single cell nor a declared million rows changes what is read."""
    source = saved(tmp_path / "klein.xlsx", TABLE)
    declared = changed(
        source,
        tmp_path / "behauptet.xlsx",
        SHEET,
        lambda data: data.replace(b'ref="A1:B4"', b'ref="' + dimension + b'"'),
    )

    assert (3, 2) == read_table(declared).frame.shape


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_external_entities_are_refused(part, tmp_path):
    """A document type in any part is refused before the part is parsed."""
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

    def inserted(data):
        declaration, end, rest = data.partition(b"?>")
        return declaration + end + entity + rest if end else entity + data

    poisoned = changed(saved(tmp_path / "klein.xlsx", TABLE), tmp_path / "fremd.xlsx", part, inserted)

    assert "fremde Inhalte" in fault_of(poisoned).problem


def test_formulas_without_a_value_are_named(tmp_path):
    """A workbook written by a program that does not calculate is refused at the first such cell."""
    fault = fault_of(saved(tmp_path / "formeln.xlsx", [*TABLE, ["Summe", "=SUM(B2:B4)"]]))

    assert (5, 2) == (fault.row, fault.column)
    assert "neu berechnen" in fault.remedy


def test_error_cells_are_missing_and_counted(tmp_path):
    """An error cell among numbers is a missing value whose sign is kept."""

    def broken(sheet):
        sheet["B3"] = "#DIV/0!"
        sheet["B3"].data_type = "e"

    values = typed(read_table(saved(tmp_path / "fehler.xlsx", TABLE, broken)))

    assert {"#DIV/0!": 1} == values.counts
    assert [47000, 12000] == values.frame["Einwohner"].dropna().tolist()


def test_prefixed_element_names_are_measured_too(tmp_path):
    """A producer that writes `x:c` instead of `c` hides neither cells nor errors."""
    rows = b'<x:worksheet><x:sheetData><x:row r="2"><x:c r="AB2" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData>'

    facts = parts._sheet_facts(iter([rows[:40], rows[40:]]), None)

    assert (2, 28, {(1, 27): "#N/A"}) == (facts.height, facts.width, facts.errors)


def ods(path, content):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest xmlns:manifest="m"/>'
        )
        archive.writestr(
            "content.xml",
            '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
            'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="Orte">{content}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )
    return path


def ods_row(*cells):
    return "<table:table-row>" + "".join(cells) + "</table:table-row>"


def ods_cell(text):
    kind = (
        f'office:value-type="float" office:value="{text}"' if text.isdigit() else 'office:value-type="string"'
    )
    return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"


def test_repeated_cells_of_an_ods_are_counted_before_it_is_opened(tmp_path):
    """A value behind a million repeated empty rows and columns is refused; empty repetitions at the end are not."""
    rows = [ods_row(ods_cell("Ort"), ods_cell("Einwohner")), ods_row(ods_cell("Velten"), ods_cell("12000"))]
    tail = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    far = ods_row('<table:table-cell table:number-columns-repeated="16383"/>', ods_cell("1"))

    assert (1, 2) == read_table(ods(tmp_path / "gut.ods", "".join([*rows, tail]))).frame.shape
    assert "zu großen Bereich" in fault_of(ods(tmp_path / "weit.ods", "".join([*rows, tail, far]))).problem


def test_errors_and_formulas_of_an_ods_are_found(tmp_path):
    """An error cell is a counted sign, a formula without value is refused, as in an xlsx."""
    head = ods_row(ods_cell("Ort"), ods_cell("Einwohner"))
    row = ods_row(ods_cell("Velten"), ods_cell("12000"))
    error = '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    formula = '<table:table-cell table:formula="of:=1+1"/>'

    values = typed(
        read_table(ods(tmp_path / "fehler.ods", head + row + row + ods_row(ods_cell("Leegebruch"), error)))
    )
    fault = fault_of(ods(tmp_path / "formel.ods", head + row + ods_row(ods_cell("Leegebruch"), formula)))

    assert {"#N/A": 1} == values.counts
    assert (3, 2) == (fault.row, fault.column)


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_what_unpacks_without_end_is_refused_while_it_is_read(tmp_path, kind):
    """Declared sizes may lie and gzip declares none: the bytes are counted."""
    content = b"1;2\n" * 60_000_000
    path = tmp_path / f"t.csv.{kind}"
    if kind == "gz":
        path.write_bytes(gzip.compress(content, 1))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("t.csv", content)
            archive.writestr(
                "bild.bin", os.urandom(4_000_000), zipfile.ZIP_STORED
            )  # not a hundred times smaller

    assert "unverhältnismäßig groß" in fault_of(path).problem


def test_a_stray_cell_far_outside_reserves_nothing(tmp_path):
    """A blank in AAA80000 is no reason to hold fifty million cells."""

    def stray(sheet):
        sheet["AAA80000"] = " "

    assert "zu großen Bereich" in fault_of(saved(tmp_path / "t.xlsx", TABLE, stray)).problem
