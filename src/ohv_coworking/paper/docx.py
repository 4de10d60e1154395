"""The bound study as an editable Word document, by the same closed set of elements as the PDF."""

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from lxml.etree import _Element as Element

from ohv_coworking.binding.elements import words
from ohv_coworking.paper.docx_styles import QUIET, field, renumbered
from ohv_coworking.paper.docx_text import DocxText
from ohv_coworking.paper.pdf import EMBLEM
from ohv_coworking.paper.table_layout import TABLE_SIZES, TURNED, UPRIGHT, TableLayout
from ohv_coworking.paper.volumes import Volume

# The first moment a zip archive can name.
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
# How far the names of the edition's terms reach.
TERMS = Cm(4.2)
# A table less high than this stands whole on a page, in pt.
WHOLE = 200
LABELLED = re.compile(r"(Abbildung|Tabelle)\s(\d+):")


def to_docx(volume: Volume) -> bytes:
    """Return the volume as a Word document; same input, same bytes."""
    writer = DocxWriter(volume)
    for element in volume.elements:
        writer.write(element)
    written, repacked = BytesIO(), BytesIO()
    writer.document.save(written)
    with ZipFile(written) as given, ZipFile(repacked, "w") as archive:
        for name in given.namelist():
            archive.writestr(ZipInfo(name, FIRST_MOMENT), given.read(name), ZIP_DEFLATED)
    return repacked.getvalue()


