"""The registers of the annex: every key figure, frame, assumption and source has one line with an anchor.

A number in the text leads to its line here, and from there to what it rests on.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from jinja2 import Environment
from markupsafe import Markup, escape

from ohv_coworking.basics import german
from ohv_coworking.basics.german import plural
from ohv_coworking.basics.records import Record
from ohv_coworking.exhibits.ledger import EFFECTS, KIND_IN_GERMAN, KeyFigure, Ledger, NamedFrame
from ohv_coworking.exhibits.prose import SYNTHETIC_MARK, anchor, digits_given, shown_period, shown_value
from ohv_coworking.parameters import Assumption, Region
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_cases import base_values, changed
from ohv_coworking.parameters.plan_tree import Input, inputs
from ohv_coworking.parameters.price_levels import PriceLevel, PriceLevels
from ohv_coworking.raw import Catalog
from ohv_coworking.survey.questionnaire import Question, Questionnaire

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
MOST_NAMED = 6


class Term(Record):
    """A word of the study and its meaning in a sentence."""

    table = "glossary"
    identity = ("term",)

    term: str
    meaning: str


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


@dataclass(frozen=True)
class References:
    """How the registers refer to each other: sources as Q1, assumptions as A1, figures by their label."""

    ledger: Ledger
    catalog: Catalog
    sources: Sequence[str]
    assumptions: Sequence[str]
    plan: Mapping[str, Input] = field(default_factory=dict)

    def to(self, basis: Iterable[str]) -> Markup:
        """Return the linked references of a basis; many inputs of the plan are counted by section."""
        basis = list(basis)
        of_plan = [
            one for one in basis if one.partition(":")[2] in self.plan and one.startswith("assumption:")
        ]
        if len(of_plan) <= MOST_NAMED:
            return Markup("; ").join(self._one(reference) for reference in basis)
        sections: dict[str, list[str]] = {}
        for reference in of_plan:
            sections.setdefault(self.plan[reference.partition(":")[2]].section or "Zeitraum", []).append(
                reference
            )
        counted = Markup(", ").join(
            Markup('<a href="#{}">{}</a> ({})').format(anchor(found[0]), title, len(found))
            for title, found in sections.items()
        )
        others = [self._one(reference) for reference in basis if reference not in of_plan]
        return Markup("; ").join([Markup("Annahmen des Finanzplans: {}").format(counted), *others])

    def _one(self, reference: str) -> Markup:
        sort, _, path = reference.partition(":")
        name, _, selection = path.partition("#")
        if sort == "parameter":
            return escape(PARAMETERS.get(name) or PARAMETERS[name.partition(".")[0]])
        if sort == "raw":
            words = f"Q{self.sources.index(name) + 1}"
        elif sort == "assumption":
            known = name in self.assumptions
            words = f"A{self.assumptions.index(name) + 1}" if known else self.plan[name].label
        else:
            words = self.ledger.line(reference).label
        link = Markup('<a href="#{}">{}</a>').format(anchor(reference), words)
        parts = selection.split("; ")
        selection = selection if len(parts) <= MOST_NAMED else f"{len(parts)} Werte"
        return Markup("{} ({})").format(link, selection) if selection else link


def key_figures(titles: Mapping[str, str], references: References) -> str:
    """Return the key figures of the chapters in `titles`: label, value with range, kind, what it rests on."""
    ledger = references.ledger
    groups = {
        title: [
            (
                anchor(figure.reference),
                [
                    _label(figure),
                    _value(figure),
                    KIND_IN_GERMAN[figure.kind],
                    references.to(figure.basis)
                    + (f"; finanzplan.xlsx, {figure.cell}" if figure.cell else ""),
                ],
            )
            for figure in ledger[chapter].figures.values()
        ]
        for chapter, title in titles.items()
    }
    return _TABLE.render(head=["Kennzahl", "Wert", "Art", "Quelle oder Berechnung"], groups=groups)


def frames(titles: Mapping[str, str], references: References) -> str:
    """Return the tables and drawn data of the chapters in `titles` with what they rest on."""
    ledger = references.ledger
    groups = {
        title: [
            (anchor(frame.reference), [_label(frame), references.to(frame.basis)])
            for frame in ledger[chapter].frames.values()
        ]
        for chapter, title in titles.items()
    }
    return _TABLE.render(head=["Tabelle oder Reihe", "Quelle oder Berechnung"], groups=groups)


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


def assumptions(entries: Iterable[Assumption], references: References) -> str:
    """Return the assumptions: label, value, range, source, quality as rated by hand, effect as computed."""
    found, resting = effects(references.ledger), dependents(references.ledger)
    rows = [
        (
            f"assumption-{entry.name}",
            [
                _labelled(f"A{references.assumptions.index(entry.name) + 1} {entry.label}", entry.name),
                *_spanned(entry),
                entry.origin,
                entry.quality or "nicht eingestuft",
                Markup("; ").join(Markup("{}: {}").format(*one) for one in found.get(entry.name, []))
                or plural(resting.get(f"assumption:{entry.name}", 0), "Kennzahl", "Kennzahlen"),
            ],
        )
        for entry in entries
    ]
    head = ["Annahme", "Wert", "Grenzwerte", "Herkunft", "Güte", "Wirkung zwischen den Grenzwerten"]
    return _TABLE.render(head=head, groups={"": rows})


def plan_inputs(plan: PlanParameters, ledger: Ledger) -> str:
    """Return what the financial plan assumes, by section: label, value, range, source, yearly support over the range."""
    groups: dict[str, list] = {}
    found = effects(ledger)
    for entry in inputs(plan).values():
        if isinstance(entry.held, Assumption):
            cells = [_labelled(entry.label, entry.name), *_spanned(entry.held), entry.held.origin]
        else:
            cells = [_labelled(entry.label, entry.name), str(entry.held), "", "Wahl"]
        cells.append("; ".join(span for _, span in found.get(entry.name, [])))
        groups.setdefault(entry.section, []).append((f"assumption-{entry.name}", cells))
    head = ["Annahme", "Wert", "Grenzwerte", "Herkunft", "Zuschuss im Jahr"]
    return _TABLE.render(head=head, groups=groups)


def option_changes(plan: PlanParameters) -> str:
    """Return what each option changes in the plan, by option: input, its value in the option, source of the option."""
    known = inputs(plan)
    groups: dict[str, list] = {}
    for case in plan.alternatives.values():
        changes = plan.changes_of(case)
        values = changed(base_values(plan), [changes], known)
        for name in changes:
            one = known[name]
            unit = one.declared.get("unit", "") if isinstance(one.held, Assumption) else ""
            value = (
                shown_value(values[name], unit, digits_given([values[name]], unit))
                if unit
                else str(values[name])
            )
            groups.setdefault(f"{case.label}: {case.source}", []).append(("", [one.label, value]))
    return _TABLE.render(head=["Eingabe des Plans", "Wert in dieser Möglichkeit"], groups=groups)


def price_levels(levels: PriceLevels, base: int) -> str:
    """Return how each kind of price moved: years known, rise of the last ten years and beyond them, source."""
    rows = []
    for name, _ in levels:
        one: PriceLevel = getattr(levels, name)
        begin = max(one.first_year, base - 10)
        rows.append(
            {
                "label": one.label,
                "known": f"{one.first_year} bis {one.last_year}",
                "moved": f"{begin} bis {base}: mal {german.number(one.at(base) / one.at(begin), 3)}",
                "rise": german.quantity(100 * one.yearly_rise, "%", 1),
                "source": one.source,
            }
        )
    columns = {
        "label": "Preise",
        "known": "Stände",
        "moved": "Bewegung",
        "rise": "außerhalb im Jahr",
        "source": "Herkunft",
    }
    return _plain(columns, pd.DataFrame(rows))


def effects(ledger: Ledger) -> dict[str, list[tuple[Markup, str]]]:
    """Return, for each assumption by name, what its range alone does: label of the key figure, its span in words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for chapter in ledger.values():
        for frame in chapter.frames.values():
            if frame.name.startswith(EFFECTS):
                label, shown = _label(ledger.line(frame.basis[0])), frame.columns["low"]
                for row in frame.frame.itertuples():
                    low = shown_value(row.low, shown.unit, shown.decimals, unit_shown=False)
                    high = shown_value(row.high, shown.unit, shown.decimals)
                    span = f"{low} bis {high}" if row.low != row.high else f"unverändert {high}"
                    found.setdefault(row.name, []).append((label, span))
    return found


