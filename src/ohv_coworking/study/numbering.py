"""Numbers of chapters, headings, figures and tables in the order of the document, and references to them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ohv_coworking.exhibits.notebook_cells import TextFault
from ohv_coworking.study.documents import APPENDIX, STUDY, Report

SORT_IN_GERMAN = {"figure": "Abbildung", "table": "Tabelle"}


@dataclass
class Numbering:
    """Numbers of chapters, headings, figures and tables in the order of the document; `others` are those of the others."""

    document: Report = STUDY
    chapters: dict[str, str] = field(default_factory=dict)
    exhibits: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    contents: list[dict] = field(default_factory=list)
    others: list["Numbering"] = field(default_factory=list)

    @classmethod
    def of(
        cls, chapters: Iterable[tuple[str, str, Iterable[tuple[str, str]]]], document: Report = STUDY
    ) -> "Numbering":
        """Return the numbers of chapters, each given as name, way of numbering, and (kind, name) of its exhibits."""
        numbering, arabic, letters = cls(document), 0, iter("ABCDEFG")
        counts = dict.fromkeys(SORT_IN_GERMAN, 0)
        for chapter, way, exhibits in chapters:
            if way == "arabic":
                arabic += 1
            numbers = {"arabic": str(arabic), "none": ""}
            if way != APPENDIX:
                numbering.chapters[chapter] = numbers[way] if way in numbers else next(letters)
            for kind, name in exhibits:
                counts[kind] += 1
                numbering.exhibits[(chapter, name)] = (kind, str(counts[kind]))
        return numbering

    def see(self, chapter: str, name: str) -> str:
        """Return a linked reference to an exhibit (`name` or `chapter.name`) or a chapter; one in another document names it."""
        if found := self._place(chapter, name):
            return f'<a href="#{found[0]}">{found[1]}</a>'
        for other in self.others:
            if found := other._place(chapter, name):
                return f'<a href="{other.document.file}#{found[0]}">{found[1]} {other.document.genitive}</a>'
        raise TextFault(
            f"Der Verweis auf „{name}“ führt ins Leere.",
            expected="der Name eines Kapitels oder einer Abbildung oder Tabelle, die gezeigt wird; "
            "eine eines anderen Kapitels als „kapitel.name“",
            remedy="Den Namen in see(…) berichtigen oder den Satz in „::: wenn …“ setzen, wo sie nicht immer gezeigt wird.",
        )

    def _place(self, chapter: str, name: str) -> tuple[str, str] | None:
        """Return the anchor of a chapter or an exhibit of this document, and what it is called."""
        if name in self.chapters:
            number = self.chapters[name]
            word = "Kapitel" if number.isdigit() else "Anhang" if number else "Zusammenfassung"
            return f"chapter-{name}", f"{word} {number}".strip()
        holder, _, exhibit = name.rpartition(".")
        holder = holder or chapter
        if (holder, exhibit) not in self.exhibits:
            return None
        kind, number = self.exhibits[(holder, exhibit)]
        return f"exhibit-{holder}-{exhibit}", f"{SORT_IN_GERMAN[kind]} {number}"


class Headings:
    """Number the headings of one chapter in order and note them for the table of contents."""

    def __init__(self, chapter: str, numbering: Numbering):
        self._chapter, self._numbering = chapter, numbering
        self._counts = [0, 0]

    def __call__(self, match: re.Match) -> str:
        level, title = len(match[1]), match[2]
        chapter_number = self._numbering.chapters[self._chapter]
        if level == 1:
            number, identifier = chapter_number, f"chapter-{self._chapter}"
        elif level == 2:
            self._counts = [self._counts[0] + 1, 0]
            number = f"{chapter_number}.{self._counts[0]}" if chapter_number else ""
            identifier = f"chapter-{self._chapter}-{self._counts[0]}"
        else:
            self._counts[1] += 1
            number, identifier = "", f"chapter-{self._chapter}-{self._counts[0]}-{self._counts[1]}"
        if level <= 2:
            self._numbering.contents.append(
                {"level": level, "number": number, "title": title, "id": identifier}
            )
        shown = f'<span class="heading-number">{number}</span> {title}' if number else title
        return f'\n<h{level} id="{identifier}">{shown}</h{level}>\n'
