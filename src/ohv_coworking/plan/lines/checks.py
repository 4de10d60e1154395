"""Checks, conditions and alerts: whether the plan is reckoned right, may be so, and bodes ill.

A check or a condition is 1 where it holds. An alert is 1 where the plan, reckoned right, warns of trouble.
"""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_conditions import conditions
from ohv_coworking.plan.line import Axis, Line, Page
from ohv_coworking.plan.lines.revenue import summed
from ohv_coworking.plan.lines.time import at_end


def checks_page(plan: PlanParameters) -> Page:
    checks, alerts = _checks(plan), _alerts()
    must = [_holds(one.name, one.label, one.formula) for one in conditions(plan)]
    count = summed(line.name for line in alerts)
    raised = Line("alerts_raised", "Warnzeichen für das Vorhaben", "Anzahl", count, "alerts", True)
    both = "MIN(checks_hold, conditions_hold)"
    total = [
        Line("all_checks", "Alle Prüfungen der Rechnung bestanden", "ja/nein", both, "check", True),
        _all("checks_hold", "Die Rechnung stimmt in sich", checks),
        _all("conditions_hold", "Die Eingaben passen zusammen", must),
    ]
    hint = "Planmonate mit fortgeschriebenen gesetzlichen Werten"
    carried = Line("months_on_carried_law", hint, "Monate", "sum_of(law_is_carried_on)", "count")
    blocks = {
        "Warnzeichen für das Vorhaben": [raised, *alerts],
        "Ergebnis der Prüfungen": total,
        "Prüfungen der Rechnung": checks,
        "Bedingungen an die Eingaben": must,
        "Auffällige Werte (genannt, nicht abgelehnt)": _unusual(plan),
        "Hinweise": [carried],
    }
    return Page.along(Axis.SINGLE, "Prüfungen", "Prüfungen", blocks)


def _checks(plan: PlanParameters) -> list[Line]:
    products, loans, grants = plan.products, plan.financing.loans, plan.financing.grants
    full = summed(f"(largest({key}_occupancy) > 1)" for key in products)
    owed = summed(
        f"sum_of({key}_drawn) - sum_of({key}_repayment) - {at_end(f'{key}_balance')}" for key in loans
    )
    drawn = summed(f"{key}_amount{plan.in_plan(key)}" for key in loans)
    bought = summed(f"(sum_of({key}_bought) != {key}_planned)" for key in plan.investments)
    above = summed(f"(largest({key}_earned_so_far) > {key}_ceiling + tolerance)" for key in grants)
    written = "sum_of(depreciation_total) + sum_of(sold_book_value) - sum_of(investments_capitalised)"
    vat = f"sum_of(output_tax) - sum_of(deducted_tax) - sum_of(input_tax_correction) - sum_of(vat_paid_out) - {at_end('vat_owed')}"
    return [
        _zero("check_balance", "Bilanz: Aktiva gleich Passiva in jedem Monat", "sum_of_sizes(difference)"),
        _zero("check_cash", "Zahlungsrechnung: Bestand am Ende gleich Summe der Zahlungen", f"{at_end('cash_balance')} - sum_of(cash_change)"),
        _zero("check_years", "Kalenderjahre: Summe der Ergebnisse gleich Summe der Monate", "sum_of(profit_by_year) - sum_of(profit)"),
        _zero("check_payments", "Kalenderjahre: Summe der Zahlungen gleich Summe der Monate", "sum_of(cash_change_by_year) - sum_of(cash_change)"),
        _zero("check_vat", "Umsatzsteuer: angefallen gleich gezahlt und offen", vat),
        _zero("check_loans", "Darlehen: Auszahlung gleich Tilgung und Restschuld", owed),
        _zero("check_drawn", "Darlehen: ausgezahlt wie vereinbart", f"sum_of(loans_drawn) - ({drawn})"),
        _holds("check_purchases", "Käufe gebucht wie geplant", f"{bought} == 0"),
        _holds("check_depreciation", "Abschreibung nicht über Anschaffungskosten", f"{written} <= tolerance"),
        _holds("check_grants", "Zuschüsse nicht über dem Höchstbetrag", f"{above} == 0"),
        _holds("check_occupancy", "Auslastung nie über 100 %", f"{full} == 0"),
        _holds("check_assets", "Anlagevermögen nie negativ", "smallest(fixed_assets) >= -tolerance"),
        _holds("check_need", "Zuschussbedarf nie negativ", "smallest(additional_need) >= -tolerance"),
        _holds("check_inputs", "Eingaben im zulässigen Bereich", "inputs_out_of_range == 0"),
    ]  # fmt: skip


