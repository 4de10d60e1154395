"""The editable copy: every word of the chapters, with true captions, head rows and words for pictures."""

import re
import shutil
import subprocess
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from ohv_coworking.binding.elements import page_tree, words
from ohv_coworking.paper.docx import to_docx
from ohv_coworking.paper.volumes import volumes


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def volume(built):
    return next(volumes(page_tree((built / "reports" / "studie.html").read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def copy(volume) -> bytes:
    return to_docx(volume)


def test_refuses_what_it_does_not_know(volume):
    """A new element cannot vanish in silence."""
    strange = page_tree("<html><body><section class='chapter'><video></video></section></body></html>").find(
        ".//section"
    )

    with pytest.raises(LookupError, match="write_video"):
        to_docx(type(volume)(**{**vars(volume), "elements": (strange,)}))


@pytest.mark.slow
class TestEditableCopy:
    def test_holds_every_block(self, volume, copy):
        """Each paragraph, cell, heading and caption of the page stands there whole."""
        body = Document(BytesIO(copy)).element.body
        text = plain("".join(node.text or "" for node in body.iter(qn("w:t"))))
        blocks = [
            block
            for element in volume.elements
            if element.tag != "nav"
            for block in element.iter("p", "li", "td", "th", "h1", "h2", "h3", "dt", "dd", "span")
            if block.get("class") != "turning"
        ]

        assert len(blocks) > 500
        assert [] == [words(block) for block in blocks if plain(words(block)) not in text]

    def test_numbers_exhibits_by_fields_in_the_order_of_the_page(self, copy):
        """What a word processor counts is what the page says."""
        counted = {"Tabelle": 0, "Abbildung": 0}
        for paragraph in Document(BytesIO(copy)).paragraphs:
            if paragraph.style.name == "Caption":
                label, shown = re.match(r"(\w+)\s(\d+):", paragraph.text).groups()
                counted[label] += 1
                assert f"SEQ {label}" in paragraph._p.xml
                assert counted[label] == int(shown)

        assert min(counted.values()) > 10

    def test_has_head_rows_and_words_for_pictures(self, copy):
        document = Document(BytesIO(copy))

        assert [] == [table for table in document.tables if "w:tblHeader" not in table.rows[0]._tr.xml]
        assert [] == [table for table in document.tables if "w:keepNext" not in table.rows[-1]._tr.xml]
        assert [] == [one for one in document.inline_shapes if not one._inline.docPr.get("descr")]

    def test_counts_each_numbered_list_from_one(self, volume, copy):
        """A draft resolution has a first point, whatever was counted before it."""
        document = Document(BytesIO(copy))
        points = [one for one in document.paragraphs if one.style.name == "List Number"]
        lists = {one._p.pPr.numPr.numId.val for one in points}
        kept = document.part.numbering_part.element
        starts = [kept.num_having_numId(one).xpath("w:lvlOverride/w:startOverride/@w:val") for one in lists]

        assert len(lists) == sum(
            1 for element in volume.elements if element.tag != "nav" for _ in element.iter("ol")
        )
        assert [["1"]] * len(lists) == starts

    def test_turns_the_sheets_of_wide_tables_only(self, copy):
        """Each table fills the text of its sheet and none runs over it; what is not wide stands upright."""
        body, turned, upright, held = Document(BytesIO(copy)).element.body, [], [], []
        for element in body:
            held += element.xpath("self::w:tbl")
            for section in element.xpath("self::w:sectPr | w:pPr/w:sectPr"):
                page = section.pgSz
                room = (page.w - section.pgMar.left - section.pgMar.right) / Pt(1)
                widths = [sum(one.w.pt for one in table.tblGrid.gridCol_lst) for table in held]
                assert [] == [width for width in widths if abs(width - room) > 1.5]
                assert page.w < page.h or len(held) >= 1
                (turned if page.w > page.h else upright).extend(held)
                held = []

        assert 1 <= len(turned) < len(upright) / 10

    def test_gives_the_same_bytes_again(self, volume, copy):
        assert copy == to_docx(volume)

    def test_opens_in_a_word_processor(self, copy, tmp_path):
        """LibreOffice reads it and sets it on pages."""
        file, office = tmp_path / "studie.docx", shutil.which("soffice")
        if office is None:
            pytest.skip("LibreOffice is not installed")
        Document().save(tmp_path / "empty.docx")
        file.write_bytes(copy)
        for name in ("empty", "studie"):
            subprocess.run(
                [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "pdf",
                 "--outdir", tmp_path, tmp_path / f"{name}.docx"],
                capture_output=True, timeout=300,
            )  # fmt: skip
            if name == "empty" and not (tmp_path / "empty.pdf").is_file():
                pytest.skip("LibreOffice has no Writer here")

        assert (tmp_path / "studie.pdf").stat().st_size > 100_000
