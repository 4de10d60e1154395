"""The registers that numbers lead to: key figures (K), tables and series (R), cited rows (Z), each with what it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
from markupsafe import Markup, escape

from ohv_coworking.exhibits.ledger import KIND_IN_GERMAN, KeyFigure, Ledger, NamedFrame
from ohv_coworking.exhibits.prose import anchor, shown_period, shown_value
from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.raw import Catalog
from ohv_coworking.region.benchmarks import INDICATORS, REGIONS, SUBJECTS, dated
from ohv_coworking.registers.cited_rows import CitedRow, cited_anchors, cited_anywhere
from ohv_coworking.registers.quoted_values import german_value
from ohv_coworking.registers.reference_numbers import reference_numbers
from ohv_coworking.registers.register_table import labelled, marked_label, register_table

PARAMETERS = {
    "assumptions": "alle Annahmen",
    "commission": "Angaben zum Auftrag",
    "opening_month": "Eröffnungsmonat",
    "option_weights": "Gewichte der Kriterien für die Möglichkeiten",
    "plan": "Finanzplan",
    "plan.horizon_years": "Planungszeitraum",
    "price_base": "Preisstand",
    "price_levels": "Preise früherer Jahre",
    "reference_date": "Stichtag",
    "region": "Wahl der Region",
    "rules": "Grenzen für Aussagen",
    "site_weights": "Gewichte der Kriterien",
    "site_requirements": "Bedingungen an einen Standort",
    "surveys": "Lesart der Befragungen",
}

# So many inputs of the plan, or values of a file, are named one by one; more of them are counted.
MOST_NAMED, MOST_BESIDE_A_FORMULA = 6, 3


@dataclass(frozen=True)
class References:
    """How the registers refer to each other: figures as K1, tables as R1, cited rows as Z1, sources as Q1, assumptions as A1."""

    ledger: Ledger
    catalog: Catalog
    sources: Sequence[str]
    assumptions: Sequence[str]
    plan: Mapping[str, Input] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The numbers of key figures and frames by reference."""
        return reference_numbers(self.ledger)

    @cached_property
    def rows(self) -> list[CitedRow]:
        """The cited rows, in the order of their numbers."""
        return cited_anywhere(self.ledger, self.catalog)

    @cached_property
    def row_numbers(self) -> dict[str, str]:
        """The numbers of cited rows by their anchors."""
        return {row.anchor: f"Z{number}" for number, row in enumerate(self.rows, 1)}

    def to(self, basis: Iterable[str], labels: bool = True) -> Markup:
        """Return the linked references of a basis, figures with their labels; many inputs of the plan are counted by section."""
        basis = list(basis)
        of_plan = [
            one for one in basis if one.partition(":")[2] in self.plan and one.startswith("assumption:")
        ]
        if len(of_plan) <= MOST_NAMED:
            return Markup("; ").join(dict.fromkeys(self._one(reference, labels) for reference in basis))
        others = [self._one(reference, labels) for reference in basis if reference not in of_plan]
        if not labels:
            counted = Markup('<a href="#{}">{} Annahmen des Finanzplans</a>').format(
                anchor(of_plan[0]), len(of_plan)
            )
            return Markup("; ").join(dict.fromkeys([counted, *others]))
        sections: dict[str, list[str]] = {}
        for reference in of_plan:
            sections.setdefault(self.plan[reference.partition(":")[2]].section or "Zeitraum", []).append(
                reference
            )
        counted = Markup(", ").join(
            Markup('<a href="#{}">{}</a> ({})').format(anchor(found[0]), title, len(found))
            for title, found in sections.items()
        )
        told = Markup("Annahmen des Finanzplans: {}").format(counted)
        return Markup("; ").join(dict.fromkeys([told, *others]))

    def numbered(self, line: KeyFigure | NamedFrame) -> Markup:
        """Return the number of a line, which leads back to where it is first shown, and its label."""
        number = self.numbers[line.reference]
        return Markup('<a class="key" href="#use-{0}">{0}</a> {1}').format(number, marked_label(line))

    def _one(self, reference: str, labels: bool) -> Markup:
        sort, _, path = reference.partition(":")
        name, _, selection = path.partition("#")
        if sort == "parameter":
            return escape(PARAMETERS.get(name) or PARAMETERS[name.partition(".")[0]])
        if sort == "raw":
            if rows := cited_anchors(reference, self.catalog):
                numbered = (Markup('<a href="#{}">{}</a>').format(one, self.row_numbers[one]) for one in rows)
                return Markup(", ").join(numbered)
            words = f"Q{self.sources.index(name) + 1}"
        elif sort == "assumption":
            known = name in self.assumptions
            words = f"A{self.assumptions.index(name) + 1}" if known else self.plan[name].label
        else:
            label = self.ledger.line(reference).label
            if reference not in self.numbers:
                return escape(label)
            words = f"{self.numbers[reference]} {label}" if labels else self.numbers[reference]
        link = Markup('<a href="#{}">{}</a>').format(anchor(reference), words)
        parts = selection.split("; ")
        most = MOST_NAMED if labels else MOST_BESIDE_A_FORMULA
        selection = selection if len(parts) <= most else f"{len(parts)} Werte"
        return Markup("{} ({})").format(link, selection) if selection else link


