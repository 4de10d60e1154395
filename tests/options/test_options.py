"""Options are cases of the plan: each is the plan run for it, a network is the sum of its places, the best is computed."""

import re

import numpy as np
import pandas as pd
import pytest

from ohv_coworking.options import option_table as options
from ohv_coworking.parameters.plan import PlanParameters
from plan_files import added, study_model, with_plan

MODEL = study_model()
COUNT = 200
"""More than there are risks: fewer draws have no rank correlation."""
WEIGHTS = dict.fromkeys(options.CRITERIA, 1 / 6)


@pytest.fixture(scope="module")
def compared():
    drawn = options.drawn_options(MODEL, COUNT, np.random.default_rng(1))
    table, draws = options.options(MODEL, drawn, 3)
    return table.set_index("key"), draws


class TestTable:
    def test_each_option_is_the_plan_run_for_it(self, compared):
        """Desks, break-even and investment are those of a run with the values of the option."""
        table, _ = compared
        for key in MODEL.plan.alternatives:
            run = MODEL.run(MODEL.values(alternatives=key))

            assert float(run["desks_planned"]) == table.at[key, "desks"], key
            assert float(run["investment"]) == table.at[key, "investment"], key

    def test_costs_are_the_medians_of_the_draws(self, compared):
        """One quantity, one number: what the table shows is the middle of what the ledger holds."""
        table, draws = compared
        for key in MODEL.plan.alternatives:
            assert np.median(draws[key]["public_cost_per_year"]) == table.at[key, "public"]
            assert table.at[key, "public_low"] <= table.at[key, "public"] <= table.at[key, "public_high"]

    def test_a_network_is_the_sum_of_its_places(self, compared):
        """Draw by draw: one place in the first town and one in each other."""
        table, draws = compared
        for key, network in MODEL.plan.networks.items():
            first, other = (
                draws[place]["public_cost_per_year"] for place in (network.first_town, network.other_towns)
            )

            assert (first + 2 * other).tolist() == draws[key]["public_cost_per_year"].tolist()
            assert (
                table.at[network.first_town, "desks"] + 2 * table.at[network.other_towns, "desks"]
                == table.at[key, "desks"]
            )

    def test_a_single_town_has_no_network(self):
        drawn = options.drawn_options(MODEL, COUNT, np.random.default_rng(1))
        table, _ = options.options(MODEL, drawn, 1)

        assert {options.NOTHING, *MODEL.plan.alternatives} == set(table["key"])

    def test_the_pop_up_ends(self):
        """After two years nothing is sold, nobody employed, no rent paid, and the deposit is back."""
        run = MODEL.run(MODEL.values(alternatives="popup"))
        after = int(run["leaving_month"])

        assert 2 == float(run["operating_years"])
        assert (
            0
            == run["revenue"][after:].sum()
            == run["staff_cost"][after:].sum()
            == run["rent_net"][after:].sum()
        )
        assert abs(run["rent_deposit"][after:]).max() < 1e-9
        assert 1 == run["all_checks"]

    def test_a_note_counts_nothing(self):
        """Desks, square metres and posts of an option are reckoned and shown; a note that repeats them would not change with them."""
        counted = re.compile(r"\d|\b(?:zwei|drei|vier|fünf|sechs|acht|zehn|halbe|Zehntel)\b")
        cases = [*MODEL.plan.alternatives.values(), *MODEL.plan.networks.values()]

        assert [] == [one.note for one in cases if counted.search(one.note)]

    def test_a_place_in_another_town_is_still_wanted(self):
        """The hall of the first town is no hall of another one."""
        drawn = options.drawn_options(MODEL, COUNT, np.random.default_rng(1))
        [home] = {one.located_in for one in MODEL.plan.alternatives.values() if one.located_in}
        places = {
            town: options.options(MODEL, drawn, 3, town)[0].set_index("key").at["first_operation", "place"]
            for town in (home, "12065332")
        }

        assert places[home] == MODEL.plan.alternatives["first_operation"].place
        assert options.WANTED == places["12065332"]


class TestRecommendation:
    def test_the_better_in_everything_comes_first(self):
        rows = pd.DataFrame(
            {
                "key": ["a", "b"], "label": ["A", "B"], "here": ["a", "b"], "there": ["", ""], "desks": [5.0, 5.0],
                "public": [1.0, 2.0], "users": [2.0, 1.0], "public_per_user": [1.0, 2.0], "commitment": [1.0, 2.0],
                "exit": [1.0, 2.0], "fit": [0.2, 0.1],
            }
        )  # fmt: skip
        found = options.recommended(rows, WEIGHTS, np.random.default_rng(1))

        assert ["a", "b"] == list(found["key"])
        assert found["points"].to_list() == pytest.approx([100, 0])
        assert [1, 0] == found["first"].to_list()

    def test_what_has_no_offer_is_not_recommended(self, compared):
        """Neither the option that buys nor a network with it, until an offer stands in study.yaml."""
        table = compared[0].reset_index().assign(fit=0.5)
        unpriced = options.bought_prices(MODEL)
        found = options.recommended(table, WEIGHTS, np.random.default_rng(1), unpriced)

        assert {"bought_desks": "bought_desks_amount"} == unpriced
        assert not {"bought_desks", "small"} & set(found["key"])
        assert {"bought_desks", "small"} < set(
            options.recommended(table, WEIGHTS, np.random.default_rng(1))["key"]
        )

    def test_an_offer_takes_the_place_of_the_assumed_price(self):
        """The lowest of the prices offered, without a range and with the offer as its source."""

        def offered(plan: dict) -> None:
            plan["offers"]["oranienwerk"] |= {"price": 140.0, "source": "Schreiben"}
            plan["offers"]["kreativwerk_r6"] |= {"price": 120.0, "source": "Schreiben vom Mai"}

        model = with_plan(offered)
        held = model.inputs["bought_desks_amount"].held

        assert (120, 120, 120) == held.span
        assert "KreativWerk R6" in held.source
        assert {} == options.bought_prices(model)


