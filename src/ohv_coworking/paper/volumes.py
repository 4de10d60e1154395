"""The volumes of the bound study on paper: the chapters, and the annex with its registers."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from lxml.builder import E
from lxml.etree import _Element as Element

from ohv_coworking.binding.arrangement import ANNEX
from ohv_coworking.binding.elements import words


@dataclass(frozen=True)
class Volume:
    """One volume: the name of its file, its title, the mark of the edition, its day, and its elements in order."""

    name: str
    title: str
    mark: str
    day: date
    elements: tuple[Element, ...]


def volumes(root: Element) -> Iterator[Volume]:
    """Yield the study and its annex, each with title page, build stamp and contents in front; data stay with the page."""
    for data in root.xpath(".//details[@class='data']"):
        data.getparent().remove(data)
    title = words(root.find(".//title"))
    day = date.fromisoformat(root.find(".//meta[@name='date']").get("content"))
    header, contents, footer = (root.find(f".//{tag}") for tag in ("header", "nav", "footer"))
    mark = header.find("p[@class='edition-mark']/strong")
    chapters = root.findall(".//main/section")
    told = "" if mark is None else words(mark)
    for name, part in (("studie", ""), ("anhang", "Anhang")):
        held = [one for one in chapters if (one[0].get("id") == ANNEX) == bool(part)]
        cover = deepcopy(header)
        if part:
            cover.find("h1").addnext(E.p({"class": "subtitle"}, part))
        whole = " – ".join(filter(None, [title, part]))
        yield Volume(name, whole, told, day, (cover, footer, contents, *held))
