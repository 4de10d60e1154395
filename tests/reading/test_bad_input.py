"""Bad files end in one German fault with file and remedy, or in documented handling; never in a trace."""

import pytest

import survey_dialects as dialects
from bad_files import TABLE, fault_of, saved, write
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.recognise import understand
from ohv_coworking.reading import ReadingOptions, read_table


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


def test_a_row_of_thousands_of_empty_cells_keeps_the_separator(tmp_path):
    """A sheet whose used range is far too wide: the separator is still the one of the cells."""
    path = write(
        tmp_path / "t.csv",
        "Ort;Zahl" + ";" * 3000 + "\n" + "".join(f"Ort {n};{n}{';' * 3000}\n" for n in range(5)),
    )

    assert (";", 5) == (understand(path).table.grid.separator, understand(path).rows)
