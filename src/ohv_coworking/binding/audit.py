"""Hold the finished documents to their promise: each number leads to its line, each exhibit to its source, each link home.

`python -m ohv_coworking.binding.audit CHAPTER …`, called by make after the study is built; it changes nothing.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml.etree import _Element as Element

from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.german import number, quantity
from ohv_coworking.binding.elements import page_tree, words
from ohv_coworking.binding.idle_lines import idle_lines
from ohv_coworking.binding.number_trace import NUMBER, Traced, traced
from ohv_coworking.exhibits.ledger import KeyFigure, Ledger
from ohv_coworking.exhibits.prose import shown_value
from ohv_coworking.parameters import Study, load
from ohv_coworking.registers.reference_numbers import reference_numbers
from ohv_coworking.study.documents import DOCUMENTS
from ohv_coworking.study.earlier import earlier_ledger
from ohv_coworking.study.edition import Edition


def main(chapters: list[str]) -> int:
    edition = Edition.current(Path.cwd())
    try:
        with disk_faults():
            study = load(edition.parameters)
            ledger = earlier_ledger(edition, study, chapters)
            pages = {
                one.file: page_tree((edition.reports / one.file).read_text(encoding="utf-8"))
                for one in DOCUMENTS
                if (edition.reports / one.file).is_file()
            }
            printed = printed_numbers(ledger)
            found = {file: traced(root.find(".//main"), printed) for file, root in pages.items()}
            faults = [
                *(fault for file, root in pages.items() for fault in page_faults(file, root, pages, study)),
                *(fault for file, one in found.items() for fault in _untraced(file, one)),
                *map(_idle, idle_lines(edition, ledger)),
                *map(_unexplained, unexplained(ledger)),
            ]
            raise_all(faults, "Nicht alles in den Dokumenten lässt sich zurückverfolgen.")
    except InputFault as fault:
        print(f"\n{fault}", file=sys.stderr)
        return fault.exit_code
    for file, one in found.items():
        print(_told(file, one))
    return 0


def printed_numbers(ledger: Ledger) -> set[str]:
    """Return every number that key figures and tables print: values, ends of ranges, numbers within texts."""
    figures = [one for chapter in ledger.values() for one in chapter.figures.values()]
    told = [
        shown_value(end, one.unit, one.decimals) for one in figures for end in (one.low, one.value, one.high)
    ]
    for chapter in ledger.values():
        for frame in chapter.frames.values():
            for name, column in frame.columns.items():
                told += [
                    shown_value(cell, column.unit, column.decimals) for cell in frame.to_json()["data"][name]
                ]
    return {found for text in told for found in NUMBER.findall(text)}


def unexplained(ledger: Ledger) -> list[KeyFigure]:
    """Return the computed figures with a line in the register that do not say how they are reckoned."""
    lines = (ledger.line(one) for one in reference_numbers(ledger) if one.startswith("figure:"))
    return [one for one in lines if one.kind == "computed" and not one.formula]


def page_faults(file: str, root: Element, pages: Mapping[str, Element], study: Study) -> Iterator[InputFault]:
    """Yield each link that leads nowhere or out of the study, and each exhibit without a source."""
    ids = {name: {one.get("id") for one in page.iter() if one.get("id")} for name, page in pages.items()}
    own = {link.address for link in study.commission.links}
    for link in root.iter("a"):
        address = link.get("href", "")
        other, _, target = address.partition("#")
        if address.startswith("data:text/csv;") or address in own:
            continue
        if (other or file) not in ids:
            yield _fault(file, "Ein Verweis führt aus der Studie hinaus.", address, OUTWARD)
        elif target and target not in ids[other or file]:
            yield _fault(file, "Ein Verweis führt ins Leere.", address, "Die Sprungmarke berichtigen.")
    for figure in root.find(".//main").iter("figure"):
        source = figure.find(".//span[@class='source']")
        register = figure.xpath("div/table[@class='register']")
        if source is None or not (register or source.xpath("a[@class='origin']")):
            yield _fault(
                file,
                "Eine Abbildung oder Tabelle nennt nicht, worauf sie beruht.",
                words(figure.find("figcaption")),
                SOURCE,
            )


OUTWARD = "Adressen aus Daten als Text stehen lassen; Verweise stehen unter commission: links in study.yaml."
SOURCE = "Sie mit chapter.show_table oder chapter.show_figure und ihrer Grundlage zeigen."


def _untraced(file: str, one: Traced) -> Iterator[InputFault]:
    for found, text in one.loose:
        yield _fault(
            file,
            f"Die Zahl „{found}“ führt zu keiner Zeile.",
            text[:200],
            "Sie als Kennzahl veröffentlichen und mit {{ name }} zeigen.",
        )


def _idle(reference: str) -> InputFault:
    sort, _, name = reference.partition(":")
    what = "Eine Kennzahl" if sort == "figure" else "Eine Tabelle"
    return InputFault(
        f"{what} steht nirgends, und nichts beruht auf ihr.",
        file=f"notebooks/{name.partition('.')[0]}.ipynb",
        found=name,
        remedy="Sie zeigen, als Grundlage nennen oder nicht mehr veröffentlichen.",
    )


def _unexplained(figure: KeyFigure) -> InputFault:
    return InputFault(
        "Eine berechnete Kennzahl sagt nicht, wie sie gerechnet ist.",
        file=f"notebooks/{figure.chapter}.words.yaml",
        found=figure.name,
        expected="formula: in Worten, wie der Wert aus seiner Grundlage folgt",
        remedy="Die Formel neben der Beschriftung ergänzen.",
    )


def _fault(file: str, problem: str, found: str, remedy: str) -> InputFault:
    return InputFault(problem, file=f"reports/{file}", found=found, remedy=remedy)


def _told(file: str, one: Traced) -> str:
    share = quantity(100 * one.share, "%", 1)
    return (
        f"{file}: {share} der Zahlen führen zu ihrer Zeile "
        f"({number(one.led, 0)} selbst, {number(one.by_line, 0)} über ihre Spalte oder Zeile, {number(one.by_table, 0)} über ihre Tabelle)."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
