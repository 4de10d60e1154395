"""What a run of the financial model says about the measures of the trial rules."""

from ohv_coworking.plan.financial_model import Run


def trial_measures(run: Run, after_months: int, inhabitants: float) -> dict[str, float]:
    """Return occupancy and users `after_months` of operation, the gap to break-even and the subsidy per inhabitant.

    Measures the plan does not predict are left out: the rules that ask for them stay open.
    """
    month = int(run["preparation_months"]) + after_months - 1
    return {
        "utilisation": float(run["occupancy"][month]),
        "contracts": float(run["users"][month]),
        "break_even_gap": float(run["break_even_utilisation"] - run["utilisation_planned"]),
        "subsidy_per_inhabitant": float(run["subsidy_per_year"]) / inhabitants,
    }
