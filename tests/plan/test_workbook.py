"""The workbook against the model: its formulas reckoned, recalculated elsewhere, and read as conventions want them."""

import re
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter

from ohv_coworking.plan.financial_model import SWITCHES, FinancialModel
from ohv_coworking.plan.line import AXIS_COLUMN, SINGLE_COLUMN, Axis
from ohv_coworking.plan.workbook.excel import NOTHING
from ohv_coworking.plan.workbook.input_rows import InputRows
from ohv_coworking.plan.workbook.write import shown, write_workbook
from plan_example import model
from plan_files import random_values, study_model
from workbook_files import recalculated, with_inputs

CENT = 0.01
SHARE = 1e-6
"""Shares and factors have no cents; they agree to a ten-thousandth of a percent."""


def differences(built: FinancialModel, values: dict, found) -> list[tuple[str, float]]:
    """Return what of a recalculated workbook is off by more than a cent from the plan: every line, every figure."""
    run, off = built.run(values), []
    for name, line in built.lines.by_name.items():
        wanted, got = (np.asarray(one, dtype=float) for one in (run[name], found[name]))
        allowed = CENT if line.style in ("euro", "cent") else np.maximum(CENT / 100, SHARE * np.abs(wanted))
        same = (np.abs(wanted - got) <= allowed) | (np.isnan(wanted) & np.isnan(got))
        off += [] if same.all() else [(name, float(np.nanmax(np.abs(wanted - got))))]
    return off


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The example's workbook as a file."""
    file = tmp_path_factory.mktemp("workbook") / "finanzplan.xlsx"
    write_workbook(model(), file)
    return file


@pytest.fixture(scope="module")
def formulas(written):
    """The workbook as openpyxl reads it: formulas."""
    return openpyxl.load_workbook(written)


@pytest.fixture(scope="module")
def cached(written):
    """The workbook as openpyxl reads it: the values a viewer shows."""
    return openpyxl.load_workbook(written, data_only=True)


def calculation_rows(built: FinancialModel, book):
    """Yield (page, line, its cells) of every line of the workbook."""
    for page in built.lines.pages:
        sheet = book[page.name]
        for row, block, line in page.placed():
            if line is not None:
                single = block.axis is Axis.SINGLE
                first = SINGLE_COLUMN if single else AXIS_COLUMN
                last = first + (1 if single else built.lines.length[block.axis])
                yield page, line, [sheet.cell(row + 1, column + 1) for column in range(first, last)]


# References to one cell or a range; the column of a cell moves with the formula unless it is fixed by a dollar sign.
REFERENCE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\d(])")


def relative(formula: str, column: int) -> str:
    """Return a formula with moving columns told as steps from its own, so that copies read alike."""

    def step(match: re.Match) -> str:
        if match[1]:
            return match[0]
        return f"[{column_index_from_string(match[2]) - column}]{match[3]}{match[4]}"

    return REFERENCE.sub(step, formula)


