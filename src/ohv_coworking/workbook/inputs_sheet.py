"""Writes the sheet of inputs, the sheet on which the chosen cases change them, and the lists of choices."""

from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name as column

from ohv_coworking.parameters.plan_cases import changed
from ohv_coworking.plan.financial_model import SWITCHES
from ohv_coworking.plan.reckoning import serial
from ohv_coworking.workbook.input_rows import (
    BASE,
    FIRST_WORD,
    HEADER_ROW,
    HIGH,
    LABEL,
    LISTS,
    LOW,
    MAXIMUM,
    MINIMUM,
    NAME,
    OWN,
    SHEET,
    SOURCE,
    UNIT,
    VALID,
    VALUE,
    InputRows,
    Row,
)
from ohv_coworking.workbook.styles import ROW_HEIGHT, Styles, fit_row, page_setup, style_of_unit

CASES_SHEET = "Fälle"
# Title and width of each column; together they fit the width of a page.
_COLUMNS = {
    LABEL: ("Eingabe", 34), UNIT: ("Einheit", 12), BASE: ("Grundwert", 13), OWN: ("eigener Wert", 11),
    VALUE: ("gilt", 13), LOW: ("Spanne ab", 9), HIGH: ("Spanne bis", 9), MINIMUM: ("zulässig ab", 8),
    MAXIMUM: ("zulässig bis", 9), VALID: ("zulässig", 7), SOURCE: ("Quelle", 34), NAME: ("Name", 44),
}  # fmt: skip
_FIRST_STAGE, _KEY_ROW = 3, 4


def write_inputs(
    book: xlsxwriter.Workbook, styles: Styles, rows: InputRows, chosen: Mapping[str, str]
) -> None:
    """Write every input with unit, range and source; `chosen` gives what the switches show."""
    sheet = book.add_worksheet(SHEET)
    for place, (title, width) in _COLUMNS.items():
        sheet.set_column(place, place, width, styles.text)
        sheet.write(HEADER_ROW, place, title, styles.wrapped_heading)
    sheet.write(0, 0, "Eingaben", styles.title)
    hint = "Ein eigener Wert in einer gelben Zelle gilt anstelle des Grundwerts; gelöscht gilt wieder der Grundwert. Beträge in Preisen des Preisstands, netto, wo nicht „brutto“ dabeisteht."
    sheet.write(1, 0, hint, styles.text)
    for heading, listed in rows.sections.items():
        sheet.write(listed[0].row - 1, LABEL, heading, styles.heading)
        for row in listed:
            _write_input(sheet, styles, rows, row, chosen.get(row.name, row.value))
            book.define_name(f"in_{row.name}", f"={row.address}")
    last = max(row.row for row in rows.by_name.values()) + 1
    sheet.set_row(HEADER_ROW, 2 * ROW_HEIGHT)
    sheet.write(2, LABEL, "Eingaben außerhalb des zulässigen Bereichs", styles.text)
    valid = f"${column(VALID)}${HEADER_ROW + 2}:${column(VALID)}${last}"
    sheet.write_formula(2, VALUE, f'=COUNTIF({valid},"nein")', styles.number("count"), 0)
    book.define_name("inputs_out_of_range", f"={SHEET}!${column(VALUE)}$3")
    own = f"${column(OWN)}${HEADER_ROW + 2}:${column(OWN)}${last}"
    given = sum(chosen.get(row.name, row.value) != row.value for row in rows.by_name.values())
    sheet.write(3, LABEL, "Eigene Werte", styles.text)
    sheet.write_formula(3, VALUE, f"=COUNTA({own})", styles.number("count"), given)
    book.define_name("own_values_given", f"={SHEET}!${column(VALUE)}$4")
    _write_law(sheet, styles, book, rows)
    _write_changes(sheet, styles, book, rows)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, max(row.row for row in (*rows.case_values, *rows.case_factors)) + 1, SOURCE)
    page_setup(sheet)


