"""Disclosure control for all public tables of register and survey together, from one list.

Counts of 0 are shown, counts below the minimum hidden, further figures hidden until none can be worked out from
margins or from other tables of the same base. A table that would hide too much merges categories.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.german import taken_together
from ohv_coworking.disclosure.audit import View, possible_ranges, too_narrow
from ohv_coworking.disclosure.figures import (
    MINIMUM,
    CountTable,
    Figure,
    Grouping,
    Known,
    Place,
    Same,
    shown_figures,
)
from ohv_coworking.disclosure.sums import accounts
from ohv_coworking.disclosure.suppression import TOLERANCE, small_figures, suppress

TOTAL = "Summe"


@dataclass(frozen=True)
class Protected:
    """Public tables with the groups of categories they show and the figures they hide."""

    tables: Mapping[str, CountTable]
    groupings: Mapping[str, Grouping]
    views: Mapping[str, View]
    hidden: frozenset[Figure]
    minimum: int

    def cells(self, name: str) -> dict[Place, int | None]:
        """Return the counts of a table as printed, by the groups of its variables; None where hidden."""
        table, counts = self.tables[name], self.views[self.tables[name].base].accounts.counts
        shown = shown_figures(table.base, self.groupings[name])
        return {
            place: None if figure in self.hidden else round(counts[figure]) for place, figure in shown.items()
        }

    def table(self, name: str) -> pd.Series:
        """Return the counts as printed, margins (`Summe`) among them; missing where hidden.

        The index has the variables as levels: `.unstack(sort=False)` gives a two-way table its shape.
        """
        cells, categories = self.cells(name), self.tables[name].categories
        labels = [
            [TOTAL if group is None else label(group, values) for group in groups]
            for groups, values in zip(zip(*cells, strict=True), categories.values(), strict=True)
        ]
        index = pd.MultiIndex.from_arrays(labels, names=list(categories))
        index = index if index.nlevels > 1 else index.get_level_values(0)
        return pd.Series(list(cells.values()), index, "Int64", name)

    def audit(self, known: Sequence[Known] = ()) -> pd.DataFrame:
        """Return the possible range of each hidden figure, for a reader of all tables and of what is `known` besides.

        Small counts of merged categories are among them. Columns: `low`, `high`, `span` and `safe`, whether the span is at least the minimum.
        """
        asked = self._asked(known)
        ranges = pd.concat([possible_ranges(view, self.hidden, names) for view, names in asked])
        return ranges.assign(safe=ranges["span"] >= self.minimum - TOLERANCE)

    def worked_out(self, known: Sequence[Known] = ()) -> frozenset[Figure]:
        """Return the hidden figures that are not safe: what `audit` finds, without the ranges of the safe ones."""
        least = self.minimum - TOLERANCE
        return frozenset().union(
            *(too_narrow(view, self.hidden, names, least) for view, names in self._asked(known))
        )

    def _asked(self, known: Sequence[Known]) -> list[tuple[View, list[Figure]]]:
        """Return what a reader sees of each base, and the figures that nobody may work out from it."""
        asked = []
        for base, view in self.views.items():
            guarded = self.hidden.union(small_figures(view, self.minimum))
            names = [name for name in view.accounts.counts if name in guarded]
            asked.append((replace(view, known=view.known + _of_base(base, known)), names))
        return asked


def protect(
    tables: Mapping[str, CountTable],
    *,
    sensitive: Collection[str],
    places: Collection[str],
    minimum: int = MINIMUM,
    known: Sequence[Known] = (),
    same: Sequence[Same] = (),
    most_hidden: float = 1 / 3,
) -> Protected:
    """Return the tables, by name, as they may be published.

    `sensitive` and `places` name variables never to be crossed, `known` what else is printed about the people counted,
    `same` what is one number under two names. A table of which more than `most_hidden` of the cells would be hidden
    merges categories. Raises `InputFault` for a sensitive group by place.
    """
    _check_crossings(tables, sensitive, places)
    groupings = {name: table.grouping for name, table in tables.items()}
    views: dict[str, View] = {}
    hidden: dict[str, frozenset[Figure]] = {}
    for base in dict.fromkeys(table.base for table in tables.values()):
        names = [name for name, table in tables.items() if table.base == base]
        told = _of_base(base, known), [each for each in same if each.whole.base == base]
        # First what is plainly too small, then what its protection hides besides.
        for rule in (_primary, suppress):
            crowded = names
            while crowded:
                views[base] = _view(
                    [tables[name] for name in names], [groupings[name] for name in names], *told
                )
                hidden[base] = rule(views[base], minimum)
                crowded = [
                    name for name in names if _hidden_share(base, groupings[name], hidden[base]) > most_hidden
                ]
                for name in crowded:
                    groupings[name] = _merged(tables[name], groupings[name], hidden[base], places)
    return Protected(dict(tables), groupings, views, frozenset().union(*hidden.values()), minimum)


def label(group: frozenset, categories: Sequence) -> str:
    """Return the name of a group of categories: "Hennigsdorf und Velten"."""
    return taken_together([str(category) for category in categories if category in group])


def _view(
    tables: Sequence[CountTable],
    groupings: Sequence[Grouping],
    known: tuple[Known, ...],
    same: Sequence[Same],
) -> View:
    base = tables[0].base
    placed = (shown_figures(base, grouping).values() for grouping in groupings)
    return View(accounts(tables, groupings, same), frozenset().union(*placed), known)


def _primary(view: View, minimum: int) -> frozenset[Figure]:
    return view.placed.intersection(small_figures(view, minimum))


def _of_base(base: str, known: Sequence[Known]) -> tuple[Known, ...]:
    return tuple(each for each in known if each.figures[0].base == base)


def _inner(base: str, grouping: Grouping) -> list[Figure]:
    """Return the figures inside a table, without its margins."""
    shown = shown_figures(base, grouping).values()
    most = max(len(figure.conditions) for figure in shown)
    return [figure for figure in shown if len(figure.conditions) == most > 0]


def _hidden_share(base: str, grouping: Grouping, hidden: Collection[Figure]) -> float:
    inner = _inner(base, grouping)
    return sum(figure in hidden for figure in inner) / max(len(inner), 1)


def _merged(
    table: CountTable,
    grouping: Grouping,
    hidden: Collection[Figure],
    places: Collection[str],
) -> Grouping:
    """Return the grouping with two groups of one variable made one.

    Of the variable with the most groups, a place last, the group with the most hidden cells joins the smallest
    other one, or the smaller neighbour where the order means something.
    """
    name = max(grouping, key=lambda each: (len(grouping[each]), each not in places))
    groups = list(grouping[name])
    people = [table.counts[table.counts.index.get_level_values(name).isin(group)].sum() for group in groups]
    hits = [
        sum((name, group) in cell.conditions for cell in _inner(table.base, grouping) if cell in hidden)
        for group in groups
    ]
    first = max(range(len(groups)), key=lambda at: (hits[at], -people[at]))
    in_order = name in table.in_order
    others = [at for at in range(len(groups)) if at != first and (not in_order or abs(at - first) == 1)]
    second = min(others, key=lambda at: people[at])
    both = groups[first] | groups[second]
    first, second = sorted((first, second))
    kept = [*groups[:first], both, *groups[first + 1 : second], *groups[second + 1 :]]
    return {**grouping, name: tuple(kept)}


def _check_crossings(
    tables: Mapping[str, CountTable], sensitive: Collection[str], places: Collection[str]
) -> None:
    raise_all(
        [
            InputFault(
                f"Die öffentliche Tabelle „{name}“ kreuzt eine schutzbedürftige Gruppe mit einem Ort.",
                found=" × ".join(table.categories),
                expected="schutzbedürftige Gruppen nur für das ganze Gebiet",
                remedy="Eines der beiden Merkmale aus der Tabelle nehmen.",
            )
            for name, table in tables.items()
            if set(table.categories) & set(sensitive) and set(table.categories) & set(places)
        ],
        "Diese Tabellen dürfen nicht veröffentlicht werden.",
    )
