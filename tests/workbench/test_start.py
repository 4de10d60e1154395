"""The guide: it lists the chapters as they are, and each of its steps does what it says, as it stands there."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from ohv_coworking.exhibits.notebook_cells import notebook_cells, title
from running import accepted, make
from statistics_files import genesis_population
from study_runs import copy_project, ledgers

GUIDE = Path(__file__).parents[2] / "notebooks" / "start.ipynb"
BOX = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What the command asks of whoever takes a file in.
ORIGIN = [f"--{part}=Muster" for part in ("title", "publisher", "licence", "attribution")] + ["--source=https://example.org", "--as-of=2026"]  # fmt: skip


def steps() -> dict[str, str]:
    """Return the text of each section of the guide by its heading."""
    texts = "\n\n".join(cell.body for cell in notebook_cells(GUIDE))
    return dict(part.split("\n", 1) for part in re.split(r"^## ", texts, flags=re.MULTILINE)[1:])


def test_it_lists_the_chapters_of_the_makefile(root):
    """In their order, by their titles, each a link."""
    order = next(
        line for line in make(root, "-pn", "help").stdout.splitlines() if line.startswith("CHAPTERS := ")
    )
    chapters = order.removeprefix("CHAPTERS := ").split()
    titles = [title(notebook_cells(root / "notebooks" / f"{name}.ipynb")) for name in chapters]

    assert [
        f"{number}. [{words}]({name}.ipynb)"
        for number, (words, name) in enumerate(zip(titles, chapters, strict=True), 1)
    ] == re.findall(r"^\d+\. .*$", steps()["Die Kapitel in ihrer Folge"], re.MULTILINE)


def edited(folder: Path, box: str) -> None:
    """Make the change that a box tells: lines with - and + below the name of the file."""
    name, *lines = box.splitlines()
    file = folder / name.removeprefix("--- ")
    text = file.read_text(encoding="utf-8")
    old, new = ("".join(f"{line[1:]}\n" for line in lines if line[0] in f" {sign}") for sign in "-+")
    assert old in text
    file.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")


def done(folder: Path, line: str) -> None:
    """Run one command of the guide."""
    program, *arguments = shlex.split(line)
    if program == "make" and arguments[0] == "accept":
        ran = accepted(folder, arguments[1].removeprefix("FILE="), *ORIGIN)
    elif program == "make":
        ran = make(folder, *arguments)
    else:
        own = [sys.executable, "-c", "from ohv_coworking.commands import main; main()"]
        command = [*own, *arguments] if program.endswith("ohv-coworking") else [program, *arguments]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"{line}\n{ran.stdout}{ran.stderr}"


def next_year(folder: Path) -> None:
    """Put a file of the office for the next year where the guide says."""
    raw = folder / "data" / "raw" / "statistics"
    shipped = pd.read_csv(raw / "population.csv", dtype={"ags": str})
    newer = shipped[shipped["date"] == shipped["date"].max()].assign(date="2024-12-31")
    newer.loc[newer["ags"] == "12065256", ["population", "male"]] += 1000
    (raw / "meine-datei.csv").write_bytes(genesis_population(newer, "Zensus 2022"))


def answers(folder: Path) -> None:
    """Put answers that nobody marked as invented where the guide says."""
    text = (folder / "data" / "raw" / "survey" / "synthetic_persons.csv").read_text(encoding="utf-8-sig")
    private = folder / "data" / "raw" / "private"
    private.mkdir(exist_ok=True)
    (private / "persons.csv").write_text(re.sub("synthet[a-z]*", "Muster", text), encoding="utf-8")


def report(folder: Path, name: str = "studie.html") -> str:
    return (folder / "reports" / name).read_text(encoding="utf-8")


CLAIMS = {
    "Eine Annahme ändern und sehen, was sich bewegt": (None, lambda folder: "Benötigte Arbeitsplätze" in report(folder, "aenderungen.html")),
    "Eine Datei der Statistik aufnehmen": (next_year, lambda folder: "2024-12-31" in ledgers(folder)["figure:context.population"]["period"]),
    "Eine Befragung zuordnen und auswerten": (answers, lambda folder: not ledgers(folder)["figure:survey.survey_is_synthetic"]["value"]),
    "Einen Standort ergänzen": (None, lambda folder: "Mein Standort in Velten" in report(folder)),
    "Eine Variante bauen": (None, lambda folder: (folder / "reports" / "variante" / "studie.html").is_file()),
    "Eine andere Region bauen": (None, lambda folder: "Bernau" in report(folder, "region-12060052/studie.html") and (folder / "reports" / "atlas.html").is_file()),
    "Die Studie weitergeben": (None, lambda folder: (folder / "reports" / "studie.docx").is_file()),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("step", CLAIMS)
def test_a_step_does_what_it_says(built, tmp_path, step):
    """Its commands and changes, taken from its text, run in a copy of the built project; what it promises is there."""
    prepared, holds = CLAIMS[step]
    folder = copy_project(built, tmp_path / "project", built=True)
    shutil.copytree(built / "reports", folder / "reports", dirs_exist_ok=True)
    if prepared:
        prepared(folder)
    for sort, box in BOX.findall(steps()[step]):
        if sort == "diff":
            edited(folder, box)
        else:
            for line in box.splitlines():
                done(folder, line)
    assert holds(folder)


def test_every_step_is_tried():
    assert {"Die Kapitel in ihrer Folge", "Die Studie bauen", *CLAIMS} == steps().keys()