class TestConventions:
    """What field conventions of financial modelling want, read from the file."""

    def test_calculation_sheets_hold_formulas_only(self, formulas):
        """No typed number beside the inputs."""
        built = model()
        typed = [(page.name, line.name) for page, line, cells in calculation_rows(built, formulas)
                 for cell in cells if not str(cell.value).startswith("=")]  # fmt: skip

        assert typed == []

    def test_one_formula_a_row(self, formulas):
        """Each row is one formula, copied along."""
        for page, line, cells in calculation_rows(model(), formulas):
            spelled = {relative(cell.value, cell.column) for cell in cells}

            assert 1 == len(spelled), (page.name, line.name, spelled)

    def test_columns_mean_the_same_month_on_every_sheet(self, formulas):
        """The header of each monthly sheet points to the same column of the time line."""
        for page in model().lines.pages:
            if all(block.axis is not Axis.MONTH for block in page.blocks):
                continue
            header = [formulas[page.name].cell(3, AXIS_COLUMN + 1 + at) for at in range(3)]
            columns = [re.search(r"([A-Z]+)\d+$", cell.value)[1] for cell in header]

            assert columns == [cell.column_letter for cell in header]

    def test_no_hidden_numbers(self, formulas):
        """0 and 1, twelve months a year, and places in a row; every other number is an input or a constant with a name."""
        allowed = {"0", "1", "12"}
        for page, line, cells in calculation_rows(model(), formulas):
            bare = re.sub(r'"[^"]*"|\'[^\']*\'!', "", cells[0].value)
            bare = re.sub(r"\$?[A-Z]{1,3}\$?\d+|[A-Za-z_][A-Za-z_0-9.]*", " ", bare)
            numbers = set(re.findall(r"\d+(?:\.\d+)?", bare))
            years_of_employment = (
                {str(at) for at in range(5)} if line.name.endswith("_wage_subsidy") else set()
            )

            assert numbers <= allowed | years_of_employment, (page.name, line.name, cells[0].value)

    def test_no_circle(self):
        """Every line can be reckoned from lines that don't need it."""
        built = model()
        run = built.run()

        assert all(np.size(run[name]) for name in built.lines.by_name)

    def test_inputs_and_results_have_their_names(self, formulas):
        """`in_…` for every input, `out_…` for every result, under the names of the study."""
        built = model()
        figures = built.run().figures
        names = set(formulas.defined_names)

        assert {f"in_{name}" for name in built.inputs} <= names
        assert {f"out_{name}" for name in figures} <= names
        assert {f"in_{switch}" for switch, _ in SWITCHES.values()} <= names

    def test_only_inputs_are_unlocked(self, formulas):
        """All sheets protected without a password; yellow cells open, formulas closed."""
        open_cells = {
            cell.coordinate
            for row in formulas["Eingaben"].iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        rows = InputRows(model())

        assert all(sheet.protection.sheet and not sheet.protection.password for sheet in formulas)
        assert {f"C{row.row + 1}" for row in rows.by_name.values()} <= open_cells
        assert not any(str(formulas["Eingaben"][address].value).startswith("=") for address in open_cells)

    def test_references_are_sound(self, formulas):
        """No cell refers to an empty one, the column before a year axis apart."""
        assert not any(
            "#REF" in str(cell.value) for sheet in formulas for row in sheet.iter_rows() for cell in row
        )


class TestCachedValues:
    def test_viewers_that_do_not_calculate_show_the_model(self, cached):
        """Every line of every sheet holds its number."""
        built = model()
        run = built.run()
        for _, line, cells in calculation_rows(built, cached):
            for cell, value in zip(cells, np.atleast_1d(run[line.name]).tolist(), strict=True):
                assert cell.value == pytest.approx(shown(value)) if line.style != "month" else cell.value

    def test_all_checks_are_green(self, cached):
        """Shown and stored as passed."""
        sheet = cached["Prüfungen"]
        values = [cell.value for _, line, cells in calculation_rows(model(), cached)
                  for cell in cells if line.style == "check"]  # fmt: skip

        assert sheet.title == "Prüfungen"
        assert {1} == set(values)

    def test_same_input_same_bytes(self, written, tmp_path):
        """No clock, no path: written twice, the file is the same."""
        again = tmp_path / "other.xlsx"
        write_workbook(model(), again)

        assert written.read_bytes() == again.read_bytes()


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
            numbers = [np.nan if value == NOTHING else value for value in cells]
            found[line.name] = numbers[0] if single else np.array(numbers, dtype=object)
    return found


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


@pytest.mark.slow
class TestRecalculated:
    """The study's workbook recalculated by other programs, with other values in its input cells."""

    def cells(self, rows: InputRows, values: dict) -> dict[str, float | str]:
        return {f"C{rows.by_name[name].row + 1}": value for name, value in values.items()}

    def test_by_libreoffice(self, tmp_path):
        """Default, fifty random plans and every case, switched together: each month and figure to a cent, in one process."""
        built = study_model()
        generator = np.random.default_rng(7)
        rows = InputRows(built)
        file = tmp_path / "default.xlsx"
        write_workbook(built, file)
        plans, files = [built.values()], [file]
        for at in range(50):
            plans.append(random_values(built, generator))
            files.append(with_inputs(file, tmp_path / f"random{at}.xlsx", self.cells(rows, plans[-1])))
        for at in range(max(len(getattr(built.plan, group)) for group in SWITCHES)):
            cases = {
                group: list(getattr(built.plan, group))[at % len(getattr(built.plan, group))]
                for group in SWITCHES
            }
            plans.append(built.values(**cases))
            files.append(
                with_inputs(file, tmp_path / f"cases{at}.xlsx", self.cells(rows, rows.selected(cases)))
            )
        for values, book in zip(plans, recalculated(files, tmp_path / "office"), strict=True):
            assert differences(built, values, line_values(built, in_office(book))) == []

    def test_by_formulas(self, tmp_path):
        """Default and two random plans over five years, by a spreadsheet engine written in Python."""
        import formulas

        built = study_model()
        built = replace(built, plan=built.plan.model_copy(update={"horizon_years": 5}))
        generator = np.random.default_rng(8)
        rows = InputRows(built)
        file = tmp_path / "finanzplan.xlsx"
        write_workbook(built, file)
        engine = formulas.ExcelModel().loads(str(file)).finish()
        for values in (built.values(), random_values(built, generator), random_values(built, generator)):
            cells = self.cells(rows, values)
            given = {f"'[{file.name}]EINGABEN'!{cell}": value for cell, value in cells.items()}
            found = line_values(built, in_solution(engine.calculate(inputs=given), file.name))

            assert differences(built, values, found) == []
