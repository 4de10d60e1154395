"""What reading a survey workbook costs, measured against the bare cell reader in the same run.

A workbook of 100,000 respondents and 60 columns is written once; each reading runs in a process of its own.
Targets: the whole reading at most 2.5 times the processor time of calamine's `to_python()`, peak memory at most 3 times.
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path

RESPONDENTS, COLUMNS = 100_000, 60
MOST_TIME, MOST_MEMORY = 2.5, 3.0
RUNS = 3

MEASURED = "import resource as r; u = r.getrusage(r.RUSAGE_SELF); print(u.ru_utime + u.ru_stime, u.ru_maxrss)"
BARE = "from python_calamine import CalamineWorkbook; cells = CalamineWorkbook.from_path({path!r}).get_sheet_by_index(0).to_python(); "
WHOLE = "from ohv_coworking.formats.recognise import understand; meaning = understand({path!r}); "
START_BARE = "import python_calamine; "
START_WHOLE = "import ohv_coworking.formats.recognise; "


def write_workbook(path: Path) -> None:
    """Write answers as a survey has them: choices, numbers, some words."""
    from openpyxl import Workbook

    chance = random.Random(1)
    often = ["sehr häufig", "eher häufig", "selten", "nie", ""]
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Antworten")
    sheet.append(
        ["ID", "Startzeit", *(f"Frage {number}: Wie oft nutzen Sie das?" for number in range(3, COLUMNS + 1))]
    )
    for number in range(1, RESPONDENTS + 1):
        choices = chance.choices(often, k=COLUMNS - 20)
        marks = chance.choices(range(1, 6), k=15)
        words = [f"Antwort {chance.random():.6f}" for _ in range(3)]
        sheet.append([number, "2024-05-01 10:00:00", *choices, *marks, *words])
    workbook.save(path)


def cost(program: str) -> tuple[float, float]:
    """Return processor seconds and peak megabytes of a program run in a fresh process."""
    result = subprocess.run(
        [sys.executable, "-c", program + MEASURED], capture_output=True, text=True, check=True
    )
    seconds, kilobytes = map(float, result.stdout.split())
    return seconds, kilobytes / 1024


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "befragung.xlsx"
        write_workbook(path)
        runs = [(cost(BARE.format(path=str(path))), cost(WHOLE.format(path=str(path)))) for _ in range(RUNS)]
    started_bare, started_whole = cost(START_BARE)[0], cost(START_WHOLE)[0]
    bare = min(run[0][0] for run in runs) - started_bare
    whole = min(run[1][0] for run in runs) - started_whole
    time_ratio = whole / bare
    memory_ratio = min(run[1][1] for run in runs) / min(run[0][1] for run in runs)
    print(f"read_xlsx: {RESPONDENTS} x {COLUMNS}, calamine {bare:.2f} s, whole reading {whole:.2f} s")
    print(
        f"read_xlsx: time {time_ratio:.2f} x (at most {MOST_TIME}), memory {memory_ratio:.2f} x (at most {MOST_MEMORY})"
    )
    return 0 if time_ratio <= MOST_TIME and memory_ratio <= MOST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
