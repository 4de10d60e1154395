"""The plan of the shipped study, and random plans about it."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import yaml

from ohv_coworking.parameters import load
from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.plan_entries import Sale
from ohv_coworking.parameters.plan_tree import Input
from ohv_coworking.parameters.study_file import project_root
from ohv_coworking.plan.finance_data import read_financial_model
from ohv_coworking.plan.financial_model import FinancialModel
from ohv_coworking.raw import Catalog


@cache
def study_model() -> FinancialModel:
    """Return the model of the shipped study."""
    root = project_root()
    study, catalog = load(root / "study.yaml"), Catalog.load(root / "data" / "raw")
    return read_financial_model(
        catalog, study.plan, study.opening_month, study.price_base, study.reference_date
    )


def random_values(built: FinancialModel, generator: np.random.Generator) -> dict:
    """Return values drawn about the base values, each within what is allowed; choices at random."""
    values = {name: _drawn(one, generator) for name, one in built.inputs.items()}
    for key in built.plan.financing.loans:
        values[f"{key}_term_months"] = values[f"{key}_grace_months"] + float(generator.integers(1, 120))
    for part in (built.plan.investments, built.plan.staff.posts, built.plan.financing.loans):
        for key in part:
            name = f"{key}_months_before_opening"
            values[name] = min(values[name], values["preparation_months"])
    # Most plans are run to their end.
    values["operating_months"] = float(generator.choice([0, 0, 0, 30, 61]))
    for key, grade in built.plan.staff.pay_grades.items():
        for at in range(len(grade.steps)):
            values[f"{key}_step_{at + 1}_after_months"] = 12.0 * at
    return values


def _drawn(one: Input, generator: np.random.Generator):
    if one.words:
        return str(generator.choice(one.words))
    low, high = (one.declared[end] for end in ("minimum", "maximum"))
    if one.declared["unit"] == "ja/nein":
        return float(generator.integers(0, 2))
    middle = one.value or min(0.05 * high, 3)
    value = float(np.clip(generator.uniform(0.5, 1.5) * middle, low, high))
    return float(np.clip(round(value), low, high)) if one.declared["whole"] or "years" in one.name else value


def selling(built: FinancialModel, key: str) -> FinancialModel:
    """Return the model with an investment sold after thirty months at a fifth of its price."""

    def given(name: str, value: float, unit: str) -> Assumption:
        return Assumption(
            value=value, low=value, high=value, unit=unit, name=f"{key}_{name}", source="Beispiel"
        )

    sale = Sale(
        sold_after_months=given("sold_after_months", 30.0, "Monate"),
        sale_share=given("sale_share", 0.2, "Anteil"),
    )
    sold = built.plan.investments[key].model_copy(update={"sale": sale, "replaced": True})
    investments = built.plan.investments | {key: sold}
    return replace(built, plan=built.plan.model_copy(update={"investments": investments}))


def with_plan(change: Callable[[dict], object]) -> FinancialModel:
    """Return the model of the shipped study after a change of the plan of its file; the fault of the loader where it has one."""
    root = project_root()
    content = yaml.safe_load((root / "study.yaml").read_text(encoding="utf-8"))
    change(content["plan"])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "study.yaml"
        file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
        study = load(file)
    return replace(study_model(), plan=study.plan)


def added(plan: dict) -> None:
    """Add to the plan what no shipped option has: a café as sub-tenant, and a second area with desks after two years."""

    def number(value: float) -> dict:
        return {"value": value}

    plan["products"]["cafe"] = {
        "label": "Café als Untermieterin", "sold": "Monat", "vat": "Vermietung", "capacity": number(1),
        "sales_per_place": number(1), "utilisation": number(1), "price": number(900), "ramp": "eigener",
        "own_ramp": {"initial_share": number(0.5), "innovation": number(0.1), "imitation": number(0.2)},
        "start_after_months": number(3), "ends_after_months": number(78),
    }  # fmt: skip
    plan["products"]["more_desks"] = plan["products"]["flex_desk"] | {
        "label": "Plätze auf der zweiten Fläche", "start_after_months": number(24),
    }  # fmt: skip
    plan["running_costs"]["cafe_care"] = {
        "label": "Verwaltung des Cafés", "amount": number(0.1), "per": "Umsatz", "rises_with": "inflation",
        "vat": "Regelsatz", "begins": "Eröffnung",
    }  # fmt: skip
    plan["rooms"] = {
        "second_floor": {
            "label": "Zweite Fläche",
            "area": number(120),
            "rent_per_square_metre": number(9),
            "start_after_months": number(24),
        }
    }
    plan["staff"]["posts"]["second_host"] = plan["staff"]["posts"]["service_staff"] | {
        "label": "Zweite Servicekraft", "start_after_months": number(24), "ends_after_months": number(60),
    }  # fmt: skip
    plan["investments"]["second_fit_out"] = plan["investments"]["kitchen"] | {
        "label": "Ausbau der zweiten Fläche", "start_after_months": number(24),
    }  # fmt: skip
    plan["financing"]["loans"]["second_loan"] = plan["financing"]["loans"]["investment_loan"] | {
        "label": "Zweites Darlehen", "amount": number(30_000), "months_before_opening": number(0), "start_after_months": number(24),
    }  # fmt: skip
    plan["alternatives"]["cafe"] = {
        "label": "Initialbetrieb mit Café",
        "source": "Beispiel",
        "adds": ["cafe", "cafe_care"],
    }
    plan["alternatives"]["second_area"] = {
        "label": "Zweite Fläche nach zwei Jahren", "source": "Beispiel", "operator": "town",
        "adds": ["more_desks", "second_floor", "second_host", "second_fit_out", "second_loan"], "drops": ["event"],
        "changes": {"opens_later_months": 6.0},
    }  # fmt: skip
