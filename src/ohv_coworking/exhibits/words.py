"""The words of a chapter: German label, unit and digits of each key figure and column, out of `NAME.words.yaml`.

    figures:
      population: {label: "Bevölkerung der Region", unit: Personen}
      area_needed: {label: "Nötige Fläche", unit: m², decimals: 0, range: Grenzwerte, formula: "Plätze mal Fläche je Platz"}
      rooms_missing: "Räume, die nicht hineinpassen"
    frames:
      towns:
        label: "Die Städte"
        columns:
          town: "Stadt"
          share: {label: "Anteil", unit: Anteil, decimals: 1, leads_to: "raw:employment"}   # on what this column alone rests
    claims:                        # what the texts judge, see `claims.py`
      grew: {label: "Ist die Bevölkerung gewachsen?", holds: "growth > 0"}

Columns stand in the order in which a reader sees them; a column without words is for later chapters.
A star in a name stands for names that data give; a star in its label for the heading the chapter hands over with them.
A label may show a key figure as texts do: `"Einwohner: {{ state_name }}"`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from ohv_coworking.basics import german, yaml_file
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.typed_files import Typed, broken_rule, read_as
from ohv_coworking.exhibits.claims import EXPECTED, ClaimWords, Predicate, UnreadablePredicate
from ohv_coworking.exhibits.ledger import Column, RangeKind
from ohv_coworking.exhibits.prose import PERCENT, SILENT_UNITS

# Capitalised units that count nothing: measures, dates, choices.
NOT_COUNTED = {"Datum", "Jahr", "VZÄ", *PERCENT, *SILENT_UNITS}
AnyWords = TypeVar("AnyWords", "FigureWords", Column)
FIGURE_SHOWN = re.compile(r"\{\{ ?([\w.]+) ?\}\}")


@dataclass(frozen=True)
class FigureWords:
    """How a key figure is named and shown, the word for its range if that is none of draws, and how it is reckoned."""

    label: str
    unit: str = ""
    decimals: int | None = None
    range: RangeKind = ""
    formula: str = ""


@dataclass
class Words:
    """The words of one chapter, and the lines of its file that something was published under so far."""

    file: str
    figures: Mapping[str, FigureWords]
    frames: Mapping[str, tuple[str, Mapping[str, Column]]]
    claims: Mapping[str, ClaimWords] = field(default_factory=dict)
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    def figure(self, name: str, headings: Mapping[str, str]) -> FigureWords:
        """Return the words of a key figure; `headings` are the German words behind a star, by what it stands for."""
        for key, column in self.figures.items():
            if name in (found := _starred(key, column, headings)):
                self.used.add(("figures", key))
                return found[name]
        raise self._fault(
            "Zu einer Kennzahl fehlt die Beschriftung.", "figures", name, f"{name}: {{label: …, unit: …}}"
        )

    def frame(
        self, name: str, columns: Iterable[str], headings: Mapping[str, str]
    ) -> tuple[str, dict[str, Column]]:
        """Return the label of a frame and the columns a reader sees, each of them one of `columns`."""
        if name not in self.frames:
            raise self._fault(
                "Zu einer Tabelle fehlt die Beschriftung.", "frames", name, f"{name}: mit label und columns"
            )
        self.used.add(("frames", name))
        label, described = self.frames[name]
        shown = {
            column: words
            for key, one in described.items()
            for column, words in _starred(key, one, headings).items()
        }
        if unknown := shown.keys() - set(columns):
            raise self._fault(
                "Eine beschriftete Spalte gibt es in der Tabelle nicht.", "frames", f"{name}: {', '.join(sorted(unknown))}",
                f"nur Spalten der Tabelle: {', '.join(map(str, columns))}",
            )  # fmt: skip
        return label, shown

    def unused(self) -> str:
        """Return in German what has words and was not published, with its line; empty if all of it was."""
        left = [f"{place[1]} (Zeile {line})" for place, line in self.lines.items() if place not in self.used]
        return f"In {self.file} beschriftet, aber nicht berechnet: {', '.join(left)}." if left else ""

    def _fault(self, problem: str, section: str, found: str, expected: str) -> InputFault:
        remedy = f"Die Zeile unter „{section}:“ ergänzen oder berichtigen."
        return InputFault(
            problem, file=self.file, parameter=section, found=found, expected=expected, remedy=remedy
        )


def read_words(file: Path) -> Words:
    """Return the words of a chapter; none where it has no such file.

    Raises InputFault with the line of each unknown or missing name, value of the wrong kind and unknown unit.
    """
    if not file.is_file():
        return Words(file.name, {}, {})
    held = yaml_file.read_yaml(file, "Die Datei mit den Beschriftungen des Kapitels")
    described = read_as(_File, held.content, file.name, held.line)
    return Words(
        file.name,
        {name: FigureWords(**one.model_dump()) for name, one in described.figures.items()},
        {
            name: (frame.label, {key: Column(**one.model_dump()) for key, one in frame.columns.items()})
            for name, frame in described.frames.items()
        },
        {
            name: ClaimWords(
                one.label, Predicate(one.holds), one.says, one.otherwise, one.drawn and Predicate(one.drawn)
            )
            for name, one in described.claims.items()
        },
        {place: line for place, line in held.lines.items() if len(place) == 2},
    )


def _starred(key: str, words: AnyWords, headings: Mapping[str, str]) -> dict[str, AnyWords]:
    """Return what one name of the file describes: itself, or one thing for each heading."""
    if "*" not in key:
        return {key: words}
    return {
        key.replace("*", name): replace(words, label=words.label.replace("*", heading))
        for name, heading in headings.items()
    }


def _counted(unit: str) -> str:
    noun = unit.partition(" ")[0]
    if noun[:1].isupper() and noun[1:2].islower() and noun not in {*NOT_COUNTED, *german.SINGULAR}:
        expected = "eine Mehrzahl, deren Einzahl bekannt ist: " + ", ".join(german.SINGULAR)
        remedy = "Eine davon verwenden oder Mehrzahl und Einzahl in basics/german.py (SINGULAR) ergänzen."
        raise broken_rule("Die Einheit ist unbekannt.", None, expected, unit, remedy)
    return unit


def _readable(predicate: str) -> str:
    try:
        Predicate(predicate)
    except UnreadablePredicate as unread:
        problem = "Die Bedingung einer Aussage ist nicht zu verstehen."
        raise broken_rule(problem, None, EXPECTED, str(unread), "Die Bedingung berichtigen.") from None
    return predicate


# A text alone is a label.
_LABEL = BeforeValidator(lambda given: {"label": given} if isinstance(given, str) else given)


class _Shown(Typed):
    label: str
    unit: Annotated[str, AfterValidator(_counted)] = ""
    decimals: int | None = None


class _Figure(_Shown):
    range: RangeKind = ""
    formula: str = ""


class _Column(_Shown):
    missing: str = german.MISSING
    leads_to: str = ""


class _Frame(Typed):
    label: str
    columns: dict[str, Annotated[_Column, _LABEL]]


class _Claim(Typed):
    label: str
    holds: Annotated[str, AfterValidator(_readable)]
    says: str = ""
    otherwise: str = ""
    drawn: Annotated[str, AfterValidator(_readable)] | None = None


class _File(Typed):
    figures: dict[str, Annotated[_Figure, _LABEL]] = Field(default={})
    frames: dict[str, _Frame] = Field(default={})
    claims: dict[str, _Claim] = Field(default={})
