"""What reading official statistics costs, measured against the bare reader with the settings given, in the same run.

Every format is generated in at least 20 MB of content (`written/`); text against `pandas.read_csv(dtype=str)`,
workbooks against calamine's `to_python()`, maps against geopandas with the same projection: at most three times its processor time.
"""

import gc
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
from python_calamine import CalamineWorkbook
from written import places, text_files, workbooks

from ohv_coworking.formats.recognise import understand

LEAST_BYTES = 20_000_000  # unpacked, of the cells: also of workbooks
MOST_TIME = 3.0
RUNS = 3

TEXTS = [
    text_files.genesis_table, text_files.genesis_table_decimals, text_files.flat_file_new, text_files.flat_file_old, text_files.zensus_grid,
    text_files.commuters, text_files.inkar_data_set, text_files.inkar_table, text_files.election_structure, text_files.office_table,
]  # fmt: skip
WORKBOOKS = [
    workbooks.municipal_directory, workbooks.district_directory, workbooks.genesis_workbook, workbooks.commuter_workbook,
    workbooks.office_workbook, workbooks.inkar_workbook,
]  # fmt: skip


def seconds(task: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    task()
    return time.process_time() - started


def content_bytes(path: Path) -> int:
    """Return the size of a file, of an archive that of its contents."""
    if not zipfile.is_zipfile(path):
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return sum(member.file_size for member in archive.infolist())


def ratio(name: str, path: Path, bare: Callable[[], object]) -> float:
    """Print and return how many times the bare reader's time the whole reading takes."""
    size = content_bytes(path)
    assert size >= LEAST_BYTES, (name, size)
    runs = [(seconds(bare), seconds(lambda: understand(path))) for _ in range(RUNS)]
    bare_time, whole_time = (min(run[place] for run in runs) for place in (0, 1))
    kind = understand(path).kind.rpartition("/")[2]
    print(
        f"{name:24}{kind:22}{size / 1e6:8.1f}{bare_time:9.2f}{whole_time:9.2f}{whole_time / bare_time:8.2f}",
        flush=True,
    )
    return whole_time / bare_time


def bare_text(path: Path, settings: dict) -> Callable[[], object]:
    return lambda: pd.read_csv(path, dtype=str, **settings)


def bare_workbook(path: Path, settings: None) -> Callable[[], object]:
    return lambda: (
        CalamineWorkbook.from_path(path)
        .get_sheet_by_index(-1 + len(CalamineWorkbook.from_path(path).sheet_names))
        .to_python()
    )


def bare_feed(path: Path, settings: dict) -> Callable[[], object]:
    def read() -> list[pd.DataFrame]:
        with zipfile.ZipFile(path) as archive:
            return [pd.read_csv(archive.open(name), dtype=str) for name in archive.namelist()]

    return read


def bare_map(path: Path, settings: dict) -> Callable[[], object]:
    return lambda: gpd.read_file(path, layer="vg250_gem").to_crs("EPSG:3035").area


def main() -> int:
    wanted = sys.argv[1:]
    print(f"{'statistics':24}{'read as':22}{'MB':>8}{'bare s':>9}{'whole s':>9}{'ratio':>8}")
    measured = [(generate, bare_text) for generate in TEXTS] + [
        (generate, bare_workbook) for generate in WORKBOOKS
    ]
    measured += [(places.timetable, bare_feed), (places.boundaries, bare_map)]
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        for generate, bare in measured:
            if wanted and generate.__name__ not in wanted:
                continue
            path = Path(folder) / f"{generate.__name__}{'.gpkg' if bare is bare_map else ''}"
            ratios.append(ratio(generate.__name__, path, bare(path, generate(path))))
            path.unlink()
    worst = max(ratios)
    print(f"largest ratio {worst:.2f} (at most {MOST_TIME})")
    return 0 if worst <= MOST_TIME else 1


if __name__ == "__main__":
    sys.exit(main())
