"""Write `reports/finanzplan.xlsx` if the edition has changed: `python -m ohv_coworking.commands.publish_workbook CHAPTER …`.

Called by make only. The last good workbook stays until a whole new one stands; it carries the digest the study prints.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ohv_coworking.basics import german
from ohv_coworking.basics.digests import sha256
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.lock import alone_in
from ohv_coworking.study.stamp import build_stamp

WORKBOOK = "finanzplan.xlsx"


def main() -> int:
    edition = Edition.current(Path.cwd())
    with alone_in(edition.processed / "workbook"):
        return _published(edition, sys.argv[1:])


def _published(edition: Edition, chapters: Sequence[str]) -> int:
    workbook, record = edition.reports / WORKBOOK, edition.processed / "workbook.json"
    inputs = {"edition": build_stamp(edition, chapters)["digest"]}
    if record.is_file():
        last = json.loads(record.read_text(encoding="utf-8"))
        if last == {"inputs": inputs, "workbook": sha256(workbook)}:
            return 0
    from ohv_coworking.basics.errors import InputFault

    try:
        _write(edition, workbook, inputs["edition"])
    except InputFault as fault:
        print(f"\nFinanzplan: abgebrochen.\n{fault}", file=sys.stderr)
        return fault.exit_code
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(
        json.dumps({"inputs": inputs, "workbook": sha256(workbook)}, indent=1), encoding="utf-8"
    )
    sys.stdout.write(f"Finanzplan geschrieben: {workbook.relative_to(edition.root)}\n")
    return 0


def _write(edition: Edition, workbook: Path, digest: str) -> None:
    from ohv_coworking.binding.privacy import looked_for, require_public
    from ohv_coworking.parameters import load
    from ohv_coworking.study.edition_plan import edition_plan
    from ohv_coworking.workbook.cover import Cover
    from ohv_coworking.workbook.write import write_workbook

    study = load(edition.parameters)
    model = edition_plan(edition, study)
    workbook.parent.mkdir(parents=True, exist_ok=True)
    pending = workbook.with_name(f".{workbook.name}")
    day = german.day(study.reference_date)
    write_workbook(model, pending, Cover(study.commission.title, study.region.long_name, day, digest))
    try:
        require_public({workbook.name: pending.read_bytes()}, looked_for(edition))
        os.replace(pending, workbook)
    finally:
        pending.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
