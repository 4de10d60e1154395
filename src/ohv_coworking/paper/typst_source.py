"""The bound study as Typst source: every text a string, every element one call, nothing left out.

In code, not in markup, nothing of a text can be read as syntax.
"""

import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from ohv_coworking.binding.arrangement import short_caption
from ohv_coworking.binding.columns import LONGEST_WORD
from ohv_coworking.binding.elements import ElementWriter, words
from ohv_coworking.paper.table_layout import REGISTER_SIZES, TABLE_SIZES, TableLayout

# What belongs together though it has a hyphen or a stroke: initials, `O-H-V`, and short units.
_WHOLE = re.compile(r"(\b[A-Z](?:-[A-Z])+\b|km/h|€/m²)")


def literal(text: str) -> str:
    """Return a text as a string of Typst, which escapes as JSON does."""
    return json.dumps(text, ensure_ascii=False)


def _word(flag: bool) -> str:
    return str(flag).lower()


class TypstWriter(ElementWriter):
    """Writes the elements of one volume; links lead to what stands in it, or to an address."""

    def __init__(self, volume: Iterable[Element]):
        self._volume = list(volume)
        held = [element for part in self._volume for element in part.iter()]
        targets = {element.get("href", "")[1:] for element in held if element.tag == "a"}
        self._ids = {element.get("id") for element in held} & targets
        self.pictures: dict[str, bytes] = {}

    def volume(self) -> str:
        """Return the source of the volume; its `pictures` are then known by name."""
        return "\n".join(map(self.write, self._volume))

    def inside(self, element: Element) -> str:
        """Return the content of an element: its texts and elements in order."""
        return "{" + "; ".join(self._parts(element)) + "}" if element.text or len(element) else "[]"

    def _parts(self, element: Element) -> Iterator[str]:
        yield from self._text(element.text)
        for child in element:
            yield self.write(child)
            yield from self._text(child.tail)

    def _text(self, text: str | None) -> Iterator[str]:
        for place, part in enumerate(_WHOLE.split(text or "")):
            if part:
                yield f"box({literal(part)})" if place % 2 else literal(part)

    def _call(self, function: str, element: Element) -> str:
        return f"{function}({self.inside(element)})"

    def _label(self, element: Element) -> str:
        name = element.get("id")
        return f"label({literal(name)})" if name in self._ids else "none"

    # Blocks

    def write_p(self, element):
        return self._call("par", element)

    def write_p_edition_mark(self, element):
        return self._call("edition-mark", element)

    def write_section_answer(self, element):
        return self._call("answer", element)

    write_section_chapter = write_details_fold = write_summary = inside

    def write_blockquote(self, element):
        return f"quote(block: true, {self.inside(element)})"

    def _heading(self, element):
        return f"numbered-heading({element.tag[1]}, {self._label(element)}, {self.inside(element)})"

    write_h1 = write_h2 = write_h3 = _heading

    def write_section_sheet(self, element):
        return f"block(breakable: false, {self.inside(element)})"

    def write_ul(self, element):
        return f"list({', '.join(map(self.inside, element))})"

    def write_ol(self, element):
        return f"enum({', '.join(map(self.inside, element))})"

    def write_footer_stamp(self, element):
        return self._call("stamp", element)

    # The title page, and what finds the way on a screen only

    def write_header_title_page(self, element):
        return self._call("title-page", element)

    write_div_funding_emblem = inside

    def write_svg(self, element):
        return f'image("emblem.svg", height: 12mm, alt: {literal(element.get("aria-label"))})'

    def write_h1_title(self, element):
        return self._call("title", element)

    def write_p_subtitle(self, element):
        return self._call("subtitle", element)

    write_p_history = write_p

    def write_dl(self, element):
        return f"terms-of-edition({', '.join(map(self.inside, element))})"

    def write_nav_contents(self, element):
        return "lists()"

    def _left_out(self, element):
        return "[]"

    write_a_skip = write_a_up = write_a_cue = write_p_turning = _left_out

    # Inside a line

    def write_a(self, element):
        address = element.get("href")
        if not address.startswith("#"):
            return f"link({literal(address)}, {self.inside(element)})"
        if address[1:] in self._ids:
            return f"link(label({literal(address[1:])}), {self.inside(element)})"
        return self.inside(element)

    write_a_key = write_a

    def write_a_figure(self, element):
        named = self._label(element)
        return self.write_a(element) if named == "none" else f"anchored({named}, {self.write_a(element)})"

    write_a_origin = write_a_figure

    def write_sup_key(self, element):
        return self._call("key-mark", element)

    def write_strong(self, element):
        return self._call("strong", element)

    def write_em(self, element):
        return self._call("emph", element)

    def write_br(self, element):
        return "linebreak()"

    def write_sup_synthetic(self, element):
        return self._call("synthetic-mark", element)

    def write_code_name(self, element):
        return f"machine-name({literal(words(element))})"

    def write_span_unit(self, element):
        whole = ", hyphenate: false" if len(words(element)) <= LONGEST_WORD else ""
        return f"soft({self.inside(element)}{whole})"

    def write_span_synthetic_note(self, element):
        return self._call("marked", element)

    write_span_name = write_span_key = write_span_heading_number = write_span_caption = write_span_source = (
        inside
    )

    # Exhibits

    def write_figure_figure(self, element):
        [image] = element.iter("img")
        name = f"{element.get('id')}.svg"
        self.pictures[name] = b64decode(image.get("src").partition("base64,")[2])
        return self._exhibit(
            element, f"image({literal(name)}, alt: {literal(image.get('alt'))}, width: 100%)"
        )

    def write_figure_table(self, element):
        [table] = element.iter("table")
        layout = TableLayout.of(table, REGISTER_SIZES if table.get("class") == "register" else TABLE_SIZES)
        numeric = [cell.get("class") == "number" for cell in table.find("thead/tr")]
        body = (
            f"data-table({layout.size}pt, ({', '.join(f'{one:.2f}em' for one in layout.widths)},), "
            f"({', '.join('right' if one else 'left' for one in numeric)},), {', '.join(self._rows(table))})"
        )
        return self._exhibit(element, body, layout)

    def _exhibit(self, element: Element, body: str, layout: TableLayout | None = None) -> str:
        caption, source = (element.find(f".//span[@class='{part}']") for part in ("caption", "source"))
        note = [self.write(one) for one in element.find("figcaption") if one not in (caption, source)]
        told = "; ' '; ".replace("'", '"').join([self.inside(caption), *note])
        sort, *marks = element.get("class").split()
        return (
            f"exhibit({literal(sort)}, label({literal(element.get('id'))}), {literal(short_caption(element))}, "
            f"{{{told}}}, {self.inside(source)}, {body}, height: {layout.height if layout else 0:.0f}pt, "
            f"turned: {_word(layout is not None and layout.turned)}, synthetic: {_word('synthetic' in marks)})"
        )

    def _rows(self, table: Element) -> Iterator[str]:
        yield f"table.header({', '.join(map(self._cell, table.find('thead/tr')))})"
        for row in table.iterfind("tbody/tr"):
            if row.get("class") == "group":
                yield f"table.header(level: 2, table.cell(colspan: {row[0].get('colspan')}, {self._call('group-head', row[0])}))"
            else:
                first, *others = row
                if first.tag != "th":
                    raise LookupError(f"a row without a head: {words(row)}")
                yield f"row-head({self._label(row)}, {self.inside(first)})"
                yield from map(self._cell, others)

    def _cell(self, element: Element) -> str:
        return self.inside(element)
