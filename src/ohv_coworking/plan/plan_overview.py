"""The plan as tables a reader can recalculate: investment, tariffs, staff, one year, every year."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.plan.financial_model import FinancialModel, Run
from ohv_coworking.plan.lines.accounts import own_result_names

YEAR = 12
EXIT_PARTS = ("exit_rent", "exit_staff", "exit_grants", "exit_dismantling", "exit_resale")


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


def _in_plan(run: Run, entries: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the entries that the plan of a run has, without those of other cases."""
    return [(key, one) for key, one in entries.items() if run.values.get(f"{key}_applied", 1.0)]


def _last(run: Run) -> slice:
    """Return the reference year: the last twelve months of operation."""
    end = int(run["closing_month"])
    return slice(max(end - YEAR, 0), end)


def investments(run: Run) -> pd.DataFrame:
    """Return each investment: units, price, net cost up to the opening, replacement after it, life in years.

    A share of the building sum is one unit.
    """
    units = {"gesamt": 1.0, "Arbeitsplatz": float(run["desks"]), "m²": run["area"]}
    before = run["since_opening"] <= 0
    rows = [
        {
            "key": key,
            "label": one.label,
            "units": run[f"{key}_units"] * units[one.per] if one.per in units else 1.0,
            "unit_price": run[f"{key}_unit_price"]
            * (1.0 if one.per in units else run[f"{key}_units"] * float(run["building_sum"])),
            "cost": run[f"{key}_purchase"][before].sum(),
            "replacement": run[f"{key}_purchase"][~before].sum(),
            "life": run[f"{key}_useful_life_years"],
        }
        for key, one in _in_plan(run, run.lines.plan.investments)
    ]
    return pd.DataFrame(rows)


def cost_at_price_base(investments: pd.DataFrame, keys: Collection[str]) -> float:
    """Return what some of the investments cost at the prices of the price base, net euros."""
    chosen = investments[investments["key"].isin(list(keys))]
    return float((chosen["units"] * chosen["unit_price"]).sum())


def consumer_price(run: Run, product: str) -> float:
    """Return what a consumer pays for one sale at the price base, value added tax included, euros."""
    rate = float(run[f"{product}_vat_rate"][0])
    return run[f"{product}_price"] * (1.0 if run[f"{product}_price_quoted"] == "brutto" else 1 + rate)


def alerts(run: Run) -> pd.DataFrame:
    """Return what the plan warns of: the kind of warning and its label."""
    rows = [("Warnzeichen", one) for one in run.alerts] + [("auffälliger Wert", one) for one in run.warnings]
    return pd.DataFrame(rows, columns=["kind", "label"])


def tariffs(run: Run) -> pd.DataFrame:
    """Return each product: what is sold at which price, its mature use, its revenue in the reference year, its share."""
    rows = [
        {
            "key": key,
            "label": one.label,
            "sold": one.sold,
            "price": consumer_price(run, key),
            "capacity": run[f"{key}_capacity"],
            "sales_per_place": run[f"{key}_sales_per_place"],
            "utilisation": run[f"{key}_utilisation"],
            "sales_a_month": run[f"{key}_quantity"][_last(run)].mean(),
            "visits": run[f"{key}_visits_per_sale"] * run[f"{key}_quantity"][_last(run)].sum(),
            "revenue": run[f"{key}_revenue"][_last(run)].sum(),
        }
        for key, one in _in_plan(run, run.lines.plan.products)
    ]
    table = pd.DataFrame(rows)
    return table.assign(share=table["revenue"] / table["revenue"].sum())


def posts(run: Run) -> pd.DataFrame:
    """Return each post: grade, extent, cost in the first twelve operating months and the reference year, lowest pay."""
    staff, first = run.lines.plan.staff, int(run["preparation_months"])
    rows = [
        {
            "label": post.label,
            "grade": staff.pay_grades[post.grade].label,
            "full_time_equivalents": run[f"{key}_full_time_equivalents"],
            "first_year": run[f"{key}_cost"][first : first + YEAR].sum(),
            "reference_year": run[f"{key}_cost"][_last(run)].sum(),
            "lowest_hourly_pay": min((pay for pay in run[f"{key}_hourly_pay"] if pay > 0), default=np.inf),
            "below_minimum_wage": bool(run[f"{key}_below_minimum_wage"].any()),
        }
        for key, post in _in_plan(run, staff.posts)
    ]
    return pd.DataFrame(rows)


def reference_year(run: Run) -> pd.DataFrame:
    """Return income and cost of the last twelve months and their sum, euros, also for a desk and month.

    Lines without money are left out.
    """
    sums = {name: float(run[name][_last(run)].sum()) for name in own_result_names(run.lines.plan)}
    rows = [
        (name, run.lines.by_name[name].label, amount) for name, amount in sums.items() if abs(amount) >= 0.5
    ]
    rows.append(("result", "Ergebnis ohne Zuschüsse", sum(amount for *_, amount in rows)))
    table = pd.DataFrame(rows, columns=["line", "label", "amount"])
    return table.assign(per_desk=table["amount"] / float(run["desks_planned"]) / YEAR)


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


def closing(run: Run) -> pd.DataFrame:
    """Return what closing at the end of each month costs, part by part, and with the debt and the money left then, euros."""
    parts = pd.DataFrame({name: run[name] for name in EXIT_PARTS})
    total = parts.assign(
        exit_total=run["exit_cost"],
        debt=run["loans"],
        money=run["exit_money"],
        with_debt=run["exit_with_debt"],
    )
    total.insert(0, "month", pd.to_datetime(run.dates))
    return total


def laws_ending(model: FinancialModel) -> pd.DataFrame:
    """Return the statutory values that end before the plan does: label, last day known, law."""
    rows = [(one.label, one.valid_to.isoformat(), one.law) for one in model.beyond_known_law()]
    return pd.DataFrame(rows, columns=["label", "known_to", "law"])


def months(run: Run) -> pd.DataFrame:
    """Return each month: its date, months since the opening, desk occupancy, users, cash at its end, need in it."""
    return pd.DataFrame(
        {
            "month": pd.to_datetime(run.dates),
            "since_opening": run["since_opening"].astype(int),
            "occupancy": run["occupancy"],
            "users": run["users"],
            "cash": run["cash_balance"],
            "need": run["need"],
        }
    )


def scenario_months(model: FinancialModel) -> pd.DataFrame:
    """Return the months of each scenario one below the other, its German label in the column `scenario`."""
    runs = {
        case.label: months(model.run(model.values(scenarios=key)))
        for key, case in model.plan.scenarios.items()
    }
    return pd.concat(runs, names=["scenario"]).reset_index("scenario").reset_index(drop=True)


def initial_investments(model: FinancialModel) -> pd.Series:
    """Return the net investment up to the opening in each scenario by key, euros."""
    return pd.Series(
        {
            key: investments(model.run(model.values(scenarios=key)))["cost"].sum()
            for key in model.plan.scenarios
        }
    )
