"""The study on paper: nothing lost on the way from the page, accessible by the compiler's own judgement, well set."""

import re
import shutil
import subprocess
from collections import Counter
from io import BytesIO

import pikepdf
import pytest
import typst

from ohv_coworking.binding.arrangement import tied
from ohv_coworking.binding.elements import page_tree, words
from ohv_coworking.paper.pdf import font_folder, to_pdf, typst_files
from ohv_coworking.paper.volumes import volumes

PAGE = """<html><head><title>Probe</title><meta name="date" content="2026-11-01"></head><body>
<header class="title-page"><h1 class="title">Probe</h1></header><nav class="contents"></nav><main>
<section class="chapter"><h1 id="chapter-one">Eins</h1>{}</section></main><footer class="stamp"><p>Vermerk</p></footer></body></html>"""
PICTURE = (
    '<figure class="figure" id="exhibit-one"><div class="scroll" role="group"><img alt="{}" src="data:image/svg+xml;base64,'
    'PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI1IiBoZWlnaHQ9IjUiLz4="></div>'
    '<figcaption><span class="caption"><strong>Abbildung 1:</strong> Ein Bild</span><span class="source">Quelle: eigene</span></figcaption></figure>'
)


def study(body: str):
    """Return the first volume of a study that says `body`."""
    return next(volumes(page_tree(PAGE.format(body))))


def test_each_volume_says_on_its_cover_which_it_is():
    covers = [words(volume.elements[0]) for volume in volumes(page_tree(PAGE.format("<p>Text</p>")))]

    assert ["Probe", "ProbeAnhang"] == covers


@pytest.mark.parametrize(
    ("before", "text", "told"),
    [
        ("", "§ 16i SGB II", "§_16i SGB_II"),
        ("", "an ( ) Gestaltung", "an (_) Gestaltung"),
        ("24.700", " €) je Jahr", "_€) je Jahr"),
        ("10,5", " t CO2e", "_t_CO₂e"),
    ],
)
def test_no_line_ends_within_what_belongs_together(before, text, told):
    """Also where an element ends between a number and its unit."""
    assert told.replace("_", "\u00a0") == tied(text, before)


def test_short_units_are_set_whole():
    assert 'box("km/h")' in typst_files(study("<p>Mit 5 km/h.</p>"))["main.typ"].decode()


def plain(text: str) -> str:
    """Return a text without blanks and places where a line may end."""
    return re.sub(r"[\s\u200b]", "", text)


