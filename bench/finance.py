"""How fast the financial plan is: ratios in one run against the plan written in numpy, which the history keeps."""

import io
import json
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
# The last commit whose plan was written as numpy functions beside the formulas of the workbook.
BEFORE = "2574377"
SCENARIOS = 10_000
ROUNDS = 3
LIMIT_MIB = 1024


def measure(root: Path) -> dict[str, float]:
    """Return the processor time of one case with all key figures and of many drawn scenarios, seconds."""
    model, figures, simulate = loaded(root)
    values = model.values()
    many = simulated(model, simulate, SCENARIOS)
    return {"one case": seconds(lambda: figures(model.run(values)), 30), "10,000 scenarios": seconds(many, 1)}


def loaded(root: Path):
    """Return (model, key figures of a run, simulation) of the library that is first on the path."""
    from ohv_coworking.parameters import load
    from ohv_coworking.plan.finance_data import read_financial_model
    from ohv_coworking.raw import Catalog

    try:
        from ohv_coworking.options.uncertainty import simulate
    except ImportError:  # the library of `BEFORE`
        from ohv_coworking.plan.uncertainty import simulate
        from ohv_coworking.plan.viability import key_figures as figures
    else:

        def figures(run):
            return run.figures

    study, catalog = load(root / "study.yaml"), Catalog.load(root / "data" / "raw")
    dates = study.opening_month, study.price_base, study.reference_date
    return read_financial_model(catalog, study.plan, *dates), figures, simulate


def simulated(model, simulate, count: int):
    return lambda: simulate(model, model.values(), count, np.random.default_rng(1))


def seconds(call, repeats: int) -> float:
    """Return the median processor time of a call; other programs on the machine don't count."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return float(np.median(times))


def apart(root: Path, *arguments: str) -> dict[str, float]:
    """Return what a process of its own measures with the library and the data of a checkout."""
    command = [sys.executable, __file__, str(root), *arguments]
    done = subprocess.run(command, env={"PYTHONPATH": str(root / "src")}, capture_output=True, check=True)
    return json.loads(done.stdout)


def speed(before: Path) -> None:
    """Print both in turn, the best of some rounds."""
    rounds = [(apart(before), apart(ROOT)) for _ in range(ROUNDS)]
    for name in rounds[0][0]:
        old, new = (min(one[side][name] for one in rounds) for side in (0, 1))
        print(f"{name:18} before {old:8.4f} s, now {new:8.4f} s: {new / old:5.2f} x")


def growth() -> None:
    """Print time and peak memory at ten times and a hundred times as many scenarios, each in its own process."""
    peaks = []
    for count in (SCENARIOS, 10 * SCENARIOS, 100 * SCENARIOS):
        found = apart(ROOT, str(count))
        each, peak = 1e6 * found["seconds"] / count, found["mebibytes"]
        peaks.append(peak)
        print(f"{count:>9} scenarios: {each:6.1f} microseconds each, peak {peak:6.0f} MiB")
    print(f"memory: {peaks[-1] / peaks[0]:4.2f} x for a hundred times as many; limit {LIMIT_MIB} MiB")
    if peaks[-1] > LIMIT_MIB:
        sys.exit("too much memory")


def main(arguments: list[str]) -> None:
    if len(arguments) == 2:
        model, _, simulate = loaded(Path(arguments[0]))
        took = seconds(simulated(model, simulate, int(arguments[1])), 1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": took, "mebibytes": peak}))
    elif arguments:
        print(json.dumps(measure(Path(arguments[0]))))
    else:
        with tempfile.TemporaryDirectory() as folder:
            parts = ["src", "study.yaml", "data/raw/catalog.yaml", "data/raw/law"]
            archive = subprocess.run(
                ["git", "archive", BEFORE, *parts], cwd=ROOT, capture_output=True, check=True
            )
            with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
                files.extractall(folder, filter="data")
            speed(Path(folder))
        growth()


if __name__ == "__main__":
    main(sys.argv[1:])
