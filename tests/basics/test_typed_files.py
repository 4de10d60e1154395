"""What pydantic finds is told in German, by one translator, whatever the model."""

import importlib
import pkgutil
import re
from typing import Literal

import pytest
from pydantic import Field, ValidationError
from pydantic_core import InitErrorDetails
from pydantic_core._pydantic_core import list_all_errors

import ohv_coworking
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.typed_files import EXPECTED, OTHERWISE, Typed, broken_rule, misfits, read_as
from ohv_coworking.basics.yaml_file import parsed

ENGLISH = re.compile(
    r"\b(should|input|valid|field|must|not|the|is|of|with|error|required|permitted|or)\b", re.I
)
# What the parts of a model can miss, by their kind.
MISSED = {
    "model": {"model_type"}, "model-fields": {"missing", "extra_forbidden"}, "model-field": set(),
    "str": {"string_type"}, "float": {"float_type", "float_parsing", "finite_number"},
    "int": {"int_type", "int_parsing", "int_parsing_size", "int_from_float"}, "bool": {"bool_type", "bool_parsing"},
    "date": {"date_type", "date_from_datetime_parsing", "date_parsing", "date_from_datetime_inexact"},
    "literal": {"literal_error"}, "dict": {"dict_type"}, "list": {"list_type"}, "tuple": {"tuple_type"},
    "nullable": set(), "default": set(), "union": set(), "definitions": set(), "definition-ref": set(),
    "is-instance": set(), "json-or-python": set(),
    # Our own functions raise rules, in German.
    "function-before": set(), "function-after": set(), "lax-or-strict": set(),
    
}  # fmt: skip
LIMITS = {
    "min_length": {"too_short", "string_too_short"}, "max_length": {"too_long", "string_too_long"},
    "pattern": {"string_pattern_mismatch"}, "ge": {"greater_than_equal"}, "gt": {"greater_than"},
    "le": {"less_than_equal"}, "lt": {"less_than"},
}  # fmt: skip


class Room(Typed, strict=True):
    title: str = Field(description="Bezeichnung")
    kind: Literal["Büro", "Küche"] = "Büro"
    area: float | None = Field(default=None, gt=0, description="Fläche")


class House(Typed, strict=True):
    rooms: dict[str, Room] = Field(min_length=1)
    floors: tuple[Room, ...] = Field(default=(), strict=False, min_length=1)
    price: float | str = 0.0


def told(text: str) -> list[InputFault]:
    held = parsed(text, "haus.yaml", "Die Datei")
    with pytest.raises(InputFault) as caught:
        read_as(House, held.content, "haus.yaml", held.line)
    return list(getattr(caught.value, "faults", [caught.value]))


def all_models() -> list[type[Typed]]:
    for module in pkgutil.walk_packages(ohv_coworking.__path__, "ohv_coworking."):
        importlib.import_module(module.name)
    found, waiting = [], [Typed]
    while waiting:
        found += (below := waiting.pop().__subclasses__())
        waiting += below
    return [model for model in found if model.__module__.startswith("ohv_coworking")]


def parts(schema: object):
    """Every part of a core schema that has a kind."""
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema
        for key, value in schema.items():
            if key not in ("metadata", "serialization", "default", "expected", "function"):
                yield from parts(value)
    elif isinstance(schema, list | tuple):
        for value in schema:
            yield from parts(value)


