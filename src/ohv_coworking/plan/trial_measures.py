"""What a run of the financial model says about the measures of the trial rules."""

import numpy as np

from ohv_coworking.plan.financial_model import Run
from ohv_coworking.plan.viability import ReferenceYear, break_even_utilisation, key_figures


def trial_measures(run: Run, after_months: int, inhabitants: float) -> dict[str, float]:
    """Return occupancy and users `after_months` of operation, the gap to break-even and the subsidy per inhabitant.

    Measures the plan does not predict are left out: the rules that ask for them stay open.
    """
    month = run.timeline.preparation + after_months - 1
    year = ReferenceYear(run)
    return {
        "utilisation": _at(run.built.occupancy, month),
        "contracts": _at(run.built.users, month),
        "break_even_gap": float(np.squeeze(break_even_utilisation(year) - year.occupancy)),
        "subsidy_per_inhabitant": float(np.squeeze(key_figures(run)["subsidy_per_year"])) / inhabitants,
    }


def _at(line: np.ndarray, month: int) -> float:
    return float(np.squeeze(np.asarray(line)[..., month]))
