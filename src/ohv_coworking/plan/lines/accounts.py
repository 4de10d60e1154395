"""Profit and loss, cash flow and balance sheet, month by month."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.line import Axis, Block, Line, Page
from ohv_coworking.plan.lines.revenue import summed

ASSETS = ("fixed_assets", "receivables", "grants_receivable", "vat_receivable", "rent_deposit", "cash")
LIABILITIES = (
    "paid_in_equity", "retained_result", "special_item", "loans", "payables", "deposits_held", "vat_payable",
    "income_tax_payable", "funding_gap",
)  # fmt: skip


def profit_and_loss_lines(plan: PlanParameters) -> list[Line]:
    """Return the lines before tax: income positive, expenses negative."""
    grants = plan.financing.grants
    running = summed(f"{key}_earned" for key in grants if not plan.funds_assets(key))
    contributing = "(since_opening >= 0)*(since_opening < municipal_contribution_months)"
    return [
        Line("grant_income", "Zuschüsse zum Betrieb", "€", f"{running} - supplement_tax"),
        Line("wage_subsidies", "Lohnkostenzuschüsse", "€", "wage_subsidy"),
        Line("municipal_contribution", "Zuschuss der Kommunen", "€", f"municipal_contribution_a_year/12*{contributing}"),
        Line("grant_release", "Auflösung von Investitionszuschüssen", "€", "grant_release_total"),
        Line("bad_debts", "Forderungsausfälle", "€", "-bad_debt_share*revenue"),
        Line("rent", "Miete", "€", "-rent_expense"),
        *(Line(key, cost.label, "€", f"-{key}_expense") for key, cost in plan.running_costs.items()),
        Line("acquisition", "Gewinnung neuer Verträge", "€", "-acquisition_expense"),
        Line("staff", "Personal", "€", "-staff_cost"),
        Line("depreciation", "Abschreibung der Ausstattung", "€", "-depreciation_total"),
        Line("interest", "Zinsen", "€", "-loans_interest"),
    ]  # fmt: skip


def own_result_names(plan: PlanParameters) -> list[str]:
    """Return the lines that make the result without subsidies and taxes on income."""
    apart = ("grant_income", "wage_subsidies", "municipal_contribution", "grant_release")
    named = [line.name for line in profit_and_loss_lines(plan) if line.name not in apart]
    return ["revenue", "grant_release", "input_tax_correction", *named]


def result_page(plan: PlanParameters) -> Page:
    before_tax = profit_and_loss_lines(plan)
    names = ["revenue", "input_tax_correction", *(line.name for line in before_tax)]
    booked = "-of_year(income_tax_of_year)*OR(month_of_year == 12, month == month_count - 1)"
    lines = [
        *before_tax,
        Line("profit_before_tax", "Ergebnis vor Steuern", "€", summed(names)),
        Line("income_tax", "Ertragsteuern", "€", booked),
        Line("profit", "Ergebnis", "€", "profit_before_tax + income_tax"),
        Line("own_result", "Ergebnis ohne Zuschüsse und Steuern", "€", summed(own_result_names(plan))),
        Line("own_result_of_year", "letzte zwölf Monate", "€", "trailing(own_result, 12)"),
        Line("carries", "trägt sich in den letzten zwölf Betriebsmonaten", "ja/nein",
             "(own_result_of_year >= 0)*(since_opening >= 12 - 1)", "count"),
    ]  # fmt: skip
    return Page(
        "Ergebnisrechnung", "Gewinn- und Verlustrechnung je Monat", [Block("Ergebnis", Axis.MONTH, lines)]
    )


def cash_lines(plan: PlanParameters) -> list[Line]:
    """Return the payments: received positive, paid negative."""
    grants = {key: plan.funds_assets(key) for key in plan.financing.grants}
    deposits = summed(f"{key}_deposit_months*{key}_revenue" for key in plan.products)
    return [
        Line("collectible", "Rechnungen ohne Ausfall", "€", "gross_revenue*(1 - bad_debt_share)"),
        Line("receivables", "Forderungen", "€", "collectible*receivable_days/days_per_month"),
        Line("payables", "Verbindlichkeiten", "€", "costs_gross*payable_days/days_per_month"),
        Line("deposits_held", "Kautionen", "€", deposits),
        Line("from_customers", "Einzahlungen der Nutzenden", "€", "collectible - receivables + delayed(receivables, 1)"),
        Line("deposits", "Veränderung der Kautionen", "€", "deposits_held - delayed(deposits_held, 1)"),
        Line("to_suppliers", "Zahlungen an Lieferanten", "€", "payables - delayed(payables, 1) - costs_gross"),
        Line("rent_paid", "Mietzahlungen", "€", "-rent_gross"),
        Line("staff_paid", "Personalzahlungen", "€", "wage_subsidy - staff_cost"),
        Line("vat_paid", "Umsatzsteuerzahlungen", "€", "-vat_paid_out"),
        Line("running_grants_received", "Betriebszuschüsse", "€", summed(f"{key}_paid" for key, fixed in grants.items() if not fixed)),
        Line("municipal_contribution_received", "Zuschuss der Kommunen", "€", "municipal_contribution"),
        Line("income_tax_paid", "Ertragsteuerzahlungen", "€", "delayed(income_tax, tax_payment_months)"),
        Line("investments_paid", "Investitionen", "€", "-investments_gross"),
        Line("investment_grants_received", "Investitionszuschüsse", "€", summed(f"{key}_paid" for key, fixed in grants.items() if fixed)),
        Line("rent_deposit_paid", "Mietsicherheit", "€", "-rent_deposit_months*area*rent_per_square_metre*(month == 0)"),
        Line("equity_paid_in", "Eigenmittel", "€", "equity*(month == 0)"),
        Line("loans_repaid", "Tilgung", "€", "-loans_repayment"),
        Line("interest_paid", "Zinszahlungen", "€", "-loans_interest"),
    ]  # fmt: skip


OPERATING = (
    "from_customers", "deposits", "to_suppliers", "rent_paid", "staff_paid", "vat_paid", "running_grants_received",
    "municipal_contribution_received", "income_tax_paid",
)  # fmt: skip
PROJECT = ("investments_paid", "investment_grants_received", "rent_deposit_paid")
FINANCING = ("equity_paid_in", "loans_drawn", "loans_repaid", "interest_paid")


def cash_page(plan: PlanParameters) -> Page:
    free = [name for name in (*OPERATING, *PROJECT) if name != "municipal_contribution_received"]
    everything = summed((*OPERATING, *PROJECT, *FINANCING))
    shortfall = "MAX(minimum_liquidity - cash_balance, 0)"
    lines = [
        *cash_lines(plan),
        Line("cash_change", "Veränderung der Zahlungsmittel", "€", everything),
        Line("cash_balance", "Zahlungsmittel", "€", "cumulated(cash_change)"),
        Line("without_cash", "zahlungsunfähig", "ja/nein", "(cash_balance < 0)*1", "count"),
        Line("operating_payments", "Zahlungen des Betriebs", "€", summed(OPERATING)),
        Line("debt_service", "Kapitaldienst", "€", "loans_repayment + loans_interest"),
        Line("free_cash_flow", "Zahlungen des Vorhabens ohne Finanzierung", "€", summed(free)),
        Line("free_cash_so_far", "davon aufgelaufen", "€", "cumulated(free_cash_flow)"),
        Line("last_below", "Monat, wenn unter null", "Nr.", "IF(free_cash_so_far < 0, month, -1)", "count"),
        Line("shortfall", "Fehlbetrag zum Mindestbestand", "€", shortfall),
        Line("need_so_far", "zusätzlicher Zuschussbedarf bisher", "€", "highest(shortfall)"),
        Line("additional_need", "zusätzlicher Zuschussbedarf", "€", "need_so_far - delayed(need_so_far, 1)"),
        Line("need", "Zuschussbedarf", "€", "additional_need + municipal_contribution"),
    ]
    return Page("Liquidität", "Zahlungsrechnung je Monat", [Block("Zahlungen", Axis.MONTH, lines)])


def balance_page(plan: PlanParameters) -> Page:
    grants = plan.financing.grants
    earned, paid = (summed(f"{key}_{part}" for key in grants) for part in ("earned", "paid"))
    lowers = 'IF(grant_treatment == "Sonderposten", 0, 1)'
    lines = [
        Line("granted_left", "Zuschüsse auf Anlagen, Restwert", "€", "cumulated(investments_granted) - cumulated(grant_release_total)"),
        Line("grants_earned", "Zuschüsse", "€", earned),
        Line("grants_paid", "ausgezahlte Zuschüsse", "€", paid),
        Line("fixed_assets", "Anlagevermögen", "€",
             f"cumulated(investments_capitalised) - cumulated(depreciation_total) - granted_left*{lowers}"),
        Line("grants_receivable", "Forderungen aus Zuschüssen", "€", "cumulated(grants_earned) - cumulated(grants_paid)"),
        Line("vat_receivable", "Forderung Umsatzsteuer", "€", "MAX(-vat_owed, 0)"),
        Line("rent_deposit", "Mietsicherheit", "€", "-cumulated(rent_deposit_paid)"),
        Line("cash", "Zahlungsmittel", "€", "MAX(cash_balance, 0)"),
        Line("total_assets", "Summe Aktiva", "€", summed(ASSETS)),
        Line("paid_in_equity", "Eingezahltes Kapital", "€", "cumulated(equity_paid_in)"),
        Line("retained_result", "Ergebnis, aufgelaufen", "€", "cumulated(profit)"),
        Line("special_item", "Sonderposten", "€", f"granted_left*(1 - {lowers})"),
        Line("loans", "Darlehen", "€", "loans_balance"),
        Line("vat_payable", "Verbindlichkeit Umsatzsteuer", "€", "MAX(vat_owed, 0)"),
        Line("income_tax_payable", "Verbindlichkeit Ertragsteuern", "€", "cumulated(income_tax_paid) - cumulated(income_tax)"),
        Line("funding_gap", "Finanzierungslücke", "€", "MAX(-cash_balance, 0)"),
        Line("total_liabilities", "Summe Passiva", "€", summed(LIABILITIES)),
        Line("difference", "Aktiva − Passiva", "€", "total_assets - total_liabilities"),
    ]  # fmt: skip
    return Page("Bilanz", "Bilanz je Monatsende", [Block("Bilanz", Axis.MONTH, lines)])


def exit_page(plan: PlanParameters) -> Page:
    grants = plan.financing.grants
    open_share = {
        key: f"IF({key}_earmarked_months > 0, MIN(MAX(1 - MAX(since_opening + 1, 0)/MAX({key}_earmarked_months, 1), 0), 1), 0)"
        for key in grants
    }
    rent = "area*rent_per_square_metre*lease_index*(1 + rent_rate*(1 - deductible_share))"
    lines = [
        Line("exit_rent", "Restmiete", "€", f"(1 - rent_saved_share)*{rent}*MAX(lease_months - 1 - month, 0)"),
        Line("exit_staff", "Personal bis zum Ende der Kündigungsfrist", "€", "staff_notice_months*staff_monthly_cost"),
        Line("exit_grants", "Rückzahlung von Zuschüssen", "€",
             summed(f"{key}_earned_so_far*{share}" for key, share in open_share.items())),
        Line("exit_dismantling", "Rückbau", "€", "dismantling_per_square_metre*area*inflation_index"),
        Line("exit_resale", "Erlös der Ausstattung", "€", "-resale_share*fixed_assets"),
        Line("exit_cost", "Kosten des Ausstiegs", "€", "exit_rent + exit_staff + exit_grants + exit_dismantling + exit_resale"),
    ]  # fmt: skip
    return Page(
        "Ausstieg", "Was eine Schließung am Monatsende kostet", [Block("Ausstieg", Axis.MONTH, lines)]
    )
