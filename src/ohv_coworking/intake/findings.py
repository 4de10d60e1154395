"""What a check has to say, and the German report of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import plural


class Severity(StrEnum):
    """A fault stops the build, a remark is for the reader to weigh."""

    FAULT = "Fehler"
    REMARK = "Hinweis"


class Topic(StrEnum):
    """What a finding is about; the report lists the topics in this order."""

    FILE = "Dateien"
    CELL = "Aufbau und Werte"
    SUM = "Summen"
    CONFLICT = "Widersprüche zwischen Quellen"
    AGE = "Veraltet"
    GAP = "Nicht vorhanden"


@dataclass(frozen=True)
class Finding:
    """One sentence about a raw file; `row` counts from 1 as a spreadsheet does. It may come of a reader's fault."""

    severity: Severity
    topic: Topic
    text: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    fault: InputFault | None = field(default=None, compare=False)

    @classmethod
    def of(cls, fault: InputFault, topic: Topic) -> "Finding":
        """Return a fault of a reader in one line."""
        details = [
            (None, fault.problem),
            ("gefunden", fault.found),
            ("erwartet", fault.expected),
            ("Abhilfe", fault.remedy),
        ]
        told = [(label, part) for label, part in details if part is not None]
        text = "; ".join(f"{label}: {part}" if label else str(part) for label, part in told)
        column = None if fault.column is None else str(fault.column)
        return cls(Severity.FAULT, topic, text, str(fault.file), fault.row, column, fault)

    @property
    def place(self) -> str:
        parts = [("", self.file), ("Zeile ", self.row), ("Spalte ", self.column)]
        return ", ".join(f"{label}{part}" for label, part in parts if part is not None)

    def as_fault(self) -> InputFault:
        """Return the finding as the fault that refuses a file."""
        return self.fault or InputFault(self.text, file=self.file, row=self.row, column=self.column)


def check_report(findings: Sequence[Finding]) -> str:
    """Return the report of a check as German text: faults first, then remarks by topic."""
    faults = [finding for finding in findings if finding.severity is Severity.FAULT]
    remarks = [finding for finding in findings if finding.severity is Severity.REMARK]
    summary = f"Rohdaten geprüft: {len(faults)} Fehler, {plural(len(remarks), 'Hinweis', 'Hinweise')}."
    return "\n\n".join([*_sections("Fehler", faults), *_sections("Hinweise", remarks), summary])


def _sections(heading: str, findings: Sequence[Finding]) -> list[str]:
    order = list(Topic)
    ranked = sorted(findings, key=lambda finding: order.index(finding.topic))
    return [
        "\n".join([f"{heading}: {topic}", *map(_line, told)])
        for topic, told in groupby(ranked, key=lambda finding: finding.topic)
    ]


def _line(finding: Finding) -> str:
    return f"  {finding.place}: {finding.text}" if finding.place else f"  {finding.text}"
