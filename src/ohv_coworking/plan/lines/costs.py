"""Running costs, rent and staff, net and as borne after input tax."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.parameters.plan_entries import RunningCost
from ohv_coworking.plan.line import Axis, Block, Line, Page
from ohv_coworking.plan.lines.revenue import summed
from ohv_coworking.plan.lines.time import in_time, until_end

MEASURES = {
    "Monat": "1",
    "m²": "area_let",
    "Arbeitsplatz": "desks",
    "Nutzungstag": "visits",
    "Umsatz": "revenue",
}
RATES = {"Regelsatz": "vat_standard_rate", "ermäßigt": "vat_reduced_rate", "ohne": "0"}


def borne(net: str, rate: str) -> str:
    """Return what is borne of a net amount: input tax that can't be deducted comes on top."""
    return f"{net}*(1 + {rate}*(1 - deductible_share))"


def costs_page(plan: PlanParameters) -> Page:
    costs = plan.running_costs
    won = summed(f"{key}_acquisition_cost*{key}_new_contracts" for key in plan.products)
    rooms = {key: f"{key}_area{plan.in_plan(key)}{in_time(key)}" for key in plan.rooms}
    rents = [f"{area}*{key}_rent_per_square_metre" for key, area in rooms.items()]
    rates = {key: RATES[cost.vat] for key, cost in costs.items()} | {"acquisition": RATES["Regelsatz"]}
    labels = {key: cost.label for key, cost in costs.items()} | {"acquisition": "Gewinnung neuer Verträge"}
    taxed = (
        f"({summed(f'{key}_net' for key, rate in rates.items() if rate == one)})*{one}"
        for one in ("vat_standard_rate", "vat_reduced_rate")
    )
    net = [
        *(
            Line(f"{key}_net", f"{cost.label}, netto", "€", _net(key, cost, plan.in_plan(key)))
            for key, cost in costs.items()
        ),
        Line("acquisition_net", "Gewinnung neuer Verträge, netto", "€", f"({won})*inflation_index"),
        Line("rent_net", "Miete, netto", "€", "rent_a_month*(month >= rent_free_months)"),
        Line("rent_rate", "Umsatzsteuer auf Miete", "Anteil", "vat_on_rent*vat_standard_rate", "percent"),
    ]
    expenses = [
        *(Line(f"{key}_expense", labels[key], "€", borne(f"{key}_net", rate)) for key, rate in rates.items()),
        Line("rent_expense", "Miete", "€", borne("rent_net", "rent_rate")),
    ]
    gross = [
        Line("costs_net", "Kosten ohne Miete und Personal, netto", "€", summed(f"{key}_net" for key in rates)),
        Line("costs_tax", "Umsatzsteuer darauf", "€", summed(taxed)),
        Line("costs_gross", "Kosten ohne Miete und Personal, brutto", "€", "costs_net + costs_tax"),
        Line("rent_gross", "Miete, brutto", "€", "rent_net*(1 + rent_rate)"),
    ]  # fmt: skip
    share = "(1 - small_business_applies)*(1 - of_year(exempt_share_of_year))"
    let = [
        Line("area_let", "gemietete Fläche", "m²", summed(["area*letting", *rooms.values()]), "decimal"),
        Line("rent_a_month", "Miete vor mietfreien Monaten, netto", "€", f"({summed(['area*rent_per_square_metre*letting', *rents])})*lease_index"),
    ]  # fmt: skip
    deductible = Line("deductible_share", "Abziehbarer Anteil der Vorsteuer", "Anteil", share, "percent")
    blocks = {
        "Vorsteuer": [deductible], "Fläche und Miete": let, "Netto": net, "Mit nicht abziehbarer Vorsteuer": expenses, "Brutto": gross,
    }  # fmt: skip
    return Page.along(Axis.MONTH, "Kosten", "Laufende Kosten", blocks)


def _net(key: str, cost: RunningCost, in_plan: str) -> str:
    begins = f"(since_opening >= {key}_start_after_months)" if cost.begins == "Eröffnung" else ""
    # A share of the turnover rises with the turnover.
    index = "" if cost.per == "Umsatz" else f"*{cost.rises_with}_index"
    return f"{key}_amount{in_plan}*{MEASURES[cost.per]}{index}{in_time(key, begins)}"


