"""What the plan costs the public in all: need, equity and guaranteed debt, less what is left when it ends."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.line import Line
from ohv_coworking.plan.lines.revenue import summed

LAST = "month_count - 1"


def public_cost_lines(plan: PlanParameters) -> list[Line]:
    """Return the parts of the public cost, their sum, and the sum a year, a desk and a user.

    The need is thought paid: what it adds to the cash balance is left at the end with the rest.
    """
    guaranteed = summed(
        f"{key}_guaranteed_share*entry({key}_balance, {LAST})" for key in plan.financing.loans
    )
    years = "operating_years"
    parts = "subsidy_total + public_equity + guaranteed_debt_left - money_left - deposits_left"
    return [
        Line("public_equity", "Eigenmittel der öffentlichen Hand", "€", "equity*public_equity_share", result=True),
        Line("guaranteed_debt_left", "Verbürgte Restschuld am Ende des Planungszeitraums", "€", guaranteed, result=True),
        Line("money_left", "Zahlungsmittel am Ende, den Zuschussbedarf eingerechnet", "€",
             f"entry(cash_balance, {LAST}) + entry(need_so_far, {LAST})", result=True),
        Line("deposits_left", "Mietsicherheit am Ende nach Abzug der Kautionen der Nutzenden", "€",
             f"entry(rent_deposit, {LAST}) - entry(deposits_held, {LAST})", result=True),
        Line("public_cost_total", "Kosten der öffentlichen Hand im ganzen Planungszeitraum", "€", parts, result=True),
        Line("public_cost_per_year", "Kosten der öffentlichen Hand im Mittel je Betriebsjahr", "€/Jahr", f"public_cost_total/{years}", result=True),
        Line("public_cost_per_desk", "Kosten der öffentlichen Hand je Arbeitsplatz und Jahr", "€ je Arbeitsplatz und Jahr",
             "IF(desks > 0, public_cost_per_year/desks, 0)", result=True),
        Line("public_cost_per_user", "Kosten der öffentlichen Hand je nutzende Person und Jahr", "€ je Person und Jahr",
             "IF(users_planned > 0, public_cost_per_year/users_planned, 0)", result=True),
    ]  # fmt: skip


def commitment_lines(plan: PlanParameters) -> list[Line]:
    """Return what binds beyond the plan: debt when it is left early, rent after its end, the owner's own works."""
    rent = f"entry(full_rent, {LAST})"
    owed = (
        f"({key}_amount{plan.in_plan(key)} > 0)*({key}_term_months - {key}_months_before_opening)"
        for key in plan.financing.loans
    )
    bound = ", ".join(["(area*rent_per_square_metre > 0)*(lease_months - preparation_months)", *owed])
    return [
        Line("exit_with_debt_at_opening", "Kosten des Ausstiegs nach der Eröffnung mit der Restschuld", "€",
             "entry(exit_with_debt, preparation_months)", result=True),
        Line("exit_with_debt_at_end", "Kosten des Ausstiegs am Ende des Planungszeitraums mit der Restschuld", "€",
             f"entry(exit_with_debt, {LAST})", result=True),
        Line("exit_with_debt_highest", "Höchste Kosten eines Ausstiegs mit der Restschuld", "€", "largest(exit_with_debt)", result=True),
        Line("rent_after_plan", "Miete nach dem Ende des Planungszeitraums bis zum Ende der festen Mietzeit", "€",
             f"{rent}*MAX(lease_months - month_count, 0)", result=True),
        Line("commitment_years", "Bindung durch Miete und Darlehen ab der Eröffnung", "Jahre", f"MAX({bound}, 0)/12", "decimal", True),
        Line("owner_investment", "Herrichtung der Räume durch die Eigentümerin", "€", "landlord_investment*area", result=True),
    ]  # fmt: skip
