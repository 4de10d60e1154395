"""Writes the sheet of inputs, and the sheet on which the chosen cases change them."""

from collections.abc import Mapping
from typing import Any

import xlsxwriter

from ohv_coworking.parameters.plan_cases import changed
from ohv_coworking.plan.financial_model import SWITCHES
from ohv_coworking.plan.reckoning import serial
from ohv_coworking.plan.workbook.input_rows import (  # fmt: skip
    HEADER_ROW,
    HIGH,
    LABEL,
    LOW,
    MAXIMUM,
    MINIMUM,
    NAME,
    SHEET,
    SOURCE,
    UNIT,
    VALID,
    VALUE,
    InputRows,
    Row,
)
from ohv_coworking.plan.workbook.styles import Styles, style_of_unit

CASES_SHEET = "Fälle"
_TITLES = {
    LABEL: "Eingabe", UNIT: "Einheit", VALUE: "Wert", LOW: "Spanne ab", HIGH: "Spanne bis", MINIMUM: "zulässig ab",
    MAXIMUM: "zulässig bis", VALID: "zulässig", SOURCE: "Quelle", NAME: "Name",
}  # fmt: skip
_WIDTHS = {
    LABEL: 58,
    UNIT: 18,
    VALUE: 18,
    LOW: 11,
    HIGH: 11,
    MINIMUM: 11,
    MAXIMUM: 12,
    VALID: 9,
    SOURCE: 80,
    NAME: 44,
}


def write_inputs(
    book: xlsxwriter.Workbook, styles: Styles, rows: InputRows, chosen: Mapping[str, str]
) -> None:
    """Write every input with unit, range and source; `chosen` gives what the switches show."""
    sheet = book.add_worksheet(SHEET)
    for column, width in _WIDTHS.items():
        sheet.set_column(column, column, width, styles.text)
        sheet.write(HEADER_ROW, column, _TITLES[column], styles.heading)
    sheet.write(0, 0, "Eingaben", styles.title)
    sheet.write(
        1,
        0,
        "Gelbe Zellen sind Eingaben; alles andere rechnet. Beträge netto in Preisen des Preisstands.",
        styles.text,
    )
    for heading, listed in rows.sections.items():
        sheet.write(listed[0].row - 1, LABEL, heading, styles.heading)
        for row in listed:
            _write_input(sheet, styles, row, chosen.get(row.name, row.value))
            book.define_name(f"in_{row.name}", f"={row.address}")
    last = max(row.row for row in rows.by_name.values()) + 1
    sheet.write(2, LABEL, "Eingaben außerhalb des zulässigen Bereichs", styles.text)
    valid = f"$H${HEADER_ROW + 2}:$H${last}"
    sheet.write_formula(2, VALUE, f'=COUNTIF({valid},"nein")', styles.number("count"), 0)
    book.define_name("inputs_out_of_range", f"={SHEET}!$C$3")
    _write_law(sheet, styles, book, rows)
    _write_changes(sheet, styles, book, rows)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    _page_setup(sheet)


def write_cases(book: xlsxwriter.Workbook, styles: Styles, rows: InputRows, cases: Mapping[str, str]) -> None:
    """Write what the chosen cases make of the inputs they touch, group after group."""
    sheet = book.add_worksheet(CASES_SHEET)
    sheet.write(0, 0, "Was die gewählten Fälle aus den Eingaben machen", styles.title)
    sheet.set_column(0, 1, 44, styles.text)
    sheet.set_column(2, 2 + len(SWITCHES), 24, styles.text)
    for column, title in enumerate(
        ("Eingabe", "Name", "Grundwert", *(title for _, title in SWITCHES.values()))
    ):
        sheet.write(2, column, title, styles.heading)
    labels = rows.selected(cases)
    for column, (name, _) in enumerate(SWITCHES.values(), 3):
        sheet.write_formula(3, column, f"=in_{name}", styles.text, labels[name])
    stages = list(_stages(rows, cases))
    for at, name in enumerate(rows.touched):
        row, one = 4 + at, rows.by_name[name]
        style = styles.number(style_of_unit(one.unit, one.whole))
        sheet.write(row, 0, one.label, styles.text)
        sheet.write(row, 1, name, styles.small)
        sheet.write_formula(row, 2, f"=in_{name}", style, stages[0][name])
        for stage, values in enumerate(stages[1:], 3):
            before, here = chr(ord("A") + stage - 1), chr(ord("A") + stage)
            key = f'{here}$3&": "&{here}$4&"|"&$B{row + 1}'
            multiplied = f"{before}{row + 1}*IFERROR(INDEX(case_factors,MATCH({key},case_factor_keys,0)),1)"
            kept = f"{before}{row + 1}" if one.words else multiplied
            formula = f"=IFERROR(INDEX(case_values,MATCH({key},case_value_keys,0)),{kept})"
            sheet.write_formula(row, stage, formula, style, values[name])
        last = chr(ord("A") + 2 + len(SWITCHES))
        book.define_name(f"act_{name}", f"='{CASES_SHEET}'!${last}${row + 1}")
    sheet.freeze_panes(4, 2)
    _page_setup(sheet)