def staff_page(plan: PlanParameters) -> Page:
    blocks = []
    for key, post in plan.staff.posts.items():
        grade = post.grade
        steps = range(1, len(plan.staff.pay_grades[grade].steps) + 1)
        pay = summed(
            f"({key}_employed >= {grade}_step_{at}_after_months)*({grade}_step_{at}_pay"
            + (f" - {grade}_step_{at - 1}_pay)" if at > 1 else ")")
            for at in steps
        )
        year = f"INT({key}_employed/12)"
        subsidy = summed(f"({year} == {at - 1})*{key}_subsidy_year_{at}" for at in range(1, 6))
        share = f"MIN(({key}_employed + 12 - bonus_month + 1)/12, 1)"
        blocks.append(
            Block(
                post.label,
                Axis.MONTH,
                [
                    Line(f"{key}_employed", "Monate seit Einstellung", "Monate", f"since_opening + {key}_months_before_opening - {key}_start_after_months", "count"),
                    Line(f"{key}_full_time_pay", "Entgelt Vollzeit", "€", f"({key}_employed >= 0)*({until_end(key)})*(pay_index*({pay}) + {grade}_allowance)"),
                    Line(f"{key}_monthly_pay", "Entgelt", "€", f"{key}_full_time_equivalents{plan.in_plan(key)}*{key}_full_time_pay"),
                    Line(f"{key}_bonus", "Jahressonderzahlung", "€", f"(month_of_year == bonus_month)*annual_bonus*{key}_monthly_pay*{share}"),
                    Line(f"{key}_monthly_cost", "Kosten ohne Sonderzahlung", "€", f"{key}_monthly_pay*(1 + on_cost_rate + pension_rate)"),
                    Line(f"{key}_cost", "Personalkosten", "€", f"({key}_monthly_pay + {key}_bonus)*(1 + on_cost_rate + pension_rate)"),
                    Line(f"{key}_subsidised_pay", "bezuschusstes Entgelt: höchstens der Mindestlohn, ohne Sonderzahlung", "€",
                         f"{key}_full_time_equivalents{plan.in_plan(key)}*MIN({key}_full_time_pay, wage_floor*weekly_hours*weeks_per_year/12)"),
                    Line(f"{key}_wage_subsidy", "Lohnkostenzuschuss", "€", f"{key}_subsidised_pay*(1 + subsidised_on_cost)*({subsidy})"),
                    Line(f"{key}_hourly_pay", "Stundenentgelt", "€", f"{key}_full_time_pay/(weekly_hours*weeks_per_year/12)"),
                    Line(f"{key}_below_minimum_wage", "unter dem Mindestlohn", "ja/nein",
                         f"({key}_monthly_pay > 0)*({key}_hourly_pay < wage_floor)", "count"),
                ],
            )
        )  # fmt: skip
    posts = plan.staff.posts
    total = [
        Line("staff_cost", "Personalkosten", "€", summed(f"{key}_cost" for key in posts)),
        Line("staff_monthly_cost", "Personalkosten ohne Sonderzahlung", "€", summed(f"{key}_monthly_cost" for key in posts)),
        Line("wage_subsidy", "Lohnkostenzuschüsse", "€", summed(f"{key}_wage_subsidy" for key in posts)),
        Line("below_minimum_wage", "Stellen unter dem Mindestlohn", "Anzahl", summed(f"{key}_below_minimum_wage" for key in posts), "count"),
    ]  # fmt: skip
    carried = "MAX(year - YEAR(minimum_wage_known_until), 0)"
    floor = Line("wage_floor", "Mindestlohn je Stunde, nach dem letzten bekannten Jahr mit den Tarifen steigend", "€",
                 f"minimum_wage*compounded(pay_yearly_rise, {carried})", "cent")  # fmt: skip
    blocks = [Block("Mindestlohn", Axis.MONTH, [floor]), *blocks]
    return Page("Personal", "Personal", [*blocks, Block("Summe", Axis.MONTH, total)])
