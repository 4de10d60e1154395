"""All ways to meet the need, and one sheet for each that is worked out: the same questions, answered from the same plan."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd
from pydantic import Field

from ohv_coworking.basics import german
from ohv_coworking.basics.records import Key, Origin, Record, Source
from ohv_coworking.concept.scope import Local
from ohv_coworking.concept.timetable import first_day
from ohv_coworking.plan.financial_model import FinancialModel, Run
from ohv_coworking.plan.plan_overview import investments, posts, reference_year, tariffs


class ConceivedWay(Local):
    """One conceivable way, what became of it and why; `option` is the alternative or network that works it out, if one does."""

    table = "long_list"
    identity = ("number",)

    number: int = Field(ge=1)
    way: str
    result: str
    option: str = ""
    reason: str
    kind: Origin
    source: Source


class OptionDetail(Record):
    """What no plan says of an option: rooms, hours, partners, who pays, risks; weeks from the decision to the first day."""

    table = "option_details"
    identity = ("option",)
    spans = ("weeks",)

    option: Key
    rooms: str
    hours: str
    partners: str
    paid_by: str
    shared: bool
    weeks_low: float = Field(ge=0)
    weeks: float = Field(ge=0)
    weeks_high: float = Field(ge=0)
    risks: str
    leaving: str
    open_points: str
    kind: Origin
    source: Source


def option_sheets(
    compared: pd.DataFrame,
    effects: pd.DataFrame,
    details: Iterable[OptionDetail],
    model: FinancialModel,
    shares: Mapping[str, float],
    reference_date: date,
) -> pd.DataFrame:
    """Return a sheet for each option that has details, in the order of `compared`: what the plan, the effect and the details say.

    `effects` holds `hours` by key, `shares` the part of each town by its German name of what all pay together.
    """
    known = {one.option: one for one in details}
    rows = []
    for row in compared[compared["key"].isin(list(known))].itertuples():
        told, run = known[row.key], model.run(model.values(alternatives=row.key))
        first, last = (first_day(reference_date, weeks) for weeks in (told.weeks, told.weeks_high))
        towns = [f"{town} {german.quantity(share * row.public, '€', -2)}" for town, share in shares.items()]
        rows.append({
            **told.model_dump(exclude={"kind", "source", "option"}), **_money(run), "key": row.key, "label": row.label, "what": row.note,
            "place": row.place, "operator": row.operator, "desks": row.desks, "area": float(run["area_let"].max()), "users": row.users, "tariff": tariff_words(run),
            "public": row.public, "public_low": row.public_low, "public_high": row.public_high, "per_user": row.public_per_user,
            "commitment": row.commitment, "exit": row.exit, "hours_saved": effects.at[row.key, "hours"],
            "shared": told.shared and len(shares) > 1, "per_town": german.enumeration(towns),
            "begins": german.month(first), "begins_latest": german.month(last),
        })  # fmt: skip
    return pd.DataFrame(rows)


def tariff_words(run: Run) -> str:
    """Return what an option sells, how many places of it at which price, as a reader sees it."""
    return german.enumeration(
        [
            f"{one.capacity:g} × {one.label} ({german.quantity(one.price, '€', 0)} je {one.sold})"
            for one in tariffs(run).itertuples()
            if one.capacity > 0
        ]
    )


def _money(run: Run) -> dict[str, float]:
    year = reference_year(run).set_index("line")["amount"]
    revenue, result = float(run["revenue_per_year"]), float(run["result_per_year"])
    staff = posts(run)
    return {
        "revenue": revenue,
        "cost": revenue - result,
        "staff": -year.get("staff", 0.0),
        "rent": -year.get("rent", 0.0),
        "full_time_equivalents": float(staff["full_time_equivalents"].sum()) if len(staff) else 0.0,
        "bought": float(investments(run)["cost"].sum()) if len(investments(run)) else 0.0,
    }
