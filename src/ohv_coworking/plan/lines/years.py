"""Calendar years: taxes on income, the statements summed, need and debt service cover."""

from ohv_coworking.parameters.plan import PlanParameters
from ohv_coworking.plan.line import Axis, Line, Page
from ohv_coworking.plan.lines import accounts as statements
from ohv_coworking.plan.lines.time import LAW


def years_page(plan: PlanParameters) -> Page:
    time = [
        Line("calendar_year", "Kalenderjahr", "Jahr", "entry(year, 0) + position()", "plain"),
        Line("last_month", "letzter Planmonat", "Nr.",
             "MIN(calendar_year*12 + 12 - 1 - entry(calendar_month, 0), month_count - 1)", "count"),
    ]  # fmt: skip
    whole = "IF(sum_of(revenue) > 0, sum_of(exempt_revenue)/sum_of(revenue), 0)"
    turnover = [
        _yearly("exempt_revenue", "davon steuerfrei"),
        Line("exempt_share_of_year", "steuerfreier Anteil (ohne Umsatz: der des ganzen Plans)", "Anteil",
             f"IF(revenue_by_year > 0, exempt_revenue_by_year/revenue_by_year, {whole})", "percent"),
        Line("turnover_by_year", "Gesamtumsatz ohne steuerfreie Vermietung (§ 19 Abs. 2 UStG)", "€", "revenue_by_year - exempt_revenue_by_year"),
        Line("turnover_of_last_year", "Gesamtumsatz im Vorjahr", "€", "before(turnover_by_year)"),
        Line("turnover_of_years_before", "Gesamtumsatz aller Jahre davor", "€", "cumulated(turnover_by_year) - turnover_by_year"),
    ]  # fmt: skip
    own = {
        "income_tax": Line("income_tax_by_year", "Ertragsteuern", "€", "-income_tax_of_year"),
        "profit": Line("profit_by_year", "Ergebnis", "€", "profit_before_tax_by_year + income_tax_by_year"),
    }
    result = [own.get(line.name) or _yearly(line.name, line.label, line.style)
              for lines in statements.profit_and_loss(plan).values() for line in lines]  # fmt: skip
    result.append(_yearly("own_result", "Ergebnis ohne Zuschüsse und Steuern"))
    flows = statements.cash_flow(plan)
    payments = [
        *(_yearly(line.name, line.label, line.style) for heading in flows if heading != "Bestand" for line in flows[heading]),
        Line("cash_at_start_of_year", "Zahlungsmittel am Jahresanfang", "€", "cash_balance_at_year_end - cash_change_by_year"),
        Line("cash_change_by_year", "Veränderung der Zahlungsmittel", "€",
             "operating_payments_by_year + project_payments_by_year + financing_payments_by_year", "sum"),
        Line("cash_balance_at_year_end", "Zahlungsmittel am Jahresende", "€", "year_end(cash_balance)", "sum"),
    ]  # fmt: skip
    balance = [
        Line(f"{line.name}_at_year_end", line.label, "€", f"year_end({line.name})", line.style)
        for lines in statements.balance_sheet(plan).values() for line in lines
    ]  # fmt: skip
    ratios = [
        _yearly("need", "Zuschussbedarf"),
        _yearly("cash_for_debt_service", "Zahlungen vor Kapitaldienst (CFADS)"),
        _yearly("debt_service", "Kapitaldienst"),
        Line("debt_service_cover", "Kapitaldienstdeckung (DSCR)", "Faktor",
             "IF(debt_service_by_year > tolerance, cash_for_debt_service_by_year/debt_service_by_year, nothing)", "factor"),
        Line("equity_in_books_at_year_end", "Eigenkapital in den Büchern", "€", "year_end(equity_in_books)"),
        Line("equity_ratio", "Eigenkapitalquote", "Anteil",
             "IF(total_assets_at_year_end > tolerance, equity_in_books_at_year_end/total_assets_at_year_end, nothing)", "percent"),
    ]  # fmt: skip
    blocks = {
        "Jahre": time,
        "Umsatz für Vorsteuerabzug und Kleinunternehmerregelung": turnover,
        "Gewinn- und Verlustrechnung": result,
        "Zahlungsrechnung": payments,
        "Bilanz zum Jahresende": balance,
        "Ertragsteuern": _income_tax(),
        "Zuschussbedarf, Kapitaldienst, Eigenkapital": ratios,
    }
    return Page.along(Axis.YEAR, "Jahre", "Kalenderjahre", blocks)


def _yearly(name: str, label: str, style: str = "euro") -> Line:
    return Line(f"{name}_by_year", label, "€", f"yearly({name})", style)


def _income_tax() -> list[Line]:
    rates = (
        "corporate_tax_rate", "corporate_tax_allowance", "solidarity_surcharge_rate", "trade_tax_base_rate",
        "trade_tax_add_back_share", "trade_tax_rent_share", "trade_tax_add_back_allowance", "charity_receipts_limit",
    )  # fmt: skip
    financing = "yearly(loans_interest) + trade_tax_rent_share_of_year*yearly(rent_expense)"
    base = "MAX(trade_taxable - trade_tax_allowance, 0)"
    return [
        *(Line(f"{name}_of_year", LAW[name], "", f"year_end({name})", "law") for name in rates),
        Line("charity_free", "steuerfrei unter der Freigrenze", "ja/nein",
             "receipts_limit*(yearly(gross_revenue) <= charity_receipts_limit_of_year)", "count"),
        Line("tax_profit", "steuerliches Ergebnis", "€", "profit_before_tax_by_year*(1 - charity_free)"),
        Line("tax_profit_so_far", "aufgelaufen", "€", "cumulated(tax_profit)"),
        Line("tax_profit_above_zero", "aufgelaufen, über null", "€", "MAX(tax_profit_so_far, 0)"),
        Line("tax_profit_peak", "höchster Stand", "€", "highest(tax_profit_above_zero)"),
        Line("corporate_taxable", "nach Verlustvortrag", "€", "tax_profit_peak - before(tax_profit_peak)"),
        Line("loss_carried_forward", "Verlustvortrag", "€", "tax_profit_peak - tax_profit_so_far"),
        Line("corporate_tax_of_year", "Körperschaftsteuer mit Solidaritätszuschlag", "€",
             "corporate_tax*MAX(corporate_taxable - corporate_allowance*corporate_tax_allowance_of_year, 0)"
             "*corporate_tax_rate_of_year*(1 + solidarity_surcharge_rate_of_year)"),
        Line("financing_expense", "Finanzierungsaufwand für die Hinzurechnung", "€", financing),
        Line("added_back", "Hinzurechnung", "€",
             "(1 - charity_free)*trade_tax_add_back_share_of_year*MAX(financing_expense - trade_tax_add_back_allowance_of_year, 0)"),
        Line("trade_profit", "Gewerbeertrag", "€", "tax_profit + added_back"),
        Line("trade_profit_so_far", "aufgelaufen", "€", "MAX(cumulated(trade_profit), 0)"),
        Line("trade_profit_peak", "höchster Stand", "€", "highest(trade_profit_so_far)"),
        Line("trade_taxable", "nach Verlustvortrag", "€", "trade_profit_peak - before(trade_profit_peak)"),
        Line("trade_tax_of_year", "Gewerbesteuer", "€", f"trade_tax*{base}*trade_tax_base_rate_of_year*trade_tax_multiplier"),
        Line("income_tax_of_year", "Ertragsteuern", "€", "corporate_tax_of_year + trade_tax_of_year"),
    ]  # fmt: skip
