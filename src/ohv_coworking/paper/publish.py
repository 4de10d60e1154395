"""Write PDF, annex PDF and an editable copy beside the bound study if it has changed: `python -m ohv_coworking.paper.publish`.

Called by make only.  The last good files stay until whole new ones stand.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from ohv_coworking.basics.digests import sha256, tree_digest
from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.binding.outputs import keep_up
from ohv_coworking.binding.publish import REPORT
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.lock import alone_in


def main() -> int:
    edition = Edition.current(Path.cwd())
    report = edition.reports / REPORT
    try:
        with disk_faults(), alone_in(edition.processed):
            inputs = {
                "report": sha256(report),
                "library": tree_digest(edition.root / "src" / "ohv_coworking"),
                "lock": sha256(edition.root / "requirements.lock"),
            }
            keep_up(edition, "paper", inputs, lambda: _bound(report.read_text(encoding="utf-8")))
    except InputFault as fault:
        print(
            f"\nAusgaben für Papier nicht geschrieben, die letzten guten bleiben.\n{fault}", file=sys.stderr
        )
        return fault.exit_code
    return 0


def _bound(html: str) -> Iterator[tuple[str, bytes]]:
    """Yield the bindings of the study on paper with the names of their files."""
    from ohv_coworking.binding.elements import page_tree
    from ohv_coworking.paper.docx import to_docx
    from ohv_coworking.paper.pdf import to_pdf
    from ohv_coworking.paper.volumes import volumes

    bound = list(volumes(page_tree(html)))
    study = bound[0]
    yield f"{study.name}.docx", to_docx(study)
    for volume in bound:
        yield f"{volume.name}.pdf", to_pdf(volume)


if __name__ == "__main__":
    sys.exit(main())