def _alerts() -> list[Line]:
    return [
        _alert("alert_cash", "Zahlungsmittel unter null: ohne weiteren Zuschuss zahlungsunfähig (§ 17 InsO)", "minimum_liquidity_reached < -tolerance"),
        _alert("alert_over_indebted", "Eigenkapital in den Büchern unter null: Überschuldung zu prüfen (§ 19 InsO)", "equity_lowest < -tolerance"),
        _alert("alert_half_capital", "Hälfte des eingezahlten Kapitals verloren (§ 49 Abs. 3 GmbHG)", "equity_lowest < equity - equity_lowest"),
        _alert("alert_debt_cover", "Zahlungen vor Kapitaldienst unter dem Kapitaldienst eines Jahres (DSCR unter 1)", "debt_cover < 1"),
        _alert("alert_uncovered", "Eigenmittel, Darlehen und Investitionszuschüsse unter Investition und Mietsicherheit", "equity + sum_of(loans_drawn) < sum_of(needed_to_open) - tolerance"),
        _alert("alert_aid", "Zuschussbedarf, Zuschüsse und Bürgschaft über der De-minimis-Obergrenze", "largest(aid_excess) > tolerance"),
        _alert("alert_minimum_wage", "Entgelt einer Stelle unter dem Mindestlohn", "largest(below_minimum_wage) > 0"),
    ]  # fmt: skip


def _unusual(plan: PlanParameters) -> list[Line]:
    """Return what can be compared with publications, each with a line that is 1 where it lies beside them."""
    energy = summed(
        f"{key}_amount"
        for key, cost in plan.running_costs.items()
        if (cost.per, cost.rises_with) == ("m²", "energy")
    )
    days = [
        Line(f"{key}_days_per_desk", f"{one.label}: Nutzungstage je Platz und Monat bei voller Belegung", "Tage",
             f"IF({key}_desks_per_place > 0, {key}_sales_per_place*{key}_visits_per_sale/{key}_desks_per_place, 0)", "decimal")
        for key, one in plan.products.items()
    ]  # fmt: skip
    pay = [
        f"{key}_step_{at}_pay"
        for key, grade in plan.staff.pay_grades.items()
        for at in range(1, len(grade.steps) + 1)
    ]
    measures = [
        ("area_per_desk", "Fläche je Arbeitsplatz", "m²", "IF(desks > 0, area/desks, 0)", "area_per_desk"),
        ("rent_asked", "Miete je m² und Monat", "€/m²", "rent_per_square_metre", "rent"),
        ("revenue_per_desk", "Einnahmen je belegtem Arbeitsplatz und Monat", "€",
         "IF(desks*utilisation_planned > 0, revenue_per_year/(12*desks*utilisation_planned), 0)", "revenue_per_desk"),
        ("electricity_per_square_metre", "Kosten mit Energiepreis je m² und Monat", "€", energy, "electricity"),
        ("lowest_pay", "niedrigstes Monatsentgelt Vollzeit", "€", f"MIN({', '.join(pay)})" if pay else "0", "pay"),
        ("highest_pay", "höchstes Monatsentgelt Vollzeit", "€", f"MAX({', '.join(pay)})" if pay else "0", "pay"),
    ]  # fmt: skip
    # Nothing at all, no desk, no rent, no post, is no unusual amount.
    beside = "OR(AND(usual_{1}_from > 0, {0} > 0, {0} < usual_{1}_from), AND(usual_{1}_to > 0, {0} > usual_{1}_to))"
    lines = []
    for name, label, unit, formula, usual in measures:
        lines += [
            Line(name, label, unit, formula, "cent"),
            Line(
                f"unusual_{name}",
                f"{label}: neben dem Üblichen",
                "ja/nein",
                f"{beside.format(name, usual)}*1",
                "warning",
            ),
        ]
    most = f"MAX({', '.join(line.name for line in days)})"
    return [
        *lines,
        *days,
        Line("unusual_days_per_desk", "Nutzungstage je Platz und Monat: mehr, als ein Monat hat", "ja/nein", f"({most} > days_of_long_month)*1", "warning"),
    ]  # fmt: skip


def _holds(name: str, label: str, condition: str) -> Line:
    return Line(name, label, "ja/nein", f"({condition})*1", "check")


def _zero(name: str, label: str, formula: str) -> Line:
    return _holds(name, label, f"ABS({formula}) <= tolerance")


def _alert(name: str, label: str, raised: str) -> Line:
    return Line(name, label, "ja/nein", f"({raised})*1", "alert")


def _all(name: str, label: str, lines: list[Line]) -> Line:
    return Line(name, label, "ja/nein", f"MIN({', '.join(line.name for line in lines)})", "check")
