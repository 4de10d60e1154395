"""The plan as a funding programme sees it: who applies, for which costs, and when."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pandas as pd

from ohv_coworking.models.financial_model import Run
from ohv_coworking.models.funding_rules import Project
from ohv_coworking.models.plan_overview import investments
from ohv_coworking.models.viability import ReferenceYear, key_figures
from ohv_coworking.parameters import Region
from ohv_coworking.planning.funding_programmes import Programme

# The work packages that are the application for funding and the first binding order.
APPLICATION, TENDER = "C2", "D1"
# Programmes fund staff and operation for two years at most; what comes later nobody can apply for today.
FUNDED_YEARS = 2
DE_MINIMIS = "de-minimis"


def plan_project(
    run: Run,
    times: pd.DataFrame,
    programmes: Iterable[Programme],
    *,
    region: Region,
    reference_date: date,
    legal_form: str,
    subsidised_jobs_eur: float,
    prefinancing_eur: float,
) -> Project:
    """Return the project of a run of the plan; money in euros.

    `times` is the schedule of the work packages (weeks after the reference date), `subsidised_jobs_eur` what the
    subsidised posts cost over the whole time of support. The yearly support pays for staff first; only what is left
    of it counts as other running cost.
    """
    support = float(np.squeeze(key_figures(run)["subsidy_per_year"]))
    staff = float(np.squeeze(ReferenceYear(run).staff))
    [ceiling] = [one.maximum_eur for one in programmes if one.key == DE_MINIMIS]

    def day(package: str, end: str) -> date:
        return reference_date + timedelta(weeks=float(times.loc[package, end]))

    return Project(
        legal_form=legal_form,
        areas=frozenset({region.first_town, region.district, region.state, "00"}),
        costs_eur={
            "Investition": float(investments(run)["cost"].sum()),
            "Geförderte Stelle": subsidised_jobs_eur,
            "Personal": FUNDED_YEARS * staff,
            "Betrieb": FUNDED_YEARS * max(support - staff, 0.0),
        },
        reference_date=reference_date,
        application=day(APPLICATION, "start"),
        approval=day(APPLICATION, "finish"),
        start=day(TENDER, "start"),
        own_funds_eur=float(run.numbers.financing.equity),
        prefinancing_eur=prefinancing_eur,
        operating_years=float(run.numbers.premises.lease_months) / 12,
        follows_procurement_law=True,
        de_minimis_ceiling_eur=ceiling,
    )
