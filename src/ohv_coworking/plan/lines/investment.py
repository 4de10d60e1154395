"""Investments, grants and loans."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.line import Axis, Block, Line, Page
from ohv_coworking.plan.lines.costs import RATES, borne
from ohv_coworking.plan.lines.revenue import summed

UNITS = {"gesamt": "1", "Arbeitsplatz": "desks", "m²": "area"}


def grants_page(plan: PlanParameters) -> Page:
    blocks = []
    for key, grant in plan.financing.grants.items():
        cost = summed(_fundable(plan, name) for name in grant.covers)
        rate = f"MIN({key}_rate, 1 - {key}_own_share)"
        lines = [
            Line(f"{key}_eligible", "förderfähige Kosten", "€", f"({cost})*(since_opening < {key}_runs_months)*{key}_applied"),
            Line(f"{key}_earned_so_far", "Zuschuss bisher", "€", f"MIN({rate}*cumulated({key}_eligible), {key}_ceiling)"),
            Line(f"{key}_earned", "Zuschuss", "€", f"{key}_earned_so_far - delayed({key}_earned_so_far, 1)"),
            Line(f"{key}_paid", "Auszahlung", "€", f"delayed({key}_earned, {key}_pays_after_months)"),
            Line(f"{key}_share", "Anteil an den Kosten", "Anteil", f"IF({key}_eligible > 0, {key}_earned/{key}_eligible, 0)", "percent"),
        ]  # fmt: skip
        blocks.append(Block(grant.label, Axis.MONTH, lines))
    aid = summed(f"{key}_earned" for key, grant in plan.financing.grants.items() if grant.de_minimis)
    years = "12*entry(de_minimis_years, 0)"
    period = Line("de_minimis_months", "De-minimis-Zeitraum", "Monate", years, "count")
    used = "trailing(de_minimis_earned, de_minimis_months)"
    total = [
        Line("de_minimis_earned", "De-minimis-Beihilfen", "€", aid),
        Line("de_minimis_used", "De-minimis im Zeitraum", "€", used),
    ]
    blocks += [Block("De-minimis-Zeitraum", Axis.SINGLE, [period]), Block("De-minimis", Axis.MONTH, total)]
    return Page("Zuschüsse", "Zuschüsse", blocks)


def assets_page(plan: PlanParameters) -> Page:
    blocks, singles = [], []
    for key, one in plan.investments.items():
        bought_in = f"preparation_months - {key}_months_before_opening"
        life = f"{key}_useful_months"
        ends = f"MAX(MIN({life}, lease_months - ({bought_in})), 1)" if one.ends_with_lease else life
        months = f"ROUND(12*{key}_useful_life_years, 0)"
        singles += [
            Line(life, f"{one.label}: Nutzungsdauer", "Monate", months, "count"),
            Line(f"{key}_life", f"{one.label}: Abschreibungsdauer", "Monate", ends, "count"),
        ]
        bought = f"AND({key}_age >= 0, MOD({key}_age, {life}) == 0)" if one.replaced else f"{key}_age == 0"
        low = f"({key}_unit_price <= low_value_asset_limit)" if one.movable else "0"
        shares = summed(
            f"{name}_share" for name, grant in plan.financing.grants.items() if key in grant.covers
        )
        lines = [
            Line(f"{key}_age", "Monate seit Kauf", "Monate", f"month - ({bought_in})", "count"),
            Line(f"{key}_purchase", "Kauf, netto", "€", f"{key}_unit_price*{key}_units*{UNITS[one.per]}*inflation_index*({bought})"),
            Line(f"{key}_capitalised", "Anschaffungskosten", "€", borne(f"{key}_purchase", RATES[one.vat])),
            Line(f"{key}_granted", "davon bezuschusst", "€", f"{key}_capitalised*({shares})"),
            Line(f"{key}_low_value", "geringwertig", "ja/nein", low, "count"),
            Line(f"{key}_regular", "über die Nutzungsdauer abzuschreiben", "€", f"{key}_capitalised*(1 - {key}_low_value)"),
            Line(f"{key}_depreciation", "Abschreibung", "€",
                 f"{key}_capitalised*{key}_low_value + trailing({key}_regular, {key}_life)/{key}_life"),
            Line(f"{key}_regular_grant", "Zuschuss, über die Nutzungsdauer aufzulösen", "€", f"{key}_granted*(1 - {key}_low_value)"),
            Line(f"{key}_grant_release", "Auflösung des Zuschusses", "€",
                 f"{key}_granted*{key}_low_value + trailing({key}_regular_grant, {key}_life)/{key}_life"),
        ]  # fmt: skip
        blocks.append(Block(one.label, Axis.MONTH, lines))
    keys = list(plan.investments)
    total = [
        Line("investments_net", "Investitionen, netto", "€", summed(f"{key}_purchase" for key in keys)),
        Line("investments_gross", "Investitionen, brutto", "€", "investments_net + movable_tax + building_tax"),
        Line("investments_capitalised", "Anschaffungskosten", "€", summed(f"{key}_capitalised" for key in keys)),
        Line("investments_granted", "Investitionszuschüsse", "€", summed(f"{key}_granted" for key in keys)),
        Line("depreciation_total", "Abschreibungen", "€", summed(f"{key}_depreciation" for key in keys)),
        Line("grant_release_total", "Auflösung der Investitionszuschüsse", "€", summed(f"{key}_grant_release" for key in keys)),
    ]  # fmt: skip
    return Page(
        "Investition",
        "Investitionen",
        [
            Block("Nutzungs- und Abschreibungsdauer", Axis.SINGLE, singles),
            *blocks,
            Block("Summe", Axis.MONTH, total),
        ],
    )


def loans_page(plan: PlanParameters) -> Page:
    blocks = []
    for key, loan in plan.financing.loans.items():
        drawn_in = f"(preparation_months - {key}_months_before_opening)"
        n, paid = f"MAX({key}_term_months - {key}_grace_months, 1)", f"{key}_instalments"
        rate = f"{key}_yearly_rate"
        linear = f"{paid}/{n}"
        # Next to no interest: the quotient of the annuity has no digits left and is linear.
        annuity = f"(compounded({rate}/12, {paid}) - 1)/(compounded({rate}/12, {n}) - 1)"
        regular = f'IF(OR({key}_kind == "gleiche Tilgung", compounded({rate}/12, {n}) == 1), {linear}, {annuity})'
        lines = [
            Line(paid, "gezahlte Raten", "Anzahl", f"MIN(MAX(month - {drawn_in} - {key}_grace_months, 0), {n})", "count"),
            Line(f"{key}_repaid", "getilgter Anteil", "Anteil", f'IF({key}_kind == "endfällig", ({paid} >= {n})*1, {regular})', "percent"),
            Line(f"{key}_balance", "Restschuld", "€", f"{key}_amount*(month >= {drawn_in})*(1 - {key}_repaid)"),
            Line(f"{key}_drawn", "Auszahlung", "€", f"{key}_amount*(month == {drawn_in})"),
            Line(f"{key}_interest", "Zinsen", "€", f"{rate}/12*delayed({key}_balance, 1)"),
            Line(f"{key}_repayment", "Tilgung", "€", f"{key}_drawn - {key}_balance + delayed({key}_balance, 1)"),
        ]  # fmt: skip
        blocks.append(Block(loan.label, Axis.MONTH, lines))
    parts = {"drawn": "Auszahlungen", "interest": "Zinsen", "repayment": "Tilgung", "balance": "Restschuld"}
    total = [
        Line(f"loans_{part}", label, "€", summed(f"{key}_{part}" for key in plan.financing.loans))
        for part, label in parts.items()
    ]
    return Page("Darlehen", "Darlehen", [*blocks, Block("Summe", Axis.MONTH, total)])


def _fundable(plan: PlanParameters, cost: str) -> str:
    if cost in plan.investments:
        return f"{cost}_capitalised"
    return f"{cost}_cost - {cost}_wage_subsidy" if cost in plan.staff.posts else f"{cost}_expense"
