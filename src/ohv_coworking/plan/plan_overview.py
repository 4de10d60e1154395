"""The plan as tables a reader can recalculate: investment, tariffs, staff, one year, every year."""

import numpy as np
import pandas as pd

from ohv_coworking.plan.business_plan import total
from ohv_coworking.plan.financial_model import Run
from ohv_coworking.plan.staff_cost import below_minimum_wage
from ohv_coworking.plan.viability import SUBSIDIES, YEAR, own_result, subsidy_need


def investments(run: Run) -> pd.DataFrame:
    """Return each investment: units, price, net cost up to the opening, replacement after it, life in years."""
    plan, built = run.numbers, run.built
    before = run.timeline.since_opening <= 0
    measures = {"gesamt": 1.0, "Arbeitsplatz": built.desks, "m²": plan.premises.area}
    rows = [
        {
            "key": key,
            "label": one.label,
            "units": one.units * measures[one.per],
            "unit_price": one.unit_price,
            "cost": built.assets[key].expense.net[before].sum(),
            "replacement": built.assets[key].expense.net[~before].sum(),
            "life": one.useful_life_years,
        }
        for key, one in plan.investments.items()
    ]
    return pd.DataFrame(rows)


def tariffs(run: Run) -> pd.DataFrame:
    """Return each product: what is sold at which price, its mature use, and its revenue in the reference year."""
    rows = [
        {
            "key": key,
            "label": one.label,
            "sold": one.sold,
            "price": one.price,
            "capacity": one.capacity,
            "sales_per_place": one.sales_per_place,
            "utilisation": one.utilisation,
            "sales_a_month": run.built.sales[key].quantity[-YEAR:].mean(),
            "visits": one.visits_per_sale * run.built.sales[key].quantity[-YEAR:].sum(),
            "revenue": run.built.sales[key].revenue[-YEAR:].sum(),
        }
        for key, one in run.numbers.products.items()
    ]
    return pd.DataFrame(rows)


def posts(run: Run) -> pd.DataFrame:
    """Return each post: grade, extent, cost in the first twelve operating months and the reference year, lowest pay."""
    low_paid = below_minimum_wage(run.built.staff, run.law["minimum_wage"])
    first = slice(run.timeline.preparation, run.timeline.preparation + YEAR)
    rows = [
        {
            "label": post.label,
            "grade": run.numbers.staff.pay_grades[post.grade].label,
            "full_time_equivalents": post.full_time_equivalents,
            "first_year": cost.cost[first].sum(),
            "reference_year": cost.cost[-YEAR:].sum(),
            "lowest_hourly_pay": np.min(cost.hourly_pay, where=cost.hourly_pay > 0, initial=np.inf),
            "below_minimum_wage": bool(low_paid[key].any()),
        }
        for key, post in run.numbers.staff.posts.items()
        for cost in [run.built.staff[key]]
    ]
    return pd.DataFrame(rows)


def reference_year(run: Run, labels: dict[str, str]) -> pd.DataFrame:
    """Return income and cost of the last twelve months, euros; lines without money are left out.

    `labels` names the lines of the statements that are no entry of the plan.
    """
    lines = run.statements.profit_and_loss
    names = {key: cost.label for key, cost in run.numbers.running_costs.items()} | labels
    sums = {
        name: float(np.broadcast_to(line, run.timeline.months)[-YEAR:].sum())
        for name, line in lines.items()
        if name not in (*SUBSIDIES, "income_tax")
    }
    rows = [(name, names[name], amount) for name, amount in sums.items() if abs(amount) >= 0.5]
    return pd.DataFrame(rows, columns=["line", "label", "amount"])


def years(run: Run) -> pd.DataFrame:
    """Return each calendar year of the plan, euros: result, cash at its end, need; the first and last may be short."""
    timeline, lines = run.timeline, run.statements.profit_and_loss
    apart = ("revenue", "staff", "rent", "depreciation", "interest", *SUBSIDIES, "income_tax")
    parts = {
        "revenue": lines["revenue"],
        "staff": lines["staff"],
        "rent": lines["rent"],
        "other": total(line for name, line in lines.items() if name not in apart),
        "capital": lines["depreciation"] + lines["interest"],
        "result": own_result(run),
        "investment": -total(one.expense.net for one in run.built.assets.values()),
    }
    found = pd.DataFrame({name: timeline.by_year(line) for name, line in parts.items()})
    found.insert(0, "year", timeline.years)
    found.insert(1, "months", timeline.by_year((timeline.since_opening >= 0).astype(float)))
    return found.assign(cash=run.statements.cash[timeline.year_ends], need=subsidy_need(run))


def months(run: Run) -> pd.DataFrame:
    """Return each month: its date, months since the opening, desk occupancy, users, cash at its end."""
    return pd.DataFrame(
        {
            "month": pd.to_datetime(run.timeline.dates),
            "since_opening": run.timeline.since_opening,
            "occupancy": run.built.occupancy,
            "users": run.built.users,
            "cash": run.statements.cash,
        }
    )
