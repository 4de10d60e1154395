"""What may stand at a place of `study.yaml`: its German label and limits, read from the model."""

from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ohv_coworking.basics.yaml_file import Place
from ohv_coworking.parameters.plan_tree import Input, inputs
from ohv_coworking.parameters.study import Study


def model_at(place: Place) -> type[BaseModel] | None:
    """Return the model that holds the last name of a place, following the declared types."""
    model: type[BaseModel] = Study
    for name in place[:-1]:
        if name not in model.model_fields:
            continue  # a position in a list or a key in a dictionary of entries
        annotation = model.model_fields[name].annotation
        kinds = (annotation, *getattr(annotation, "__args__", ()))
        models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        if not models:
            return None
        model = models[-1]
    return model


def field_at(place: Place) -> FieldInfo | None:
    """Return the declaration of the last name of a place; None for keys of entries and for what is unknown."""
    model, name = model_at(place), place[-1] if place else ""
    return model.model_fields.get(name) if model and isinstance(name, str) else None


def inputs_by_place(study: Study) -> dict[Place, Input]:
    """Return every number and choice, with its German label as the study prints it, by its place in the file."""
    return {
        (part, *one.path): one
        for part in ("assumptions", "plan")
        for one in inputs(getattr(study, part)).values()
    }


def meaning(field: FieldInfo, printed: Input | None = None) -> str:
    """Return what a name means and what may stand there: `Weg beim Umsteigen im Bahnhof (min, 0 bis 20)`.

    `printed` is the number that stands there in a file.
    """
    label = printed.label if printed else field.description or ""
    limits = ", ".join(_limits(field, label, printed.declared if printed else field.json_schema_extra or {}))
    return f"{label} ({limits})" if limits else label


def _limits(field: FieldInfo, label: str, declared: Mapping[str, Any]) -> list[str]:
    if declared.get("unit") == "ja/nein":
        return ["0: nein, 1: ja"]
    if "unit" in declared:
        span = f"{declared['minimum']:.10g} bis {declared['maximum']:.10g}"
        words = [declared["unit"], "ganze Zahl" if declared["whole"] else "", span]
        return [*filter(None, words), *(["ohne Spanne"] if declared["fixed"] else [])]
    words = (
        [str(one) for one in get_args(field.annotation)] if get_origin(field.annotation) is Literal else []
    )
    if words and not all(word in label for word in words):
        return [f"{', '.join(words[:-1])} oder {words[-1]}"]
    ends = {end: getattr(one, end) for one in field.metadata for end in ("ge", "le") if hasattr(one, end)}
    if len(ends) == 2:
        return [f"{ends['ge']:g} bis {ends['le']:g}"]
    return [f"mindestens {ends['ge']:g}"] if "ge" in ends else []
