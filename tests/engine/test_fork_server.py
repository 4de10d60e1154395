"""Chapters run in forks of one server a build: the results are those of ordinary processes, and no fault hides."""

import sys

import pytest
from engine_cells import SECOND

from ohv_coworking.study.fork_server import BROKEN
from running import make

KILL_THE_SERVER = """\
import os, signal
if os.environ["OHV_MAKE"]:
    supervisor = open(f"/proc/{os.getppid()}/stat").read()
    os.kill(int(supervisor.rpartition(")")[2].split()[1]), signal.SIGKILL)
"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="Forks gibt es nur unter Linux")


def products(toy) -> dict[str, bytes]:
    processed = toy.folder / "data" / "processed"
    files = [file for file in processed.rglob("*.*") if file.is_file()]
    kept = {file.relative_to(processed).as_posix(): file.read_bytes() for file in files}
    return kept | {"report": toy.report.encode()}


@linux
@pytest.mark.slow
def test_same_bytes_with_and_without(toy):
    """Ledgers, notebooks, records and report do not tell how a chapter was started."""
    make(toy.folder, "clean")
    assert ["first", "second", "third"] == toy.build()
    forked = products(toy)
    make(toy.folder, "clean")
    assert ["first", "second", "third"] == toy.build("OHV_MAKE=")

    assert forked == products(toy)


@linux
@pytest.mark.slow
def test_a_server_that_is_killed_is_told_and_the_next_build_is_whole(toy):
    toy.notebook("second", [*SECOND[:-1], ("", KILL_THE_SERVER), SECOND[-1]])

    done = toy.make()

    assert done.returncode != 0
    assert BROKEN in done.stderr
    assert "Traceback" not in done.stderr
    toy.notebook("second", [*SECOND[:-1], ("", "again = True"), SECOND[-1]])
    assert ["second"] == toy.build()
