"""The workbook against the model: its formulas reckoned, recalculated elsewhere, and read as conventions want them."""

import re

import numpy as np
import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.financial_model import SWITCHES, FinancialModel
from ohv_coworking.plan.line import AXIS_COLUMN, SINGLE_COLUMN, Axis
from ohv_coworking.plan.lines.accounts import balance_sheet, cash_flow, profit_and_loss
from ohv_coworking.workbook.cover import Cover
from ohv_coworking.workbook.digest import OPEN_DIGEST, stamped
from ohv_coworking.workbook.input_rows import InputRows
from ohv_coworking.workbook.overview import shown
from ohv_coworking.workbook.write import write_workbook
from plan_example import model, raw_example
from workbook_files import recalculated, with_inputs


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


OLD_FUNCTIONS = set(
    "ABS AND CHOOSE COLUMNS COUNT COUNTA COUNTIF DATE EXP IF IFERROR INDEX INT ISNUMBER LOOKUP MATCH MAX MIN MOD MONTH OR ROUND SUM "
    "SUMIFS SUMPRODUCT YEAR".split()
)
# References to one cell or a range; the column of a cell moves with the formula unless it is fixed by a dollar sign.
REFERENCE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\d(])")


def relative(formula: str, column: int) -> str:
    """Return a formula with moving columns told as steps from its own, so that copies read alike."""

    def step(match: re.Match) -> str:
        if match[1]:
            return match[0]
        return f"[{column_index_from_string(match[2]) - column}]{match[3]}{match[4]}"

    return REFERENCE.sub(step, formula)


def test_the_digest_of_an_edition_comes_onto_the_cover_and_changes_nothing_else(tmp_path):
    """So the plan is written once for all editions of the sentences around it; the same bytes as written with the digest."""
    for name, digest in (("open.xlsx", OPEN_DIGEST), ("told.xlsx", "6f5d7fe0ee37")):
        write_workbook(model(), tmp_path / name, Cover("Studie", "Region", "30.11.2026", digest))

    assert (
        stamped((tmp_path / "open.xlsx").read_bytes(), "6f5d7fe0ee37")
        == (tmp_path / "told.xlsx").read_bytes()
    )


def test_every_formula_is_one_that_every_excel_knows(formulas):
    """No function younger than Excel 2007: those would need another name in the file."""
    called = {
        name
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
        for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", cell.value)
    }
    assert not called - OLD_FUNCTIONS


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
        assert {f"D{row.row + 1}" for row in rows.by_name.values()} <= open_cells
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


def written_again(folder, built=None, cover=None, **cases):
    """Return a workbook as openpyxl reads it."""
    write_workbook(built or model(), folder / "again.xlsx", cover, **cases)
    return openpyxl.load_workbook(folder / "again.xlsx")


