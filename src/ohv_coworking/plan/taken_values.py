"""Inputs of the plan that an earlier chapter finds: its draws take the place of the number in `study.yaml`."""

from dataclasses import replace

import numpy as np

from ohv_coworking.parameters.plan_tree import placed
from ohv_coworking.plan.financial_model import FinancialModel


def with_draws(model: FinancialModel, name: str, drawn: np.ndarray, reference: str) -> FinancialModel:
    """Return the model with an input at the median of draws, between their 10 % and 90 % points, and drawn as they are.

    Where `study.yaml` gives a reason for its own value, that stays, and the range reaches to it.
    """
    low, middle, high = np.quantile(drawn, [0.1, 0.5, 0.9]).tolist()
    one, taken = model.inputs[name], model.plan.taken_from.get(name)
    value = one.held.value if taken and taken.reason else middle
    held = one.held.model_copy(update={"value": value, "low": min(low, value), "high": max(high, value)})
    return replace(
        model, plan=placed(model.plan, one.path, held), drawn={name: drawn}, taken={name: reference}
    )
