"""Tables side by side: the first one is read, the others are told."""

import numpy as np

from ohv_coworking.reading.grid import Grid
from ohv_coworking.reading.kinds import Kind

FULL = 0.8  # share of filled cells from which on columns are a table


def first_of_neighbours(grid: Grid, kind: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Return the kinds of cells without those of further tables on the right, and German sentences on these.

    Tables stand apart by an empty column and are of different heights or have the same header, each full within its own
    rows; a single empty column within one table, or one with remarks behind it, is none such. Where that is open, it is told.
    """
    first, *others = _blocks(kind) or [slice(0)]
    if not others or not all(_is_table(kind, block) for block in (first, *others)):
        return kind, []
    own, *heads = (grid.row(_rows(kind, block)[0] + 1)[block] for block in (first, *others))
    if any(
        _rows(kind, block) == _rows(kind, first) and head != own
        for block, head in zip(others, heads, strict=True)
    ):
        return kind, [
            f"Vor der Spalte „{head[0]}“ ist eine Spalte leer: beginnt dort eine zweite Tabelle, sie in eine eigene Datei legen."
            for block, head in zip(others, heads, strict=True)
            if _is_labelled(kind, block)
        ]
    kept = kind.copy()
    kept[:, others[0].start :] = Kind.EMPTY
    return kept, [
        f"Rechts daneben steht eine weitere Tabelle ({', '.join(head)}), die nicht gelesen wurde."
        for head in heads
    ]


def _blocks(kind: np.ndarray) -> list[slice]:
    """Return the runs of columns that hold anything."""
    used = np.flatnonzero((kind != Kind.EMPTY).any(axis=0))
    runs = np.split(used, np.flatnonzero(np.diff(used) > 1) + 1)
    return [slice(int(run[0]), int(run[-1]) + 1) for run in runs if run.size]


def _rows(kind: np.ndarray, block: slice) -> tuple[int, int]:
    """Return the first and last row of the block that fill more than half of it, titles and remarks apart."""
    full = np.flatnonzero((kind[:, block] != Kind.EMPTY).mean(axis=1) > 0.5)
    return (int(full[0]), int(full[-1])) if full.size else (0, -1)


def _is_labelled(kind: np.ndarray, block: slice) -> bool:
    """Tell whether the block's rows begin with a word, before numbers."""
    top, bottom = _rows(kind, block)
    held = kind[top + 1 : bottom + 1, block]
    return bool((held[:, 0] == Kind.TEXT).all() and (held[:, 1:] == Kind.NUMBER).any())


def _is_table(kind: np.ndarray, block: slice) -> bool:
    """Tell whether the block has two columns or more, a header of words, and is full below it."""
    top, bottom = _rows(kind, block)
    held = kind[top : bottom + 1, block]
    dense = held.shape[1] > 1 and len(held) > 2 and (held != Kind.EMPTY).mean() >= FULL
    return bool(dense and (held[0] == Kind.TEXT).all())
