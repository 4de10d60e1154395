"""What adds up to what among the figures of all tables of one base, so that one figure can betray another."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import prod

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from ohv_coworking.disclosure.figures import (
    CountTable,
    Figure,
    Grouping,
    Place,
    Same,
    figure,
    shown_figures,
    ungrouped,
)

# Tables that form a ring are modelled by people in the cross of all variables up to this many combinations.
MOST_COMBINATIONS = 2000


@dataclass(frozen=True)
class Accounts:
    """All figures of one base with their true counts, and what adds up to what.

    `equations` @ unknowns = 0. The unknowns are the figures, in the order of `counts`, and then the people in
    combinations of three and more variables, where tables form a ring.
    """

    counts: Mapping[Figure, float]
    equations: csr_array

    @cached_property
    def position(self) -> dict[Figure, int]:
        """Return the column of each figure."""
        return {name: column for column, name in enumerate(self.counts)}


def accounts(
    tables: Sequence[CountTable], groupings: Sequence[Grouping], same: Sequence[Same] = ()
) -> Accounts:
    """Return the figures of tables of one base, from single categories up to the groups shown.

    `same` names figures of one variable that are sums of another's. Raises `ValueError` where two tables count a
    figure differently: then they are not of one base; and where such a sum is wrong.
    """
    base = tables[0].base
    categories: dict[str, tuple] = {}
    for table in tables:
        for name, values in table.categories.items():
            categories[name] = tuple(dict.fromkeys(categories.get(name, ()) + values))

    counts: dict[Figure, float] = {}
    sums: dict[tuple[Figure, tuple], None] = {}
    for table in tables:
        single = ungrouped({name: categories[name] for name in table.categories})
        tally = _tally(table)
        shown = shown_figures(base, single)
        for place, name in shown.items():
            if counts.setdefault(name, tally[name]) != tally[name]:
                raise ValueError(f"{tally[name]} people or {counts[name]}? Two tables disagree on {name}")
            sums |= dict.fromkeys((name, parts) for parts in _parts(shown, single, place))
    for grouping in groupings:
        for name in shown_figures(base, grouping).values():
            if name not in counts:
                parts = _single_parts(name)
                counts[name] = sum(counts[part] for part in parts)
                sums[name, parts] = None

    for whole, parts in same:
        parts = tuple(part for part in parts if part in counts)  # what no table counts is nobody
        if counts[whole] != sum(counts[part] for part in parts):
            raise ValueError(f"{whole} is not the sum of {parts}")
        sums[whole, parts] = None

    position = {name: column for column, name in enumerate(counts)}
    equations = [(position[whole], [position[part] for part in parts]) for whole, parts in sums]
    unknowns = len(counts)
    for ring in _rings(tables, categories):
        ring_equations, unknowns = _crossed(base, ring, categories, position, unknowns)
        equations += ring_equations
    return Accounts(counts, _matrix(equations, unknowns))


def _tally(table: CountTable) -> Counter:
    """Return the count of every figure of single categories: each cell counts for its margins and the total."""
    tally = Counter()
    for cell, people in table.counts.items():
        values = cell if isinstance(cell, tuple) else (cell,)
        met = [(name, frozenset([value])) for name, value in zip(table.categories, values, strict=True)]
        for size in range(len(met) + 1):
            for conditions in combinations(met, size):
                tally[Figure(table.base, frozenset(conditions))] += people
    return tally


def _parts(shown: Mapping[Place, Figure], single: Grouping, place: Place) -> Iterator[tuple[Figure, ...]]:
    """Yield, for each variable summed over at a place, the figures that make up the sum."""
    for axis, groups in enumerate(single.values()):
        if place[axis] is None and len(groups) > 1:
            yield tuple(shown[*place[:axis], group, *place[axis + 1 :]] for group in groups)


def _single_parts(whole: Figure) -> tuple[Figure, ...]:
    """Return the figures of single categories that a figure of groups is the sum of."""
    choices = [
        [(name, frozenset([value])) for value in sorted(group, key=str)]
        for name, group in sorted(whole.conditions, key=str)
    ]
    return tuple(Figure(whole.base, frozenset(part)) for part in product(*choices))


def _rings(tables: Sequence[CountTable], categories: Mapping[str, tuple]) -> Iterator[tuple[str, ...]]:
    """Yield sets of variables whose two-way tables say more together than by their common margins.

    Outside of rings, margins that agree are all that tables know of each other. A ring too large to cross is taken
    by its triangles.
    """
    graph = nx.Graph(tuple(table.categories) for table in tables if len(table.categories) == 2)
    for ring in nx.biconnected_components(graph):
        ring = sorted(ring)
        if prod(len(categories[name]) for name in ring) <= MOST_COMBINATIONS:
            yield from [ring] if len(ring) > 2 else []
        else:
            yield from (three for three in combinations(ring, 3) if graph.subgraph(three).size() == 3)


def _crossed(
    base: str,
    ring: Sequence[str],
    categories: Mapping[str, tuple],
    position: Mapping[Figure, int],
    unknowns: int,
) -> tuple[list[tuple[int, list[int]]], int]:
    """Return the equations of each cell with the combinations it consists of, and the unknowns there are then."""
    shape = [len(categories[name]) for name in ring]
    column = np.arange(unknowns, unknowns + prod(shape)).reshape(shape)
    equations = []
    for first, second in combinations(range(len(ring)), 2):
        for one, other in product(enumerate(categories[ring[first]]), enumerate(categories[ring[second]])):
            cell = figure(base, {ring[first]: one[1], ring[second]: other[1]})
            if cell in position:
                within = np.take(np.take(column, [one[0]], first), [other[0]], second)
                equations.append((position[cell], within.ravel().tolist()))
    return equations, unknowns + column.size


def _matrix(equations: Sequence[tuple[int, Sequence[int]]], unknowns: int) -> csr_array:
    """Return a row of 1 for each whole and -1 for each of its parts."""
    rows = np.repeat(np.arange(len(equations)), [1 + len(parts) for _, parts in equations])
    columns = np.array([column for whole, parts in equations for column in (whole, *parts)], int)
    signs = np.array([sign for _, parts in equations for sign in (1, *[-1] * len(parts))], float)
    return csr_array((signs, (rows, columns)), shape=(len(equations), unknowns))
