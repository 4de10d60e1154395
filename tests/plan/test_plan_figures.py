"""What the ledger is told of a result is what its line says, and its cell holds the value."""

import pytest

from ohv_coworking.options import case_comparison
from ohv_coworking.plan.plan_figures import NEVER, plan_figures
from plan_example import model


def published(*names, **lines):
    one = model()
    found = plan_figures(one, one.run(), case_comparison.compare(one, "scenarios"), *names, **lines)
    return one, {figure.name: figure for figure in found}


class TestPlanFigures:
    def test_words_are_those_of_the_line(self):
        one, found = published("subsidy_total", staff_cost="reference_staff")

        assert found["subsidy_total"].label == one.lines.by_name["subsidy_total"].label
        assert found["staff_cost"].label == one.lines.by_name["reference_staff"].label
        assert found["staff_cost"].cell == one.lines.cell("reference_staff")

    def test_a_key_figure_ranges_over_the_scenarios(self):
        one, found = published("subsidy_per_year")
        low, value, high = found["subsidy_per_year"].value

        assert value == pytest.approx(float(one.run()["subsidy_per_year"]))
        assert low <= value <= high

    def test_a_month_that_never_comes_is_said_in_words(self):
        one = model()
        poor = {name: 0.0 for name in one.inputs if name.endswith("_price")}
        run = one.run(one.values() | poor)
        [never] = plan_figures(one, run, case_comparison.compare(one, "scenarios"), "break_even_month")

        assert never.value == NEVER
