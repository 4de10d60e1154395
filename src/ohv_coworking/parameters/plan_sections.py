"""The sections of the financial plan with one value each: frame, premises, staff, financing, taxes, exit, landlord."""

from typing import Any, Literal

from pydantic import Field

from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.declaration import Section, choice, decision, method, risk, yes_no
from ohv_coworking.parameters.plan_entries import Frequency, Grant, Loan, Post
from ohv_coworking.parameters.risk_groups import (
    BUILDING,
    DEMAND,
    LEAVING,
    MONEY,
    OWNER,
    RISES,
    RUNNING,
    STAFF,
)


def _month(name: str) -> Any:
    return risk(f"Saison {name}", "Faktor", 0, 3, group=DEMAND, moves=0)


def _usual(label: str, end: str, unit: str, maximum: float) -> Any:
    return method(f"{label}, üblich {end}", unit, 0, maximum, fixed=True, optional=True)


class Economy(Section):
    inflation: Assumption = risk("Allgemeine Preissteigerung je Jahr", "Anteil", -0.05, 0.2, group=RISES)
    energy_yearly_rise: Assumption = risk(
        "Steigerung der Energiepreise je Jahr", "Anteil", -0.1, 0.3, group=RISES
    )
    price_yearly_rise: Assumption = decision("Steigerung der eigenen Preise je Jahr", "Anteil", -0.05, 0.2)
    price_step_years: Assumption = decision(
        "Abstand der eigenen Preisanpassungen", "Jahre", 1, 5, whole=True, fixed=True
    )
    discount_rate: Assumption = method("Kalkulationszins", "Anteil", 0, 0.2)


class Premises(Section):
    area: Assumption = decision("Mietfläche", "m²", 0, 20_000)
    rent_per_square_metre: Assumption = risk(
        "Nettokaltmiete bei Mietbeginn", "€/m² im Monat", 0, 100, group=RUNNING
    )
    rent_yearly_rise: Assumption = risk("Steigerung der Miete je Mietjahr", "Anteil", 0, 0.2, group=RISES)
    rent_free_months: Assumption = decision("Mietfreie Monate ab Mietbeginn", "Monate", 0, 36, whole=True)
    rent_deposit_months: Assumption = decision("Mietsicherheit", "Monatsmieten", 0, 12)
    lease_months: Assumption = decision("Feste Mietzeit", "Monate", 12, 360, whole=True, fixed=True)


class LocalDemand(Section):
    demand_desks: Assumption = risk(
        "Arbeitsplätze, die am Ort gebraucht werden", "Arbeitsplätze", 0, 100_000, group=DEMAND
    )


class Season(Section):
    """Demand of the month against the mean of the year."""

    january: Assumption = _month("Januar")
    february: Assumption = _month("Februar")
    march: Assumption = _month("März")
    april: Assumption = _month("April")
    may: Assumption = _month("Mai")
    june: Assumption = _month("Juni")
    july: Assumption = _month("Juli")
    august: Assumption = _month("August")
    september: Assumption = _month("September")
    october: Assumption = _month("Oktober")
    november: Assumption = _month("November")
    december: Assumption = _month("Dezember")


class PayStep(Section):
    after_months: Assumption = method("Beginn nach Einstellung", "Monate", 0, 240, whole=True)
    pay: Assumption = risk("Monatsentgelt Vollzeit", "€", 0, 20_000, group=STAFF)


class PayGrade(Section):
    label: str = Field(description="Bezeichnung")
    allowance: Assumption = risk("Feste Zulage im Monat, Vollzeit", "€", 0, 5_000, group=STAFF, optional=True)
    steps: tuple[PayStep, ...] = Field(
        min_length=1, strict=False, description="Stufen in zeitlicher Reihenfolge"
    )


class Staff(Section):
    weekly_hours: Assumption = method("Wochenstunden Vollzeit", "Stunden", 20, 48)
    pay_yearly_rise: Assumption = risk("Tarifsteigerung je Jahr", "Anteil", 0, 0.2, group=RISES)
    pay_rise_month: Assumption = method(
        "Monat der Tarifsteigerung", "Kalendermonat", 1, 12, whole=True, fixed=True
    )
    annual_bonus: Assumption = risk("Jahressonderzahlung im November", "Monatsentgelte", 0, 2, group=STAFF)
    on_cost_rate: Assumption = risk("Arbeitgeberanteile und Umlagen", "Anteil", 0, 0.6, group=STAFF)
    subsidised_on_cost: Assumption = method(
        "Arbeitgeberanteile, die ein Lohnkostenzuschuss mitträgt", "Anteil", 0, 0.6
    )
    pension_rate: Assumption = risk(
        "Zusatzversorgung des öffentlichen Dienstes", "Anteil", 0, 0.2, group=STAFF
    )
    pay_grades: dict[str, PayGrade] = Field(description="Entgeltgruppen")
    posts: dict[str, Post] = Field(description="Stellen")


class WorkingCapital(Section):
    receivable_days: Assumption = risk("Zahlungsziel der Nutzenden", "Tage", 0, 30, group=MONEY)
    payable_days: Assumption = decision("Zahlungsziel bei Lieferanten", "Tage", 0, 30)
    bad_debt_share: Assumption = risk("Forderungsausfall", "Anteil", 0, 0.5, group=MONEY)
    minimum_liquidity: Assumption = decision("Mindestbestand an Zahlungsmitteln", "€", 0, 1_000_000)


