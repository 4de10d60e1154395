"""What changed between two editions: figures with their causes, rules and claims that turned, texts side by side."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from ohv_coworking.basics import german
from ohv_coworking.binding.causes import Cause
from ohv_coworking.binding.compared_edition import ComparedEdition
from ohv_coworking.exhibits.ledger import KeyFigure, Ledger
from ohv_coworking.exhibits.prose import PERCENT, shown_value
from ohv_coworking.registers.reference_numbers import reference_numbers

# So many causes of one figure are named; more are counted.
MOST_CAUSES = 4
CODE = "chapter:", "module:"
# Another number of the same exhibit or chapter is no other text.
_NUMBERED = re.compile(r"\b(Abbildung|Tabelle|Kapitel|Anhang|[ABKRZ])(\s?)[\d.]*\d")
BY_CODE = "Programm oder Notebook"


@dataclass(frozen=True)
class FigureTurn:
    """A figure of both editions as a reader sees it, the change in German and what caused it, empty where nothing tells."""

    number: str
    label: str
    before: str
    now: str
    change: str
    cause: str


@dataclass(frozen=True)
class ChangedTexts:
    """The texts of a chapter that differ, before and now, paragraph by paragraph; empty where there is none."""

    title: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EditionChanges:
    """All that changed."""

    turned: tuple[FigureTurn, ...]
    figures: Mapping[str, tuple[FigureTurn, ...]]
    added: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]
    texts: tuple[ChangedTexts, ...]
    causes: tuple[Cause, ...]


def edition_changes(
    old: ComparedEdition,
    ledger: Ledger,
    titles: Mapping[str, str],
    texts: Mapping[str, list[str]],
    causes: Iterable[Cause],
) -> EditionChanges:
    """Return what changed from an old edition to that of `ledger`; `titles` are those of the chapters, `texts` what they say."""
    causes, numbers = tuple(causes), reference_numbers(ledger)
    current = {
        f"{one.chapter}.{one.name}": one for chapter in titles for one in ledger[chapter].figures.values()
    }
    changed: dict[str, list[FigureTurn]] = {}
    turned: list[FigureTurn] = []
    for name, figure in current.items():
        if name not in old.figures or not (found := _changed(old.figures[name], figure)):
            continue
        cause = _cause(figure, ledger, causes) if old.project else ""
        told = FigureTurn(numbers.get(figure.reference, ""), figure.label, *found, cause)
        if isinstance(figure.value, bool):
            turned.append(told)
        else:
            changed.setdefault(titles[figure.chapter], []).append(told)
    return EditionChanges(
        tuple(turned),
        {title: tuple(found) for title, found in changed.items()},
        tuple((one.label, _shown(one)) for name, one in current.items() if name not in old.figures),
        tuple((one["label"], one["shown"]) for name, one in old.figures.items() if name not in current),
        tuple(_texts(old.texts, texts)),
        causes,
    )


def _shown(figure: KeyFigure) -> str:
    return _with_ends(figure.value, figure.low, figure.high, figure)


def _with_ends(value: object, low: object, high: object, as_of: KeyFigure) -> str:
    told = shown_value(value, as_of.unit, as_of.decimals) or "keine"
    ends = [
        shown_value(one, as_of.unit, as_of.decimals, unit_shown=False)
        for one in (low, high)
        if one is not None
    ]
    return f"{told} ({' bis '.join(ends)})" if len(set(ends)) == 2 else told


def _changed(before: Mapping[str, object], now: KeyFigure) -> tuple[str, str, str] | None:
    """Return old and new as a reader sees them and the change, None where a reader sees none."""
    if before["unit"] == now.unit:
        was = _with_ends(before["value"], before["low"], before["high"], now)
    else:
        was = str(before["shown"])
    told = _shown(now)
    if was == told:
        return None
    return was, told, _difference(before["value"], now) if before["unit"] == now.unit else "andere Einheit"


def _difference(before: object, now: KeyFigure) -> str:
    if (
        any(isinstance(one, bool) or not isinstance(one, int | float) for one in (before, now.value))
        or now.unit == "Jahr"
    ):
        return ""
    apart = now.value - before
    if not apart:
        return "nur der Bereich"
    sign = "+" if apart > 0 else ""
    if now.unit in PERCENT:
        return f"{sign}{german.number(100 * apart, max(now.decimals or 0, 1))} Prozentpunkte"
    share = f" ({sign}{german.number(100 * apart / abs(before), 1)} %)" if before else ""
    return f"{sign}{shown_value(apart, now.unit, now.decimals)}{share}"


def _cause(figure: KeyFigure, ledger: Ledger, causes: Iterable[Cause]) -> str:
    """Return which of the changes a figure rests on; where none is, the code must have changed."""
    ground = ledger.foundation(figure.basis)
    found = [one for one in causes if any(_rests_on(one, reference) for reference in ground)]
    told = [f"{one.label}: {one.change}" for one in found[:MOST_CAUSES]]
    if len(found) > MOST_CAUSES:
        told.append(f"und {len(found) - MOST_CAUSES} weitere")
    if any(one.reference.startswith(CODE) for one in causes):
        told.append(BY_CODE)
    return "; ".join(told) or "nicht bestimmbar"


def _rests_on(cause: Cause, reference: str) -> bool:
    """Return whether a reference is that of a cause or, as the plan of one of its inputs, holds it."""
    return reference == cause.reference or cause.reference.startswith(f"{reference}.")


def _texts(old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> Iterator[ChangedTexts]:
    for title in dict.fromkeys([*new, *old]):
        before, now = old.get(title, []), new.get(title, [])
        pairs: list[tuple[str, str]] = []
        said = ([_NUMBERED.sub(r"\1", text) for text in texts] for texts in (before, now))
        for kind, start, end, first, last in SequenceMatcher(None, *said, autojunk=False).get_opcodes():
            if kind != "equal":
                longest = max(end - start, last - first)
                left = [*before[start:end], *[""] * (longest - (end - start))]
                right = [*now[first:last], *[""] * (longest - (last - first))]
                pairs += zip(left, right, strict=True)
        if pairs:
            yield ChangedTexts(title, tuple(pairs))
