"""Run one chapter if its inputs have changed: `python -m ohv_coworking.study.run CHAPTER [EARLIER …]`.

Called by make only; the order of the chapters is declared in the Makefile. A chapter that has to run is run by a fork of
the build's server (`--forked`), where the packages are loaded already.
"""

import os
import sys
from pathlib import Path

from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.study import fork_server
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.freshness import why_stale
from ohv_coworking.study.lock import alone_in


def main(arguments: list[str]) -> int:
    forked = arguments[0] == fork_server.FORKED
    chapter, *after = arguments[forked:]
    edition = Edition.current(Path.cwd())
    try:
        with disk_faults(), alone_in(edition.built(chapter)):
            reason = why_stale(edition, chapter, after)
            if reason is None:
                return 0
            if forked or not fork_server.available():
                from ohv_coworking.study.execute import execute

                return execute(edition, chapter, after, reason)
    except Exception as error:
        from ohv_coworking.basics.errors import InputFault

        if not isinstance(error, InputFault):
            raise
        print(f"\nKapitel {chapter}: abgebrochen.\n{error}", file=sys.stderr)
        return error.exit_code
    command = fork_server.command(["-m", "ohv_coworking.study.run", fork_server.FORKED, chapter, *after])
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
