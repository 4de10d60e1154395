"""Copies of the project in which a test may build, so that the checkout itself stays as it is."""

import json
import shutil
from pathlib import Path

from running import make

PROJECT = (
    "Makefile",
    "study.yaml",
    "environment.yml",
    "pyproject.toml",
    "requirements.lock",
    "requirements-test.lock",
    "notebooks",
    "data/raw",
    ".jupyter",
    "src",
)


def copy_project(root: Path, folder: Path, built: bool = False) -> Path:
    """Copy what a build needs, without git; with `built` also what was derived."""
    for name in (*PROJECT, *(("data/processed/study", "reports/studie.html") if built else ())):
        source, target = root / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(
                source, target, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "private")
            )
        else:
            shutil.copy(source, target)
    (folder / "reports").mkdir(exist_ok=True)
    return folder


def build(folder: Path, *arguments: str, **environment: str) -> str:
    done = make(folder, "study", *arguments, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def ledgers(folder: Path, edition: str = "study") -> dict[str, dict]:
    """Return all key figures and frames of a built edition as `figure:chapter.name` → content."""
    found = {}
    for file in sorted((folder / "data" / "processed" / edition).glob("*/ledger.json")):
        ledger = json.loads(file.read_text(encoding="utf-8"))
        for sort, part in (("figure", "figures"), ("frame", "frames")):
            found |= {f"{sort}:{ledger['chapter']}.{name}": line for name, line in ledger[part].items()}
    return found
