"""Write `reports/finanzplan.xlsx` if its inputs have changed: `python -m ohv_coworking.commands.publish_workbook`.

Called by make only.  The last good workbook stays until a whole new one stands.
"""

import json
import os
import sys
from pathlib import Path

from ohv_coworking.basics.digests import sha256, tree_digest
from ohv_coworking.study.edition import Edition
from ohv_coworking.study.lock import alone_in

WORKBOOK = "finanzplan.xlsx"


def main() -> int:
    edition = Edition.current(Path.cwd())
    with alone_in(edition.processed / "workbook"):
        return _published(edition)


def _published(edition: Edition) -> int:
    workbook, record = edition.reports / WORKBOOK, edition.processed / "workbook.json"
    inputs = {
        "parameters": sha256(edition.parameters),
        "law": tree_digest(edition.raw / "law"),
        "library": tree_digest(edition.root / "src" / "ohv_coworking"),
        "lock": sha256(edition.root / "requirements.lock"),
    }
    if record.is_file():
        last = json.loads(record.read_text(encoding="utf-8"))
        if last == {"inputs": inputs, "workbook": sha256(workbook)}:
            return 0
    from ohv_coworking.basics.errors import InputFault

    try:
        _write(edition, workbook)
    except InputFault as fault:
        print(f"\nFinanzplan: abgebrochen.\n{fault}", file=sys.stderr)
        return fault.exit_code
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(
        json.dumps({"inputs": inputs, "workbook": sha256(workbook)}, indent=1), encoding="utf-8"
    )
    sys.stdout.write(f"Finanzplan geschrieben: {workbook.relative_to(edition.root)}\n")
    return 0


def _write(edition: Edition, workbook: Path) -> None:
    from ohv_coworking.parameters import load
    from ohv_coworking.plan.finance_data import read_financial_model
    from ohv_coworking.plan.workbook.write import write_workbook
    from ohv_coworking.raw import Catalog

    study = load(edition.parameters)
    model = read_financial_model(
        Catalog.load(edition.raw), study.plan, study.opening_month, study.price_base, study.reference_date
    )
    workbook.parent.mkdir(parents=True, exist_ok=True)
    pending = workbook.with_name(f".{workbook.name}")
    write_workbook(model, pending)
    os.replace(pending, workbook)


if __name__ == "__main__":
    sys.exit(main())
