"""What many regions and many draws cost: the atlas by municipality, studies side by side, draws of the plan in chunks.

All in one run, because only ratios hold on a shared machine. `python bench/many.py 10000000` draws so many.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "src")]

from ohv_coworking.atlas.best_options import best_options  # noqa: E402
from ohv_coworking.atlas.ranking import ranked  # noqa: E402
from ohv_coworking.atlas.screening import low_middle_high, municipalities_of, screened_demand  # noqa: E402
from ohv_coworking.demand.model import INPUTS, SHARES  # noqa: E402
from ohv_coworking.exhibits import draws as drawing  # noqa: E402
from ohv_coworking.parameters import load  # noqa: E402
from ohv_coworking.plan.finance_data import read_financial_model  # noqa: E402
from ohv_coworking.raw import Catalog  # noqa: E402
from ohv_coworking.region import source  # noqa: E402
from running import make  # noqa: E402
from study_runs import copy_project  # noqa: E402

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
    options = best_options(model, low_middle_high(draws, frame.index), study.option_weights.model_dump())
    ranked(model, draws, options["option_key"])
    return len(frame), time.perf_counter() - started


def studies(folder: Path, regions: tuple[str, ...]) -> tuple[float, pd.DataFrame]:
    (folder / "liste.csv").write_text("\n".join(["ags", *regions]), encoding="utf-8")
    started = time.perf_counter()
    done = make(folder, "studies", "REGIONS=liste.csv")
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - started, pd.read_csv(folder / "reports" / "studies.csv")


def single(folder: Path, region: str) -> float:
    started = time.perf_counter()
    done = make(folder, "study", f"REGION={region}", "JOBS=1")
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - started


def main(draws: int) -> None:
    few, few_s = atlas(1)
    many, many_s = atlas(GERMANY)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"atlas: {few} municipalities {few_s:.2f} s, {many} {many_s:.2f} s: {1000 * many_s / many:.2f} ms each, peak {peak:.0f} MiB"
    )

    with tempfile.TemporaryDirectory() as place:
        alone = [single(copy_project(ROOT, Path(place) / "alone"), REGIONS[0])]
        wall, each = studies(copy_project(ROOT, Path(place) / "together"), REGIONS)
        workers = os.cpu_count() or 1
        busy = each["seconds"].sum() / (workers * wall)
        print(
            f"studies: alone {alone[0]:.0f} s; {len(REGIONS)} side by side {wall:.0f} s, workers busy {busy:.2f}, each {each['seconds'].mean():.0f} s"
        )

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
