"""What stands on the sheet of inputs: switches, dates, the plan's numbers and choices, constants, law, cases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name as column

from ohv_coworking.parameters.plan_cases import Factor
from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.plan.financial_model import NO_SHOCK, SWITCHES, FinancialModel
from ohv_coworking.plan.plan_lines import CONSTANTS
from ohv_coworking.plan.reckoning import serial

SHEET, LISTS = "Eingaben", "Listen"
HEADER_ROW = 4
# What a cell held when written, what its user puts in its place, and which of both holds.
LABEL, UNIT, BASE, OWN, VALUE, LOW, HIGH, MINIMUM, MAXIMUM, VALID, SOURCE, NAME = range(12)
FIRST_WORD = 2
"""The row of the first word of each list, counted from 0."""


@dataclass(frozen=True)
class Row:
    """One input: where it stands, what it is called, what may stand in its cell."""

    row: int
    name: str
    label: str
    unit: str
    value: float | str
    words: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    source: str = ""
    kind: str = "Zahl"

    @property
    def address(self) -> str:
        return f"{SHEET}!${column(VALUE)}${self.row + 1}"


@dataclass(frozen=True)
class Change:
    """One line of the cases: in which case which input becomes or is multiplied by what; `key` finds it."""

    row: int
    label: str
    key: str
    value: float | str
    formula: str | None = None


@dataclass(frozen=True)
class InputRows:
    """The rows of the sheet, section by section."""

    model: FinancialModel

    @cached_property
    def sections(self) -> dict[str, list[Row]]:
        """Headings with their rows; a heading takes a row, and an empty one stands before it."""
        found: dict[str, list[Row]] = {}
        row = HEADER_ROW + 1
        for heading, drafts in self._drafts():
            row += 2
            found[heading] = []
            for draft in drafts:
                found[heading].append(Row(row, **draft))
                row += 1
        return found

    @cached_property
    def by_name(self) -> dict[str, Row]:
        return {row.name: row for rows in self.sections.values() for row in rows}

    @cached_property
    def law_row(self) -> int:
        """The row of the heading above the statutory values."""
        return max(row.row for row in self.by_name.values()) + 2

    @cached_property
    def law_rows(self) -> dict[str, range]:
        """The rows of each statutory value, in the order of their dates."""
        found, row = {}, self.law_row + 1
        for key, values in self.model.law.items():
            found[key] = range(row, row + len(values))
            row += len(values)
        return found

    @cached_property
    def cases_row(self) -> int:
        """The row of the heading above the cases."""
        return max(rows.stop for rows in self.law_rows.values()) + 1

    @cached_property
    def case_values(self) -> list[Change]:
        """The changes that replace a value."""
        changes = [one for one in self._changes() if not isinstance(one[-2], Factor)]
        return [self._change(self.cases_row + 1 + at, *one) for at, one in enumerate(changes)]

    @cached_property
    def case_factors(self) -> list[Change]:
        """The changes that multiply."""
        changes = [one for one in self._changes() if isinstance(one[-2], Factor)]
        start = self.cases_row + len(self.case_values) + 3
        return [Change(start + at, *names, change.factor) for at, (*names, change, _) in enumerate(changes)]

    @cached_property
    def touched(self) -> list[str]:
        """The inputs that a case changes, in their order."""
        changes = {name for *_, name in self._changes()}
        return [name for name in self.model.inputs if name in changes]

    def selected(self, cases: Mapping[str, str]) -> dict[str, str]:
        """Return the label each switch shows for cases by group and key."""
        found = {}
        for group, (switch, _) in SWITCHES.items():
            labels = self._case_labels(group)
            found[switch] = labels[cases.get(group, next(iter(labels)))]
        return found

    @cached_property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The words from which each choice is made; cases have their keys beside them, under `NAME_keys`."""
        found = {name: row.words for name, row in self.by_name.items() if row.words}
        for group, (switch, _) in SWITCHES.items():
            found[f"{switch}_keys"] = tuple(f"{switch}.{key}" for key in self._case_labels(group))
        return found

    def _case_labels(self, group: str) -> dict[str, str]:
        """Return the labels of a group's cases by key; no shock is a case too, the first of them."""
        none = {NO_SHOCK: NO_SHOCK} if group == "shocks" else {}
        return none | {key: case.label for key, case in getattr(self.model.plan, group).items()}

    def list_range(self, name: str) -> str:
        """Return where the words of a choice stand."""
        here = column(list(self.lists).index(name))
        return f"{LISTS}!${here}${FIRST_WORD + 1}:${here}${FIRST_WORD + len(self.lists[name])}"

    def _drafts(self) -> Iterator[tuple[str, list[dict]]]:
        model, chosen = self.model, self.selected({})
        switch = {"unit": "Fall", "kind": "Fall", "source": "Fälle am Ende dieses Blatts"}
        yield "Auswahl", [
            {"name": name, "label": label, "value": chosen[name], "words": tuple(self._case_labels(group).values()), **switch}
            for group, (name, label) in SWITCHES.items()
        ]  # fmt: skip
        yield "Zeit", [
            {"name": "opening_month", "label": "Erster Betriebsmonat", "unit": "Datum", "value": serial(model.opening), "kind": "Datum", "source": "study.yaml"},
            {"name": "price_base", "label": "Preisstand", "unit": "Jahr", "value": model.price_base, "minimum": 2000, "maximum": 2100, "whole": True, "source": "study.yaml"},
        ]  # fmt: skip
        headings: dict[str, list[dict]] = {}
        for one in model.inputs.values():
            headings.setdefault(one.section or "Zeitraum", []).append(_draft(one))
        yield from headings.items()
        yield "Konstanten", [
            {"name": name, "label": label, "unit": "", "value": value, "source": "Kalender und Rechenverfahren"}
            for name, (value, label) in CONSTANTS.items()
        ]  # fmt: skip

    def _changes(self) -> Iterator[tuple[str, str, float | str | Factor, str]]:
        for group, (switch, title) in SWITCHES.items():
            for key, case in getattr(self.model.plan, group).items():
                for name, change in self.model.plan.changes_of(case).items():
                    label = f"{title}, {case.label}: {self.model.inputs[name].label}"
                    yield label, f"{switch}.{key}|{name}", change, name

    def _change(self, row: int, label: str, key: str, change: float | str, name: str) -> Change:
        if change not in ("low", "high"):
            return Change(row, label, key, change)
        source = self.by_name[name]
        here = column(LOW if change == "low" else HIGH)
        return Change(row, label, key, getattr(source, change), f"={here}{source.row + 1}")


def _draft(one: Input) -> dict:
    draft = {"name": one.name, "label": one.label, "value": one.value}
    if one.words:
        return draft | {"words": one.words, "unit": "Auswahl", "kind": "Auswahl", "source": "study.yaml"}
    declared = {part: one.declared[part] for part in ("unit", "kind", "minimum", "maximum", "whole")}
    return draft | declared | {"low": one.held.low, "high": one.held.high, "source": one.held.origin}
