"""Shares with a base: each says of whom it is, and only a share of those who are left may be multiplied on."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike

from ohv_coworking.parameters.assumptions import CHAINS, Assumptions
from ohv_coworking.parameters.plan_tree import Violation


class Based(Protocol):
    """A share as `study.yaml` declares it."""

    name: str
    of: str
    gives: str


class Left(NamedTuple):
    """Who is left behind one share: the group in words, and how many."""

    group: str
    people: np.ndarray


def along(group: str, people: ArrayLike, shares: Iterable[tuple[Based, ArrayLike]]) -> list[Left]:
    """Return who is left behind each share, the first entry being those who were there at the start.

    Values broadcast. Raises ValueError for a share of anybody else than those whom the share before left.
    """
    left = [Left(group, np.asarray(people, float))]
    for share, value in shares:
        if share.of != left[-1].group:
            raise ValueError(f"{share.name} is a share of {share.of or 'nobody'}, not of {left[-1].group}")
        left.append(Left(share.gives, left[-1].people * np.asarray(value, float)))
    return left


def chain_violations(assumptions: Assumptions) -> Iterator[Violation]:
    """Yield (path, found, expected) of each share without a base, and of each that its chain does not lead to."""
    for name, declared in type(assumptions).model_fields.items():
        extra = declared.json_schema_extra or {}
        if extra.get("of") and not getattr(assumptions, name).of.strip():
            yield (name, "of"), "nichts", f"die Grundgesamtheit des Anteils, hier: {extra['of']}"
    for start, names in CHAINS:
        group = start
        for name in names:
            share = getattr(assumptions, name)
            if share.of.strip() and share.of != group:
                yield (
                    (name, "of"), share.of,
                    f"{group}; ein Anteil an anderen lässt sich nicht mit den Anteilen davor malnehmen",
                )  # fmt: skip
            group = share.gives
