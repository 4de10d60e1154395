"""Cases of the plan side by side: scenarios, shocks, operators, funding, and what levers would do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from ohv_coworking.plan.financial_model import FinancialModel

Values = Mapping[str, Any]
Ends = tuple[float, float, float]
WITHOUT_STAFF = "kein eigenes Personal"


def figures(model: FinancialModel, cases: Mapping[str, Values]) -> pd.DataFrame:
    """Return the key figures of each case: one row a case, one column a figure."""
    return pd.DataFrame(
        {
            key: {name: float(one) for name, one in model.run(values).figures.items()}
            for key, values in cases.items()
        }
    ).T


def compare(model: FinancialModel, group: str, **changes: Any) -> pd.DataFrame:
    """Return the key figures of each case of a group ("scenarios", …) with its label and note.

    `changes` are inputs set after each case.
    """
    cases = getattr(model.plan, group)
    found = figures(model, {key: model.values(**{group: key}) | changes for key in cases})
    found.insert(0, "label", [case.label for case in cases.values()])
    found.insert(1, "note", [case.note for case in cases.values()])
    return found


def opening_on(model: FinancialModel, option: str, first_day: date) -> dict[str, Any]:
    """Return the values of an option that opens in the month of a day of its own, whenever the plan does."""
    later = 12 * (first_day.year - model.opening.year) + first_day.month - model.opening.month
    return model.values(alternatives=option) | {"opens_later_months": float(later)}


def horizons(model: FinancialModel, years: Sequence[int]) -> pd.DataFrame:
    """Return need, guaranteed debt left and public cost a year if the plan ended after so many years; none beyond the lease."""
    names = ["subsidy_per_year", "guaranteed_debt_left", "public_cost_per_year"]
    lease = model.values()["lease_months"]
    rows = {}
    for one in years:
        if 12 * one <= lease:
            run = replace(model, plan=model.plan.model_copy(update={"horizon_years": one})).run()
            rows[one] = [float(run[name]) for name in names]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names).reset_index(names="years")


def at_high(model: FinancialModel, section: str, field: str) -> dict[str, float]:
    """Return the upper end of a field of every entry of a section, as in `at_high(model, "products", "price")`."""
    return {
        name: one.held.high
        for name, one in model.inputs.items()
        if one.path[0] == section and one.path[-1] == field
    }


def set_to(model: FinancialModel, value: float, *path_ends: str) -> dict[str, float]:
    """Return a value for every input whose name in the plan is one of `path_ends`."""
    return {name: value for name, one in model.inputs.items() if one.path[-1] in path_ends}


def levers(model: FinancialModel, steps: Mapping[str, Values]) -> pd.DataFrame:
    """Return the result of the reference year with each lever alone and with all levers up to it.

    `steps` are German labels and the inputs each lever sets; columns label, alone, together (euros a year).
    What moves nothing is no lever: free rooms where the plan pays no rent.
    """
    base = model.values()
    unmoved = _single(model, base)
    rows, so_far = [], dict(base)
    for label, changes in steps.items():
        so_far |= changes
        alone, together = (_single(model, values) for values in (base | dict(changes), so_far))
        if alone != unmoved:
            rows.append((label, alone, together))
    return pd.DataFrame(rows, columns=["label", "alone", "together"])


def usual_levers(model: FinancialModel) -> dict[str, dict[str, float]]:
    """Return what could close the gap, in the order in which it is asked for: German labels and the inputs each sets."""
    return {
        "höchste Auslastung": at_high(model, "products", "utilisation"),
        "höchste Preise": at_high(model, "products", "price"),
        "mietfreie Räume": {"rent_per_square_metre": 0.0},
        "geschenkte Ausstattung ohne Darlehen": set_to(model, 0.0, "unit_price") | without_loans(model),
        WITHOUT_STAFF: set_to(model, 0.0, "full_time_equivalents"),
    }


def without_loans(model: FinancialModel) -> dict[str, float]:
    """Return the inputs that take all loans out of the plan."""
    return {f"{key}_amount": 0.0 for key in model.plan.financing.loans}


def borrowed(model: FinancialModel, values: Values) -> float:
    """Return the loans of a plan together, euros; those that only a case has are left out elsewhere."""
    loans = model.plan.financing.loans
    return float(sum(values[f"{key}_amount"] * values.get(f"{key}_applied", 1.0) for key in loans))


def levers_needed(levers: pd.DataFrame) -> list[str]:
    """Return the levers that must come true together until the result is not negative; all if it stays so."""
    reached = levers.index[levers["together"] >= 0]
    return list(levers["label"].loc[: reached[0] if len(reached) else None])


def landlord_rents(model: FinancialModel) -> Ends:
    """Return the rent the landlord needs with all terms favourable, at their base, and all unfavourable."""
    terms = {name: one.held for name, one in model.inputs.items() if one.path[0] == "landlord"}
    # A longer time to earn the works back lowers the rent; everything else raises it.
    lasting = "landlord_years"
    good = {name: one.high if name == lasting else one.low for name, one in terms.items()}
    bad = {name: one.low if name == lasting else one.high for name, one in terms.items()}
    return tuple(_single(model, model.values() | changes, "rent_needed") for changes in (good, {}, bad))


def rents(model: FinancialModel, needed: Ends, found: pd.Series, scenarios: pd.DataFrame) -> pd.DataFrame:
    """Return the rent the landlord needs, the plan's and the one its operation bears: label, low, rent, high, €/m²."""
    borne = scenarios["rent_borne"]
    rows = [
        ("von der Eigentümerin gebraucht", *needed),
        ("im Plan", *model.inputs["rent_per_square_metre"].held.span),
        (
            "vom Betrieb getragen (negativ: auch mietfrei nicht)",
            borne.min(),
            found["rent_borne"],
            borne.max(),
        ),
    ]
    return pd.DataFrame(rows, columns=["label", "low", "rent", "high"])


def shocks(model: FinancialModel, found: pd.Series) -> pd.DataFrame:
    """Return each shock: label, result and subsidy a year, what it costs more than the base, whether it moves nothing."""
    rows = compare(model, "shocks")[["label", "result_per_year", "subsidy_per_year"]]
    moved = rows[["result_per_year", "subsidy_per_year"]] - found[["result_per_year", "subsidy_per_year"]]
    return rows.assign(difference=moved["subsidy_per_year"], idle=(moved.abs() < 1).all(axis=1))


def widest_product(model: FinancialModel) -> str:
    """Return the product with the most desks."""
    values = model.values()
    return max(
        model.plan.products,
        key=lambda key: (
            values[f"{key}_capacity"] * values[f"{key}_desks_per_place"] * values.get(f"{key}_applied", 1.0)
        ),
    )


def _single(model: FinancialModel, values: Values, name: str = "result_per_year") -> float:
    return float(model.run(values)[name])