def write_cases(book: xlsxwriter.Workbook, styles: Styles, rows: InputRows, cases: Mapping[str, str]) -> None:
    """Write what the chosen cases make of the inputs they touch, group after group.

    A case is found by its label and its changes by its key: a label that no list holds makes errors of all that follows.
    """
    sheet = book.add_worksheet(CASES_SHEET)
    sheet.write(0, 0, "Was die gewählten Fälle aus den Eingaben machen", styles.title)
    sheet.set_column(0, 0, 44, styles.text)
    sheet.set_column(1, 1, 34, styles.text, {"level": 1, "hidden": True})
    sheet.set_column(2, 2 + len(SWITCHES), 20, styles.text)
    for place, title in enumerate(("Eingabe", "Name", "gilt", *(title for _, title in SWITCHES.values()))):
        sheet.write(2, place, title, styles.heading)
    labels = rows.selected(cases)
    for place, (name, _) in enumerate(SWITCHES.values(), _FIRST_STAGE):
        key = rows.lists[f"{name}_keys"][rows.lists[name].index(labels[name])]
        found = f"=INDEX({rows.list_range(f'{name}_keys')},MATCH(in_{name},{rows.list_range(name)},0))"
        sheet.write_formula(3, place, f"=in_{name}", styles.wrapped, labels[name])
        sheet.write_formula(_KEY_ROW, place, found, styles.small, key)
    fit_row(sheet, 3, *((labels[name], 20) for name, _ in SWITCHES.values()))
    stages = list(_stages(rows, cases))
    for row, name in enumerate(rows.touched, _KEY_ROW + 1):
        one = rows.by_name[name]
        style = styles.number(style_of_unit(one.unit, one.whole))
        fit_row(sheet, row, (one.label, 44))
        sheet.write(row, 0, one.label, styles.wrapped)
        sheet.write(row, 1, name, styles.small)
        sheet.write_formula(row, 2, f"=in_{name}", style, stages[0][name])
        for stage, values in enumerate(stages[1:], _FIRST_STAGE):
            before, case = f"{column(stage - 1)}{row + 1}", f"{column(stage)}${_KEY_ROW + 1}"
            key = f'{case}&"|"&$B{row + 1}'
            multiplied = f"{before}*IFERROR(INDEX(case_factors,MATCH({key},case_factor_keys,0)),1)"
            kept = before if one.words else multiplied
            new = f"IFERROR(INDEX(case_values,MATCH({key},case_value_keys,0)),{kept})"
            sheet.write_formula(row, stage, f'=IF({case}="",0,{new})', style, values[name])
        book.define_name(f"act_{name}", f"='{CASES_SHEET}'!${column(2 + len(SWITCHES))}${row + 1}")
    sheet.freeze_panes(_KEY_ROW + 1, 2)
    sheet.repeat_rows(0, _KEY_ROW - 1)
    page_setup(sheet)
    sheet.set_row(_KEY_ROW, None, None, {"hidden": True})


def write_lists(book: xlsxwriter.Workbook, styles: Styles, rows: InputRows) -> None:
    """Write the words each choice is made from, a column each."""
    sheet = book.add_worksheet(LISTS)
    sheet.write(0, 0, "Woraus die Auswahlfelder wählen", styles.title)
    sheet.set_column(0, len(rows.lists), 36, styles.text)
    keys = {f"{name}_keys": f"{label}: Schlüssel" for name, label in SWITCHES.values()}
    for place, (name, words) in enumerate(rows.lists.items()):
        title = keys.get(name) or rows.by_name[name].label
        sheet.write(FIRST_WORD - 1, place, title, styles.wrapped_heading)
        for at, word in enumerate(words, FIRST_WORD):
            sheet.write(at, place, word, styles.text)
    sheet.set_row(FIRST_WORD - 1, 2 * ROW_HEIGHT)
    page_setup(sheet)


def _stages(rows: InputRows, cases: Mapping[str, str]):
    """Yield the values before any case and after each group in turn."""
    model = rows.model
    values: dict[str, Any] = model.values()
    yield values
    for group in SWITCHES:
        if group in cases:
            case = getattr(model.plan, group)[cases[group]]
            values = changed(values, [model.plan.changes_of(case)], model.inputs)
        yield values


