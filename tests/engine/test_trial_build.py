"""A build on trial tells what would change, and leaves the project as it is."""

from pathlib import Path

import pytest

from ohv_coworking.basics.digests import sha256, tree_digest
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.trial_build import (
    built_chapters,
    changed_exhibits,
    changed_figures,
    outdated,
    read_by,
    run_trial,
    trial_edition,
)

OWN_ORDER = """\
override CHAPTERS := first second third
override after_second := first
override BESIDE :=
include Makefile
"""


@pytest.fixture
def edition(toy) -> Edition:
    (toy.folder / "GNUmakefile").write_text(OWN_ORDER, encoding="utf-8")
    return Edition(toy.folder, toy.folder / "study.yaml")


def with_people(edition: Edition, *numbers: int) -> dict[Path, str]:
    """Return the raw file and the catalogue of the toy project with other numbers."""
    raw = edition.raw
    text = "people\n" + "".join(f"{number}\n" for number in numbers)
    trial = edition.root / "other.csv"
    trial.write_text(text, encoding="utf-8")
    catalog = (raw / "catalog.yaml").read_text(encoding="utf-8")
    changed = catalog.replace(sha256(raw / "people.csv"), sha256(trial))
    trial.unlink()
    return {raw / "people.csv": text, raw / "catalog.yaml": changed}


@pytest.mark.slow
def test_what_moves_is_told_with_old_and_new(edition):
    """The reader of the file and the chapter that reads it move; values as a reader sees them."""
    chapters = built_chapters(edition)
    before = tree_digest(edition.root / "data")
    with trial_edition(edition, with_people(edition, 40, 61)) as trial:
        assert run_trial(trial, chapters) is None
        figures = changed_figures(edition, trial, chapters)
        folder = trial.root

    assert ["first", "third", "second"] == chapters
    assert [("Personen", 100, 101), ("Doppelt", 200, 202)] == [
        (one.label, one.before.value, one.after.value) for one in figures
    ]
    assert {"first.people", "first.half"} == read_by(edition, ["second"])
    assert before == tree_digest(edition.root / "data")
    assert not folder.exists()


@pytest.mark.slow
def test_the_same_content_changes_nothing(edition):
    with trial_edition(edition, with_people(edition, 60, 40)) as trial:
        assert run_trial(trial, ["first", "second"]) is None
        assert [] == changed_figures(edition, trial, ["first", "second"])
        assert [] == changed_exhibits(edition, trial, ["first", "second"])


@pytest.mark.slow
def test_why_a_chapter_breaks_off_is_told(edition):
    """In the words of the fault, without the place of a copy that is gone."""
    with trial_edition(edition, {edition.raw / "people.csv": "people\n1\n"}) as trial:
        told = run_trial(trial, ["first"])

    assert "Die Rohdatei ist nicht mehr die" in told
    assert "failed.ipynb" not in told and "make:" not in told


def test_an_older_build_is_told(toy, edition):
    toy.people(1, 2)

    assert {"first": "Datei people geändert"} == outdated(edition)
