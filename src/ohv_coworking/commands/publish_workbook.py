"""Write the workbook if the edition has changed: `python -m ohv_coworking.commands.publish_workbook [--alone] CHAPTER …`.

Called by make only. It carries the digest the study prints, and lies ready until the study is published with it in one
step (`binding/publish.py`); `--alone` puts it into the reports at once.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ohv_coworking.basics import german
from ohv_coworking.basics.build_records import read_record, write_record
from ohv_coworking.basics.digests import sha256
from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.binding.outputs import write_whole
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.lock import alone_in
from ohv_coworking.study.stamp import build_stamp

ALONE = "--alone"


def main() -> int:
    edition = Edition.current(Path.cwd())
    alone, chapters = ALONE in sys.argv[1:], [one for one in sys.argv[1:] if one != ALONE]
    name = edition.workbook.name
    try:
        with disk_faults(), alone_in(edition.workbook.parent):
            _keep_up(edition, chapters)
            if alone:
                write_whole(edition.reports, {name: edition.workbook.read_bytes()})
                sys.stdout.write(
                    f"Finanzplan geschrieben: {edition.reports.relative_to(edition.root)}/{name}\n"
                )
    except InputFault as fault:
        print(f"\nFinanzplan: abgebrochen.\n{fault}", file=sys.stderr)
        return fault.exit_code
    return 0


def _keep_up(edition: Edition, chapters: Sequence[str]) -> None:
    workbook, record = edition.workbook, edition.workbook.with_suffix(".json")
    inputs = {"edition": build_stamp(edition, chapters)["digest"]}
    if read_record(record, ()) == {"inputs": inputs, "workbook": sha256(workbook)}:
        return
    _write(edition, workbook, inputs["edition"])
    write_record(record, {"inputs": inputs, "workbook": sha256(workbook)})


def _write(edition: Edition, workbook: Path, digest: str) -> None:
    from ohv_coworking.binding.privacy import looked_for, require_public
    from ohv_coworking.parameters import load
    from ohv_coworking.study.edition_plan import edition_plan
    from ohv_coworking.workbook.cover import Cover
    from ohv_coworking.workbook.write import write_workbook

    study = load(edition.parameters)
    model = edition_plan(edition, study)
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
