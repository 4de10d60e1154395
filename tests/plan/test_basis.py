"""What a result rests on is read from its formula, and its cell is where the workbook has it."""

import numpy as np
import openpyxl
import pytest

from ohv_coworking.workbook.write import write_workbook
from plan_example import model

MODEL = model()


def inputs_behind(*names: str) -> set[str]:
    """Return the inputs a basis names."""
    return {one.removeprefix("assumption:") for one in MODEL.basis(*names) if one.startswith("assumption:")}


class TestBasis:
    def test_desks_rest_on_places_only(self):
        """Places and desks per place of each product, no date, no law."""
        wanted = {
            f"{key}_{field}" for key in MODEL.plan.products for field in ("capacity", "desks_per_place")
        }

        assert wanted == inputs_behind("desks_planned")
        assert len(wanted) == len(MODEL.basis("desks_planned"))

    def test_the_rent_needed_rests_on_the_landlord(self):
        """Nothing of the operation."""
        assert {name for name, one in MODEL.inputs.items() if one.path[0] == "landlord"} == inputs_behind(
            "rent_needed"
        )

    def test_law_and_dates_are_named(self):
        """The need rests on the opening, the price base, the horizon and the tax law."""
        basis = MODEL.basis("subsidy_total")
        [law] = [one for one in basis if one.startswith("raw:statutory_values#")]

        assert {"parameter:opening_month", "parameter:price_base", "parameter:plan.horizon_years"} <= set(
            basis
        )
        assert "vat_standard_rate" in law and "de_minimis_ceiling" not in law

    def test_what_moves_a_result_stands_in_its_basis(self):
        """Every number of the plan changed alone: no result moves that does not name it."""
        base, values = MODEL.run().figures, MODEL.values()
        for name, one in MODEL.inputs.items():
            if one.words:
                changes = [word for word in one.words if word != one.value]
            else:
                changes = [values[name] + 1 if one.declared["whole"] else 0.9 * values[name] + 0.01]
            for change in changes:
                moved = MODEL.run(values | {name: change}, refusing=False).figures
                unnamed = [
                    figure for figure in MODEL.lines.results
                    if not np.isclose(moved[figure], base[figure], equal_nan=True) and name not in inputs_behind(figure)
                ]  # fmt: skip

                assert [] == unnamed, name


def test_the_cell_of_a_result_holds_it(tmp_path):
    """Sheet and cell as the ledger names them, in the file."""
    file = tmp_path / "finanzplan.xlsx"
    write_workbook(MODEL, file)
    book, run = openpyxl.load_workbook(file, data_only=True), MODEL.run()
    for name in MODEL.lines.results:
        sheet, _, cell = MODEL.lines.cell(name).partition("!")
        shown = book[sheet][cell].value
        if isinstance(shown, float | int):
            assert shown == pytest.approx(run[name]), name
        assert MODEL.lines.results[name].label == book[sheet]["A" + cell[1:]].value