class Financing(Section):
    equity: Assumption = decision("Eigenmittel zu Beginn", "€", 0, 100_000_000)
    public_equity_share: Assumption = decision(
        "Anteil der öffentlichen Hand an den Eigenmitteln", "Anteil", 0, 1
    )
    municipal_contribution_a_year: Assumption = decision(
        "Vereinbarter Zuschuss der Kommunen je Jahr", "€", 0, 10_000_000
    )
    municipal_contribution_months: Assumption = decision(
        "Dauer des kommunalen Zuschusses ab Eröffnung", "Monate", 0, 120, whole=True
    )
    grant_treatment: Literal["mindert Anschaffungskosten", "Sonderposten"] = choice(
        "Ausweis der Investitionszuschüsse"
    )
    loans: dict[str, Loan] = Field(description="Darlehen")
    grants: dict[str, Grant] = Field(description="Zuschüsse")


class Taxes(Section):
    small_business: Assumption = yes_no("Kleinunternehmerregelung gewählt (§ 19 UStG)", decision)
    option_to_tax: Assumption = yes_no("Verzicht auf die Steuerbefreiung der Vermietung (§ 9 UStG)", decision)
    vat_on_rent: Assumption = yes_no("Vermieter berechnet Umsatzsteuer (§ 9 UStG)", decision)
    newly_founded: Assumption = yes_no("Unternehmen wird neu gegründet (§ 18 Abs. 2 UStG)", decision)
    vat_filing_months: Frequency = choice("Umsatzsteuer-Voranmeldung")
    tax_on_receipt: Assumption = yes_no(
        "Umsatzsteuer erst, wenn bezahlt ist (§ 20 UStG)", decision, optional=True
    )
    contribution_taxed: Assumption = yes_no(
        "Zuschuss der Kommunen gilt als Entgelt (§ 1 Abs. 1 Nr. 1 UStG)", decision, optional=True
    )
    vat_payment_months: Assumption = method(
        "Zahlung der Umsatzsteuer nach dem Voranmeldungszeitraum", "Monate", 1, 3, whole=True, fixed=True
    )
    corporate_tax: Assumption = yes_no("Körperschaftsteuerpflichtig", method)
    corporate_allowance: Assumption = yes_no("Freibetrag nach § 24 KStG", method)
    trade_tax: Assumption = yes_no("Gewerbesteuerpflichtig", method)
    trade_tax_allowance: Assumption = method("Freibetrag nach § 11 Abs. 1 GewStG", "€", 0, 24_500)
    trade_tax_multiplier: Assumption = risk("Gewerbesteuerhebesatz", "Anteil", 2, 9, group=MONEY)
    receipts_limit: Assumption = yes_no("Freigrenze der Einnahmen gilt (§ 64 Abs. 3 AO)", method)
    tax_payment_months: Assumption = method(
        "Zahlung der Ertragsteuern nach Jahresende", "Monate", 1, 24, whole=True, fixed=True
    )


class Exit(Section):
    staff_notice_months: Assumption = risk(
        "Kündigungsfrist des Personals", "Monate", 0, 12, group=LEAVING, moves=0
    )
    rent_saved_share: Assumption = risk(
        "Anteil der Restmiete, der durch Nachmieter entfällt", "Anteil", 0, 1, group=LEAVING
    )
    dismantling_per_square_metre: Assumption = risk("Rückbau", "€/m²", 0, 2_000, group=BUILDING)
    resale_share: Assumption = risk(
        "Erlös aus dem Verkauf der Ausstattung, vom Buchwert", "Anteil", 0, 1, group=LEAVING
    )


class Landlord(Section):
    landlord_investment: Assumption = risk(
        "Herrichtung durch die Eigentümerin", "€/m²", 0, 20_000, group=OWNER
    )
    landlord_rate: Assumption = risk(
        "Verzinsung, die die Eigentümerin braucht", "Anteil", 0, 0.2, group=OWNER
    )
    landlord_years: Assumption = method("Zeitraum der Refinanzierung", "Jahre", 1, 50)
    landlord_upkeep: Assumption = risk("Instandhaltung und Verwaltung", "€/m² im Monat", 0, 20, group=OWNER)
    landlord_vacancy: Assumption = risk("Mietausfallwagnis", "Anteil", 0, 0.5, group=OWNER)


class Usual(Section):
    """What is usual by publications; beside it a value is told, not refused. 0 is no limit."""

    usual_area_per_desk_from: Assumption = _usual("Fläche je Arbeitsplatz", "ab", "m²", 1_000)
    usual_area_per_desk_to: Assumption = _usual("Fläche je Arbeitsplatz", "bis", "m²", 1_000)
    usual_rent_from: Assumption = _usual("Miete", "ab", "€/m² im Monat", 1_000)
    usual_rent_to: Assumption = _usual("Miete", "bis", "€/m² im Monat", 1_000)
    usual_revenue_per_desk_from: Assumption = _usual(
        "Einnahmen je belegtem Arbeitsplatz und Monat", "ab", "€", 10_000
    )
    usual_revenue_per_desk_to: Assumption = _usual(
        "Einnahmen je belegtem Arbeitsplatz und Monat", "bis", "€", 10_000
    )
    usual_electricity_from: Assumption = _usual("Kosten mit Energiepreis je m² und Monat", "ab", "€", 100)
    usual_electricity_to: Assumption = _usual("Kosten mit Energiepreis je m² und Monat", "bis", "€", 100)
    usual_pay_from: Assumption = _usual("Monatsentgelt Vollzeit", "ab", "€", 50_000)
    usual_pay_to: Assumption = _usual("Monatsentgelt Vollzeit", "bis", "€", 50_000)
