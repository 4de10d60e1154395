"""The registers of the annex: every key figure, frame, assumption and source has one line with an anchor.

A number in the text leads to its line here, and from there to what it rests on.
"""

from collections.abc import Iterable, Mapping

import pandas as pd
from jinja2 import Environment
from markupsafe import Markup, escape

from ohv_coworking.catalog import Catalog
from ohv_coworking.ledger import KIND_IN_GERMAN, KeyFigure, Ledger, NamedFrame
from ohv_coworking.parameters import Assumption, Region
from ohv_coworking.parameters.assumptions import Assumptions
from ohv_coworking.prose import SYNTHETIC_MARK, anchor, shown_period, shown_value

_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<table class="register">
<thead><tr>{% for word in head %}<th scope="col">{{ word }}</th>{% endfor %}</tr></thead>
{% for title, rows in groups.items() %}
<tbody>
{% if title %}
<tr class="group"><th scope="rowgroup" colspan="{{ head | length }}">{{ title }}</th></tr>
{% endif %}
{% for identifier, cells in rows %}
<tr{% if identifier %} id="{{ identifier }}"{% endif %}>{% for cell in cells %}{% if loop.first %}\
<th scope="row">{{ cell }}</th>{% else %}<td>{{ cell }}</td>{% endif %}{% endfor %}</tr>
{% endfor %}
</tbody>
{% endfor %}
</table>
"""
)


def key_figures(ledger: Ledger, titles: Mapping[str, str], catalog: Catalog) -> str:
    """Return the key figures of the chapters in `titles`: label, value with range, kind, what it rests on."""
    groups = {
        title: [
            (
                anchor(figure.reference),
                [
                    _label(figure),
                    _value(figure),
                    KIND_IN_GERMAN[figure.kind],
                    _basis(figure.basis, ledger, catalog),
                ],
            )
            for figure in ledger[chapter].figures.values()
        ]
        for chapter, title in titles.items()
    }
    return _TABLE.render(head=["Kennzahl", "Wert", "Art", "Quelle oder Berechnung"], groups=groups)


def frames(ledger: Ledger, titles: Mapping[str, str], catalog: Catalog) -> str:
    """Return the tables and drawn data of the chapters in `titles` with what they rest on."""
    groups = {
        title: [
            (anchor(frame.reference), [_label(frame), _basis(frame.basis, ledger, catalog)])
            for frame in ledger[chapter].frames.values()
        ]
        for chapter, title in titles.items()
    }
    return _TABLE.render(head=["Tabelle oder Reihe", "Quelle oder Berechnung"], groups=groups)


def assumptions(entries: Iterable[Assumption]) -> str:
    """Return the assumptions: label, value, range, source."""
    rows = [
        (
            f"assumption-{entry.name}",
            [
                entry.label,
                shown_value(entry.value, entry.unit, _decimals(entry)),
                f"{shown_value(entry.low, entry.unit, _decimals(entry), unit_shown=False)} bis "
                f"{shown_value(entry.high, entry.unit, _decimals(entry), unit_shown=False)}",
                f"{entry.source} {entry.note}".strip(),
            ],
        )
        for entry in entries
    ]
    return _TABLE.render(head=["Annahme", "Wert", "Spanne", "Herkunft"], groups={"": rows})


def sources(catalog: Catalog, names: Iterable[str]) -> str:
    """Return the raw files: title, publisher and address, licence, date."""
    rows = []
    for name in names:
        entry = catalog.entry(name)
        title = Markup("{}{}").format(entry.title, SYNTHETIC_MARK if entry.synthetic else "")
        place = f"{entry.publisher}; {entry.source}"
        rows.append((anchor(f"raw:{name}"), [title, place, entry.licence, shown_period(entry.as_of)]))
    return _TABLE.render(head=["Datei", "Herausgeber und Fundort", "Lizenz", "Stand"], groups={"": rows})


def plain(head: list[str], rows: Iterable[Iterable[object]]) -> str:
    """Return any other list of the annex as a table."""
    return _TABLE.render(head=head, groups={"": [("", list(row)) for row in rows]})


def concerning(rows: pd.DataFrame, region: Region) -> pd.DataFrame:
    """Return the rows that concern everybody or this region: `concerns` is empty or one of its keys."""
    return rows[rows["concerns"].isna() | rows["concerns"].isin([*region.towns, region.district])]


def all_gaps(known: pd.DataFrame, ledger: Ledger) -> list[tuple[str, str]]:
    """Return what is known to be missing and what the chapters found missing for this region, each once."""
    reported = [
        row
        for chapter in ledger.values()
        if "missing" in chapter.frames
        for row in chapter.frames["missing"].frame.itertuples(index=False, name=None)
    ]
    return list(dict.fromkeys([*known[["missing", "obtainable_from"]].itertuples(index=False, name=None), *reported]))


def _label(line: KeyFigure | NamedFrame) -> Markup:
    return Markup("{}{}").format(line.label, SYNTHETIC_MARK if line.synthetic else "")


def _value(figure: KeyFigure) -> str:
    text = shown_value(figure.value, figure.unit, figure.decimals)
    if figure.low is not None and figure.high is not None:
        low, high = (
            shown_value(one, figure.unit, figure.decimals, unit_shown=False)
            for one in (figure.low, figure.high)
        )
        text += f" ({low} bis {high})"
    return f"{text}, {shown_period(figure.period)}" if figure.period else text


def _basis(basis: Iterable[str], ledger: Ledger, catalog: Catalog) -> Markup:
    return Markup("; ").join(_linked(reference, ledger, catalog) for reference in basis)


def _linked(reference: str, ledger: Ledger, catalog: Catalog) -> Markup:
    sort, _, path = reference.partition(":")
    name, _, selection = path.partition("#")
    if sort == "parameter":
        return Markup("Parameter ") + escape(name)
    if sort == "raw":
        entry = catalog.entry(name)
        words = f"{entry.title} ({selection})" if selection else entry.title
    elif sort == "assumption":
        words = f"Annahme: {Assumptions.model_fields[name].description}"
    else:
        words = ledger.line(reference).label
    return Markup('<a href="#{}">{}</a>').format(anchor(reference), words)


def _decimals(entry: Assumption) -> int | None:
    """Return as many digits as the entry was given with, at most three."""
    if entry.unit == "Anteil":
        return None
    return max(len(f"{one:.3f}".partition(".")[2].rstrip("0")) for one in entry.span)
