"""Whether the key figures that a text names exist: also in the variants that today's data do not show.

A figure that only some regions' data let a chapter publish stands in the chapter's code all the same.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator

from jinja2 import nodes

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.ledger import Ledger
from ohv_coworking.exhibits.notebook_cells import Cell, TextFault
from ohv_coworking.exhibits.prose import FUNCTIONS, syntax_tree
from ohv_coworking.exhibits.template_faults import unknown_figure
from ohv_coworking.exhibits.words import Words

ANYTHING = r"\w+"
NOTHING = re.compile("(?!)")


def unknown(
    cell: Cell, chapter: str, ledger: Ledger, publishable: Callable[[str], re.Pattern]
) -> Iterator[TextFault]:
    """Yield each name in a text that is no key figure of the ledger and, by `publishable`, cannot become one."""
    own = ledger[chapter].figures
    for row, name in _names(syntax_tree(cell.body), lambda name: name in ledger and name not in own):
        if not _can_be(name, chapter, ledger, publishable):
            yield unknown_figure(name, ledger, chapter, cell.body, row)


def names_in(text: str, ledger: Ledger, chapter: str) -> Iterator[str]:
    """Yield each key figure and each table that a text of a chapter names, as `name` or `chapter.name`."""
    own, tree = ledger[chapter].figures, syntax_tree(text)
    yield from (name for _, name in _names(tree, lambda name: name in ledger and name not in own))
    for call in tree.find_all(nodes.Call):
        if getattr(call.node, "name", "") == "rows":
            yield call.args[0].value


def unfounded(
    chapter: str, words: Words, ledger: Ledger, publishable: Callable[[str], re.Pattern]
) -> Iterator[InputFault]:
    """Yield each claim whose predicate names a key figure that there is not and cannot be."""
    for claim, told in words.claims.items():
        for name in told.figures:
            if not _can_be(name, chapter, ledger, publishable):
                yield InputFault(
                    "Die Bedingung einer Aussage nennt eine Kennzahl, die es nicht gibt.",
                    file=f"notebooks/{words.file}", row=words.lines.get(("claims", claim)), found=f"{claim}: {name}",
                    expected="eine Kennzahl des Kapitels oder „kapitel.name“", remedy="Den Namen berichtigen.",
                )  # fmt: skip


def _can_be(name: str, chapter: str, ledger: Ledger, publishable: Callable[[str], re.Pattern]) -> bool:
    holder, _, figure = name.rpartition(".")
    holder = holder or chapter
    held = holder in ledger and figure in ledger[holder].figures
    return held or publishable(holder).fullmatch(figure) is not None


def publishable(cells: Iterable[Cell], claims: Iterable[str] = ()) -> re.Pattern:
    """Return what a chapter could name a key figure: its claims, the words of its code, its f-strings with anything in them."""
    found = set(map(re.escape, claims))
    for cell in cells:
        if cell.kind == "code":
            try:
                found |= set(_words(ast.parse(cell.body)))
            except SyntaxError:  # a line of IPython's own
                found.add(ANYTHING)
    return re.compile("|".join(sorted(found))) if found else NOTHING


def _words(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield re.escape(node.value)
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                re.escape(part.value) if isinstance(part, ast.Constant) else ANYTHING for part in node.values
            )


def _names(tree: nodes.Node, is_chapter: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """Yield line and name, `name` or `chapter.name`, of each key figure in a template."""
    set_here = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    for node in tree.find_all((nodes.Call, nodes.Getattr, nodes.Name)):
        if isinstance(node, nodes.Call):
            if getattr(node.node, "name", "") in ("holds", "lacks", "says") and isinstance(
                node.args[0], nodes.Const
            ):
                yield node.lineno, node.args[0].value
        elif isinstance(node, nodes.Getattr):
            if isinstance(node.node, nodes.Name) and is_chapter(node.node.name):
                yield node.lineno, f"{node.node.name}.{node.attr}"
        elif node.name not in FUNCTIONS and node.name not in set_here and not is_chapter(node.name):
            yield node.lineno, node.name
