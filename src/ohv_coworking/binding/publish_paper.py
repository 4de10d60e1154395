"""Write PDF, annex PDF and DOCX beside the bound study if it has changed: `python -m ohv_coworking.binding.publish_paper`.

Called by make only.  The last good files stay until whole new ones stand.
"""

import json
import os
import sys
from pathlib import Path

from ohv_coworking.basics.digests import sha256, tree_digest
from ohv_coworking.binding.publish import REPORT
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.lock import alone_in


def main() -> int:
    edition = Edition.current(Path.cwd())
    with alone_in(edition.processed):
        record_file = edition.processed / "paper.json"
        inputs = {
            "report": sha256(edition.reports / REPORT),
            "library": tree_digest(edition.root / "src" / "ohv_coworking"),
            "lock": sha256(edition.root / "requirements.lock"),
        }
        if record_file.is_file():
            last = json.loads(record_file.read_text(encoding="utf-8"))
            if last["inputs"] == inputs and all(
                (edition.reports / name).is_file() and sha256(edition.reports / name) == digest
                for name, digest in last["files"].items()
            ):
                print(f"Ausgaben für Papier unverändert: {', '.join(last['files'])}")
                return 0
        files = _bound((edition.reports / REPORT).read_text(encoding="utf-8"))
        for name, content in files.items():
            pending = edition.reports / f".{name}"
            pending.write_bytes(content)
            os.replace(pending, edition.reports / name)
            print(f"Geschrieben: {(edition.reports / name).relative_to(edition.root)}")
        record = {"inputs": inputs, "files": {name: sha256(edition.reports / name) for name in files}}
        record_file.write_text(json.dumps(record, indent=1, sort_keys=True), encoding="utf-8")
    return 0


def _bound(html: str) -> dict[str, bytes]:
    """Return the bindings of the study on paper by the names of their files."""
    from ohv_coworking.binding.elements import page_tree
    from ohv_coworking.binding.pdf import to_pdf
    from ohv_coworking.binding.volumes import volumes

    return {f"{volume.name}.pdf": to_pdf(volume) for volume in volumes(page_tree(html))}


if __name__ == "__main__":
    sys.exit(main())
