"""The workbook against the model: its formulas reckoned, recalculated elsewhere, and read as conventions want them."""

import re
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter

from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.plan.financial_model import FinancialModel
from ohv_coworking.plan.plan_lines import monthly_lines
from ohv_coworking.plan.viability import key_figures
from ohv_coworking.plan.workbook.excel import NOTHING
from ohv_coworking.plan.workbook.input_rows import InputRows
from ohv_coworking.plan.workbook.line import AXIS_COLUMN, SINGLE_COLUMN, Axis
from ohv_coworking.plan.workbook.twin import SWITCHES, Twin
from ohv_coworking.plan.workbook.write import shown, write_workbook
from plan_example import model
from workbook_files import recalculated, with_inputs

CENT = 0.01
SHARE = 1e-6
"""Shares and factors have no cents; they agree to a ten-thousandth of a percent."""


def random_values(built: FinancialModel, generator: np.random.Generator) -> dict:
    """Return values drawn about the base values, each within what is allowed; choices at random."""
    values = {name: _drawn(one, generator) for name, one in built.inputs.items()}
    for key in built.plan.financing.loans:
        values[f"{key}_term_months"] = values[f"{key}_grace_months"] + float(generator.integers(1, 120))
    for part in (built.plan.investments, built.plan.staff.posts, built.plan.financing.loans):
        for key in part:
            name = f"{key}_months_before_opening"
            values[name] = min(values[name], values["preparation_months"])
    for key, grade in built.plan.staff.pay_grades.items():
        for at in range(len(grade.steps)):
            values[f"{key}_step_{at + 1}_after_months"] = 12.0 * at
    return values


def _drawn(one: Input, generator: np.random.Generator):
    if one.words:
        return str(generator.choice(one.words))
    low, high = (one.declared[end] for end in ("minimum", "maximum"))
    if one.declared["unit"] == "ja/nein":
        return float(generator.integers(0, 2))
    middle = one.value or min(0.05 * high, 3)
    value = float(np.clip(generator.uniform(0.5, 1.5) * middle, low, high))
    return float(np.clip(round(value), low, high)) if one.declared["whole"] or "years" in one.name else value


def figures_of(line_values, built: FinancialModel, twin: Twin) -> dict[str, float]:
    """Return the results of the workbook under the names of the model."""
    found = {name: line_values[name] for name, (line, _) in twin.lines.items() if line.result}
    return found | {f"subsidy_need_year_{at}": one for at, one in enumerate(line_values["need_by_year"], 1)}


def differences(built: FinancialModel, twin: Twin, values: dict, found) -> list[tuple[str, float]]:
    """Return what of a reckoning is off by more than a cent, monthly lines and key figures."""
    run = built.run(values)
    off = []
    for name, line in monthly_lines(run).items():
        gap = np.abs(np.asarray(found[name], dtype=float) - line).max()
        off += [(name, gap)] if not gap <= CENT else []
    results = figures_of(found, built, twin)
    for name, figure in key_figures(run).items():
        wanted, got = float(figure), float(results[name])
        if np.isfinite(wanted) or np.isfinite(got):
            allowed = CENT if abs(wanted) > 100 else max(CENT / 100, SHARE * abs(wanted))
            off += [(name, abs(wanted - got))] if not abs(wanted - got) <= allowed else []
    return off


class TestTwin:
    """The formulas reckoned with numpy equal the model."""

    def test_every_case(self):
        """Each scenario, shock, operator, funding mix and alternative, to a cent."""
        built = model()
        twin = Twin(built)
        for group in SWITCHES:
            for key in getattr(built.plan, group):
                values = built.values(**{group: key})

                assert differences(built, twin, values, twin.reckoned(values)) == []

    def test_random_plans(self):
        """Fifty plans drawn within what is allowed: every month, every key figure, every check."""
        built = model()
        twin, generator = Twin(built), np.random.default_rng(20)
        for _ in range(50):
            values = random_values(built, generator)
            found = twin.reckoned(values)
            checks = [name for name in found if name.startswith("check_") and found[name] != 1]

            assert differences(built, twin, values, found) == []
            assert set(checks) <= {"check_minimum_wage", "check_de_minimis"}


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


