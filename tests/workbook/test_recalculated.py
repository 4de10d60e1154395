"""The study's workbook recalculated by other programs, with other values in its input cells: every line to a cent."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from openpyxl.utils import get_column_letter

from ohv_coworking.plan.financial_model import SWITCHES, FinancialModel
from ohv_coworking.plan.line import AXIS_COLUMN, SINGLE_COLUMN, Axis
from ohv_coworking.plan.reckoning import serial
from ohv_coworking.workbook.excel import NOTHING
from ohv_coworking.workbook.input_rows import InputRows
from ohv_coworking.workbook.write import write_workbook
from plan_files import added, random_values, study_model, with_plan
from workbook_files import recalculated, with_inputs

CENT = 0.01
SHARE = 1e-6
"""Shares and factors have no cents; they agree to a ten-thousandth of a percent."""


def differences(built: FinancialModel, values: dict, found) -> list[tuple[str, float]]:
    """Return what of a recalculated workbook is off by more than a cent from the plan: every line, every figure."""
    run, off = built.run(values, refusing=False), []
    for name, line in built.lines.by_name.items():
        wanted, got = (np.asarray(one, dtype=float) for one in (run[name], found[name]))
        allowed = (
            CENT if line.style in ("euro", "cent", "sum") else np.maximum(CENT / 100, SHARE * np.abs(wanted))
        )
        same = (np.abs(wanted - got) <= allowed) | (np.isnan(wanted) & np.isnan(got))
        off += [] if same.all() else [(name, float(np.nanmax(np.abs(wanted - got))))]
    return off


def line_values(built: FinancialModel, cells_of) -> dict:
    """Return the lines of a recalculated workbook by name; `cells_of(page, row, columns)` reads it, counted from 0."""
    found = {}
    for page in built.lines.pages:
        for row, block, line in page.placed():
            if line is None:
                continue
            single = block.axis is Axis.SINGLE
            first = SINGLE_COLUMN if single else AXIS_COLUMN
            cells = cells_of(
                page.name, row, range(first, first + (1 if single else built.lines.length[block.axis]))
            )
            numbers = [_number(value) for value in cells]
            found[line.name] = numbers[0] if single else np.array(numbers)
    return found


def _number(value) -> float:
    """Return what a cell holds as a number: dates as Excel counts them, a dash as missing, an error as infinite."""
    if isinstance(value, date):
        return serial(value)
    if isinstance(value, str):
        return np.nan if value == NOTHING else np.inf
    return float(value)


def in_office(book):
    """Return how to read the cells of a workbook that LibreOffice wrote."""
    grids = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return lambda page, row, columns: [grids[page][row][column] for column in columns]


def in_solution(solution, file: str):
    """Return how to read the cells of what the formulas package reckoned."""

    def cells(page: str, row: int, columns):
        names = [f"'[{file}]{page.upper()}'!{get_column_letter(column + 1)}{row + 1}" for column in columns]
        return [solution[name].value[0, 0] for name in names]

    return cells


MODEL = study_model()


def ending(*ends: str, value: float) -> dict[str, float]:
    """Return a value for every number whose name ends so."""
    return {name: value for name, one in MODEL.inputs.items() if name.endswith(ends) and not one.words}


# What a user of the file may type at the edge of what is allowed, or beyond it.
EXTREMES = {
    "no preparation": {"preparation_months": 0.0},
    "two years of preparation": {"preparation_months": 24.0},
    "fractional lives": ending("_useful_life_years", value=2.55),
    "lives of a year": ending("_useful_life_years", value=1.0),
    "grace as long as the loan": {"investment_loan_grace_months": 60.0, "investment_loan_term_months": 60.0},
    "no loan": {"investment_loan_amount": 0.0},
    "everything granted": {
        f"{key}_{field}": value
        for key in MODEL.plan.financing.grants
        for field, value in {"applied": 1.0, "rate": 1.0, "own_share": 0.0, "ceiling": 1e8}.items()
    },
    "no area": {"area": 0.0},
    "a lease shorter than the plan": {"lease_months": 12.0},
    "prices times eight": {name: one.value * 8 for name, one in MODEL.inputs.items() if name.endswith("_price")},
}  # fmt: skip
CASES = [{group: key} for group in SWITCHES for key in getattr(MODEL.plan, group)]


def compare(folder, plans: list[dict], switched: list[dict], built: FinancialModel = MODEL) -> None:
    """Recalculate the workbook in one process with other values typed in, and with cases chosen by the switches."""
    rows, file = InputRows(built), folder / "default.xlsx"
    write_workbook(built, file)
    typed = [*plans, *(rows.selected(cases) for cases in switched)]
    wanted = [*(built.values() | values for values in plans), *(built.values(**cases) for cases in switched)]
    files = [
        with_inputs(
            file,
            folder / f"{at}.xlsx",
            {f"D{rows.by_name[name].row + 1}": one for name, one in values.items()},
        )
        for at, values in enumerate(typed)
    ]
    for at, (values, book) in enumerate(zip(wanted, recalculated(files, folder / "office"), strict=True)):
        assert [] == differences(built, values, line_values(built, in_office(book))), typed[at]


@pytest.mark.slow
def test_options_by_libreoffice(tmp_path):
    """Options with entries of their own, a café and a second area that stand only in the file among them."""
    chosen = ("cafe", "second_area", "anchor", "partner", "bought_desks")
    compare(tmp_path, [], [{"alternatives": key} for key in chosen], with_plan(added))


@pytest.mark.slow
def test_eight_files_by_libreoffice(tmp_path):
    """Default, cases of all groups at once, and the inputs at their edges."""
    some = (
        "no preparation",
        "fractional lives",
        "grace as long as the loan",
        "everything granted",
        "no area",
    )
    plans = [{}, *(EXTREMES[name] for name in some)]
    plans[-1] = plans[-1] | EXTREMES["no loan"] | EXTREMES["a lease shorter than the plan"]
    last = {group: list(getattr(MODEL.plan, group))[-1] for group in SWITCHES}

    compare(tmp_path, plans, [last, {"scenarios": "cautious", "shocks": "rent_up"}])


@pytest.mark.exhaustive
def test_forty_files_by_libreoffice(tmp_path):
    """Every case alone, every edge, and random plans."""
    generator, edges = np.random.default_rng(7), [{}, *EXTREMES.values()]
    drawn = [random_values(MODEL, generator) for _ in range(40 - len(edges) - len(CASES))]

    compare(tmp_path, [*edges, *drawn], CASES)


@pytest.mark.slow
def test_by_formulas(tmp_path):
    """Default and two random plans over five years, by a spreadsheet engine written in Python."""
    import formulas

    built = replace(MODEL, plan=MODEL.plan.model_copy(update={"horizon_years": 5}))
    generator, rows, file = np.random.default_rng(8), InputRows(built), tmp_path / "finanzplan.xlsx"
    write_workbook(built, file)
    engine = formulas.ExcelModel().loads(str(file)).finish()
    for values in (built.values(), random_values(built, generator), random_values(built, generator)):
        cells = {f"D{rows.by_name[name].row + 1}": one for name, one in values.items()}
        given = {f"'[{file.name}]EINGABEN'!{cell}": value for cell, value in cells.items()}
        found = line_values(built, in_solution(engine.calculate(inputs=given), file.name))

        assert [] == differences(built, values, found)
