"""What the financial plan assumes: premises, products, costs, staff, investment, financing, taxes, cases.

Money is net of value added tax in euros of `price_base`, unless the label says otherwise; months count from the
opening, shares run from 0 to 1.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from ohv_coworking.basics.typed_files import broken_rule
from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.declaration import NamedSection, Section, choice, decision, method, risk, switch
from ohv_coworking.parameters.plan_cases import (
    Case,
    CommonFactors,
    Correlation,
    Factor,
    Network,
    Offer,
    Taken,
)

MONTHS_OF_YEAR = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

VatClass = Literal["Regelsatz", "ermäßigt", "Vermietung"]
InputVatClass = Literal["Regelsatz", "ermäßigt", "ohne"]
MONTHS_PER_INSTALMENT = {"monatlich": 1, "vierteljährlich": 3}
PriceQuoted = Literal["brutto", "netto"]
Frequency = Literal["monatlich", "vierteljährlich"]
LoanKind = Literal["Annuität", "gleiche Tilgung", "endfällig"]
GrantTreatment = Literal["mindert Anschaffungskosten", "Sonderposten"]

# Groups of risks, as a reader sees them.
DEMAND, RISES, BUILDING, RUNNING = "Nachfrage", "Preissteigerungen", "Bau- und Kaufpreise", "laufende Kosten"
STAFF, MONEY, LEAVING, OWNER = "Personal", "Zahlung und Zins", "Ausstieg", "Eigentümerin"


class PlanEntry(Section):
    """What the plan lists by name and a case may add or drop; `applied` is made where a case does so."""

    label: str = Field(description="Bezeichnung")
    applied: Assumption | None = switch("Im Plan (1) oder nicht (0)")


class Dated(PlanEntry):
    """An entry that may begin and end while the house is open."""

    start_after_months: Assumption = decision(
        "Beginn nach Eröffnung", "Monate", 0, 120, whole=True, fixed=True, optional=True
    )
    ends_after_months: Assumption = decision(
        "Ende nach Eröffnung (0: keines)", "Monate", 0, 120, whole=True, optional=True
    )


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


class RampUp(Section):
    initial_share: Assumption = risk(
        "Schon zur Eröffnung erreichter Anteil der Zielbelegung", "Anteil", 0, 1, group=DEMAND
    )
    innovation: Assumption = risk(
        "Hochlauf nach Bass: Innovationsrate je Monat", "Anteil", 0.001, 0.5, group=DEMAND
    )
    imitation: Assumption = risk("Hochlauf nach Bass: Imitationsrate je Monat", "Anteil", 0, 1, group=DEMAND)


class Season(Section):
    """Demand of the month against the mean of the year."""

    january: Assumption = risk("Saison Januar", "Faktor", 0, 3, group=DEMAND, moves=0)
    february: Assumption = risk("Saison Februar", "Faktor", 0, 3, group=DEMAND, moves=0)
    march: Assumption = risk("Saison März", "Faktor", 0, 3, group=DEMAND, moves=0)
    april: Assumption = risk("Saison April", "Faktor", 0, 3, group=DEMAND, moves=0)
    may: Assumption = risk("Saison Mai", "Faktor", 0, 3, group=DEMAND, moves=0)
    june: Assumption = risk("Saison Juni", "Faktor", 0, 3, group=DEMAND, moves=0)
    july: Assumption = risk("Saison Juli", "Faktor", 0, 3, group=DEMAND, moves=0)
    august: Assumption = risk("Saison August", "Faktor", 0, 3, group=DEMAND, moves=0)
    september: Assumption = risk("Saison September", "Faktor", 0, 3, group=DEMAND, moves=0)
    october: Assumption = risk("Saison Oktober", "Faktor", 0, 3, group=DEMAND, moves=0)
    november: Assumption = risk("Saison November", "Faktor", 0, 3, group=DEMAND, moves=0)
    december: Assumption = risk("Saison Dezember", "Faktor", 0, 3, group=DEMAND, moves=0)


Ramp = Literal["gemeinsam", "keiner", "eigener"]


class Product(Dated):
    sold: str = Field(description="was verkauft wird, z. B. Vertrag, Tag, Stunde")
    vat: VatClass = choice("Umsatzsteuer: Regelsatz, ermäßigt oder Vermietung (§ 4 Nr. 12 UStG)")
    capacity: Assumption = decision("Plätze oder Räume", "Anzahl", 0, 1_000)
    sales_per_place: Assumption = risk(
        "Verkäufe je Platz und Monat bei voller Belegung", "Anzahl", 0, 750, group=DEMAND
    )
    utilisation: Assumption = risk("Auslastung im eingeschwungenen Betrieb", "Anteil", 0, 1, group=DEMAND)
    price: Assumption = decision("Preis je Verkauf", "€", 0, 50_000)
    price_quoted: PriceQuoted = choice("Preis mit oder ohne Umsatzsteuer", default="brutto")
    season_weight: Assumption = method("Wirkung der Saison", "Anteil", 0, 1, optional=True)
    churn: Assumption = risk("Kündigungen je Monat", "Anteil", 0, 1, optional=True, group=DEMAND, moves=-1)
    acquisition_cost: Assumption = risk(
        "Aufwand je neuen Vertrag", "€", 0, 5_000, optional=True, group=RUNNING
    )
    deposit_months: Assumption = decision("Kaution", "Monatspreise", 0, 6, optional=True)
    desks_per_place: Assumption = method("Arbeitsplätze je Platz oder Raum", "Anzahl", 0, 100, optional=True)
    ramp: Ramp = Field(
        default="gemeinsam", description="Hochlauf: gemeinsam, keiner (gleich voll) oder eigener (own_ramp)"
    )
    own_ramp: RampUp | None = Field(default=None, description="Eigener Hochlauf")
    users_per_sale: Assumption = risk(
        "Nutzende je Verkauf", "Personen", 0, 100, optional=True, group=DEMAND, moves=0
    )
    visits_per_sale: Assumption = risk(
        "Nutzungstage je Verkauf", "Tage", 0, 500, optional=True, group=DEMAND, moves=0
    )


class RunningCost(Dated):
    amount: Assumption = risk(
        "Betrag je Bezugsgröße und Monat (Umsatz: Anteil)", "€", 0, 100_000, group=RUNNING
    )
    per: Literal["Monat", "m²", "Arbeitsplatz", "Nutzungstag", "Umsatz"] = Field(description="Bezugsgröße")
    rises_with: Literal["inflation", "energy"] = Field(description="Steigerung: inflation oder energy")
    vat: InputVatClass = Field(description="Vorsteuer: Regelsatz, ermäßigt oder ohne")
    begins: Literal["Mietbeginn", "Eröffnung"] = Field(description="Beginn")


class FurtherArea(Dated):
    """A further area, let apart from the first."""

    area: Assumption = decision("Mietfläche", "m²", 0, 20_000)
    rent_per_square_metre: Assumption = risk(
        "Nettokaltmiete bei Mietbeginn", "€/m² im Monat", 0, 100, group=RUNNING
    )


class PayStep(Section):
    after_months: Assumption = method("Beginn nach Einstellung", "Monate", 0, 240, whole=True)
    pay: Assumption = risk("Monatsentgelt Vollzeit", "€", 0, 20_000, group=STAFF)


class PayGrade(Section):
    label: str = Field(description="Bezeichnung")
    allowance: Assumption = risk("Feste Zulage im Monat, Vollzeit", "€", 0, 5_000, group=STAFF, optional=True)
    steps: tuple[PayStep, ...] = Field(
        min_length=1, strict=False, description="Stufen in zeitlicher Reihenfolge"
    )


class Post(Dated):
    grade: str = Field(description="Entgeltgruppe, ein Name aus pay_grades")
    full_time_equivalents: Assumption = decision("Stellenumfang", "VZÄ", 0, 100)
    months_before_opening: Assumption = decision("Einstellung vor Eröffnung", "Monate", 0, 24, whole=True)
    subsidy_year_1: Assumption = decision("Lohnkostenzuschuss 1. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_2: Assumption = decision("Lohnkostenzuschuss 2. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_3: Assumption = decision("Lohnkostenzuschuss 3. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_4: Assumption = decision("Lohnkostenzuschuss 4. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_5: Assumption = decision("Lohnkostenzuschuss 5. Jahr", "Anteil", 0, 1, optional=True)


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


class Sale(Section):
    sold_after_months: Assumption = decision(
        "Verkauf nach Eröffnung", "Monate", 1, 120, whole=True, fixed=True
    )
    sale_share: Assumption = risk(
        "Verkaufserlös, Anteil am Preis eines neuen Stücks", "Anteil", 0, 1, group=LEAVING
    )


class Investment(PlanEntry):
    unit_price: Assumption = risk("Preis je Stück", "€", 0, 10_000_000, group=BUILDING)
    units: Assumption = decision("Menge je Bezugsgröße", "Anzahl", 0, 10_000)
    per: Literal["gesamt", "Arbeitsplatz", "m²", "Bausumme"] = Field(
        description="Bezugsgröße der Menge; Bausumme: Euro der übrigen unbeweglichen Investitionen"
    )
    vat: InputVatClass = Field(description="Vorsteuer: Regelsatz, ermäßigt oder ohne")
    useful_life_years: Assumption = method("Nutzungsdauer", "Jahre", 1, 50, fixed=True)
    months_before_opening: Assumption = decision(
        "Kauf vor Eröffnung", "Monate", 0, 24, whole=True, fixed=True
    )
    start_after_months: Assumption = decision(
        "Kauf nach Eröffnung", "Monate", 0, 120, whole=True, fixed=True, optional=True
    )
    replaced: bool = Field(description="true: wird nach der Nutzungsdauer ersetzt")
    movable: bool = Field(description="true: bewegliches Wirtschaftsgut (GWG-Grenze, § 15a UStG fünf Jahre)")
    expensed: bool = Field(
        default=False, description="true: sofort Aufwand, etwa Gründungskosten (§ 248 Abs. 1 HGB)"
    )
    ends_with_lease: bool = Field(default=False, description="true: Nutzungsdauer höchstens bis Mietende")
    sale: Sale | None = Field(default=None, description="Verkauf vor dem Ende des Plans")


class WorkingCapital(Section):
    receivable_days: Assumption = risk("Zahlungsziel der Nutzenden", "Tage", 0, 30, group=MONEY)
    payable_days: Assumption = decision("Zahlungsziel bei Lieferanten", "Tage", 0, 30)
    bad_debt_share: Assumption = risk("Forderungsausfall", "Anteil", 0, 0.5, group=MONEY)
    minimum_liquidity: Assumption = decision("Mindestbestand an Zahlungsmitteln", "€", 0, 1_000_000)


class Loan(PlanEntry):
    kind: LoanKind = choice("Tilgungsart")
    instalments: Frequency = choice("Zins und Tilgung", default="monatlich")
    amount: Assumption = decision("Darlehensbetrag", "€", 0, 100_000_000)
    yearly_rate: Assumption = risk("Nominalzins je Jahr", "Anteil", 0, 0.3, group=MONEY)
    term_months: Assumption = decision("Laufzeit", "Monate", 1, 480, whole=True)
    grace_months: Assumption = decision("Davon tilgungsfrei", "Monate", 0, 479, whole=True)
    months_before_opening: Assumption = decision(
        "Auszahlung vor Eröffnung", "Monate", 0, 24, whole=True, fixed=True
    )
    start_after_months: Assumption = decision(
        "Auszahlung nach Eröffnung", "Monate", 0, 120, whole=True, fixed=True, optional=True
    )
    guaranteed_share: Assumption = decision(
        "Von den Kommunen verbürgter Anteil", "Anteil", 0, 1, optional=True
    )


class Grant(PlanEntry):
    programme: str = Field(default="", description="Schlüssel in der Fördertabelle")
    covers: tuple[str, ...] = Field(
        strict=False, min_length=1, description="geförderte Investitionen oder geförderte laufende Kosten"
    )
    applied: Assumption = decision("Bewilligt (1) oder nicht (0)", "ja/nein", 0, 1, whole=True, fixed=True)
    start_after_months: Assumption = decision(
        "Förderfähig ab Monaten nach Eröffnung (0: von Anfang an)",
        "Monate",
        0,
        120,
        whole=True,
        fixed=True,
        optional=True,
    )
    rate: Assumption = method("Fördersatz", "Anteil", 0, 1)
    ceiling: Assumption = method("Höchstbetrag", "€", 0, 100_000_000)
    own_share: Assumption = method("Mindesteigenanteil", "Anteil", 0, 1)
    runs_months: Assumption = method("Förderfähig bis Monate nach Eröffnung", "Monate", 0, 120, whole=True)
    pays_after_months: Assumption = method(
        "Auszahlung nach Mittelabruf", "Monate", 0, 24, whole=True, fixed=True
    )
    earmarked_months: Assumption = method("Zweckbindung ab Eröffnung", "Monate", 0, 360, whole=True)
    price_supplement: bool = Field(
        description="true: Entgelt von dritter Seite (steuerbar), false: echter Zuschuss"
    )
    de_minimis: bool = Field(description="true: De-minimis-Beihilfe")


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
    grant_treatment: GrantTreatment = choice("Ausweis der Investitionszuschüsse")
    loans: dict[str, Loan] = Field(description="Darlehen")
    grants: dict[str, Grant] = Field(description="Zuschüsse")


class Taxes(Section):
    small_business: Assumption = decision(
        "Kleinunternehmerregelung gewählt (§ 19 UStG)", "ja/nein", 0, 1, whole=True, fixed=True
    )
    option_to_tax: Assumption = decision(
        "Verzicht auf die Steuerbefreiung der Vermietung (§ 9 UStG)", "ja/nein", 0, 1, whole=True, fixed=True
    )
    vat_on_rent: Assumption = decision(
        "Vermieter berechnet Umsatzsteuer (§ 9 UStG)", "ja/nein", 0, 1, whole=True, fixed=True
    )
    newly_founded: Assumption = decision(
        "Unternehmen wird neu gegründet (§ 18 Abs. 2 UStG)", "ja/nein", 0, 1, whole=True, fixed=True
    )
    vat_filing_months: Frequency = choice("Umsatzsteuer-Voranmeldung")
    tax_on_receipt: Assumption = decision(
        "Umsatzsteuer erst, wenn bezahlt ist (§ 20 UStG)",
        "ja/nein",
        0,
        1,
        whole=True,
        fixed=True,
        optional=True,
    )
    contribution_taxed: Assumption = decision(
        "Zuschuss der Kommunen gilt als Entgelt (§ 1 Abs. 1 Nr. 1 UStG)",
        "ja/nein",
        0,
        1,
        whole=True,
        fixed=True,
        optional=True,
    )
    vat_payment_months: Assumption = method(
        "Zahlung der Umsatzsteuer nach dem Voranmeldungszeitraum", "Monate", 1, 3, whole=True, fixed=True
    )
    corporate_tax: Assumption = method("Körperschaftsteuerpflichtig", "ja/nein", 0, 1, whole=True, fixed=True)
    corporate_allowance: Assumption = method(
        "Freibetrag nach § 24 KStG", "ja/nein", 0, 1, whole=True, fixed=True
    )
    trade_tax: Assumption = method("Gewerbesteuerpflichtig", "ja/nein", 0, 1, whole=True, fixed=True)
    trade_tax_allowance: Assumption = method("Freibetrag nach § 11 Abs. 1 GewStG", "€", 0, 24_500)
    trade_tax_multiplier: Assumption = risk("Gewerbesteuerhebesatz", "Anteil", 2, 9, group=MONEY)
    receipts_limit: Assumption = method(
        "Freigrenze der Einnahmen gilt (§ 64 Abs. 3 AO)", "ja/nein", 0, 1, whole=True, fixed=True
    )
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

    usual_area_per_desk_from: Assumption = method(
        "Fläche je Arbeitsplatz, üblich ab", "m²", 0, 1_000, fixed=True, optional=True
    )
    usual_area_per_desk_to: Assumption = method(
        "Fläche je Arbeitsplatz, üblich bis", "m²", 0, 1_000, fixed=True, optional=True
    )
    usual_rent_from: Assumption = method(
        "Miete, üblich ab", "€/m² im Monat", 0, 1_000, fixed=True, optional=True
    )
    usual_rent_to: Assumption = method(
        "Miete, üblich bis", "€/m² im Monat", 0, 1_000, fixed=True, optional=True
    )
    usual_revenue_per_desk_from: Assumption = method(
        "Einnahmen je belegtem Arbeitsplatz und Monat, üblich ab", "€", 0, 10_000, fixed=True, optional=True
    )
    usual_revenue_per_desk_to: Assumption = method(
        "Einnahmen je belegtem Arbeitsplatz und Monat, üblich bis", "€", 0, 10_000, fixed=True, optional=True
    )
    usual_electricity_from: Assumption = method(
        "Kosten mit Energiepreis je m² und Monat, üblich ab", "€", 0, 100, fixed=True, optional=True
    )
    usual_electricity_to: Assumption = method(
        "Kosten mit Energiepreis je m² und Monat, üblich bis", "€", 0, 100, fixed=True, optional=True
    )
    usual_pay_from: Assumption = method(
        "Monatsentgelt Vollzeit, üblich ab", "€", 0, 50_000, fixed=True, optional=True
    )
    usual_pay_to: Assumption = method(
        "Monatsentgelt Vollzeit, üblich bis", "€", 0, 50_000, fixed=True, optional=True
    )


# Where the entries stand that a case may add or drop.
ENTRIES = (
    ("products",), ("running_costs",), ("rooms",), ("staff", "posts"), ("investments",), ("financing", "loans"),
    ("financing", "grants"),
)  # fmt: skip
CASE_GROUPS = ("scenarios", "shocks", "operators", "funding_mixes", "alternatives")


class PlanParameters(NamedSection):
    """Everything the financial plan assumes."""

    horizon_years: int = Field(ge=5, le=10, description="Planungszeitraum ab Mietbeginn in Jahren")
    preparation_months: Assumption = decision(
        "Vorbereitung: Mietbeginn vor Eröffnung", "Monate", 0, 24, whole=True, fixed=True
    )
    opens_later_months: Assumption = decision(
        "Eröffnung später als opening_month", "Monate", -36, 60, whole=True, fixed=True, optional=True
    )
    operating_months: Assumption = decision(
        "Betrieb endet nach Eröffnung (0: nicht im Plan)",
        "Monate",
        0,
        120,
        whole=True,
        fixed=True,
        optional=True,
    )
    economy: Economy = Field(description="Rahmen")
    premises: Premises = Field(description="Räume")
    rooms: dict[str, FurtherArea] = Field(default={}, description="Weitere Flächen")
    demand: LocalDemand = Field(description="Nachfrage")
    ramp_up: RampUp = Field(description="Hochlauf")
    season: Season = Field(description="Saison")
    products: dict[str, Product] = Field(min_length=1, description="Angebote")
    running_costs: dict[str, RunningCost] = Field(description="Laufende Kosten")
    staff: Staff = Field(description="Personal")
    investments: dict[str, Investment] = Field(description="Investitionen")
    working_capital: WorkingCapital = Field(description="Zahlungsziele und Reserve")
    financing: Financing = Field(description="Finanzierung")
    taxes: Taxes = Field(description="Steuern")
    exit: Exit = Field(description="Ausstieg")
    landlord: Landlord = Field(description="Eigentümerin")
    usual: Usual = Field(description="Übliche Werte")
    scenarios: dict[str, Case] = Field(description="Szenarien")
    shocks: dict[str, Case] = Field(description="Schocks")
    operators: dict[str, Case] = Field(description="Betreibermodelle")
    funding_mixes: dict[str, Case] = Field(description="Finanzierungen")
    alternatives: dict[str, Case] = Field(description="Vergleiche")
    offers: dict[str, Offer] = Field(default={}, description="Angebote bestehender Häuser")
    networks: dict[str, Network] = Field(default={}, description="Netze aus mehreren Orten")
    taken_from: dict[str, Taken] = Field(
        default={}, description="Eingaben, deren Wert und Verläufe ein früheres Kapitel ermittelt"
    )
    common_factors: CommonFactors = Field(description="Gemeinsame Schwankung der Annahmen einer Gruppe")
    correlations: tuple[Correlation, ...] = Field(default=(), strict=False, description="Korrelationen")

    @model_validator(mode="before")
    @classmethod
    def _switched(cls, given: Any) -> Any:
        """Give a switch to what a case adds or drops: what is added anywhere is not in the plan itself."""
        if not isinstance(given, dict):
            return given
        given = _with_offers(given)
        added, dropped = (_named_by_cases(given, part) for part in ("adds", "drops"))
        for *above, last in ENTRIES:
            holder = given
            for step in above:
                holder = holder.get(step) if isinstance(holder, dict) else None
            if isinstance(holder, dict) and isinstance(holder.get(last), dict):
                switched = {
                    key: _with_switch(key, one, 0.0 if key in added else 1.0)
                    if key in added | dropped
                    else one
                    for key, one in holder[last].items()
                }
                given = _replaced(given, (*above, last), switched)
        return given

    @model_validator(mode="after")
    def _each_entry_has_its_name(self) -> Self:
        seen: dict[str, str] = {}
        for path, key, _ in self._entries():
            if key in seen:
                expected = f"jeden Namen nur einmal; {key} steht auch unter {seen[key]}"
                raise broken_rule("Zwei Einträge des Plans heißen gleich.", path[0], expected, key)
            seen[key] = ".".join(path)
        return self

    @property
    def entries(self) -> dict[str, PlanEntry]:
        """Everything that a case may add or drop, by name."""
        return {key: one for _, key, one in self._entries()}

    def _entries(self) -> Iterator[tuple[tuple[str, ...], str, PlanEntry]]:
        for path in ENTRIES:
            held: Any = self
            for step in path:
                held = getattr(held, step)
            for key, one in held.items():
                yield path, key, one

    def in_plan(self, key: str) -> str:
        """Return the factor of a formula by which an entry is in the plan or not; nothing where it always is."""
        return f"*{key}_applied" if self.entries[key].applied else ""

    def changes_of(self, case: Case) -> Mapping[str, float | str | Factor]:
        """Return all that a case changes: its operator's inputs, what it adds and drops, its own changes, later ones first in force."""
        operator = self.operators[case.operator].changes if case.operator else {}
        added, dropped = (
            dict.fromkeys((f"{key}_applied" for key in keys), held)
            for keys, held in ((case.adds, 1.0), (case.drops, 0.0))
        )
        return {**operator, **added, **dropped, **case.changes}

    def funds_assets(self, grant: str) -> bool:
        """Return whether a grant covers investments; it covers either only them or only running costs."""
        return self.financing.grants[grant].covers[0] in self.investments