def dependents(ledger: Ledger) -> Counter[str]:
    """Return how many key figures rest on each raw file, assumption and parameter, directly or through others."""
    return Counter(
        reference
        for chapter in ledger.values()
        for figure in chapter.figures.values()
        for reference in ledger.foundation(figure.basis)
    )


def question_register(questionnaire: Questionnaire) -> str:
    """Return the questions as asked: text, answers, who is asked."""
    groups = {
        section.title: [
            (
                "",
                [
                    question.text,
                    "; ".join(option.text for option in question.options) or _free(question),
                    _asked(question),
                ],
            )
            for question in section.questions
        ]
        for section in questionnaire.sections
    }
    return _TABLE.render(head=["Frage", "Antworten", "Gefragt werden"], groups=groups)


def sources(references: References) -> str:
    """Return the raw files: title, publisher and address, licence, date, and what was read of them at acceptance."""
    rows = []
    for position, name in enumerate(references.sources, start=1):
        entry = references.catalog.entry(name)
        title = Markup("Q{} {}{}").format(position, entry.title, SYNTHETIC_MARK if entry.synthetic else "")
        place = "; ".join(dict.fromkeys([entry.publisher, entry.source]))
        read = entry.intake.in_words() if entry.intake else german.MISSING
        rows.append((anchor(f"raw:{name}"), [title, place, entry.licence, shown_period(entry.as_of), read]))
    head = ["Datei", "Herausgeber und Fundort", "Lizenz", "Stand", "Eingangsprotokoll"]
    return _TABLE.render(head=head, groups={"": rows})


