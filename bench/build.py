"""How long a build takes: cold, one parameter, one sentence, nothing changed; beside plain papermill, one by one.

All in one run on a copy of the project, its library compiled, because only ratios hold on a shared machine. Where Jupyter Book 1 is installed
(`pip install "jupyter-book<2"`, no part of the lock), it runs the same notebooks too.
"""

import compileall
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "src")]

from running import make  # noqa: E402
from study_runs import copy_project  # noqa: E402


def seconds(task) -> float:
    started = time.perf_counter()
    task()
    return time.perf_counter() - started


def build(folder: Path) -> None:
    done = make(folder, "study")
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def change(file: Path, old: str, new: str) -> None:
    """Replace the one place in a file that a pattern finds."""
    text, found = re.subn(old, new, file.read_text(encoding="utf-8"), count=1)
    assert found, old
    file.write_text(text, encoding="utf-8")


def chapters(folder: Path) -> list[str]:
    order = make(folder, "-pn", "study").stdout
    return next(line for line in order.splitlines() if line.startswith("CHAPTERS :=")).split()[2:]


def run(folder: Path, *command: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    subprocess.run(command, cwd=folder / "notebooks", env=environment, check=True, capture_output=True)


def plain_papermill(folder: Path) -> None:
    """Run every notebook with papermill's own command, one after the other, in the order of the build."""
    for chapter in chapters(folder):
        run(folder, sys.executable, "-m", "papermill", f"{chapter}.ipynb", os.devnull, "--no-progress-bar")


def jupyter_book(folder: Path) -> None:
    """Let Jupyter Book run every notebook and bind them as a site."""
    first, *others = chapters(folder)
    listed = "".join(f"- file: {chapter}\n" for chapter in others)
    notebooks = folder / "notebooks"
    (notebooks / "_toc.yml").write_text(
        f"format: jb-book\nroot: {first}\nchapters:\n{listed}", encoding="utf-8"
    )
    (notebooks / "_config.yml").write_text(
        "only_build_toc_files: true\nexecute:\n  execute_notebooks: force\n  timeout: 600\n", encoding="utf-8"
    )
    run(folder, "jupyter-book", "build", ".", "--path-output", str(folder / "book"))


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = copy_project(ROOT, Path(temporary) / "project")
        compileall.compile_dir(folder / "src", quiet=1)
        times = {"cold": seconds(lambda: build(folder))}
        times["nothing changed"] = seconds(lambda: build(folder))
        change(folder / "notebooks" / "context.ipynb", "## Bevölkerung", "## Die Bevölkerung")
        times["one sentence"] = seconds(lambda: build(folder))
        change(folder / "study.yaml", r"(remote_share:\n +value: [\d.]+)", r"\g<1>1")
        times["one parameter"] = seconds(lambda: build(folder))
        times["plain papermill, one by one"] = seconds(lambda: plain_papermill(folder))
        if shutil.which("jupyter-book"):
            times["Jupyter Book 1"] = seconds(lambda: jupyter_book(folder))
        report = folder / "reports" / "studie.html"
        print(f"{'build':30}{'seconds':>10}{'of papermill':>14}")
        for name, took in times.items():
            print(f"{name:30}{took:10.1f}{took / times['plain papermill, one by one']:14.2f}")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"largest process {peak:.0f} MiB, studie.html {report.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
