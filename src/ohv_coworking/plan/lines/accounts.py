"""Profit and loss, cash flow and balance sheet, month by month; each adds up from what it shows."""

from collections.abc import Sequence

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.line import Axis, Line, Page
from ohv_coworking.plan.lines.revenue import summed

Statement = dict[str, list[Line]]
CONTRIBUTING = "(since_opening >= 0)*(since_opening < municipal_contribution_months)*running"


def profit_and_loss(plan: PlanParameters) -> Statement:
    """Return the lines of the statement under their headings, sums last: income positive, expenses negative."""
    grants = plan.financing.grants
    running = summed(f"{key}_earned" for key in grants if not plan.funds_assets(key))
    sales = [Line(f"{key}_sales", one.label, "€", f"{key}_revenue") for key, one in plan.products.items()]
    other = [
        Line("grant_income", "Zuschüsse zum Betrieb", "€", f"{running} - supplement_tax"),
        Line("wage_subsidies", "Lohnkostenzuschüsse", "€", "wage_subsidy"),
        Line("municipal_contribution", "Zuschuss der Kommunen", "€", "municipal_contribution_received - contribution_tax"),
        Line("grant_release", "Auflösung von Investitionszuschüssen", "€", "grant_release_total"),
        Line("disposal_result", "Ergebnis aus dem Verkauf von Anlagen", "€", "sales_net - sold_book_value + sold_grants"),
        Line("input_tax_correction", "Berichtigung der Vorsteuer (§ 15a UStG)", "€", "movable_correction + building_correction + sale_correction"),
    ]  # fmt: skip
    costs = [
        Line("bad_debts", "Forderungsausfälle", "€", "-bad_debt_share*revenue"),
        Line("rent", "Miete", "€", "-rent_expense"),
        *(Line(key, cost.label, "€", f"-{key}_expense") for key, cost in plan.running_costs.items()),
        Line("acquisition", "Gewinnung neuer Verträge", "€", "-acquisition_expense"),
        Line("staff", "Personal", "€", "-staff_cost"),
        Line("depreciation", "Abschreibung der Ausstattung", "€", "-depreciation_total"),
        Line("interest", "Zinsen", "€", "-loans_interest"),
    ]
    return {
        "Umsatz": [*sales, _sum("revenue", "Einnahmen aus allen Angeboten", sales)],
        "Weitere Erträge": [*other, _sum("other_income", "Summe der weiteren Erträge", other)],
        "Aufwand": [*costs, _sum("expenses", "Summe des Aufwands", costs)],
        "Ergebnis": [
            Line("profit_before_tax", "Ergebnis vor Steuern", "€", "revenue + other_income + expenses"),
            Line("income_tax", "Ertragsteuern", "€",
                 "-of_year(income_tax_of_year)*OR(month_of_year == 12, month == month_count - 1)"),
            Line("profit", "Ergebnis", "€", "profit_before_tax + income_tax"),
        ],
    }  # fmt: skip


SUBSIDIES = ("grant_income", "wage_subsidies", "municipal_contribution")


def own_result_names(plan: PlanParameters) -> list[str]:
    """Return the lines that make the result without subsidies and taxes on income."""
    statement = profit_and_loss(plan)
    other, costs = (statement[heading][:-1] for heading in ("Weitere Erträge", "Aufwand"))
    return ["revenue", *(line.name for line in (*other, *costs) if line.name not in SUBSIDIES)]


def result_page(plan: PlanParameters) -> Page:
    own = [
        Line("own_result", "Ergebnis ohne Zuschüsse und Steuern", "€", f"profit_before_tax - {' - '.join(SUBSIDIES)}"),
        Line("own_result_of_year", "letzte zwölf Monate", "€", "trailing(own_result, 12)"),
        Line("carries", "trägt sich in den letzten zwölf Betriebsmonaten", "ja/nein",
             "(own_result_of_year >= 0)*(since_opening >= 12 - 1)*running", "count"),
    ]  # fmt: skip
    blocks = profit_and_loss(plan) | {"Ohne Zuschüsse": own}
    return Page.along(Axis.MONTH, "Ergebnisrechnung", "Gewinn- und Verlustrechnung je Monat", blocks)


