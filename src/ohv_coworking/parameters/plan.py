"""What the financial plan assumes: premises, products, costs, staff, investment, financing, taxes, cases.

Money is net of value added tax in euros of `price_base`, unless the label says otherwise; months count from the
opening, shares run from 0 to 1.
"""

from typing import Literal

from pydantic import Field

from ohv_coworking.parameters.assumption import Assumption
from ohv_coworking.parameters.declaration import NamedSection, Section, choice, number
from ohv_coworking.parameters.plan_cases import Case, Correlation, Network

MONTHS_OF_YEAR = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

VatClass = Literal["Regelsatz", "ermäßigt", "Vermietung"]
InputVatClass = Literal["Regelsatz", "ermäßigt", "ohne"]
MONTHS_PER_INSTALMENT = {"monatlich": 1, "vierteljährlich": 3}
Frequency = Literal["monatlich", "vierteljährlich"]
LoanKind = Literal["Annuität", "gleiche Tilgung", "endfällig"]
GrantTreatment = Literal["mindert Anschaffungskosten", "Sonderposten"]


class Economy(Section):
    inflation: Assumption = number("Allgemeine Preissteigerung je Jahr", "Anteil", -0.05, 0.2)
    energy_yearly_rise: Assumption = number("Steigerung der Energiepreise je Jahr", "Anteil", -0.1, 0.3)
    price_yearly_rise: Assumption = number("Steigerung der eigenen Preise je Jahr", "Anteil", -0.05, 0.2)
    price_step_years: Assumption = number(
        "Abstand der eigenen Preisanpassungen", "Jahre", 1, 5, whole=True, fixed=True
    )
    discount_rate: Assumption = number("Kalkulationszins", "Anteil", 0, 0.2)


class Premises(Section):
    area: Assumption = number("Mietfläche", "m²", 0, 20_000)
    rent_per_square_metre: Assumption = number("Nettokaltmiete bei Mietbeginn", "€/m² im Monat", 0, 100)
    rent_yearly_rise: Assumption = number("Steigerung der Miete je Mietjahr", "Anteil", 0, 0.2)
    rent_free_months: Assumption = number("Mietfreie Monate ab Mietbeginn", "Monate", 0, 36, whole=True)
    rent_deposit_months: Assumption = number("Mietsicherheit", "Monatsmieten", 0, 12)
    lease_months: Assumption = number("Feste Mietzeit", "Monate", 12, 360, whole=True, fixed=True)


class RampUp(Section):
    initial_share: Assumption = number(
        "Schon zur Eröffnung erreichter Anteil der Zielbelegung", "Anteil", 0, 1
    )
    innovation: Assumption = number("Hochlauf nach Bass: Innovationsrate je Monat", "Anteil", 0.001, 0.5)
    imitation: Assumption = number("Hochlauf nach Bass: Imitationsrate je Monat", "Anteil", 0, 1)


class Season(Section):
    """Demand of the month against the mean of the year."""

    january: Assumption = number("Saison Januar", "Faktor", 0, 3)
    february: Assumption = number("Saison Februar", "Faktor", 0, 3)
    march: Assumption = number("Saison März", "Faktor", 0, 3)
    april: Assumption = number("Saison April", "Faktor", 0, 3)
    may: Assumption = number("Saison Mai", "Faktor", 0, 3)
    june: Assumption = number("Saison Juni", "Faktor", 0, 3)
    july: Assumption = number("Saison Juli", "Faktor", 0, 3)
    august: Assumption = number("Saison August", "Faktor", 0, 3)
    september: Assumption = number("Saison September", "Faktor", 0, 3)
    october: Assumption = number("Saison Oktober", "Faktor", 0, 3)
    november: Assumption = number("Saison November", "Faktor", 0, 3)
    december: Assumption = number("Saison Dezember", "Faktor", 0, 3)


