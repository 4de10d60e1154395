"""Writes `finanzplan.xlsx`: the plan's formulas live, with the values they had when written."""

from datetime import datetime
from pathlib import Path

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name as column
from xlsxwriter.worksheet import Worksheet

from ohv_coworking.plan.financial_model import FinancialModel, Run
from ohv_coworking.plan.line import AXIS_COLUMN, SINGLE_COLUMN, Axis, Page
from ohv_coworking.plan.plan_lines import CONSTANTS
from ohv_coworking.workbook import cover as cover_sheet
from ohv_coworking.workbook import overview as overview_sheet
from ohv_coworking.workbook.cover import Cover, write_cover
from ohv_coworking.workbook.excel import BookLayout, Place, excel_formula
from ohv_coworking.workbook.input_rows import HIGH, LISTS, LOW, SHEET, VALUE, InputRows
from ohv_coworking.workbook.inputs_sheet import CASES_SHEET, write_cases, write_inputs, write_lists
from ohv_coworking.workbook.overview import shown, write_overview
from ohv_coworking.workbook.styles import AMBER, FONT, GREEN, INPUT_FILL, Styles, fit_row, page_setup

# The line that heads the columns of an axis, its look and the width of a column: twelve months fit a page.
HEADER = {Axis.MONTH: ("date", "month", 8.5), Axis.YEAR: ("calendar_year", "plain", 11)}
LABEL_WIDTH, UNIT_WIDTH, WIDE_LABEL = 37, 11, 72
# Equal input, equal bytes: the document properties carry no clock.
WRITTEN = datetime(2000, 1, 1)
OTHER_SHEETS = {
    overview_sheet.SHEET: "Was der Plan sagt, jetzt und in jedem Szenario",
    SHEET: "Eingaben mit Quelle, gesetzliche Werte, Fälle",
    CASES_SHEET: "Was die gewählten Fälle aus den Eingaben machen",
}
TABS = {overview_sheet.SHEET: GREEN, SHEET: INPUT_FILL, "Jahre": GREEN, "Prüfungen": AMBER}


