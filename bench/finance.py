"""How fast the financial model is: ratios within one run, so that they hold on any machine."""

import resource
import subprocess
import sys
import time

import numpy as np

from ohv_coworking.parameters import load
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.plan.finance_data import read_financial_model
from ohv_coworking.plan.financial_model import FinancialModel
from ohv_coworking.plan.plan_lines import monthly_lines
from ohv_coworking.plan.uncertainty import CHUNK, drawn_values, simulate
from ohv_coworking.raw import Catalog

YEARS = 5
SCENARIOS = 100_000


def five_year_model() -> FinancialModel:
    """Return the study's model over 60 months."""
    root = project_root()
    study = load(root / "study.yaml")
    plan = study.plan.model_copy(update={"horizon_years": YEARS})
    catalog = Catalog.load(root / "data" / "raw")
    return read_financial_model(catalog, plan, study.opening_month, study.price_base, study.reference_date)


def seconds(call, repeats: int = 1) -> float:
    """Return the median processor time of a call; other programs on the machine don't count."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return float(np.median(times))


def speed() -> None:
    """Print one call, many calls and plain streaming of the same arrays."""
    model = five_year_model()
    values, generator = model.values(), np.random.default_rng(1)
    chunk = drawn_values(model, values, CHUNK, generator)
    one = seconds(lambda: model.run(values).statements.cash, 200)
    stacked = seconds(lambda: model.run(chunk).statements.cash, 20) * SCENARIOS / CHUNK
    drawn = seconds(lambda: simulate(model, values, 20_000, generator)) * SCENARIOS / 20_000
    lines = len(monthly_lines(model.run(values)))
    flows, copy = np.ones((SCENARIOS, 12 * YEARS)), np.empty((SCENARIOS, 12 * YEARS))
    streamed = seconds(lambda: np.multiply(flows, 1.0, out=copy), 5) * lines
    print(f"one call of 60 months                             {1_000 * one:8.2f} ms")
    print(
        f"100,000 scenarios stacked                         {stacked:8.2f} s   {one * SCENARIOS / stacked:6.1f} x faster than one call each"
    )
    print(
        f"100,000 scenarios drawn, stacked, summarised      {drawn:8.2f} s   {one * SCENARIOS / drawn:6.1f} x faster than one call each"
    )
    print(
        f"numpy streaming the same {lines} lines once          {streamed:8.2f} s   the model takes {stacked / streamed:.1f} x as long"
    )


def growth() -> None:
    """Print time and peak memory at ten times and a hundred times as many scenarios, each in its own process."""
    for count in (10_000, SCENARIOS, 1_000_000):
        done = subprocess.run(
            [sys.executable, __file__, str(count)], capture_output=True, text=True, check=True
        )
        took, peak = map(float, done.stdout.split())
        print(f"{count:>9} scenarios: {1e6 * took / count:6.1f} microseconds each, peak {peak:6.0f} MiB")


def main(arguments: list[str]) -> None:
    if arguments:
        model = five_year_model()
        took = seconds(lambda: simulate(model, model.values(), int(arguments[0]), np.random.default_rng(1)))
        print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    speed()
    growth()


if __name__ == "__main__":
    main(sys.argv[1:])
