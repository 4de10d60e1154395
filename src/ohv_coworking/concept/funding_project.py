"""The plan as a funding programme sees it: who applies, for which costs, and when."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from ohv_coworking.concept.funding_programmes import Programme
from ohv_coworking.concept.funding_rules import Project
from ohv_coworking.concept.timetable import first_day, last_day
from ohv_coworking.parameters import Region
from ohv_coworking.plan.financial_model import Run
from ohv_coworking.plan.plan_overview import investments

# The work packages that are the application for funding and the first binding order.
APPLICATION, TENDER = "C2", "D1"
# Programmes fund staff and operation for two years at most; what comes later nobody can apply for today.
FUNDED_YEARS = 2
DE_MINIMIS = "de-minimis"


def municipal_project(
    run: Run, reference_date: date, start: date, region: Region, ceiling_eur: float, places: int
) -> Project:
    """Return desks that towns run themselves, `places` times the run of one, as a funding programme sees them; money in euros.

    The towns apply before the first order and can pay in advance what they would have to pay without a grant.
    """
    staff, bought = float(run["reference_staff"]), investments(run)
    costs = {
        "Investition": float(bought["cost"].sum()) if len(bought) else 0.0,
        "Personal": FUNDED_YEARS * staff,
        "Betrieb": FUNDED_YEARS * max(float(run["revenue_per_year"] - run["result_per_year"]) - staff, 0.0),
    }
    costs = {purpose: places * cost for purpose, cost in costs.items()}
    return Project(
        legal_form="Kommune",
        areas=frozenset({*region.towns, region.district, region.state, "00"}),
        costs_eur=costs,
        reference_date=reference_date,
        application=reference_date,
        approval=start,
        start=start,
        own_funds_eur=sum(costs.values()),
        prefinancing_eur=sum(costs.values()),
        operating_years=float(run["commitment_years"]),
        follows_procurement_law=True,
        de_minimis_ceiling_eur=ceiling_eur,
    )


def plan_project(
    run: Run,
    times: pd.DataFrame,
    programmes: Iterable[Programme],
    *,
    region: Region,
    reference_date: date,
    legal_form: str,
    support_eur: float,
    job: pd.DataFrame,
    jobs: float,
    prefinancing_eur: float,
) -> Project:
    """Return the project of a run of the plan; money in euros.

    `times` is the schedule of the work packages (weeks after the reference date). `support_eur` is the yearly support
    without debt service, since the investment stands for itself; it pays for staff first, only what is left of it
    counts as other running cost. `job` holds the years of one of the `jobs` subsidised posts: its subsidy of the first
    year, paid in full, is what the rates of all years refer to; what no rate covers is running cost.
    """
    subsidised = jobs * float(job["subsidy"].iloc[0]) * len(job)
    unsubsidised = jobs * float(job["gross"].sum()) - subsidised
    staff = float(run["reference_staff"])
    [ceiling] = [one.maximum_eur for one in programmes if one.key == DE_MINIMIS]

    return Project(
        legal_form=legal_form,
        areas=frozenset({region.first_town, region.district, region.state, "00"}),
        costs_eur={
            "Investition": float(investments(run)["cost"].sum()),
            "Geförderte Stelle": subsidised,
            "Personal": FUNDED_YEARS * staff,
            "Betrieb": FUNDED_YEARS * max(support_eur - staff, 0.0) + unsubsidised,
        },
        reference_date=reference_date,
        application=first_day(reference_date, times.loc[APPLICATION, "start"]),
        approval=last_day(reference_date, times.loc[APPLICATION, "finish"]),
        start=first_day(reference_date, times.loc[TENDER, "start"]),
        own_funds_eur=float(run["equity"]),
        prefinancing_eur=prefinancing_eur,
        operating_years=float(run["lease_months"]) / 12,
        follows_procurement_law=True,
        de_minimis_ceiling_eur=ceiling,
    )
