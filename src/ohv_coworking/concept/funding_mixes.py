"""Ways to finance the plan side by side; reckoned only where every programme they need is open and answers yes."""

from collections.abc import Iterable

import pandas as pd

from ohv_coworking.concept.funding_eligibility import eligibility, open_points
from ohv_coworking.concept.funding_programmes import Programme
from ohv_coworking.concept.funding_rules import Answer, Project
from ohv_coworking.options.case_comparison import compare
from ohv_coworking.plan.financial_model import FinancialModel

AMOUNTS = ["subsidy_per_year", "subsidy_total", "public_cost_per_year", "exit_at_opening"]


def funding_mixes(model: FinancialModel, programmes: Iterable[Programme], project: Project) -> pd.DataFrame:
    """Return each funding mix by key: label, amounts in euros (missing where not possible), state, equity, possible.

    `programmes` are those of the region; `state` says in German which the mix needs and what the checks answer.
    """
    programmes = list(programmes)
    answers = eligibility(programmes, project)["overall"]
    checked = {one.key: one for one in programmes if one.key in answers.index}

    def state(key: str) -> str:
        if key not in checked:
            return "im Land der Region nicht erfasst: nein"
        points = "" if answers[key] == Answer.YES else f" ({open_points(checked[key], project)})"
        return f"{checked[key].programme}: {answers[key]}{points}"

    needed = {key: _programmes(model, key) for key in model.plan.funding_mixes}
    possible = pd.Series(
        {key: all(answers.get(one) == Answer.YES for one in ones) for key, ones in needed.items()}
    )
    mixes = compare(model, "funding_mixes")
    amounts = mixes[AMOUNTS].where(possible)
    return amounts.assign(
        label=mixes["label"],
        state=["; ".join(map(state, ones)) or "ohne Förderung" for ones in needed.values()],
        equity=[model.values(funding_mixes=key)["equity"] for key in needed],
        possible=possible,
    )


def _programmes(model: FinancialModel, mix: str) -> list[str]:
    values, grants = model.values(funding_mixes=mix), model.plan.financing.grants
    applied = [grant.programme for name, grant in grants.items() if values[f"{name}_applied"]]
    return [*applied, *model.plan.funding_mixes[mix].programmes]
