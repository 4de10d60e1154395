"""Ways to finance the plan side by side; reckoned only where every programme they need is open and answers yes, or where a
town as landlord applies and none answers no: what it would bring if it were granted.
"""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from ohv_coworking.concept.funding_eligibility import eligibility, open_points
from ohv_coworking.concept.funding_programmes import Programme
from ohv_coworking.concept.funding_rules import Answer, Project
from ohv_coworking.options.case_comparison import compare
from ohv_coworking.plan.financial_model import FinancialModel

AMOUNTS = ["subsidy_per_year", "subsidy_total", "public_cost_per_year", "exit_at_opening"]


def funding_mixes(model: FinancialModel, programmes: Iterable[Programme], project: Project) -> pd.DataFrame:
    """Return each funding mix by key: label, amounts in euros (missing where not possible), state, equity, possible, granted.

    `programmes` are those of the region; `state` says in German which the mix needs and what the checks answer. A mix with a
    legal form of its own is checked for that applicant; it is possible, if granted, unless a check answers no.
    """
    programmes = list(programmes)
    mixed = model.plan.funding_mixes
    applied = {
        key: replace(project, legal_form=one.legal_form or project.legal_form) for key, one in mixed.items()
    }
    checks = {key: eligibility(programmes, one)["overall"] for key, one in applied.items()}
    needed = {key: _programmes(model, key) for key in mixed}
    checked = {one.key: one for one in programmes}

    def state(mix: str, key: str) -> str:
        answers = checks[mix]
        if key not in answers.index:
            return "im Land der Region nicht erfasst: nein"
        points = "" if answers[key] == Answer.YES else f" ({open_points(checked[key], applied[mix])})"
        return f"{checked[key].programme}: {answers[key]}{points}"

    def lowest(mix: str) -> Answer:
        found = {checks[mix].get(one, Answer.NO) for one in needed[mix]}
        return next((one for one in (Answer.NO, Answer.UNKNOWN) if one in found), Answer.YES)

    least = pd.Series({key: lowest(key) for key in needed})
    own_applicant = pd.Series({key: one.legal_form != "" for key, one in mixed.items()})
    granted = own_applicant & (least == Answer.UNKNOWN)
    possible = (least == Answer.YES) | granted
    mixes = compare(model, "funding_mixes")
    amounts = mixes[AMOUNTS].where(possible)
    return amounts.assign(
        label=mixes["label"].where(~granted, mixes["label"] + " (falls bewilligt)"),
        state=[
            "; ".join(state(key, one) for one in ones) or "ohne Förderung" for key, ones in needed.items()
        ],
        equity=[model.values(funding_mixes=key)["equity"] for key in needed],
        possible=possible,
        granted=granted,
    )


def _programmes(model: FinancialModel, mix: str) -> list[str]:
    values, grants = model.values(funding_mixes=mix), model.plan.financing.grants
    applied = [grant.programme for name, grant in grants.items() if values[f"{name}_applied"]]
    return [*applied, *model.plan.funding_mixes[mix].programmes]
