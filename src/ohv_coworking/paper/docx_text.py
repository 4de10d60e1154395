"""What stands in a line of the editable copy: texts with their look, links, marks; one paragraph is open at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from lxml.etree import _Element as Element

from ohv_coworking.basics.colours import HOUSE
from ohv_coworking.binding.elements import ElementWriter
from ohv_coworking.paper.docx_styles import MARK, QUIET, empty_document, is_turned, turn
from ohv_coworking.paper.volumes import Volume


class DocxText(ElementWriter):
    """Writes the elements of a line into the open paragraph of a Word document for one volume."""

    def __init__(self, volume: Volume):
        self.document = empty_document(volume)
        held = [element for part in volume.elements for element in part.iter()]
        targets = {element.get("href", "")[1:] for element in held if element.tag == "a"}
        named = [
            element.get("id") for element in held if element.get("id") in targets and element.tag != "tr"
        ]
        # Word takes short names without hyphens only.
        self._marks = {name: f"_ziel{number}" for number, name in enumerate(named, start=1)}
        self._open: Paragraph | None = None
        self._look: dict[str, object] = {}
        self._style = "Normal"
        self._turned = False

    def _paragraph(self, style: str) -> Paragraph:
        if self._turned != is_turned(self.document):
            turn(self.document)
        self._open = self.document.add_paragraph(style=style)
        return self._open

    def _fill(self, element: Element) -> None:
        self._text(element.text)
        for child in element:
            self.write(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            run = self._open.add_run(text)
            for name, value in self._look.items():
                setattr(run.font, name, value)
            if colour := self._look.get("colour"):
                run.font.color.rgb = RGBColor.from_string(colour[1:].upper())

    @contextmanager
    def _looking(self, **look: object) -> Iterator[None]:
        before, self._look = self._look, {**self._look, **look}
        yield
        self._look = before

    def _mark(self, paragraph: Paragraph, name: str | None) -> None:
        if name in self._marks:
            number = str(list(self._marks).index(name) + 1)
            names = {"w:id": number, "w:name": self._marks[name]}
            for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
                mark = OxmlElement(tag)
                for key, value in names.items():
                    if tag == "w:bookmarkStart" or key == "w:id":
                        mark.set(qn(key), value)
                paragraph._p.append(mark)

    def write_a(self, element):
        address, paragraph = element.get("href"), self._open
        place = len(paragraph._p)
        outward = not address.startswith("#")
        with self._looking(colour=HOUSE) if outward or address[1:] in self._marks else self._looking():
            self._fill(element)
        if not outward and address[1:] not in self._marks:
            return
        link = OxmlElement("w:hyperlink")
        if outward:
            link.set(
                qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            )
        else:
            link.set(qn("w:anchor"), self._marks[address[1:]])
        for run in list(paragraph._p)[place:]:
            link.append(run)
        paragraph._p.append(link)

    write_a_figure = write_a_origin = write_a_key = write_a

    def write_sup_key(self, element):
        with self._looking(superscript=True, colour=QUIET):
            self._fill(element)

    def write_strong(self, element):
        with self._looking(bold=True):
            self._fill(element)

    def write_em(self, element):
        with self._looking(italic=True):
            self._fill(element)

    def write_br(self, element):
        self._open.add_run().add_break()

    def write_sup_synthetic(self, element):
        with self._looking(superscript=True, bold=True, colour=MARK):
            self._fill(element)

    def write_code_name(self, element):
        with self._looking(colour=QUIET):
            self._fill(element)

    write_span_unit = write_code_name

    def write_span_synthetic_note(self, element):
        with self._looking(bold=True, colour=MARK):
            self._fill(element)

    def write_span_heading_number(self, element):
        self._fill(element)

    write_span_name = write_span_heading_number
