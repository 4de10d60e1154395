"""What many regions and many draws cost: the atlas by municipality, studies side by side, draws of the plan in chunks.

All in one run, because only ratios hold on a shared machine. `python bench/many.py 10000000` draws so many.
"""

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "src")]

from ohv_coworking.atlas.best_options import best_options  # noqa: E402
from ohv_coworking.atlas.ranking import rank_municipalities  # noqa: E402
from ohv_coworking.atlas.screening import desk_ranges, municipalities_of, screened_demand  # noqa: E402
from ohv_coworking.commands.studies import OVERVIEW  # noqa: E402
from ohv_coworking.demand.model import INPUTS, SHARES  # noqa: E402
from ohv_coworking.exhibits import draws as drawing  # noqa: E402
from ohv_coworking.parameters import load  # noqa: E402
from ohv_coworking.plan.finance_data import read_financial_model  # noqa: E402
from ohv_coworking.raw import Catalog  # noqa: E402
from ohv_coworking.region import source  # noqa: E402
from running import make  # noqa: E402
from study_runs import copy_project  # noqa: E402

MARK = "BENCH_MARK"
GERMANY = 27  # times the municipalities of Brandenburg
REGIONS = ("12060052", "12063080", "12060020", "12072017")


def atlas(times: int) -> tuple[int, float]:
    """Return the municipalities of the shipped files, repeated, and the seconds for their demand and options."""
    study, catalog = load(ROOT / "study.yaml"), Catalog.load(ROOT / "data" / "raw")
    frame = municipalities_of(
        source.municipal_directory(catalog),
        source.employment(catalog),
        catalog.read_csv("regional_facts"),
        study.region.state,
    ).frame.dropna(subset="out_commuters")
    frame = pd.concat([frame] * times, ignore_index=True)
    p = study.assumptions
    drawn = {name: drawing.drawn(getattr(p, name)) for name in INPUTS}
    density = np.broadcast_to(np.linspace(0.1, 2, drawing.DRAWS), (len(frame), drawing.DRAWS))
    model = read_financial_model(
        catalog, study.plan, study.opening_month, study.price_base, study.reference_date
    )
    started = time.perf_counter()
    draws = screened_demand(
        frame, density, drawn, [getattr(p, name) for name in SHARES], 180_000, p.full_house.value
    )
    options = best_options(model, desk_ranges(draws, frame.index), study.option_weights.model_dump())
    rank_municipalities(model, draws, options["option_key"])
    return len(frame), time.perf_counter() - started


class Spent(threading.Thread):
    """What all processes below this one have spent that carry a mark in their environment, looked at ten times a second.

    Servers and workers outlive whoever started them, and nobody waits for some of them: the system's own sums miss these.
    """

    def __init__(self, mark: str):
        super().__init__(daemon=True)
        self.mark, self._seconds, self._strange, self._done = mark, {}, set(), threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.1):
            for one in psutil.process_iter():
                self._look(one)

    def _look(self, one: psutil.Process) -> None:
        if (key := (one.pid, one.create_time())) in self._strange:
            return
        try:
            if key not in self._seconds and one.environ().get(MARK) != self.mark:
                self._strange.add(key)
                return
            times = one.cpu_times()
        except psutil.Error:
            return
        self._seconds[key] = times.user + times.system

    def total(self) -> float:
        self._done.set()
        self.join()
        return sum(self._seconds.values())


def built(folder: Path, *arguments: str) -> tuple[float, float]:
    """Return the seconds of a call of make, by the clock and of all processors."""
    spent, started = Spent(f"{folder}{time.time()}"), time.perf_counter()
    spent.start()
    done = make(folder, *arguments, **{MARK: spent.mark})
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - started, spent.total()


def studies(place: Path) -> None:
    """Tell what the studies of some regions take one after the other and side by side."""
    alone = copy_project(ROOT, place / "alone")
    single = [built(alone, "study", f"REGION={region}", "JOBS=1") for region in REGIONS]
    together = copy_project(ROOT, place / "together")
    (together / "liste.csv").write_text("\n".join(["ags", *REGIONS]), encoding="utf-8")
    wall, spent = built(together, "studies", "REGIONS=liste.csv")
    each = pd.read_csv(together / "reports" / OVERVIEW, sep=";", decimal=",")["Sekunden"]
    workers, alone_wall, alone_spent = os.cpu_count() or 1, *map(sum, zip(*single, strict=True))
    print(
        f"studies: {len(REGIONS)} regions one by one {alone_wall:.0f} s, {alone_spent / len(REGIONS):.1f} s of CPU each; on {workers} workers "
        f"{wall:.0f} s, {spent / len(REGIONS):.1f} s of CPU each: CPU {spent / alone_spent:.2f}, workers busy {each.sum() / (workers * wall):.2f}"
    )


def main(draws: int) -> None:
    few, few_s = atlas(1)
    many, many_s = atlas(GERMANY)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"atlas: {few} municipalities {few_s:.2f} s, {many} {many_s:.2f} s: {1000 * many_s / many:.2f} ms each, peak {peak:.0f} MiB"
    )

    with tempfile.TemporaryDirectory() as place:
        studies(Path(place))

    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from ohv_coworking.commands import main; main()",
            "draws",
            "--count",
            str(draws),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    print(f"draws: {done.stdout.splitlines()[0]}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
