"""The page as a reader moves about in it: chapters to turn, an annex that folds, lists of exhibits, lines that hold together."""

import re
from collections.abc import Mapping
from copy import deepcopy

from lxml.builder import E
from lxml.etree import _Element as Element
from lxml.etree import strip_elements

from ohv_coworking.binding.columns import Columns
from ohv_coworking.binding.elements import words

ANNEX = "chapter-annex"
SORTS = {"figure": "Abbildungen", "table": "Tabellen"}
# The widths in em at which a table may have to be moved sideways; the style sheet knows the same steps.
STEPS = range(10, 110, 5)
# A chart narrower than this cannot be read; a table on a wide screen has about this width.
CHART, PAGE = 35, 62
# The type of a screen is wider than that of the paper; beyond so many times its need a table has room for texts.
WIDER, ROOM = 1.15, 1.35
# A heading with so long a list below it stands over a sheet, which stays together on paper.
SHEET_POINTS = 12

# No line ends between these and what follows, however the blanks between them are written.
_TIES = re.compile(
    r"(?<![\w-])(§§?|Abs\.|Absatz|Satz|Nr\.|Artikel|Art\.|Tabelle|Abbildung|Kapitel|Anhang|Seite|SGB) (?=[\dA-Z])"
    r"|(?<=\d)() (?=(?:€|%|Prozent|Mio\.|Minuten|min|km|m²|m|h|t|kg|cm|Jahren?|Monaten?|Personen|Stunden|Tagen?|Wochen|UStG)(?![\w-]))"
    r"|(?<=\()() (?=\))|(?<=\d[ \u00a0][gt])() (?=CO2)"
    r"|(?<=\d\.)() (?=(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b)"
)


def tied(text: str, before: str = "") -> str:
    """Return a text with no-break blanks where no line may end, also behind what stands before it, and CO₂ as it is set.

    >>> tied("nach § 9 UStG, Tabelle 20, 30 min").replace("\\u00a0", "_")
    'nach §_9_UStG, Tabelle_20, 30_min'
    >>> tied(" t CO2e", before="10,5").replace("\\u00a0", "_")
    '_t CO₂e'
    """
    last = before[-1:]
    told = _TIES.sub(lambda found: "".join(part or "" for part in found.groups()) + "\u00a0", last + text)
    return told[len(last) :].replace("CO2", "CO₂")


def arrange(root: Element, numbers: Mapping[str, str]) -> None:
    """Arrange the page of the study in place; no word of it is lost or moved to another chapter.

    `numbers` are those of key figures and series, by the anchors of their lines in the register.
    """
    main, contents = root.find(".//main"), root.find(".//nav")
    for element in main.iter():
        element.text = element.text and tied(element.text)
        element.tail = element.tail and tied(element.tail, words(element))
    chapters = _chapters(main)
    _turning(chapters)
    for chapter in chapters:
        for answer in chapter.iterfind("section"):
            answer.set("aria-label", f"Antwort: {words(chapter[0])}")
        if chapter[0].get("id") == ANNEX:
            _fold(chapter)
    for heading in list(main.iter("h3")):
        points = heading.getnext()
        if points is not None and len(points.findall("li")) >= SHEET_POINTS:
            sheet = E.section({"class": "sheet"})
            heading.addprevious(sheet)
            sheet.extend([heading, points])
    _number(main, numbers)
    for figure in main.iter("figure"):
        for scroll in figure.xpath(".//div[@role='group']"):
            _set_widths(scroll, figure)
    for mark in main.xpath(".//sup[@class='synthetic']"):
        mark.set("role", "img")
        mark.set("aria-label", "synthetisch")
    contents.insert(1, _exhibits(main))


def _chapters(main: Element) -> list[Element]:
    """Put what belongs to a chapter into a section of its own and return the sections."""
    chapters: list[Element] = []
    for element in list(main):
        if element.tag == "h1":
            chapters.append(E.section({"class": "chapter"}))
        chapters[-1].append(element)
    main.extend(chapters)
    return chapters


def _turning(chapters: list[Element]) -> None:
    """End each chapter with the ways to the one before, the contents and the next."""
    for place, chapter in enumerate(chapters):
        ways = [("Inhalt", "contents")]
        if place:
            ways.insert(0, (f"Zurück: {words(chapters[place - 1][0])}", chapters[place - 1][0].get("id")))
        if place + 1 < len(chapters):
            ways.append((f"Weiter: {words(chapters[place + 1][0])}", chapters[place + 1][0].get("id")))
        chapter.append(E.p({"class": "turning"}, *(E.a({"href": f"#{to}"}, text) for text, to in ways)))


def _fold(annex: Element) -> None:
    """Fold each section of the annex; a link into it opens it."""
    fold = None
    for element in list(annex)[1:-1]:
        if element.tag == "h2":
            fold = E.details({"class": "fold"}, E.summary(element))
            annex.insert(len(annex) - 1, fold)
        elif fold is not None:
            fold.append(element)


def _number(main: Element, numbers: Mapping[str, str]) -> None:
    """Print the number of a key figure, small, where it is shown first; its line in the register leads back there."""
    seen = set()
    for link in main.xpath(".//a[@class='figure' or @class='origin']"):
        number = numbers.get(link.get("href")[1:])
        if number is None or number in seen:
            continue
        seen.add(number)
        link.set("id", f"use-{number}")
        if link.get("class") == "figure":
            small = E.sup({"class": "key"}, number)
            small.tail, link.tail = link.tail, None
            link.addnext(small)


def _set_widths(scroll: Element, figure: Element) -> None:
    """Set the columns of a table, and how wide the page must be for an exhibit to show whole.

    On narrower ones it is moved sideways, by a reader of keys too: what says so can be reached with the tab key.
    """
    need, sort = CHART, "Abbildung"
    if (table := scroll.find("table")) is not None:
        columns, sort = Columns.of(table), "Tabelle"
        # As on a page narrower by as much as its type is wider: short words stay whole.
        widths = columns.within(min(PAGE / WIDER, ROOM * columns.need))
        shares = [width / sum(widths) for width in widths]
        table.insert(0, E.colgroup(*(E.col(style=f"width: {100 * share:.1f}%") for share in shares)))
        # A screen gives each column its share, however narrow it is: none may fall below what it needs.
        need = WIDER * max(least / share for least, share in zip(columns.least, shares, strict=True))
    step = next((step for step in STEPS if need <= step), STEPS[-1])
    scroll.set("class", f"scroll need-{step}")
    scroll.insert(
        0, E.a({"class": "cue", "href": f"#{figure.get('id')}"}, f"Breite {sort}: seitlich verschieben")
    )


def _exhibits(main: Element) -> Element:
    """Return the folded lists of figures and tables, by number and caption."""
    lists = E.details({"class": "exhibits"}, E.summary("Abbildungen und Tabellen"))
    for sort, title in SORTS.items():
        entries = [
            E.li(E.a({"href": f"#{one.get('id')}"}, short_caption(one)))
            for one in main.iter("figure")
            if one.get("class").split()[0] == sort
        ]
        lists.extend([E.h2(title), E.ul(*entries)])
    return lists


def short_caption(figure: Element) -> str:
    """Return the number of an exhibit and the first part of what stands below it, remarks in brackets left out."""
    caption = deepcopy(figure.find(".//span[@class='caption']"))
    strip_elements(caption, "sup", with_tail=False)
    label, _, told = words(caption).partition(": ")
    told = re.sub(r" *\([^)]*\)", "", told)
    return f"{label}: {re.match(r'.*?[a-zäöüß][.;](?= |$)|.*', told)[0].rstrip('.;:')}"
