"""A build on trial: what a reader would see otherwise if some files of the project held something else.

The chapters run in a copy of the project that links to everything but those files and what is derived, and is thrown away.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from ohv_coworking.exhibits.ledger import ChapterLedger, KeyFigure
from ohv_coworking.exhibits.prose import shown_period, shown_value
from ohv_coworking.study.earlier import read_last
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.freshness import why_stale

# It lists what all others print, and is the last to run.
REGISTER = "annex"


@dataclass(frozen=True)
class ChangedFigure:
    """A key figure before and after; None where it does not stand in the study then."""

    chapter: str
    before: KeyFigure | None
    after: KeyFigure | None

    @property
    def label(self) -> str:
        return (self.after or self.before).label


@dataclass(frozen=True)
class ChangedExhibit:
    """A chart, map or table that looks otherwise; `label` is that of the table it shows, else its name."""

    chapter: str
    kind: str
    name: str
    label: str


def built_chapters(edition: Edition) -> list[str]:
    """Return the chapters that the last build of an edition left, the earlier ones first, without the register of all."""
    built = [file.parent.name for file in edition.processed.glob("*/record.json")]
    built = [chapter for chapter in built if edition.notebook(chapter).is_file()]
    return sorted(set(built) - {REGISTER}, key=lambda chapter: (len(read_last(edition, chapter)), chapter))


def outdated(edition: Edition) -> dict[str, str]:
    """Return which chapters of the last build are not those of the project as it is, and why."""
    reasons = {name: why_stale(edition, name, read_last(edition, name)) for name in built_chapters(edition)}
    return {name: reason for name, reason in reasons.items() if reason}


@contextmanager
def trial_edition(edition: Edition, content: Mapping[Path, str]) -> Iterator[Edition]:
    """Yield a copy of the edition in which the files named hold `content` instead; afterwards it is gone."""
    with tempfile.TemporaryDirectory(prefix="probelauf-") as folder:
        root = Path(folder).resolve() / edition.root.name
        root.mkdir()
        for path in edition.root.iterdir():
            if path.name not in ("data", "reports") and not path.name.startswith("."):
                (root / path.name).symlink_to(path)
        _link_below(edition.raw, root / "data" / "raw")
        inside = edition.parameters.is_relative_to(edition.root)
        trial = Edition(
            root, root / edition.parameters.relative_to(edition.root) if inside else edition.parameters
        )
        if edition.processed.is_dir():
            shutil.copytree(edition.processed, trial.processed)
        if not trial.parameters.is_file():
            trial.parameters.symlink_to(edition.parameters)
        for path, text in content.items():
            target = root / path.relative_to(edition.root)
            target.unlink(missing_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        yield trial


def run_trial(trial: Edition, chapters: Sequence[str], progress: bool = False) -> str | None:
    """Run what has changed among the chapters; return why one broke off, None if none did."""
    outer = {
        key: value for key, value in os.environ.items() if not key.startswith(("OHV_", "MAKE", "MFLAGS"))
    }
    done = subprocess.run(
        [
            "make", "--silent", f"PREFIX={sys.prefix}", f"INSTALLED={sys.executable}",
            f"PARAMS={os.path.relpath(trial.parameters, trial.root)}", *chapters,
        ],
        cwd=trial.root, env=outer, text=True, check=False, stderr=subprocess.PIPE,
        stdout=sys.stderr if progress else subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode == 0:
        return None
    told = [line for line in done.stderr.splitlines() if not line.startswith(("make:", "Das Notebook bis"))]
    return "\n".join(told).strip()


def changed_figures(before: Edition, after: Edition, chapters: Sequence[str]) -> list[ChangedFigure]:
    """Return the key figures that a reader sees otherwise: another value, range or period."""
    found = []
    for chapter in chapters:
        old, new = (_ledger(edition, chapter).figures for edition in (before, after))
        for name in {**new, **old}:
            if _seen(old.get(name)) != _seen(new.get(name)):
                found.append(ChangedFigure(chapter, old.get(name), new.get(name)))
    return found


def changed_exhibits(before: Edition, after: Edition, chapters: Sequence[str]) -> list[ChangedExhibit]:
    """Return the charts, maps and tables that look otherwise."""
    found = []
    for chapter in chapters:
        old, new = (_exhibits(edition, chapter) for edition in (before, after))
        ledger = _ledger(after, chapter)
        for name in {**new, **old}:
            if old.get(name) != new.get(name):
                kind, basis, _ = new.get(name) or old[name]
                shown = [one.partition(".")[2] for one in basis if one.startswith(f"frame:{chapter}.")]
                labels = [ledger.frames[one].label for one in [name, *shown] if one in ledger.frames]
                found.append(ChangedExhibit(chapter, kind, name, next(iter(labels), name)))
    return found


def read_by(edition: Edition, chapters: Sequence[str]) -> set[str]:
    """Return the key figures of other chapters that these chapters read: `chapter.name`."""
    lines: set[str] = set()
    for chapter in chapters:
        record = edition.built(chapter) / "record.json"
        if record.is_file():
            lines |= set(json.loads(record.read_text(encoding="utf-8"))["lines"])
    return {line.partition(":")[2] for line in lines if line.startswith("figure:")}


def _seen(figure: KeyFigure | None) -> tuple[str, ...] | None:
    if figure is None or figure.value is None:
        return None
    ends = [one for one in (figure.low, figure.high) if one is not None]
    shown = [shown_value(one, figure.unit, figure.decimals) for one in (figure.value, *ends)]
    return (*shown, shown_period(figure.period))


def _ledger(edition: Edition, chapter: str) -> ChapterLedger:
    file = edition.built(chapter) / "ledger.json"
    return ChapterLedger.read(file) if file.is_file() else ChapterLedger(chapter)


def _exhibits(edition: Edition, chapter: str) -> dict[str, tuple[str, list[str], str]]:
    """Return kind, basis and looks of each exhibit of the last run by its name."""
    file = edition.built(chapter) / "executed.ipynb"
    cells = nbformat.read(file, as_version=4).cells if file.is_file() else []
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    marked = [
        (output["metadata"]["study"], output["data"])
        for output in outputs
        if "study" in output.get("metadata", {})
    ]
    return {mark["name"]: (mark["kind"], mark["basis"], str(sorted(data.items()))) for mark, data in marked}


def _link_below(folder: Path, target: Path) -> None:
    """Make the tree of `folder` anew, each file a link to the one there."""
    target.mkdir(parents=True)
    for path in folder.iterdir():
        if path.is_dir():
            _link_below(path, target / path.name)
        else:
            (target / path.name).symlink_to(path)
