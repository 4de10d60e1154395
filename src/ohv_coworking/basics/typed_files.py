"""Content of files as typed models; what does not fit is told in German, by this one translator.

Every fault has place, found, expected and remedy. A fault that only follows from another is left out.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from ohv_coworking.basics.errors import InputFault, name_remedy, raise_all
from ohv_coworking.basics.yaml_file import Place

RULE = "rule"
SECTION = "ein Abschnitt mit eingerückten Angaben"
LIST = "eine Liste, je Eintrag eine Zeile mit „- “"
NUMBER = "eine Zahl mit Dezimalpunkt, ohne Tausenderpunkt"
WHOLE = "eine ganze Zahl"
DAY = "ein Datum als JJJJ-MM-TT, z. B. 2025-12-31"
# What pydantic misses, in the words of someone who fills in a file.
EXPECTED = {
    "missing": "eine Angabe",
    "invalid_key": "ein Name als Text, nötigenfalls in Anführungszeichen",
    "string_type": 'ein Text, nötigenfalls in Anführungszeichen, z. B. "12065256"',
    "string_pattern_mismatch": "ein Text nach dem Muster {pattern}",
    "string_too_short": "mindestens {min_length} Zeichen",
    "string_too_long": "höchstens {max_length} Zeichen",
    "too_short": "Zahl der Einträge: mindestens {min_length}",
    "too_long": "Zahl der Einträge: höchstens {max_length}",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "bool_type": "true oder false",
    "bool_parsing": "true oder false",
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "finite_number": "eine endliche Zahl",
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_parsing_size": "eine kleinere ganze Zahl",
    "int_from_float": WHOLE,
    "greater_than": "mehr als {gt}",
    "greater_than_equal": "mindestens {ge}",
    "less_than": "weniger als {lt}",
    "less_than_equal": "höchstens {le}",
    "date_type": f"{DAY}, ohne Anführungszeichen",
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": "ein Datum ohne Uhrzeit",
    "model_type": SECTION,
    "model_attributes_type": SECTION,
    "dict_type": SECTION,
    "list_type": LIST,
    "tuple_type": LIST,
}
OTHERWISE = "eine Angabe anderer Art"
MOST_NAMES = 20

Line = Callable[[Place], int | None]


class Typed(BaseModel):
    """What a file holds: only the names declared, only finite numbers, nothing changed once it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


AnyModel = TypeVar("AnyModel", bound=BaseModel)


def broken_rule(
    problem: str,
    part: str | None = None,
    expected: str | None = None,
    found: object = None,
    remedy: str | None = None,
) -> PydanticCustomError:
    """Return the error a model's own validator raises, in German; `part` is the field to look at.

    What was found is shown only if it is given: a cell may be personal.
    """
    shown = None if found is None else str(found)
    told = {"part": part, "expected": expected, "found": shown, "remedy": remedy}
    return PydanticCustomError(RULE, problem, {name: value for name, value in told.items() if value})


def text_like(pattern: str, expected: str) -> Any:
    """Return the type of texts of one shape, told in German where a text has another."""

    def check(text: str) -> str:
        if not re.search(pattern, text):
            raise broken_rule("Eine Angabe passt nicht.", None, expected, text)
        return text

    return Annotated[str, AfterValidator(check), Field(json_schema_extra={"pattern": pattern})]


def read_as(
    model: type[AnyModel],
    content: object,
    file: str | Path,
    line: Line = lambda _: None,
    within: Place = (),
    plain: bool = False,
) -> AnyModel:
    """Return the content of a YAML file, or of its part `within`, as a model.

    `line` tells where an entry of the file stands; `plain` content has its dates as texts, as in JSON.
    Raises InputFault for all that does not fit, at once.
    """
    try:
        return model.model_validate_json(json.dumps(content)) if plain else model.model_validate(content)
    except ValidationError as error:
        faults = []
        for one in misfits(error, model, content):
            place = (*within, *one.place)
            parameter = ".".join(map(str, place)) or "(ganze Datei)"
            faults.append(one.fault(file=file, row=line(place), parameter=parameter))
        raise_all(faults, f"{Path(file).name} enthält mehrere Fehler.")
        raise


