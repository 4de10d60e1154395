"""Work packages of the implementation: duration, predecessors, responsible, cost, milestone."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pandas as pd
from pydantic import Field

from ohv_coworking.basics.errors import InputFault, raise_all
from ohv_coworking.basics.records import Origin, Record, Source, Words, records


class WorkPackage(Record):
    """One work package; durations in weeks, cost in euros (empty: not known), investments by their name in the plan."""

    number: str = Field(pattern=r"^[A-Z]\d+$")
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


def work_packages(table: pd.DataFrame, file: str | Path) -> list[WorkPackage]:
    """Return the checked packages in file order.

    Raises InputFault for a package that depends on itself, on an unknown one or on a circle, and for
    durations not ordered low, base, high; each with file and row.
    """
    packages = records(table, WorkPackage, file, unique="number")
    raise_all(_faults(packages, file), "Die Arbeitspakete passen nicht zusammen.")
    return packages


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


def _faults(packages: list[WorkPackage], file: str | Path) -> list[InputFault]:
    rows = {package.number: row for row, package in enumerate(packages, start=2)}
    faults = []
    for package in packages:
        place = {"file": file, "row": rows[package.number]}
        if not package.weeks_low <= package.weeks <= package.weeks_high:
            problem = f"Die Dauern des Arbeitspakets {package.number} sind nicht geordnet."
            found = f"{package.weeks_low:g}, {package.weeks:g}, {package.weeks_high:g}"
            expected = "weeks_low ≤ weeks ≤ weeks_high"
            faults.append(InputFault(problem, **place, column="weeks", found=found, expected=expected))
        place |= {"column": "predecessors"}
        for predecessor in package.predecessors:
            if predecessor == package.number:
                problem = f"Das Arbeitspaket {package.number} hängt von sich selbst ab."
                remedy = "Die eigene Nummer aus den Vorgängern streichen."
                faults.append(InputFault(problem, **place, found=predecessor, remedy=remedy))
            elif predecessor not in rows:
                problem = f"Das Arbeitspaket {package.number} hängt von einem unbekannten Paket ab."
                faults.append(InputFault(problem, **place, found=predecessor, expected=", ".join(rows)))
    return faults or _circle(packages, rows, file)


def _circle(packages: list[WorkPackage], rows: dict[str, int], file: str | Path) -> list[InputFault]:
    try:
        TopologicalSorter({package.number: package.predecessors for package in packages}).prepare()
    except CycleError as error:
        circle = error.args[1]
        problem = f"Die Arbeitspakete {' → '.join(circle)} warten im Kreis aufeinander."
        remedy = "Einen der Vorgänger streichen."
        return [InputFault(problem, file=file, row=rows[circle[0]], column="predecessors", remedy=remedy)]
    return []