class TestGerman:
    def test_every_kind_our_models_can_raise_has_words_of_its_own(self):
        """A model with another kind of field asks for words here and in the translator."""
        models = all_models()
        seen = [part for model in models for part in parts(model.__pydantic_core_schema__)]
        raised = set().union(*(MISSED[part["type"]] for part in seen))
        raised |= set().union(*(LIMITS[limit] for part in seen for limit in LIMITS if limit in part))

        assert len(models) > 60
        assert set() == raised - set(EXPECTED) - {"extra_forbidden"}

    @pytest.mark.parametrize("kind", list_all_errors(), ids=lambda kind: kind["type"])
    def test_no_kind_of_pydantic_speaks_english(self, kind):
        """Whatever pydantic may ever say of a value, its own words are not shown."""
        context = kind["example_context"]
        if kind["type"] in ("value_error", "assertion_error"):
            context = {"error": ValueError("must not be")}
        detail = InitErrorDetails(type=kind["type"], loc=("title",), input="Wert", ctx=context or {})
        content = {} if kind["type"] == "missing" else {"title": "Wert"}
        (found,) = misfits(ValidationError.from_exception_data("Room", [detail]), Room, content)

        assert [] == ENGLISH.findall(f"{found.problem} {found.expected} {found.remedy}")
        assert ("title",) == found.place

    def test_a_kind_without_words_is_told_all_the_same(self):
        detail = InitErrorDetails(type="set_type", loc=("kind",), input=3)
        (found,) = misfits(ValidationError.from_exception_data("Room", [detail]), Room, {"kind": 3})

        assert OTHERWISE == found.expected


class TestPlace:
    def test_a_wrong_value_has_line_path_found_expected_and_remedy(self):
        (fault,) = told("rooms:\n  first: {title: Saal, area: 12\u00a0m²}\n")

        assert (2, "rooms.first.area", "12\u00a0m²") == (fault.row, fault.parameter, fault.found)
        assert "eine Zahl mit Dezimalpunkt, ohne Tausenderpunkt (Fläche)" == fault.expected
        assert fault.remedy

    def test_a_missing_name_has_the_line_of_its_section_and_says_what_belongs_there(self):
        (fault,) = told("rooms:\n  first:\n    kind: Küche\n")

        assert (2, "rooms.first.title") == (fault.row, fault.parameter)
        assert ("Eine Angabe fehlt.", "eine Angabe (Bezeichnung)") == (fault.problem, fault.expected)

    def test_an_unknown_name_comes_with_the_known_ones_and_the_nearest(self):
        (fault,) = told("rooms:\n  first:\n    title: Saal\n    titel: Saal\n")

        assert (4, "titel") == (fault.row, fault.found)
        assert "title" in fault.expected
        assert "„title“" in fault.remedy

    def test_a_decimal_comma_in_braces_is_told_as_what_it_is(self):
        (fault,) = told("rooms:\n  first: {title: Saal, area: 12,5}\n")

        assert (2, "rooms.first", "…,5") == (fault.row, fault.parameter, fault.found)
        assert "In einer Zahl steht ein Komma." == fault.problem

    def test_alternatives_are_told_as_one(self):
        """A value that could be a number or a text is one fault, at its place in the file."""
        (fault,) = told("rooms: {first: {title: Saal}}\nprice: [1]\n")

        assert (2, "price") == (fault.row, fault.parameter)
        assert "eine Zahl" in fault.expected
        assert "ein Text" in fault.expected

    def test_what_only_follows_is_not_told(self):
        """A list whose only entry is faulty is not also too short."""
        (fault,) = told("rooms: {first: {title: Saal}}\nfloors: [{title: 3}]\n")

        assert "floors.0.title" == fault.parameter

    def test_choices_and_limits_are_in_german(self):
        kind, area = told("rooms: {first: {title: Saal, kind: Flur, area: 0.0}}\n")

        assert "'Büro' oder 'Küche'" == kind.expected
        assert "mehr als 0 (Fläche)" == area.expected.replace("0.0", "0")

    def test_an_empty_file_and_an_empty_entry(self):
        assert "(ganze Datei)" == told("")[0].parameter
        assert "(leer)" == told("rooms: {first: {title: }}\n")[0].found


def test_a_rule_of_our_own_is_told_in_its_own_words():
    """A model's validator says problem, part, expectation and finding itself."""
    error = ValidationError.from_exception_data(
        "House", [InitErrorDetails(type=broken_rule("Zu klein.", "rooms", "mehr", 3), loc=(), input={})]
    )
    (found,) = misfits(error, House, {"rooms": {}})

    assert (("rooms",), "Zu klein.", "3", "mehr") == (found.place, found.problem, found.found, found.expected)