def calculation_rows(twin: Twin, book):
    """Yield (page, line, its cells) of every line of the workbook."""
    for page in twin.pages:
        sheet = book[page.name]
        for row, block, line in page.placed():
            if line is not None:
                single = block.axis is Axis.SINGLE
                first = SINGLE_COLUMN if single else AXIS_COLUMN
                last = first + (1 if single else twin.length[block.axis])
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
        twin = Twin(model())
        typed = [(page.name, line.name) for page, line, cells in calculation_rows(twin, formulas)
                 for cell in cells if not str(cell.value).startswith("=")]  # fmt: skip

        assert typed == []

    def test_one_formula_a_row(self, formulas):
        """Each row is one formula, copied along."""
        for page, line, cells in calculation_rows(Twin(model()), formulas):
            spelled = {relative(cell.value, cell.column) for cell in cells}

            assert 1 == len(spelled), (page.name, line.name, spelled)

    def test_columns_mean_the_same_month_on_every_sheet(self, formulas):
        """The header of each monthly sheet points to the same column of the time line."""
        for page in Twin(model()).pages:
            if all(block.axis is not Axis.MONTH for block in page.blocks):
                continue
            header = [formulas[page.name].cell(3, AXIS_COLUMN + 1 + at) for at in range(3)]
            columns = [re.search(r"([A-Z]+)\d+$", cell.value)[1] for cell in header]

            assert columns == [cell.column_letter for cell in header]

    def test_no_hidden_numbers(self, formulas):
        """0 and 1, twelve months a year, and places in a row; every other number is an input or a constant with a name."""
        allowed = {"0", "1", "12"}
        for page, line, cells in calculation_rows(Twin(model()), formulas):
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
        found = Twin(built).reckoned(built.values())

        assert all(np.size(found[name]) for name in found)

    def test_inputs_and_results_have_their_names(self, formulas):
        """`in_…` for every input, `out_…` for every result, under the names of the study."""
        built = model()
        figures = key_figures(built.run())
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
        rows = InputRows(Twin(model()))

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
        twin = Twin(built)
        found = twin.reckoned(built.values())
        for _, line, cells in calculation_rows(twin, cached):
            for cell, value in zip(cells, np.atleast_1d(found[line.name]).tolist(), strict=True):
                assert cell.value == pytest.approx(shown(value)) if line.style != "month" else cell.value

    def test_all_checks_are_green(self, cached):
        """Shown and stored as passed."""
        sheet = cached["Prüfungen"]
        values = [cell.value for _, line, cells in calculation_rows(Twin(model()), cached)
                  for cell in cells if line.style == "check"]  # fmt: skip

        assert sheet.title == "Prüfungen"
        assert {1} == set(values)

    def test_same_input_same_bytes(self, written, tmp_path):
        """No clock, no path: written twice, the file is the same."""
        again = tmp_path / "other.xlsx"
        write_workbook(model(), again)

        assert written.read_bytes() == again.read_bytes()


def line_values(twin: Twin, cells_of) -> dict:
    """Return the lines of a recalculated workbook by name; `cells_of(page, row, columns)` reads it, counted from 0."""
    found = {}
    for page in twin.pages:
        for row, block, line in page.placed():
            if line is None:
                continue
            single = block.axis is Axis.SINGLE
            first = SINGLE_COLUMN if single else AXIS_COLUMN
            cells = cells_of(page.name, row, range(first, first + (1 if single else twin.length[block.axis])))
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


def study_model() -> FinancialModel:
    """Return the model of the shipped study."""
    from ohv_coworking.parameters import load
    from ohv_coworking.parameters.study_file import project_root
    from ohv_coworking.plan.finance_data import read_financial_model
    from ohv_coworking.raw import Catalog

    root = project_root()
    study = load(root / "study.yaml")
    catalog = Catalog.load(root / "data" / "raw")
    return read_financial_model(
        catalog, study.plan, study.opening_month, study.price_base, study.reference_date
    )


@pytest.mark.slow
class TestRecalculated:
    """The study's workbook recalculated by other programs, with other values in its input cells."""

    def cells(self, rows: InputRows, values: dict) -> dict[str, float | str]:
        return {f"C{rows.by_name[name].row + 1}": value for name, value in values.items()}

    def test_by_libreoffice(self, tmp_path):
        """Default, fifty random plans and every case, switched together: each month and figure to a cent, in one process."""
        built = study_model()
        twin, generator = Twin(built), np.random.default_rng(7)
        rows = InputRows(twin)
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
            assert differences(built, twin, values, line_values(twin, in_office(book))) == []

    def test_by_formulas(self, tmp_path):
        """Default and two random plans over five years, by a spreadsheet engine written in Python."""
        import formulas

        built = study_model()
        built = replace(built, plan=built.plan.model_copy(update={"horizon_years": 5}))
        twin, generator = Twin(built), np.random.default_rng(8)
        rows = InputRows(twin)
        file = tmp_path / "finanzplan.xlsx"
        write_workbook(built, file)
        engine = formulas.ExcelModel().loads(str(file)).finish()
        for values in (built.values(), random_values(built, generator), random_values(built, generator)):
            cells = self.cells(rows, values)
            given = {f"'[{file.name}]EINGABEN'!{cell}": value for cell, value in cells.items()}
            found = line_values(twin, in_solution(engine.calculate(inputs=given), file.name))

            assert differences(built, twin, values, found) == []
