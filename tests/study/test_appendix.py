"""A long table that its chapter only sums up stands behind the annex, under the same name."""

from nbformat.v4 import new_output

from ohv_coworking.exhibits.notebook_cells import Cell
from ohv_coworking.study.chapter_source import ChapterSource
from ohv_coworking.study.documents import STUDY, appendix, part
from ohv_coworking.study.numbering import Numbering

TITLE = Cell("concept.ipynb", 1, "prose", "# Titel")
TABLE = new_output("display_data", metadata={"study": {"kind": "table", "name": "operators"}})


def source(*tags: str) -> ChapterSource:
    shown = Cell("concept.ipynb", 2, "code", "", tags=tags)
    return ChapterSource("concept", "arabic", [TITLE, shown], {2: [TABLE]})


def test_it_leaves_its_chapter_and_keeps_its_name():
    assert {} == part(source("appendix"), STUDY, False).outputs
    moved = appendix(source("appendix"))
    order = [
        ("concept", "arabic", ()),
        ("annex", "letter", ()),
        (moved.name, moved.numbering, moved.exhibits()),
    ]
    numbering = Numbering.of(order)

    assert {"concept": "1", "annex": "A"} == numbering.chapters
    assert "Tabelle 1" in numbering.see("concept", "operators")


def test_a_chapter_that_tags_none_has_no_part_there():
    assert appendix(source()) is None
