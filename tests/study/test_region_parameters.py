"""The parameter file of another region: its own region and commission, everything else as `study.yaml` has it."""

import pytest

from ohv_coworking.parameters import load
from ohv_coworking.parameters.commented_file import commented
from ohv_coworking.study.region_parameters import main


@pytest.fixture
def made(root, tmp_path, monkeypatch):
    """Return the text of the file made for Eberswalde and Bernau."""
    monkeypatch.chdir(root)
    file = tmp_path / "region.yaml"
    assert 0 == main("12060052,12060020", str(file))
    return file


def test_values_and_explanations_are_those_of_the_study(root, made):
    """Assumptions and plan are equal, every name is explained, comments that are not the region's stay."""
    home, other = load(root / "study.yaml"), load(made)
    text = made.read_text(encoding="utf-8")

    assert home.assumptions == other.assumptions
    assert without_houses(home.plan.model_dump()) == without_houses(other.plan.model_dump())
    assert commented(text) == text
    assert "# eine Setzung der Bearbeitung, zusammen 1\n" in text
    assert home.region.comparisons == other.region.comparisons  # that a town has no space is true for all


def test_a_town_named_twice_is_told(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(root)

    assert 0 != main("12060052,12060052", str(tmp_path / "region.yaml"))
    assert "zweimal" in capsys.readouterr().err


def test_the_plan_names_the_houses_of_its_own_region(made):
    """Elsewhere the plan is a pattern: which room would do is still to be found, who could sell desks is what the list knows."""
    plan = load(made).plan

    assert ["Thinkfarm Eberswalde"] == [offer.label for offer in plan.offers.values()]
    assert "Thinkfarm Eberswalde" == plan.alternatives["bought_desks"].place
    assert "noch zu suchen" == plan.alternatives["first_operation"].place


def test_a_region_without_a_house_asks_any(root, tmp_path, monkeypatch):
    monkeypatch.chdir(root)
    assert 0 == main("12063080", str(tmp_path / "region.yaml"))
    plan = load(tmp_path / "region.yaml").plan

    assert ["ein bestehendes Haus"] == [offer.label for offer in plan.offers.values()]
    assert "noch zu suchen" == plan.alternatives["bought_desks"].place


def without_houses(plan: dict) -> dict:
    for case in plan["alternatives"].values():
        del case["place"], case["note"]
    return {**plan, "offers": {one["sets"] for one in plan["offers"].values()}}


def test_an_editor_finds_the_schema_from_there(root, made):
    path = made.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]

    assert (root / "study.schema.json").resolve() == (made.parent / path).resolve()