class Product(Section):
    label: str = Field(description="Bezeichnung")
    sold: str = Field(description="was verkauft wird, z. B. Vertrag, Tag, Stunde")
    vat: VatClass = choice("Umsatzsteuer: Regelsatz, ermäßigt oder Vermietung (§ 4 Nr. 12 UStG)")
    capacity: Assumption = number("Plätze oder Räume", "Anzahl", 0, 1_000)
    sales_per_place: Assumption = number("Verkäufe je Platz und Monat bei voller Belegung", "Anzahl", 0, 750)
    utilisation: Assumption = number("Auslastung im eingeschwungenen Betrieb", "Anteil", 0, 1)
    price: Assumption = number("Preis je Verkauf", "€", 0, 50_000)
    season_weight: Assumption = number("Wirkung der Saison", "Anteil", 0, 1, optional=True)
    churn: Assumption = number("Kündigungen je Monat", "Anteil", 0, 1, optional=True)
    acquisition_cost: Assumption = number("Aufwand je neuen Vertrag", "€", 0, 5_000, optional=True)
    deposit_months: Assumption = number("Kaution", "Monatspreise", 0, 6, optional=True)
    start_after_months: Assumption = number(
        "Verkaufsbeginn nach Eröffnung", "Monate", 0, 60, whole=True, fixed=True, optional=True
    )
    ends_after_months: Assumption = number(
        "Ende nach Eröffnung (0: keines)", "Monate", 0, 120, whole=True, optional=True
    )
    desks_per_place: Assumption = number("Arbeitsplätze je Platz oder Raum", "Anzahl", 0, 100, optional=True)
    users_per_sale: Assumption = number("Nutzende je Verkauf", "Personen", 0, 100, optional=True)
    visits_per_sale: Assumption = number("Nutzungstage je Verkauf", "Tage", 0, 500, optional=True)


class RunningCost(Section):
    label: str = Field(description="Bezeichnung")
    amount: Assumption = number("Betrag je Bezugsgröße und Monat", "€", 0, 100_000)
    per: Literal["Monat", "m²", "Arbeitsplatz", "Nutzungstag"] = Field(description="Bezugsgröße")
    rises_with: Literal["inflation", "energy"] = Field(description="Steigerung: inflation oder energy")
    vat: InputVatClass = Field(description="Vorsteuer: Regelsatz, ermäßigt oder ohne")
    begins: Literal["Mietbeginn", "Eröffnung"] = Field(description="Beginn")


class PayStep(Section):
    after_months: Assumption = number("Beginn nach Einstellung", "Monate", 0, 240, whole=True)
    pay: Assumption = number("Monatsentgelt Vollzeit", "€", 0, 20_000)


class PayGrade(Section):
    label: str = Field(description="Bezeichnung")
    steps: tuple[PayStep, ...] = Field(
        min_length=1, strict=False, description="Stufen in zeitlicher Reihenfolge"
    )