class _PlanSheet(Worksheet):
    """A sheet whose formulas stand as given: to look for 29 functions of newer Excels, that the plan does not know, takes as long as all else."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def write_workbook(model: FinancialModel, file: Path, cover: Cover | None = None, **cases: str) -> None:
    """Write the workbook of a model; `cases` sets the switches, as in `scenarios="cautious"`."""
    rows = InputRows(model)
    layout = _layout(model, rows)
    run = model.run(model.values(**cases))
    scenarios = {one.label: model.run(model.values(**cases | {"scenarios": key}))
                 for key, one in model.plan.scenarios.items()}  # fmt: skip
    pages = model.lines.pages
    # A text is a text, whatever it begins with.
    options = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False,
               "default_format_properties": {**FONT}}  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": "Finanzplan", "author": "", "created": WRITTEN})
        book.set_calc_mode("auto")
        styles = Styles(book)
        front, overview = book.add_worksheet(cover_sheet.SHEET), book.add_worksheet(overview_sheet.SHEET)
        write_inputs(book, styles, rows, rows.selected(cases))
        write_cases(book, styles, rows, cases)
        for page in pages:
            _write_page(book, styles, page, layout, run)
        write_lists(book, styles, rows)
        _name_results(book, run, layout)
        write_overview(book, overview, styles, layout, run, rows.selected(cases), scenarios)
        contents = {
            **OTHER_SHEETS,
            **{page.name: page.title for page in pages},
            LISTS: "Woraus die Auswahlfelder wählen",
        }
        write_cover(front, styles, cover or Cover(), contents.items())
        for sheet in book.worksheets():
            sheet.set_tab_color(TABS.get(sheet.get_name(), "#BFBFBF"))


def _layout(model: FinancialModel, rows: InputRows) -> BookLayout:
    places = {
        line.name: Place(page.name, row, block.axis)
        for page in model.lines.pages
        for row, block, line in page.placed()
        if line is not None
    }
    names = {name: f"in_{name}" for name in (*model.inputs, *CONSTANTS, "opening_month", "price_base")}
    names |= {name: f"act_{name}" for name in rows.touched} | {"inputs_out_of_range": "inputs_out_of_range"}
    statutes = {
        key: tuple(
            f"{SHEET}!${one}${place.start + 1}:${one}${place.stop}" for one in map(column, (LOW, VALUE))
        )
        for key, place in rows.law_rows.items()
    }
    known_until = {key: f"{SHEET}!${column(HIGH)}${place.stop}" for key, place in rows.law_rows.items()}
    return BookLayout(places, names, model.lines.length, statutes, known_until)


def _write_page(book: xlsxwriter.Workbook, styles: Styles, page: Page, layout: BookLayout, run: Run) -> None:
    sheet = book.add_worksheet(page.name, worksheet_class=_PlanSheet)
    axes = {block.axis for block in page.blocks}
    label_width = LABEL_WIDTH if axes - {Axis.SINGLE} else WIDE_LABEL
    sheet.set_column(0, 0, label_width, styles.text)
    sheet.set_column(1, 1, UNIT_WIDTH, styles.text)
    sheet.set_column(2, 2, 30, styles.small, {"level": 1, "hidden": True})
    sheet.set_column(SINGLE_COLUMN, SINGLE_COLUMN, 11, styles.text)
    sheet.set_column(SINGLE_COLUMN + 1, SINGLE_COLUMN + 1, 1)
    sheet.write(0, 0, page.title, styles.title)
    for axis in axes & HEADER.keys():
        _write_header(sheet, styles, page, axis, layout, run)
    for row, block, line in page.placed():
        if line is None:
            sheet.write(row, 0, block.heading, styles.heading)
            continue
        fit_row(sheet, row, (line.label, label_width), (line.unit, UNIT_WIDTH))
        for at, text in enumerate((line.label, line.unit)):
            sheet.write(row, at, text, styles.wrapped)
        sheet.write(row, 2, line.name, styles.small)
        look = styles.total if line.style == "sum" else styles.result if line.result else styles.number
        style = look(line.style)
        start = SINGLE_COLUMN if block.axis is Axis.SINGLE else AXIS_COLUMN
        for at, value in enumerate(np.atleast_1d(run[line.name]).tolist()):
            formula = excel_formula(line.formula, layout, page.name, block.axis, start + at)
            sheet.write_formula(row, start + at, formula, style, shown(value))
        if line.style in ("check", "alert", "alerts", "warning"):
            styles.signal(sheet, row, start, line.style)
    sheet.freeze_panes(4, AXIS_COLUMN)
    sheet.repeat_columns(0, 1)
    sheet.repeat_rows(0, 3)
    # Twelve to a page.
    longest = max(layout.length[axis] for axis in axes)
    sheet.set_v_pagebreaks(range(AXIS_COLUMN + 12, AXIS_COLUMN + longest, 12))
    page_setup(sheet)


def _write_header(sheet, styles: Styles, page: Page, axis: Axis, layout: BookLayout, run: Run) -> None:
    name, style, width = HEADER[axis]
    sheet.set_column(AXIS_COLUMN, AXIS_COLUMN + layout.length[axis] - 1, width)
    for at, value in enumerate(run[name].tolist()):
        formula = excel_formula(name, layout, page.name, axis, AXIS_COLUMN + at)
        sheet.write_formula(2, AXIS_COLUMN + at, formula, styles.result(style), value)


def _name_results(book: xlsxwriter.Workbook, run: Run, layout: BookLayout) -> None:
    for name in run.lines.results:
        book.define_name(f"out_{name}", f"={layout.cell(name, '', SINGLE_COLUMN)}")
    need = layout.lines["need_by_year"]
    for at in range(layout.length[Axis.YEAR]):
        here = f"'{need.page}'!${column(AXIS_COLUMN + at)}${need.row + 1}"
        book.define_name(f"out_subsidy_need_year_{at + 1}", f"={here}")
