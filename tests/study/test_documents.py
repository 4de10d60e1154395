"""What people said stands in the study only where they really said it; the whole evaluation has a document of its own."""

import json

import pytest

from ohv_coworking.exhibits.notebook_cells import notebook_cells
from ohv_coworking.parameters import load
from ohv_coworking.raw import Catalog
from ohv_coworking.study.assemble import assemble
from ohv_coworking.study.documents import EVALUATED, STUDY
from ohv_coworking.study.earlier import earlier_ledger
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.numbering import Numbering

CHAPTERS = (
    "summary context demand interested survey location concept viability peers impact options implementation transfer towns "
    "carriers plain annex"
).split()
ANSWERS = {"interested": ("interested_users",), "survey": ("survey", "employer_survey")}


@pytest.fixture(scope="module")
def edition(built) -> Edition:
    return Edition(built, built / "study.yaml")


def documents(edition: Edition, real: tuple[str, ...] = ()) -> dict:
    """Return the documents as they would be if the answers of some files were real."""
    catalog = Catalog.load(edition.raw)
    catalog.entries |= {name: catalog.entry(name).model_copy(update={"synthetic": False}) for name in real}
    study = load(edition.parameters)
    return assemble(edition, study, catalog, earlier_ledger(edition, study, CHAPTERS), {})


def exhibits(document, chapter: str) -> list[str]:
    """Return the names of the exhibits of a chapter in a document."""
    shown = [output.metadata.study for cell in document.cells for output in cell.get("outputs", ())]
    return [one["name"] for one in shown if one["id"] == f"exhibit-{chapter}-{one['name']}"]


def captioned(edition: Edition, chapter: str) -> set[str]:
    """Return the exhibits with a caption that the last run of a chapter showed."""
    cells = json.loads((edition.built(chapter) / "executed.ipynb").read_text(encoding="utf-8"))["cells"]
    shown = {
        output["metadata"]["study"]["name"]
        for cell in cells
        for output in cell.get("outputs", ())
        if "study" in output.get("metadata", {})
    }
    return shown & {
        cell.argument for cell in notebook_cells(edition.notebook(chapter)) if cell.kind == "caption"
    }


class TestSynthetic:
    def test_the_study_shows_one_sample_of_each(self, edition):
        study = documents(edition)[STUDY]

        assert ["conversion"] == exhibits(study, "interested")
        assert ["survey_interest"] == exhibits(study, "survey")
        assert "Konkret Interessierte: keine bekannt." in str(study)

    def test_the_whole_has_a_document_of_its_own(self, edition):
        own = documents(edition)[EVALUATED]

        for chapter in ANSWERS:
            assert captioned(edition, chapter) == set(exhibits(own, chapter))

    def test_no_exhibit_is_lost_between_the_two(self, edition):
        both = documents(edition).values()

        for chapter in CHAPTERS:
            assert captioned(edition, chapter) == {name for one in both for name in exhibits(one, chapter)}

    def test_the_mark_names_all_that_is_synthetic(self, edition):
        for document in documents(edition).values():
            assert "synthetischer Befragung und synthetischem Register" in document.metadata.study["mark"]


@pytest.mark.parametrize("chapter", ANSWERS)
def test_real_answers_come_back_by_themselves(edition, chapter):
    """What the catalogue calls real stands whole in the study, and the other evaluation stays apart."""
    study = documents(edition, ANSWERS[chapter])[STUDY]
    (other,) = ANSWERS.keys() - {chapter}

    assert captioned(edition, chapter) == set(exhibits(study, chapter))
    assert len(exhibits(study, other)) == 1


def test_a_reference_names_the_other_document():
    own = Numbering.of([("demand", "arabic", [("figure", "ways")])])
    other = Numbering.of([("survey", "arabic", [("table", "needs")])], EVALUATED)
    own.others, other.others = [other], [own]

    assert '<a href="#exhibit-demand-ways">Abbildung 1</a>' == own.see("demand", "ways")
    assert '<a href="befragung.html#exhibit-survey-needs">Tabelle 1 der Auswertung' in own.see(
        "demand", "survey.needs"
    )
    assert '<a href="studie.html#chapter-demand">Kapitel 1 der Studie</a>' == other.see("survey", "demand")
