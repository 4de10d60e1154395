"""The balance of a file ("Eingangsprotokoll"): what came in is kept or left out for a reason, and it may not get worse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import number
from ohv_coworking.raw.entry import Intake

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class LeftOut:
    """Records left out for one reason: how many, and the row of the first."""

    reason: str
    count: int
    first: int


@dataclass(frozen=True)
class IntakeRecord:
    """The filled rows of a file below its header: how many, how many are kept, which are left out.

    `read` counts what was made of those kept (values, questions …), `set_aside` what of them does not count.
    """

    records: int
    kept: int
    left_out: tuple[LeftOut, ...] = ()
    read: Mapping[str, int] = field(default_factory=dict)
    set_aside: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.stored().in_words({one.reason: one.first for one in self.left_out})

    def stored(self) -> Intake:
        """Return the record as it stands beside the checksum."""
        return Intake(
            records=self.records,
            kept=self.kept,
            left_out={one.reason: one.count for one in self.left_out},
            read={what: count for what, count in self.read.items() if count},
            set_aside={what: count for what, count in self.set_aside.items() if count},
        )


def refuse_worse(now: IntakeRecord, accepted: Intake | None, file: str, changed: str = "") -> None:
    """Raise `InputFault` if a line of the record is worse than when the file was accepted (None: not recorded then).

    `changed` names what else than the file decides how it is read.
    """
    if accepted is None:
        return
    found = now.stored()
    gains = {"behalten": (accepted.kept, found.kept)}
    gains |= {f"gelesen, {what}": (count, found.read.get(what, 0)) for what, count in accepted.read.items()}
    losses = {
        f"{heading}, {what}": (then.get(what, 0), count)
        for heading, then, held in (
            ("ausgelassen", accepted.left_out, found.left_out),
            ("nicht gezählt", accepted.set_aside, found.set_aside),
        )
        for what, count in held.items()
    }
    worse = {what: pair for what, pair in gains.items() if pair[1] < pair[0]}
    worse |= {what: pair for what, pair in losses.items() if pair[1] > pair[0]}
    if worse:
        raise InputFault(
            "Aus der Datei wird weniger gelesen als bei ihrer Aufnahme.",
            file=file,
            found="; ".join(f"{what}: {number(held)}" for what, (_, held) in worse.items()),
            expected="; ".join(f"{what}: {number(then)}" for what, (then, _) in worse.items()),
            remedy=f"Ist {changed} mit Absicht geändert, die Datei neu aufnehmen: make accept FILE={file}"
            if changed
            else "Mit ohv-coworking read nachsehen, was ausgelassen wird, und die Datei neu aufnehmen.",
        )


def frame_record(frame: "pd.DataFrame") -> IntakeRecord:
    """Return the record of a table of the study's own, which is read row by row or refused."""
    counted = int(frame.select_dtypes("number").notna().to_numpy().sum())
    return IntakeRecord(len(frame), len(frame), read={"Spalten": frame.shape[1], "Zahlen": counted})