def _stages(rows: InputRows, cases: Mapping[str, str]):
    """Yield the values before any case and after each group in turn."""
    model = rows.model
    values: dict[str, Any] = model.values()
    yield values
    for group in SWITCHES:
        if group in cases:
            values = changed(values, [getattr(model.plan, group)[cases[group]]], model.inputs)
        yield values


def _write_input(sheet, styles: Styles, row: Row, value: float | str) -> None:
    given = styles.given(style_of_unit(row.unit, row.whole))
    sheet.write(row.row, LABEL, row.label, styles.text)
    sheet.write(row.row, UNIT, row.unit, styles.text)
    sheet.write(row.row, VALUE, value, given)
    sheet.write(row.row, SOURCE, row.source, styles.text)
    sheet.write(row.row, NAME, f"in_{row.name}", styles.small)
    if row.low is not None:
        sheet.write(row.row, LOW, row.low, given)
        sheet.write(row.row, HIGH, row.high, given)
    if row.words:
        sheet.data_validation(row.row, VALUE, row.row, VALUE, {"validate": "list", "source": list(row.words)})
    elif row.minimum is not None:
        here = row.row + 1
        plain = styles.number(style_of_unit(row.unit, row.whole))
        sheet.write(row.row, MINIMUM, row.minimum, plain)
        sheet.write(row.row, MAXIMUM, row.maximum, plain)
        sheet.write_formula(
            row.row, VALID, f'=IF(AND(C{here}>=F{here},C{here}<=G{here}),"ja","nein")', styles.text, "ja"
        )
        sheet.data_validation(
            row.row,
            VALUE,
            row.row,
            VALUE,
            {
                "validate": "integer" if row.whole else "decimal",
                "criteria": "between",
                "minimum": f"=$F${here}",
                "maximum": f"=$G${here}",
                "error_title": "Nicht zulässig",
                "error_message": "Der Wert liegt außerhalb des zulässigen Bereichs.",
            },
        )


def _write_law(sheet, styles: Styles, book: xlsxwriter.Workbook, rows: InputRows) -> None:
    head = (
        "Gesetzliche Werte (kein Ersatz für Steuer- oder Rechtsberatung)",
        "Einheit",
        "Wert",
        "gültig ab",
        "gültig bis",
    )
    for column, title in enumerate((*head, "", "", "", "Fundstelle", "Name")):
        sheet.write(rows.law_row, column, title, styles.heading)
    for key, place in rows.law_rows.items():
        for at, (row, value) in enumerate(zip(place, rows.model.law[key], strict=True), 1):
            sheet.write(row, LABEL, value.label, styles.text)
            sheet.write(row, UNIT, value.unit, styles.text)
            sheet.write(row, VALUE, value.value, styles.given("law"))
            sheet.write(row, LOW, serial(value.valid_from), styles.given("date"))
            sheet.write(row, HIGH, serial(value.valid_to) if value.valid_to else "", styles.given("date"))
            note = f"; {value.note}" if value.note else ""
            sheet.write(row, SOURCE, f"{value.law} ({value.checked}{note})", styles.text)
            sheet.write(row, NAME, f"in_{key}_{at}", styles.small)
            book.define_name(f"in_{key}_{at}", f"={SHEET}!$C${row + 1}")


def _write_changes(sheet, styles: Styles, book: xlsxwriter.Workbook, rows: InputRows) -> None:
    tables = (
        ("Fälle: neue Werte", "value", rows.case_values),
        ("Fälle: Faktoren", "factor", rows.case_factors),
    )
    for title, kind, changes in tables:
        start = changes[0].row if changes else rows.cases_row + 1
        sheet.write(start - 1, LABEL, title, styles.heading)
        for change in changes:
            sheet.write(change.row, LABEL, change.key, styles.text)
            if change.formula:
                sheet.write_formula(change.row, VALUE, change.formula, styles.number("law"), change.value)
            else:
                sheet.write(change.row, VALUE, change.value, styles.given("law"))
        last = start + max(len(changes), 1)
        book.define_name(f"case_{kind}_keys", f"={SHEET}!$A${start + 1}:$A${last}")
        book.define_name(f"case_{kind}s", f"={SHEET}!$C${start + 1}:$C${last}")


def _page_setup(sheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RSeite &P von &N")
    sheet.protect()
