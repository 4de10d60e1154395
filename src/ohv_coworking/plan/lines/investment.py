"""Investments from purchase to sale, grants and loans."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_entries import Investment
from ohv_coworking.plan.line import Axis, Block, Line, Page
from ohv_coworking.plan.lines.costs import RATES, borne
from ohv_coworking.plan.lines.revenue import summed
from ohv_coworking.plan.lines.time import begun

UNITS = {"gesamt": "1", "Arbeitsplatz": "desks", "m²": "area", "Bausumme": "building_sum"}


def grants_page(plan: PlanParameters) -> Page:
    blocks = []
    for key, grant in plan.financing.grants.items():
        cost = summed(_fundable(plan, name) for name in grant.covers)
        rate = f"MIN({key}_rate, 1 - {key}_own_share)"
        lines = [
            Line(f"{key}_eligible", "förderfähige Kosten", "€", f"({cost})*({begun(key)}*(since_opening < {key}_runs_months))*{key}_applied"),
            Line(f"{key}_earned_so_far", "Zuschuss bisher", "€", f"MIN({rate}*cumulated({key}_eligible), {key}_ceiling)"),
            Line(f"{key}_earned", "Zuschuss", "€", f"{key}_earned_so_far - delayed({key}_earned_so_far, 1)"),
            Line(f"{key}_paid", "Auszahlung", "€", f"delayed({key}_earned, {key}_pays_after_months)"),
            Line(f"{key}_share", "Anteil an den Kosten", "Anteil", f"IF({key}_eligible > 0, {key}_earned/{key}_eligible, 0)", "percent"),
        ]  # fmt: skip
        blocks.append(Block(grant.label, Axis.MONTH, lines))
    aid = summed(f"{key}_earned" for key, grant in plan.financing.grants.items() if grant.de_minimis)
    years = "12*entry(de_minimis_years, 0)"
    period = Line("de_minimis_months", "De-minimis-Zeitraum", "Monate", years, "count")
    total = [
        Line("de_minimis_earned", "De-minimis-Beihilfen", "€", aid),
        Line("aid_earned", "mit Zuschussbedarf und Bürgschaft", "€", "de_minimis_earned + need + loans_guarantee_aid"),
        Line("aid_in_period", "im De-minimis-Zeitraum", "€", "trailing(aid_earned, de_minimis_months)"),
        Line("aid_excess", "über der De-minimis-Obergrenze", "€", "MAX(aid_in_period - de_minimis_ceiling, 0)"),
    ]  # fmt: skip
    blocks += [Block("De-minimis-Zeitraum", Axis.SINGLE, [period]), Block("De-minimis", Axis.MONTH, total)]
    return Page("Zuschüsse", "Zuschüsse", blocks)


def assets_page(plan: PlanParameters) -> Page:
    keys, sold = list(plan.investments), [key for key, one in plan.investments.items() if one.sale]
    blocks = [Block(one.label, Axis.MONTH, _asset_lines(plan, key)) for key, one in plan.investments.items()]
    singles = [line for key in keys for line in _asset_terms(plan, key)]
    total = [
        Line("investments_net", "Investitionen, netto", "€", summed(f"{key}_purchase" for key in keys)),
        Line("investments_gross", "Investitionen, brutto", "€", "investments_net + movable_tax + building_tax"),
        Line("investments_capitalised", "Anschaffungskosten", "€", summed(f"{key}_capitalised" for key in keys)),
        Line("investments_granted", "Investitionszuschüsse", "€", summed(f"{key}_granted" for key in keys)),
        Line("depreciation_total", "Abschreibungen", "€", summed(f"{key}_depreciation" for key in keys)),
        Line("grant_release_total", "Auflösung der Investitionszuschüsse", "€", summed(f"{key}_grant_release" for key in keys)),
        Line("sales_net", "Verkaufte Anlagen, netto", "€", summed(f"{key}_sale" for key in sold)),
        Line("sales_tax", "Umsatzsteuer darauf", "€", "(1 - small_business_applies)*vat_standard_rate*sales_net"),
        Line("sold_book_value", "Buchwert der verkauften Anlagen", "€", summed(f"{key}_book_value_sold" for key in sold)),
        Line("sold_grants", "Restwert der Zuschüsse darauf", "€", summed(f"{key}_grant_sold" for key in sold)),
    ]  # fmt: skip
    works = summed(
        f"{key}_unit_price*{key}_units*{UNITS[one.per]}{plan.in_plan(key)}"
        for key, one in plan.investments.items()
        if not (one.movable or one.expensed or one.per == "Bausumme")
    )
    singles.append(Line("building_sum", "Bausumme zum Preisstand, netto", "€", works))
    terms = Block("Nutzung und Abschreibung", Axis.SINGLE, singles)
    return Page("Investition", "Investitionen", [terms, *blocks, Block("Summe", Axis.MONTH, total)])


def _asset_terms(plan: PlanParameters, key: str) -> list[Line]:
    one, life, bought_in = plan.investments[key], f"{key}_useful_months", f"{key}_bought_in"
    until = (
        f"MIN(closing_month, preparation_months + {key}_sold_after_months)" if one.sale else "closing_month"
    )
    repeated = f" + INT(({until} - 1 - {bought_in})/{life})" if one.replaced else ""
    ends = f"MAX(MIN({life}, lease_months - {bought_in}), 1)" if one.ends_with_lease else life
    return [
        Line(bought_in, f"{one.label}: Kauf", "Planmonat", f"preparation_months - {key}_months_before_opening + {key}_start_after_months", "count"),
        Line(life, f"{one.label}: Nutzungsdauer", "Monate", f"ROUND(12*{key}_useful_life_years, 0)", "count"),
        Line(f"{key}_life", f"{one.label}: Abschreibungsdauer", "Monate", ends, "count"),
        Line(f"{key}_planned", f"{one.label}: geplante Käufe", "Anzahl", f"1{repeated}", "count"),
    ]  # fmt: skip


def _asset_lines(plan: PlanParameters, key: str) -> list[Line]:
    one, life = plan.investments[key], f"{key}_useful_months"
    covering = (name for name, grant in plan.financing.grants.items() if key in grant.covers)
    bought = f"({key}_age >= 0)*(MOD({key}_age, {life}) == 0)" if one.replaced else f"({key}_age == 0)*1"
    price = f"{key}_unit_price*{key}_units{plan.in_plan(key)}*{UNITS[one.per]}*inflation_index"
    kept = f"*(since_opening < {key}_sold_after_months)" if one.sale else ""

    def spread(amount: str, regular: str) -> str:
        """At once or in equal parts over the months of its life."""
        return f"({key}_{amount}*{key}_low_value + trailing({key}_{regular}, {key}_life)/{key}_life){kept}"

    lines = [
        Line(f"{key}_age", "Monate seit Kauf", "Monate", f"month - {key}_bought_in", "count"),
        Line(f"{key}_bought", "wird gekauft", "ja/nein", f"{bought}{kept}*running", "count"),
        Line(f"{key}_purchase", "Kauf, netto", "€", f"{price}*{key}_bought"),
        Line(f"{key}_capitalised", "Anschaffungskosten", "€", borne(f"{key}_purchase", RATES[one.vat])),
        Line(f"{key}_granted", "davon bezuschusst", "€", f"{key}_capitalised*({summed(f'{name}_share' for name in covering)})"),
        Line(f"{key}_low_value", "sofort Aufwand", "ja/nein", _at_once(key, one), "count"),
        Line(f"{key}_regular", "über die Nutzungsdauer abzuschreiben", "€", f"{key}_capitalised*(1 - {key}_low_value)"),
        Line(f"{key}_depreciation", "Abschreibung", "€", spread("capitalised", "regular")),
        Line(f"{key}_regular_grant", "Zuschuss, über die Nutzungsdauer aufzulösen", "€", f"{key}_granted*(1 - {key}_low_value)"),
        Line(f"{key}_grant_release", "Auflösung des Zuschusses", "€", spread("granted", "regular_grant")),
    ]  # fmt: skip
    if not one.sale:
        return lines
    now = f"(since_opening == {key}_sold_after_months)"
    return [
        *lines,
        Line(f"{key}_sale", "Verkaufserlös, netto", "€", f"{key}_sale_share*{price}*{now}"),
        Line(f"{key}_book_value_sold", "Buchwert bei Verkauf", "€",
             f"{now}*(cumulated({key}_capitalised) - cumulated({key}_depreciation))"),
        Line(f"{key}_grant_sold", "Restwert des Zuschusses bei Verkauf", "€",
             f"{now}*(cumulated({key}_granted) - cumulated({key}_grant_release))"),
    ]  # fmt: skip


def _at_once(key: str, one: Investment) -> str:
    """Return whether a purchase is expense at once: founding (§ 248 HGB) or a low-value thing (§ 6 Abs. 2 EStG)."""
    if one.expensed:
        return "1"
    return f"({key}_unit_price <= low_value_asset_limit)" if one.movable else "0"


def loans_page(plan: PlanParameters) -> Page:
    loans = plan.financing.loans
    parts = {"drawn": "Auszahlungen", "interest": "Zinsen", "interest_paid": "gezahlte Zinsen", "repayment": "Tilgung",
             "balance": "Restschuld", "guarantee_aid": "Beihilfewert der Bürgschaften"}  # fmt: skip
    total = [
        Line(f"loans_{part}", label, "€", summed(f"{key}_{part}" for key in loans))
        for part, label in parts.items()
    ]
    terms = [line for key, loan in loans.items() for line in _loan_terms(key, loan.label)]
    blocks = [
        Block(loan.label, Axis.MONTH, _loan_lines(key, f"{key}_amount{plan.in_plan(key)}"))
        for key, loan in loans.items()
    ]
    return Page(
        "Darlehen",
        "Darlehen",
        [Block("Raten", Axis.SINGLE, terms), *blocks, Block("Summe", Axis.MONTH, total)],
    )


def _loan_terms(key: str, label: str) -> list[Line]:
    each, rate = f"{key}_months_each", f"{key}_rate_each"
    return [
        Line(each, f"{label}: Monate je Rate", "Monate", f'IF({key}_instalments == "monatlich", 1, months_per_quarter)', "count"),
        Line(f"{key}_count", f"{label}: Zahl der Raten", "Anzahl", f"MAX(INT(({key}_term_months - {key}_grace_months)/{each}), 1)", "count"),
        Line(rate, f"{label}: Zins je Rate", "Anteil", f"{key}_yearly_rate*{each}/12", "percent"),
        Line(f"{key}_effective_rate", f"{label}: effektiver Jahreszins ohne Nebenkosten", "Anteil", f"(1 + {rate})**(12/{each}) - 1", "percent", True),
    ]  # fmt: skip


def _loan_lines(key: str, amount: str) -> list[Line]:
    age, paid, n, each = f"{key}_age", f"{key}_paid", f"{key}_count", f"{key}_months_each"
    # Next to no interest: the quotient of the annuity has no digits left and is linear.
    grown = f"compounded({key}_rate_each, {n})"
    annuity = f"(compounded({key}_rate_each, {paid}) - 1)/({grown} - 1)"
    regular = f'IF(OR({key}_kind == "gleiche Tilgung", {grown} == 1), {paid}/{n}, {annuity})'
    return [
        Line(age, "Monate seit Auszahlung", "Monate", f"month - preparation_months + {key}_months_before_opening - {key}_start_after_months", "count"),
        Line(paid, "gezahlte Raten", "Anzahl", f"MIN(MAX(INT(({age} - {key}_grace_months)/{each}), 0), {n})", "count"),
        Line(f"{key}_repaid", "getilgter Anteil", "Anteil", f'IF({key}_kind == "endfällig", ({paid} >= {n})*1, {regular})', "percent"),
        Line(f"{key}_balance", "Restschuld", "€", f"{amount}*({age} >= 0)*(1 - {key}_repaid)"),
        Line(f"{key}_drawn", "Auszahlung", "€", f"{amount}*({age} == 0)"),
        Line(f"{key}_interest", "Zinsen", "€", f"{key}_yearly_rate/12*delayed({key}_balance, 1)"),
        Line(f"{key}_interest_paid", "gezahlte Zinsen", "€",
             f"IF({each} == 1, {key}_interest, (MOD({age}, {each}) == 0)*trailing({key}_interest, {each}))"),
        Line(f"{key}_repayment", "Tilgung", "€", f"{key}_drawn - {key}_balance + delayed({key}_balance, 1)"),
        Line(f"{key}_guarantee_aid", "Beihilfewert der Bürgschaft", "€",
             f"{key}_drawn*{key}_guaranteed_share*guarantee_aid_rate*{key}_term_months/12"),
    ]  # fmt: skip


def _fundable(plan: PlanParameters, cost: str) -> str:
    if cost in plan.investments:
        return f"{cost}_capitalised"
    return f"{cost}_cost - {cost}_wage_subsidy" if cost in plan.staff.posts else f"{cost}_expense"
