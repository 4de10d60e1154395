"""The look of the editable copy: an empty Word document with the study's styles, page and stable properties."""

from datetime import datetime

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from ohv_coworking.basics.colours import HOUSE, shade
from ohv_coworking.paper.volumes import Volume

# A type every word processor has or replaces by one as wide.
FONT = "Calibri"
TEXT_WIDTH = Cm(17.4)
# Beside the text, upright and turned (`table_layout.py` has its widths).
MARGIN, TURNED_MARGIN = Cm(1.8), Cm(2.25)
QUIET, MARK = "#555555", "#b34700"
# Own paragraph styles: name, style it follows, size, space before and behind in pt, colour.
OWN = {
    "Antwort": ("Normal", 10.5, 4, 6, None),
    "Fassung": ("Normal", 10, 4, 6, MARK),
    "Quelle": ("Normal", 8, 2, 12, QUIET),
    "Tabellentext": ("Normal", 8.5, 1, 1, None),
    "Angaben": ("Normal", 10, 0, 3, None),
}


def empty_document(volume: Volume) -> Docx:
    """Return a document without text for `volume`: A4, styles, running head, foot with mark and page."""
    document = Document()
    section, styles = document.sections[0], document.styles
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    _set(styles["Normal"], 10.5, 0, 6, None)
    styles["Normal"].element.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="de-DE"/>'))
    for name, size, before in (
        ("Title", 24, 60),
        ("Heading 1", 18, 24),
        ("Heading 2", 13, 16),
        ("Heading 3", 11, 12),
    ):
        _set(styles[name], size, before, 6, HOUSE)
    _set(styles["Subtitle"], 13, 0, 24, QUIET)
    styles["Subtitle"].font.italic = False
    _set(styles["Caption"], 9, 12, 4, "#1a1a1a")
    styles["Caption"].font.bold, styles["Caption"].paragraph_format.keep_with_next = False, True
    for name, (base, *look) in OWN.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        _set(style, *look)
    _set(styles["Quote"], 10.5, 0, 6, "#000000")
    # What is quoted is a draft to be taken over.
    styles["Quote"].font.italic = False
    ground = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{shade(0.04)[1:]}"/>'
    styles["Antwort"].element.get_or_add_pPr().append(parse_xml(ground))
    for level in (1, 2):
        _set(styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH), 10, 4 if level == 1 else 0, 0, None)
    styles["TOC 2"].paragraph_format.left_indent = Cm(0.8)
    _set_head_and_foot(section, volume)
    document.settings.element.find(qn("w:defaultTabStop")).addnext(OxmlElement("w:autoHyphenation"))
    moment = datetime(volume.day.year, volume.day.month, volume.day.day)
    held = document.core_properties
    held.title, held.language, held.author, held.comments = volume.title, "de-DE", "", ""
    held.created = held.modified = moment
    return document


def is_turned(document: Docx) -> bool:
    """Return whether what is written next stands on a turned sheet."""
    return document.sections[-1].orientation == WD_ORIENT.LANDSCAPE


def turn(document: Docx) -> None:
    """Begin a sheet turned the other way; the section so far ends with its last paragraph, not with an empty one."""
    section = document.add_section()
    section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.PORTRAIT if is_turned(document) else WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = TURNED_MARGIN if is_turned(document) else MARGIN
    held, (last, empty) = document.element.body, document.element.body.p_lst[-2:]
    last.get_or_add_pPr().append(empty.pPr.sectPr)
    held.remove(empty)


def renumbered(document: Docx) -> int:
    """Return the number of a list that counts from one as the style of numbered lists looks."""
    lists = document.part.numbering_part.element
    styled = lists.num_having_numId(document.styles["List Number"].element.pPr.numPr.numId.val)
    own = lists.add_num(styled.abstractNumId.val)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    return own.numId


def field(paragraph, instruction: str, shown: str) -> None:
    """Append a field that Word keeps up to date, with what it shows until then."""
    for sort, text in (("begin", None), (None, instruction), ("separate", None), ("", shown), ("end", None)):
        run = paragraph.add_run(shown if sort == "" else "")
        if sort:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), sort)
            run._r.append(mark)
        elif sort is None:
            told = OxmlElement("w:instrText")
            told.set(qn("xml:space"), "preserve")
            told.text = text
            run._r.append(told)


def _set(style, size: float, before: float, behind: float, colour: str | None) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]
    fonts.set(qn("w:hAnsi"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(behind)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour[1:].upper())


def _set_head_and_foot(section, volume: Volume) -> None:
    for part, text in ((section.header, volume.title), (section.footer, volume.mark)):
        paragraph = part.paragraphs[0]
        paragraph.style.font.size, paragraph.style.font.name = Pt(8), FONT
        paragraph.style.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(text)
    paragraph.add_run("\tSeite ")
    field(paragraph, "PAGE", "1")
