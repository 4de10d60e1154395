"""A build that is killed, or whose inputs change under it, leaves nothing behind that counts as up to date and is not."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import pytest
from engine_cells import SECOND

from conftest import CHAPTERS
from running import make

CHANGE_MYSELF = """\
from pathlib import Path
own = Path("notebooks/second.ipynb")
own.write_text(own.read_text(encoding="utf-8").replace("changed = 0", "changed = 1"), encoding="utf-8")
changed = 0
"""


def products(toy) -> dict[str, bytes]:
    """Return what the chapters made and the report, by place."""
    processed = toy.folder / "data" / "processed"
    names = ("ledger.json", "executed.ipynb")
    found = {
        file.relative_to(processed).as_posix(): file.read_bytes()
        for name in names
        for file in processed.rglob(name)
    }
    return found | {"report": toy.report.encode()}


@pytest.mark.slow
def test_a_chapter_changed_while_it_runs_runs_again(toy):
    """What is recorded is what was read, not what stands there when the chapter ends."""
    toy.notebook("second", [*SECOND[:-1], ("", CHANGE_MYSELF), SECOND[-1]])

    told = toy.make()
    assert told.returncode != 0
    assert "Noch einmal „make study“ aufrufen" in told.stderr
    assert ["second"] == toy.build()
    assert [] == toy.build()


def _killed(toy, after_s: float, how: signal.Signals, everybody: bool) -> None:
    """Start a build and end it after some seconds: make alone, or the whole group as a terminal that closes does."""
    with subprocess.Popen(
        ["make", f"PREFIX={sys.prefix}", f"INSTALLED={sys.executable}", "study", *CHAPTERS],
        cwd=toy.folder, env={**os.environ, "PYTHONPATH": str(toy.folder / "src")}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as build:  # fmt: skip
        time.sleep(after_s)
        (os.killpg if everybody else os.kill)(build.pid, how)
    assert [] == _left(toy, within_s=20)


def _left(toy, within_s: float) -> list[list[str]]:
    """Return the commands of the processes that still work in the project when they should have ended."""
    ends = time.monotonic() + within_s
    while True:
        left = []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.cwd() == str(toy.folder) and process.status() != psutil.STATUS_ZOMBIE:
                    left.append(process.cmdline())
        if not left or time.monotonic() > ends:
            return left
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("everybody", [True, False])
def test_a_killed_build_is_finished_by_the_next(toy, how, everybody):
    """Killed at any moment, with other code in its cells each time, the build is made whole by the next: byte by byte that of a clean one."""
    for number, after_s in enumerate((0.3, 1.0, 1.6, 2.2, 2.8, 3.6, 5.0)):
        toy.notebook("second", [*SECOND[:-1], ("", f"chapter.number = {number}"), SECOND[-1]])
        toy.people(40, 60 + number)
        _killed(toy, after_s, how, everybody)
    toy.build()
    finished = products(toy)

    assert [] == toy.build()
    make(toy.folder, "clean")
    toy.build()
    assert finished == products(toy)
