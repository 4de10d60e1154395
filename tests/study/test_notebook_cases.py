"""What editors and planners did to notebooks, as collected from public reports: nothing of a text is lost."""

import shutil
import subprocess
import sys

import pytest

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog
from ohv_coworking.study.assemble import assemble
from ohv_coworking.study.documents import STUDY
from ohv_coworking.study.earlier import earlier_ledger, read_last
from ohv_coworking.study.edition import Edition
from samples import FOLDER

CASES = FOLDER.parent / "cases" / "bugs"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases/bugs is not here")


@pytest.fixture
def edition(built, tmp_path) -> Edition:
    """The built study with notebooks of its own, free to be changed."""
    for name in ("data", "study.yaml"):
        (tmp_path / name).symlink_to(built / name)
    shutil.copytree(built / "notebooks", tmp_path / "notebooks")
    return Edition(tmp_path, tmp_path / "study.yaml")


def apply(case: str, edition: Edition) -> None:
    subprocess.run([sys.executable, CASES / case], cwd=edition.root, check=True)


def document(edition: Edition, *chapters: str) -> str:
    study = load(edition.parameters)
    ledger = earlier_ledger(edition, study, chapters)
    documents = assemble(edition, study, Catalog.load(edition.raw), ledger, {})
    notebook = documents[STUDY]
    return "\n".join(cell.source + str(cell.get("outputs", "")) for cell in notebook.cells)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("n1_markdown_cell.py", "PRUEFWORT des Büros."),
        ("n2_blank_line_before_prose.py", "Die Region im Land"),
        ("n4_without_ids.py", "Alterung"),
    ],
)
def test_no_text_is_lost(edition, case, words):
    """A Markdown cell, a blank line before the magic, a notebook without ids: all texts and exhibits are there."""
    exhibits = document(edition, "context").count("'caption'")
    apply(case, edition)
    after = document(edition, "context")

    assert words in after
    assert exhibits == after.count("'caption'")


def test_a_new_id_loses_no_exhibit(edition):
    """The table of key figures keeps its place when its cell gets another id."""
    apply("n3_new_id_key_figures.py", edition)

    assert "exhibit-summary-key_figures" in document(edition, *read_last(edition, "annex"), "annex")


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("n5_unknown_name.py", "Eine Kennzahl „unbekannt“ gibt es nicht."),
        ("n5b_caption_without_name.py", "Eine Unterschrift nennt keine Abbildung oder Tabelle."),
        ("n6_local_picture.py", "Ein Bild ist nicht zu finden."),
    ],
)
def test_what_cannot_be_shown_is_told_with_its_place(edition, case, words):
    apply(case, edition)
    with pytest.raises(InputFault) as told:
        document(edition, "context")

    assert words in str(told.value)
    assert "notebooks/context.ipynb, Zelle" in str(told.value)
