"""What is sold: occupancy, quantity, revenue and value added tax of each product."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_entries import Product
from ohv_coworking.plan.line import Axis, Block, Line, Page
from ohv_coworking.plan.lines.time import ramp_lines, until_end


def summed(terms) -> str:
    """Return the terms joined by plus, 0 without any."""
    return " + ".join(terms) or "0"


def sales_page(plan: PlanParameters) -> Page:
    keys = list(plan.products)
    held = {key: f"{key}_capacity{plan.in_plan(key)}*{key}_desks_per_place" for key in keys}
    desks = summed(held.values())
    occupied = summed(f"{one}*{key}_occupancy" for key, one in held.items())
    billed = summed(f"{key}_revenue*{key}_vat_rate" for key in keys)
    return Page(
        "Umsatz",
        "Umsatz",
        [
            Block("Arbeitsplätze", Axis.SINGLE, [
                Line("desks", "Arbeitsplätze", "Plätze", desks, "count"),
                Line("demand_met", "Nachfrage im Verhältnis zu den Arbeitsplätzen, höchstens eins", "Anteil",
                     "IF(desks > 0, MIN(demand_desks/MAX(desks, tolerance), 1), 1)", "percent", True),
            ]),
            *(Block(product.label, Axis.MONTH, _product_lines(key, product, plan.in_plan(key))) for key, product in plan.products.items()),
            Block(
                "Summe",
                Axis.MONTH,
                [
                    Line("occupancy", "Auslastung der Arbeitsplätze", "Anteil", f"IF(desks > 0, ({occupied})/desks, 0)", "percent"),
                    Line("users", "Nutzende", "Personen", summed(f"{key}_users_per_sale*{key}_quantity" for key in keys), "decimal"),
                    Line("visits", "Nutzungstage", "Tage", summed(f"{key}_visits_per_sale*{key}_quantity" for key in keys), "decimal"),
                    Line("exempt_revenue", "davon steuerfrei", "€", summed(f"{key}_revenue*({key}_vat_rate == 0)" for key in keys)),
                    Line("turnover_before", "Gesamtumsatz früherer Jahre", "€", "of_year(turnover_of_years_before)"),
                    Line("small_business_limit", "Grenze Kleinunternehmer", "€",
                         "IF(turnover_before == 0, small_business_previous_year_limit, small_business_current_year_limit)"),
                    Line("small_business_applies", "Kleinunternehmerregelung gilt", "ja/nein",
                         "small_business*(cumulated(revenue) - cumulated(exempt_revenue) - turnover_before <= small_business_limit)"
                         "*(of_year(turnover_of_last_year) <= small_business_previous_year_limit)", "count"),
                    Line("billed_tax", "Umsatzsteuer auf Umsätze", "€", f"(1 - small_business_applies)*({billed})"),
                    Line("gross_revenue", "Umsatz brutto", "€", "revenue + billed_tax"),
                    Line("collectible", "Rechnungen ohne Ausfall", "€", "gross_revenue*(1 - bad_debt_share)"),
                ],
            ),
        ],
    )  # fmt: skip


RAMPS = {"gemeinsam": "ramp_level", "keiner": "opened", "eigener": "{key}_ramp_level"}


def _product_lines(key: str, product: Product, in_plan: str) -> list[Line]:
    season = f"1 + {key}_season_weight*(season - 1)"
    letting = "option_to_tax*vat_standard_rate"
    reduced = f'IF({key}_vat == "ermäßigt", vat_reduced_rate, {letting})'
    met = f"IF({key}_desks_per_place > 0, demand_met, 1)"
    kept = f"(1 - {key}_churn)*delayed({key}_quantity, 1)"
    ramp = RAMPS[product.ramp].format(key=key)
    return [
        *(ramp_lines(f"{key}_") if product.ramp == "eigener" else ()),
        Line(f"{key}_reached", "erreichter Anteil", "Anteil", f"delayed({ramp}, {key}_start_after_months)*({until_end(key)})", "percent"),
        Line(f"{key}_occupancy", "Auslastung", "Anteil", f"MIN({key}_utilisation*{met}*{key}_reached*({season}), 1)", "percent"),
        Line(f"{key}_quantity", "Verkäufe", "Anzahl", f"{key}_capacity{in_plan}*{key}_sales_per_place*{key}_occupancy", "decimal"),
        Line(f"{key}_net_price", "Preis ohne Umsatzsteuer", "€",
             f'IF({key}_price_quoted == "brutto", {key}_price/(1 + {key}_vat_rate), {key}_price)', "cent"),
        Line(f"{key}_revenue", "Umsatz netto", "€", f"{key}_quantity*{key}_net_price*own_price_index"),
        Line(f"{key}_new_contracts", "neue Verträge", "Anzahl", f"MAX({key}_quantity - {kept}, 0)", "decimal"),
        Line(f"{key}_vat_rate", "Umsatzsteuersatz", "Anteil", f'IF({key}_vat == "Regelsatz", vat_standard_rate, {reduced})', "percent"),
    ]  # fmt: skip
