"""The path of decisions: thresholds that can be met, and programmes told as what they are."""

from datetime import date

import numpy as np
import pytest

from ohv_coworking.concept.decision_path import (
    MEASURES,
    DecisionStep,
    held_against,
    programme_state,
    steps_told,
)
from ohv_coworking.concept.funding_programmes import Programme
from ohv_coworking.concept.work_packages import WorkPackage
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.planning_tables import planning_rows
from study_runs import ledgers

TODAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def programmes(root) -> dict[str, Programme]:
    return {one.key: one for one in planning_rows(Catalog.load(root / "data" / "raw"), Programme)}


def step(**changes) -> DecisionStep:
    held = {
        "number": 1, "step": "Anfang", "what": "x", "who": "x", "paid_by": "x", "measure": "interested", "direction": "mindestens",
        "threshold": 5.0, "unit": "Personen", "when": "x", "then": "x", "otherwise": "x", "kind": "angenommen", "source": "Annahme",
    }  # fmt: skip
    return DecisionStep(**held | changes)


class TestHeldAgainst:
    def test_says_how_often_the_threshold_is_met(self):
        drawn = {"interested": np.array([3.0, 5.0, 6.0, 9.0])}

        [least] = held_against([step()], drawn, {}).itertuples()
        [most] = held_against([step(direction="höchstens")], drawn, {}).itertuples()

        assert (5.0, 5.5, 0.75) == (least.limit, least.middle, least.chance)
        assert 0.5 == most.chance

    def test_takes_a_reckoned_threshold(self):
        [found] = held_against(
            [step(threshold=None, threshold_figure="a.b")], {"interested": np.array([3.0, 9.0])}, {"a.b": 4.0}
        ).itertuples()

        assert (4.0, 0.5) == (found.limit, found.chance)

    def test_tells_the_months_and_desks_of_the_plan(self):
        """Neither is typed into the table: who changes the plan changes the sentence."""
        [found] = steps_told(
            [
                step(
                    what="{desks} Plätze, {months} Monate",
                    when="nach {months} Monaten",
                    besides="{house_cost} beschlossen",
                    months=9,
                )
            ],
            6.0,
            "9 €",
        )

        assert ("6 Plätze, 9 Monate", "nach 9 Monaten", "9 € beschlossen") == (
            found.what,
            found.when,
            found.besides,
        )

    def test_what_nobody_knows_stays_open(self):
        """Neither an unknown measure nor an unknown threshold counts as met."""
        found = held_against(
            [step(measure="offered_price"), step(threshold=None)], {"interested": np.ones(3)}, {}
        )

        assert found["chance"].isna().all()


class TestProgrammes:
    def test_a_closed_one_is_waited_for(self, programmes):
        told = programme_state(programmes["si-modell-2023"], TODAY)

        assert "geschlossen seit 30.05.2025, nächster Aufruf abzuwarten" == told

    def test_the_weeks_between_application_and_beginning_are_told(self, programmes):
        assert "12\N{NO-BREAK SPACE}Wochen zwischen Antrag und Beginn" in programme_state(
            programmes["si-entwicklung-2023"], TODAY
        )

    def test_each_step_names_programmes_that_exist(self, root, programmes):
        steps = planning_rows(Catalog.load(root / "data" / "raw"), DecisionStep)

        assert {"si-entwicklung-2023", "si-modell-2023"} == {one.programme for one in steps if one.programme}
        assert set(programmes) >= {one.programme for one in steps if one.programme}
        assert {one.measure for one in steps} <= MEASURES.keys()


class TestShippedPath:
    def test_the_trial_lasts_as_long_in_path_and_schedule(self, root):
        """The months of the path are the weeks of its work package."""
        catalog = Catalog.load(root / "data" / "raw")
        [months] = [
            one.months for one in planning_rows(catalog, DecisionStep) if one.measure == "sold_in_trial"
        ]
        [weeks] = [one.weeks for one in planning_rows(catalog, WorkPackage) if one.number == "B2"]

        assert round(months * 52 / 12) == weeks

    def test_every_threshold_that_can_be_foreseen_can_be_met_and_missed(self, built):
        """A threshold that today's base case never meets, or always, decides nothing."""
        path = ledgers(built)["frame:implementation.path"]["data"]
        chances = {
            name: chance
            for name, chance in zip(path["measure"], path["chance"], strict=True)
            if chance is not None
        }

        assert {"sold_in_trial", "sold_afterwards"} == chances.keys()
        assert all(0.1 < chance < 0.99 for chance in chances.values()), chances

    def test_the_entries_of_a_town_let_expect_the_contracts_of_its_trial(self, built):
        lines = ledgers(built)
        path = lines["frame:implementation.path"]["data"]
        limits = dict(zip(path["measure"], path["limit"], strict=True))
        contracts = limits["interested"] * lines["figure:interested.register_conversion"]["value"]

        assert contracts >= lines["figure:options.trial_desks"]["value"]
        assert limits["sold_in_trial"] == lines["figure:implementation.trial_limit"]["value"]

    def test_who_waits_for_the_path_opens_later_than_who_goes_on_after_the_trial(self, built):
        """The schedule of the full house skips a step of the path, and says when it would open without."""
        lines = ledgers(built)
        year = {
            name: int(lines[f"figure:implementation.{name}"]["value"][-4:])
            for name in ("opening_by_path", "computed_opening")
        }

        assert year["opening_by_path"] > year["computed_opening"]

    def test_closed_programmes_are_in_no_financing(self, built):
        lines = ledgers(built)
        closed = {
            told
            for told, state in zip(
                *(
                    lines["frame:implementation.path_money"]["data"][name]
                    for name in ("programme_told", "state")
                ),
                strict=True,
            )
            if "geschlossen" in state
        }
        mix = set(lines["frame:implementation.financing_mix"]["data"]["programme"])

        assert closed and not closed & mix
