"""One statistics file of a newer year, in its office's layout: accepted, built, and only what rests on it moves."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import statistics_files as files
from ohv_coworking.basics.german import number
from ohv_coworking.exhibits.ledger import ChapterLedger, Ledger
from running import accepted, make
from study_runs import copy_project

RAW = Path(__file__).parents[2] / "data" / "raw" / "statistics"
TOWNS = ["12065256", "12065136", "12065332"]
ABOVE = ["12065256", "12065", "12", "00"]  # Oranienburg and what it is part of


def shipped(name: str) -> pd.DataFrame:
    text = {
        "ags": str,
        "ars": str,
        "postcode": str,
        "urbanisation_code": str,
        "reference_code": str,
        "partner_code": str,
    }
    frame = pd.read_csv(RAW / f"{name}.csv", dtype=text)
    return frame[frame["date"] == frame["date"].max()] if "date" in frame else frame


def raised(frame: pd.DataFrame, columns: list[str], keys: list[str] = ABOVE, **changed) -> pd.DataFrame:
    """Return the table of another day with a thousand more in some columns of Oranienburg and what it is part of."""
    frame = frame.assign(**changed)
    frame.loc[frame["ags"].isin(keys), columns] += 1000
    return frame


def of_towns(frame: pd.DataFrame, column: str) -> float:
    return frame[frame["ags"].isin(TOWNS)][column].sum()


class Newer(NamedTuple):
    """A file of a newer year: its name and content, its day, the figure it moves to `value`, the chapters that run."""

    file: str
    write: Callable[[Path], object]
    day: str
    figure: str
    value: float
    chapters: set[str]


def commuters() -> Newer:
    flows = shipped("commuters")
    flows = flows[(flows["direction"] == "out") & (flows["reference_code"] == "12065")].copy()
    to_berlin = flows["partner_code"] == "11000"
    flows.loc[to_berlin, ["total", "women"]] += 1000
    return Newer(
        "Auspendler.csv", lambda path: path.write_bytes(files.pendleratlas(flows, "Juni 2024")), "2024-06-30",
        "context.commuters_to_city", flows.loc[to_berlin, "total"].sum(), {"context", "location", "impact", "annex"},
    )  # fmt: skip


def population() -> Newer:
    newer = raised(shipped("population"), ["population", "male"], date="2024-12-31")
    return Newer(
        "12411-01-01-5.csv", lambda path: path.write_bytes(files.genesis_population(newer, "Zensus 2022")), "2024-12-31",
        "context.population", of_towns(newer, "population"), {"context", "demand"},
    )  # fmt: skip


def employment() -> Newer:
    newer = raised(shipped("employment"), ["out_commuters"], ["12065256"], date="2024-06-30")
    return Newer(
        "13111-08-02-5.csv", lambda path: path.write_bytes(files.genesis_employment(newer)), "2024-06-30",
        "context.out_commuters", of_towns(newer, "out_commuters"), {"context", "demand", "location"},
    )  # fmt: skip


def age_groups() -> Newer:
    newer = raised(shipped("age_groups"), ["age_75_plus", "total"], date="2024-12-31")
    old = of_towns(newer, "age_65_74") + of_towns(newer, "age_75_plus")
    return Newer(
        "12411-02-03-5.csv", lambda path: path.write_bytes(files.genesis_age_groups(newer, "Zensus 2022")), "2024-12-31",
        "context.share_65_plus", old / of_towns(newer, "total"), {"context", "demand"},
    )  # fmt: skip


def municipal_directory() -> Newer:
    newer = raised(shipped("municipal_directory"), ["population", "male"])
    return Newer(
        "AuszugGV4QAktuell.xlsx", lambda path: files.municipal_directory(newer, path, "31.12.2024", "Zensus 2022"), "2024-12-31",
        "context.population", of_towns(newer, "population"), {"context", "demand"},
    )  # fmt: skip


def ledger(folder: Path) -> Ledger:
    built = sorted((folder / "data" / "processed" / "study").glob("*/ledger.json"))
    return Ledger(ChapterLedger.read(file) for file in built)


def lines(found: Ledger) -> dict[str, object]:
    """Return the lines of the ledger but the annex's counts and the lists of what is missing, which name no file."""
    return {
        line.reference: line.to_json()
        for name, chapter in found.items()
        for line in (*chapter.figures.values(), *chapter.frames.values())
        if name != "annex" and line.name != "missing"
    }


def resting_on(found: Ledger, reference: str) -> list:
    """Return the figures and frames that rest on a reference, directly or through others."""
    held = [
        line for chapter in found.values() for line in (*chapter.figures.values(), *chapter.frames.values())
    ]
    return [line for line in held if reference in found.foundation(line.basis)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "role",
    [commuters, population, employment, age_groups, municipal_directory],
    ids=lambda role: role.__name__,
)
def test_only_what_rests_on_the_newer_file_moves(built, tmp_path, role):
    """The file is accepted without a question; its readers run, and no chapter that does not rest on it; its day and figure stand in the report."""
    newer = role()
    folder = copy_project(built, tmp_path / "project", built=True)
    before = ledger(folder)
    path = folder / "data" / "raw" / "statistics" / newer.file
    newer.write(path)

    taken_in = accepted(folder, str(path.relative_to(folder)))
    assert taken_in.returncode == 0, taken_in.stderr
    done = make(folder, "study")
    assert done.returncode == 0, done.stdout + done.stderr
    after = ledger(folder)

    ran = {line.split()[1].rstrip(":") for line in done.stdout.splitlines() if "rechnet" in line}
    entry = f"{role.__name__}_{newer.day[:4]}"
    resting = {line.reference.split(":")[-1].split(".")[0] for line in resting_on(after, f"raw:{entry}")}
    assert newer.chapters <= ran <= resting | {"annex"}
    chapter, _, name = newer.figure.partition(".")
    figure = after[chapter].figures[name]
    assert (newer.value, newer.day) == (pytest.approx(figure.value), figure.period)

    page = BeautifulSoup((folder / "reports" / "studie.html").read_text(encoding="utf-8"), "lxml")
    text = page.get_text(" ", strip=True)
    shown = (
        f"{number(100 * figure.value, 1)}\N{NO-BREAK SPACE}%"
        if figure.unit == "Anteil"
        else number(figure.value)
    )
    assert shown in text
    assert "{2}.{1}.{0}".format(*newer.day.split("-")) in text

    was, now = lines(before), lines(after)
    assert f"raw:{entry}" in after.foundation(figure.basis)
    moved = {reference for reference in now if now[reference] != was.get(reference)}
    assert set() == {one for one in moved if f"raw:{entry}" not in after.foundation(now[one]["basis"])}
    assert was.keys() <= now.keys()
