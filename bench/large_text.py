"""What a flat file of a gigabyte costs: peak memory of its whole reading, and time against the bare reader of its pieces.

`python bench/large_text.py 100` takes a tenth of it. Targets: at most 1.5 GiB; at most five times the processor time of
`pandas.read_csv(dtype=str, chunksize=…)`, which keeps nothing.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

MEGABYTES = 1000
MOST_MEMORY, MOST_TIME = 1536, 5.0  # MiB, ratio
HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;"
    "1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;value;"
    "value_unit;value_variable_code;value_variable_label\n"
)
MEASURED = "import resource as r; u = r.getrusage(r.RUSAGE_SELF); print(u.ru_utime + u.ru_stime, u.ru_maxrss)"
BARE = (
    "import pandas as pd\nfor piece in pd.read_csv({path!r}, sep=';', dtype=str, chunksize=100_000): pass\n"
)
WHOLE = (
    "from ohv_coworking.formats.recognise import understand\nfrom ohv_coworking.formats.reading_report import report\n"
    "found = report(understand({path!r}))\nassert found['rows'] == {rows}, found['rows']\n"
)


def write_flat_file(path: Path, megabytes: int) -> int:
    """Write municipalities by single years of age and other groups, each row once; return how many."""
    chance, rows, written = np.random.default_rng(1), 0, 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write(HEAD)
        while written < megabytes * 1_000_000:
            group, place = divmod(rows // 80, 11_000)
            key = f"{1 + place // 990:02}{place % 90 + 1:03}{place // 90 % 10:04}{place % 990:03}"
            values = chance.integers(0, 9999, 80)
            piece = "".join(
                f"1000A;Bevölkerung kompakt;STAG;Stichtag;2022-05-15;GEOGM4;Gemeinden;{key};Gemeinde {place};ALT;Alter;"
                f"ALT{group:03}-{age:03};Gruppe {group}, {age} Jahre;{value};Anzahl;PRS018;Personen\n"
                for age, value in enumerate(values)
            )
            stream.write(piece)
            rows, written = rows + 80, written + len(piece)
    return rows


def cost(program: str) -> tuple[float, float]:
    """Return processor seconds and peak MiB of a program run in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", program + MEASURED], capture_output=True, text=True, check=True
    )
    seconds, kilobytes = map(float, done.stdout.split())
    return seconds, kilobytes / 1024


def main() -> int:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flat.csv"
        rows = write_flat_file(path, megabytes)
        bare, _ = cost(BARE.format(path=str(path)))
        whole, memory = cost(WHOLE.format(path=str(path), rows=rows))
    print(
        f"large_text: {megabytes} MB, {rows} rows, bare {bare:.1f} s, whole reading {whole:.1f} s ({whole / bare:.2f} x, at most "
        f"{MOST_TIME}), {memory:.0f} MiB (at most {MOST_MEMORY})"
    )
    return 0 if memory <= MOST_MEMORY and whole <= MOST_TIME * bare else 1


if __name__ == "__main__":
    sys.exit(main())