def test_the_switching_price_makes_both_equal():
    """At that price a user of bought desks costs the public as much as one of the other option."""
    curve, turning = options.price_curve(MODEL, "bought_desks", "bought_desks_amount", np.linspace(0, 400, 5))
    price = turning.set_index("key").at["public_room", "switching"]
    bought = MODEL.run(MODEL.values(alternatives="bought_desks") | {"bought_desks_amount": price})
    room = MODEL.run(MODEL.values(alternatives="public_room"))

    assert (np.diff(curve["public"]) > 0).all()
    assert float(room["public_cost_per_user"]) == pytest.approx(
        float(bought["public_cost_per_user"]), rel=1e-6
    )


class TestAddedOptions:
    def test_what_an_option_adds_is_not_in_the_plan(self):
        """The plan itself costs what it cost, the options cost and bring something else."""
        model = with_plan(added)
        base, plain = model.run(), MODEL.run()

        assert float(base["public_cost_total"]) == pytest.approx(float(plain["public_cost_total"]), abs=1e-6)
        for key in ("cafe", "second_area"):
            run = model.run(model.values(alternatives=key))
            assert 1 == run["all_checks"], key
            assert float(run["revenue_per_year"]) != float(plain["revenue_per_year"])

    def test_the_second_area_is_let_after_two_years(self):
        model = with_plan(added)
        run = model.run(model.values(alternatives="second_area"))
        later = int(run["preparation_months"]) + 24

        assert (300, 420) == (run["area_let"][later - 1], run["area_let"][later])
        assert 0 == run["more_desks_revenue"][:later].sum() < run["more_desks_revenue"][later:].sum()
        assert 6 == run["calendar_month"][0] - MODEL.run()["calendar_month"][0]


def refused(change) -> str:
    """Return what the loader says of the shipped plan with a fault in it."""
    with pytest.raises(Exception) as fault:
        with_plan(change)
    return str(fault.value)


class TestBadInput:
    @pytest.mark.parametrize(
        ("change", "told"),
        [
            (lambda plan: plan["alternatives"]["popup"].update(adds=["popup_kitt"]), ("plan.alternatives.popup.adds", "popup_kitt", "popup_kit")),
            (lambda plan: plan["alternatives"]["popup"].update(operator="towns"), ("plan.alternatives.popup.operator", "towns", "operators")),
            (lambda plan: plan["alternatives"]["popup"].pop("source"), ("plan.alternatives.popup.source", "keine Quelle")),
            (lambda plan: plan["alternatives"]["popup"]["changes"].update(operating_months=6.0), ("operating_months 6", "12 Monate")),
            (lambda plan: plan["running_costs"]["popup_clearing"].update(ends_after_months={"value": 12}), ("popup_clearing", "Ende nach dem Beginn")),
            (lambda plan: plan["products"]["anchor_desks"].update(ramp="eigener"), ("plan.products.anchor_desks.ramp", "own_ramp")),
            (lambda plan: plan["running_costs"]["partner_share"].update(amount={"value": 1.5}), ("partner_share.amount", "1.5", "Zahl von 0 bis 1 (Anteil)")),
            (lambda plan: plan["alternatives"]["partner"]["changes"].update(partner_share_amount=3.0), ("plan.alternatives.partner.changes.partner_share_amount", "Zahl von 0 bis 1 (Anteil)")),
            (lambda plan: plan["investments"].update(cleaning=plan["investments"]["kitchen"]), ("heißen gleich", "cleaning")),
            (lambda plan: plan["offers"]["oranienwerk"].update(sets="desk"), ("plan.offers.oranienwerk.sets", "bought_desks_amount")),
        ],
    )  # fmt: skip
    def test_is_told_in_german_with_its_place(self, change, told):
        text = refused(change)

        assert [] == [words for words in told if words not in text]
        assert "Abhilfe" in text


def test_the_parameters_survive_being_written_and_read():
    """A plan dumped and read again has the same switches and the same cases."""
    again = PlanParameters.model_validate(MODEL.plan.model_dump(mode="json"))

    assert MODEL.plan == again
