"""What a key figure may rest on: raw files the chapter opened, parameters it named, lines of the ledger."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from ohv_coworking.basics.digests import digest
from ohv_coworking.exhibits.ledger import KeyFigure, Ledger, NamedFrame
from ohv_coworking.parameters import Study
from ohv_coworking.parameters.plan_tree import Input, inputs
from ohv_coworking.raw import Catalog


class Parameters:
    """The parameters named in a notebook's parameters cell, typed; any other name is an error."""

    def __init__(self, study: Study, names: Iterable[str]):
        self._study, self._names = study, frozenset(names)

    def __getattr__(self, name: str) -> Any:
        if name not in self._names:
            raise AttributeError(f"{name} does not stand in the parameters cell of this notebook")
        parts = (self._study.assumptions, self._study.plan, self._study)
        return next(getattr(part, name) for part in parts if name in type(part).model_fields)

    @cached_property
    def plan_inputs(self) -> dict[str, Input]:
        """The numbers and choices of the financial plan by name."""
        return inputs(self._study.plan)

    def __contains__(self, name: str) -> bool:
        return name in self._names


class Basis:
    """The ground of one chapter; `read` holds each line of an earlier chapter it asked for, with its digest."""

    def __init__(self, chapter: str, ledger: Ledger, parameters: Parameters, catalog: Catalog):
        self._chapter, self._ledger, self._parameters, self._catalog = chapter, ledger, parameters, catalog
        self.read: dict[str, str] = {}

    def line(self, sort: str, path: str) -> KeyFigure | NamedFrame:
        """Return the `figure` or `frame` called `name` (of this chapter) or `chapter.name`."""
        chapter, _, name = path.rpartition(".")
        chapter = chapter or self._chapter
        if chapter not in self._ledger:
            raise ValueError(
                f"chapter {self._chapter} reads {path}, but the Makefile does not put it after {chapter}"
            )
        holder = self._ledger[chapter].figures if sort == "figure" else self._ledger[chapter].frames
        if name not in holder:
            raise ValueError(f"chapter {chapter} publishes no {sort} {name}")
        if chapter == "study":  # a parameter, which the chapter must have named
            self.references(holder[name].basis)
        elif chapter != self._chapter:
            self.read[f"{sort}:{chapter}.{name}"] = digest(holder[name].to_json())
        return holder[name]

    def references(self, basis: Iterable) -> tuple[str, ...]:
        """Return basis entries as references: texts, assumptions, parameters, key figures and frames."""
        found = []
        for entry in [basis] if isinstance(basis, str) else basis:
            found.append(self._checked(getattr(entry, "reference", entry)))
        return tuple(dict.fromkeys(found))

    def holds(self, reference: str) -> bool:
        """Say whether there is such a line, file or parameter for this chapter to lead to."""
        sort, _, name = reference.partition(":")
        if sort == "raw":
            return name in self._catalog.opened
        if sort in ("figure", "frame"):
            chapter, _, own = name.partition(".")
            held = self._ledger.get(chapter)
            return held is not None and own in (held.figures if sort == "figure" else held.frames)
        return self._names_in_cell(name)

    def synthetic(self, references: Iterable[str]) -> bool:
        """Say whether any of these lies on synthetic ground."""
        for reference in references:
            sort, _, path = reference.partition(":")
            if sort == "raw" and self._catalog.entry(path.partition("#")[0]).synthetic:
                return True
            if sort in ("figure", "frame") and self._ledger.line(reference).synthetic:
                return True
        return False

    def _checked(self, reference: object) -> str:
        if not isinstance(reference, str):
            raise TypeError(f"{reference!r} is no basis of a key figure")
        sort, _, path = reference.partition(":")
        if not path:
            chapter, _, name = reference.rpartition(".")
            own = self._ledger[chapter or self._chapter]
            sort = "figure" if name in own.figures else "frame"
            reference = f"{sort}:{chapter or self._chapter}.{name}"
            path = reference.partition(":")[2]
        name = path.partition("#")[0]
        if sort == "raw" and name not in self._catalog.opened:
            raise ValueError(f"basis {reference}: this chapter has not opened {name}")
        if sort in ("assumption", "parameter") and not self._names_in_cell(name):
            raise ValueError(f"basis {reference}: {name} does not stand in the parameters cell")
        if sort in ("figure", "frame"):
            self.line(sort, name.removeprefix(f"{self._chapter}."))
        return reference

    def _names_in_cell(self, name: str) -> bool:
        """Return whether the parameters cell names a parameter, or the plan or the part of it that holds it."""
        whole, _, part = name.partition(".")
        if one := self._parameters.plan_inputs.get(name):
            return "plan" in self._parameters or one.path[0] in self._parameters
        return whole in self._parameters or (whole == "plan" and part.partition(".")[0] in self._parameters)
