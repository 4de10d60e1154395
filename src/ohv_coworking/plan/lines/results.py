"""Results: key figures, what would make the plan carry itself, internal rate, price and occupancy frontier, checks."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.line import Axis, Block, Line, Page
from ohv_coworking.plan.lines.public_cost import commitment_lines, each, public_cost_lines
from ohv_coworking.plan.lines.revenue import summed
from ohv_coworking.plan.lines.time import at_end

NEWTON_STEPS = 3
"""Enough for a billionth, from anywhere between two rates of the grid."""


def results_page(plan: PlanParameters) -> Page:
    return Page(
        "Ergebnisse",
        "Ergebnisse",
        [
            Block("Eingeschwungenes Jahr: die letzten zwölf Planmonate", Axis.SINGLE, _reference(plan)),
            Block("Was es bräuchte, damit es sich trägt", Axis.SINGLE, _break_even()),
            Block("Zuschussbedarf", Axis.SINGLE, _need()),
            Block("Kosten der öffentlichen Hand", Axis.SINGLE, public_cost_lines(plan)),
            Block("Was darüber hinaus bindet", Axis.SINGLE, commitment_lines(plan)),
            Block("Liquidität, Rendite, Ausstieg", Axis.SINGLE, _return()),
            Block("Preis und Auslastung, bei denen sich der Raum trägt", Axis.STEP, _frontier()),
        ],
    )


def _reference(plan: PlanParameters) -> list[Line]:
    by_use, by_revenue = (
        [key for key, cost in plan.running_costs.items() if cost.per == measure]
        for measure in ("Nutzungstag", "Umsatz")
    )
    variable = summed(f"last_year({key}_expense)" for key in (*by_use, *by_revenue, "acquisition"))
    shared = summed(f"last_year({key}_expense)" for key in by_revenue)
    return [
        Line("desks_planned", "Arbeitsplätze im Finanzplan", "Arbeitsplätze", "desks", "count", True),
        Line("revenue_per_year", "Einnahmen im eingeschwungenen Jahr", "€", "last_year(revenue)", result=True),
        Line("result_per_year", "Ergebnis im letzten Jahr des Plans, ohne Zuschüsse und Steuern", "€", "last_year(own_result)", result=True),
        Line("reference_net_revenue", "Einnahmen im eingeschwungenen Jahr nach Ausfall", "€", "revenue_per_year + last_year(bad_debts)"),
        Line("reference_variable", "nutzungsabhängige Kosten", "€", variable),
        Line("reference_shared", "davon Anteile am Umsatz", "€", shared),
        Line("reference_fixed", "übrige Kosten", "€", "reference_net_revenue - reference_variable - result_per_year"),
        Line("reference_staff", "Personalkosten im eingeschwungenen Jahr", "€", "last_year(staff_cost)"),
        Line("utilisation_planned", "Auslastung der Arbeitsplätze im eingeschwungenen Jahr", "Anteil", "last_year(occupancy)/12", "percent", True),
        Line("users_planned", "Nutzende im eingeschwungenen Jahr", "Personen", "last_year(users)/12", "decimal", True),
        Line("visits_per_year", "Nutzungstage an den Arbeitsplätzen im eingeschwungenen Jahr", "Nutzungstage", "last_year(visits)", "decimal", True),
        Line("euro_of_rent", "Jahreskosten eines Euros Miete je m²", "€", "last_year(euro_of_rent_by_month)"),
    ]  # fmt: skip


def _break_even() -> list[Line]:
    contribution = "(reference_net_revenue - reference_variable)"
    return [
        Line("break_even_utilisation", "Auslastung, bei der sich der Raum trägt (über 100 %: nie)", "Anteil",
             f"IF({contribution} > 0, utilisation_planned*reference_fixed/{contribution}, 0)", "percent", True),
        Line("price_factor_needed", "Faktor auf alle Preise, bei dem sich der Raum trägt", "Faktor",
             "IF(reference_net_revenue > reference_shared, (reference_fixed + reference_variable - reference_shared)/(reference_net_revenue - reference_shared), 0)", "factor", True),
        Line("rent_borne", "Miete, die der Betrieb trägt, je Monat (negativ: auch mietfrei nicht)", "€/m²",
             "rent_per_square_metre + IF(euro_of_rent > 0, result_per_year/euro_of_rent, 0)", "cent", True),
        Line("rent_needed", "Miete, die die Eigentümerin braucht, je Monat", "€/m²",
             "(landlord_investment*landlord_annuity/12 + landlord_upkeep)/(1 - landlord_vacancy)", "cent", True),
        Line("landlord_annuity", "Annuitätenfaktor", "Faktor",
             "IF(landlord_rate == 0, 1/landlord_years, landlord_rate/(1 - (1 + landlord_rate)**(-landlord_years)))", "factor"),
        Line("staff_share_borne", "Anteil des Personals, den der Betrieb trägt (negativ: auch ohne Personal nicht)", "Anteil",
             "IF(reference_staff > 0, (reference_staff + result_per_year)/reference_staff, 0)", "percent", True),
        Line("break_even_month", "Erster Monat, nach dem zwölf Monate ohne Zuschuss aufgehen", "Datum", "entry(date, first(carries))", "month", True),
    ]  # fmt: skip


def _need() -> list[Line]:
    a_year = "subsidy_total/operating_years"
    return [
        Line("investment", "Investition im ganzen Planungszeitraum mit Ersatz, netto", "€", "sum_of(investments_net)", result=True),
        Line("subsidy_total", "Zuschussbedarf im ganzen Planungszeitraum", "€", "sum_of(need)", result=True),
        Line("subsidy_per_year", "Zuschussbedarf im Mittel je Betriebsjahr, Vorlauf eingerechnet", "€/Jahr", a_year, result=True),
        Line("subsidy_highest_year", "Zuschussbedarf im teuersten Jahr", "€", "largest(need_by_year)", result=True),
        *each("subsidy", "Zuschussbedarf"),
    ]  # fmt: skip


def _return() -> list[Line]:
    assets = at_end("total_assets")
    inside = "-entry(free_cash_so_far, last_month_below)/entry(free_cash_flow, last_month_below + 1)"
    return [
        Line("minimum_liquidity_reached", "Tiefster Stand der Zahlungsmittel ohne Zuschuss", "€", "smallest(cash_balance)", result=True),
        Line("minimum_liquidity_month", "Monat des tiefsten Stands", "Datum", "entry(date, first(at_lowest_cash))", "month", True),
        Line("first_month_without_cash", "Erster Monat ohne Zahlungsmittel, ohne Zuschuss", "Datum", "entry(date, first(without_cash))", "month", True),
        Line("net_present_value", "Kapitalwert ohne Finanzierung", "€", "discounted(free_cash_flow, discount_rate)", result=True),
        Line("internal_rates_found", "Zahl der internen Zinsfüße", "Anzahl", "count_of(rate_root)", "count", True),
        Line("internal_rate", "Interner Zinsfuß im Jahr, wenn es genau einen gibt", "Anteil",
             "IF(internal_rates_found == 1, smallest(rate_root), nothing)", "percent", True),
        Line("internal_rate_lowest", "kleinster interner Zinsfuß", "Anteil",
             "IF(internal_rates_found > 0, smallest(rate_root), nothing)", "percent", True),
        Line("internal_rate_highest", "größter interner Zinsfuß", "Anteil",
             "IF(internal_rates_found > 0, largest(rate_root), nothing)", "percent", True),
        Line("last_month_below", "letzter Planmonat unter null", "Nr.", "largest(last_below)", "count"),
        Line("payback_years", "Amortisation ohne Finanzierung", "Jahre",
             f"IF(last_month_below < 0, 0, IF(last_month_below == month_count - 1, nothing, (last_month_below + {inside})/12))", "decimal", True),
        Line("debt_cover", "Kapitaldienstdeckung im ungünstigsten Jahr", "Faktor",
             "IF(count_of(debt_service_cover) > 0, smallest(debt_service_cover), nothing)", "factor", True),
        Line("loan_rate", "mittlerer Zins der Darlehen", "Anteil",
             "IF(owed_so_far > tolerance, 12*sum_of(loans_interest)/owed_so_far, 0)", "percent"),
        Line("owed_so_far", "Restschuld mal Monate", "€", f"sum_of(loans_balance) - {at_end('loans_balance')}"),
        Line("owed_at_opening", "Restschuld zur Eröffnung", "€", "entry(loans_balance, preparation_months)"),
        Line("loan_life_cover", "Deckung der Darlehen in ihrer Laufzeit bis zum Planende (LLCR)", "Faktor",
             "IF(owed_at_opening > tolerance, discounted(cash_while_owed, loan_rate)*(1 + loan_rate)**(preparation_months/12)/owed_at_opening, nothing)",
             "factor", True),
        Line("equity_lowest", "Tiefster Stand des Eigenkapitals in den Büchern", "€", "smallest(equity_in_books)", result=True),
        Line("equity_ratio_at_end", "Eigenkapitalquote am Ende des Planungszeitraums", "Anteil",
             f"IF({assets} > tolerance, {at_end('equity_in_books')}/{assets}, nothing)",
             "percent", True),
        Line("exit_at_opening", "Kosten des Ausstiegs nach der Eröffnung", "€", "entry(exit_cost, preparation_months)", result=True),
        Line("exit_at_end", "Kosten des Ausstiegs am Ende des Planungszeitraums", "€", at_end("exit_cost"), result=True),
    ]  # fmt: skip


def _frontier() -> list[Line]:
    use = "frontier_occupancy/utilisation_planned"
    sells = "(reference_net_revenue - reference_shared)*utilisation_planned > 0"
    return [
        Line("frontier_occupancy", "Auslastung", "Anteil", "frontier_start + frontier_step*position()", "percent"),
        Line("frontier_price_factor", "Faktor auf alle Preise", "Faktor",
             f"IF({sells}, (reference_fixed + (reference_variable - reference_shared)*{use})/((reference_net_revenue - reference_shared)*{use}), nothing)", "factor"),
        Line("frontier_revenue_a_desk", "Umsatz je belegtem Arbeitsplatz und Monat", "€",
             f"IF({sells}, frontier_price_factor*reference_net_revenue*{use}/(desks*frontier_occupancy*12), nothing)"),
    ]  # fmt: skip


def rate_page() -> Page:
    """Return the search for internal rates: a grid of rates, and from each change of sign on Newton's steps to its root."""
    rate, ahead = "following(rate_tried) - rate_tried", "rate_value - following(rate_value)"
    start = f"rate_tried + ({rate})*rate_value/({ahead})"
    names = ["rate_start", *(f"rate_step_{at}" for at in range(1, NEWTON_STEPS)), "rate_root"]
    steps = [
        f"{one} + (1 + {one})*discounted(free_cash_flow, {one})/discounted(cash_flow_times_age, {one})"
        for one in names[:-1]
    ]
    lines = [
        Line("rate_tried", "geprüfter Zins je Jahr", "Anteil", "(1 + lowest_rate)*rate_growth**position() - 1", "percent"),
        Line("rate_value", "Kapitalwert bei diesem Zins", "€", "discounted(free_cash_flow, rate_tried)", "large"),
        Line("rate_below", "Kapitalwert unter null", "ja/nein", "(rate_value < 0)*1", "count"),
        Line("rate_crosses", "Vorzeichenwechsel zum nächsten", "ja/nein",
             "(position() < rate_steps)*(rate_below != following(rate_below))", "count"),
        *(
            Line(name, "interner Zinsfuß" if name == "rate_root" else "Näherung", "Anteil",
                 f"IF(rate_crosses == 1, {formula}, nothing)", "percent")
            for name, formula in zip(names, [start, *steps], strict=True)
        ),
    ]  # fmt: skip
    return Page.along(Axis.RATE, "Zinsfuß", "Interner Zinsfuß", {"Suche je Zinssatz": lines})


def helper_page() -> Page:
    """Return monthly lines that only results and checks need."""
    lines = [
        Line("euro_of_rent_by_month", "Kosten eines Euros Miete je m²", "€", "area*lease_index*(1 + rent_rate*(1 - deductible_share))"),
        Line("cash_flow_times_age", "Zahlungen mal Alter in Jahren", "€", "free_cash_flow*month/12"),
        Line("at_lowest_cash", "niedrigster Stand", "ja/nein", "(cash_balance == minimum_liquidity_reached)*1", "count"),
        Line("needed_to_open", "Investition bis zur Eröffnung ohne Zuschüsse, Mietsicherheit", "€",
             "(since_opening <= 0)*(investments_net - investments_granted) - rent_deposit_paid"),
        Line("deducted_tax", "abgezogene Vorsteuer", "€", "deductible_share*input_tax"),
    ]  # fmt: skip
    title = "Hilfswerte der Ergebnisse und Prüfungen"
    return Page.along(Axis.MONTH, "Hilfswerte", title, {"Hilfswerte": lines})
