"""A toy project: three small chapters, one raw file, the real Makefile and library."""

import json
import shutil
from pathlib import Path

import pytest
from engine_cells import FIRST, FIRST_WORDS, SECOND, SECOND_WORDS, THIRD

from ohv_coworking.basics.digests import sha256
from running import make

CHAPTERS = ["BESIDE=", "CHAPTERS=first second third", "after_first=", "after_second=first", "after_third="]


def write_notebook(file: Path, cells: list[tuple[str, str]]) -> None:
    content = {
        "cells": [
            {
                "cell_type": "code", "execution_count": None, "id": f"cell-{number}", "outputs": [],
                "metadata": {"tags": [tag]} if tag else {}, "source": source.splitlines(keepends=True),
            }
            for number, (tag, source) in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    file.write_text(json.dumps(content), encoding="utf-8")


class Toy:
    """A toy project in its folder; `build` returns which chapters ran."""

    def __init__(self, folder: Path):
        self.folder = folder

    def make(self, *arguments: str):
        return make(self.folder, "study", *CHAPTERS, *arguments)

    def build(self, *arguments: str) -> list[str]:
        done = self.make(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return sorted(line.split()[1].rstrip(":") for line in done.stdout.splitlines() if "rechnet" in line)

    def change(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def notebook(self, name: str, cells) -> None:
        write_notebook(self.folder / "notebooks" / f"{name}.ipynb", cells)

    def words(self, name: str, text: str) -> None:
        (self.folder / "notebooks" / f"{name}.words.yaml").write_text(text, encoding="utf-8")

    def people(self, *numbers: int) -> None:
        """Write the raw file and its checksum in the catalogue."""
        file = self.folder / "data" / "raw" / "people.csv"
        file.write_text("people\n" + "".join(f"{number}\n" for number in numbers), encoding="utf-8")
        catalog = f"""\
roles:
  people: {{title: Personen}}
entries:
  people:
    file: people.csv
    role: people
    title: Personen
    publisher: Amt
    source: "https://example.org"
    licence: frei
    attribution: Amt
    as_of: "2020"
    sha256: {sha256(file)}
    synthetic: false
"""
        (file.parent / "catalog.yaml").write_text(catalog, encoding="utf-8")

    @property
    def report(self) -> str:
        return (self.folder / "reports" / "studie.html").read_text(encoding="utf-8")

    def ledger(self, chapter: str, edition: str = "study") -> dict:
        file = self.folder / "data" / "processed" / edition / chapter / "ledger.json"
        return json.loads(file.read_text(encoding="utf-8"))["figures"]


@pytest.fixture(scope="session")
def built_toy(root, tmp_path_factory) -> Toy:
    folder = tmp_path_factory.mktemp("toy")
    for name in (
        "Makefile",
        "study.yaml",
        "environment.yml",
        "pyproject.toml",
        "requirements.lock",
        "requirements-test.lock",
    ):
        shutil.copy(root / name, folder / name)
    shutil.copytree(root / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("notebooks", "data/raw", "data/processed", "reports"):
        (folder / name).mkdir(parents=True)
    toy = Toy(folder)
    toy.people(40, 60)
    for name, cells in (("first", FIRST), ("second", SECOND), ("third", THIRD)):
        toy.notebook(name, cells)
    toy.words("first", FIRST_WORDS)
    toy.words("second", SECOND_WORDS)
    assert toy.build() == ["first", "second", "third"]
    return toy


@pytest.fixture
def toy(built_toy, tmp_path) -> Toy:
    """A copy of the built toy project, free to be changed."""
    shutil.copytree(built_toy.folder, tmp_path / "toy")
    return Toy(tmp_path / "toy")
