"""Files in an office's own layout, known by their content, as the columns of the role they can serve."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.formats.intake_record import intake_record
from ohv_coworking.formats.recognise import understand
from ohv_coworking.formats.statistics import commuters as commuter_files
from ohv_coworking.formats.statistics import municipal_directory as directory_file
from ohv_coworking.formats.statistics.long_table import LongTable
from ohv_coworking.raw.balance import IntakeRecord, frame_record
from ohv_coworking.raw.raw_files import read_shipped
from ohv_coworking.reading import Grid, read_grids
from ohv_coworking.region import study_frames
from ohv_coworking.region.census_base import told_base
from ohv_coworking.region.facts import period_end

COMMUTERS = ["direction", "reference_region", "reference_code", "partner_region", "partner_code", "total"]


def role_of(path: Path) -> str | None:
    """Return the role that a file in an office's layout can serve, None if it serves none."""
    try:
        long_table_of(path)
    except InputFault:
        return None
    for role, read in OFFICE_FILES.items():
        try:
            read(path)
        except InputFault:
            continue
        return role
    return None


def days_of(role: str, path: Path) -> str:
    """Return the days a file in an office's layout tells, in German: `31.12.2011 bis 31.12.2023`; nothing if none."""
    days = sorted({period_end(day) for day in OFFICE_FILES[role](path)["date"] if day})
    return " bis ".join(german.day(day) for day in dict.fromkeys([*days[:1], *days[-1:]]))


def is_shipped_layout(path: Path) -> bool:
    """Tell whether a file has the layout of the shipped tables: a header of lower-case English names and commas."""
    with open(path, "rb") as stream:
        head = stream.readline(4096).decode("utf-8", errors="replace").strip()
    names = head.split(",")
    return len(names) > 2 and all(name.isidentifier() and name == name.lower() for name in names)


def long_table_of(path: Path) -> LongTable:
    """Return the statistics of a file in an office's layout; raise `InputFault` for any other file."""
    meaning = understand(path)
    if isinstance(meaning, LongTable):
        return meaning
    raise InputFault(
        "Die Datei ist keine bekannte Statistik.",
        file=path.name,
        found=meaning.kind,
        expected="die Datei der herausgebenden Stelle, unverändert",
        remedy=f"Nachsehen, wie sie verstanden wird: ohv-coworking read {path.name}",
    )


def role_record(path: Path) -> IntakeRecord:
    """Return the intake record of a file of statistics: an office's own, or one in the layout of the shipped tables."""
    if is_shipped_layout(path):
        return frame_record(read_shipped(path))
    return intake_record(long_table_of(path))


def _based(frame_of: Callable[[LongTable], pd.DataFrame]) -> Callable[[Path], pd.DataFrame]:
    def read(path: Path) -> pd.DataFrame:
        found = long_table_of(path)
        return frame_of(found).assign(base=told_base(_remarks(found.table.grid)))

    return read


def _commuters(path: Path) -> pd.DataFrame:
    sheets = _sheets(
        path, commuter_files, "keine Pendlerverflechtungen",
        "Export des Pendleratlas (CSV) oder Pendlerverflechtungen nach Kreisen (XLSX)",
    )  # fmt: skip
    flows = pd.concat([commuter_files.flows(grid) for grid in sheets], ignore_index=True)
    return flows[
        [*COMMUTERS, *(name for name in commuter_files.COUNTS if name != "total" and name in flows), "date"]
    ]


def _municipalities(path: Path) -> pd.DataFrame:
    sheet, *_ = _sheets(
        path, directory_file, "kein Gemeindeverzeichnis",
        "Auszug aus dem Gemeindeverzeichnis (AuszugGV…xlsx, destatis.de)",
    )  # fmt: skip
    return directory_file.municipalities(sheet).assign(base=told_base(_remarks(sheet)))


def _sheets(path: Path, known: ModuleType, lacking: str, expected: str) -> list[Grid]:
    """Return the sheets of a file in the format of the module `known`; raise `InputFault` if there are none."""
    sheets = [grid for grid in read_grids(path) if known.matches(grid)]
    if not sheets:
        raise InputFault(f"Die Datei enthält {lacking}.", file=path.name, expected=expected)
    return sheets


def _remarks(grid: Grid, rows: int = 30) -> str:
    """Return what stands above and below the table of a file."""
    places = dict.fromkeys([*range(1, rows + 1), *range(grid.height - rows, grid.height + 1)])
    return " ".join([*(text for row in places for text in grid.row(row)), grid.footer])


# What reads an office's own file for a role.
# A table by age counts the sexes too, so it is looked for before the population.
OFFICE_FILES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "age_groups": _based(study_frames.age_frame),
    "population": _based(study_frames.population_frame),
    "employment": lambda path: study_frames.employment_frame(long_table_of(path)),
    "census_population": lambda path: study_frames.census_frame(long_table_of(path)),
    "commuters": _commuters,
    "municipal_directory": _municipalities,
    "district_series": _based(study_frames.series_frame),
}
