"""Writes `finanzplan.xlsx`: the plan's formulas live, with the values they had when written."""

from datetime import datetime
from pathlib import Path

import numpy as np
import xlsxwriter

from ohv_coworking.plan.financial_model import FinancialModel, Run
from ohv_coworking.plan.line import AXIS_COLUMN, SINGLE_COLUMN, Axis, Page
from ohv_coworking.plan.plan_lines import CONSTANTS
from ohv_coworking.plan.workbook.excel import NOTHING, Layout, Place, excel_formula
from ohv_coworking.plan.workbook.input_rows import InputRows
from ohv_coworking.plan.workbook.inputs_sheet import write_cases, write_inputs
from ohv_coworking.plan.workbook.overview import write_overview
from ohv_coworking.plan.workbook.styles import Styles

HEADER = {Axis.MONTH: ("date", "month"), Axis.YEAR: ("calendar_year", "plain")}
# Equal input, equal bytes: the document properties carry no clock.
WRITTEN = datetime(2000, 1, 1)


def write_workbook(model: FinancialModel, file: Path, **cases: str) -> None:
    """Write the workbook of a model; `cases` sets the switches, as in `scenarios="cautious"`."""
    rows = InputRows(model)
    layout = _layout(model, rows)
    run = model.run(model.values(**cases))
    with xlsxwriter.Workbook(file, {"strings_to_numbers": False}) as book:
        book.set_properties({"title": "Finanzplan", "author": "", "created": WRITTEN})
        book.set_calc_mode("auto")
        styles = Styles(book)
        overview = book.add_worksheet("Übersicht")
        write_inputs(book, styles, rows, rows.selected(cases))
        write_cases(book, styles, rows, cases)
        for page in model.lines.pages:
            _write_page(book, styles, page, layout, run)
        _name_results(book, run, layout)
        write_overview(book, overview, styles, layout, run, rows.selected(cases))


def _layout(model: FinancialModel, rows: InputRows) -> Layout:
    places = {
        line.name: Place(page.name, row, block.axis)
        for page in model.lines.pages
        for row, block, line in page.placed()
        if line is not None
    }
    names = {name: f"in_{name}" for name in (*model.inputs, *CONSTANTS, "opening_month", "price_base")}
    names |= {name: f"act_{name}" for name in rows.touched} | {"inputs_out_of_range": "inputs_out_of_range"}
    statutes = {
        key: tuple(f"Eingaben!${column}${place.start + 1}:${column}${place.stop}" for column in "DC")
        for key, place in rows.law_rows.items()
    }
    known_until = {key: f"Eingaben!$E${place.stop}" for key, place in rows.law_rows.items()}
    return Layout(places, names, model.lines.length, statutes, known_until)


def _write_page(book: xlsxwriter.Workbook, styles: Styles, page: Page, layout: Layout, run: Run) -> None:
    sheet = book.add_worksheet(page.name)
    sheet.set_column(0, 0, 52, styles.text)
    sheet.set_column(1, 1, 16, styles.text)
    sheet.set_column(2, 2, 30, styles.small, {"level": 1})
    sheet.set_column(SINGLE_COLUMN, SINGLE_COLUMN, 16, styles.text)
    sheet.set_column(SINGLE_COLUMN + 1, SINGLE_COLUMN + 1, 2)
    sheet.write(0, 0, page.title, styles.title)
    axes = {block.axis for block in page.blocks}
    for axis in axes & HEADER.keys():
        _write_header(sheet, styles, page, axis, layout, run)
    for row, block, line in page.placed():
        if line is None:
            sheet.write(row, 0, block.heading, styles.heading)
            continue
        for column, text in enumerate((line.label, line.unit)):
            sheet.write(row, column, text, styles.text)
        sheet.write(row, 2, line.name, styles.small)
        style = styles.result(line.style) if line.result else styles.number(line.style)
        start = SINGLE_COLUMN if block.axis is Axis.SINGLE else AXIS_COLUMN
        for at, value in enumerate(np.atleast_1d(run[line.name]).tolist()):
            formula = excel_formula(line.formula, layout, page.name, block.axis, start + at)
            sheet.write_formula(row, start + at, formula, style, shown(value))
        if line.style == "check":
            sheet.conditional_format(
                row, start, row, start, {"type": "cell", "criteria": "==", "value": 1, "format": styles.good}
            )
            sheet.conditional_format(
                row, start, row, start, {"type": "cell", "criteria": "!=", "value": 1, "format": styles.bad}
            )
    sheet.freeze_panes(4, AXIS_COLUMN)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_columns(0, 1)
    sheet.repeat_rows(0, 3)
    sheet.fit_to_pages(4 if Axis.MONTH in axes else 1, 0)
    sheet.set_footer("&L&A&RSeite &P von &N")
    sheet.protect()


def _write_header(sheet, styles: Styles, page: Page, axis: Axis, layout: Layout, run: Run) -> None:
    name, style = HEADER[axis]
    sheet.set_column(AXIS_COLUMN, AXIS_COLUMN + layout.length[axis] - 1, 11)
    for at, value in enumerate(run[name].tolist()):
        formula = excel_formula(name, layout, page.name, axis, AXIS_COLUMN + at)
        sheet.write_formula(2, AXIS_COLUMN + at, formula, styles.result(style), value)


def _name_results(book: xlsxwriter.Workbook, run: Run, layout: Layout) -> None:
    for name in run.lines.results:
        place = layout.lines[name]
        book.define_name(f"out_{name}", f"='{place.page}'!$D${place.row + 1}")
    need = layout.lines["need_by_year"]
    for at in range(layout.length[Axis.YEAR]):
        column = chr(ord("A") + AXIS_COLUMN + at)
        book.define_name(f"out_subsidy_need_year_{at + 1}", f"='{need.page}'!${column}${need.row + 1}")


def shown(value: float) -> float | str:
    """Return a value as a cell holds it: what is missing as a dash."""
    return NOTHING if np.isnan(value) else float(value)
