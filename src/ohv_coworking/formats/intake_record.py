"""The intake record ("Eingangsprotokoll") of a file: what came in is kept or left out for a reason, and nothing else."""

from dataclasses import dataclass

import numpy as np

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import enumeration, number, plural
from ohv_coworking.reading import Meaning


@dataclass(frozen=True)
class LeftOut:
    """Records left out for one reason: how many, and the row of the first."""

    reason: str
    count: int
    first: int


@dataclass(frozen=True)
class IntakeRecord:
    """The filled rows of a file below its header: how many, how many are kept, which are left out."""

    records: int
    kept: int
    left_out: tuple[LeftOut, ...]

    def __str__(self) -> str:
        reasons = [f"{one.reason} {number(one.count)} (zuerst Zeile {one.first})" for one in self.left_out]
        told = f"{plural(self.records, 'Zeile', 'Zeilen')} eingegangen, {number(self.kept)} behalten"
        return told + (f", ausgelassen: {enumeration(reasons)}" if reasons else "")


def refuse_worse(kept: int, accepted: int | None, file: str) -> None:
    """Raise `InputFault` if fewer records are read than when the file was accepted (None: not counted then)."""
    if accepted is not None and kept < accepted:
        raise InputFault(
            "Aus der Datei werden weniger Datensätze gelesen als bei ihrer Aufnahme.",
            file=file,
            found=number(kept),
            expected=f"{number(accepted)} Datensätze",
            remedy="Mit ohv-coworking read nachsehen, was ausgelassen wird, und die Datei neu aufnehmen.",
        )


def intake_record(meaning: Meaning) -> IntakeRecord:
    """Return what became of each filled row of the file; raises `InputFault` if a row is neither kept nor left out."""
    table = meaning.table
    filled = np.zeros(table.grid.height, dtype=bool)
    for column in table.grid.columns:
        filled |= column.spread(column.values != "")
    filled[[row - 1 for row in table.header_rows]] = False
    rows = set((np.flatnonzero(filled) + 1).tolist())
    dropped = {row: reason for row, reason in meaning.dropped if row in rows}
    kept = set(map(int, meaning.kept_rows)) & rows
    if lost := (rows - kept - dropped.keys()) | (kept & dropped.keys()):
        raise InputFault(
            "Die Zeilen der Datei gehen nicht auf: eine ist weder gelesen noch mit Grund ausgelassen.",
            **table.grid.place, row=min(lost), found=plural(len(lost), "solche Zeile", "solche Zeilen"),
            remedy="Die Datei unverändert neu exportieren; bleibt es dabei, die Datei dem Betreuer der Studie geben.",
        )  # fmt: skip
    reasons: dict[str, list[int]] = {}
    for row, reason in sorted(dropped.items()):
        reasons.setdefault(reason.partition(":")[0], []).append(row)
    left_out = tuple(LeftOut(reason, len(held), held[0]) for reason, held in reasons.items())
    return IntakeRecord(len(rows), len(kept), left_out)
