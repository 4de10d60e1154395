"""The workbook against the model: its formulas reckoned, recalculated elsewhere, and read as conventions want them."""

import re

import numpy as np
import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from ohv_coworking.plan.financial_model import SWITCHES, FinancialModel
from ohv_coworking.plan.line import AXIS_COLUMN, SINGLE_COLUMN, Axis
from ohv_coworking.plan.workbook.input_rows import InputRows
from ohv_coworking.plan.workbook.write import shown, write_workbook
from plan_example import model


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
                assert cell.value == pytest.approx(shown(value)) if line.unit != "Datum" else cell.value

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