def key_figures(titles: Mapping[str, str], references: References) -> str:
    """Return the key figures of the chapters in `titles`: label, value with range, kind, formula and what it rests on."""
    groups = {
        title: [
            (
                anchor(figure.reference),
                [references.numbered(figure), _value(figure), KIND_IN_GERMAN[figure.kind], _origin(figure, references)],
            )
            for figure in references.ledger[chapter].figures.values()
            if figure.reference in references.numbers
        ]
        for chapter, title in titles.items()
    }  # fmt: skip
    return register_table(["Kennzahl", "Wert", "Art", "Quelle oder Berechnung"], groups)


def frames(titles: Mapping[str, str], references: References) -> str:
    """Return the tables and drawn data of the chapters in `titles` with what they rest on, by number."""
    groups = {
        title: [
            (anchor(frame.reference), [references.numbered(frame), references.to(frame.basis, labels=False)])
            for frame in references.ledger[chapter].frames.values()
        ]
        for chapter, title in titles.items()
    }
    return register_table(["Tabelle oder Reihe", "Quelle oder Berechnung"], groups)


def cited(references: References) -> str:
    """Return the cited rows of files of single facts: what of, value, source with address, file, who cites it."""
    citing = _citing(references)
    rows = [
        (
            row.anchor,
            [
                _about(references.row_numbers[row.anchor], row),
                german_value(row.held),
                Markup("; ").join(row.held[one] for one in ("source_title", "source_url") if one in row.held),
                "; ".join(filter(None, [_place(row, references.catalog), row.held.get("note")])),
                Markup(", ").join(citing[row.anchor]),
            ],
        )
        for row in references.rows
    ]
    head = ["Einzelangabe", "Wert", "Quelle und Adresse", "Datei und Anmerkung", "Verwendet in"]
    return register_table(head, {"": rows})


def overview(figures: Iterable[KeyFigure]) -> pd.DataFrame:
    """Return `label`, `value`, `range` and `range_kind` of key figures as a reader sees them, for a table of a few."""
    rows = [
        (
            figure.label,
            shown_value(figure.value, figure.unit, figure.decimals),
            _range(figure),
            figure.range_kind,
        )
        for figure in figures
    ]
    return pd.DataFrame(rows, columns=["label", "value", "range", "range_kind"])


def _origin(figure: KeyFigure, references: References) -> Markup:
    """Return how a figure is reckoned and of what; where its formula is told, what it rests on is named by number."""
    rests_on = references.to(figure.basis, labels=not figure.formula)
    told = Markup("{} – aus: {}").format(figure.formula, rests_on) if figure.formula else rests_on
    return told + (f"; finanzplan.xlsx, {figure.cell}" if figure.cell else "")


def _citing(references: References) -> dict[str, list[Markup]]:
    """Return the linked numbers of the lines that cite each row, by its anchor."""
    found: dict[str, list[Markup]] = {row.anchor: [] for row in references.rows}
    for reference, number in references.numbers.items():
        link = Markup('<a href="#{}">{}</a>').format(anchor(reference), number)
        for basis in references.ledger.line(reference).basis:
            for row in cited_anchors(basis, references.catalog):
                found[row].append(link)
    return found


def _about(number: str, row: CitedRow) -> Markup:
    """Return the number of a cited row, whom and when it is about, and what it states: in German, or as the file calls it."""
    subject, region, stated = (row.held.get(one, "") for one in ("subject", "region", "indicator"))
    period = shown_period(dated(row.held["period"])) if "period" in row.held else ""
    about = [SUBJECTS.get(subject, subject), REGIONS.get(region, region), period, INDICATORS.get(stated, "")]
    told = f"{number} {', '.join(filter(None, about))}"
    return Markup("{}").format(told) if stated in INDICATORS else labelled(told, stated or row.name)


def _place(row: CitedRow, catalog: Catalog) -> str:
    entry = catalog.entry(row.name)
    return f"{entry.file}, Zeile {row.number}, Stand {shown_period(entry.as_of)}"


def _value(figure: KeyFigure) -> str:
    text = shown_value(figure.value, figure.unit, figure.decimals) or "keine"
    text += f" ({figure.range_kind}: {span})" if (span := _range(figure)) else ""
    return f"{text}, {shown_period(figure.period)}" if figure.period else text


def _range(figure: KeyFigure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    low, high = (
        shown_value(one, figure.unit, figure.decimals, unit_shown=False) for one in (figure.low, figure.high)
    )
    return f"{low} bis {high}" if low != high else ""