def conflicts(rows: pd.DataFrame) -> str:
    """Return where sources contradict each other: subject, values, how the study reads them, which it uses."""
    columns = {"subject": "Gegenstand", "values": "Werte", "reading": "Lesart", "preferred": "Verwendet"}
    return _plain(columns, rows.fillna("–"))


def glossary(terms: pd.DataFrame) -> str:
    """Return the terms of the study and their meaning."""
    return _plain({"term": "Begriff", "meaning": "Bedeutung"}, terms)


def concerning(rows: pd.DataFrame, region: Region) -> pd.DataFrame:
    """Return the rows that concern everybody or this region: `concerns` is empty or one of its keys."""
    keys = [*region.towns, region.district, region.state]
    return rows[rows["concerns"].isna() | rows["concerns"].isin(keys)]


def used_sources(ledger: Ledger, catalog: Catalog) -> list[str]:
    """Return the names of all raw files that any chapter or the annex itself opened."""
    return sorted({name for chapter in ledger.values() for name in chapter.sources} | set(catalog.opened))


def gaps(known: pd.DataFrame, ledger: Ledger) -> str:
    """Return what is known to be missing and what the chapters found missing for this region, each once."""
    columns = {"missing": "Liegt nicht vor", "obtainable_from": "Erhältlich bei"}
    reported = [chapter.frames["missing"].frame for chapter in ledger.values() if "missing" in chapter.frames]
    return _plain(columns, pd.concat([rows[[*columns]] for rows in (known, *reported)]).drop_duplicates())


def _plain(columns: Mapping[str, str], rows: pd.DataFrame) -> str:
    cells = rows[[*columns]].itertuples(index=False, name=None)
    return _TABLE.render(head=list(columns.values()), groups={"": [("", list(row)) for row in cells]})


def _labelled(label: str, name: str) -> Markup:
    """Return a label and, smaller, the name under which the entry stands in `study.yaml` and in the workbook."""
    return Markup('{} <code class="name">{}</code>').format(label, name)


def _label(line: KeyFigure | NamedFrame) -> Markup:
    return Markup("{}{}").format(line.label, SYNTHETIC_MARK if line.synthetic else "")


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


def _spanned(entry: Assumption) -> tuple[str, str]:
    """Return value with unit, and range, with as many digits as they were given with, at most three."""
    decimals = digits_given(entry.span, entry.unit)
    low, _, high = (shown_value(one, entry.unit, decimals, unit_shown=False) for one in entry.span)
    return shown_value(
        entry.value, entry.unit, decimals
    ), "" if entry.low == entry.high else f"{low} bis {high}"


def _free(question: Question) -> str:
    return {"text": "freier Text", "date": "Datum"}.get(question.type, f"Zahl {question.unit}".strip())


def _asked(question: Question) -> str:
    sort = "freiwillig, besonders geschützt" if question.sensitive else ""
    return "; ".join(filter(None, ["nach Filter" if question.filter else "alle", sort]))