def _named_by_cases(given: dict, part: str) -> set[str]:
    groups = (given.get(group) for group in CASE_GROUPS)
    cases = [case for group in groups if isinstance(group, dict) for case in group.values()]
    named = (case.get(part) for case in cases if isinstance(case, dict))
    return {key for keys in named if isinstance(keys, list | tuple) for key in keys if isinstance(key, str)}


def _with_switch(key: str, entry: Any, value: float) -> Any:
    if not isinstance(entry, dict) or entry.get("applied") is not None:
        return entry
    label = f"{entry.get('label', key)}: {PlanEntry.model_fields['applied'].description}"
    source = "nach den Möglichkeiten, die den Eintrag nennen"
    held = {"value": value, "low": value, "high": value, "unit": "ja/nein", "source": source}
    return {**entry, "applied": {**held, "name": f"{key}_applied", "label": label}}


def _replaced(given: dict, path: tuple[str, ...], content: dict) -> dict:
    step, *rest = path
    return {**given, step: _replaced(given[step], tuple(rest), content) if rest else content}


def _with_offers(given: dict) -> dict:
    """Return the plan with the lowest offer of existing houses in the place of what was assumed for it."""
    offers = given.get("offers")
    prices: dict[str, tuple[float, str]] = {}
    for offer in offers.values() if isinstance(offers, dict) else ():
        price = offer.get("price") if isinstance(offer, dict) else None
        if isinstance(price, int | float) and isinstance(offer.get("sets"), str):
            told = (float(price), f"Angebot {offer.get('label', '')}: {offer.get('source', '')}")
            prices[offer["sets"]] = min(prices.get(offer["sets"], told), told)
    costs = given.get("running_costs")
    if not prices or not isinstance(costs, dict):
        return given
    held = {
        key: {
            **cost,
            "amount": {**cost["amount"], "value": price, "low": price, "high": price, "source": source},
        }
        for key, cost in costs.items()
        if isinstance(cost, dict) and isinstance(cost.get("amount"), dict) and f"{key}_amount" in prices
        for price, source in [prices[f"{key}_amount"]]
    }
    return {**given, "running_costs": {**costs, **held}}
