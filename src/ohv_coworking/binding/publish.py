"""Assemble the chapters and write the study: `python -m ohv_coworking.binding.publish CHAPTER …`, in document order.

Called by make after all chapters are up to date.  The last good reports stay until whole new ones stand.  A build that
ran chapters has a server with the packages loaded (`study/fork_server.py`); the pages are written by a fork of it.
"""

import atexit
import gc
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from ohv_coworking.basics.digests import sha256
from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.binding.outputs import keep_up
from ohv_coworking.study import fork_server
from ohv_coworking.study.documents import STUDY
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.lock import alone_in
from ohv_coworking.study.stamp import build_stamp

if TYPE_CHECKING:  # nothing is loaded where nothing changed
    from nbformat import NotebookNode

REPORT = STUDY.file


def main(arguments: list[str]) -> int:
    forked, chapters = (
        fork_server.FORKED in arguments,
        [one for one in arguments if one != fork_server.FORKED],
    )
    if not forked and fork_server.running():
        command = fork_server.command(["-m", "ohv_coworking.binding.publish", fork_server.FORKED, *chapters])
        os.execv(command[0], command)
    # What a short process holds is never looked through for what could go: it goes with it.
    gc.disable()
    atexit.register(gc.freeze)
    edition = Edition.current(Path.cwd())
    try:
        with disk_faults(), alone_in(edition.processed):
            inputs = _inputs(edition, chapters)
            keep_up(edition, "published", inputs, lambda: _bound(edition, chapters, inputs["stamp"]))
    except InputFault as fault:
        print(f"\nStudie nicht geschrieben, der letzte gute Bericht bleibt.\n{fault}", file=sys.stderr)
        return fault.exit_code
    return 0


def _inputs(edition: Edition, chapters: list[str]) -> dict:
    return {
        "chapters": chapters,
        "stamp": build_stamp(edition, chapters),
        "executed": {name: sha256(edition.built(name) / "executed.ipynb") for name in chapters},
        "workbook": sha256(edition.workbook),
        "ledgers": {name: sha256(edition.built(name) / "ledger.json") for name in chapters},
    }


def _bound(edition: Edition, chapters: list[str], stamp: dict) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the documents, the workbook and the key figures as data, with the names of their files.

    The pages are set by a process beside this one, while this one puts the next things together and looks through the others.
    """
    with ProcessPoolExecutor(1, initializer=_beside) as setting:
        setting.submit(_load_template)
        from ohv_coworking.binding.counted_audit import audit_counts
        from ohv_coworking.binding.key_figures import key_figure_files
        from ohv_coworking.binding.targets import led, require_targets
        from ohv_coworking.parameters import load
        from ohv_coworking.raw import Catalog
        from ohv_coworking.study.assemble import assemble, write_document
        from ohv_coworking.study.earlier import earlier_ledger
        from ohv_coworking.workbook.digest import stamped

        study = load(edition.parameters)
        catalog, ledger = Catalog.load(edition.raw), earlier_ledger(edition, study, chapters)
        audit_counts(ledger, catalog)
        notebooks = assemble(edition, study, catalog, ledger, stamp)
        set_beside = {
            document.file: setting.submit(_page, notebook) for document, notebook in notebooks.items()
        }
        # Study and workbook are published in one step, so that both carry the same digest.
        if edition.workbook.is_file():
            yield edition.workbook.name, stamped(edition.workbook.read_bytes(), stamp["digest"])
        for name, text in key_figure_files(ledger, catalog, study.reference_date.isoformat()).items():
            yield name, text.encode()
        for document, notebook in notebooks.items():
            write_document(notebook, edition.processed / f"{document.name}.ipynb")
        pages = led({file: page.result() for file, page in set_beside.items()})
        require_targets(pages, edition, chapters)
        for file, page in pages.items():
            yield file, page.encode()


def _beside() -> None:
    """Be a process that ends with the one it serves, and leave it to that one what an interruption means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    fork_server.die_with_parent()


def _load_template() -> None:
    from ohv_coworking.binding import html

    _ = html.exporter().template


def _page(notebook: "NotebookNode") -> str:
    from ohv_coworking.binding import html

    return html.to_html(notebook)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
