"""Two builds in one folder at the same time take turns."""

from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.mark.slow
def test_each_chapter_runs_once(toy):
    """Whoever comes second waits, finds the work done and neither fails nor runs anything again."""
    toy.people(5, 6, 7)

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: toy.make(), range(2)))

    assert [0, 0] == [one.returncode for one in done], done[0].stderr + done[1].stderr
    ran = sorted(
        line.split()[1].rstrip(":") for one in done for line in one.stdout.splitlines() if "rechnet" in line
    )
    assert ran == sorted(set(ran))
    assert ran
    assert [] == toy.build()
