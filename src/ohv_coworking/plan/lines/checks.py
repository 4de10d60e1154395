"""Checks: each is 1 where it holds; the sheet shows them green."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.line import Axis, Block, Line, Page
from ohv_coworking.plan.lines.revenue import summed


def checks_page(plan: PlanParameters) -> Page:
    products, loans, grants = plan.products, plan.financing.loans, plan.financing.grants
    held = " + ".join(f"(largest({key}_occupancy) > 1)" for key in products)
    owed = summed(
        f"sum_of({key}_drawn) - sum_of({key}_repayment) - {_last(f'{key}_balance')}" for key in loans
    )
    above = " + ".join(f"(largest({key}_earned_so_far) > {key}_ceiling + tolerance)" for key in grants) or "0"
    written = "sum_of(depreciation_total) - sum_of(investments_capitalised)"
    vat = f"sum_of(output_tax) - sum_of(deducted_tax) - sum_of(input_tax_correction) - sum_of(vat_paid_out) - {_last('vat_owed')}"
    checks = [
        _zero("check_balance", "Bilanz: Aktiva gleich Passiva in jedem Monat", "sum_of_sizes(difference)"),
        _zero("check_cash", "Zahlungsrechnung: Bestand am Ende gleich Summe der Zahlungen", f"{_last('cash_balance')} - sum_of(cash_change)"),
        _zero("check_years", "Kalenderjahre: Summe der Ergebnisse gleich Summe der Monate", "sum_of(profit_by_year) - sum_of(profit)"),
        _zero("check_payments", "Kalenderjahre: Summe der Zahlungen gleich Summe der Monate", "sum_of(cash_change_by_year) - sum_of(cash_change)"),
        _zero("check_vat", "Umsatzsteuer: angefallen gleich gezahlt und offen", vat),
        _zero("check_loans", "Darlehen: Auszahlung gleich Tilgung und Restschuld", owed),
        Line("check_depreciation", "Abschreibung nicht über Anschaffungskosten", "ja/nein", f"({written} <= tolerance)*1", "check"),
        Line("check_grants", "Zuschüsse nicht über dem Höchstbetrag", "ja/nein", f"({above} == 0)*1", "check"),
        Line("check_occupancy", "Auslastung nie über 100 %", "ja/nein", f"({held} == 0)*1", "check"),
        Line("check_assets", "Anlagevermögen nie negativ", "ja/nein", "(smallest(fixed_assets) >= -tolerance)*1", "check"),
        Line("check_need", "Zuschussbedarf nie negativ", "ja/nein", "(smallest(additional_need) >= -tolerance)*1", "check"),
        Line("check_minimum_wage", "Entgelte nicht unter dem Mindestlohn", "ja/nein", "(largest(below_minimum_wage) == 0)*1", "check"),
        Line("check_de_minimis", "De-minimis-Beihilfen unter der Obergrenze", "ja/nein",
             "(largest(de_minimis_excess) <= tolerance)*1", "check"),
        Line("check_inputs", "Eingaben im zulässigen Bereich", "ja/nein", "(inputs_out_of_range == 0)*1", "check"),
    ]  # fmt: skip
    names = [line.name for line in checks]
    total = Line(
        "all_checks", "Alle Prüfungen bestanden", "ja/nein", f"MIN({', '.join(names)})", "check", True
    )
    hint = "Planmonate mit fortgeschriebenen gesetzlichen Werten"
    carried = Line("months_on_carried_law", hint, "Monate", "sum_of(law_is_carried_on)", "count")
    return Page(
        "Prüfungen",
        "Prüfungen",
        [
            Block("Ergebnis", Axis.SINGLE, [total]),
            Block("Einzelprüfungen", Axis.SINGLE, checks),
            Block("Hinweise", Axis.SINGLE, [carried]),
        ],
    )


def _zero(name: str, label: str, formula: str) -> Line:
    return Line(name, label, "ja/nein", f"(ABS({formula}) <= tolerance)*1", "check")


def _last(name: str) -> str:
    return f"entry({name}, month_count - 1)"
