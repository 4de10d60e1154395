"""Three offices' own files: what the dry run foretells is what chapter 1 says once they are taken in."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import statistics_files as files
from ohv_coworking.raw import Catalog
from running import accepted, make
from study_runs import copy_project, ledgers

ABOVE = ["12065256", "12065", "12", "00"]  # Oranienburg and what it is part of


def newer(frame: pd.DataFrame, column: str, **changed: str) -> pd.DataFrame:
    """Return the latest day of a table as one of another day, with a thousand more in Oranienburg and above."""
    held = frame[frame["date"] == frame["date"].max()].assign(**changed)
    held.loc[held["ags"].isin(ABOVE), column] += 1000
    return held


def population(catalog: Catalog, path: Path) -> None:
    table = newer(catalog.read_csv("population"), "population", date="2024-12-31")
    path.write_bytes(files.genesis_population(table, "Zensus 2022"))


def employment(catalog: Catalog, path: Path) -> None:
    path.write_bytes(
        files.genesis_employment(newer(catalog.read_csv("employment"), "out_commuters", date="2024-06-30"))
    )


def census_population(catalog: Catalog, path: Path) -> None:
    table = catalog.read_csv("census_population")
    table.loc[table["ags"] == "12065256", "population"] += 1000
    path.write_bytes(files.census_flat_file(table))


@pytest.mark.parametrize(
    ("write", "figure", "day"),
    [
        pytest.param(employment, "out_commuters", "2024-06-30", marks=pytest.mark.slow),
        pytest.param(population, "population", "2024-12-31", marks=pytest.mark.exhaustive),
        pytest.param(census_population, "census_population", "2022-05-15", marks=pytest.mark.exhaustive),
    ],
    ids=["employment", "population", "census"],
)
def test_what_is_foretold_comes_true(built, tmp_path, write: Callable, figure: str, day: str):
    folder = copy_project(built, tmp_path / "project", built=True)
    file = "data/raw/statistics/office.csv"
    write(Catalog.load(folder / "data" / "raw"), folder / file)

    foretold = subprocess.run(
        [sys.executable, "-c", "from ohv_coworking.commands import main; main()", "accept", file, "--json"],
        cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert foretold.returncode == 0, foretold.stderr
    page = json.loads(foretold.stdout)
    before = ledgers(folder)
    assert accepted(folder, file).returncode == 0
    done = make(folder, "context")
    assert done.returncode == 0, done.stderr
    after = ledgers(folder)

    told = {one["name"]: one for one in page["figures"] if one["chapter"] == "context"}
    moved = {
        name.partition("figure:context.")[2]
        for name, line in after.items()
        if name.startswith("figure:context.")
        and (line["value"], line["period"]) != (before[name]["value"], before[name]["period"])
    }
    line = after[f"figure:context.{figure}"]
    assert (line["value"], day) == (told[figure]["new"], told[figure]["new_period"])
    assert any(page["entry"] in source for source in told[figure]["sources"])
    assert set(told) <= moved
    assert {} == page["outdated"]
    assert any(one["chapter"] == "context" for one in page["exhibits"]) == (figure == "out_commuters")
