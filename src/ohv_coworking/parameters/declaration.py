"""How a number of `study.yaml` is declared: German label, unit and limits, once, in the model that holds it."""

from collections.abc import Callable
from typing import Any, get_args, get_origin

from pydantic import Field, model_validator
from pydantic.fields import FieldInfo

from ohv_coworking.basics.typed_files import Typed
from ohv_coworking.parameters.assumption import Assumption


class Declared(Typed, strict=True):
    """A part of `study.yaml` with names of its own."""


class Section(Declared):
    """A part that holds numbers: assumptions, choices and further sections.

    In the file it may have a `source`, which holds for every number in it that has none of its own.
    """


class NamedSection(Section):
    """A section from which its numbers get their names: the assumptions, the plan."""

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        return _named(cls, given, "", "", {})


def assumed(
    label: str,
    unit: str,
    minimum: float,
    maximum: float,
    whole: bool = False,
    fixed: bool = False,
    optional: bool = False,
    of: str = "",
    gives: str = "",
    by: tuple[str, dict[str, tuple[str, str, float]]] | None = None,
) -> Any:
    """Declare an assumption.

    A share says `of` whom it is and whom it `gives`, so that shares are multiplied only along a chain.

    `whole` numbers have no decimals, `fixed` ones no range (they set the shape of the plan),
    `optional` ones are 0 where the file leaves them out. Where its meaning hangs on a choice beside it, `by` names that
    field, and for each of its words label, unit and maximum.
    """
    extra = {"unit": unit, "minimum": minimum, "maximum": maximum, "whole": whole, "fixed": fixed}
    extra |= {"optional": optional, "of": of, "gives": gives} | ({"by": by} if by else {})
    return Field(description=label, json_schema_extra=extra)


def meant(declared: FieldInfo, beside: Callable[[str], Any], owner: str = "") -> tuple[str, dict[str, Any]]:
    """Return label and declaration of a number; `beside` returns what a field of the same section holds."""
    label, extra = declared.description, declared.json_schema_extra or {}
    if "by" in extra:
        field, words = extra["by"]
        label, unit, maximum = words.get(beside(field), (label, extra["unit"], extra["maximum"]))
        extra = {**extra, "unit": unit, "maximum": maximum}
    return f"{owner}: {label}" if owner else label, extra


def risk(
    label: str, unit: str, minimum: float, maximum: float, group: str, moves: int = 1, **more: Any
) -> Any:
    """Declare an input of the plan that nobody decides: it is drawn.

    Risks of one `group` move together where the plan names a common factor for it; `moves` is -1 for what falls when
    the group rises, 0 for what goes its own way.
    """
    return _of_kind("risk", assumed(label, unit, minimum, maximum, **more), group=group, moves=moves)


def decision(label: str, unit: str, minimum: float, maximum: float, **more: Any) -> Any:
    """Declare an input of the plan that somebody decides: it is compared, not drawn."""
    return _of_kind("decision", assumed(label, unit, minimum, maximum, **more))


def method(label: str, unit: str, minimum: float, maximum: float, **more: Any) -> Any:
    """Declare an input of the plan that belongs to the way of reckoning or to the law: it is neither drawn nor decided."""
    return _of_kind("method", assumed(label, unit, minimum, maximum, **more))


def _of_kind(kind: str, declared: Any, group: str = "", moves: int = 0) -> Any:
    declared.json_schema_extra |= {"kind": kind, "group": group, "moves": moves}
    return declared


def yes_no(label: str, kind: Callable[..., Any], optional: bool = False) -> Any:
    """Declare a yes (1) or no (0) of a kind: `decision` or `method`."""
    return kind(label, "ja/nein", 0, 1, whole=True, fixed=True, optional=optional)


def switch(label: str) -> Any:
    """Declare what turns an entry on and off; it is there only where a case does so."""
    declared = yes_no(label, decision)
    return Field(default=None, description=label, json_schema_extra=declared.json_schema_extra)


def choice(label: str, **options: Any) -> Any:
    """Declare a choice between words that the workbook and the command line can change like a number."""
    return Field(description=label, json_schema_extra={"choice": True}, **options)


def allowed(declared: dict[str, Any]) -> str:
    """Return in German what a declared number may be, written as in the file."""
    low, high = (f"{declared[end]:.10g}" for end in ("minimum", "maximum"))
    return f"{'ganze Zahl' if declared['whole'] else 'Zahl'} von {low} bis {high} ({declared['unit']})"


def section_in(annotation: Any) -> type[Section] | None:
    """Return the section that a field holds, by itself, by name or in a row."""
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, Section):
            return one
    return None


def _named(model: type[Section], given: Any, prefix: str, owner: str, inherited: dict) -> Any:
    """Return the raw content with what the file need not say: name, label, unit, the section's source."""
    if not isinstance(given, dict):
        return given
    content = dict(given)
    if "source" in content and "source" not in model.model_fields:
        inherited = {"source": content.pop("source")}
    for field, declared in model.model_fields.items():
        if declared.annotation is Assumption:
            label, extra = meant(declared, given.get, owner)
            entry = content.get(field)
            if entry is None and extra["optional"]:
                entry = {"value": 0, "source": "entfällt"}
            if isinstance(entry, dict):
                known = {**{key: extra[key] for key in ("unit", "of", "gives")}, **inherited}
                content[field] = {**known, **entry, "name": prefix + field, "label": label}
        elif field in content and (inner := section_in(declared.annotation)):
            content[field] = _named_below(
                inner, declared.annotation, content[field], prefix, owner, inherited
            )
    return content


def _named_below(
    inner: type[Section], annotation: Any, given: Any, prefix: str, owner: str, inherited: dict
) -> Any:
    if get_origin(annotation) is not dict and isinstance(given, dict):
        return _named(inner, given, prefix, owner, inherited)
    if isinstance(given, dict):
        return {
            key: _named(
                inner, one, f"{key}_", one.get("label", key) if isinstance(one, dict) else key, inherited
            )
            for key, one in given.items()
        }
    if isinstance(given, list | tuple):
        return tuple(
            _named(inner, one, f"{prefix}step_{at}_", f"{owner}, Stufe {at}", inherited)
            for at, one in enumerate(given, 1)
        )
    return given