def text_of(volume) -> str:
    """Return the text of a volume set on few long sheets without hyphens and contents, in the order it was written."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    files = typst_files(volume)
    source = files["main.typ"].decode().replace("\nlists()\n", "\n")
    # What floats would stand between the halves of a paragraph.
    source = source.replace("placement: if kind", "placement: if false and kind").replace(
        "place(auto, float: true, ", "block("
    )
    sheet = "#set page(height: 14000pt, header: none, footer: none)\n#set text(hyphenate: false)\n#set table.cell(breakable: false)"
    files["main.typ"] = source.replace("\n#{", f"\n{sheet}\n#{{", 1).encode()
    pdf = typst.compile(files, format="pdf", font_paths=[str(font_folder())], ignore_system_fonts=True)
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return plain(done.stdout.decode())


class TestWriter:
    def test_refuses_what_it_does_not_know(self):
        """A new element, or a new class of one, cannot vanish in silence."""
        for new in ("<video></video>", '<p>Ein <span class="new">Wort</span></p>'):
            with pytest.raises(LookupError, match="write_"):
                to_pdf(study(new))

    def test_keeps_every_sign(self):
        """No sign of a text is read as syntax, wherever it stands beside an element."""
        told = 'a <strong>b</strong>; <em>c</em>.d (<strong>e</strong>) #f $g$ *h* _i_ \\j [k] @l ~m /n "o" „p“ = + - <br>q; 5 % </p><p>r'

        text = text_of(study(f"<p>{told}</p>"))

        assert plain('ab;c.d(e)#f$g$*h*_i_\\j[k]@l~m/n"o"„p“=+-q;5%r') in text

    def test_passes_no_picture_without_words_and_no_skipped_heading(self):
        """What is not PDF/UA is refused by the compiler."""
        assert to_pdf(study(PICTURE.format("Was es zeigt")))
        for fault in (PICTURE.replace('alt="{}" ', ""), "<h3>Zu tief</h3>"):
            with pytest.raises(typst.TypstError):
                to_pdf(study(fault))


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")


@pytest.fixture(scope="module")
def bound(built) -> list:
    """Each volume of the built study with its PDF."""
    html = (built / "reports" / "studie.html").read_text(encoding="utf-8")
    return [(volume, to_pdf(volume)) for volume in volumes(page_tree(html))]


def tags(document: pikepdf.Pdf) -> list:
    found, waiting = [], [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        found.append(node)
        kids = node.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [one for one in kids if isinstance(one, pikepdf.Dictionary) and "/S" in one]
    return found


@pytest.mark.slow
class TestStudyOnPaper:
    def test_every_block_stands_there_whole(self, built):
        """Each paragraph, cell, heading and caption of the page is found on paper, word by word and number by number."""
        html = (built / "reports" / "studie.html").read_text(encoding="utf-8")
        for volume in volumes(page_tree(html)):
            text = text_of(volume)
            blocks = [
                block
                for element in volume.elements
                for block in element.iter("p", "li", "td", "th", "h1", "h2", "h3", "dt", "dd", "span")
                if element.tag != "nav" and block.get("class") != "turning"
            ]

            assert len(blocks) > 500
            assert [] == [words(block) for block in blocks if plain(words(block)) not in text]

    def test_has_no_more_pages_than_a_reader_bears(self, bound):
        pages = {volume.name: len(pikepdf.open(BytesIO(pdf)).pages) for volume, pdf in bound}

        assert pages["studie"] <= 70
        assert pages["anhang"] <= 60

    def test_each_option_has_a_sheet_of_its_own(self, bound):
        """A sheet ends on the page it begins on."""
        [(volume, pdf)] = [one for one in bound if one[0].name == "studie"]
        sheets = [
            one for part in volume.elements for one in part.iter("section") if one.get("class") == "sheet"
        ]
        pages = [plain(page) for page in pages_of(pdf)]

        assert len(sheets) == 8
        for sheet in sheets:
            heading, points = sheet
            title, last = plain(words(heading)), plain(words(points[-1]))[:20]
            [page] = [one for one in pages if f"{title}•Was:" in one]
            assert last in page[page.index(f"{title}•Was:") :], title

    def test_is_tagged_like_the_page(self, bound):
        """Headings, pictures with words, tables with heads of columns and rows, bookmarks, language and title."""
        for volume, pdf in bound:
            document = pikepdf.open(BytesIO(pdf))
            held = [one for part in volume.elements if part.tag == "section" for one in part.iter()]
            found = Counter(str(tag.get("/S")) for tag in tags(document))
            rows = [
                row
                for row in held
                if row.tag == "tr" and row.get("class") != "group" and row.getparent().tag == "tbody"
            ]
            row_heads = [
                tag
                for tag in tags(document)
                if tag.get("/A") is not None and "Row" in str(tag.A.get("/Scope", "")) and tag.S == "/TH"
            ]

            assert found["/Table"] == sum(one.tag == "table" for one in held)
            assert len(rows) == len(row_heads)
            assert sum(one.tag == "img" for one in held) == sum(
                "/Alt" in tag for tag in tags(document) if tag.get("/S") == "/Figure"
            ) - len(volume.elements[0].findall(".//svg"))
            assert found["/H1"] >= sum(one.tag == "h1" for one in held)
            assert "de" in str(document.Root.Lang)
            assert volume.title == str(document.docinfo.Title)
            with document.open_outline() as outline:
                titles = [plain(entry.title) for entry in outline.root]
            assert {plain(words(one)) for one in held if one.tag == "h1"} <= set(titles)

    def test_gives_the_same_bytes_again(self, bound):
        volume, pdf = bound[0]

        assert pdf == to_pdf(volume)
