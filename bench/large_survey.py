"""How long the demand chapter takes with a survey of 200,000 answers, beside one of 2,000, and how much memory.

Both are accepted and built in a copy of the project, in one run, because only ratios hold on a shared machine.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "src")]

from ohv_coworking.survey.limesurvey_layout import csv_bytes  # noqa: E402
from ohv_coworking.survey.synthetic_answers import draw  # noqa: E402
from running import make  # noqa: E402
from study_runs import copy_project  # noqa: E402
from survey_files import shipped, shipped_margins  # noqa: E402

SIZES = (2_000, 200_000)
MOST_RATIO, MOST_MEMORY = 3, 1.5  # times as long, GiB
DESCRIBED = ("title", "publisher", "source", "licence", "attribution", "as-of")
CHAPTER = ("-m", "papermill", "demand.ipynb", os.devnull, "--no-progress-bar")


def answers(count: int) -> bytes:
    """Return answers of so many people as LimeSurvey exports them, without the word that marks them as drawn."""
    table = draw(
        shipped("person"), shipped_margins("person").model_copy(update={"respondents": count}), seed=1
    )
    return csv_bytes(table.drop(columns="Hinweis"))


def accepted(folder: Path, content: bytes) -> float:
    """Put a survey into the place of the real one, accept it, and return the seconds that took."""
    (folder / "data" / "raw" / "private").mkdir(exist_ok=True)
    (folder / "data" / "raw" / "private" / "persons.csv").write_bytes(content)
    described = [part for name in DESCRIBED for part in (f"--{name}", "2026")] + ["--accept", "ja"]
    command = [
        sys.executable,
        "-c",
        "from ohv_coworking.commands import main; main()",
        "accept",
        "data/raw/private/persons.csv",
        *described,
    ]
    return seconds(lambda: run(command, folder))


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def seconds(task) -> float:
    """Return the processor time of what a task runs beside this process."""
    before = os.times()
    task()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    times = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = copy_project(ROOT, Path(temporary) / "project", built=True)
        if (made := make(folder, "context")).returncode:
            raise SystemExit(made.stdout + made.stderr)
        for size in SIZES:
            accepting = accepted(folder, answers(size))
            started = time.perf_counter()
            times[size] = seconds(lambda: run([sys.executable, *CHAPTER], folder / "notebooks"))
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
            print(
                f"{size:9,} answers: accepting {accepting:6.1f} s, the chapter {times[size]:6.1f} s of the processor "
                f"({time.perf_counter() - started:.1f} s by the clock), largest process so far {peak:.2f} GiB"
            )
    ratio = times[SIZES[1]] / times[SIZES[0]]
    print(f"{ratio:.2f} times as long (at most {MOST_RATIO}), at most {MOST_MEMORY} GiB")
    if ratio > MOST_RATIO or peak > MOST_MEMORY:
        raise SystemExit("Eine große Befragung braucht zu lange oder zu viel Speicher.")


if __name__ == "__main__":
    main()