class DocxWriter(DocxText):
    """Writes the blocks and exhibits of one volume into a Word document."""

    def write_p(self, element):
        self._paragraph(self._style)
        self._fill(element)

    write_p_history = write_p

    @contextmanager
    def _styled(self, style: str) -> Iterator[None]:
        before, self._style = self._style, style
        yield
        self._style = before

    def _all(self, element: Element) -> None:
        for child in element:
            self.write(child)

    write_section_chapter = write_div_funding_emblem = write_dl = _all

    def write_header_title_page(self, element):
        self._all(element)

    def write_section_answer(self, element):
        with self._styled("Antwort"):
            self._all(element)

    def write_blockquote(self, element):
        with self._styled("Quote"):
            self._all(element)

    def write_p_edition_mark(self, element):
        with self._styled("Fassung"):
            self.write_p(element)

    def write_footer_stamp(self, element):
        with self._styled("Quelle"):
            self._all(element)

    def _heading(self, element):
        self._mark(self._paragraph(f"Heading {element.tag[1]}"), element.get("id"))
        self._fill(element)

    write_h1 = write_h2 = write_h3 = _heading

    def write_section_sheet(self, element):
        before = len(self.document.paragraphs)
        self._all(element)
        for paragraph in self.document.paragraphs[before:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def write_h1_title(self, element):
        with self._styled("Title"):
            self.write_p(element)

    def write_p_subtitle(self, element):
        with self._styled("Subtitle"):
            self.write_p(element)

    def write_dt(self, element):
        self._paragraph("Angaben")
        with self._looking(colour=QUIET):
            self._fill(element)
        self._open.add_run("\t")

    def write_dd(self, element):
        layout = self._open.paragraph_format
        layout.tab_stops.add_tab_stop(TERMS)
        layout.left_indent, layout.first_line_indent = TERMS, -TERMS
        self._fill(element)

    def write_ul(self, element):
        for item in element:
            self._paragraph("List Bullet")
            self._fill(item)

    def write_ol(self, element):
        numbered = renumbered(self.document)
        for item in element:
            point = self._paragraph("List Number")._p
            point.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbered
            self._fill(item)

    def write_svg(self, element):
        self._picture(EMBLEM.read_bytes(), element.get("aria-label"), Cm(2.2))

    def write_nav_contents(self, element):
        """Write the contents as a field with its entries, so that it is never an empty page."""
        self.document.add_page_break()
        entries = [one for one in element.findall("details/ol/li") if one[0].get("href")[1:] in self._marks]
        for place, entry in enumerate(entries):
            paragraph = self._paragraph(f"TOC {entry.get('class')[-1]}")
            if place == 0:
                field(paragraph, r'TOC \o "1-2" \h \z \u', "")
                end = paragraph._p[-1]
            self._fill(entry)
        self._open._p.append(end)
        self.document.add_page_break()

    def _left_out(self, element):
        pass

    write_p_turning = _left_out

    # Exhibits

    def _picture(self, svg: bytes, alternative: str, width) -> None:
        drawn = typst.compile(
            {
                "main.typ": b'#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.svg")',
                "picture.svg": svg,
            },
            format="png",
            ppi=160,
        )
        picture = self._paragraph("Normal").add_run().add_picture(BytesIO(drawn), width=width)
        picture._inline.docPr.set("descr", alternative)

    def _caption(self, element: Element) -> None:
        caption = element.find(".//span[@class='caption']")
        self._mark(self._paragraph("Caption"), element.get("id"))
        label, number = LABELLED.match(words(caption)).groups()
        with self._looking(bold=True):
            self._text(f"{label}\u00a0")
            field(self._open, f"SEQ {label} \\* ARABIC", number)
            self._text(":")
        self._text(caption[0].tail)
        for child in caption[1:]:
            self.write(child)
            self._text(child.tail)
        for note in element.findall("figcaption/*"):
            if note.get("class") not in ("caption", "source"):
                self._text(" ")
                self.write(note)

    def _source(self, element: Element) -> None:
        self._paragraph("Quelle")
        self._fill(element.find(".//span[@class='source']"))

    def write_figure_figure(self, element):
        [image] = element.iter("img")
        self._caption(element)
        self._picture(b64decode(image.get("src").partition("base64,")[2]), image.get("alt"), Cm(16))
        self._open.paragraph_format.keep_with_next = True
        self._source(element)

    def write_figure_table(self, element):
        [source] = element.iter("table")
        layout = TableLayout.of(source, TABLE_SIZES)
        room = TURNED if layout.turned else UPRIGHT
        widths = [width * room / sum(layout.widths) for width in layout.widths]
        self._turned = layout.turned
        self._caption(element)
        rows = [row for row in source.iter("tr")]
        table = self.document.add_table(len(rows), len(widths))
        table.autofit = False
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        look.set(qn("w:firstColumn"), "1")
        table._tbl.tblPr.insert(1, parse_xml(
            f'<w:tblBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:color="C8C8C8"/>'
            '<w:insideH w:val="single" w:sz="4" w:color="C8C8C8"/></w:tblBorders>'
        ))  # fmt: skip
        look.addprevious(parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:left w:w="65" w:type="dxa"/><w:right w:w="65" w:type="dxa"/></w:tblCellMar>'
        ))  # fmt: skip
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)
        for written, row in zip(table._tbl.tr_lst, rows, strict=True):
            self._row(table, written, row, layout.size)
        # The last row keeps the source beside it.
        for row in table._tbl.tr_lst[0 if layout.height < WHOLE else -1 :]:
            for paragraph in row.iter(qn("w:p")):
                Paragraph(paragraph, table).paragraph_format.keep_with_next = True
        self._source(element)
        self._turned = False

    def _row(self, table, written, row: Element, size: float) -> None:
        settings = written.get_or_add_trPr()
        settings.append(OxmlElement("w:cantSplit"))
        is_head = row.getparent().tag == "thead"
        if is_head:
            settings.append(OxmlElement("w:tblHeader"))
        for cell, held in zip(written.tc_lst, row, strict=False):
            if held.get("colspan"):
                cell.merge(written.tc_lst[int(held.get("colspan")) - 1])
            self._open = Paragraph(cell.p_lst[0], table)
            self._open.style = "Tabellentext"
            self._open.paragraph_format.keep_with_next = is_head
            if held.get("class") == "number":
                self._open.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            with self._looking(size=Pt(size), bold=is_head or None):
                self._fill(held)
