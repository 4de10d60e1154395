"""The JSON schema of `study.yaml`, for editors that complete names and show meaning and limits on hover."""

import json
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.declaration import Section
from ohv_coworking.parameters.places import meaning
from ohv_coworking.parameters.study import Study

DRAFT = "http://json-schema.org/draft-07/schema#"
SOURCE = {"type": "string", "description": "Quelle aller Zahlen des Abschnitts, die keine eigene nennen"}


def schema_text() -> str:
    """Return the content of `study.schema.json`."""
    return json.dumps(study_schema(), ensure_ascii=False, indent=1) + "\n"


def study_schema() -> dict[str, Any]:
    """Return the schema: pydantic's own, each number with its limits, every name with its German meaning."""
    schema = Study.model_json_schema()
    definitions = schema["$defs"]
    for model in dict.fromkeys(_models(Study)):
        _explain(model, schema if model is Study else definitions[model.__name__], definitions)
    _loosen(definitions["Assumption"])
    return {"$schema": DRAFT, **schema, "$defs": dict(sorted(definitions.items()))}


def _explain(model: type[BaseModel], definition: dict[str, Any], definitions: dict[str, Any]) -> None:
    for name, field in model.model_fields.items():
        held = definition["properties"][name]
        if field.annotation is Assumption:
            held = {"$ref": f"#/$defs/{_limited(field.json_schema_extra, definitions)}"}
            if field.json_schema_extra["optional"]:
                definition["required"].remove(name)
        plain = {key: value for key, value in held.items() if key not in ("title", "default", "choice")}
        definition["properties"][name] = {**plain, "description": meaning(field)}
    # What pydantic takes from the classes is English and no help to who edits the file.
    for english in ("title", "description"):
        definition.pop(english, None)
    if issubclass(model, Section):
        definition["properties"].setdefault("source", SOURCE)


def _limited(declared: dict[str, Any], definitions: dict[str, Any]) -> str:
    """Return the name of the definition of an assumption with these limits; numbers alike share one."""
    span = {"minimum": declared["minimum"], "maximum": declared["maximum"]}
    kind = "integer" if declared["whole"] else "number"
    name = f"{kind}_{span['minimum']:.10g}_to_{span['maximum']:.10g}"
    limits = {part: {"type": kind, **span} for part in ("value", "low", "high")}
    definitions[name] = {"allOf": [{"$ref": "#/$defs/Assumption"}, {"properties": limits}]}
    return name


def _loosen(assumption: dict[str, Any]) -> None:
    """Ask of an assumption only what the file must say."""
    for given_by_the_model in ("name", "label"):
        del assumption["properties"][given_by_the_model]
    assumption["required"] = ["value"]
    assumption["dependencies"] = {"low": ["high"], "high": ["low"]}


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from _models(kind)
