"""Write the workbook if the edition has changed: `python -m ohv_coworking.commands.publish_workbook [--alone] CHAPTER …`.

Called by make only. It lies ready until the study is published with it in one step (`binding/publish.py`) and puts the
digest it prints on the cover; `--alone` does so at once.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from ohv_coworking.basics import german
from ohv_coworking.basics.build_records import read_record, write_record
from ohv_coworking.basics.digests import sha256
from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.binding.outputs import write_whole
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.lock import alone_in
from ohv_coworking.study.stamp import build_stamp, program_and_data
from ohv_coworking.workbook.digest import OPEN_DIGEST, stamped

ALONE = "--alone"


def main() -> int:
    edition = Edition.current(Path.cwd())
    alone, chapters = ALONE in sys.argv[1:], [one for one in sys.argv[1:] if one != ALONE]
    name = edition.workbook.name
    try:
        with disk_faults(), alone_in(edition.workbook.parent):
            _keep_up(edition)
            if alone:
                digest = build_stamp(edition, chapters)["digest"]
                write_whole(edition.reports, {name: stamped(edition.workbook.read_bytes(), digest)})
                sys.stdout.write(
                    f"Finanzplan geschrieben: {edition.reports.relative_to(edition.root)}/{name}\n"
                )
    except InputFault as fault:
        print(f"\nFinanzplan: abgebrochen.\n{fault}", file=sys.stderr)
        return fault.exit_code
    return 0


def _keep_up(edition: Edition) -> None:
    workbook, record = edition.workbook, edition.workbook.with_suffix(".json")
    if last := read_record(record, ("inputs", "workbook")):
        # Which chapters the plan takes values from stands in the parameters.
        known = last["inputs"] if isinstance(last["inputs"], dict) else {}
        inputs = _inputs(edition, known.get("ledgers", ()))
        if last == {"inputs": inputs, "workbook": sha256(workbook)}:
            return
    inputs = _inputs(edition, _write(edition, workbook))
    write_record(record, {"inputs": inputs, "workbook": sha256(workbook)})


def _inputs(edition: Edition, chapters: Iterable[str]) -> dict:
    ledgers = {name: sha256(edition.built(name) / "ledger.json") for name in chapters}
    return program_and_data(edition) | {"ledgers": ledgers}


def _write(edition: Edition, workbook: Path) -> set[str]:
    """Write the workbook, the place of its digest open; return the chapters that it takes values from."""
    from ohv_coworking.binding.privacy import looked_for, require_public
    from ohv_coworking.parameters import load
    from ohv_coworking.study.edition_plan import edition_plan
    from ohv_coworking.workbook.cover import Cover
    from ohv_coworking.workbook.write import write_workbook

    study = load(edition.parameters)
    model = edition_plan(edition, study)
    pending = workbook.with_name(f".{workbook.name}")
    day = german.day(study.reference_date)
    write_workbook(model, pending, Cover(study.commission.title, study.region.long_name, day, OPEN_DIGEST))
    try:
        require_public([(workbook.name, pending.read_bytes())], looked_for(edition))
        os.replace(pending, workbook)
    finally:
        pending.unlink(missing_ok=True)
    return {taken.figure.partition(".")[0] for taken in study.plan.taken_from.values()}


if __name__ == "__main__":
    sys.exit(main())
