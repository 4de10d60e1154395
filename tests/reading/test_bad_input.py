"""Bad files end in one German fault with file and remedy, or in documented handling; never in a trace."""

import gzip
import io
import os
import zipfile

import pytest
from openpyxl import Workbook

import survey_dialects as dialects
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand
from ohv_coworking.reading import ReadingOptions, read_table, typed
from ohv_coworking.reading import workbook_xml as parts


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def fault_of(path, options=None):
    with pytest.raises(InputFault) as fault:
        understand(path, options or ReadingOptions())

    assert fault.value.remedy or fault.value.expected
    return fault.value


def saved(path, rows, edit=lambda sheet: None):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    edit(workbook.active)
    workbook.save(path)
    return path


def changed(source, target, part, change):
    """Write a copy of a zip file with one part changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return target


TABLE = [["Ort", "Einwohner"], ["Oranienburg", 47000], ["Hennigsdorf", 26000], ["Velten", 12000]]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("leer.csv", b"", None),
        ("bild.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "ein Bild"),
        ("bericht.xlsx", b"%PDF-1.7\n" + bytes(50), "ein PDF-Dokument"),
        ("export.xls", "<html><table><tr><td>Ort</td></tr></table></html>", "eine HTML- oder XML-Seite"),
        ("daten.csv", bytes(range(256)) * 20, "eine Binärdatei"),
        ("prosa.txt", "Sehr geehrte Damen und Herren\n\nmit freundlichen Grüßen\n", None),
        ("kaputt.sav", b"$FL2@(#) SPSS DATA FILE" + bytes(80), None),
        ("kaputt.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), None),
    ],
)
def test_what_is_no_table_is_named(name, content, found, tmp_path):
    """Empty files, pictures, documents, pages, prose and damaged files are told apart by content."""
    fault = fault_of(write(tmp_path / name, content))

    assert name == fault.file
    assert found is None or found == fault.found


def test_missing_file_is_named(tmp_path):
    """A file that is not there is the consultant's fault, not a trace."""
    assert "nicht vorhanden" in fault_of(tmp_path / "fehlt.csv").problem


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


def test_lost_quote_is_named_with_its_row(tmp_path):
    """A quote that is opened and never closed swallows records; the file is refused at the record."""
    text = 'Ort;Wert\n"Velten";1\n"Oranienburg;2\n"Hennigsdorf";3\n'

    fault = fault_of(write(tmp_path / "zitat.csv", text))

    assert ("Anführungszeichen" in fault.problem, 3) == (True, fault.row)


def test_quotes_inside_words_are_only_words(tmp_path):
    """A quote within an unquoted cell is an inch sign, no fault."""
    table = read_table(
        write(tmp_path / "zoll.csv", 'Gerät;Größe;Anzahl\nMonitor;27" breit;3\nTisch;1,60 m;4\n')
    )

    assert ['27" breit', "1,60 m"] == table.frame["Größe"].tolist()


def test_shifted_row_is_named(tmp_path):
    """A row with one separator too many would shift its values; it is refused with its number."""
    fault = fault_of(
        write(
            tmp_path / "schief.csv",
            "Ort;Jahr;Wert\nVelten;2020;1\nOranienburg, Stadt;;2020;2\nA;2020;3\nB;2021;4\n",
        )
    )

    assert (3, "3 Spalten") == (fault.row, fault.expected)


def test_broken_off_last_row_is_named(tmp_path):
    """A text file whose last record alone is short was cut in transfer."""
    fault = fault_of(write(tmp_path / "abbruch.csv", "Ort;Jahr;Wert\nVelten;2020;1\nVelten;2021;2\nVel"))

    assert (4, "1 Spalten") == (fault.row, fault.found)


def test_wrong_options_are_refused(tmp_path):
    """Codecs, sheets and header rows that do not exist are named with what does."""
    text = write(tmp_path / "orte.csv", "Ort;Fläche\nVelten;23,4\n".encode("cp1252"))
    workbook = saved(tmp_path / "orte.xlsx", TABLE)

    assert "Zeichensatz ist unbekannt" in fault_of(text, ReadingOptions(encoding="klingonisch")).problem
    assert 1 == fault_of(text, ReadingOptions(encoding="utf-8")).row
    assert "Sheet" == fault_of(workbook, ReadingOptions(sheet="Daten")).expected
    assert 9 == fault_of(workbook, ReadingOptions(header_rows=(9,))).found


