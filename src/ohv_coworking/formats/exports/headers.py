"""Which columns belong to one question: read from header texts, never from answers."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ohv_coworking.formats.exports.answer_layout import Asked, is_other
from ohv_coworking.formats.exports.wording import plain
from ohv_coworking.reading import Table
from ohv_coworking.reading.names import unique

# "G01Q02", "G01Q02[SQ001]", "G01Q02[SQ001_SQ002]", "G01Q02[SQ001][1]", each also followed by ". text"
CODE = re.compile(r"(?P<code>[A-Za-z]\w*)(?P<subs>(?:\[[^\[\]]*\])*)(?:\.\s(?P<text>.*))?", re.DOTALL)
BRACKETED = re.compile(
    r"(?P<stem>.*?)\s*\[(?P<item>(?:[^\[\]]|\[[^\[\]]*\])*)\](?P<repeat>\.\d+)?", re.DOTALL
)
NUMBERED = re.compile(r"(?P<stem>.*\D)\s+(?P<item>\d{1,2})", re.DOTALL)

# LimeSurvey's names for R, Stata and SPSS: "G01Q02_SQ001", "G01Q02_other", "G01Q02_1" (a rank)
UNDERSCORED = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9]*)_(?P<sub>SQ\w+|other|\d{1,2})")
# What R makes of brackets: "G01Q02.SQ001.", "G01Q02.SQ001.1."
DOTTED = re.compile(r"(?P<code>[A-Za-z]\w*)\.(?P<sub>(?:SQ\w+|other|\d{1,2})(?:\.\w+)?)\.")

# A header text → its question (a key shared by the question's columns), its wording, and the option or item.
Split = Callable[[str], tuple[str, str, str]]


def split_code(header: str) -> tuple[str, str, str]:
    """Split a header of code, or of code and text.

    >>> split_code("fund2[1]. Which sources? [DFG]")
    ('fund2', 'Which sources?', 'DFG')
    >>> split_code("G01Q02[SQ001]")
    ('G01Q02', '', 'SQ001')
    """
    if joined := UNDERSCORED.fullmatch(header) or DOTTED.fullmatch(header):
        return joined["code"], "", joined["sub"].replace(".", " ")
    found = CODE.fullmatch(header)
    if found is None:
        return header, header, ""
    sub = " ".join(re.findall(r"\[([^\[\]]*)\]", found["subs"]))
    text = found["text"] or ""
    if not found["subs"]:
        return found["code"], text, ""
    inner = BRACKETED.fullmatch(text)
    return (found["code"], inner["stem"], inner["item"] or sub) if inner else (found["code"], text, sub)


def split_brackets(header: str) -> tuple[str, str, str]:
    """Split "question [option]" at the last pair of brackets; a repeated block keeps its number apart.

    >>> split_brackets("Rate it: [speed].3")
    ('Rate it:.3', 'Rate it:', 'speed')
    """
    found = BRACKETED.fullmatch(header)
    if not found:
        return header, header, ""
    repeat = found["repeat"] or ""
    if not found["item"]:  # several nameless lines to fill in
        return found["stem"], found["stem"], repeat.lstrip(".")
    return found["stem"] + repeat, found["stem"], found["item"]


def split_dash(header: str) -> tuple[str, str, str]:
    """Split "question - item" at the last dash with blanks around it."""
    stem, dash, item = header.rpartition(" - ")
    return (stem, stem, item) if dash else (header, header, "")


def split_number(header: str) -> tuple[str, str, str]:
    """Split "question 3" into the question and the number of the slot."""
    found = NUMBERED.fullmatch(header)
    return (found["stem"], found["stem"], found["item"]) if found else (header, header, "")


def questions(
    columns: Sequence[str], headers: Sequence[str], split: Split, together: bool = True
) -> list[Asked]:
    """Group columns whose headers split into the same question; a group of one keeps its whole header.

    `together`: only neighbours belong together, since texts (unlike codes) may recur in another part.
    """
    groups: list[tuple[str, list[tuple[str, str, str, str]]]] = []
    latest: dict[str, list[tuple[str, str, str, str]]] = {}
    items: dict[str, set[str]] = {}
    for column, header in zip(columns, headers, strict=True):
        key, text, item = split(plain(header))
        if key not in latest or (together and groups[-1][0] != key) or item in items[key]:
            latest[key], items[key] = [], set()
            groups.append((key, latest[key]))
        latest[key].append((column, header, text, item))
        items[key].add(item)
    return named(_asked(key, members, split) for key, members in groups)


def _asked(key: str, members: list[tuple[str, str, str, str]], split: Split) -> Asked:
    column, header, text, item = members[0]
    if len(members) == 1 and split is split_code:
        return Asked(f"{key}[{item}]" if item else key, text or key, {column: ""})
    if len(members) == 1:
        return Asked(plain(header), plain(header), {column: ""})
    return Asked(key, text or key, {column: item for column, _, _, item in members})


def by_levels(table: Table, codes: bool = False) -> list[Asked]:
    """Group the columns of a table with several header rows by the texts above the last one.

    `codes`: the first row holds codes such as q0002_0001, whose first part names the question.
    """
    groups: list[tuple[tuple[str, ...], str, dict[str, str]]] = []
    for column, levels in zip(table.frame, table.levels, strict=True):
        texts = [plain(level) for level in levels]
        code = texts.pop(0).split("_")[0] if codes else ""
        stem = (code, *texts[:-1])
        if groups and code and groups[-1][1] == code and not any(texts[:-1]):
            stem = groups[-1][0]  # a question named once over several columns of its code
        if groups and any(stem) and groups[-1][0] == stem:
            groups[-1][2][column] = texts[-1]
        else:
            groups.append((stem, code, {column: texts[-1]}))
    return named(
        Asked(code or text, text, columns if len(columns) > 1 else {next(iter(columns)): ""})
        for stem, code, columns in groups
        if (text := " – ".join(dict.fromkeys(filter(None, stem[1:]))) or next(iter(columns.values())))
    )


def named(asked: Iterable[Asked]) -> list[Asked]:
    """Return the questions with names told apart by a suffix, the wording unchanged."""
    asked = list(asked)
    return [
        replace(question, name=name)
        for question, name in zip(asked, unique([question.name for question in asked]), strict=True)
    ]


def joined_others(asked: Sequence[Asked]) -> list[Asked]:
    """Put the column "question [Other]" to the question before it."""
    result: list[Asked] = []
    for question in asked:
        stem, _, item = split_brackets(question.text)
        if result and is_other(item) and stem == result[-1].text and len(result[-1].columns) == 1:
            main = next(iter(result[-1].columns))
            result[-1] = replace(result[-1], columns={main: "", next(iter(question.columns)): item})
        else:
            result.append(question)
    return result
