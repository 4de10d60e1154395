"""What the plan costs the public in all: need, equity and guaranteed debt, less what is left when it ends."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.line import Line
from ohv_coworking.plan.lines.revenue import summed
from ohv_coworking.plan.lines.time import at_end


def each(name: str, label: str) -> list[Line]:
    """Return what a yearly sum `NAME_per_year` is for each desk and for each user."""
    return [
        Line(f"{name}_per_desk", f"{label} je Arbeitsplatz und Jahr", "€ je Arbeitsplatz und Jahr",
             f"IF(desks > 0, {name}_per_year/desks, 0)", result=True),
        Line(f"{name}_per_user", f"{label} je nutzende Person und Jahr", "€ je Person und Jahr",
             f"IF(users_planned > 0, {name}_per_year/users_planned, 0)", result=True),
    ]  # fmt: skip


def public_cost_lines(plan: PlanParameters) -> list[Line]:
    """Return the parts of the public cost, their sum, and the sum a year, a desk and a user.

    The need is thought paid: what it adds to the cash balance is left at the end with the rest.
    """
    guaranteed = summed(f"{key}_guaranteed_share*{at_end(f'{key}_balance')}" for key in plan.financing.loans)
    granted = summed(
        f"{key}_guaranteed_share*{key}_amount{plan.in_plan(key)}" for key in plan.financing.loans
    )
    parts = "subsidy_total + public_equity + guaranteed_debt_left - money_left - deposits_left"
    return [
        Line("public_equity", "Eigenmittel der öffentlichen Hand", "€", "equity*public_equity_share", result=True),
        Line("guaranteed_debt", "Verbürgter Teil der Darlehen bei der Auszahlung", "€", granted, result=True),
        Line("guaranteed_debt_left", "Verbürgte Restschuld am Ende des Planungszeitraums", "€", guaranteed, result=True),
        Line("money_left", "Zahlungsmittel am Ende, den Zuschussbedarf eingerechnet", "€",
             f"{at_end('cash_balance')} + {at_end('need_so_far')}", result=True),
        Line("deposits_left", "Mietsicherheit am Ende nach Abzug der Kautionen der Nutzenden", "€",
             f"{at_end('rent_deposit')} - {at_end('deposits_held')}", result=True),
        Line("public_cost_total", "Kosten der öffentlichen Hand im ganzen Planungszeitraum", "€", parts, result=True),
        Line("public_cost_per_year", "Kosten der öffentlichen Hand im Mittel je Betriebsjahr", "€/Jahr", "public_cost_total/operating_years", result=True),
        *each("public_cost", "Kosten der öffentlichen Hand"),
    ]  # fmt: skip


def commitment_lines(plan: PlanParameters) -> list[Line]:
    """Return what binds beyond the plan: debt when it is left early, rent after its end, the owner's own works."""
    owed = (
        f"({key}_amount{plan.in_plan(key)} > 0)*({key}_term_months - {key}_months_before_opening)"
        for key in plan.financing.loans
    )
    bound = ", ".join(["(area*rent_per_square_metre > 0)*(lease_months - preparation_months)", *owed])
    return [
        Line("exit_with_debt_at_opening", "Kosten des Ausstiegs nach der Eröffnung mit der Restschuld, nach Abzug der Zahlungsmittel", "€",
             "entry(exit_with_debt, preparation_months)", result=True),
        Line("exit_with_debt_at_end", "Kosten des Ausstiegs am Ende des Planungszeitraums mit der Restschuld, nach Abzug der Zahlungsmittel", "€",
             at_end("exit_with_debt"), result=True),
        Line("exit_with_debt_highest", "Höchste Kosten eines Ausstiegs mit der Restschuld, nach Abzug der Zahlungsmittel", "€", "largest(exit_with_debt)", result=True),
        Line("rent_after_plan", "Miete nach dem Ende des Planungszeitraums bis zum Ende der festen Mietzeit", "€",
             f"{at_end('full_rent')}*MAX(lease_months - month_count, 0)", result=True),
        Line("commitment_years", "Bindung durch Miete und Darlehen ab der Eröffnung", "Jahre", f"MAX({bound}, 0)/12", "decimal", True),
        Line("owner_investment", "Herrichtung der Räume durch die Eigentümerin", "€", "landlord_investment*area", result=True),
    ]  # fmt: skip
