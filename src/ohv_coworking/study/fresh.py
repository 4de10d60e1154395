"""Name the chapters whose last result stands: `python -m ohv_coworking.study.fresh CHAPTER:EARLIER:EARLIER …`.

Called by make only, once a build: no process has to be started for a chapter that nobody changed and that reads only such.
"""

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from ohv_coworking.study.edition import Edition
from ohv_coworking.study.freshness import why_stale


def fresh(edition: Edition, after: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the chapters of `after` (each with the earlier ones it reads) that are not stale, nor is any they read."""

    @cache
    def stands(chapter: str) -> bool:
        return why_stale(edition, chapter, after[chapter]) is None and all(map(stands, after[chapter]))

    return [chapter for chapter in after if stands(chapter)]


if __name__ == "__main__":
    chapters = [argument.replace(":", " ").split() for argument in sys.argv[1:]]
    print(*fresh(Edition.current(Path.cwd()), {chapter: after for chapter, *after in chapters}))