@dataclass(frozen=True)
class Misfit:
    """One thing that does not fit, in German, and the names and positions that lead to it."""

    place: Place
    problem: str
    found: object
    expected: str
    remedy: str

    def fault(self, **where: Any) -> InputFault:
        """Return the fault of it, at a place of the file."""
        return InputFault(
            self.problem, **where, found=self.found, expected=self.expected or None, remedy=self.remedy
        )


def misfits(error: ValidationError, model: type[BaseModel], content: object) -> list[Misfit]:
    """Return what does not fit `model` in `content`, in the order of the model."""
    by_place: dict[Place, Misfit] = {}
    for one in error.errors(include_url=False):
        misfit = _told(one, model, content)
        # The alternatives that a value might have been are told as one.
        other = by_place.setdefault(misfit.place, misfit)
        if misfit.expected not in other.expected:
            by_place[misfit.place] = replace(other, expected=f"{other.expected}, oder {misfit.expected}")
    # Where a part does not fit, what is said of the whole only follows from it.
    above = {place[:end] for place in by_place for end in range(len(place))}
    return [misfit for place, misfit in by_place.items() if place not in above]


def _told(error: Any, model: type[BaseModel], content: object) -> Misfit:
    kind, context = error["type"], error.get("ctx", {})
    place = _in_file(error["loc"], content)
    if kind == "missing":
        place = (*place, error["loc"][-1])
    place = (*place, *filter(None, [context.get("part")]))
    description, known = _declared(model, place)
    if kind == "extra_forbidden":
        return _unknown(place, known)
    if kind == RULE:
        expected = context.get("expected") or description
        remedy = context.get("remedy", "Die Angabe berichtigen.")
        return Misfit(place, error["msg"], context.get("found"), expected, remedy)
    if kind == "invalid_key" and isinstance(place[-1], int | float):
        # In braces a comma ends an entry: of „{value: 9,5}“ YAML makes a value 9 and a name 5.
        remedy = "Das Dezimalkomma durch einen Punkt ersetzen, ein Tausenderkomma weglassen."
        return Misfit(place[:-1], "In einer Zahl steht ein Komma.", f"…,{place[-1]}", NUMBER, remedy)
    expected = EXPECTED.get(kind, OTHERWISE).format_map(context).replace(" or ", " oder ")
    if description and (kind == "string_pattern_mismatch" or kind not in EXPECTED):
        expected = description
    elif description and description != expected:
        expected = f"{expected} ({description})"
    if kind == "missing":
        return Misfit(place, "Eine Angabe fehlt.", None, expected, "Die Angabe ergänzen.")
    given = error["input"]
    found = "(leer)" if given is None else None if isinstance(given, Mapping | list | tuple) else given
    return Misfit(place, "Eine Angabe passt nicht.", found, expected, "Die Angabe berichtigen.")


def _unknown(place: Place, known: list[str]) -> Misfit:
    expected = f"einer von: {', '.join(known)}" if len(known) <= MOST_NAMES else "ein bekannter Name"
    return Misfit(place, "Diese Angabe ist unbekannt.", place[-1], expected, name_remedy(place[-1], known))


def _in_file(location: Place, content: object) -> Place:
    """Return the part of a location that stands in the file; pydantic also counts alternatives and keys."""
    place: list[str | int] = []
    for part in location:
        if isinstance(content, Mapping):
            names = [name for name in content if str(name) == str(part)]
        else:
            names = [part] if isinstance(content, list | tuple) and part in range(len(content)) else []
        if names:
            place.append(names[0])
            content = content[names[0]]
    return tuple(place)


def _declared(model: type[BaseModel], place: Place) -> tuple[str, list[str]]:
    """Return what the model says of an entry, else of what holds it, and the names known beside it."""
    description, known, fields = "", [], _fields(model)
    for part in place:
        # Where some names are described, the others are filled in by the model itself.
        known = [name for name, field in fields.items() if field.description] or list(fields)
        if part in fields:
            description = fields[part].description or description
            fields = _fields(fields[part].annotation)
        else:
            description = ""
    return description, known


def _fields(annotation: Any) -> dict[str, FieldInfo]:
    """Return by name the fields of the models in a declared type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {field.alias or name: field for name, field in annotation.model_fields.items()}
    return {name: field for inner in get_args(annotation) for name, field in _fields(inner).items()}
