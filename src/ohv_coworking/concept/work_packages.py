"""Work packages of the implementation: duration, predecessors, responsible, cost, milestone."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Self

from pydantic import Field

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.records import Origin, Record, Source, Words
from ohv_coworking.basics.typed_files import text_like


class WorkPackage(Record):
    """One work package; durations in weeks, cost in euros (empty: not known), investments by their name in the plan."""

    table = "work_packages"
    identity = ("number",)
    spans = ("weeks",)

    number: text_like(r"^[A-Z]\d+$", "ein Großbuchstabe und eine Zahl, wie A1")
    title: str
    phase: str
    predecessors: Words = ()
    weeks_low: float = Field(ge=0)
    weeks: float = Field(ge=0)
    weeks_high: float = Field(ge=0)
    responsible: str
    cost_eur: float | None = Field(default=None, ge=0)
    investments: Words = ()
    milestone: str = ""
    permit: bool = False
    kind: Origin
    source: Source

    @classmethod
    def disagreements(cls, rows: Mapping[int, Self], file: str | Path) -> Iterable[InputFault]:
        """Return a fault for each package that depends on itself, on an unknown one or on a circle."""
        return _dependency_faults(rows, file) or _circle(rows, file)


class StartPackage(WorkPackage):
    """One work package of desks in public rooms, in one town."""

    table = "start_packages"


def lasting(packages: Iterable[WorkPackage], spent: str, months: float) -> list[WorkPackage]:
    """Return the packages, with those that spend the investment `spent` taking so many months as likeliest duration."""
    weeks = round(months * 52 / 12)
    return [one.model_copy(update={"weeks": weeks}) if spent in one.investments else one for one in packages]


def package_costs(
    packages: list[WorkPackage], investments_eur: Mapping[str, float], file: str | Path
) -> list[float | None]:
    """Return the cost of each package: its own and that of its investments in the plan; None where unknown.

    Raises InputFault for an investment the plan does not have, with file and row.
    """
    faults = [
        InputFault(
            f"Das Arbeitspaket {package.number} nennt eine Investition, die im Finanzplan nicht steht.",
            file=file,
            row=row,
            column="investments",
            found=name,
            expected=", ".join(investments_eur),
        )
        for row, package in enumerate(packages, start=2)
        for name in package.investments
        if name not in investments_eur
    ]
    raise_all(faults, "Arbeitspakete und Finanzplan passen nicht zusammen.")
    return [
        (package.cost_eur or 0.0) + sum(investments_eur[name] for name in package.investments)
        if package.investments or package.cost_eur is not None
        else None
        for package in packages
    ]


def _dependency_faults(packages: Mapping[int, WorkPackage], file: str | Path) -> list[InputFault]:
    numbers, faults = [package.number for package in packages.values()], []
    for row, package in packages.items():
        place = {"file": file, "row": row, "column": "predecessors"}
        for predecessor in package.predecessors:
            if predecessor == package.number:
                problem = f"Das Arbeitspaket {package.number} hängt von sich selbst ab."
                remedy = "Die eigene Nummer aus den Vorgängern streichen."
                faults.append(InputFault(problem, **place, found=predecessor, remedy=remedy))
            elif predecessor not in numbers:
                problem = f"Das Arbeitspaket {package.number} hängt von einem unbekannten Paket ab."
                faults.append(InputFault(problem, **place, found=predecessor, expected=", ".join(numbers)))
    return faults


def _circle(packages: Mapping[int, WorkPackage], file: str | Path) -> list[InputFault]:
    rows = {package.number: row for row, package in packages.items()}
    try:
        TopologicalSorter({one.number: one.predecessors for one in packages.values()}).prepare()
    except CycleError as error:
        circle = error.args[1]
        problem = f"Die Arbeitspakete {' → '.join(circle)} warten im Kreis aufeinander."
        remedy = "Einen der Vorgänger streichen."
        return [InputFault(problem, file=file, row=rows[circle[0]], column="predecessors", remedy=remedy)]
    return []