class TestForItsUser:
    """What someone meets who opens, changes or prints the file."""

    def test_cover_and_contents(self, tmp_path):
        """Whose plan, of which day, from which inputs; a link to every other sheet."""
        book = written_again(tmp_path, cover=Cover("Studie", "Oberhavel", "01.11.2026", "3f2a"))
        cover = book["Deckblatt"]
        texts = [cell.value for row in cover.iter_rows() for cell in row if cell.value]
        linked = {
            cell.hyperlink.location.split("!")[0].strip("'")
            for row in cover.iter_rows()
            for cell in row
            if cell.hyperlink
        }

        assert {"Studie", "Oberhavel", "01.11.2026", "3f2a", "Hier nicht zu ändern"} <= set(texts)
        assert set(book.sheetnames) - {"Deckblatt"} == linked

    def test_an_own_value_stands_beside_the_base(self, formulas):
        """Base locked and visible, an empty yellow cell beside it, and a third that says which of both holds."""
        sheet = formulas["Eingaben"]
        for row in InputRows(model()).by_name.values():
            base, own, held = (sheet.cell(row.row + 1, at) for at in (3, 4, 5))

            assert (row.value, None) == (base.value if row.unit != "Datum" else row.value, own.value), (
                row.name
            )
            assert (base.protection.locked, own.protection.locked) == (True, False)
            assert f'=IF(D{row.row + 1}="",C{row.row + 1},D{row.row + 1})' == held.value

    def test_scenarios_side_by_side(self, cached):
        """Base and the others beside the chosen case."""
        built, sheet = model(), cached["Übersicht"]
        rows = {row[0].value: [cell.value for cell in row[1:6]] for row in sheet.iter_rows()}
        label = built.lines.results["subsidy_per_year"].label
        wanted = [
            float(built.run(built.values(scenarios=key))["subsidy_per_year"]) for key in built.plan.scenarios
        ]

        assert ["Basis", "Vorsichtig"] == rows["Ergebnisse"][2:4]
        assert wanted == pytest.approx([rows[label][0], rows[label][3]])
        assert wanted == pytest.approx(rows[label][2:4])

    def test_a_verdict_is_never_above_an_alert(self, cached):
        """The first sentence tells the alerts, and the count of them stands above the checks."""
        sheet = cached["Übersicht"]
        labels = [row[0].value for row in sheet.iter_rows()]

        assert "Warnzeichen" in labels[1]
        assert labels.index("Warnzeichen für das Vorhaben") < labels.index(
            "Alle Prüfungen der Rechnung bestanden"
        )

    def test_texts_are_no_formulas(self, tmp_path):
        """A source that begins with an equals sign is shown as it is."""
        raw = raw_example()
        raw["premises"]["area"]["source"] = "=1+1"
        built = model(PlanParameters.model_validate(raw))
        cell = written_again(tmp_path, built)["Eingaben"].cell(InputRows(built).by_name["area"].row + 1, 11)

        assert ("s", "=1+1") == (cell.data_type, cell.value)

    def test_a_comma_in_a_label_splits_no_list(self, tmp_path):
        """A choice is made from cells, not from a text with commas."""
        raw = raw_example()
        raw["scenarios"]["base"]["label"] = "Basis, ohne alles"
        sheet = written_again(tmp_path, model(PlanParameters.model_validate(raw)))["Listen"]
        rules = openpyxl.load_workbook(tmp_path / "again.xlsx")["Eingaben"].data_validations.dataValidation

        assert "Basis, ohne alles" in {cell.value for row in sheet.iter_rows() for cell in row}
        assert all(rule.formula1.startswith("Listen!") for rule in rules if rule.type == "list")

    def test_prints_twelve_to_a_page_in_seven_points(self, formulas):
        """Nine points at the scale of the print, a break after every twelve columns."""
        for sheet in formulas:
            assert 9 * sheet.page_setup.scale / 100 >= 7, sheet.title
            assert 9 == sheet.page_setup.paperSize
        breaks = [one.id for one in formulas["Liquidität"].col_breaks.brk]
        assert [AXIS_COLUMN + 12 * at for at in range(1, 5)] == breaks

    def test_the_overview_is_one_page(self, formulas):
        page = formulas["Übersicht"]

        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert 1 == page.page_setup.fitToWidth or page.page_setup.fitToWidth is None

    def test_values_of_the_law_look_like_shares_and_amounts(self, formulas):
        """In German style: no bare 0.19 and 25000."""
        [row] = [cell.row for cell in formulas["Zeit"]["A"] if cell.value == "Umsatzsteuer, Regelsatz"]
        place = formulas.defined_names["in_vat_standard_rate_1"].attr_text.rpartition("!")[2].replace("$", "")

        assert "0.0%" in formulas["Zeit"].cell(row, AXIS_COLUMN + 1).number_format
        assert "General" != formulas["Eingaben"][place].number_format

    def test_formulas_are_short(self, formulas):
        """What a reader can take in; sums over all entries are the longest."""
        longest = max(
            (len(cells[0].value), line.name) for _, line, cells in calculation_rows(model(), formulas)
        )

        assert longest[0] <= 330, longest

    @pytest.mark.parametrize("statement", [profit_and_loss, cash_flow, balance_sheet])
    def test_statements_add_up_from_what_they_show(self, statement):
        """Each sum names the lines above it and no others; there are two of them at least."""
        sums = [lines for lines in statement(model().plan).values() if lines[-1].style == "sum"]

        assert 2 <= len(sums)
        for lines in sums:
            assert {line.name for line in lines[:-1]} == set(lines[-1].names)


@pytest.mark.slow
def test_an_unknown_case_is_refused(tmp_path):
    """A label that stands in no list makes errors of the results and a sentence of the overview, not the base case."""
    rows = InputRows(model())
    write_workbook(model(), tmp_path / "plan.xlsx")
    cell = f"D{rows.by_name['scenario'].row + 1}"
    file = with_inputs(tmp_path / "plan.xlsx", tmp_path / "edited.xlsx", {cell: "Vorsichtig!"})
    [book] = recalculated([file], tmp_path / "office")
    overview = book.get_sheet_by_name("Übersicht").to_python(skip_empty_area=False)

    assert overview[1][0].startswith("Eingaben prüfen")
    found = [row[1] for row in overview if row[0] == model().lines.results["subsidy_per_year"].label]
    assert not isinstance(found[0], float)
