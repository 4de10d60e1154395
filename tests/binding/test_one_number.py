"""One concept has one number: what is called the same is the same, to the last digit shown, everywhere."""

import re
from collections import defaultdict

import pytest

from ohv_coworking.exhibits.notebook_cells import notebook_cells
from ohv_coworking.exhibits.prose import shown_period, shown_value
from study_runs import ledgers


def same_words(lines: dict[str, dict]) -> dict[str, dict[str, str]]:
    """Return the key figures that carry the same label, by label: what each of them shows, by its place."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for reference, line in lines.items():
        if reference.startswith("figure:"):
            shown = shown_value(line["value"], line["unit"], line["decimals"])
            found[line["label"]][reference] = f"{shown} {shown_period(line['period'])}".strip()
    return {label: told for label, told in found.items() if len(told) > 1}


class TestOneNumber:
    def test_the_same_words_show_the_same_number(self, built):
        """Value, unit, rounding and date of a quantity agree in all chapters, table of figures and text alike."""
        differing = {
            label: told for label, told in same_words(ledgers(built)).items() if len(set(told.values())) > 1
        }

        assert {} == differing

    def test_both_ends_of_a_range_count_the_same(self, built):
        """What is published as `…_low` and `…_high` has one unit and one rounding."""
        lines = ledgers(built)
        ends = [
            (lines[name], lines[f"{name[:-4]}_high"])
            for name in lines
            if name.endswith("_low") and f"{name[:-4]}_high" in lines
        ]

        assert ends
        assert [] == [
            low["name"]
            for low, high in ends
            if (low["unit"], low["decimals"]) != (high["unit"], high["decimals"])
        ]

    def test_the_desks_of_the_plan_are_those_of_its_rooms(self, built):
        """What only an option adds is no desk of the plan; the chapter on rooms counts what the plan sells."""
        lines = ledgers(built)

        assert (
            lines["figure:viability.desks_planned"]["value"] == lines["figure:concept.planned_desks"]["value"]
        )

    def test_the_start_costs_the_same_in_summary_path_and_option(self, built):
        """The cost of the recommended option in one town is that of its sheet, and the trial's that of its path."""
        lines = ledgers(built)
        table = lines["frame:viability.alternatives"]["data"]
        public = dict(zip(table["key"], table["public"], strict=True))
        sheet = lines["frame:options.sheets"]["data"]

        assert [public[key] for key in sheet["key"]] == sheet["public"]
        assert all(
            public["public_room"] == paid for paid in lines["frame:summary.town_money"]["data"]["small"]
        )
        packages = lines["frame:implementation.work_packages"]["data"]
        trial = dict(zip(packages["number"], packages["cost"], strict=True))["B2"]
        assert trial == lines["figure:options.trial_cost"]["value"]

    def test_a_range_without_a_word_is_a_span_of_draws(self, built):
        """Scenarios, limits of assumptions and the like stand in brackets with their name."""
        lines = ledgers(built)
        unnamed = set()
        for notebook in sorted((built / "notebooks").glob("*.ipynb")):
            for cell in notebook_cells(notebook):
                for name in re.findall(r"\(\{\{ ([\w.]+)\.range \}\}\)", cell.body):
                    line = lines.get(f"figure:{name if '.' in name else f'{notebook.stem}.{name}'}")
                    if line and line["range_kind"] not in ("Spanne", "Stichprobenfehler", ""):
                        unnamed.add(f"{notebook.stem}: {name} ({line['range_kind']})")

        assert set() == unnamed

    def test_the_budget_of_a_town_covers_its_trial(self, built):
        """The towns together put into their budgets what the trial costs, and pay for the full house what it costs."""
        lines = ledgers(built)
        pages = lines["frame:towns.pages"]["data"]

        assert pytest.approx(lines["figure:options.trial_cost"]["value"]) == sum(pages["trial_money"])
        assert pages["house_public"] == lines["frame:implementation.payers"]["data"]["mixed"]

    def test_every_investment_of_the_plan_is_in_a_work_package(self, built):
        lines = ledgers(built)
        packages = lines["frame:implementation.work_packages"]["data"]
        bought = sum(lines["frame:viability.investments"]["data"]["cost"])
        trial = lines["figure:options.trial_cost"]["value"]

        assert pytest.approx(bought + trial) == sum(cost for cost in packages["cost"] if cost is not None)
