"""What is known of a building is shown, what is not is a question; a condition excludes only what is known."""

import pandas as pd
import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.sites.building_sheet import OPEN, QUESTIONS, BuildingFact, admitted, building_sheet


@pytest.fixture
def sites() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "number": [1, 2, 3],
            "name": ["Post", "Bibliothek", "Bahnhofsumfeld"],
            "kind": ["Gebäude", "Gebäude", "Bahnhofsumfeld"],
            "area_m2": [300.0, None, None],
            "step_free": ["ja", None, "nein"],
        }
    )


def fact(site: str, about: str, value: str) -> BuildingFact:
    return BuildingFact(site=site, fact=about, value=value, source="Ortstermin 2026")


def test_eight_facts_a_building_and_unknown_ones_are_open(sites):
    """Area and access come from the table of sites, the rest from the facts; places without a building have no sheet."""
    sheet = building_sheet(
        sites, [fact("Post", "Eigentum", "privat")], {"Post", "Bibliothek"}, "building_facts.csv"
    )

    assert list(QUESTIONS) == sheet["fact"].tolist() and 8 == len(sheet)
    assert ["fact", "question", "building_1", "building_2"] == list(sheet)
    known = sheet.set_index("fact")["building_1"]
    assert ("300\xa0m²", "ja", "privat", OPEN) == tuple(known[["Fläche", "stufenlos", "Eigentum", "Miete"]])
    assert sheet["building_2"].eq(OPEN).all()


def test_a_fact_of_an_unknown_building_is_refused_with_its_row(sites):
    """A misspelt name would vanish without a word."""
    with pytest.raises(InputFault, match="nicht in der Tabelle der Standorte") as caught:
        building_sheet(
            sites, [fact("Post", "Netz", "Glasfaser"), fact("Psot", "Netz", "Glasfaser")], {"Post"}, "x.csv"
        )

    assert (3, "site") == (caught.value.row, caught.value.column)


def test_steps_exclude_only_where_they_are_a_condition(sites):
    """Unknown access excludes nobody."""
    assert 3 == len(admitted(sites, step_free=False))
    assert ["Post", "Bibliothek"] == admitted(sites, step_free=True)["name"].tolist()


def test_no_site_left_is_told_with_its_parameter(sites):
    """The condition stands in study.yaml."""
    with pytest.raises(InputFault, match="site_requirements"):
        admitted(sites.assign(step_free="nein"), step_free=True)
