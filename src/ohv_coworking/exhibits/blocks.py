"""Variants of a text as whole blocks of lines:

    ::: wenn NAME
    Shown where the rule NAME holds.
    ::: sonst
    Shown where it does not.
    :::

and `::: fehlt NAME`, shown where the key figure NAME is missing.  A rule is a key figure that says yes or no,
of the chapter itself or, as `chapter.NAME`, of an earlier one.
"""

import re

from ohv_coworking.exhibits.notebook_cells import TextFault

LINE = re.compile(r"[ \t]*:::[ \t]*(.*?)[ \t]*")
OPENING = re.compile(r"(wenn|fehlt)[ \t]+(\w+(?:\.\w+)?)")
REMEDY = (
    "Ein Block hat die Zeilen „::: wenn NAME“ oder „::: fehlt NAME“, auf Wunsch „::: sonst“, am Ende „:::“."
)


def as_jinja(text: str) -> str:
    """Return `text` with its blocks as Jinja statements on the same lines; raise `TextFault` for a broken block.

    The line of a block vanishes whole: the comment takes its line end.
    """
    lines = text.split("\n")
    open_blocks: list[tuple[int, bool]] = []  # line of the opening, whether its „sonst“ has come
    told, before = [], ""
    for number, line in enumerate(lines, 1):
        block = LINE.fullmatch(line)
        if block is None:
            told.append(before + line)
            before = ""
            continue
        statement = _statement(block[1], number, line, open_blocks)
        last = number == len(lines)
        told.append(f"{before}{{% {statement} %}}" + ("" if last else "{#"))
        before = "" if last else "#}"
    if open_blocks:
        number = open_blocks[-1][0]
        raise _fault("Ein Block ist nicht geschlossen.", number, lines[number - 1])
    return "\n".join(told)


def _statement(words: str, number: int, line: str, open_blocks: list[tuple[int, bool]]) -> str:
    if opening := OPENING.fullmatch(words):
        open_blocks.append((number, False))
        question = "holds" if opening[1] == "wenn" else "lacks"
        return f'if {question}("{opening[2]}")'
    if words == "sonst" and open_blocks and not open_blocks[-1][1]:
        open_blocks[-1] = (open_blocks[-1][0], True)
        return "else"
    if words == "" and open_blocks:
        open_blocks.pop()
        return "endif"
    if words in ("", "sonst"):
        raise _fault("Diese Zeile gehört zu keinem offenen Block.", number, line)
    raise _fault("Diese Zeile eines Blocks ist nicht zu verstehen.", number, line)


def _fault(problem: str, number: int, line: str) -> TextFault:
    return TextFault(problem, row=number, found=line.strip(), remedy=REMEDY)
