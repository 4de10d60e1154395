"""The one path of decisions: step, figure to watch, threshold that can be met, next step; and who pays for each."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd
from pydantic import Field

from ohv_coworking.basics import german
from ohv_coworking.basics.records import Key, Origin, Record, Source, frame
from ohv_coworking.concept.funding_programmes import Programme
from ohv_coworking.concept.funding_rules import Answer, open_on
from ohv_coworking.options.uncertainty import Risks
from ohv_coworking.plan.financial_model import FinancialModel

MEASURES = {
    "offered_price": "Angebot eines Hauses",
    "interested": "Einträge im Register der Interessierten",
    "sold_in_trial": "verkaufte Plätze",
    "sold_afterwards": "verkaufte Plätze",
    "commitments": "verbindliche Zusagen",
}
"""What a step watches, as a question names it."""


class DecisionStep(Record):
    """One step; its threshold is a number set by the councils or a key figure, `chapter.name`, that the study reckons.

    `months` are those of operation after which it is looked at, `besides` is what must be decided, too. In `what`, `when` and
    `besides` stand `{months}`, `{desks}` and `{house_cost}` for them, for the desks of one town and the yearly cost of the full house.
    """

    table = "decision_steps"
    identity = ("number",)

    number: int = Field(ge=1)
    step: str
    what: str
    who: str
    paid_by: str
    programme: Key | None = None
    months: int | None = Field(default=None, ge=1)
    measure: Literal["offered_price", "interested", "sold_in_trial", "sold_afterwards", "commitments"]
    direction: Literal["mindestens", "höchstens"]
    threshold: float | None = None
    threshold_figure: str = ""
    unit: str
    besides: str = ""
    when: str
    then: str
    otherwise: str
    kind: Origin
    source: Source


def steps_told(steps: Iterable[DecisionStep], desks: float, house_cost: str) -> list[DecisionStep]:
    """Return the steps with their months, the desks of one town and the cost of the full house in their texts."""
    return [
        step.model_copy(
            update={
                name: getattr(step, name).format(
                    months=step.months, desks=f"{desks:g}", house_cost=house_cost
                )
                for name in ("what", "when", "besides")
            }
        )
        for step in steps
    ]


def held_against(
    steps: Iterable[DecisionStep], expected: Mapping[str, np.ndarray], thresholds: Mapping[str, float | None]
) -> pd.DataFrame:
    """Return the steps with `limit`, what the study expects of their measure (`middle`) and in what share of the draws
    the threshold is met (`chance`).

    `expected` holds the draws of what the study can foresee by measure, `thresholds` reckoned thresholds by key figure.
    NaN stands for what nobody knows before the step.
    """
    rows = []
    for step in steps:
        limit = step.threshold if step.threshold is not None else thresholds.get(step.threshold_figure)
        drawn = expected.get(step.measure)
        known = drawn is not None and limit is not None
        met = (drawn >= limit if step.direction == "mindestens" else drawn <= limit) if known else np.nan
        rows.append((limit, np.median(drawn) if drawn is not None else np.nan, float(np.mean(met))))
    found = pd.DataFrame(rows, columns=["limit", "middle", "chance"], dtype=float)
    return frame(list(steps)).join(found)


def occupancy_drawn(
    model: FinancialModel,
    base: Mapping[str, Any],
    months: Iterable[int],
    count: int,
    generator: np.random.Generator,
) -> dict[int, np.ndarray]:
    """Return what share of the desks is sold after so many months of operation, drawn `count` times around the values `base`."""
    run = model.run(Risks(model).drawn(base, count, generator), only=("occupancy",))
    opened = int(base["preparation_months"])
    return {month: run["occupancy"][:, opened + month - 1] for month in months}


def programme_state(programme: Programme, reference_date: date) -> str:
    """Return in German whether a programme can be applied for at the reference date; a closed one is waited for."""
    answer, reason = open_on(programme, reference_date)
    if answer is Answer.NO:
        return f"{reason}, nächster Aufruf abzuwarten"
    state = (
        reason
        if answer is Answer.YES
        else f"Antrag laufend möglich, am {german.day(reference_date)} nicht belegt"
    )
    lead = f"; {german.quantity(programme.lead_weeks, 'Wochen')} zwischen Antrag und Beginn"
    return state + lead if programme.lead_weeks else state
