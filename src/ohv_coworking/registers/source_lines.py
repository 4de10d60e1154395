"""The line below an exhibit: whose data it shows and of when, linked to the registers of the annex."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from markupsafe import Markup, escape

from ohv_coworking.exhibits.ledger import Ledger
from ohv_coworking.exhibits.prose import anchor, shown_period
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.entry import Entry
from ohv_coworking.registers.cited_rows import SOURCE_PER_ROW

# How a basis cites one fact of a collection, how many a source line names.
CITED_ROW = re.compile(r"#Zeile \d+, (.+)")
MOST_TITLES = 4


def source_line(
    basis: Iterable[str],
    ledger: Ledger,
    catalog: Catalog,
    chapter: str,
    see: Callable[[str], str],
    numbers: Mapping[str, str],
) -> Markup:
    """Return the line below an exhibit of a chapter: each credit once, with the dates of its files, linked to the annex.

    What a figure of an earlier chapter rests on stands in that chapter, which is named in its place; `see` links to it.
    `numbers` are those of the lines that the exhibit shows, by their references: they close the line.
    """
    bottom = sorted(ledger.bottom(basis, chapter))
    raw = [reference.removeprefix("raw:") for reference in bottom if reference.startswith("raw:")]
    dated: dict[str, dict[str, Markup]] = {}
    undated: dict[str, Markup] = {}
    for name, references in groupby(raw, key=lambda reference: reference.partition("#")[0]):
        entry = catalog.entry(name)
        link = Markup('<a href="#{}">{{}}</a>').format(anchor(f"raw:{name}"))
        if entry.source == SOURCE_PER_ROW:
            for credit in _credits_of_rows(entry, references):
                undated.setdefault(credit, link.format(credit))
        else:
            date = shown_period(entry.as_of)
            for credit in entry.attribution.split("; "):
                dated.setdefault(credit, {}).setdefault(date, link.format(date))
    credits = [Markup("{} ({})").format(credit, _dates(links)) for credit, links in dated.items()]
    credits += [link for credit, link in undated.items() if credit not in dated]
    earlier = {
        reference.removeprefix("figure:").partition(".")[0]
        for reference in bottom
        if reference.startswith("figure:")
    }
    credits += [Markup(see(one)) for one in ledger if one in earlier]
    if any(reference.startswith(("assumption:", "parameter:plan")) for reference in bottom):
        credits.append(Markup('<a href="#exhibit-annex-assumptions">Annahmen siehe Anhang</a>'))
    told = Markup("Quelle: ") + Markup("; ").join([*credits, escape("eigene Berechnung und Darstellung")])
    lines = (
        Markup('<a class="origin" href="#{}">{}</a>').format(anchor(reference), number)
        for reference, number in numbers.items()
    )
    return told + Markup("; Zahlen: ") + Markup(", ").join(lines) if numbers else told


def _dates(links: dict[str, Markup]) -> Markup:
    """Return one or two dates as they are, more of them as the years they span."""
    if len(links) <= 2:
        return Markup("; ").join(links.values())
    years = sorted(re.findall(r"\d{4}", " ".join(links)))
    return Markup(f"{years[0]} bis {years[-1]}")


def _credits_of_rows(entry: Entry, references: Iterable[str]) -> list[str]:
    """Return the titles of the rows cited of a file whose rows have sources of their own, if they are few."""
    cited = [CITED_ROW.search(reference) for reference in references]
    titles = list(dict.fromkeys(row[1] for row in cited)) if all(cited) else []
    return titles if 0 < len(titles) <= MOST_TITLES else entry.attribution.split("; ")
