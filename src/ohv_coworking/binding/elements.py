"""The bound study as a tree of its own closed set of elements, read so that no writer can lose a word of it."""

import re

from lxml import html as lxml_html
from lxml.etree import _Element as Element

BLOCKS = {"p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "summary", "figcaption"}
HOLDERS = {"body", "header", "main", "section", "details", "nav", "div", "dl", "ul", "ol", "figure", "figcaption", "blockquote",
    "table", "thead", "tbody", "tr"}  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n]+")


def page_tree(html: str) -> Element:
    """Return the tree of a bound study: blanks as a reader sees them, none at the ends of blocks."""
    root = lxml_html.document_fromstring(html)
    for element in root.iter():
        element.text, element.tail = (
            text and _BLANKS.sub(" ", text) for text in (element.text, element.tail)
        )
    for element in root.iter(*BLOCKS):
        element.text = element.text and element.text.lstrip(" ")
        if len(element):
            element[-1].tail = element[-1].tail and element[-1].tail.rstrip(" ")
        else:
            element.text = element.text and element.text.rstrip(" ")
    for element in root.iter(*HOLDERS):
        # Between blocks a blank is layout of the source; words there are not.
        if element.text == " ":
            element.text = None
        for child in element:
            if child.tail == " " and element.tag != "figcaption":
                child.tail = None
    return root


def kind(element: Element) -> str:
    """Return what an element is to a writer: its tag with its first class, `span.unit`."""
    return ".".join([element.tag, *(element.get("class") or "").split()[:1]])


def words(element: Element) -> str:
    """Return the text of an element in one line."""
    return _BLANKS.sub(" ", element.text_content()).strip(" ")


class ElementWriter:
    """Writes each element by the method of its kind: `write_span_unit` for `span.unit`.

    A kind without a method raises LookupError: nothing new in the study can vanish from a binding in silence.
    """

    def write(self, element: Element):
        name = re.sub(r"\W", "_", kind(element))
        if (method := getattr(self, f"write_{name}", None)) is None:
            raise LookupError(
                f"{type(self).__name__} knows no element {kind(element)}: write_{name} is missing"
            )
        return method(element)