def test_replacement_characters_are_pointed_at(tmp_path):
    """Umlauts lost before the file was written load with a warning."""
    table = read_table(
        write(
            tmp_path / "orte.csv",
            "Ort;Wert\nM\N{REPLACEMENT CHARACTER}nchen;1\nK\N{REPLACEMENT CHARACTER}ln;2\n",
        )
    )

    assert any("Umlaute" in notice for notice in table.notices)


def test_prices_that_name_no_price_are_missing_and_listed(tmp_path):
    """`ca. 120 €` is a price, `ca. 100-120 €` is none: it is missing, and the report says where."""
    rows = [
        "Wie viel würden Sie zahlen?",
        "120 €",
        "ca. 90 €",
        "ca. 100-120 €",
        "89,50",
        "1.200,- EUR",
        "nichts",
        "75 €/Monat",
    ]
    text = "Nr;" + "\n".join(f"{number};{row}" if number else row for number, row in enumerate(rows))

    found = understand(write(tmp_path / "preise.csv", text), kind="survey/plain")
    question = found.codebook[0]

    assert [120, 90, 89.5, 1200, 75] == found.responses[question.name].dropna().tolist()
    assert [(4, "ca. 100-120 €"), (7, "nichts")] == [(one.row, one.text) for one in question.unclear]
    assert any("Zeile 4 „ca. 100-120 €“" in notice for notice in found.notices)


def test_two_questions_with_the_same_header_stay_two(tmp_path):
    """Equal headers are two columns and two questions; nothing is overwritten."""
    text = (
        "Zeitstempel,Wie oft?,Wie oft?\n" + "01.05.2024 10:00:00,nie,oft\n02.05.2024 10:00:00,nie,oft\n" * 3
    )

    found = understand(write(tmp_path / "doppelt.csv", text))

    assert ["Wie oft?", "Wie oft? (2)"] == [question.name for question in found.codebook]
    assert [{"nie": 6}, {"oft": 6}] == [question.counts for question in found.codebook]


def test_a_foreign_structure_file_is_refused(tmp_path):
    """Labels of another kind, or for a tool that has none, are refused by name."""
    export = dialects.limesurvey_codes(tmp_path)
    other = write(
        tmp_path / "fremd.lss",
        '<?xml version="1.0"?><document><LimeSurveyDocType>Label set</LimeSurveyDocType></document>',
    )

    with pytest.raises(InputFault, match="keine LimeSurvey-Struktur"):
        understand(export, labels=[other])
    with pytest.raises(InputFault, match="keine Beschriftungsdateien"):
        understand(dialects.microsoft_forms(tmp_path), labels=[other])


def test_an_export_without_answers_has_no_respondents(tmp_path):
    """A header without rows is a survey nobody has answered yet."""
    found = understand(
        write(
            tmp_path / "neu.csv",
            '"Antwort ID","Datum Abgeschickt","Letzte Seite","Start-Sprache","Wie oft?"\n',
        )
    )

    assert (0, 0) == (found.rows, found.codebook[0].base)


@pytest.mark.parametrize("content", [b"__________\nStand: 2024\n", b"\n\n", b"\xef\xbb\xbf", b"__________"])
def test_a_text_without_any_cell_holds_no_table(tmp_path, content):
    """Nothing but a footer, line ends or a mark: told as a file without a table."""
    path = tmp_path / "leer.csv"
    path.write_bytes(content)

    assert "keine Datentabelle" in fault_of(path).problem


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


def test_a_row_of_thousands_of_empty_cells_keeps_the_separator(tmp_path):
    """A sheet whose used range is far too wide: the separator is still the one of the cells."""
    path = write(
        tmp_path / "t.csv",
        "Ort;Zahl" + ";" * 3000 + "\n" + "".join(f"Ort {n};{n}{';' * 3000}\n" for n in range(5)),
    )

    assert (";", 5) == (understand(path).table.grid.separator, understand(path).rows)