def cash_flow(plan: PlanParameters) -> Statement:
    """Return the payments under their headings, sums last: received positive, paid negative."""
    grants = {key: plan.funds_assets(key) for key in plan.financing.grants}
    operating = [
        Line("from_customers", "Einzahlungen der Nutzenden", "€", "collectible - receivables + delayed(receivables, 1)"),
        Line("deposits", "Veränderung der Kautionen", "€", "deposits_held - delayed(deposits_held, 1)"),
        Line("to_suppliers", "Zahlungen an Lieferanten", "€", "payables - delayed(payables, 1) - costs_gross"),
        Line("rent_paid", "Mietzahlungen", "€", "-rent_gross"),
        Line("staff_paid", "Personalzahlungen", "€", "wage_subsidy - staff_cost"),
        Line("vat_paid", "Umsatzsteuerzahlungen", "€", "-vat_paid_out"),
        Line("running_grants_received", "Betriebszuschüsse", "€", summed(f"{key}_paid" for key, fixed in grants.items() if not fixed)),
        Line("municipal_contribution_received", "Zuschuss der Kommunen", "€", f"municipal_contribution_a_year/12*{CONTRIBUTING}"),
        Line("income_tax_paid", "Ertragsteuerzahlungen", "€", "delayed(income_tax, tax_payment_months)"),
    ]  # fmt: skip
    project = [
        Line("investments_paid", "Investitionen", "€", "-investments_gross"),
        Line("investment_grants_received", "Investitionszuschüsse", "€", summed(f"{key}_paid" for key, fixed in grants.items() if fixed)),
        Line("disposals_received", "Verkauf von Anlagen", "€", "sales_net + sales_tax"),
        Line("rent_deposit_paid", "Mietsicherheit", "€", "rent_deposit_months*area*rent_per_square_metre*((month == leaving_month)*1 - (month == 0))"),
    ]  # fmt: skip
    financing = [
        Line("equity_paid_in", "Eigenmittel", "€", "equity*(month == 0)"),
        Line("loans_received", "Darlehensauszahlung", "€", "loans_drawn"),
        Line("loans_repaid", "Tilgung", "€", "-loans_repayment"),
        Line("interest_paid", "Zinszahlungen", "€", "-loans_interest_paid"),
    ]
    return {
        "Betrieb": [*operating, _sum("operating_payments", "Zahlungen des Betriebs", operating)],
        "Investition": [*project, _sum("project_payments", "Zahlungen der Investition", project)],
        "Finanzierung": [*financing, _sum("financing_payments", "Zahlungen der Finanzierung", financing)],
        "Bestand": [
            Line("cash_before", "Zahlungsmittel am Monatsanfang", "€", "cash_balance - cash_change"),
            Line("cash_change", "Veränderung der Zahlungsmittel", "€", "operating_payments + project_payments + financing_payments"),
            Line("cash_balance", "Zahlungsmittel am Monatsende", "€", "cumulated(cash_change)"),
        ],
    }  # fmt: skip


def cash_page(plan: PlanParameters) -> Page:
    later = "investments_paid + investment_grants_received + disposals_received"
    service = [
        Line("cash_for_debt_service", "Zahlungen vor Kapitaldienst (CFADS)", "€", f"operating_payments + (since_opening > 0)*({later})"),
        Line("debt_service", "Kapitaldienst", "€", "loans_repayment + loans_interest_paid"),
        Line("cash_while_owed", "CFADS in der Laufzeit der Darlehen", "€", "cash_for_debt_service*(since_opening > 0)*(debt_service > tolerance)"),
    ]  # fmt: skip
    need = [
        Line("without_cash", "zahlungsunfähig", "ja/nein", "(cash_balance < 0)*1", "count"),
        Line("free_cash_flow", "Zahlungen des Vorhabens ohne Finanzierung", "€",
             "operating_payments - municipal_contribution_received + project_payments"),
        Line("free_cash_so_far", "davon aufgelaufen", "€", "cumulated(free_cash_flow)"),
        Line("last_below", "Monat, wenn unter null", "Nr.", "IF(free_cash_so_far < 0, month, -1)", "count"),
        Line("shortfall", "Fehlbetrag zum Mindestbestand", "€", "MAX(minimum_liquidity - cash_balance, 0)"),
        Line("need_so_far", "zusätzlicher Zuschussbedarf bisher", "€", "highest(shortfall)"),
        Line("additional_need", "zusätzlicher Zuschussbedarf", "€", "need_so_far - delayed(need_so_far, 1)"),
        Line("need", "Zuschussbedarf mit Umsatzsteuer darauf", "€", "additional_need/(1 - contribution_tax_share) + municipal_contribution_received"),
    ]  # fmt: skip
    blocks = cash_flow(plan) | {"Kapitaldienst": service, "Zuschussbedarf": need}
    return Page.along(Axis.MONTH, "Liquidität", "Zahlungsrechnung je Monat", blocks)


