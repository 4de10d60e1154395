"""The plan as a tree: its numbers by name, with their declaration, and the same tree with bare numbers.

Every number has one name, used in `study.yaml`, on the command line, in the workbook (`in_…`) and in the ledger:
the key of its entry and its field, `flex_desk_price`; a number outside any entry is its field alone, `inflation`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from ohv_coworking.parameters.assumption import Assumption


class PlanEntry(BaseModel):
    """One entry of the plan."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class PlanSection(PlanEntry):
    """An entry that holds inputs: assumptions, choices and further sections."""


def number(
    label: str,
    unit: str,
    minimum: float,
    maximum: float,
    whole: bool = False,
    fixed: bool = False,
    optional: bool = False,
) -> Any:
    """Declare an assumption of the plan.

    `whole` numbers have no decimals, `fixed` ones no range (they set the shape of the plan),
    `optional` ones are 0 where the file leaves them out.
    """
    extra = {"unit": unit, "minimum": minimum, "maximum": maximum, "whole": whole, "fixed": fixed}
    return Field(description=label, json_schema_extra={**extra, "optional": optional})


def choice(label: str, **options: Any) -> Any:
    """Declare a choice between words that the workbook and the command line can change like a number."""
    return Field(description=label, json_schema_extra={"choice": True}, **options)


@dataclass(frozen=True)
class Input:
    """One number or choice of the plan: its name, where it stands, what it is and what may stand there."""

    name: str
    path: tuple[str | int, ...]
    label: str
    section: str
    held: Assumption | str
    declared: Mapping[str, Any]
    words: tuple[str, ...] = ()

    @property
    def value(self) -> float | str:
        return self.held.value if isinstance(self.held, Assumption) else self.held

    @property
    def allowed(self) -> str:
        """Return in German what may stand here."""
        if self.words:
            return "einer der Werte " + ", ".join(self.words)
        kind = "ganze Zahl" if self.declared["whole"] else "Zahl"
        low, high = (f"{self.declared[end]:.10g}" for end in ("minimum", "maximum"))
        return f"{kind} von {low} bis {high} ({self.declared['unit']})"

    def allows(self, value: object) -> bool:
        """Return whether a value may stand here."""
        if self.words:
            return value in self.words
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        inside = self.declared["minimum"] <= value <= self.declared["maximum"]
        return inside and (not self.declared["whole"] or float(value).is_integer())


def inputs(section: PlanSection) -> dict[str, Input]:
    """Return every number and choice of the plan by name, in file order."""
    found: dict[str, Input] = {}
    for one in _walk(section, "", (), "", ""):
        if one.name in found:
            raise ValueError(f"two inputs of the plan are called {one.name}")
        found[one.name] = one
    return found


def with_numbers(section: PlanSection, values: Mapping[str, Any], prefix: str = "") -> Any:
    """Return the same tree holding values instead of assumptions: numbers, or arrays that broadcast with months."""
    content = {}
    for field, held in section:
        name = prefix + field
        if isinstance(held, Assumption):
            held = values[name]
        elif isinstance(held, PlanSection):
            held = with_numbers(held, values, prefix)
        elif isinstance(held, dict):
            held = {
                key: with_numbers(item, values, f"{key}_") if isinstance(item, PlanSection) else item
                for key, item in held.items()
            }
        elif isinstance(held, tuple):
            held = tuple(
                with_numbers(item, values, f"{prefix}step_{at}_") if isinstance(item, PlanSection) else item
                for at, item in enumerate(held, 1)
            )
        elif name in values:
            held = values[name]
        content[field] = held
    return type(section).model_construct(**content)


def named(model: type[BaseModel], given: Any, prefix: str = "", owner: str = "") -> Any:
    """Return the raw content with each assumption's name and German label put in, left-out optional ones as 0."""
    if not isinstance(given, dict):
        return given
    content = dict(given)
    for field, declared in model.model_fields.items():
        if declared.annotation is Assumption:
            entry = content.get(field)
            if entry is None and declared.json_schema_extra["optional"]:
                unit = declared.json_schema_extra["unit"]
                entry = {"value": 0, "low": 0, "high": 0, "unit": unit, "source": "entfällt"}
            if isinstance(entry, dict):
                label = f"{owner}: {declared.description}" if owner else declared.description
                content[field] = {**entry, "name": prefix + field, "label": label}
        elif field in content:
            content[field] = _named_below(declared.annotation, content[field], prefix, owner)
    return content


def _named_below(annotation: Any, given: Any, prefix: str, owner: str) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, PlanSection):
        return named(annotation, given, prefix, owner)
    inner = get_args(annotation)
    item = inner[1] if get_origin(annotation) is dict else inner[0] if inner else None
    if not (isinstance(item, type) and issubclass(item, PlanSection)):
        return given
    if isinstance(given, dict):
        return {
            key: named(item, one, f"{key}_", one.get("label", key) if isinstance(one, dict) else key)
            for key, one in given.items()
        }
    if isinstance(given, list | tuple):
        return tuple(
            named(item, one, f"{prefix}step_{at}_", f"{owner}, Stufe {at}") for at, one in enumerate(given, 1)
        )
    return given


def _walk(section: PlanSection, prefix: str, path: tuple, heading: str, owner: str) -> Iterator[Input]:
    for field, held in section:
        declared: FieldInfo = type(section).model_fields[field]
        extra, here = declared.json_schema_extra or {}, (*path, field)
        label = f"{owner}: {declared.description}" if owner else declared.description
        if isinstance(held, Assumption):
            yield Input(prefix + field, here, label, heading, held, extra)
        elif "choice" in extra:
            yield Input(prefix + field, here, label, heading, held, extra, get_args(declared.annotation))
        elif isinstance(held, PlanSection):
            yield from _walk(held, prefix, here, declared.description, owner)
        elif isinstance(held, dict):
            for key, item in held.items():
                if isinstance(item, PlanSection):
                    yield from _walk(item, f"{key}_", (*here, key), declared.description, item.label)
        elif isinstance(held, tuple):
            for at, item in enumerate(held, 1):
                if isinstance(item, PlanSection):
                    where = (*here, at - 1)
                    yield from _walk(item, f"{prefix}step_{at}_", where, heading, f"{owner}, Stufe {at}")
