"""The rules a funding programme sets, each answered for one project: yes, no or unknown, with its reason.

An unknown term still passes where every possible term would; otherwise the answer stays unknown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ohv_coworking.basics.german import day, quantity
from ohv_coworking.concept.funding_programmes import Programme


class Answer(StrEnum):
    YES = "ja"
    NO = "nein"
    UNKNOWN = "unbekannt"
    NOT_APPLICABLE = "entfällt"


@dataclass(frozen=True)
class Project:
    """Who applies for what, where and when; money in euros, `areas` as keys from municipality to „00“ (Bund).

    `de_minimis_received_eur` counts the single undertaking, all linked companies together, over three years.
    """

    legal_form: str
    areas: frozenset[str]
    costs_eur: Mapping[str, float]
    reference_date: date
    application: date
    approval: date
    start: date
    own_funds_eur: float
    prefinancing_eur: float
    operating_years: float
    follows_procurement_law: bool
    de_minimis_received_eur: float = 0.0
    de_minimis_ceiling_eur: float = 0.0
    funded_eur: Mapping[str, float] = field(default_factory=dict)

    def open_cost(self, purpose: str) -> float:
        """Return the cost of a purpose that nobody funds yet."""
        return self.costs_eur.get(purpose, 0.0) - self.funded_eur.get(purpose, 0.0)

    def eligible_cost(self, programme: Programme) -> float:
        """Return the cost under the purposes of the programme that nobody funds yet."""
        return sum(map(self.open_cost, programme.purposes))

    def shares_costs(self, programme: Programme) -> bool:
        """Return whether another programme pays for a purpose of this one already."""
        return any(self.funded_eur.get(purpose, 0.0) > 0 for purpose in programme.purposes)


Verdict = tuple[Answer, str]
ASK = "in der Quelle nicht genannt, beim Fördergeber erfragen"


def possible_amount(programme: Programme, project: Project) -> float | None:
    """Return rate times matched cost, capped at the ceiling; None while rate or ceiling is unknown."""
    if programme.rate_percent is None or programme.maximum_eur is None:
        return None
    return min(programme.rate_percent / 100 * matched_cost(programme, project), programme.maximum_eur)


def matched_cost(programme: Programme, project: Project) -> float:
    """Return the part of the eligible cost whose own share the own funds can pay; less may always be applied for."""
    own_share = (programme.own_share_percent or 0) / 100
    eligible = project.eligible_cost(programme)
    return min(eligible, project.own_funds_eur / own_share) if own_share else eligible


def _yes_if(condition: bool, reason: str, otherwise: str | None = None) -> Verdict:
    return (Answer.YES, reason) if condition else (Answer.NO, otherwise or reason)


def _applicant(programme: Programme, project: Project) -> Verdict:
    if not programme.applicants:
        return Answer.UNKNOWN, ASK
    allowed = "nur " + ", ".join(programme.applicants)
    return _yes_if("alle" in programme.applicants or project.legal_form in programme.applicants, allowed)


def _place(programme: Programme, project: Project) -> Verdict:
    if not programme.areas:
        return Answer.UNKNOWN, "Fördergebiet nicht bekannt, Karte prüfen"
    return _yes_if(
        bool(project.areas & set(programme.areas)), "im Fördergebiet", "außerhalb des Fördergebiets"
    )


def _purpose(programme: Programme, project: Project) -> Verdict:
    if not programme.purposes:
        return Answer.UNKNOWN, ASK
    return _yes_if(
        any(p in project.costs_eur for p in programme.purposes), "nur " + ", ".join(programme.purposes)
    )


def open_on(programme: Programme, today: date) -> Verdict:
    """Return whether the programme takes applications on a day."""
    if programme.closes and programme.closes < today:
        return Answer.NO, f"geschlossen seit {day(programme.closes)}"
    if programme.opens and programme.opens > today:
        return Answer.NO, f"öffnet erst am {day(programme.opens)}"
    if programme.closes:
        return Answer.YES, f"offen bis {day(programme.closes)}"
    if programme.open_ended is None:
        return Answer.UNKNOWN, "zum Stichtag kein offener Aufruf belegt"
    return _yes_if(programme.open_ended == "ja", "laufend offen", "geschlossen")


def _open(programme: Programme, project: Project) -> Verdict:
    return open_on(programme, project.reference_date)


def _early_start(programme: Programme, project: Project) -> Verdict:
    application, approval, start = map(day, (project.application, project.approval, project.start))
    after_both = project.application < project.start and project.approval <= project.start
    match programme.start:
        case "jederzeit":
            return Answer.YES, "Beginn jederzeit"
        case "nach Antrag":
            reason = f"Antrag {application}, Beginn {start}"
            return _yes_if(project.application < project.start, reason)
        case "nach Bewilligung":
            return _yes_if(after_both, f"Bewilligung {approval}, Beginn {start}")
        case _:
            return (
                (Answer.YES, "Beginn erst nach Bewilligung geplant") if after_both else (Answer.UNKNOWN, ASK)
            )


def _rate(programme: Programme, project: Project) -> Verdict:
    if programme.rate_percent is None:
        return Answer.UNKNOWN, ASK
    return _yes_if(programme.rate_percent > 0, f"{programme.rate_percent:g} %".replace(".", ","))


def _minimum(programme: Programme, project: Project) -> Verdict:
    amount = possible_amount(programme, project)
    if programme.minimum_eur is None or (amount is None and programme.minimum_eur > 0):
        return Answer.UNKNOWN, ASK
    if programme.minimum_eur == 0:
        return Answer.YES, "kein Mindestbetrag"
    return _yes_if(amount >= programme.minimum_eur, f"mindestens {quantity(programme.minimum_eur, '€')}")


def _ceiling(programme: Programme, project: Project) -> Verdict:
    if programme.maximum_eur is None:
        return Answer.UNKNOWN, ASK
    return Answer.YES, f"höchstens {quantity(programme.maximum_eur, '€')}"


def _own_share(programme: Programme, project: Project) -> Verdict:
    if programme.own_share_percent is None:
        return Answer.UNKNOWN, ASK
    matched = matched_cost(programme, project)
    return _yes_if(matched > 0, f"gedeckt für Kosten von {quantity(matched, '€')}", "keine Eigenmittel")


def _cumulation(programme: Programme, project: Project) -> Verdict:
    if not project.shares_costs(programme):
        return Answer.YES, "keine zweite Förderung derselben Kosten"
    match programme.cumulation:
        case "ja":
            return Answer.YES, "kombinierbar"
        case "nachrangig":
            return Answer.YES, "kombinierbar, nach öffentlichen Mitteln"
        case "nein":
            return Answer.NO, "nicht kombinierbar"
        case _:
            return Answer.UNKNOWN, ASK


def _double_funding(programme: Programme, project: Project) -> Verdict:
    if not project.shares_costs(programme):
        return Answer.YES, "Kosten nur einmal gefördert"
    rest = project.eligible_cost(programme)
    return _yes_if(rest > 0, "nur der ungedeckte Teil der Kosten", "Kosten schon voll gefördert")


def _earmarking(programme: Programme, project: Project) -> Verdict:
    if programme.earmarking_years is None:
        return Answer.UNKNOWN, ASK
    reason = f"{programme.earmarking_years:g} Jahre, Betrieb {project.operating_years:g} Jahre"
    return _yes_if(project.operating_years >= programme.earmarking_years, reason)


def _procurement(programme: Programme, project: Project) -> Verdict:
    if project.follows_procurement_law:
        return Answer.YES, "Vergaberecht wird angewandt"
    if programme.procurement is None:
        return Answer.UNKNOWN, ASK
    return _yes_if(programme.procurement == "frei", programme.procurement)


def _reimbursement(programme: Programme, project: Project) -> Verdict:
    amount = possible_amount(programme, project)
    if programme.payment == "Vorauszahlung":
        return Answer.YES, "Auszahlung im Voraus"
    if amount is None:
        return Answer.UNKNOWN, ASK
    if project.prefinancing_eur >= amount:
        return Answer.YES, "Vorfinanzierung reicht"
    return (Answer.NO, "Vorfinanzierung reicht nicht") if programme.payment else (Answer.UNKNOWN, ASK)


def _de_minimis(programme: Programme, project: Project) -> Verdict:
    if programme.de_minimis == "nein":
        return Answer.YES, "keine De-minimis-Beihilfe"
    amount = possible_amount(programme, project)
    room = project.de_minimis_ceiling_eur - project.de_minimis_received_eur
    if amount is not None and amount <= room:
        return Answer.YES, f"höchstens {quantity(amount, '€')}, Spielraum {quantity(room, '€')}"
    if programme.de_minimis is None or amount is None:
        return Answer.UNKNOWN, ASK
    return Answer.NO, f"über dem Spielraum von {quantity(room, '€')}"


CHECKS: dict[str, Callable[[Programme, Project], Verdict]] = {
    "Antragsteller": _applicant,
    "Ort": _place,
    "Zweck": _purpose,
    "Offen am Stichtag": _open,
    "Kein vorzeitiger Beginn": _early_start,
    "Fördersatz": _rate,
    "Mindestbetrag": _minimum,
    "Höchstbetrag": _ceiling,
    "Eigenanteil": _own_share,
    "Kumulierung": _cumulation,
    "Doppelförderung": _double_funding,
    "Zweckbindung": _earmarking,
    "Vergabe": _procurement,
    "Erstattungsprinzip": _reimbursement,
    "De-minimis": _de_minimis,
}
