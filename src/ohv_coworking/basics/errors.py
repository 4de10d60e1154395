"""The two families of errors.

What a consultant can mend is an `InputFault`: plain German, with place and cure, shown without a trace.
Everything else is ours to mend and keeps its trace.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path


@dataclass
class InputFault(Exception):
    """A fault in a file or parameter that the consultant can mend.

    `problem` is one German sentence. The remaining fields say where it is, what was found,
    what was expected and what to do; unknown ones stay None and are left out of the message.
    Rows are counted from 1 as a spreadsheet shows them.
    """

    problem: str
    file: str | Path | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | int | None = None
    parameter: str | None = None
    found: object = None
    expected: str | None = None
    remedy: str | None = None

    exit_code = 2

    def __str__(self) -> str:
        lines = [self.problem]
        places = [
            ("Datei", self.file),
            ("Blatt", self.sheet),
            ("Zeile", self.row),
            ("Spalte", self.column),
            ("Parameter", self.parameter),
        ]
        if where := ", ".join(f"{name} {value}" for name, value in places if value is not None):
            lines.append(f"  Ort:      {where}")
        if self.found is not None:
            lines.append(f"  Gefunden: {_shortened(self.found)}")
        if self.expected is not None:
            lines.append(f"  Erwartet: {self.expected}")
        if self.remedy is not None:
            lines.append(f"  Abhilfe:  {self.remedy}")
        return "\n".join(lines)

    def __reduce__(self):
        # The dataclass fields, not Exception.args, rebuild the fault in another process.
        return (type(self), tuple(getattr(self, name) for name in self.__dataclass_fields__))


@dataclass
class InputFaults(InputFault):
    """Several faults found in one pass, reported together so that they can be mended together."""

    faults: Sequence[InputFault] = field(default_factory=tuple)

    def __str__(self) -> str:
        return "\n\n".join([self.problem, *map(str, self.faults)])


def raise_all(faults: Sequence[InputFault], summary: str) -> None:
    """Raise nothing for no fault, the fault itself for one, and `InputFaults` under `summary` for more."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise InputFaults(summary, faults=tuple(faults))


def without_cells(fault: InputFault) -> InputFault:
    """Return the fault without what was found in a row: its place is told, the cell is not."""
    if isinstance(fault, InputFaults):
        return replace(fault, faults=tuple(map(without_cells, fault.faults)))
    return fault if fault.row is None else replace(fault, found=None)


def name_remedy(name: object, known: Iterable[str]) -> str:
    """Return what to do about a name that is unknown: the known ones that look like it."""
    near = " oder ".join(f"„{one}“" for one in get_close_matches(str(name), list(known), n=2))
    return f"Den Namen prüfen; gemeint ist vielleicht {near}." if near else "Den Namen prüfen."


def _shortened(value: object, limit: int = 120) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"