def balance_sheet(plan: PlanParameters) -> Statement:
    """Return assets and liabilities, sums last."""
    deposits = summed(f"{key}_deposit_months*{key}_revenue" for key in plan.products)
    assets = [
        Line("fixed_assets", "Anlagevermögen", "€", "book_value - granted_left*grants_lower_cost"),
        Line("receivables", "Forderungen", "€", "collectible*receivable_days/days_per_month"),
        Line(
            "grants_receivable",
            "Forderungen aus Zuschüssen",
            "€",
            "cumulated(grants_earned) - cumulated(grants_paid)",
        ),
        Line("vat_receivable", "Forderung Umsatzsteuer", "€", "MAX(-vat_owed, 0)"),
        Line("rent_deposit", "Mietsicherheit", "€", "-cumulated(rent_deposit_paid)"),
        Line("cash", "Zahlungsmittel", "€", "MAX(cash_balance, 0)"),
    ]
    liabilities = [
        Line("paid_in_equity", "Eingezahltes Kapital", "€", "cumulated(equity_paid_in)"),
        Line("retained_result", "Ergebnis, aufgelaufen", "€", "cumulated(profit)"),
        Line("special_item", "Sonderposten", "€", "granted_left*(1 - grants_lower_cost)"),
        Line("loans", "Darlehen", "€", "loans_balance"),
        Line("interest_payable", "Verbindlichkeit Zinsen", "€", "cumulated(loans_interest) - cumulated(loans_interest_paid)"),
        Line("payables", "Verbindlichkeiten", "€", "costs_gross*payable_days/days_per_month"),
        Line("deposits_held", "Kautionen", "€", deposits),
        Line("vat_payable", "Verbindlichkeit Umsatzsteuer", "€", "MAX(vat_owed, 0) + vat_not_due"),
        Line("income_tax_payable", "Verbindlichkeit Ertragsteuern", "€", "cumulated(income_tax_paid) - cumulated(income_tax)"),
        Line("funding_gap", "Finanzierungslücke", "€", "MAX(-cash_balance, 0)"),
    ]  # fmt: skip
    return {
        "Aktiva": [*assets, _sum("total_assets", "Summe Aktiva", assets)],
        "Passiva": [*liabilities, _sum("total_liabilities", "Summe Passiva", liabilities)],
    }


def balance_page(plan: PlanParameters) -> Page:
    earned, paid = (summed(f"{key}_{part}" for key in plan.financing.grants) for part in ("earned", "paid"))
    behind = [
        Line("difference", "Aktiva − Passiva", "€", "total_assets - total_liabilities"),
        Line("equity_in_books", "Eigenkapital in den Büchern", "€", "paid_in_equity + retained_result"),
        Line("book_value", "Buchwert der Anlagen ohne Zuschüsse", "€",
             "cumulated(investments_capitalised) - cumulated(depreciation_total) - cumulated(sold_book_value)"),
        Line("granted_left", "Zuschüsse auf Anlagen, Restwert", "€",
             "cumulated(investments_granted) - cumulated(grant_release_total) - cumulated(sold_grants)"),
        Line("grants_lower_cost", "Zuschüsse mindern Anschaffungskosten", "ja/nein", 'IF(grant_treatment == "Sonderposten", 0, 1)', "count"),
        Line("grants_earned", "Zuschüsse", "€", earned),
        Line("grants_paid", "ausgezahlte Zuschüsse", "€", paid),
    ]  # fmt: skip
    return Page.along(
        Axis.MONTH, "Bilanz", "Bilanz je Monatsende", balance_sheet(plan) | {"Dahinter": behind}
    )


def _sum(name: str, label: str, lines: Sequence[Line]) -> Line:
    return Line(name, label, "€", summed(line.name for line in lines), "sum")


def exit_page(plan: PlanParameters) -> Page:
    grants = plan.financing.grants
    open_share = {
        key: f"IF({key}_earmarked_months > 0, MIN(MAX(1 - MAX(since_opening + 1, 0)/MAX({key}_earmarked_months, 1), 0), 1), 0)"
        for key in grants
    }
    rent = "rent_a_month*(1 + rent_rate*(1 - deductible_share))"
    lines = [
        Line("full_rent", "Miete eines Monats", "€", rent),
        Line("exit_rent", "Restmiete", "€", "(1 - rent_saved_share)*full_rent*MAX(lease_months - 1 - month, 0)"),
        Line("exit_staff", "Personal bis zum Ende der Kündigungsfrist", "€", "staff_notice_months*staff_monthly_cost"),
        Line("exit_grants", "Rückzahlung von Zuschüssen", "€",
             summed(f"{key}_earned_so_far*{share}" for key, share in open_share.items())),
        Line("exit_dismantling", "Rückbau", "€", "dismantling_per_square_metre*area_let*inflation_index"),
        Line("exit_resale", "Erlös der Ausstattung", "€", "-resale_share*fixed_assets"),
        Line("exit_cost", "Kosten des Ausstiegs", "€", "exit_rent + exit_staff + exit_grants + exit_dismantling + exit_resale"),
        Line("exit_money", "Zahlungsmittel, den Zuschussbedarf eingerechnet", "€", "-(cash_balance + need_so_far)"),
        Line("exit_with_debt", "Kosten des Ausstiegs mit der Restschuld, nach Abzug der Zahlungsmittel", "€", "exit_cost + loans + exit_money"),
    ]  # fmt: skip
    return Page.along(Axis.MONTH, "Ausstieg", "Was eine Schließung am Monatsende kostet", {"Ausstieg": lines})