def _write_input(sheet, styles: Styles, rows: InputRows, row: Row, value: float | str) -> None:
    style, here = style_of_unit(row.unit, row.whole), row.row + 1
    given, plain = styles.given(style), styles.wrapped if row.words else styles.number(style)
    held_style = styles.wrapped_bold if row.words else styles.result(style)
    fit_row(sheet, row.row, *((text, _COLUMNS[place][1]) for text, place in (
        (row.label, LABEL), (row.unit, UNIT), (row.source, SOURCE), (str(value) if row.words else "", VALUE))))  # fmt: skip
    sheet.write(row.row, LABEL, row.label, styles.wrapped)
    sheet.write(row.row, UNIT, row.unit, styles.wrapped)
    sheet.write(row.row, BASE, row.value, plain)
    sheet.write(row.row, OWN, "" if value == row.value else value, given)
    held = f'=IF({column(OWN)}{here}="",{column(BASE)}{here},{column(OWN)}{here})'
    sheet.write_formula(row.row, VALUE, held, held_style, value)
    sheet.write(row.row, SOURCE, row.source, styles.wrapped)
    sheet.write(row.row, NAME, f"in_{row.name}", styles.small)
    if row.low is not None:
        sheet.write(row.row, LOW, row.low, given)
        sheet.write(row.row, HIGH, row.high, given)
    cell = f"{column(VALUE)}{here}"
    if row.words:
        words = f"={rows.list_range(row.name)}"
        inside = f"ISNUMBER(MATCH({cell},{words[1:]},0))"
        rule = {"validate": "list", "source": words}
    elif row.minimum is not None:
        low, high = f"{column(MINIMUM)}{here}", f"{column(MAXIMUM)}{here}"
        sheet.write(row.row, MINIMUM, row.minimum, styles.number("any"))
        sheet.write(row.row, MAXIMUM, row.maximum, styles.number("any"))
        whole = f",{cell}=INT({cell})" if row.whole else ""
        inside = f"AND(ISNUMBER({cell}),{cell}>={low},{cell}<={high}{whole})"
        rule = {"validate": "integer" if row.whole else "decimal", "criteria": "between",
                "minimum": f"=${low[0]}${here}", "maximum": f"=${high[0]}${here}"}  # fmt: skip
    else:
        return
    sheet.write_formula(row.row, VALID, f'=IF({inside},"ja","nein")', styles.text, "ja")
    message = (
        "Der Wert steht nicht zur Wahl." if row.words else "Der Wert liegt außerhalb des zulässigen Bereichs."
    )
    sheet.data_validation(
        row.row, OWN, row.row, OWN, rule | {"error_title": "Nicht zulässig", "error_message": message}
    )


def _write_law(sheet, styles: Styles, book: xlsxwriter.Workbook, rows: InputRows) -> None:
    titles = {LABEL: "Gesetzliche Werte (kein Ersatz für Steuer- oder Rechtsberatung)", UNIT: "Einheit", VALUE: "Wert",
              LOW: "gültig ab", HIGH: "gültig bis", SOURCE: "Fundstelle", NAME: "Name"}  # fmt: skip
    for place in _COLUMNS:
        sheet.write(rows.law_row, place, titles.get(place, ""), styles.heading)
    for key, place in rows.law_rows.items():
        for at, (row, value) in enumerate(zip(place, rows.model.law[key], strict=True), 1):
            note = f"; {value.note}" if value.note else ""
            source = f"{value.law} ({value.checked}{note})"
            fit_row(sheet, row, (value.label, _COLUMNS[LABEL][1]), (source, _COLUMNS[SOURCE][1]))
            sheet.write(row, LABEL, value.label, styles.wrapped)
            sheet.write(row, UNIT, value.unit, styles.text)
            sheet.write(
                row,
                VALUE,
                value.value,
                styles.given(style_of_unit(value.unit, value.value == int(value.value))),
            )
            sheet.write(row, LOW, serial(value.valid_from), styles.given("date"))
            sheet.write(row, HIGH, serial(value.valid_to) if value.valid_to else "", styles.given("date"))
            sheet.write(row, SOURCE, source, styles.wrapped)
            sheet.write(row, NAME, f"in_{key}_{at}", styles.small)
            book.define_name(f"in_{key}_{at}", f"={SHEET}!${column(VALUE)}${row + 1}")


def _write_changes(sheet, styles: Styles, book: xlsxwriter.Workbook, rows: InputRows) -> None:
    tables = (
        ("Fälle: neue Werte", "value", rows.case_values),
        ("Fälle: Faktoren", "factor", rows.case_factors),
    )
    for title, kind, changes in tables:
        start = changes[0].row if changes else rows.cases_row + 1
        sheet.write(start - 1, LABEL, title, styles.heading)
        for change in changes:
            sheet.write(change.row, LABEL, change.label, styles.text)
            sheet.write(change.row, NAME, change.key, styles.small)
            if change.formula:
                sheet.write_formula(change.row, VALUE, change.formula, styles.number("any"), change.value)
            else:
                sheet.write(change.row, VALUE, change.value, styles.given("any"))
        last = start + max(len(changes), 1)
        for what, place in ((f"case_{kind}_keys", NAME), (f"case_{kind}s", VALUE)):
            book.define_name(what, f"={SHEET}!${column(place)}${start + 1}:${column(place)}${last}")
