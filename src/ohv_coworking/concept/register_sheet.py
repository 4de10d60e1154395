"""The register as a spreadsheet: the template people fill in."""

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ohv_coworking.basics.colours import shade
from ohv_coworking.basics.spreadsheet_bytes import spreadsheet_bytes
from ohv_coworking.concept.register_entries import HEADERS, KINDS, NEEDS, SHEET

ROWS = 500
DATES = ("Ab wann", "Datum der Einwilligung", "Löschen bis")
EXPLANATIONS = {
    "Art": "Person oder Organisation.",
    "Name": "Name der Person oder der Organisation; keine E-Mail-Adresse, keine Telefonnummer.",
    "Ort": "Wohnort oder Sitz.",
    "Bedarf": "Was vor allem gebraucht wird.",
    "Tage je Woche": "Gewünschte Nutzungstage, größer als null, höchstens sieben.",
    "Plätze": "Anzahl gleichzeitig genutzter Plätze.",
    "Preis je Platz und Monat in €": "Was gezahlt würde; leer, wenn nicht genannt.",
    "Ab wann": "Frühester Beginn.",
    "Kontakt": "E-Mail-Adresse oder Telefonnummer, nur mit Einwilligung zum Kontakt.",
    "Einwilligung Kontakt": "ja, wenn Kontakt aufgenommen werden darf; leer gilt als nein.",
    "Einwilligung Nennung": "ja, wenn der Name in der Studie genannt werden darf; leer gilt als nein.",
    "Datum der Einwilligung": "Tag der Einwilligung; Pflicht, sobald eine Einwilligung gegeben ist.",
    "Zweck": "Wozu die Angaben verwendet werden.",
    "Löschen bis": "Tag, bis zu dem der Eintrag gelöscht sein muss; danach zählt er nirgends mehr mit.",
}
INFORMATION = (
    "Information nach Art. 13 DSGVO",
    "Verantwortlich: die im Kopf der Studie genannte Auftraggeberin (Anschrift vor der Verwendung eintragen).",
    "Zweck: Abschätzung des Bedarfs an einem gemeinsamen Arbeitsort; Kontakt zur Vorbereitung des Betriebs.",
    "Rechtsgrundlage: Einwilligung nach Art. 6 Abs. 1 Buchst. a DSGVO; sie ist freiwillig und jederzeit widerrufbar.",
    "Empfänger: das Projektbüro; in der Studie erscheinen nur Anzahlen, Namen nur von Organisationen mit Einwilligung.",
    "Speicherdauer: bis zum Tag in der Spalte „Löschen bis“.",
    "Rechte: Auskunft, Berichtigung, Löschung, Einschränkung, Widerruf, Beschwerde bei der Aufsichtsbehörde.",
    "Ein Widerruf wird umgesetzt, indem die Zeile gelöscht wird.",
)


def template() -> bytes:
    """Return the empty register: German headers, choices and date checks, explanation and information sheet."""
    return spreadsheet_bytes(_register_workbook([]), compressed=False)


def filled_template(entries: Iterable[dict[str, object]]) -> bytes:
    """Return the template with entries, each a cell value by header."""
    return spreadsheet_bytes(_register_workbook(list(entries)), compressed=False)


def _register_workbook(entries: list[dict[str, object]]) -> Workbook:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = SHEET
    head(sheet, HEADERS)
    for row, cells in enumerate(entries, start=2):
        for column, header in enumerate(HEADERS, start=1):
            write_register(sheet, row, column, cells[header])
    for column, header in enumerate(HEADERS, start=1):
        letter = get_column_letter(column)
        area = f"{letter}2:{letter}{ROWS}"
        if header in DATES:
            for row in range(2, ROWS + 1):
                sheet[f"{letter}{row}"].number_format = "DD.MM.YYYY"
        if check := _cell_check(header, area):
            sheet.add_data_validation(check)
    explanation = workbook.create_sheet("Hinweise")
    explanation.column_dimensions["A"].width, explanation.column_dimensions["B"].width = 34, 100
    for header, text in EXPLANATIONS.items():
        explanation.append([header, text])
    explanation.append([])
    for line in INFORMATION:
        explanation.append([None, line])
    return workbook


def head(sheet: Worksheet, headers: list[str]) -> None:
    """Write the header row: bold, wrapped, kept in sight when scrolling."""
    sheet.append(headers)
    for column, cell in enumerate(sheet[1], start=1):
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=shade(0.12)[1:])
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = 18
    sheet.freeze_panes = "C2"


def write_register(sheet: Worksheet, row: int, column: int, value: object) -> None:
    """Write a cell; a text that begins like a formula stays a text."""
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"


def _cell_check(header: str, area: str) -> DataValidation | None:
    choices = {"Art": KINDS, "Bedarf": NEEDS, "Einwilligung Kontakt": ("ja", "nein")}
    choices["Einwilligung Nennung"] = choices["Einwilligung Kontakt"]
    if header in choices:
        check = DataValidation(type="list", formula1=f'"{",".join(choices[header])}"', allow_blank=True)
    elif header in DATES:
        check = DataValidation(type="date", operator="greaterThan", formula1="43831", allow_blank=True)
    elif header == "Tage je Woche":
        check = DataValidation(type="decimal", operator="between", formula1="0.1", formula2="7")
    elif header == "Plätze":
        check = DataValidation(type="whole", operator="between", formula1="1", formula2="200")
    elif header == "Preis je Platz und Monat in €":
        check = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    elif header == "Name":
        # No @: an address belongs into the contact column.
        check = DataValidation(type="custom", formula1='ISERROR(FIND("@",B2))', allow_blank=True)
    else:
        return None
    check.error, check.errorTitle = EXPLANATIONS[header], header
    check.prompt, check.promptTitle = EXPLANATIONS[header], header[:32]
    check.showErrorMessage = check.showInputMessage = True
    check.add(area)
    return check
