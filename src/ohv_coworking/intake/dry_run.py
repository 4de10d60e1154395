"""A dry run of acceptance: which key figures, charts and tables would change if a file were taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ohv_coworking.basics import german
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.exhibits.ledger import KeyFigure
from ohv_coworking.exhibits.prose import shown_period, shown_value
from ohv_coworking.intake.acceptance import Proposal
from ohv_coworking.intake.findings import Finding, Severity
from ohv_coworking.intake.survey_findings import survey_findings
from ohv_coworking.parameters.study import Study
from ohv_coworking.raw import Catalog
from ohv_coworking.raw.balance import IntakeRecord
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.trial_build import (
    ChangedExhibit,
    ChangedFigure,
    built_chapters,
    changed_exhibits,
    changed_figures,
    outdated,
    read_by,
    run_trial,
    trial_edition,
)
from ohv_coworking.survey.responses import ROLES, open_survey

KINDS_OF_EXHIBIT = {"figure": "Abbildung", "table": "Tabelle"}
MOST_SHOWN = 10  # figures and exhibits on the page; --json names all
SUMMARY = "summary"


@dataclass(frozen=True)
class DryRun:
    """What taking in a file would do: the findings of its reading, what changes, why a chapter would break off."""

    findings: tuple[Finding, ...]
    record: IntakeRecord | None  # of a survey, as the questionnaire reads it
    sources: dict[str, str]  # title and day by name of the entry
    figures: tuple[ChangedFigure, ...] = ()
    exhibits: tuple[ChangedExhibit, ...] = ()
    decisive: frozenset[str] = frozenset()  # figures that the summary reads
    outdated: dict[str, str] | None = None
    broken_off: str | None = None
    not_built: bool = False


def dry_run(
    edition: Edition, study: Study, proposed: Proposal, build: bool = True, progress: bool = False
) -> DryRun:
    """Return what taking in the proposed file would do; without `build` only what its readers find.

    Raises InputFault for answers or a register that the study cannot read.
    """
    with trial_edition(edition, {proposed.target: proposed.text}) as trial:
        catalog = Catalog.load(trial.raw)
        findings = tuple(survey_findings(catalog, study, proposed.role))
        faults = [finding.as_fault() for finding in findings if finding.severity is Severity.FAULT]
        if faults:
            raise (
                InputFault(
                    "Die Studie kann die Datei nicht lesen; sie wird nicht aufgenommen.",
                    file=catalog.shown(catalog.entry(proposed.name).file),
                    found="\n".join(map(str, faults)),
                )
                if len(faults) > 1
                else faults[0]
            )
        version = next((one for one, role in ROLES.items() if role == proposed.role), None)
        prescribed = version and getattr(study.surveys, version)
        record = version and open_survey(catalog, version, study.region, prescribed).intake
        sources = {entry.name: f"{entry.title}, Stand {entry.as_of}" for entry in catalog.entries.values()}
        chapters = built_chapters(edition)
        if not build or not chapters:
            return DryRun(findings, record, sources, not_built=build)
        # A file that took the place of the one recorded is the very change that is tried.
        older = {
            chapter: why
            for chapter, why in outdated(edition).items()
            if why != f"Datei {proposed.name} geändert"
        }
        broken_off = run_trial(trial, chapters, progress)
        return DryRun(
            findings,
            record,
            sources,
            tuple(changed_figures(edition, trial, chapters)),
            tuple(changed_exhibits(edition, trial, chapters)),
            frozenset(read_by(edition, [SUMMARY])),
            older,
            broken_off,
        )


def in_german_lines(found: DryRun, edition: Edition, name: str) -> list[str]:
    """Return the dry run as lines of German text; figures that cite the entry `name` come first, then those of the summary."""
    if found.not_built:
        return [
            "Die Studie ist noch nicht gebaut; was sich ändert, zeigt der Vergleich erst nach „make study“."
        ]
    lines = []
    if found.outdated:
        (chapter, why), *others = found.outdated.items()
        more = f" und {german.plural(len(others), 'weiteres Kapitel', 'weitere Kapitel')}" if others else ""
        lines.append(
            f"Hinweis: Verglichen wird mit dem letzten Bau, und der ist nicht auf dem jetzigen Stand ({edition.title(chapter)}: "
            f"{why}{more}). Was allein von dieser Datei kommt, zeigt die Vorschau nach „make study“."
        )
    if found.broken_off:
        lines += ["Mit dieser Datei würde der Bau abbrechen:", found.broken_off]
    if not (found.figures or found.exhibits):
        return [*lines, "Keine Kennzahl, keine Abbildung und keine Tabelle der Studie würde sich ändern."]
    cited, decisive, others = _ranked(found, name)
    for heading, held in (
        ("Es würden sich ändern, mit dieser Datei als Quelle", cited),
        ("Daraus folgt, in der Zusammenfassung", decisive),
    ):
        if held:
            lines.append(f"{heading} ({german.plural(len(held), 'Kennzahl', 'Kennzahlen')}):")
            lines += [f"  {_figure_line(one, found.sources)}" for one in held[:MOST_SHOWN]]
            lines += [f"  und {len(held) - MOST_SHOWN} weitere"] if len(held) > MOST_SHOWN else []
    if others:
        chapters = dict.fromkeys(one.chapter for one in others)
        counts = [f"{edition.title(one)} {sum(o.chapter == one for o in others)}" for one in chapters]
        lines.append(f"Weitere Kennzahlen: {german.enumeration(counts)}.")
    if found.exhibits:
        shown = [f"{KINDS_OF_EXHIBIT.get(one.kind, one.kind)} „{one.label}“" for one in found.exhibits]
        more = f" und {len(shown) - MOST_SHOWN} weitere" if len(shown) > MOST_SHOWN else ""
        lines.append(f"Anders aussehen würden: {'; '.join(shown[:MOST_SHOWN])}{more}.")
    return lines


def as_data(found: DryRun) -> dict[str, Any]:
    """Return the dry run as JSON content: every figure with old and new value, day and source."""
    return {
        "findings": [f"{finding.severity}: {finding.text}" for finding in found.findings],
        "figures": [
            {
                "chapter": one.chapter,
                "name": (one.after or one.before).name,
                "label": one.label,
                "unit": (one.after or one.before).unit,
                "old": one.before and one.before.value,
                "old_period": one.before and one.before.period,
                "new": one.after and one.after.value,
                "new_period": one.after and one.after.period,
                "sources": _entries(one.after or one.before),
            }
            for one in found.figures
        ],
        "exhibits": [
            {"chapter": one.chapter, "kind": one.kind, "name": one.name, "label": one.label}
            for one in found.exhibits
        ],
        "outdated": found.outdated or {},
        "broken_off": found.broken_off,
        "not_built": found.not_built,
    }


def _ranked(found: DryRun, name: str) -> tuple[list[ChangedFigure], list[ChangedFigure], list[ChangedFigure]]:
    """Return the changed numbers that cite the entry, then those of the summary, then all other changes."""
    told = [one for one in found.figures if _is_number(one)]
    cited = [one for one in told if name in _entries(one.after or one.before)]
    decisive = [
        one
        for one in told
        if one not in cited
        and (one.chapter == SUMMARY or f"{one.chapter}.{(one.after or one.before).name}" in found.decisive)
    ]
    return cited, decisive, [one for one in found.figures if one not in cited and one not in decisive]


def _is_number(changed: ChangedFigure) -> bool:
    value = (changed.after or changed.before).value
    return isinstance(value, int | float) and not isinstance(value, bool)


def _figure_line(changed: ChangedFigure, sources: dict[str, str]) -> str:
    before, after = (_told(one) for one in (changed.before, changed.after))
    named = [sources.get(one, one) for one in _entries(changed.after or changed.before)]
    more = f" und {len(named) - 1} weitere" if len(named) > 1 else ""
    source = f"; Quelle: {named[-1]}{more}" if named else ""
    return f"{changed.label}: {before} → {after}{source}"


def _told(figure: KeyFigure | None) -> str:
    if figure is None or figure.value is None:
        return "liegt nicht vor"
    period = f" ({shown_period(figure.period)})" if figure.period else ""
    return shown_value(figure.value, figure.unit, figure.decimals) + period


def _entries(figure: KeyFigure) -> Sequence[str]:
    """Return the entries of the catalogue that a key figure cites."""
    cited = [one.partition(":")[2].partition("#")[0] for one in figure.basis if one.startswith("raw:")]
    return list(dict.fromkeys(cited))
