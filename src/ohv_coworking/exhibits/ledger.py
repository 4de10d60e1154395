"""The ledger: every number and every table a reader sees, with unit, range, kind and basis.

A basis is a list of references, one text each:

* ``raw:NAME`` or ``raw:NAME#selection`` – a catalogued file in `data/raw`, and which rows of it
* ``assumption:NAME`` and ``parameter:NAME`` – an entry of `study.yaml`
* ``figure:CHAPTER.NAME`` and ``frame:CHAPTER.NAME`` – another line of the ledger
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Literal, Self

import numpy as np
import pandas as pd

from ohv_coworking.basics.german import MISSING
from ohv_coworking.exhibits import draws as drawing
from ohv_coworking.parameters.span_draws import low_middle_high

Value = float | int | str | bool
Kind = Literal["observed", "assumed", "computed"]
# What lies between low and high. "Spanne" is the ledger's own word for the 10 % and 90 % points of draws.
RangeKind = Literal[
    "", "Spanne", "Szenarien", "Stichprobenfehler", "Rechenwege", "Grenzwerte der Annahmen", "Grenzwerte"
]

# Frames of what each assumption alone does to the key figure named behind it.
EFFECTS = "effects_"
# The frame of what a chapter's texts judge: name, label, holds, says, share of draws, turns, synthetic.
CLAIMS = "claims"
KIND_IN_GERMAN = {"observed": "beobachtet", "assumed": "angenommen", "computed": "berechnet"}


@dataclass(frozen=True)
class KeyFigure:
    """One number or text of the study.

    `name` is English and for authors; a reader sees only the German `label`.
    `low` and `high` span the range in the same unit, `range_kind` says what range it is; `period` is the date or
    year the value is true for. `draws` is the digest of the draws behind value and range, empty without any; `cell` is where the
    value stands in the workbook of the plan, `Ergebnisse!D7`; `formula` says in German how the value comes of its basis.
    Raises ValueError for a value outside its own range.
    """

    name: str
    label: str
    value: Value
    unit: str
    kind: Kind
    basis: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    period: str = ""
    decimals: int | None = None
    synthetic: bool = False
    chapter: str = ""
    range_kind: RangeKind = ""
    draws: str = ""
    cell: str = ""
    formula: str = ""

    def __post_init__(self):
        held = [
            end for end in (self.low, self.value, self.high) if isinstance(end, int | float) and end == end
        ]
        if any(after < before for before, after in pairwise(held)):
            raise ValueError(
                f"key figure {self.name}: {self.value} lies outside its range {self.low} to {self.high}"
            )

    @property
    def reference(self) -> str:
        return f"figure:{self.chapter}.{self.name}"

    def to_json(self) -> dict:
        return {**asdict(self), "basis": list(self.basis)}

    @classmethod
    def from_json(cls, content: Mapping) -> Self:
        return cls(**{**content, "basis": tuple(content["basis"])})


@dataclass(frozen=True)
class Column:
    """How one column of a named frame is shown: German label, unit, digits after the decimal comma, missing cells.

    `leads_to` is the line of what it rests on, if that is another one than its neighbours have.
    """

    label: str
    unit: str = ""
    decimals: int | None = None
    missing: str = MISSING
    leads_to: str = ""


@dataclass(frozen=True, eq=False)
class NamedFrame:
    """One table of the study; `columns` describes each column of `frame` that a reader sees.

    `rows` holds for each row the line of what it rests on, empty for none, if rows have one of their own.
    """

    name: str
    label: str
    frame: pd.DataFrame
    columns: Mapping[str, Column]
    basis: tuple[str, ...]
    synthetic: bool = False
    chapter: str = ""
    rows: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        return f"frame:{self.chapter}.{self.name}"

    def to_json(self) -> dict:
        return {
            "name": self.name,
            "label": self.label,
            "columns": {name: asdict(column) for name, column in self.columns.items()},
            "basis": list(self.basis),
            "synthetic": self.synthetic,
            "chapter": self.chapter,
            "rows": list(self.rows),
            "data": {
                str(name): [_plain(value) for value in self.frame[name].tolist()]
                for name in self.frame.columns
            },
        }

    @classmethod
    def from_json(cls, content: Mapping) -> Self:
        return cls(
            name=content["name"],
            label=content["label"],
            frame=pd.DataFrame(content["data"]),
            columns={name: Column(**column) for name, column in content["columns"].items()},
            basis=tuple(content["basis"]),
            synthetic=content["synthetic"],
            chapter=content["chapter"],
            rows=tuple(content.get("rows", ())),
        )


@dataclass
class ChapterLedger:
    """What one chapter published."""

    chapter: str
    figures: dict[str, KeyFigure] = field(default_factory=dict)
    frames: dict[str, NamedFrame] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)  # raw files opened, by catalogue name
    # numbers of people that disclosure control lets pass, by raw file
    released: dict[str, list[int]] = field(default_factory=dict)
    draws: dict[str, np.ndarray] = field(
        default_factory=dict
    )  # of own figures; earlier chapters' stay in their file
    folder: Path | None = None

    def keep(self, figure: KeyFigure, draws: np.ndarray | None = None) -> KeyFigure:
        """Take in a figure and return it; with draws, its value and range are read from them.

        Raises ValueError for a range without draws that doesn't name its kind, or calls itself "Spanne".
        """
        if draws is not None:
            held = self.draws[figure.name] = drawing.checked(figure.name, draws)
            low, value, high = low_middle_high(held)
            figure = replace(
                figure, low=low, value=value, high=high, range_kind="Spanne", draws=drawing.draws_digest(held)
            )
        elif figure.range_kind == "Spanne" or (figure.low is not None and not figure.range_kind):
            raise ValueError(
                f"key figure {figure.name}: a range without draws names its kind, and not Spanne"
            )
        self.figures[figure.name] = figure
        return figure

    def drawn(self, name: str) -> np.ndarray:
        """Return the draws of a key figure; one without draws is the same in each."""
        figure = self.figures[name]
        if not figure.draws:
            value = np.nan if figure.value is None else float(figure.value)
            return np.full(drawing.DRAWS, value)
        if name not in self.draws:
            self.draws[name] = drawing.read_draws(self.folder / drawing.FILE, name)
        return self.draws[name].copy()

    def content(self, sort: str, name: str) -> object:
        """Return what stands under ``figure:…``, ``frame:…``, ``sources:…`` or ``names:…`` as JSON content, None if nothing does."""
        if sort == "sources":
            return self.sources
        if sort == "names":
            return [*self.figures, *self.frames]
        line = (self.figures if sort == "figure" else self.frames).get(name)
        return line and line.to_json()

    def to_json(self) -> dict:
        return {
            "chapter": self.chapter,
            "sources": self.sources,
            "released": self.released,
            "figures": {name: figure.to_json() for name, figure in self.figures.items()},
            "frames": {name: frame.to_json() for name, frame in self.frames.items()},
        }

    @classmethod
    def from_json(cls, content: Mapping) -> Self:
        return cls(
            content["chapter"],
            {name: KeyFigure.from_json(figure) for name, figure in content["figures"].items()},
            {name: NamedFrame.from_json(frame) for name, frame in content["frames"].items()},
            content["sources"],
            content.get("released", {}),
        )

    def write(self, file: Path) -> None:
        """Write the ledger, and beside it the draws of its figures."""
        drawing.write_draws(file.with_name(drawing.FILE), self.draws)
        text = json.dumps(self.to_json(), ensure_ascii=False, indent=1, allow_nan=False)
        file.write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> Self:
        ledger = cls.from_json(json.loads(file.read_text(encoding="utf-8")))
        ledger.folder = file.parent
        return ledger


class Ledger(Mapping[str, ChapterLedger]):
    """The ledgers of several chapters by chapter name."""

    def __init__(self, chapters: Iterable[ChapterLedger]):
        self._chapters = {ledger.chapter: ledger for ledger in chapters}
        self._bottoms: dict[tuple[str, str], frozenset[str]] = {}  # what lines rest on, once asked

    def __getitem__(self, chapter: str) -> ChapterLedger:
        return self._chapters[chapter]

    def __iter__(self) -> Iterator[str]:
        return iter(self._chapters)

    def __len__(self) -> int:
        return len(self._chapters)

    def line(self, reference: str) -> KeyFigure | NamedFrame:
        """Return the key figure or frame behind ``figure:…`` or ``frame:…``."""
        sort, _, path = reference.partition(":")
        chapter, _, name = path.partition(".")
        ledger = self[chapter]
        return (ledger.figures if sort == "figure" else ledger.frames)[name]

    def foundation(self, basis: Iterable[str]) -> set[str]:
        """Return the raw files, assumptions and parameters at the bottom of `basis`, without selections."""
        return {reference.partition("#")[0] for reference in self.bottom(basis)}

    def bottom(self, basis: Iterable[str], within: str = "") -> set[str]:
        """Return what `basis` rests on in the end, a raw file with the selection of its rows.

        Within a chapter the figures of earlier chapters are an end: they tell their own sources.
        """
        return set().union(*(self._below(one, within) for one in basis))

    def _below(self, reference: str, within: str) -> frozenset[str]:
        if (reference, within) not in self._bottoms:
            earlier = reference.startswith("figure:") and not reference.startswith(
                (f"figure:{within}.", "figure:study.")
            )
            is_end = not reference.startswith(("figure:", "frame:")) or (within and earlier)
            rests = [reference] if is_end else self.bottom(self.line(reference).basis, within)
            self._bottoms[reference, within] = frozenset(rests)
        return self._bottoms[reference, within]


def _plain(value: object) -> object:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value
