"""May this project use these programmes, and what finances it then?

Nothing here is legal advice: it sorts what is known from what must be asked.
"""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from ohv_coworking.basics import german
from ohv_coworking.concept.funding_programmes import Programme
from ohv_coworking.concept.funding_rules import CHECKS, Answer, Project, possible_amount

# Earmarking, procurement and reimbursement are terms of grants (general terms of grant law, ANBest-P).
GRANT_TERMS = {"Zweckbindung", "Vergabe", "Erstattungsprinzip"}
# Money that need not be paid back comes first.
FUNDING_KINDS = ("Zuschuss", "Lohnkostenzuschuss", "Darlehen")
OWN_FUNDS = "Eigenmittel oder offen"


def answers_by_rule(programme: Programme, project: Project) -> pd.DataFrame:
    """Return one row a rule: the answer and its German reason."""
    rows = {}
    for rule, decide in CHECKS.items():
        if rule in GRANT_TERMS and programme.kind != "Zuschuss":
            rows[rule] = (Answer.NOT_APPLICABLE, "gilt für Zuschüsse")
        else:
            rows[rule] = decide(programme, project)
    return pd.DataFrame.from_dict(rows, orient="index", columns=["answer", "reason"])


def overall(answers: Iterable[Answer]) -> Answer:
    """Return no if any rule says no, else unknown if any is unknown, else yes."""
    answers = set(answers)
    return Answer.NO if Answer.NO in answers else Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.YES


def eligibility(programmes: Iterable[Programme], project: Project) -> pd.DataFrame:
    """Return one row a programme: the answer of each rule and `overall`; the index is the programme's key."""
    rows = {}
    for programme in programmes:
        if programme.kind in FUNDING_KINDS:
            answers = answers_by_rule(programme, project)["answer"]
            rows[programme.key] = {**answers, "overall": overall(answers)}
    return pd.DataFrame.from_dict(rows, orient="index")


def financing_mix(programmes: Iterable[Programme], project: Project) -> pd.DataFrame:
    """Return what pays for each purpose: only programmes open and answered yes, the rest from own funds.

    Grants come first, then wage subsidies, then loans, higher rates before lower ones; each later programme is
    checked again against what the earlier ones pay. Columns: purpose, programme, kind, amount_eur; the amounts
    of a purpose add up to its cost.
    """
    fundable = [programme for programme in programmes if programme.kind in FUNDING_KINDS]
    fundable.sort(key=lambda p: (FUNDING_KINDS.index(p.kind), -(p.rate_percent or 0)))
    rows = []
    for programme in fundable:
        if overall(answers_by_rule(programme, project)["answer"]) != Answer.YES:
            continue
        left = possible_amount(programme, project)
        for purpose in programme.purposes:
            amount = min(left, project.open_cost(purpose))
            if amount > 0:
                left -= amount
                funded = {**project.funded_eur, purpose: project.funded_eur.get(purpose, 0.0) + amount}
                project = replace(project, funded_eur=funded)
                rows.append((purpose, programme.programme, programme.kind, amount))
    for purpose in project.costs_eur:
        if (rest := project.open_cost(purpose)) > 0:
            rows.append((purpose, OWN_FUNDS, OWN_FUNDS, rest))
    return pd.DataFrame(rows, columns=["purpose", "programme", "kind", "amount_eur"])


def own_funds_eur(programmes: Iterable[Programme], project: Project) -> float:
    """Return what is left to own funds in the financing mix."""
    mix = financing_mix(programmes, project)
    return mix.loc[mix["kind"] == OWN_FUNDS, "amount_eur"].sum()


def funding_matrix(programmes: Iterable[Programme], checked: pd.DataFrame, project: Project) -> pd.DataFrame:
    """Return the programmes of `eligibility` in German, those answered yes first: terms, overall answer, what decides it."""
    rows = [
        {
            "programme": one.programme,
            "kind": one.kind,
            "period": one.period,
            "rate": one.rate_percent,
            "points": open_points(one, project),
            "overall": checked.at[one.key, "overall"],
            "maximum": german.MISSING if one.maximum_eur is None else german.number(one.maximum_eur),
        }
        for one in programmes
        if one.key in checked.index
    ]
    order = [Answer.YES, Answer.UNKNOWN, Answer.NO]
    matrix = pd.DataFrame(rows).sort_values(
        "overall", key=lambda answers: answers.map(order.index), kind="stable"
    )
    return matrix.astype({"overall": str})


def refused_by_form(programmes: Iterable[Programme], checked: pd.DataFrame) -> list[str]:
    """Return the programmes for municipalities that refuse the project for its legal form and nothing else."""
    refused = checked[list(CHECKS)] == Answer.NO
    alone = refused["Antragsteller"] & (refused.sum(axis=1) == 1)
    return [one.programme for one in programmes if alone.get(one.key, False) and "Kommune" in one.applicants]


def user_advantage_eur(
    market_price_eur: float, price_eur: float, desks: float = 1, months: int = 36
) -> float:
    """Return the de-minimis advantage a user company draws from desks below the market price.

    Users and operator have separate ceilings; both prices are per desk and month, the ceiling covers three years.
    """
    return max(market_price_eur - price_eur, 0.0) * desks * months


def open_points(programme: Programme, project: Project) -> str:
    """Return what decides the overall answer, in German: the refusals with their reason, else the unknown rules."""
    checked = answers_by_rule(programme, project)
    answer = overall(checked["answer"])
    deciding = checked[checked["answer"] == answer]
    if answer == Answer.NO:
        return "; ".join(f"{rule}: {reason}" for rule, reason in deciding["reason"].items())
    return "offen: " + ", ".join(deciding.index) if answer == Answer.UNKNOWN else "alle Prüfungen bestanden"
