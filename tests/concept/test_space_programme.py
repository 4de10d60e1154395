import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.records import records
from ohv_coworking.concept.rooms import EquipmentItem, Room
from ohv_coworking.concept.space_programme import (
    desks_that_fit,
    equipment_list,
    fit_by_priority,
    minimum_workplace_area,
    needed_clear_height,
    space_programme,
    total_area,
)
from ohv_coworking.concept.wage_subsidy import cost_by_paragraph, employer_cost

SAME = {"kind": "angenommen", "source": "Prüffall"}


def room(key: str, driver: str, per: float, area: float, priority: int = 1) -> Room:
    return Room(
        key=key,
        room=key,
        priority=priority,
        driver=driver,
        per=per,
        area_low=area / 2,
        area=area,
        area_high=2 * area,
        **SAME,
    )


RULES = [
    room("desk", "open_desks", 1, 8),
    room("team_office", "team_desks", 4, 36),
    room("meeting_room", "desks", 12, 16, priority=2),
    room("workshop", "site", 1, 120, priority=3),
    room("storage", "site", 1, 6, priority=4),
]


class TestSpaceProgramme:
    def test_by_hand(self):
        """22 desks, 6 of them in teams: 16 × 8 + 2 × 36 + 2 × 16 + 120 + 6 square metres."""
        programme = space_programme(RULES, 22, 0.25)

        assert [16, 2, 2, 1, 1] == programme["units"].to_list()
        assert 16 * 8 + 2 * 36 + 2 * 16 + 120 + 6 == programme["base"].sum()
        assert programme["base"].sum() / 0.8 == total_area(programme, 0.2)["base"]

    @given(st.floats(10, 2000), st.floats(0, 0.5))
    def test_one_desk_more_would_not_fit(self, hall_m2, circulation):
        """The number found fits, the next larger one does not."""
        rules = RULES[:3]
        desks = desks_that_fit(rules, hall_m2, 0.25, circulation)

        assert total_area(space_programme(rules, desks, 0.25), circulation)["base"] <= hall_m2
        assert total_area(space_programme(rules, desks + 1, 0.25), circulation)["base"] > hall_m2

    def test_rules_without_area_are_an_error(self):
        """Desks that need no room would fit without end."""
        with pytest.raises(ValueError, match="no area"):
            desks_that_fit([room("desk", "desks", 1, 0)], 10, 0, 0)

    def test_a_room_too_large_leaves_the_place_to_smaller_ones(self):
        """Into 250 m² goes everything but the workshop; the storage after it still fits."""
        fitted = fit_by_priority(space_programme(RULES, 22, 0.25), 250, 0)

        assert {"workshop": False, "storage": True} == fitted["fits"].loc[["workshop", "storage"]].to_dict()
        assert 238 == fitted["cumulated"].iloc[-1]


class TestWorkplaceRules:
    def test_minimum_area(self):
        """8 m² for the first, 6 m² for each further workplace (ASR A1.2)."""
        assert 0 == minimum_workplace_area(0, 8, 6)
        assert 8 + 21 * 6 == minimum_workplace_area(22, 8, 6)

    def test_clear_height_follows_area_or_air(self):
        """A hall of 300 m² needs 3 m by its area; 100 people in it would need 4 m by their air."""
        assert 3.0 == needed_clear_height(22, 300, 12, 3.0)
        assert 4.0 == needed_clear_height(100, 300, 12, 3.0)


class TestEquipment:
    def test_units_cost_and_yearly_cost(self):
        """A chair for each desk, a screen for each meeting room."""
        same = SAME | {
            "category": "Möbel",
            "plan_item": "furniture",
            "workshop": "ja",
            "life_source": "AfA",
            "price_low": 100,
            "price_high": 500,
        }
        chair = EquipmentItem(
            key="chair", item="Stuhl", driver="desks", per=1, price=260, life_years=13, **same
        )
        screen = EquipmentItem(
            key="screen", item="Bildschirm", driver="meeting_rooms", per=1, price=300, life_years=3, **same
        )
        listed = equipment_list([chair, screen], 22, 0.25, space_programme(RULES, 22, 0.25))

        assert [22, 2] == listed["units"].to_list()
        assert 22 * 260 / 13 + 2 * 300 / 3 == pytest.approx(listed["per_year"].sum())


class TestWageSubsidy:
    def test_own_cost_grows_as_the_subsidy_falls(self):
        """Five years at 100, 100, 90, 80, 70 percent: the own cost never falls, never exceeds the gross cost."""
        cost = employer_cost(14.6, 30, 0.21, [1, 1, 0.9, 0.8, 0.7], 0.19)

        assert cost["own"].is_monotonic_increasing
        assert (cost["own"] < cost["gross"]).all()
        assert 14.6 * 30 * 52 * 0.02 == pytest.approx(cost.loc[1, "own"])

    def test_each_paragraph_has_its_years(self):
        """As many years as rates, in the order of the table."""
        rates = pd.DataFrame({"paragraph": ["§ i", "§ i", "§ e"], "rate_percent": [100, 50, 75]})
        found = cost_by_paragraph(rates, 10, 30, 0.2, 0.2)

        assert [("§ i", 1), ("§ i", 2), ("§ e", 1)] == list(
            zip(found["paragraph"], found["year"], strict=True)
        )
        assert [0, 9360, 4680] == found["own"].round(2).to_list()


class TestRoomTable:
    def test_an_unordered_span_is_named(self):
        """A lower value above the base value stands in row 2."""
        cells = {
            "key": "desk",
            "room": "Platz",
            "priority": "1",
            "wanted": "",
            "driver": "desks",
            "per": "1",
            "note": "",
        } | SAME
        table = pd.DataFrame([cells | {"area_low": "9", "area": "8", "area_high": "12"}])
        with pytest.raises(InputFault, match="nicht geordnet") as caught:
            records(table, Room, "rooms.csv")

        assert (2, "area") == (caught.value.row, caught.value.column)