class Post(Section):
    label: str = Field(description="Bezeichnung")
    grade: str = Field(description="Entgeltgruppe, ein Name aus pay_grades")
    full_time_equivalents: Assumption = number("Stellenumfang", "VZÄ", 0, 100)
    months_before_opening: Assumption = number("Einstellung vor Eröffnung", "Monate", 0, 24, whole=True)
    subsidy_year_1: Assumption = number("Lohnkostenzuschuss 1. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_2: Assumption = number("Lohnkostenzuschuss 2. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_3: Assumption = number("Lohnkostenzuschuss 3. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_4: Assumption = number("Lohnkostenzuschuss 4. Jahr", "Anteil", 0, 1, optional=True)
    subsidy_year_5: Assumption = number("Lohnkostenzuschuss 5. Jahr", "Anteil", 0, 1, optional=True)


class Staff(Section):
    weekly_hours: Assumption = number("Wochenstunden Vollzeit", "Stunden", 20, 48)
    pay_yearly_rise: Assumption = number("Tarifsteigerung je Jahr", "Anteil", 0, 0.2)
    pay_rise_month: Assumption = number(
        "Monat der Tarifsteigerung", "Kalendermonat", 1, 12, whole=True, fixed=True
    )
    annual_bonus: Assumption = number("Jahressonderzahlung im November", "Monatsentgelte", 0, 2)
    on_cost_rate: Assumption = number("Arbeitgeberanteile und Umlagen", "Anteil", 0, 0.6)
    pension_rate: Assumption = number("Zusatzversorgung des öffentlichen Dienstes", "Anteil", 0, 0.2)
    pay_grades: dict[str, PayGrade] = Field(description="Entgeltgruppen")
    posts: dict[str, Post] = Field(description="Stellen")


class Sale(Section):
    sold_after_months: Assumption = number("Verkauf nach Eröffnung", "Monate", 1, 120, whole=True, fixed=True)
    sale_share: Assumption = number("Verkaufserlös, Anteil am Preis eines neuen Stücks", "Anteil", 0, 1)


class Investment(Section):
    label: str = Field(description="Bezeichnung")
    unit_price: Assumption = number("Preis je Stück", "€", 0, 10_000_000)
    units: Assumption = number("Menge je Bezugsgröße", "Anzahl", 0, 10_000)
    per: Literal["gesamt", "Arbeitsplatz", "m²"] = Field(description="Bezugsgröße der Menge")
    vat: InputVatClass = Field(description="Vorsteuer: Regelsatz, ermäßigt oder ohne")
    useful_life_years: Assumption = number("Nutzungsdauer", "Jahre", 1, 50, fixed=True)
    months_before_opening: Assumption = number("Kauf vor Eröffnung", "Monate", 0, 24, whole=True, fixed=True)
    replaced: bool = Field(description="true: wird nach der Nutzungsdauer ersetzt")
    movable: bool = Field(description="true: bewegliches Wirtschaftsgut (GWG-Grenze, § 15a UStG fünf Jahre)")
    ends_with_lease: bool = Field(default=False, description="true: Nutzungsdauer höchstens bis Mietende")
    sale: Sale | None = Field(default=None, description="Verkauf vor dem Ende des Plans")


class WorkingCapital(Section):
    receivable_days: Assumption = number("Zahlungsziel der Nutzenden", "Tage", 0, 30)
    payable_days: Assumption = number("Zahlungsziel bei Lieferanten", "Tage", 0, 30)
    bad_debt_share: Assumption = number("Forderungsausfall", "Anteil", 0, 0.5)
    minimum_liquidity: Assumption = number("Mindestbestand an Zahlungsmitteln", "€", 0, 1_000_000)


class Loan(Section):
    label: str = Field(description="Bezeichnung")
    kind: LoanKind = choice("Tilgungsart")
    instalments: Frequency = choice("Zins und Tilgung", default="monatlich")
    amount: Assumption = number("Darlehensbetrag", "€", 0, 100_000_000)
    yearly_rate: Assumption = number("Nominalzins je Jahr", "Anteil", 0, 0.3)
    term_months: Assumption = number("Laufzeit", "Monate", 1, 480, whole=True)
    grace_months: Assumption = number("Davon tilgungsfrei", "Monate", 0, 479, whole=True)
    months_before_opening: Assumption = number(
        "Auszahlung vor Eröffnung", "Monate", 0, 24, whole=True, fixed=True
    )
    guaranteed_share: Assumption = number("Von den Kommunen verbürgter Anteil", "Anteil", 0, 1, optional=True)


class Grant(Section):
    label: str = Field(description="Bezeichnung")
    programme: str = Field(default="", description="Schlüssel in der Fördertabelle")
    covers: tuple[str, ...] = Field(
        strict=False, min_length=1, description="geförderte Investitionen oder geförderte laufende Kosten"
    )
    applied: Assumption = number("Bewilligt (1) oder nicht (0)", "ja/nein", 0, 1, whole=True, fixed=True)
    rate: Assumption = number("Fördersatz", "Anteil", 0, 1)
    ceiling: Assumption = number("Höchstbetrag", "€", 0, 100_000_000)
    own_share: Assumption = number("Mindesteigenanteil", "Anteil", 0, 1)
    runs_months: Assumption = number("Förderfähig bis Monate nach Eröffnung", "Monate", 0, 120, whole=True)
    pays_after_months: Assumption = number(
        "Auszahlung nach Mittelabruf", "Monate", 0, 24, whole=True, fixed=True
    )
    earmarked_months: Assumption = number("Zweckbindung ab Eröffnung", "Monate", 0, 360, whole=True)
    price_supplement: bool = Field(
        description="true: Entgelt von dritter Seite (steuerbar), false: echter Zuschuss"
    )
    de_minimis: bool = Field(description="true: De-minimis-Beihilfe")


class Financing(Section):
    equity: Assumption = number("Eigenmittel zu Beginn", "€", 0, 100_000_000)
    public_equity_share: Assumption = number(
        "Anteil der öffentlichen Hand an den Eigenmitteln", "Anteil", 0, 1
    )
    municipal_contribution_a_year: Assumption = number(
        "Vereinbarter Zuschuss der Kommunen je Jahr", "€", 0, 10_000_000
    )
    municipal_contribution_months: Assumption = number(
        "Dauer des kommunalen Zuschusses ab Eröffnung", "Monate", 0, 120, whole=True
    )
    grant_treatment: GrantTreatment = choice("Ausweis der Investitionszuschüsse")
    loans: dict[str, Loan] = Field(description="Darlehen")
    grants: dict[str, Grant] = Field(description="Zuschüsse")


class Taxes(Section):
    small_business: Assumption = number(
        "Kleinunternehmerregelung gewählt (§ 19 UStG)", "ja/nein", 0, 1, whole=True, fixed=True
    )
    option_to_tax: Assumption = number(
        "Verzicht auf die Steuerbefreiung der Vermietung (§ 9 UStG)", "ja/nein", 0, 1, whole=True, fixed=True
    )
    vat_on_rent: Assumption = number(
        "Vermieter berechnet Umsatzsteuer (§ 9 UStG)", "ja/nein", 0, 1, whole=True, fixed=True
    )
    vat_filing_months: Frequency = choice("Umsatzsteuer-Voranmeldung")
    vat_payment_months: Assumption = number(
        "Zahlung der Umsatzsteuer nach dem Voranmeldungszeitraum", "Monate", 1, 3, whole=True, fixed=True
    )
    corporate_tax: Assumption = number("Körperschaftsteuerpflichtig", "ja/nein", 0, 1, whole=True, fixed=True)
    corporate_allowance: Assumption = number(
        "Freibetrag nach § 24 KStG", "ja/nein", 0, 1, whole=True, fixed=True
    )
    trade_tax: Assumption = number("Gewerbesteuerpflichtig", "ja/nein", 0, 1, whole=True, fixed=True)
    trade_tax_allowance: Assumption = number("Freibetrag nach § 11 Abs. 1 GewStG", "€", 0, 24_500)
    trade_tax_multiplier: Assumption = number("Gewerbesteuerhebesatz", "Anteil", 2, 9)
    receipts_limit: Assumption = number(
        "Freigrenze der Einnahmen gilt (§ 64 Abs. 3 AO)", "ja/nein", 0, 1, whole=True, fixed=True
    )
    tax_payment_months: Assumption = number(
        "Zahlung der Ertragsteuern nach Jahresende", "Monate", 1, 24, whole=True, fixed=True
    )


class Exit(Section):
    staff_notice_months: Assumption = number("Kündigungsfrist des Personals", "Monate", 0, 12)
    rent_saved_share: Assumption = number(
        "Anteil der Restmiete, der durch Nachmieter entfällt", "Anteil", 0, 1
    )
    dismantling_per_square_metre: Assumption = number("Rückbau", "€/m²", 0, 2_000)
    resale_share: Assumption = number("Erlös aus dem Verkauf der Ausstattung, vom Buchwert", "Anteil", 0, 1)


class Landlord(Section):
    landlord_investment: Assumption = number("Herrichtung durch die Eigentümerin", "€/m²", 0, 20_000)
    landlord_rate: Assumption = number("Verzinsung, die die Eigentümerin braucht", "Anteil", 0, 0.2)
    landlord_years: Assumption = number("Zeitraum der Refinanzierung", "Jahre", 1, 50)
    landlord_upkeep: Assumption = number("Instandhaltung und Verwaltung", "€/m² im Monat", 0, 20)
    landlord_vacancy: Assumption = number("Mietausfallwagnis", "Anteil", 0, 0.5)


class PlanParameters(NamedSection):
    """Everything the financial plan assumes."""

    horizon_years: int = Field(ge=5, le=10, description="Planungszeitraum ab Mietbeginn in Jahren")
    preparation_months: Assumption = number(
        "Vorbereitung: Mietbeginn vor Eröffnung", "Monate", 0, 24, whole=True, fixed=True
    )
    economy: Economy = Field(description="Rahmen")
    premises: Premises = Field(description="Räume")
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
    scenarios: dict[str, Case] = Field(description="Szenarien")
    shocks: dict[str, Case] = Field(description="Schocks")
    operators: dict[str, Case] = Field(description="Betreibermodelle")
    funding_mixes: dict[str, Case] = Field(description="Finanzierungen")
    alternatives: dict[str, Case] = Field(description="Vergleiche")
    networks: dict[str, Network] = Field(default={}, description="Netze aus mehreren Orten")
    correlations: tuple[Correlation, ...] = Field(default=(), strict=False, description="Korrelationen")

    def funds_assets(self, grant: str) -> bool:
        """Return whether a grant covers investments; it covers either only them or only running costs."""
        return self.financing.grants[grant].covers[0] in self.investments
