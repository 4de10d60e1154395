"""Cases of the plan side by side: scenarios, shocks, operators, funding, alternatives, and what levers would do."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ohv_coworking.plan.financial_model import FinancialModel

Values = Mapping[str, Any]
# What two places bring and cost together is the sum of both.
ADDITIVE = [
    "desks_planned", "users_planned", "visits_per_year", "investment", "subsidy_per_year", "subsidy_total",
    "exit_at_opening",
]  # fmt: skip


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


def networks(model: FinancialModel, alternatives: pd.DataFrame, towns: int) -> pd.DataFrame:
    """Return the key figures that add up of each network over a region of `towns` towns, with its label and note.

    `alternatives` are the compared alternatives; places of a network share nothing but what their cases leave out.
    """
    rows = {}
    for key, network in model.plan.networks.items():
        first, others = (
            alternatives.loc[name, ADDITIVE] for name in (network.first_town, network.other_towns)
        )
        rows[key] = {"label": network.label, "note": network.note, **(first + (towns - 1) * others)}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["label", "note", *ADDITIVE])


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
    unmoved = _result(model, base)
    rows, so_far = [], dict(base)
    for label, changes in steps.items():
        so_far |= changes
        alone, together = (_result(model, values) for values in (base | dict(changes), so_far))
        if alone != unmoved:
            rows.append((label, alone, together))
    return pd.DataFrame(rows, columns=["label", "alone", "together"])


def landlord_rents(model: FinancialModel) -> tuple[float, float, float]:
    """Return the rent the landlord needs with all terms favourable, at their base, and all unfavourable."""
    terms = {name: one.held for name, one in model.inputs.items() if one.path[0] == "landlord"}
    # A longer time to earn the works back lowers the rent; everything else raises it.
    lasting = "landlord_years"
    ends = {
        "low": {name: one.high if name == lasting else one.low for name, one in terms.items()},
        "base": {},
        "high": {name: one.low if name == lasting else one.high for name, one in terms.items()},
    }
    rents = figures(model, {end: model.values() | changes for end, changes in ends.items()})["rent_needed"]
    return tuple(rents)


def _result(model: FinancialModel, values: Values) -> float:
    return float(model.run(values)["result_per_year"])
