"""Variants of a text as whole blocks of lines:

    ::: wenn NAME
    Shown where the rule NAME holds.
    ::: sonst
    Shown where it does not.
    :::

and `::: fehlt NAME`, shown where the key figure NAME is missing or an empty text.  A rule is a key figure that says yes or no,
of the chapter itself or, as `chapter.NAME`, of an earlier one.

`::: je TABLE` is shown once for each row of a published table; inside, `{{ row.COLUMN }}` is a cell of the row and
`::: wenn row.COLUMN` asks one that says yes or no.
"""

import re
from dataclasses import dataclass

from ohv_coworking.exhibits.notebook_cells import TextFault

LINE = re.compile(r"[ \t]*:::[ \t]*(.*?)[ \t]*")
OPENING = re.compile(r"(wenn|fehlt|je)[ \t]+(\w+(?:\.\w+)?)")
REMEDY = "Ein Block hat die Zeilen „::: wenn NAME“, „::: fehlt NAME“ oder „::: je TABELLE“, auf Wunsch „::: sonst“, am Ende „:::“."


def as_jinja(text: str) -> str:
    """Return `text` with its blocks as Jinja statements on the same lines; raise `TextFault` for a broken block.

    The line of a block vanishes whole: the comment takes its line end.
    """
    lines = text.split("\n")
    open_blocks: list[_Open] = []
    told, before = [], ""
    for number, line in enumerate(lines, 1):
        block = LINE.fullmatch(line)
        if "{%" in line:
            raise _fault("Eine Bedingung in geschweiften Klammern gibt es in Texten nicht.", number, line)
        if block is None:
            told.append(before + line)
            before = ""
            continue
        statement = _statement(block[1], number, line, open_blocks)
        last = number == len(lines)
        told.append(f"{before}{{% {statement} %}}" + ("" if last else "{#"))
        before = "" if last else "#}"
    if open_blocks:
        number = open_blocks[-1].line
        raise _fault("Ein Block ist nicht geschlossen.", number, lines[number - 1])
    return "\n".join(told)


@dataclass
class _Open:
    """A block that waits for its end: the line of its opening, and whether a „sonst“ may still come."""

    line: int
    may_differ: bool
    end: str


def _statement(words: str, number: int, line: str, open_blocks: list[_Open]) -> str:
    if opening := OPENING.fullmatch(words):
        repeats = opening[1] == "je"
        open_blocks.append(_Open(number, not repeats, "endfor" if repeats else "endif"))
        if repeats:
            return f'for row in rows("{opening[2]}")'
        question = "holds" if opening[1] == "wenn" else "lacks"
        asked = opening[2] if opening[2].startswith("row.") else f'"{opening[2]}"'
        return f"if {question}({asked})"
    if words == "sonst" and open_blocks and open_blocks[-1].may_differ:
        open_blocks[-1].may_differ = False
        return "else"
    if words == "" and open_blocks:
        return open_blocks.pop().end
    if words in ("", "sonst"):
        raise _fault("Diese Zeile gehört zu keinem offenen Block.", number, line)
    raise _fault("Diese Zeile eines Blocks ist nicht zu verstehen.", number, line)


def _fault(problem: str, number: int, line: str) -> TextFault:
    return TextFault(problem, row=number, found=line.strip(), remedy=REMEDY)
