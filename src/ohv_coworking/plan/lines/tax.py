"""Value added tax: output and input tax, correction, advance returns."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.line import Axis, Block, Line, Page
from ohv_coworking.plan.lines.costs import RATES
from ohv_coworking.plan.lines.revenue import summed


def tax_page(plan: PlanParameters) -> Page:
    terms = plan.financing.grants
    supplements = summed(f"{key}_earned" for key, grant in terms.items() if grant.price_supplement)
    periods = [
        Line("movable_months", "Berichtigungszeitraum beweglich", "Monate", "entry(input_tax_correction_months_movable, 0)", "count"),
        Line("building_months", "Berichtigungszeitraum Gebäude", "Monate", "entry(input_tax_correction_months_building, 0)", "count"),
        Line("filing_months", "Voranmeldungszeitraum", "Monate", 'IF(vat_filing_months == "monatlich", 1, months_per_quarter)', "count"),
    ]  # fmt: skip
    account = [
        Line("supplement_tax", "Umsatzsteuer in Preiszuschüssen", "€",
             f"(1 - small_business_applies)*vat_standard_rate/(1 + vat_standard_rate)*({supplements})"),
        Line("output_tax", "Umsatzsteuer", "€", "billed_tax*(1 - bad_debt_share) + supplement_tax + sales_tax"),
        Line("input_tax", "Vorsteuer", "€",
             "costs_tax + rent_net*rent_rate + movable_tax + building_tax"),
        Line("vat_due", "Zahllast", "€", "output_tax - deductible_share*input_tax - input_tax_correction"),
        Line("vat_filed", "angemeldet", "€", "(MOD(month_of_year, filing_months) == 0)*trailing(vat_due, filing_months)"),
        Line("vat_paid_out", "gezahlt", "€", "delayed(vat_filed, vat_payment_months)"),
        Line("vat_owed", "Stand", "€", "cumulated(vat_due) - cumulated(vat_paid_out)"),
    ]  # fmt: skip
    return Page(
        "Umsatzsteuer",
        "Umsatzsteuer",
        [
            Block("Zeiträume", Axis.SINGLE, periods),
            Block(
                "Vorsteuer auf bewegliche Wirtschaftsgüter", Axis.MONTH, _correction(plan, "movable", True)
            ),
            Block("Vorsteuer auf Gebäudeteile", Axis.MONTH, _correction(plan, "building", False)),
            Block("Umsatzsteuerkonto", Axis.MONTH, account),
        ],
    )


def _correction(plan: PlanParameters, kind: str, movable: bool) -> list[Line]:
    paid = summed(
        f"{key}_purchase*{RATES[one.vat]}" for key, one in plan.investments.items() if one.movable == movable
    )
    used, pool, change = f"{kind}_{{part}}_used", f"{kind}_pool", f"{kind}_change"
    since_use = "IF(since_opening == 0, cumulated({0}), {0}*(since_opening > 0))"
    smallest = f"MIN(input_tax_correction_share*{pool}, input_tax_correction_amount*{kind}_months/12)"
    then = f"trailing({kind}_deducted_used, {kind}_months)"
    return [
        Line(f"{kind}_tax", "gezahlt", "€", paid),
        Line(f"{kind}_deducted", "abgezogen", "€", f"{kind}_tax*deductible_share"),
        *(
            Line(used.format(part=part), f"{label} ab erster Verwendung", "€", since_use.format(f"{kind}_{part}"))
            for part, label in (("tax", "gezahlt"), ("deducted", "abgezogen"))
        ),
        Line(pool, "im Berichtigungszeitraum", "€", f"trailing({kind}_tax_used, {kind}_months)"),
        Line(change, "Änderung der Verwendung", "€", f"deductible_share*{pool} - {then}"),
        Line(f"{kind}_correction", "Berichtigung", "€", f"IF(ABS({change}) >= {smallest}, {change}/{kind}_months, 0)"),
    ]  # fmt: skip
