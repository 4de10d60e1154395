"""`ohv-coworking draws`: many more draws of the plan than the study stores, in chunks on Dask workers."""

import time

import click
import numpy as np

from ohv_coworking.basics.german import number
from ohv_coworking.commands.usage import WholeNumber, command
from ohv_coworking.commands.workers import workers
from ohv_coworking.exhibits import draws as drawing
from ohv_coworking.exhibits.prose import shown_value
from ohv_coworking.options.uncertainty import simulate
from ohv_coworking.parameters import Study, load, parameter_file
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.plan.finance_data import read_financial_model
from ohv_coworking.plan.financial_model import FinancialModel
from ohv_coworking.raw import Catalog
from ohv_coworking.study.edition import Edition

FIGURES = ("public_cost_per_year", "subsidy_per_year", "users_planned")
AT_ONCE = 20_000
POINTS = (0.1, 0.5, 0.9)


@command(
    help="Rechnet sehr viele Ziehungen des Finanzplans und nennt Median, 10 %- und 90 %-Punkt; auf allen Kernen dieses "
    "Computers oder auf dem Dask-Scheduler, den DASK_SCHEDULER_ADDRESS nennt."
)
@click.option(
    "--count", type=WholeNumber(1_000), default=100_000, show_default=True, help="Zahl der Ziehungen"
)
@click.option(
    "--option",
    "alternative",
    default=None,
    metavar="NAME",
    help="eine Möglichkeit aus alternatives in study.yaml",
)
def draws(count: int, alternative: str | None) -> None:
    study = load(parameter_file())
    catalog = Catalog.load(Edition.current(project_root()).raw)
    model = read_financial_model(
        catalog, study.plan, study.opening_month, study.price_base, study.reference_date
    )
    model.values(
        **({"alternatives": alternative} if alternative else {})
    )  # what is unknown is told before anything runs
    sizes = [min(AT_ONCE, count - start) for start in range(0, count, AT_ONCE)]
    started = time.monotonic()
    with workers() as client:
        shared = client.scatter((study, catalog, alternative), broadcast=True)
        tasks = [client.submit(drawn_chunk, shared, at, size, pure=False) for at, size in enumerate(sizes)]
        found = np.concatenate(client.gather(tasks), axis=1)
    print(f"{number(count)} Ziehungen in {number(time.monotonic() - started, 1)} s")
    for name, drawn in zip(FIGURES, found, strict=True):
        line = model.lines.results[name]
        low, middle, high = (shown_value(float(one), line.unit, 0) for one in np.quantile(drawn, POINTS))
        print(f"{line.label}: {middle} (Spanne: {low} bis {high})")


def drawn_chunk(shared: tuple[Study, Catalog, str | None], at: int, size: int) -> np.ndarray:
    """Return `size` draws of each of `FIGURES` (figures × draws), those of chunk `at`: the same wherever it is reckoned."""
    study, catalog, alternative = shared
    model: FinancialModel = read_financial_model(
        catalog, study.plan, study.opening_month, study.price_base, study.reference_date
    )
    values = model.values(**({"alternatives": alternative} if alternative else {}))
    drawn = simulate(model, values, size, drawing.generator(f"plan, chunk {at}"), FIGURES).figures
    return np.stack([drawn[name] for name in FIGURES])
