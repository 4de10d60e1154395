"""The study's statistics by role: from the shipped tables, or from an office's own file put in their place.

A file in its original layout (a newer Pendleratlas export, GENESIS table or Gemeindeverzeichnis) is recognised by its
content and gives the same columns as the shipped one, limited to the Länder of the municipal directory.
"""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from ohv_coworking.catalog import Catalog
from ohv_coworking.errors import InputFault
from ohv_coworking.reading import read_grids
from ohv_coworking.recognise import understand
from ohv_coworking.statistics import commuters as commuter_files
from ohv_coworking.statistics import municipal_directory as directory_file
from ohv_coworking.statistics import study_frames
from ohv_coworking.statistics.long_table import LongTable
from ohv_coworking.statistics.periods import period_in

COMMUTERS = ["direction", "reference_region", "reference_code", "partner_region", "partner_code", "total"]
COUNTRY = study_frames.COUNTRY


def population(catalog: Catalog) -> pd.DataFrame:
    """Return the official update of the population: `ags, region, date, population, male, female`."""
    return _frame(catalog, "population")


def age_groups(catalog: Catalog) -> pd.DataFrame:
    """Return the population by age: `ags, region, date, age_0_2 … age_75_plus, total`."""
    return _frame(catalog, "age_groups")


def employment(catalog: Catalog) -> pd.DataFrame:
    """Return employees (SvB) at workplace and residence and commuters across the municipal border, by `ags`, `date`."""
    return _frame(catalog, "employment")


def census(catalog: Catalog) -> pd.DataFrame:
    """Return the population by the census: `ags, ars, name, date, population, quality_flag` and the update before."""
    return _frame(catalog, "census_population")


def commuters(catalog: Catalog) -> pd.DataFrame:
    """Return commuters between districts: `direction, reference_…, partner_…` (region, code) and the counts."""
    return _frame(catalog, "commuters", key="reference_code")


def municipal_directory(catalog: Catalog) -> pd.DataFrame:
    """Return the municipalities: `ags, ars, name`, area, population, postcode, position, urbanisation, `date`."""
    [entry] = catalog.with_role("municipal_directory")
    path = catalog.path(entry.name)
    if is_shipped_layout(path):
        return catalog.read_csv(entry.name).assign(date=period_in(entry.as_of) or "")
    return OFFICE_FILES["municipal_directory"](path)


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


def _frame(catalog: Catalog, role: str, key: str = "ags") -> pd.DataFrame:
    [entry] = catalog.with_role(role)
    path = catalog.path(entry.name)
    if is_shipped_layout(path):
        return catalog.read_csv(entry.name)
    frame = OFFICE_FILES[role](path)
    lands = municipal_directory(catalog)["ags"].str[:2].unique()
    return frame[frame[key].str[:2].isin([COUNTRY, *lands])].reset_index(drop=True)


def _commuters(path: Path) -> pd.DataFrame:
    sheets = [grid for grid in read_grids(path) if commuter_files.matches(grid)]
    if not sheets:
        raise InputFault(
            "Die Datei enthält keine Pendlerverflechtungen.", file=path.name,
            expected="Export des Pendleratlas (CSV) oder Pendlerverflechtungen nach Kreisen (XLSX)",
        )  # fmt: skip
    flows = pd.concat([commuter_files.flows(grid) for grid in sheets], ignore_index=True)
    return flows[
        [*COMMUTERS, *(name for name in commuter_files.COUNTS if name != "total" and name in flows), "date"]
    ]


def _municipalities(path: Path) -> pd.DataFrame:
    sheets = [grid for grid in read_grids(path) if directory_file.matches(grid)]
    if not sheets:
        raise InputFault(
            "Die Datei enthält kein Gemeindeverzeichnis.", file=path.name,
            expected="Auszug aus dem Gemeindeverzeichnis (AuszugGV…xlsx, destatis.de)",
        )  # fmt: skip
    return directory_file.municipalities(sheets[0])


# What reads an office's own file for a role.
OFFICE_FILES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "population": lambda path: study_frames.population(long_table_of(path)),
    "age_groups": lambda path: study_frames.age_groups(long_table_of(path)),
    "employment": lambda path: study_frames.employment(long_table_of(path)),
    "census_population": lambda path: study_frames.census(long_table_of(path)),
    "commuters": _commuters,
    "municipal_directory": _municipalities,
}
