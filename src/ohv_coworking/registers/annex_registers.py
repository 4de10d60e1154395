"""The registers of the annex beside those of figures: assumptions, prices, sources, contradictions, gaps, questions, words."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from ohv_coworking.basics import german
from ohv_coworking.basics.german import plural
from ohv_coworking.basics.records import Record
from ohv_coworking.exhibits.ledger import EFFECTS, Ledger
from ohv_coworking.exhibits.prose import SYNTHETIC_MARK, anchor, digits_given, shown_period, shown_value
from ohv_coworking.parameters import Assumption, Region
from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_cases import base_values, changed
from ohv_coworking.parameters.plan_tree import inputs
from ohv_coworking.parameters.price_levels import PriceLevel, PriceLevels
from ohv_coworking.raw import Catalog
from ohv_coworking.registers.figure_registers import References
from ohv_coworking.registers.register_table import labelled, plain_register, register_table
from ohv_coworking.survey.questionnaire import Question, Questionnaire

# In place of an origin that the row before names.
SAME = "wie zuvor"


class Term(Record):
    """A word of the study and its meaning in a sentence."""

    table = "glossary"
    identity = ("term",)

    term: str
    meaning: str


def assumptions(entries: Iterable[Assumption], references: References) -> str:
    """Return the assumptions: label, value, range, source, quality as rated by hand, effect as computed on figures by number."""
    found, resting = effects(references.ledger), dependents(references.ledger)
    rows = [
        (
            f"assumption-{entry.name}",
            [
                labelled(f"A{references.assumptions.index(entry.name) + 1} {entry.label}", entry.name),
                *_spanned(entry),
                entry.origin,
                entry.quality or "nicht eingestuft",
                Markup("; ").join(
                    Markup("{}: {}").format(references.to([figure], labels=False), span)
                    for figure, span in found.get(entry.name, [])
                )
                or plural(resting.get(f"assumption:{entry.name}", 0), "Kennzahl", "Kennzahlen"),
            ],
        )
        for entry in entries
    ]
    head = ["Annahme", "Wert", "Grenzwerte", "Herkunft", "Güte", "Wirkung zwischen den Grenzwerten"]
    return register_table(head, {"": rows})


def plan_inputs(plan: PlanParameters, ledger: Ledger) -> str:
    """Return what the financial plan assumes, by section: label, value, range, source, yearly support over the range."""
    groups: dict[str, list] = {}
    found, last = effects(ledger), ""
    for entry in inputs(plan).values():
        if isinstance(entry.held, Assumption):
            told = SAME if entry.held.origin == last and len(last) > len(SAME) else entry.held.origin
            cells, last = [labelled(entry.label, entry.name), *_spanned(entry.held), told], entry.held.origin
        else:
            cells, last = [labelled(entry.label, entry.name), str(entry.held), "", "Wahl"], ""
        cells.append("; ".join(span for _, span in found.get(entry.name, [])))
        groups.setdefault(entry.section, []).append((f"assumption-{entry.name}", cells))
    head = ["Annahme", "Wert", "Grenzwerte", "Herkunft", "Zuschuss im Jahr"]
    return register_table(head, groups)


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
    return register_table(["Eingabe des Plans", "Wert in dieser Möglichkeit"], groups)


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
    return plain_register(columns, pd.DataFrame(rows))


def effects(ledger: Ledger) -> dict[str, list[tuple[str, str]]]:
    """Return, for each assumption by name, what its range alone does: reference of the key figure, its span in words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for chapter in ledger.values():
        for frame in chapter.frames.values():
            if frame.name.startswith(EFFECTS):
                shown = frame.columns["low"]
                for row in frame.frame.itertuples():
                    low = shown_value(row.low, shown.unit, shown.decimals, unit_shown=False)
                    high = shown_value(row.high, shown.unit, shown.decimals)
                    span = f"{low} bis {high}" if row.low != row.high else f"unverändert {high}"
                    found.setdefault(row.name, []).append((frame.basis[0], span))
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
    return register_table(["Frage", "Antworten", "Gefragt werden"], groups)


def sources(references: References) -> str:
    """Return the raw files: title, publisher and address, licence, date, and what was read of them at acceptance."""
    rows = []
    for position, name in enumerate(references.sources, start=1):
        entry = references.catalog.entry(name)
        title = labelled(f"Q{position} {entry.title}", entry.file)
        title += SYNTHETIC_MARK if entry.synthetic else ""
        place = "; ".join(dict.fromkeys([entry.publisher, entry.source]))
        read = entry.intake.in_words() if entry.intake else german.MISSING
        rows.append((anchor(f"raw:{name}"), [title, place, entry.licence, shown_period(entry.as_of), read]))
    head = ["Datei", "Herausgeber und Fundort", "Lizenz", "Stand", "Eingangsprotokoll"]
    return register_table(head, {"": rows})


def conflicts(rows: pd.DataFrame) -> str:
    """Return where sources contradict each other: subject, values, how the study reads them, which it uses."""
    columns = {"subject": "Gegenstand", "values": "Werte", "reading": "Lesart", "preferred": "Verwendet"}
    return plain_register(columns, rows.fillna("–"))


def glossary(terms: pd.DataFrame) -> str:
    """Return the terms of the study and their meaning."""
    return plain_register({"term": "Begriff", "meaning": "Bedeutung"}, terms)


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
    return plain_register(
        columns, pd.concat([rows[[*columns]] for rows in (known, *reported)]).drop_duplicates()
    )


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
