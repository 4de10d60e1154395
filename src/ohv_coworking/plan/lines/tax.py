"""Value added tax: output and input tax, correction, advance returns."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_entries import Investment
from ohv_coworking.plan.line import Axis, Block, Line, Page
from ohv_coworking.plan.lines.costs import RATES
from ohv_coworking.plan.lines.revenue import summed

SINCE_USE = "IF(since_opening == 0, cumulated({0}), {0}*(since_opening > 0))"


def tax_page(plan: PlanParameters) -> Page:
    terms = plan.financing.grants
    supplements = summed(f"{key}_earned" for key, grant in terms.items() if grant.price_supplement)
    periods = [
        Line("movable_months", "Berichtigungszeitraum beweglich", "Monate", "entry(input_tax_correction_months_movable, 0)", "count"),
        Line("building_months", "Berichtigungszeitraum Gebäude", "Monate", "entry(input_tax_correction_months_building, 0)", "count"),
        Line("filing_months", "Voranmeldungszeitraum", "Monate", 'IF(vat_filing_months == "monatlich", 1, months_per_quarter)', "count"),
    ]  # fmt: skip
    account = [
        Line("contribution_tax_share", "Umsatzsteuer, Anteil am Zuschuss der Kommunen", "Anteil",
             "contribution_taxed*(1 - small_business_applies)*vat_standard_rate/(1 + vat_standard_rate)", "percent"),
        Line("supplement_tax", "Umsatzsteuer in Preiszuschüssen", "€",
             f"(1 - small_business_applies)*vat_standard_rate/(1 + vat_standard_rate)*({supplements})"),
        Line("contribution_tax", "Umsatzsteuer im Zuschuss der Kommunen", "€", "municipal_contribution_received*contribution_tax_share"),
        Line("vat_not_due", "Umsatzsteuer in Forderungen, erst mit der Zahlung fällig (§ 20 UStG)", "€",
             "tax_on_receipt*billed_tax*(1 - bad_debt_share)*receivable_days/days_per_month"),
        Line("output_tax", "Umsatzsteuer", "€",
             "billed_tax*(1 - bad_debt_share) - vat_not_due + delayed(vat_not_due, 1) + supplement_tax + contribution_tax + sales_tax"),
        Line("input_tax", "Vorsteuer", "€",
             "costs_tax + rent_net*rent_rate + movable_tax + building_tax"),
        Line("vat_due", "Zahllast", "€", "output_tax - deductible_share*input_tax - input_tax_correction"),
        Line("filed_monthly", "monatlich: die ersten Jahre nach der Gründung (§ 18 Abs. 2 UStG)", "ja/nein",
             "newly_founded*(year - entry(year, 0) < vat_founder_years)", "count"),
        Line("vat_filed", "angemeldet", "€",
             "IF(filed_monthly > 0, vat_due, (MOD(month_of_year, filing_months) == 0)*trailing(vat_due, filing_months))"),
        Line("vat_paid_out", "gezahlt", "€", "delayed(vat_filed, vat_payment_months)"),
        Line("vat_owed", "Stand", "€", "cumulated(vat_due) - cumulated(vat_paid_out)"),
    ]  # fmt: skip
    at_sale = [
        line
        for kind, movable in (("movable", True), ("building", False))
        for key, one in _sold(plan, movable).items()
        for line in _correction_at_sale(key, one, kind)
    ]
    sold = [key for movable in (True, False) for key in _sold(plan, movable)]
    at_sale.append(Line("sale_correction", "Berichtigung bei Verkauf (§ 15a Abs. 8 UStG)", "€", summed(f"{key}_correction" for key in sold)))  # fmt: skip
    return Page(
        "Umsatzsteuer",
        "Umsatzsteuer",
        [
            Block("Zeiträume", Axis.SINGLE, periods),
            Block(
                "Vorsteuer auf bewegliche Wirtschaftsgüter", Axis.MONTH, _correction(plan, "movable", True)
            ),
            Block("Vorsteuer auf Gebäudeteile", Axis.MONTH, _correction(plan, "building", False)),
            Block("Vorsteuer verkaufter Anlagen", Axis.MONTH, at_sale),
            Block("Umsatzsteuerkonto", Axis.MONTH, account),
        ],
    )


def _correction(plan: PlanParameters, kind: str, movable: bool) -> list[Line]:
    bought = {key: one for key, one in plan.investments.items() if one.movable == movable}
    paid = {key: f"{key}_purchase*{RATES[one.vat]}" for key, one in bought.items()}
    above = summed(
        _above(key, one) for key, one in bought.items() if not one.expensed and RATES[one.vat] != "0"
    )
    used, pool, change = f"{kind}_{{part}}_used", f"{kind}_pool", f"{kind}_change"
    gone = {
        part: "".join(f" - {key}_{part}_in_period*(since_opening >= {key}_sold_after_months)" for key in _sold(plan, movable))
        for part in ("corrected_tax", "deducted")
    }  # fmt: skip
    then = f"(trailing({kind}_deducted_used, {kind}_months){gone['deducted']})"
    return [
        Line(f"{kind}_tax", "gezahlt", "€", summed(paid.values())),
        Line(f"{kind}_corrected_tax", "davon über der Grenze je Gegenstand (§ 44 Abs. 1 UStDV)", "€", above),
        Line(f"{kind}_deducted", "davon abgezogen", "€", f"{kind}_corrected_tax*deductible_share"),
        *(
            Line(used.format(part=part), f"{label} ab erster Verwendung", "€", SINCE_USE.format(f"{kind}_{part}"))
            for part, label in (("corrected_tax", "über der Grenze"), ("deducted", "abgezogen"))
        ),
        Line(pool, "im Berichtigungszeitraum", "€", f"trailing({kind}_corrected_tax_used, {kind}_months){gone['corrected_tax']}"),
        Line(change, "Änderung der Verwendung", "€", f"deductible_share*{pool} - {then}"),
        Line(f"{kind}_correction", "Berichtigung", "€", f"IF(ABS({change}) >= {_smallest(pool, kind)}, {change}/{kind}_months, 0)"),
    ]  # fmt: skip


def _smallest(pool: str, kind: str) -> str:
    """Return below which change nothing is corrected (§ 44 Abs. 2 UStDV)."""
    return f"MIN(input_tax_correction_share*{pool}, input_tax_correction_amount*{kind}_months/12)"


def _sold(plan: PlanParameters, movable: bool) -> dict[str, Investment]:
    """Return the investments with a sale whose input tax can be corrected."""
    return {
        key: one
        for key, one in plan.investments.items()
        if one.sale and one.movable == movable and not one.expensed and RATES[one.vat] != "0"
    }


def _correction_at_sale(key: str, one: Investment, kind: str) -> list[Line]:
    """A thing that is sold counts as used to the end of its period as its sale is taxed (§ 15a Abs. 8 and 9 UStG): the
    correction for what is left falls due at once (§ 44 Abs. 3 UStDV).
    """
    sold, kept = (f"(since_opening {sign} {key}_sold_after_months)" for sign in ("==", "<"))
    taxed = "(1 - small_business_applies)"
    change, left = (
        f"({taxed}*{key}_corrected_tax_{part} - {key}_deducted_{part})" for part in ("in_period", "left")
    )

    def of_period(part: str, label: str) -> list[Line]:
        name, label = f"{key}_{part}", f"{one.label}: {label}"
        return [
            Line(f"{name}_used", f"{label} ab erster Verwendung", "€", SINCE_USE.format(name)),
            Line(f"{name}_in_period", f"{label} im Berichtigungszeitraum", "€", f"trailing({name}_used, {kind}_months)"),
            Line(f"{name}_run_out", f"{label}, im Monat abgelaufen", "€", f"{name}_in_period*{kept}/{kind}_months"),
            Line(f"{name}_left", f"{label}, Rest des Zeitraums", "€", f"cumulated({name}_used) - cumulated({name}_run_out)"),
        ]  # fmt: skip

    smallest = _smallest(f"{key}_corrected_tax_in_period", kind)
    return [
        Line(f"{key}_corrected_tax", f"{one.label}: Vorsteuer über der Grenze je Gegenstand", "€", _above(key, one)),
        Line(f"{key}_deducted", f"{one.label}: davon abgezogen", "€", f"{key}_corrected_tax*deductible_share"),
        *of_period("corrected_tax", "Vorsteuer über der Grenze"),
        *of_period("deducted", "abgezogene Vorsteuer"),
        Line(f"{key}_correction", f"{one.label}: Berichtigung bei Verkauf", "€", f"{sold}*IF(ABS({change}) >= {smallest}, {left}, 0)"),
    ]  # fmt: skip


def _above(key: str, one: Investment) -> str:
    """Return the input tax of a purchase where one object of it bears enough to be corrected (§ 44 Abs. 1 UStDV)."""
    return f"{key}_purchase*{RATES[one.vat]}*({_of_one(key, one)}*{RATES[one.vat]} > input_tax_correction_object)"


def _of_one(key: str, one: Investment) -> str:
    """Return the net price of one object: a single movable thing, or a building work as a whole."""
    return f"{key}_unit_price*inflation_index" if one.movable else f"{key}_purchase"
