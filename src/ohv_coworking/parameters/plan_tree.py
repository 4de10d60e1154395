"""Sections as a tree: their numbers by name, with their declaration.

Every number has one name, used in `study.yaml`, on the command line, in the workbook (`in_…`) and in the ledger:
the key of its entry and its field, `flex_desk_price`; a number outside any entry is its field alone, `inflation`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

from pydantic.fields import FieldInfo

from ohv_coworking.basics.yaml_file import Place
from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.declaration import Section, allowed, meant

Violation = tuple[Place, object, str]
"""What is wrong beyond a type: where, what was found, what was expected instead."""


@dataclass(frozen=True)
class Input:
    """One number or choice: its name, where it stands, what it is and what may stand there."""

    name: str
    path: Place
    label: str
    section: str
    held: Assumption | str
    declared: Mapping[str, Any]
    words: tuple[str, ...] = ()

    @property
    def value(self) -> float | str:
        return self.held.value if isinstance(self.held, Assumption) else self.held

    @property
    def kind(self) -> str:
        """Whether it is a "risk", a "decision" or belongs to the "method"; a choice is decided."""
        return "decision" if self.words else self.declared.get("kind", "")

    @property
    def group(self) -> str:
        """The German group of a risk."""
        return self.declared.get("group", "")

    @property
    def allowed(self) -> str:
        """Return in German what may stand here."""
        if self.words:
            return "einer der Werte " + ", ".join(self.words)
        return allowed(self.declared)

    def allows(self, value: object) -> bool:
        """Return whether a value may stand here."""
        if self.words:
            return value in self.words
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        inside = self.declared["minimum"] <= value <= self.declared["maximum"]
        return inside and (not self.declared["whole"] or float(value).is_integer())


def inputs(section: Section) -> dict[str, Input]:
    """Return every number and choice of a section by name, in file order."""
    found: dict[str, Input] = {}
    for one in _walk(section, "", (), "", ""):
        if one.name in found:
            raise ValueError(f"two inputs are called {one.name}")
        found[one.name] = one
    return found


def out_of_limits(section: Section) -> Iterator[Violation]:
    """Yield (path, found, expected) of each number outside its limits, each other unit, each range not allowed."""
    for one in inputs(section).values():
        if one.words:
            continue
        if one.held.unit != one.declared["unit"]:
            yield (*one.path, "unit"), one.held.unit, f"Einheit {one.declared['unit']}"
        for part in ("value", "low", "high"):
            if not one.allows(getattr(one.held, part)):
                yield (*one.path, part), getattr(one.held, part), one.allowed
        if one.declared["fixed"] and one.held.low != one.held.high:
            yield one.path, f"{one.held.low} bis {one.held.high}", "low und high gleich value (ohne Spanne)"


def placed(held: Any, path: Place, one: Assumption) -> Any:
    """Return a section with an assumption at a path."""
    if not path:
        return one
    step, *rest = path
    if isinstance(held, tuple):
        return (*held[:step], placed(held[step], rest, one), *held[step + 1 :])
    if isinstance(held, Mapping):
        return {**held, step: placed(held[step], rest, one)}
    return held.model_copy(update={step: placed(getattr(held, step), rest, one)})


def _walk(section: Section, prefix: str, path: tuple, heading: str, owner: str) -> Iterator[Input]:
    for field, held in section:
        declared: FieldInfo = type(section).model_fields[field]
        here = (*path, field)
        label, extra = meant(declared, partial(getattr, section), owner)
        if isinstance(held, Assumption):
            yield Input(prefix + field, here, label, heading, held, extra)
        elif "choice" in extra:
            yield Input(prefix + field, here, label, heading, held, extra, get_args(declared.annotation))
        elif isinstance(held, Section):
            yield from _walk(held, prefix, here, declared.description, owner)
        elif isinstance(held, dict):
            for key, item in held.items():
                if isinstance(item, Section):
                    yield from _walk(item, f"{key}_", (*here, key), declared.description, item.label)
        elif isinstance(held, tuple):
            for at, item in enumerate(held, 1):
                if isinstance(item, Section):
                    where = (*here, at - 1)
                    yield from _walk(item, f"{prefix}step_{at}_", where, heading, f"{owner}, Stufe {at}")
