"""Assemble the chapters and write the study: `python -m ohv_coworking.binding.publish CHAPTER …`, in document order.

Called by make after all chapters are up to date.  The last good report stays until a whole new one stands.
"""

import json
import os
import sys
from pathlib import Path

from ohv_coworking.basics.digests import sha256
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.lock import alone_in
from ohv_coworking.study.stamp import build_stamp

REPORT = "studie.html"


def main(chapters: list[str]) -> int:
    edition = Edition.current(Path.cwd())
    try:
        with alone_in(edition.processed):
            return _published(edition, chapters)
    except InputFault as fault:
        print(f"\nStudie nicht geschrieben, der letzte gute Bericht bleibt.\n{fault}", file=sys.stderr)
        return fault.exit_code


def _published(edition: Edition, chapters: list[str]) -> int:
    record_file = edition.processed / "published.json"
    inputs = _inputs(edition, chapters)
    report = edition.reports / REPORT
    if record_file.is_file():
        record = json.loads(record_file.read_text(encoding="utf-8"))
        if record["inputs"] == inputs and record["report"] == sha256(report):
            print(f"Studie unverändert: {report.relative_to(edition.root)}")
            return 0
    _publish(edition, chapters, inputs["stamp"], report)
    record = {"inputs": inputs, "report": sha256(report)}
    record_file.write_text(json.dumps(record, indent=1, sort_keys=True), encoding="utf-8")
    print(f"Studie geschrieben: {report.relative_to(edition.root)}")
    return 0


def _inputs(edition: Edition, chapters: list[str]) -> dict:
    return {
        "chapters": chapters,
        "stamp": build_stamp(edition, chapters),
        "executed": {name: sha256(edition.built(name) / "executed.ipynb") for name in chapters},
        "ledgers": {name: sha256(edition.built(name) / "ledger.json") for name in chapters},
    }


def _publish(edition: Edition, chapters: list[str], stamp: dict, report: Path) -> None:
    from ohv_coworking.binding.html import to_html
    from ohv_coworking.binding.targets import require_targets
    from ohv_coworking.parameters import load
    from ohv_coworking.raw import Catalog
    from ohv_coworking.study.assemble import assemble, write_document

    notebook = assemble(edition, load(edition.parameters), Catalog.load(edition.raw), chapters, stamp)
    html = to_html(notebook)
    require_targets(html, edition, chapters)
    write_document(notebook, edition.processed / "studie.ipynb")
    pending = report.with_suffix(".pending")
    report.parent.mkdir(parents=True, exist_ok=True)
    pending.write_text(html, encoding="utf-8")
    os.replace(pending, report)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
