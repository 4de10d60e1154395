"""Whether every number of a finished page leads to its line: which do, and which stand for themselves."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from ohv_coworking.binding.elements import words
from ohv_coworking.exhibits.text_checks import without_names

NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_BLOCKS = ("p", "li", "span[@class='caption']", "h2", "h3", "dd", "blockquote")
# What leads to a line, and the number of the line itself.
_LED, _SMALL = "a", "sup"


@dataclass(frozen=True)
class Traced:
    """The numbers of a page, counted by where they stand, and those that lead nowhere with what stands around them."""

    led: int
    by_line: int
    by_table: int
    loose: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """The share of numbers that lead to their line: by themselves, their column or row, or the line of their table."""
        told = self.led + self.by_line + self.by_table
        return told / (told + len(self.loose)) if told or self.loose else 1.0


def traced(main: Element, printed: Collection[str]) -> Traced:
    """Return how the numbers of a page are traced; registers, to which they lead, apart.

    A number in a text or a caption is traced by its link or by that of a table beside it, one in a table by the head of its column or row or by the line of the table, one in an
    alternative text, where nothing can be a link, if it is among the `printed` numbers of key figures.
    Dates, laws and names of trains are no numbers.
    """
    led, by_line, by_table, loose = 0, 0, 0, []
    for block in main.xpath(" | ".join(f".//{one}" for one in _BLOCKS)):
        if not block.xpath("ancestor::details[@class='data'] | ancestor::table"):
            led += sum(
                len(NUMBER.findall(words(link))) for link in block.iter("a") if link.get("class") == "figure"
            )
            others = list(_numbers(_beside_links(block)))
            if block.xpath("a[@class='origin']"):
                by_table += len(others)
            else:
                loose += ((number, words(block)) for number in others)
    for figure in main.iter("figure"):
        rows = figure.xpath("div/table[not(@class='register')]//tr")
        columns = [bool(head.xpath("a")) for head in rows[0]] if rows else []
        cells = []
        for row in rows:
            for cell, is_led in zip(row, columns, strict=True):
                numbers = list(_numbers(words(cell)))
                if is_led or row[0].xpath("a"):
                    by_line += len(numbers)
                else:
                    cells += numbers
        if figure.xpath(".//a[@class='origin']"):
            by_table += len(cells)
        else:
            loose += ((number, words(figure.find("figcaption"))) for number in cells)
    for image in main.iter("img"):
        for number in _numbers(image.get("alt")):
            if number in printed:
                led += 1
            else:
                loose.append((number, image.get("alt")))
    return Traced(led, by_line, by_table, tuple(loose))


def _numbers(text: str) -> Iterator[str]:
    yield from NUMBER.findall(without_names(text))


def _beside_links(block: Element) -> str:
    """Return the text of a block outside links and small numbers, each of them a blank."""

    def told(element: Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            yield from [" "] if child.tag in (_LED, _SMALL) or _is_name(child) else told(child)
            yield child.tail or ""

    return "".join(told(block))


def _is_name(element: Element) -> bool:
    """Return whether digits in an element are no number: written as a name, or numbering headings and exhibits."""
    return element.get("class") in ("name", "heading-number") or (
        element.tag == "strong" and bool(re.match(r"(Abbildung|Tabelle)\s\d+:", words(element)))
    )
