"""The plan as tables a reader can recalculate: investment, tariffs, staff, one year, every year."""

import numpy as np
import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.plan.financial_model import Run
from ohv_coworking.plan.lines.accounts import own_result_names

YEAR = 12


def internal_rate(run: Run) -> float | str:
    """Return the internal rate a year, or in German why there is not one: none, or which ones."""
    roots = run["rate_root"][np.isfinite(run["rate_root"])]
    if len(roots) == 1:
        return float(roots[0])
    if len(roots):
        return "mehrdeutig: " + german.enumeration([german.quantity(100 * root, "%", 1) for root in roots])
    if min(run["free_cash_flow"]) >= 0 or max(run["free_cash_flow"]) <= 0:
        return "nicht bestimmbar: die Zahlungsreihe wechselt das Vorzeichen nicht"
    return "nicht bestimmbar: kein Zinssatz zwischen −90 % und 1.000 % löst die Gleichung"


def investments(run: Run) -> pd.DataFrame:
    """Return each investment: units, price, net cost up to the opening, replacement after it, life in years."""
    measures = {"gesamt": 1.0, "Arbeitsplatz": float(run["desks"]), "m²": run["area"]}
    before = run["since_opening"] <= 0
    rows = [
        {
            "key": key,
            "label": one.label,
            "units": run[f"{key}_units"] * measures[one.per],
            "unit_price": run[f"{key}_unit_price"],
            "cost": run[f"{key}_purchase"][before].sum(),
            "replacement": run[f"{key}_purchase"][~before].sum(),
            "life": run[f"{key}_useful_life_years"],
        }
        for key, one in run.lines.plan.investments.items()
    ]
    return pd.DataFrame(rows)


def tariffs(run: Run) -> pd.DataFrame:
    """Return each product: what is sold at which price, its mature use, and its revenue in the reference year."""
    rows = [
        {
            "key": key,
            "label": one.label,
            "sold": one.sold,
            "price": run[f"{key}_price"],
            "capacity": run[f"{key}_capacity"],
            "sales_per_place": run[f"{key}_sales_per_place"],
            "utilisation": run[f"{key}_utilisation"],
            "sales_a_month": run[f"{key}_quantity"][-YEAR:].mean(),
            "visits": run[f"{key}_visits_per_sale"] * run[f"{key}_quantity"][-YEAR:].sum(),
            "revenue": run[f"{key}_revenue"][-YEAR:].sum(),
        }
        for key, one in run.lines.plan.products.items()
    ]
    return pd.DataFrame(rows)


def posts(run: Run) -> pd.DataFrame:
    """Return each post: grade, extent, cost in the first twelve operating months and the reference year, lowest pay."""
    staff, first = run.lines.plan.staff, int(run["preparation_months"])
    rows = [
        {
            "label": post.label,
            "grade": staff.pay_grades[post.grade].label,
            "full_time_equivalents": run[f"{key}_full_time_equivalents"],
            "first_year": run[f"{key}_cost"][first : first + YEAR].sum(),
            "reference_year": run[f"{key}_cost"][-YEAR:].sum(),
            "lowest_hourly_pay": min((pay for pay in run[f"{key}_hourly_pay"] if pay > 0), default=np.inf),
            "below_minimum_wage": bool(run[f"{key}_below_minimum_wage"].any()),
        }
        for key, post in staff.posts.items()
    ]
    return pd.DataFrame(rows)


def reference_year(run: Run) -> pd.DataFrame:
    """Return income and cost of the last twelve months, euros; lines without money are left out."""
    sums = {name: float(run[name][-YEAR:].sum()) for name in own_result_names(run.lines.plan)}
    rows = [
        (name, run.lines.by_name[name].label, amount) for name, amount in sums.items() if abs(amount) >= 0.5
    ]
    return pd.DataFrame(rows, columns=["line", "label", "amount"])


def years(run: Run) -> pd.DataFrame:
    """Return each calendar year of the plan, euros: result, cash at its end, need; the first and last may be short."""
    apart = ("revenue", "staff", "rent", "depreciation", "interest")
    other = sum(run[name] for name in own_result_names(run.lines.plan) if name not in apart)
    table = pd.DataFrame(
        {
            "year": run["calendar_year"].astype(int),
            "months": run.by_year((run["since_opening"] >= 0).astype(float)),
            "revenue": run["revenue_by_year"],
            "staff": run["staff_by_year"],
            "rent": run["rent_by_year"],
            "other": run.by_year(other),
            "capital": run["depreciation_by_year"] + run["interest_by_year"],
            "result": run["own_result_by_year"],
            "investment": -run.by_year(run["investments_net"]),
            "cash": run["cash_balance_at_year_end"],
            "need": run["need_by_year"],
        }
    )
    return table[run.by_year(np.ones(len(run["month"]))) > 0]


def months(run: Run) -> pd.DataFrame:
    """Return each month: its date, months since the opening, desk occupancy, users, cash at its end."""
    return pd.DataFrame(
        {
            "month": pd.to_datetime(run.dates),
            "since_opening": run["since_opening"].astype(int),
            "occupancy": run["occupancy"],
            "users": run["users"],
            "cash": run["cash_balance"],
        }
    )
