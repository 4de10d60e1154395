"""Full studies of many regions on Dask: `python -m ohv_coworking.commands.studies LIST.csv`, called by `make studies`.

One task a region, each a process of its own that runs `make study`: folders, locks and the notion of the current edition
are then those of a single build, and so are its bytes. Workers are local, or those of the scheduler that
`DASK_SCHEDULER_ADDRESS` names; these must see the project under the same path.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ohv_coworking.basics.disk_faults import disk_faults
from ohv_coworking.basics.errors import InputFault
from ohv_coworking.basics.german import number
from ohv_coworking.commands.workers import workers
from ohv_coworking.raw.text_table import read_own_table

KEYS = "ags"
KEY = re.compile(r"\d{8}", re.ASCII)
# What a build must not have of the make above it; nor how a Dask worker spares memory, which costs the build a sixth more CPU.
INHERITED = ("MAKE", "MFLAGS", "OHV_", "PARAMS", "REGION", "JOBS", "MALLOC_TRIM_THRESHOLD_")
OVERVIEW = "studien.csv"
HEADS = {"region": "Region", "code": "Rückgabewert", "fault": "Meldung", "seconds": "Sekunden"}


class Built(NamedTuple):
    """What became of a region: its keys, the return code of make, what make said of a fault, the seconds it took."""

    region: str
    code: int
    fault: str
    seconds: float


def main(file: str) -> int:
    root = Path.cwd()
    try:
        with disk_faults():
            regions = listed_regions(Path(file))
            started = time.monotonic()
            found = list(_run(root, regions))
            wall = time.monotonic() - started
            (root / "reports").mkdir(exist_ok=True)
            table = pd.DataFrame(found).rename(columns=HEADS).round(1)
            table.to_csv(root / "reports" / OVERVIEW, sep=";", decimal=",", index=False, encoding="utf-8-sig")
    except InputFault as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    failed = [one for one in found if one.code]
    print(
        f"{len(found) - len(failed)} von {len(found)} Regionen gebaut in {number(wall / 60, 1)} min, im Mittel "
        f"{number(sum(one.seconds for one in found) / len(found), 0)} s je Region. Übersicht: reports/{OVERVIEW}"
    )
    return 1 if failed else 0


def listed_regions(file: Path) -> list[str]:
    """Return the regions of a list: in each row of the column `ags` the keys of one region, several with blanks or commas.

    Raises InputFault for a list without that column, without rows, for what is no key, and for a region that stands in it twice.
    """
    expected = f"eine CSV-Datei mit der Spalte {KEYS}: je Zeile der Schlüssel einer Gemeinde oder mehrere, durch Leerzeichen getrennt"
    if not file.is_file():
        raise InputFault(
            "Die Liste der Regionen fehlt.",
            file=file.name,
            expected=expected,
            remedy="Den Namen hinter REGIONS= prüfen.",
        )
    # Only the keys are read, which are digits in every encoding that a spreadsheet writes names in.
    table = read_own_table(file, file.name, errors="replace")
    column = next((name for name in table if name.strip().lower() == KEYS), None)
    keys = [",".join(cell.replace(",", " ").split()) for cell in (table[column] if column else [])]
    if not any(keys):
        raise InputFault(
            "Die Liste nennt keine Region.", file=file.name, expected=expected, remedy="Die Liste ergänzen."
        )
    for at, one in enumerate(keys):
        if problem := _problem(one, keys[:at]):
            raise InputFault(
                problem,
                file=file.name,
                row=at + 2,
                column=column,
                found=one or "leer",
                expected=expected,
                remedy="Die Zeile berichtigen oder löschen.",
            )
    return keys


def _problem(region: str, before: list[str]) -> str | None:
    if not region:
        return "Eine Zeile der Liste nennt keine Region."
    if not all(KEY.fullmatch(key) for key in region.split(",")):
        return "Ein Schlüssel hat nicht 8 Ziffern; eine Tabellenkalkulation lässt führende Nullen weg, wenn die Spalte nicht Text ist."
    if len(set(region.split(","))) < len(region.split(",")):
        return "Eine Gemeinde steht zweimal in einer Region."
    return "Eine Region steht doppelt in der Liste." if region in before else None


def build_region(root: str, region: str) -> Built:
    """Build the study of one region in a process of its own; a fault is told and never raised."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(INHERITED)}
    started = time.monotonic()
    done = subprocess.run(
        [
            "make",
            f"PREFIX={sys.prefix}",
            f"INSTALLED={sys.executable}",
            "study",
            f"REGION={region}",
            "JOBS=1",
        ],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    # That make stopped is said by whoever tells of the region.
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    fault = "\n".join(lines).strip() if done.returncode else ""
    return Built(region, done.returncode, fault, time.monotonic() - started)


def _run(root: Path, regions: list[str]):
    """Yield what became of each region as it ends; a region whose worker was killed is built again."""
    with workers() as client:
        # Imported before, Dask would not be quiet: it reads how it may speak once.
        from dask.distributed import as_completed

        futures = [
            client.submit(build_region, str(root), region, pure=False, retries=2) for region in regions
        ]
        of = dict(zip((one.key for one in futures), regions, strict=True))
        for future in as_completed(futures):
            error = future.exception()
            found = (
                Built(of[future.key], 2, f"Der Arbeitsprozess ist mehrmals abgebrochen: {error}", 0.0)
                if error
                else future.result()
            )
            told = (
                f"nicht gebaut ({number(found.seconds)} s)\n{found.fault}"
                if found.code
                else f"fertig ({number(found.seconds)} s)"
            )
            print(f"Region {found.region}: {told}", flush=True)
            yield found


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
