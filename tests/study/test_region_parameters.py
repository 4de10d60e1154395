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

    assert (home.assumptions, home.plan) == (other.assumptions, other.plan)
    assert commented(text) == text
    assert "# eine Setzung der Bearbeitung, zusammen 1\n" in text
    assert "Falkensee" not in text  # a comparison of the home edition


def test_an_editor_finds_the_schema_from_there(root, made):
    path = made.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]

    assert (root / "study.schema.json").resolve() == (made.parent / path).resolve()
